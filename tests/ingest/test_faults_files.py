"""Sections A and B of the fault catalogue: every broken file is answered by code, place and fate."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.ingest.files import claimed
from reportgen.ingest.inputs import InputFile
from reportgen.ingest.read import read_files
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.policy.sources import Sources
from tests.ingest.faulty import CONTAINERS, CSV, TEXTS, Case
from tests.ingest.reading import Read, written

if TYPE_CHECKING:
    from reportgen.ingest.limits import Limits

ROOT = Path(__file__).parents[2]
CASES = [*CONTAINERS, *TEXTS]


def folder_of(case: Case) -> str:
    return case.id.replace(" ", "_")


def files_of(case: Case, root: Path) -> list[InputFile]:
    """Write a case's files into a folder of its own."""
    folder = root / folder_of(case)
    folder.mkdir()
    contents = case.files()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    if not contents:
        (folder / "b.csv").write_text(CSV)  # beside the missing a.csv
    return [
        InputFile(path=folder / name, name=f"surveys/{folder.name}/{name}", **case.hints._asdict())
        for name in sorted(contents) or ["a.csv"]
    ]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """All cases in one go, so that the few reading processes meet them one after the other."""
    root, scratch = tmp_path_factory.mktemp("cases"), tmp_path_factory.mktemp("scratch")
    found = {folder_of(case): Read([], []) for case in CASES}
    by_limits: dict[Limits, list[InputFile]] = {}
    for case in CASES:
        by_limits.setdefault(case.limits, []).extend(files_of(case, root))
    for limits, files in by_limits.items():
        sheets, problems = read_files(files, limits=limits, workers=2, scratch=scratch)
        for sheet in sheets:
            found[sheet.file.split("/")[1]].sheets.append(sheet)
        for problem in problems:
            found[problem.file.split("/")[1]].problems.append(problem)
    return found


@pytest.fixture(params=CASES, ids=lambda case: case.id)
def answered(request: pytest.FixtureRequest, everything: dict[str, Read]) -> tuple[Case, Read]:
    case: Case = request.param
    return case, everything[folder_of(case)]


def answers(found: Read) -> list[Problem]:
    return [*found.problems, *(fault for sheet in found.sheets for fault in sheet.bad_rows.values())]


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
        files_of(case, tmp_path)
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.bare", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found = {Path(path).parent.name: outcome for path, outcome in json.loads(run.stdout).items()}
    silent = {name for name, outcome in found.items() if outcome == "read"}
    assert {"A17", "B07", "B11", "B12_short", "B10", "B15", "B16", "A04", "A18"} <= silent
    assert found["A14"] in {"SIGABRT", "SIGKILL", "MemoryError", "SIGXCPU"}
    print(Counter("no error" if outcome == "read" else outcome for outcome in found.values()))
