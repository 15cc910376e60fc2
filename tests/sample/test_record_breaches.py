"""Breaches planted in the declared exports: each stands in its quarter, those of the last one in no other."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.sample.records.written import file_name, headings
from tests.sample.conftest import Outcome
from tests.sample.reading import lines

BREACHES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "record_breaches.yaml").read_text("utf-8"),
    yaml.BaseLoader,  # noqa: S506 - texts only
)


def count(path: Path, cells: dict[str, str]) -> int:
    """How many rows hold all of some cells."""
    every = list(lines(path))
    head = every[0].cells
    assert cells.keys() <= set(head), head
    return sum(cells.items() <= dict(zip(head, line.cells, strict=True)).items() for line in every[1:])


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach["name"])
def test_the_breach_stands_in_its_quarter(workspace: Path, breach: dict[str, Any]) -> None:
    folder = breach["where"].get("folder", "2026Q3")
    assert count(workspace / "surveys" / folder / breach["where"]["file"], breach["where"]["row"]) == 1


@pytest.mark.parametrize(
    "breach", [one for one in BREACHES if "folder" not in one["where"]], ids=lambda breach: breach["name"]
)
def test_control_the_quarter_before_has_none_of_it(workspace: Path, breach: dict[str, Any]) -> None:
    before = breach["where"]["file"].replace("2026Q3", "2026Q2")
    assert count(workspace / "surveys" / "2026Q2" / before, breach["where"]["row"]) == 0


def test_every_row_of_the_declared_exports_is_used(outcome: Outcome) -> None:
    """But for an action that a later folder tells anew."""
    rows = [
        row for row in outcome.tables["coverage"] if "/客户反馈_" in row["file"] or "/改进措施_" in row["file"]
    ]
    assert len(rows) == 6
    assert all(row["rows_set_aside"] == "0" for row in rows)
    assert sum(int(row["rows_superseded"]) for row in rows) == 2


def test_files_carry_the_names_and_headings_of_the_declarations(workspace: Path) -> None:
    from reportgen.model.period import Period

    name = file_name("feedback", Period.parse("2026Q3"))
    (first, *_) = lines(workspace / "surveys" / "2026Q3" / name)
    assert list(first.cells) == list(headings("feedback").values())
