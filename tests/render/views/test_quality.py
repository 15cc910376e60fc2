"""The data-quality page: problems first and the worst of them, few rows of many, and where all of them stand."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from reportgen.model.problem import Problem, Severity
from reportgen.model.result_frames import COVERAGE
from reportgen.model.text import text
from reportgen.render.audience import audiences, client_audience, masked
from reportgen.render.viewmodel import TableSection
from reportgen.render.viewmodel_pages import QualityPage
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from reportgen.render.views.pages import Asked, site
from reportgen.render.views.quality import quality_page
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from tests.render.example_results import example_config, example_results

MOST = 150_000
"""Bytes of a page."""


def problem(code: str, severity: Severity, row: int, value: str = "x") -> Problem:
    return Problem(
        code=code,
        severity=severity,
        file="surveys/2026Q3/a.csv",
        row=row,
        value=value,
        expected=text("a whole number from {low} to {high}, or blank", low=1, high=5),
        hint=text("correct the cell and build again"),
    )


def files(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Coverage: (export, file, rows read, rows set aside)."""
    made = [
        {
            "export": export,
            "file": f"surveys/2026Q3/{file}",
            "sheet": "",
            "sha256": "0",
            "encoding": "utf-8",
            "rows_read": read,
            "rows_used": read - aside,
            "rows_set_aside": aside,
            "rows_superseded": 0,
            "rows_skipped": 0,
            "first_date": pd.NaT,
            "last_date": pd.NaT,
        }
        for export, file, read, aside in rows
    ]
    frame = pd.DataFrame(made)
    return COVERAGE.check(frame.astype({name: column.dtype for name, column in COVERAGE.columns.items()}))


def page(coverage: pd.DataFrame, *problems: Problem) -> QualityPage:
    config = example_config()
    results = replace(example_results(), coverage=coverage, problems=problems)
    credit = audiences(config, results)[0]
    return quality_page(Book(masked(results, credit, config), credit, config, Language.of("en")))


def column(section: TableSection, index: int) -> list[str]:
    return [row.cells[index].text for row in section.table.rows]


def test_the_page_opens_with_the_problems_the_worst_kind_first() -> None:
    kinds, listed, *_ = page(
        files(("orders", "o.csv", 9, 0)),
        *(problem("W201", Severity.WARNING, row) for row in range(3)),
        problem("E204", Severity.SET_ASIDE, 7),
        problem("E101", Severity.REFUSED, 0),
    ).sections
    assert column(kinds, 0) == ["E101", "E204", "W201"]
    assert column(listed, 0) == ["E101", "E204", "W201", "W201", "W201"]
    assert listed.table.more == ""


def test_exports_and_files_with_rows_set_aside_come_first_and_what_was_used_whole_last() -> None:
    *_, exports, left = page(
        files(
            ("clients", "c.csv", 8, 0),
            ("orders", "o.csv", 9, 2),
            ("orders", "p.csv", 5, 0),
            ("visits", "v.csv", 9, 4),
        )
    ).sections
    assert column(exports, 0) == ["visits", "orders", "client register"]
    assert column(exports, 1) == ["1", "2", "1"]
    assert column(exports, 4) == ["4", "2", "0"]
    assert column(left, 1) == ["2026Q3/v.csv", "2026Q3/o.csv"]
    assert (left.table.more, left.table.more_href) == (
        "0 more files like these, 2 used whole: coverage.csv lists all",
        "data/coverage.csv",
    )


def test_of_many_problems_a_few_of_each_kind_are_listed_counted_and_linked() -> None:
    many = [problem("E204", Severity.SET_ASIDE, row) for row in range(5000)]
    _, listed, *_ = page(COVERAGE.empty(), *many, problem("W201", Severity.WARNING, 1)).sections
    assert column(listed, 0) == ["E204"] * 8 + ["W201"]
    assert listed.table.more == "9 of 5,001 problems, a few of each kind; problems.csv lists all"
    assert listed.table.more_href == "data/problems.csv"


def test_a_page_of_any_number_of_files_and_problems_is_light(setup: RenderSetup, tmp_path: Path) -> None:
    every = [
        problem(f"E{code}", Severity.SET_ASIDE, row, "值" * 300) for code in range(200, 300) for row in range(9)
    ]
    rows = files(*(("orders", f"很长的文件名很长的文件名{one}.csv", 900, one) for one in range(2000)))
    made = page(rows, *every)
    worker = Worker(setup, tmp_path)

    def weight(view: QualityPage) -> int:
        (file,) = worker.rendered(PageJob(template="data-quality", view=view, media=("screen",), target="q"))
        assert isinstance(file, RenderedFile)
        return len(file.content)

    assert weight(made) < MOST
    whole = replace(made.sections[1].table, rows=made.sections[1].table.rows * 5)
    heavier = (made.sections[0], replace(made.sections[1], table=whole), *made.sections[2:])
    assert weight(replace(made, sections=heavier)) > MOST  # control


def test_the_copy_for_a_client_says_for_whom_it_is() -> None:
    config, results = example_config(), example_results()
    table = config.profile.audiences
    own = table.office.model_copy(update={"offices": "own", "clients": "own"})
    profile = config.profile.model_copy(update={"audiences": table.model_copy(update={"client": own})})
    config = replace(config, profile=profile)
    audience = client_audience(config, "C01")
    assert audience is not None
    made = site(masked(results, audience, config), audience, config, "en", Asked())
    name = next(row["name"] for row in results.clients.to_dict("records") if row["client_id"] == "C01")
    assert made.readers == f"for {name} only"
    assert {job.target for job in made.jobs if job.template == "client"} == {"client-C01/clients/C01"}
