"""Every complaint and comment of a client stands on a page that its report leads to, in parts that open fast."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience
from reportgen.render.audience import audiences, masked
from reportgen.render.viewmodel_pages import ClientPage, RowsPage
from reportgen.render.views.book import Book
from reportgen.render.views.client import client_page
from reportgen.render.views.complaints import waits, worst_first
from reportgen.render.views.every_row import MOST_ROWS, every_row, places
from reportgen.render.views.language import Language
from reportgen.render.views.pages import Asked, site
from reportgen.render.views.search import search_entries
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from tests.render.example_results import example_config, example_results

CLIENT = "C03"
HEAVIEST = 400_000
"""Bytes of a page of 500 rows."""


def crowded(count: int, content: str) -> Results:
    """The example with so many complaints of one client."""
    results = example_results()
    every = results.facts.complaints
    one = every[every["client_id"] == CLIENT].iloc[[0]]
    more = pd.concat([one] * count, ignore_index=True)
    more["complaint_id"] = pd.Series(
        [f"K9{number:05d}" for number in range(count)], dtype=every.dtypes["complaint_id"]
    )
    more["content"] = pd.Series([content] * count, dtype=every.dtypes["content"])
    return replace(results, facts=replace(results.facts, complaints=pd.concat([every, more], ignore_index=True)))


def book(results: Results, audience: str = "credit") -> Book:
    config = example_config()
    one = next(each for each in audiences(config, results) if each.id == audience)
    return Book(masked(results, one, config), one, config, Language.of("en"))


def ids(page: RowsPage) -> list[str]:
    return [
        row.cells[0].text
        for one in page.sections
        if one.heading.title.startswith("Compl")
        for row in one.table.rows
    ]


def test_all_complaints_stand_once_each_on_pages_of_at_most_so_many_rows() -> None:
    made = book(crowded(1200, "late"))
    pages = every_row(made, CLIENT)
    assert list(pages) == [f"{CLIENT}.rows", f"{CLIENT}.rows.2", f"{CLIENT}.rows.3"]
    assert max(sum(len(one.table.rows) for one in page.sections) for page in pages.values()) == MOST_ROWS
    listed = [one for page in pages.values() for one in ids(page)]
    assert listed == [str(wait.row["complaint_id"]) for wait in worst_first(made, CLIENT)]
    assert len(set(listed)) == len(listed) > 1200
    for number, page in enumerate(pages.values()):
        assert [link.current for link in page.pages] == [at == number for at in range(3)]
        assert [link.href.removesuffix(".html") for link in page.pages] == list(pages)


def test_comments_follow_the_complaints() -> None:
    results = example_results()
    made = book(results)
    total = 0
    for client in made.clients:
        told = [one for page in every_row(made, client).values() for one in page.sections]
        rows = sum(len(one.table.rows) for one in told)
        assert rows == len(waits(made, [client])) + len(made.comments.get(client, []))
        total += rows
    assert total > 5


@pytest.mark.parametrize(("rows", "content"), [(500, "交付延期" * 30), (900, "字" * 1_999), (3, "字" * 100_000)])
def test_a_page_of_rows_is_light_however_long_its_texts_are(
    setup: RenderSetup, tmp_path: Path, rows: int, content: str
) -> None:
    pages = every_row(book(crowded(rows, content)), CLIENT)
    worker = Worker(setup, tmp_path)

    def weight(view: RowsPage) -> int:
        (file,) = worker.rendered(PageJob(template="rows", view=view, media=("screen",), target="r"))
        assert isinstance(file, RenderedFile)
        return len(file.content)

    heaviest = max(pages.values(), key=lambda page: sum(len(one.table.rows) for one in page.sections))
    assert weight(heaviest) < HEAVIEST
    (one, *_) = heaviest.sections
    many = replace(one, table=replace(one.table, rows=one.table.rows * 40))
    assert weight(replace(heaviest, sections=(many,))) > HEAVIEST  # control


def test_what_a_report_cuts_leads_to_a_page_that_is_made() -> None:
    results = crowded(1200, "late")
    config = example_config()
    credit = audiences(config, results)[0]
    made = site(results, credit, config, "en", Asked())
    (report,) = (job.view for job in made.jobs if job.target == f"credit/clients/{CLIENT}")
    assert isinstance(report, ClientPage)
    assert report.complaints
    shown = config.profile.render_limits.rows
    left = len(worst_first(book(results), CLIENT)) - shown
    assert report.complaints.more == f"{left:,} more on the page {CLIENT}.rows.html"
    targets = {job.target: job.media for job in made.jobs if job.template == "rows"}
    assert targets[f"credit/clients/{report.complaints.more_href.removesuffix('.html')}"] == ("screen",)
    assert f"{CLIENT}.rows.html" in {link.href for link in report.downloads}


def test_the_search_leads_to_the_page_on_which_a_complaint_stands() -> None:
    made = book(crowded(1200, "late"))
    pages = every_row(made, CLIENT)
    elsewhere = places(made, CLIENT)
    listed = client_page(made, CLIENT).complaints
    assert listed
    shown = {row.id for row in listed.rows}
    assert not shown & set(elsewhere)
    found = {entry.name: entry.href for entry in search_entries(made)}
    for name, file in elsewhere.items():
        assert name in ids(pages[file.removesuffix(".html")])
        assert found[name] == f"clients/{file}"
    assert found[min(shown)] == f"clients/{CLIENT}.html#complaints"


def test_an_office_has_no_rows_of_other_offices_clients_and_no_report_means_no_rows() -> None:
    results, config = example_results(), example_config()
    east = book(results, "office-E")
    made = site(east.results, east.audience, config, "en", Asked())
    own = {job.target.rpartition("/")[2].partition(".")[0] for job in made.jobs if job.template == "rows"}
    assert own
    assert own <= set(east.clients)
    assert set(every_row(book(results), "C05"))
    assert "C05" not in east.clients
    without = Audience(id="credit", reports=frozenset({"office"}), sees=EVERYTHING)
    assert [job for job in site(results, without, config, "en", Asked()).jobs if job.template == "rows"] == []


def test_words_of_clients_are_masked_on_the_pages_of_rows_too() -> None:
    results, config = crowded(9, "a secret of the client"), example_config()
    for words in (True, False):
        sees = EVERYTHING.model_copy(update={"comments": words})
        reader = Audience(id="credit", sees=sees)
        made = Book(masked(results, reader, config), reader, config, Language.of("en"))
        assert ("a secret of the client" in repr(every_row(made, CLIENT))) == words
