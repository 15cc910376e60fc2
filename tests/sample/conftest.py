import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.pipeline import Exit, Request, build
from reportgen.sample import write_workspace


@dataclass(frozen=True)
class Outcome:
    """What a build of the sample wrote: tables as text, pages as the words on them."""

    folder: Path

    @cached_property
    def tables(self) -> Mapping[str, list[dict[str, str]]]:
        found = {}
        for path in (self.folder / "data").glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                found[path.stem] = list(csv.DictReader(file))
        return found

    def words(self, page: str) -> str:
        """The text of a page, without its marks and spaces between them; spaces that do not break are spaces."""
        return re.sub(r"<[^>]+>", "", (self.folder / page).read_text("utf-8")).replace("\u00a0", " ")


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of the repository, written once for all tests of the sample."""
    root = tmp_path_factory.mktemp("sample")
    write_workspace(root, clients=12, offices=2, quarters=3, seed=1)
    return root


@pytest.fixture(scope="session")
def outcome(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The last quarter, built without PDFs."""
    run = build(
        Request(
            root=workspace,
            period=Period.parse("2026Q3"),
            output=tmp_path_factory.mktemp("output"),
            formats=frozenset({"html"}),
        )
    )
    assert run.exit is Exit.NOTED
    assert run.output is not None
    return Outcome(run.output)
