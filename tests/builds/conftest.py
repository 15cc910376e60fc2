"""One build of the repository's own sample, shared by the tests of this folder."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.pipeline import Request, Run, build

ROOT = Path(__file__).resolve().parents[2]
PERIOD = Period.parse("2026Q3")


@dataclass(frozen=True)
class Built:
    """A workspace and what a build of it said and wrote."""

    root: Path
    run: Run

    @property
    def output(self) -> Path:
        return self.root / "output" / "2026Q3"


def copy_workspace(folder: Path) -> Path:
    """Copy the repository's configuration and exports, as a user's own workspace."""
    for name in ("config", "surveys"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copy_workspace(tmp_path_factory.mktemp("workspace"))
    return Built(root, build(Request(root=root, period=PERIOD)))
