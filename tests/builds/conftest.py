"""One build of the smallest sample, shared by the tests of this folder."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.pipeline import Request, Run, build
from reportgen.sample.workspace import write_workspace

PERIOD = Period.parse("2026Q3")


@dataclass(frozen=True)
class Built:
    """A workspace and what a build of it said and wrote."""

    root: Path
    run: Run

    @property
    def output(self) -> Path:
        return self.root / "output" / "2026Q3"


def new_workspace(folder: Path) -> Path:
    """Write the smallest sample, as a user's own workspace."""
    write_workspace(folder, clients=12, offices=2, quarters=3, seed=1)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = new_workspace(tmp_path_factory.mktemp("workspace"))
    return Built(root, build(Request(root=root, period=PERIOD)))
