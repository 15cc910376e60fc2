"""A page for each subject says how its figures came about, within what its readers may see."""

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from reportgen.explain.accounts import Accounts
from reportgen.model.accounts import Accounted, Origin
from reportgen.model.text import text
from reportgen.policy.audiences import EVERYTHING, Audience
from reportgen.render.audience import audiences, masked
from reportgen.render.html import html
from reportgen.render.viewmodel_pages import ExplainedFigure, ExplainedPage
from reportgen.render.views.account_masks import seen_account
from reportgen.render.views.addressed import Addresses
from reportgen.render.views.book import Book
from reportgen.render.views.explained import Subject, addresses
from reportgen.render.views.language import Language
from reportgen.render.views.pages import Asked, site
from reportgen.render.worker import PageJob, RenderedFile, Worker
from tests.render.example_results import example_config, example_results

OF = (example_results(), example_config())
SCREEN = Asked(media=("screen",))


@cache
def jobs(audience: str) -> dict[str, PageJob]:
    """The pages of one audience of the worked example, by their place."""
    results, config = OF
    mine = next(one for one in audiences(config, results) if one.id == audience)
    seen = masked(results, mine, config)
    return {job.target: job for job in site(seen, mine, config, "en", SCREEN, behind=Accounts(*OF)).jobs}


def figures(audience: str, target: str) -> dict[str, ExplainedFigure]:
    page = jobs(audience)[f"{audience}/{target}"].view
    assert isinstance(page, ExplainedPage)
    return {one.id: one for one in page.figures}


def said(one: ExplainedFigure) -> str:
    return "\n".join(f"{line.term}: {''.join(run.text for run in line.words)}" for line in one.lines)


@pytest.mark.parametrize("audience", ["credit", "management", "office-E"])
def test_every_figure_of_a_page_leads_to_where_it_is_explained(audience: str) -> None:
    made = jobs(audience)
    shown = {one for job in made.values() for one in addresses(job.view)}
    lead = {one: to for job in made.values() for one, to in job.behind.items()}
    gets = {one for one in shown if audience != "office-E" or not one.startswith("company/")}
    assert len(gets) > 40
    assert gets <= lead.keys()
    for to in lead.values():
        page, _, anchor = to.partition(".html#")
        assert anchor in figures(audience, page)


def test_it_says_formula_numbers_people_what_was_left_out_comparison_and_files() -> None:
    found = figures("credit", "clients/C01.explained")["complaint.first_reply_on_time"]
    words = said(found)
    for term in (
        "Behind it: ",
        "Compared with: ",
        "How it is computed: ",
        "Whom it is about: ",
        "Left out: ",
        "Rows: ",
    ):
        assert term in words, term
    assert " ÷ " in words
    assert found.command == "reportgen explain 2026Q3 C01/complaint.first_reply_on_time"


def test_a_tile_of_the_screen_is_a_link_with_a_name_and_a_table_adds_no_stops(worker: Worker) -> None:
    job = jobs("credit")["credit/clients/C01"]
    screen, plain = (page(worker, one) for one in (job, replace(job, behind={})))
    links = re.findall(r'<a class="fig"[^>]*>', screen)
    to = "../clients/C01.explained.html#complaint.first_reply_hours.p50"
    (tile,) = [one for one in links if to in one and "aria-label" in one]
    assert "数字的来历" in tile
    in_tables = re.findall(r"<td[^>]*><a [^>]*explained[^>]*>", screen)
    assert in_tables
    assert all('tabindex="-1"' in one for one in in_tables)
    assert "explained.html" not in plain  # control: without places to lead to, a figure is no link
    assert "explained.html" not in page(worker, replace(job, media=("print",)), suffix="j2")


def page(worker: Worker, job: PageJob, suffix: str = "") -> str:
    """A page on screen, or the mark-up of its paper."""
    if suffix:
        return html(worker.templates, job.template, job.view, "print", job.behind)
    (file,) = worker.rendered(job)
    assert isinstance(file, RenderedFile)
    return file.content.decode()


def test_an_office_gets_no_account_of_the_company_or_of_others() -> None:
    mine = jobs("office-E")
    assert "office-E/company.explained" not in mine
    results = OF[0]
    others = set(results.clients.loc[results.clients["office_id"] != "E", "client_id"])
    words = "\n".join(
        said(one)
        for target in mine
        if target.endswith(".explained")
        for one in figures("office-E", target.removeprefix("office-E/")).values()
    )
    assert others
    assert not [one for one in others if one in words]


# ------------------------------------------------------------------ masks
ACCOUNT = Accounted(
    formula=(text("sales of 12 months"),),
    population=(text("N = {n} clients of office {id} in the period: {clients}", n=2, id="E", clients="C01, C99"),),
    left_out=((text("cancelled"), 3),),
    origins=(Origin(file="surveys/2026Q3/orders.csv", sheet="", used=4, rest=3),),
    clients=frozenset({"C01"}),
)
OFFICE = Subject(level="office", one="E", target="offices/E.explained", measures=())
CLIENT = Subject(level="client", one="C01", target="clients/C01.explained", measures=())


def seen(subject: Subject, measure: str, found: Accounted = ACCOUNT, **masks: bool) -> Accounted | None:
    """An account as an office sees it whose fields are masked like this."""
    results, config = OF
    audience = Audience(id="office-E", office_id="E", sees=EVERYTHING.model_copy(update=masks))
    book = Book(masked(results, audience, config), audience, config, Language.of("en"))
    return seen_account(book, subject, measure, lambda *_: found)


def test_without_amounts_no_account_is_given_of_what_amounts_make() -> None:
    assert seen(OFFICE, "trade.sales_growth.qoq", amounts=False) is None
    assert seen(OFFICE, "trade.sales_growth.qoq") is not None  # control


def test_without_cards_no_account_is_given_of_their_level() -> None:
    assert seen(CLIENT, "grade:P03", cards=False) is None
    assert seen(CLIENT, "grade:P03", scores=False) is None
    assert seen(CLIENT, "grade:P03") is not None  # control


def test_an_account_of_rows_of_a_client_that_is_anothers_now_is_not_given() -> None:
    foreign = replace(ACCOUNT, clients=frozenset({"C01", "C99"}))
    assert seen(OFFICE, "complaint.count", foreign) is None
    assert seen(OFFICE, "complaint.count") is not None  # control


def test_whom_an_office_is_about_is_a_number_and_no_list() -> None:
    found = seen(OFFICE, "complaint.count")
    assert found is not None
    assert [str(one) for one in found.population] == ["2 clients of the period"]


def test_without_evidence_no_file_is_named_and_without_problems_nothing_that_was_left_out() -> None:
    without = seen(OFFICE, "complaint.count", evidence=False, problems=False)
    whole = seen(OFFICE, "complaint.count")
    assert without is not None
    assert whole is not None
    assert (without.origins, without.left_out) == ((), ())
    assert whole.origins  # control
    assert whole.left_out


# ------------------------------------------------------------------ addresses
def test_an_id_of_a_client_and_an_office_says_which_it_is() -> None:
    changed = OF[0].changed
    twin = changed[changed["client_id"].eq("C01")].assign(client_id="E")
    found = Addresses(pd.concat([changed, twin]))
    assert found.of("client", "E", "complaint.count") == "client:E/complaint.count"
    assert found.place("office:E/complaint.count") == ("office", "E", "complaint.count")
    assert found.place("company/complaint.count") == ("company", "", "complaint.count")
    assert Addresses(changed).of("office", "E", "complaint.count") == "E/complaint.count"  # control
