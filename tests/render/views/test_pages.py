"""The pages of the worked example say what its README says of it, by rule."""

from pathlib import Path

import pytest

from reportgen.policy.load import load_config
from reportgen.render.audience import audiences, masked
from reportgen.render.viewmodel import Rich
from reportgen.render.viewmodel_pages import ClientPage, IndexPage, ManagementPage, OfficePage, Page
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from reportgen.render.views.pages import Asked, Site, site
from tests.render.example_results import example_config, example_results

ROOT = Path(__file__).parents[3]


def made(audience: str = "credit", locale: str = "en", asked: Asked | None = None) -> Site:
    one = next(a for a in audiences(example_config(), example_results()) if a.id == audience)
    seen = masked(example_results(), one, example_config())
    return site(seen, one, example_config(), locale, asked or Asked())


def pages(audience: str = "credit", locale: str = "en") -> dict[str, Page]:
    return {job.target.partition("/")[2]: job.view for job in made(audience, locale).jobs}


def said(rich: Rich) -> str:
    return "".join(run.text for run in rich)


def client(one: str, audience: str = "credit", locale: str = "en") -> ClientPage:
    view = pages(audience, locale)[f"clients/{one}"]
    assert isinstance(view, ClientPage)
    return view


def office(one: str) -> OfficePage:
    view = pages()[f"offices/{one}"]
    assert isinstance(view, OfficePage)
    return view


@pytest.mark.parametrize(
    ("one", "headline"),
    [
        ("C01", "P03 rises from B to A; P17 rises from A to VIP"),
        ("C02", "P03 falls from A to B"),
        ("C03", "P03 failed by a veto (Veto item)"),
        ("C05", "P03 evaluation overdue; P17 falls from A to B"),
        ("C06", "Lost as a client"),
        ("C07", "First graded P03 B"),
        ("C08", "Stable at P17 C; no change beyond noise"),
    ],
)
def test_the_headline_is_the_clients_story(one: str, headline: str) -> None:
    assert client(one).headline == headline


def test_a_fall_by_rules_alone_is_not_laid_at_the_clients_door() -> None:
    page = client("C02")
    assert "the new version of the rules moved the level" in said(page.five.why)
    assert said(page.waterfalls[0].note).startswith("the level moves by the new version of the rules alone")


def test_the_deciding_item_is_named_and_what_would_be_without_it() -> None:
    page = client("C01")
    assert "unchanged, the level would still be B" in said(page.five.why)
    assert [row.label for row in page.waterfalls[0].rows if row.decides] == ["First base item"]


def test_a_waterfall_leads_exactly_from_the_old_score_to_the_new() -> None:
    for one in ("C01", "C02", "C03", "C04"):
        fall = client(one).waterfalls[0]
        ends = [fall.before_at, *(row.end for row in fall.rows)]
        starts = [row.start for row in fall.rows]
        assert starts == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(fall.after_at)


def test_no_figure_is_shown_without_its_n_or_its_reason() -> None:
    for view in pages().values():
        for kpi in getattr(view, "kpis", ()):
            if kpi.value == "—":
                assert kpi.badge is not None, kpi.name
                assert kpi.badge.tone in {"few", "none"}
            elif view.edition.kind in {"Client report", "Office report", "Management report"}:
                assert [note for note in kpi.notes if note.startswith("n=")], (view.title, kpi.name)


def test_a_missing_figure_prints_its_reason_and_never_zero() -> None:
    page = client("C03")
    values = {kpi.name: (kpi.value, kpi.badge.text if kpi.badge else "") for kpi in page.kpis}
    assert values["Satisfaction index"] == ("—", "no data")
    assert values["Handling, median"] == ("—", "more than 711.0 h")


def test_an_office_with_too_few_clients_shows_no_index() -> None:
    values = {kpi.name: (kpi.value, kpi.badge.text if kpi.badge else "") for kpi in office("S").kpis}
    assert values["Satisfaction index"] == ("—", "too few")


def test_the_matrix_adds_up_to_the_offices_clients() -> None:
    east, south = office("E").matrix, office("S").matrix
    assert east is not None
    assert south is not None
    assert east.rows[-1][1][-1].text == "4"
    assert south.rows[-1][1][-1].text == "4"
    assert "lost" in east.columns
    assert {"not re-rated", "unrated"} <= set(south.columns)


def test_what_is_most_urgent_comes_first() -> None:
    rows = office("E").actions.rows
    assert rows[0].what == "安泰化工: hold order confirmations"
    tones = [row.state.tone for row in rows]
    assert tones == sorted(tones, key=lambda tone: tone != "bad")


def test_management_sees_levels_without_items() -> None:
    page = client("C01", "management")
    assert page.scorecard is None
    assert page.waterfalls == ()
    assert page.grades[0].move.after.text == "A"
    held = repr(pages("management"))
    assert "base item" not in held


def test_credit_does_see_the_items() -> None:
    """The control of the test above."""
    assert "base item" in repr(pages("credit"))


def test_an_offices_site_has_its_own_pages_only() -> None:
    names = set(pages("office-S"))
    assert names == {
        *(f"clients/{one}" for one in ("C04", "C05", "C07", "C08")),
        *(f"clients/{one}.rows" for one in ("C04", "C05", "C07")),
        "offices/S",
        "coverage",
        "data-quality",
        "methodology",
        "index",
    }


def test_only_the_pages_asked_for_are_made() -> None:
    asked = Asked(clients=frozenset({"C01"}), media=("print",))
    assert [(job.target, job.media) for job in made(asked=asked).jobs] == [("credit/clients/C01", ("print",))]


def test_the_index_finds_every_client_and_office() -> None:
    view = pages()["index"]
    assert isinstance(view, IndexPage)
    assert len(view.clients.rows) == 8
    names = {entry.name for entry in made().search}
    assert {"东方机械", "粤新材料", "K305"} <= names


def test_management_has_the_offices_and_the_company_below() -> None:
    view = pages()["management"]
    assert isinstance(view, ManagementPage)
    assert [row.cells[0].text for row in view.offices.table.rows][-1] == "Company"
    assert view.matrix is not None
    assert view.matrix.rows[-1][1][-1].text == "8"


def test_chinese_pages_hold_no_english_sentence() -> None:
    page = client("C03", locale="zh")
    assert page.headline == "P03 因一票否决不合格（一票否决项）"
    assert said(page.five.next).startswith("停止确认新订单")
    assert page.edition.lang == "zh-CN"
    assert page.edition.period_words == "2026 年第三季度"


def test_a_break_in_the_data_is_a_break_in_the_line() -> None:
    book = Book(
        example_results(), audiences(example_config(), example_results())[0], example_config(), Language.of("en")
    )
    points = book.trend("client", "C03", "satisfaction.index")
    assert len(points) == 3
    assert points[0] is None
    assert points[1] is not None
    assert points[2] is None


def test_weighted_packs_lead_then_scorecards_then_those_of_one_measure() -> None:
    shipped, problems = load_config(ROOT)
    assert shipped is not None, problems
    credit = audiences(example_config(), example_results())[0]
    book = Book(example_results(), credit, shipped, Language.of("en"))
    assert book.graded_packs == ["P04", "P03", "P17"]
    assert book.lead_pack == "P04"
