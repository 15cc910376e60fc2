"""Sections A and B of the fault catalogue: every broken file is answered by code, place and fate."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reportgen.ingest.files import claimed
from reportgen.ingest.read import read_files
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.policy.sources import Sources
from tests.ingest.faulty import CONTAINERS, CSV, TEXTS, Case
from tests.ingest.reading import FOLDER, LIMITS, Read, inputs, read, written

ROOT = Path(__file__).parents[2]
CASES = [*CONTAINERS, *TEXTS]


def answers(found: Read) -> list[Problem]:
    return [*found.problems, *(fault for sheet in found.sheets for fault in sheet.bad_rows.values())]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.id)
def answered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Read]:
    case: Case = request.param
    root = tmp_path_factory.mktemp("case")
    files = case.files()
    if case.id == "A01":
        written(root, {"b.csv": CSV.encode()})
        (root / "scratch").mkdir()
        return case, Read(
            *read_files(inputs(root, {"a.csv": 0}, case.hints), limits=LIMITS, workers=1, scratch=root / "scratch")
        )
    return case, read(root, files, case.hints, case.limits)


def test_each_fault_is_answered_as_the_catalogue_says(answered: tuple[Case, Read]) -> None:
    case, found = answered
    said = [problem for problem in answers(found) if problem.code == case.code]
    if case.code:
        assert said, [str(problem) for problem in answers(found)]
        problem = said[0]
        assert (problem.severity, problem.sheet, problem.row, problem.column) == (
            case.severity,
            case.sheet,
            case.row,
            case.column,
        )
        assert case.says in str(problem)
        assert problem.file.startswith(FOLDER)
    assert case.holds(found), [str(problem) for problem in answers(found)]
    if case.severity == Severity.REFUSED and case.code:
        assert not found.sheets
        assert [problem.code for problem in answers(found)] == [case.code]
    elif not case.code:
        assert not [problem for problem in answers(found) if problem.severity != Severity.NOTE]


def test_every_row_that_the_file_counts_is_there(answered: tuple[Case, Read]) -> None:
    _, found = answered
    assert all(len(sheet.cells) == sheet.records for sheet in found.sheets)


def test_the_table_has_every_fault_of_the_catalogue() -> None:
    elsewhere = {"A02", "A20", "A21", "A22", "A25", "A26"}  # they need more than the content of a file
    there = {case.id.split()[0] for case in CASES} | elsewhere
    assert there == {f"A{number:02d}" for number in range(1, 29)} | {f"B{number:02d}" for number in range(1, 21)}


def test_a_rule_whose_files_are_not_there_is_named_A02(tmp_path: Path) -> None:
    written(tmp_path, {"b.csv": CSV.encode()})
    rule = {
        "export": "offices",
        "files": ["办事处*.xlsx"],
        "required": True,
        "columns": {"office_id": ["编号"], "name": ["名称"]},
    }
    sources = Sources.model_validate({"format": 1, "sources": [rule]})
    problems = claimed(tmp_path, sources, Period.parse("2026Q3")).problems
    [missing] = [problem for problem in problems if problem.code == "E102"]
    assert missing.severity is Severity.REFUSED
    assert "办事处*.xlsx" in str(missing)


def test_bare_readers_take_many_of_these_files_without_a_word(tmp_path: Path) -> None:
    """The control: were the table empty of real faults, bare pandas would say as much about them."""
    faulty = [
        case for case in CASES if case.code and case.severity != Severity.NOTE and case.bare and case.files()
    ]
    for case in faulty:
        folder = tmp_path / case.id.replace(" ", "_")
        folder.mkdir()
        for name, content in case.files().items():
            (folder / name).write_bytes(content)
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.ingest.bare", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found = {Path(path).parent.name: outcome for path, outcome in json.loads(run.stdout).items()}
    silent = {name for name, outcome in found.items() if outcome == "read"}
    assert {"A17", "B07", "B11", "B12_short", "B10", "B15", "B16", "A04", "A18"} <= silent
    assert found["A14"] in {"SIGABRT", "SIGKILL", "MemoryError", "SIGXCPU"}
    print(Counter("no error" if outcome == "read" else outcome for outcome in found.values()))
