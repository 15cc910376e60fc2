"""The table of faults and stories, walked: each stands in the files, and each has its consequence."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.model.period import Period
from reportgen.model.problem import Severity
from reportgen.pipeline import check
from tests.sample.conftest import Outcome
from tests.sample.reading import Line, lines

STORIES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "stories.yaml").read_text("utf-8"),
    yaml.BaseLoader,  # noqa: S506 - it builds nothing but text: 6 stays "6", a date stays as written
)
TABLES = {
    "problem": "problems",
    "finding": "findings",
    "grade": "grades",
    "measure": "measures",
    "coverage": "coverage",
}
SENTENCES = frozenset({"hint", "what", "evidence"})
IDS = [story["name"] for story in STORIES]


def file_of(workspace: Path, where: dict[str, Any]) -> Path:
    return workspace / "surveys" / str(where.get("folder", "2026Q3")) / str(where["file"])


def found(path: Path, where: dict[str, Any]) -> list[tuple[Line, str]]:
    """The rows that the story picks, each with the text of its column."""
    header = int(where.get("header", 1))
    every = [line for line in lines(path) if where.get("sheet", line.sheet) == line.sheet]
    if not where["row"]:
        return [(line, line.cells[0]) for line in every if line.number == header]
    head = next(line.cells for line in every if line.number == header)
    rows = [(line, dict(zip(head, line.cells, strict=True))) for line in every if line.number > header]
    picked = [(line, row) for line, row in rows if where["row"].items() <= row.items()]
    return [(line, row[where["column"]]) for line, row in picked]


@pytest.mark.parametrize("story", STORIES, ids=IDS)
def test_the_story_stands_in_the_files(workspace: Path, story: dict[str, Any]) -> None:
    where = story["where"]
    path = file_of(workspace, where)
    assert path.is_file()
    if "row" in where:
        texts = [text for _, text in found(path, where)]
        assert texts == [where["text"]] * int(where.get("repeats", 1))


def lines_that_fit(rows: list[dict[str, str]], wanted: dict[str, str]) -> list[dict[str, str]]:
    """The rows that hold every wanted text; of long sentences a part is enough."""
    return [
        row
        for row in rows
        if all(text in row[name] if name in SENTENCES else text == row[name] for name, text in wanted.items())
    ]


def place(workspace: Path, where: dict[str, Any]) -> dict[str, str]:
    """The columns of problems.csv that say where the story stands."""
    there = {"file": str(file_of(workspace, where).relative_to(workspace))}
    if "row" not in where:
        return there
    line, _ = found(file_of(workspace, where), where)[-1]
    at = {"sheet": line.sheet, "row": str(line.number)}
    return there | at | ({"column": where["column"]} if "column" in where else {})


def consequences(workspace: Path, outcome: Outcome, story: dict[str, Any]) -> dict[str, bool]:
    """What must come of a story, and whether it came."""
    came = {}
    for kind, wanted in story["then"].items():
        if kind == "sentence":
            came[kind] = wanted["says"] in outcome.words(wanted["page"])
        else:
            at = place(workspace, story["where"]) if kind == "problem" else {}
            if kind == "coverage":
                at = {"file": place(workspace, story["where"])["file"]}
            came[kind] = len(lines_that_fit(outcome.tables[TABLES[kind]], at | wanted)) == 1
    return came


@pytest.mark.parametrize("story", STORIES, ids=IDS)
def test_the_story_has_its_consequence(workspace: Path, outcome: Outcome, story: dict[str, Any]) -> None:
    came = consequences(workspace, outcome, story)
    assert came
    assert all(came.values()), came


def test_nothing_else_of_the_last_folder_is_set_aside_or_warned_of(workspace: Path, outcome: Outcome) -> None:
    """Every line of problems.csv beyond a note is one of the table's."""
    told = [
        place(workspace, story["where"]) | story["then"]["problem"]
        for story in STORIES
        if "problem" in story["then"]
    ]
    serious = [row for row in outcome.tables["problems"] if row["severity"] != "note"]
    assert [row for row in serious if not any(lines_that_fit([row], wanted) for wanted in told)] == []


def test_every_finding_is_in_the_table(outcome: Outcome) -> None:
    told = [story["then"]["finding"] for story in STORIES if "finding" in story["then"]]
    assert [row for row in outcome.tables["findings"] if not any(lines_that_fit([row], w) for w in told)] == []


def test_the_quarter_before_has_none_of_it(workspace: Path) -> None:
    """The control: dirt and stories are of the last quarter, and a build of the one before is clean."""
    run = check(workspace, Period.parse("2026Q2"))
    assert run.results is not None
    assert [problem for problem in run.problems if problem.severity is not Severity.NOTE] == []
    moves = run.results.grades.loc[lambda rows: rows["pack"] == "P03", ["client_id", "transition"]]
    assert {tuple(row) for row in moves.to_numpy() if row[1] != "same"} == {("C005", "unrated")}


def test_names_of_stories_differ() -> None:
    assert len(set(IDS)) == len(IDS)


def test_a_story_that_is_not_in_the_files_is_missed(workspace: Path) -> None:
    """The control: picking what is not there finds nothing."""
    where = {"file": "订单_2026Q3.csv", "row": {"客户编号": "X902"}, "column": "客户编号"}
    assert found(file_of(workspace, where), where) == []


def test_a_consequence_that_did_not_come_is_missed(workspace: Path, outcome: Outcome) -> None:
    """The control: another code, another level, other words are not found."""
    story = {
        "where": {"file": "订单_2026Q3.csv", "row": {"客户编号": "X901"}, "column": "客户编号"},
        "then": {
            "problem": {"code": "E242"},
            "grade": {"pack": "P03", "client_id": "C002", "level": "B"},
            "measure": {"level": "office", "office_id": "HD", "measure": "complaint.count", "verdict": "down"},
            "finding": {"clause": "P03.18"},
            "coverage": {"rows_set_aside": "7"},
            "sentence": {"page": "credit/clients/C002.html", "says": "P03 由 B 升至 A"},
        },
    }
    assert set(consequences(workspace, outcome, story).values()) == {False}
