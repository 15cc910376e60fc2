"""Closed figures that would be different now: whose page tells of which, and with what masked."""

from dataclasses import replace

from reportgen.model.restated import RESTATED
from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience
from reportgen.render.field_masks import without_fields
from reportgen.render.own_rows import own_rows
from reportgen.render.views.restated import restated
from tests.measure.literal import framed
from tests.render.behind import book, config, results
from tests.render.views.test_listening import cells

ROW = {
    "period": "2026Q3",
    "closed_period": "2026Q2",
    "level": "company",
    "office_id": "",
    "client_id": "",
    "figure": "complaint.count",
    "old": 4,
    "new": 5,
    "unit": "count",
    "cause": "rows",
    "rows": 1,
    "places": "late.csv:2",
}


def found() -> tuple[Results, str, str]:
    """The example with figures of the company, of two offices and of a client of each."""
    example = results()
    one, other = sorted(example.facts.offices["office_id"])[:2]
    theirs = example.clients.drop_duplicates("office_id").set_index("office_id")["client_id"]
    sales = {"figure": "trade.sales", "unit": "yuan", "old": 20_000, "new": 30_000, "cause": "rules", "places": ""}
    level = {"figure": "P17", "unit": "points", "old": 71, "new": 69, "old_level": "B", "new_level": "C"}
    rows = [
        ROW,
        ROW | sales | {"level": "office", "office_id": one},
        ROW | level | {"level": "client", "office_id": one, "client_id": theirs[one]},
        ROW | {"level": "office", "office_id": other, "old": None, "old_gap": "NO_DATA"},
    ]
    blank = {"old_gap": "", "new_gap": "", "old_level": "", "new_level": ""}
    return replace(example, restated=framed(RESTATED, [blank | row for row in rows])), one, other


def test_the_company_s_page_tells_all_the_company_first() -> None:
    whole, _, _ = found()
    (section,) = restated(book(whole), "company", "")
    assert section.heading.title == "Closed figures that would be different now: 4"
    first, *_, last = cells(section)
    assert first[0] == "2026Q2"
    assert first[3:5] == ["4", "5"]
    assert last[3].startswith("B")
    assert last[4].startswith("C")


def test_an_office_s_copy_has_its_own_and_its_client_s() -> None:
    whole, one, other = found()
    office = Audience(id=f"office-{one}", office_id=one, sees=EVERYTHING)
    own = own_rows(whole, office, config())
    assert own.restated["office_id"].tolist() == [one, one]
    assert restated(book(own, audience=f"office-{one}"), "office", other) == ()
    assert len(whole.restated) == 4  # control: without the mask an office's copy would hold all


def test_money_and_scores_are_masked_with_their_figures() -> None:
    whole, _, _ = found()
    poor = without_fields(whole, EVERYTHING.model_copy(update={"amounts": False, "evidence": False}), config())
    sales = poor.restated[poor.restated["unit"] == "yuan"].to_dict("records")[0]
    assert sales["old"] is None
    assert (sales["old_gap"], sales["new_gap"]) == ("HIDDEN", "HIDDEN")
    assert not poor.restated["places"].any()
    rich = without_fields(whole, EVERYTHING, config())  # control
    assert rich.restated["places"].any()
    assert rich.restated["old"].notna().sum() == 3


def test_where_nothing_differs_there_is_no_section() -> None:
    assert restated(book(results()), "company", "") == ()
