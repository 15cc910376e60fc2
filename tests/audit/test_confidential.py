"""The faults of confidentiality (K01 to K16) that no web server and no mail is needed for; K06: test_suppression.

K01 to K03, K05 and K16 are planted in ``test_plants``; K04 and K07 are below and in the equality of canaries.
"""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from reportgen.deliver.lock import locked
from reportgen.deliver.stage import probed, staged
from reportgen.model.problem import Problem, Severity
from reportgen.model.result_frames import OWNERS
from reportgen.model.results import Results
from reportgen.model.text import text
from reportgen.render.audience import audiences, masked
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from reportgen.render.views.quality import quality_page
from tests.render.example_results import example_config, example_results


def problem(row: int | None, *, value: str = "x", hint: str = "", file: str = "a.csv") -> Problem:
    return Problem(
        code="E204",
        severity=Severity.SET_ASIDE,
        file=file,
        row=row,
        value=value,
        expected=text("a number"),
        hint=text("nearest: {names}", names=hint),
    )


def with_problems(owners: dict[tuple[str, int], str], *problems: Problem) -> Results:
    rows = [{"file": file, "sheet": "", "row": row, "client_id": one} for (file, row), one in owners.items()]
    frame = OWNERS.check(
        pd.DataFrame(rows).astype({"file": "str", "sheet": "str", "row": "Int64", "client_id": "str"})
    )
    return replace(example_results(), problems=problems, owners=frame)


def told(results: Results, audience: str) -> list[Problem]:
    config = example_config()
    one = next(one for one in audiences(config, results) if one.id == audience)
    return list(masked(results, one, config).problems)


# ------------------------------------------------------------------ K04: lists of problems
def test_each_office_gets_the_problems_of_its_own_clients_rows_alone() -> None:
    owners = {("a.csv", 2): "C01", ("a.csv", 3): "C05", ("a.csv", 0): "C01", ("b.csv", 0): "C02"}
    results = with_problems(owners, problem(2), problem(3), problem(4), problem(None), problem(None, file="b.csv"))
    assert [(one.file, one.row) for one in told(results, "office-E")] == [("a.csv", 2), ("b.csv", None)]
    assert [(one.file, one.row) for one in told(results, "office-S")] == [("a.csv", 3)]


def test_a_file_with_two_offices_clients_is_told_to_neither() -> None:
    results = with_problems({("a.csv", 0): "C01", ("a.csv", 1): "C05"}, problem(None))
    shared = replace(results, owners=results.owners.assign(row=pd.Series([0, 0], dtype="Int64")))
    assert told(shared, "office-E") == []
    assert len(told(shared, "credit")) == 1


def test_the_nearest_names_of_a_problem_name_no_other_offices_client() -> None:
    results = with_problems({("a.csv", 2): "C01"}, problem(2, value="南海仪表", hint="南海仪表 C05 (0.90)"))
    (one,) = told(results, "office-E")
    assert (one.value, str(one.hint)) == ("▇▇", "nearest: ▇▇ ▇▇ (0.90)")


def test_the_quality_page_of_an_office_says_no_row_count_that_it_does_not_have() -> None:
    results = with_problems({("a.csv", 2): "C01"}, problem(2))
    config = example_config()
    for office, headline in (
        ("E", "1 problems in rows of these clients"),
        ("S", "0 problems in rows of these clients"),
    ):
        one = next(one for one in audiences(config, results) if one.office_id == office)
        page = quality_page(Book(masked(results, one, config), one, config, Language.of("en")))
        assert (page.headline, [kpi.name for kpi in page.kpis]) == (headline, ["Problems"])


# ------------------------------------------------------------------ K08: a client that moved
def test_a_client_that_moved_is_gone_from_its_old_office() -> None:
    results = example_results()
    moved = results.clients.assign(
        office_id=results.clients["office_id"].mask(results.clients["client_id"] == "C01", "S")
    )
    later = replace(results, clients=moved)
    config = example_config()
    east, south = (one for one in audiences(config, later) if one.office_id)
    assert "C01" not in set(masked(later, east, config).facts.complaints["client_id"])
    assert "C01" in set(masked(later, south, config).clients["client_id"])
    assert "C01" in set(masked(results, east, config).clients["client_id"]), "the quarter before stays as it was"


# ------------------------------------------------------------------ K12: files and their rights
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_rights_are_the_same_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        output = tmp_path / "output"
        with locked(output / ".work"):
            probed(output)
            staged(output / ".work" / "2026Q3" / "b", {"office-E/clients/C01.html": b"1", "data/x.csv": b"2"})
    finally:
        os.umask(before)
    for path in output.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        if path.is_dir():
            assert mode == 0o750, path
        elif path.name != "lock":
            assert mode == 0o640, path
        assert not mode & 0o007, path


def test_control_a_folder_made_without_care_is_open_to_all(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        (tmp_path / "open").mkdir()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) & 0o007


def test_no_process_of_the_command_leaves_a_core_dump() -> None:
    code = (
        "import resource, sys\nfrom reportgen import cli\nsys.argv = ['reportgen', '--version']\n"
        "try: cli.main()\nexcept SystemExit: print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "(0, 0)"
