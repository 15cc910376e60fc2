"""What an audience may not see is gone from every frame before a page is made."""

from dataclasses import fields, is_dataclass, replace

import pandas as pd
import pytest

from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience, Fields
from reportgen.policy.config import Config
from reportgen.render.audience import audiences, client_audience, masked
from reportgen.render.views.pages import Asked, site
from tests.render.behind import insight
from tests.render.example_results import example_config, example_results

NOTHING = Fields(**dict.fromkeys(Fields.model_fields, False))
EAST = Audience(id="office-E", office_id="E", sees=EVERYTHING)
SOUTH_CLIENTS = {"C04", "C05", "C07", "C08"}
SOUTH_NAMES = {"新远贸易", "南海仪表", "海珠精工", "粤新材料"}


def frames(results: Results) -> dict[str, pd.DataFrame]:
    """Every frame of the results and of their facts, by name."""
    found = {f.name: getattr(results, f.name) for f in fields(Results)}
    found |= {f"facts.{f.name}": getattr(results.facts, f.name) for f in fields(type(results.facts))}
    found |= {f"insight.{f.name}": getattr(results.insight, f.name) for f in fields(type(results.insight))}
    return {name: value for name, value in found.items() if isinstance(value, pd.DataFrame)}


def benchmarks(*, clients: int, offices: int) -> Config:
    config = example_config()
    least = config.profile.benchmarks.model_copy(update={"min_clients": clients, "min_offices": offices})
    return replace(config, profile=config.profile.model_copy(update={"benchmarks": least}))


def words(results: Results) -> str:
    """Everything that the results hold, as one text."""
    return "\n".join(frame.to_csv() for frame in frames(results).values())


def test_there_is_an_audience_for_credit_for_management_and_for_each_office() -> None:
    assert [a.id for a in audiences(example_config(), example_results())] == [
        "credit",
        "management",
        "office-E",
        "office-S",
    ]


def test_credit_sees_everything() -> None:
    credit = audiences(example_config(), example_results())[0]
    assert words(masked(example_results(), credit, example_config())) == words(example_results())


def test_an_office_finds_no_other_offices_client_in_any_frame() -> None:
    seen = masked(example_results(), EAST, example_config())
    held = words(seen)
    assert not [one for one in SOUTH_CLIENTS | SOUTH_NAMES if one in held]


def test_the_unmasked_results_do_hold_them() -> None:
    """The control: the search finds what is there."""
    held = words(example_results())
    assert all(one in held for one in SOUTH_CLIENTS | SOUTH_NAMES)


def test_an_office_keeps_all_of_its_own() -> None:
    seen = masked(example_results(), EAST, example_config())
    assert set(seen.clients["client_id"]) == {"C01", "C02", "C03", "C06"}
    assert set(seen.grades["client_id"]) == {"C01", "C02", "C03", "C06"}
    own = example_results().changed.query("level == 'client' and client_id in ['C01', 'C02', 'C03', 'C06']")
    assert len(seen.changed.query("level == 'client'")) == len(own)


def test_two_offices_are_too_few_for_a_company_figure() -> None:
    """Total minus mine would be theirs (K06)."""
    seen = masked(example_results(), EAST, benchmarks(clients=1, offices=1))
    company = seen.changed.query("level == 'company'")
    assert set(company["gap"]) == {"HIDDEN"}
    assert company["value"].isna().all()
    assert company[["low", "high", "n", "n_clients", "p_value"]].isna().all(axis=None)
    assert company["previous"].isna().all()
    assert set(seen.history.query("level == 'company'")["gap"]) == {"HIDDEN"}


@pytest.mark.parametrize("office", ["", "E"])
def test_without_cards_no_item_and_no_reason_of_a_scorecard_is_left(office: str) -> None:
    seen = masked(example_results(), Audience(id="x", office_id=office, sees=NOTHING), example_config())
    assert seen.facts.card_items.empty
    assert seen.facts.cards.empty
    assert set(seen.contributions["pack"]) <= {"P17"}
    assert set(seen.points["pack"]) <= {"P17"}
    assert set(seen.grades.query("pack == 'P03'")["because"]) <= {"", "(rules)"}
    assert seen.grades.query("pack == 'P03'")["level"].ne("").any()


def test_without_scores_a_scorecards_level_stays_and_its_score_is_hidden() -> None:
    scoreless = EVERYTHING.model_copy(update={"scores": False})
    seen = masked(example_results(), Audience(id="x", sees=scoreless), example_config())
    cards = seen.grades.query("pack == 'P03' and level != ''")
    assert cards["score"].isna().all()
    assert cards["previous_score"].isna().all()
    assert set(cards["gap"]) == {"HIDDEN"}
    assert seen.grades.query("pack == 'P17' and level != ''")["score"].notna().all()


def test_another_offices_client_named_in_a_complaint_is_blacked_out() -> None:
    results = example_results()
    complaints = results.facts.complaints
    mine = complaints["client_id"] == "C01"
    named = complaints.assign(
        content=complaints["content"].mask(mine, "比南海仪表慢，也比 C05 慢；我们东方机械很失望")
    )
    seen = masked(replace(results, facts=replace(results.facts, complaints=named)), EAST, example_config())
    assert set(seen.facts.complaints.query("client_id == 'C01'")["content"]) == {
        "比▇▇慢，也比 ▇▇ 慢；我们东方机械很失望"
    }


def behind(found: Results) -> Results:
    """Results with a row of the company, of each office and of a client of each behind their figures."""
    places = [
        ("company", "", ""),
        ("office", "E", ""),
        ("office", "S", ""),
        ("client", "E", "C01"),
        ("client", "S", "C04"),
    ]
    rows = [
        {"level": level, "office_id": office, "client_id": client, "signal": "rising", "category": "X", "count": 3}
        for level, office, client in places
    ]
    above = [row for row in rows if row["level"] != "client"]
    return replace(
        found,
        insight=insight(
            patterns=rows,
            ageing=[row | {"age": "0-1"} for row in rows],
            complaint_groups=[row | {"by": "category", "group": "比南海仪表慢"} for row in above],
            complaint_months=[row | {"span": "2026-07"} for row in above],
            drivers=[row | {"measure": "satisfaction.price"} for row in above],
            keywords=[
                row | {"dimension": "price", "keyword": "(any)", "comments": 1, "n_clients": 1} for row in above
            ],
        ),
    )


def test_an_office_sees_what_lies_behind_its_own_figures_alone() -> None:
    seen = masked(behind(example_results()), EAST, example_config()).insight
    for name in ("complaint_months", "complaint_groups", "drivers", "keywords"):
        assert getattr(seen, name)[["level", "office_id"]].to_numpy().tolist() == [["office", "E"]]
    for name in ("patterns", "ageing"):
        own = getattr(seen, name)[["level", "office_id", "client_id"]].to_numpy().tolist()
        assert own == [["client", "E", "C01"], ["office", "E", ""]]


def test_control_credit_sees_all_that_lies_behind() -> None:
    credit = audiences(example_config(), example_results())[0]
    assert len(masked(behind(example_results()), credit, example_config()).insight.patterns) == 5


def test_who_may_not_see_comments_does_not_see_their_words_counted() -> None:
    some = Audience(id="management", sees=NOTHING)
    seen = masked(behind(example_results()), some, example_config()).insight
    assert seen.keywords.empty
    assert not seen.drivers.empty


def handled(found: Results) -> Results:
    """Results with a handler's complaints behind the company's figures, and a category's."""
    rows = [{"by": by, "group": group} for by, group in (("category", "X"), ("handler", "周敏"))]
    return replace(found, insight=insight(complaint_groups=rows))


def test_who_may_not_see_staff_gets_no_figures_of_a_handler() -> None:
    seen = masked(handled(example_results()), Audience(id="management", sees=NOTHING), example_config())
    assert seen.insight.complaint_groups["by"].tolist() == ["category"]
    assert "周敏" not in words(replace(seen, facts=example_results().facts))


def test_control_credit_gets_them() -> None:
    credit = audiences(example_config(), example_results())[0]
    seen = masked(handled(example_results()), credit, example_config())
    assert seen.insight.complaint_groups["by"].tolist() == ["category", "handler"]


def test_a_category_that_names_another_offices_client_is_blacked_out() -> None:
    seen = masked(behind(example_results()), EAST, example_config()).insight
    assert seen.complaint_groups["group"].tolist() == ["比▇▇慢"]


def together(**changes: object) -> Audience:
    return Audience(id="both", offices=frozenset({"E", "S"}), sees=EVERYTHING, **changes)  # type: ignore[arg-type]


def test_two_offices_read_together_see_both_and_no_company_figure_that_is_the_rest() -> None:
    seen = masked(example_results(), together(), example_config())
    assert set(seen.facts.offices["office_id"]) == {"E", "S"}
    assert set(seen.clients["client_id"]) == set(example_results().clients["client_id"])
    assert set(seen.changed.query("level == 'company'")["gap"]) == {"HIDDEN"}


def test_who_sees_some_clients_of_an_office_sees_no_figure_of_the_office() -> None:
    seen = masked(example_results(), together(clients=frozenset({"C01"})), example_config())
    assert set(seen.changed["level"]) <= {"client", "company"}
    assert set(seen.clients["client_id"]) == {"C01"}
    assert not [one for one in SOUTH_CLIENTS | SOUTH_NAMES if one in words(seen)]


def test_a_copy_for_the_client_holds_its_own_rows_alone_and_no_item() -> None:
    config = example_config()
    assert client_audience(config, "C01") is None, "the example's company gives none"
    table = config.profile.audiences
    fields = NOTHING.model_copy(update={"comments": True, "amounts": True})
    sight = table.office.model_copy(update={"clients": "own", "fields": fields})
    profile = config.profile.model_copy(update={"audiences": table.model_copy(update={"client": sight})})
    copy = client_audience(replace(config, profile=profile), "C01")
    assert copy is not None
    seen = masked(example_results(), copy, config)
    assert set(seen.clients["client_id"]) == {"C01"}
    assert seen.facts.card_items.empty
    assert seen.grades.query("pack == 'P03'")["score"].isna().all()


def test_pages_that_the_table_does_not_give_are_neither_made_nor_linked() -> None:
    bare = replace(EAST, reports=frozenset({"office", "methodology"}))
    seen = masked(example_results(), bare, example_config())
    made = site(seen, bare, example_config(), "en", Asked())
    assert {job.template for job in made.jobs} == {"office", "methodology", "index"}
    links = {href for job in made.jobs for href in hrefs(job.view)}
    assert not [href for href in links if "clients/" in href or "data-quality" in href or "management" in href]
    assert not [one.href for one in made.search if "clients/" in one.href]


def hrefs(node: object) -> set[str]:
    """Every address in a view model."""
    if isinstance(node, tuple):
        return {href for one in node for href in hrefs(one)}
    if not is_dataclass(node):
        return set()
    own = {value for f in fields(node) if isinstance(value := getattr(node, f.name), str) and f.name == "href"}
    return own | {href for f in fields(node) for href in hrefs(getattr(node, f.name))}


def test_control_with_all_pages_there_are_such_links() -> None:
    seen = masked(example_results(), EAST, example_config())
    links = {href for job in site(seen, EAST, example_config(), "en", Asked()).jobs for href in hrefs(job.view)}
    assert any("clients/" in href for href in links)


def test_who_may_not_see_contacts_does_not_find_them_in_what_clients_say() -> None:
    results = example_results()
    complaints = results.facts.complaints
    said = complaints.assign(content="找过王小二，没有回音", handler="李四")
    answers = results.facts.answers.assign(contact="王小二")
    spoken = replace(results, facts=replace(results.facts, complaints=said, answers=answers))
    no_contacts = Audience(id="x", sees=EVERYTHING.model_copy(update={"contacts": False}))
    seen = masked(spoken, no_contacts, example_config()).facts
    assert set(seen.complaints["content"]) == {"找过▇▇，没有回音"}
    assert set(seen.answers["contact"]) == {""}
    assert set(seen.complaints["handler"]) == {"李四"}
