"""The coverage page: who is named where the exports do not meet, for which reader."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.compare.coverage import coverage_groups
from reportgen.model.coverage_frames import CLIENT_COVERAGE
from reportgen.model.problem import Problem, Severity
from reportgen.model.result_frames import UNRESOLVED
from reportgen.model.results import Results
from reportgen.model.text import Text
from reportgen.policy.audiences import Audience
from reportgen.render.audience import audiences, masked
from reportgen.render.viewmodel_pages import CoveragePage
from reportgen.render.views.book import Book
from reportgen.render.views.coverage import coverage_page
from reportgen.render.views.edition import navigation
from reportgen.render.views.language import Language
from reportgen.render.views.pages import Asked, site
from tests.measure.literal import framed
from tests.render.example_results import example_config, example_results

FLAGS = ("asked", "answered", "complained", "carded", "sold")
STORIES: dict[str, tuple[bool | None, ...]] = {
    "C01": (True, True, True, True, True),
    "C02": (True, True, False, False, True),
    "C03": (False, False, True, True, True),
    "C04": (False, False, True, True, False),
    "C05": (True, False, False, False, True),
}
SALES = {"C01": 900, "C02": 50, "C03": 40, "C04": 0, "C05": 10}


def results(**flags: Any) -> Results:
    """The worked example with five clients of known coverage and two names that nobody knows."""
    every = example_results()
    office = dict(zip(every.clients["client_id"], every.clients["office_id"], strict=True))
    rows = framed(
        CLIENT_COVERAGE,
        [
            {
                "period": "2026Q3",
                "client_id": one,
                "office_id": office[one],
                "sold_12m": Fraction(SALES[one]) * 10_000,
            }
            | dict(zip(FLAGS, said, strict=True))
            | flags
            for one, said in STORIES.items()
        ],
    )
    waiting = [
        ("恒达老客户", "E", 3, "surveys/2026Q3/客诉.csv"),
        ("恒达老客户", "", 1, "surveys/2026Q3/问卷.xlsx"),
        ("新客户", "S", 2, "surveys/2026Q3/客诉.csv"),
    ]
    said = [
        {"export": "complaints", "client_name": n, "office_id": o, "rows": r, "file": f, "first_row": 2}
        for n, o, r, f in waiting
    ]
    return replace(
        every,
        client_coverage=rows,
        coverage_groups=coverage_groups(rows),
        unresolved=framed(UNRESOLVED, said),
    )


def audience(one: str) -> Audience:
    return next(a for a in audiences(example_config(), example_results()) if a.id == one)


def page(one: str = "credit", seen: Results | None = None) -> CoveragePage:
    reader = audience(one)
    mine = masked(seen or results(), reader, example_config())
    return coverage_page(Book(mine, reader, example_config(), Language.of("en")))


def table(view: CoveragePage, word: str) -> list[list[str]]:
    """The texts and notes of the table below the heading with a word."""
    section = next(one for one in view.sections if word in one.heading.title)
    return [[f"{cell.text}{cell.note and ' ' + cell.note}" for cell in row.cells] for row in section.table.rows]


def test_the_headline_says_what_share_of_the_sales_the_survey_covers() -> None:
    assert page().headline == "2 of 5 clients answered; they stand for 95% of the sales of 12 months"


def test_each_gap_is_a_tile_with_what_it_is_a_part_of() -> None:
    shown = {kpi.name: (kpi.value, *kpi.notes) for kpi in page().kpis}
    assert shown["Complained, not asked"] == ("2", "of 3 clients (67%)", "4% of sales, 12 months")
    assert shown["Answered, no scorecard"] == ("1", "of 2 clients (50%)", "5% of sales, 12 months")
    assert shown["Rows without a client"] == ("6", "2 names or ids")


def test_clients_are_listed_under_each_gap_with_the_largest_sales_first() -> None:
    view = page()
    assert [row[2] for row in table(view, "with sales did not answer")] == ["400", "100"]
    assert [row[-1] for row in table(view, "complained were not asked")] == ["not asked", "not asked"]
    assert len(table(view, "answered have no scorecard")) == 1
    assert len(table(view, "with a scorecard have no sales")) == 1


def test_offices_stand_below_the_company_and_each_count_has_its_whole() -> None:
    rows = table(page(), "by office")
    assert rows[0] == ["All clients", "2 / 5", "1 / 2", "2 / 3", "1 / 3", "2 / 4", "95"]
    assert [int(row[1].split(" / ")[1]) for row in rows[1:]] == [3, 2]


def test_an_office_sees_its_own_clients_and_the_names_in_rows_that_name_it() -> None:
    view = page("office-S")
    assert len(table(view, "by office")) == 1
    assert table(view, "that no register knows") == [["新客户", "—", "2", "2026Q3/客诉.csv 2"]]
    shown = str(view)
    assert "恒达老客户" not in shown
    assert "恒达老客户" in str(page())


@pytest.mark.parametrize(("one", "count"), [("credit", 2), ("management", 2), ("office-E", 1)])
def test_names_are_counted_over_the_files_that_the_reader_sees(one: str, count: int) -> None:
    assert len(table(page(one), "that no register knows")) == count


def test_an_export_that_was_not_read_is_said_and_nobody_is_listed_for_it() -> None:
    view = page(seen=results(asked=None, answered=None))
    assert view.headline.startswith("Who answered is not known")
    assert not [s for s in view.sections if "answer" in s.heading.title]
    tile = next(kpi for kpi in view.kpis if kpi.name == "Answered the survey")
    assert (tile.value, tile.badge and tile.badge.text) == ("—", "no data")


def test_who_may_not_see_problems_sees_no_unknown_names() -> None:
    reader = audience("office-S")
    blind = replace(reader, sees=reader.sees.model_copy(update={"problems": False, "amounts": False}))
    seen = masked(results(), blind, example_config())
    view = coverage_page(Book(seen, blind, example_config(), Language.of("en")))
    assert not [s for s in view.sections if "register" in s.heading.title]
    assert "Rows without a client" not in {kpi.name for kpi in view.kpis}
    assert "%" not in view.headline


def test_the_page_goes_with_data_quality() -> None:
    def made(reports: frozenset[str]) -> tuple[set[str], set[str]]:
        reader = replace(audience("credit"), reports=reports)
        seen = site(results(), reader, example_config(), "en", Asked())
        names = {job.target.partition("/")[2] for job in seen.jobs}
        index = next(job.view for job in seen.jobs if job.target.endswith("/index"))
        return names, {link.href for link in index.edition.nav}

    names, links = made(frozenset({"client", "office", "data-quality"}))
    assert "coverage" in names
    assert "coverage.html" in links
    names, links = made(frozenset({"client", "office"}))
    assert "coverage" not in names
    assert "coverage.html" not in links


def test_control_the_navigation_leads_to_the_page() -> None:
    book = Book(results(), audience("credit"), example_config(), Language.of("en"))
    assert [link.text for link in navigation(book, "", "coverage") if link.current] == ["Coverage"]


def test_long_lists_are_cut_and_say_where_the_rest_is() -> None:
    one = results()
    many = pd.concat([one.client_coverage[one.client_coverage["client_id"] == "C05"]] * 70, ignore_index=True)
    view = coverage_page(
        Book(replace(one, client_coverage=many), audience("credit"), example_config(), Language.of("en"))
    )
    section = next(s for s in view.sections if "did not answer" in s.heading.title)
    assert (len(section.table.rows), section.table.more) == (60, "10 more in client_coverage.csv")


def test_clients_that_left_and_still_have_records_stand_in_a_section_of_their_own() -> None:
    late = Problem(
        code="W242",
        severity=Severity.WARNING,
        file="surveys/2026Q3/订单.csv",
        value="恒达电子",
        expected=Text("no records after {day}", (("day", "2026-06-30"),)),
    )
    other = replace(late, code="W243")
    found = replace(results(), problems=(late, other))
    assert table(page(seen=found), "Left, and still") == [
        ["恒达电子", "surveys/2026Q3/订单.csv", "no records after 2026-06-30"]
    ]
    assert not [s for s in page().sections if "Left, and still" in s.heading.title]
