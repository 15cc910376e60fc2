"""What changes of level rest on, when they came into use, and what measures came to, as a page tells them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from reportgen.model.level_frames import ADJUSTED, GRANTED
from reportgen.model.result_frames import CHANGED, GRADES, POINTS
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.pack import MeasureRule, NotConfigured, ValueSource
from reportgen.render.viewmodel import TableSection
from reportgen.render.views.book import records
from reportgen.render.views.changed_levels import changed_levels, rests_on
from reportgen.render.views.client import client_page
from reportgen.render.views.granted import granted
from reportgen.render.views.management import management_page
from reportgen.render.views.office import office_page
from tests.grade.test_weighted import p04
from tests.measure.literal import framed
from tests.render.behind import Row, book, config, results
from tests.render.views.test_listening import cells

GROWTH = "trade.sales_growth.yoy"
FROM_CARD, FROM_MEASURE = ValueSource(pack="P03", item="B2"), ValueSource(measure=GROWTH)
MOVED = {
    "pack": "P04", "client_id": "C01", "office_id": "E", "period": "2026Q3",
    "level": "B", "previous_level": "A", "transition": "down", "rank": 2,
}  # fmt: skip
USED: Row = {
    "period": "2026Q3", "pack": "P04", "office_id": "E", "client_id": "C01", "before": "A", "level": "B",
    "changed_on": "2026-06-30", "adjusted_on": "2026-07-30", "days": 30, "within": 15, "state": "late",
    "clause": "P04.17",
}  # fmt: skip
TRIED: Row = {
    "period": "2026Q3", "office_id": "E", "client_id": "C01", "treatment": "targeted_promotion",
    "granted_on": "2026-07-31", "pack": "P04", "level_before": "C", "level": "D", "what": "orders",
    "before": Fraction(1), "after": Fraction(7), "n_before": 2, "n_after": 14, "days_before": 60, "days_after": 60,
    "p_value": 0.01, "verdict": "up", "clause": "P04.14",
}  # fmt: skip


def settings(source: ValueSource | None = None) -> Config:
    found = config()
    named = NotConfigured.model_validate(
        {"clause": "P04.16", "name": {"zh": "发展潜力", "en": "potential"}, "input": "scorecard_items"}
    )
    pack = p04().model_copy(
        update={
            "not_configured": (named.model_copy(update={"source": source}),),
            "measures": (MeasureRule(clause="P04.16", measure=GROWTH),),
        }
    )
    return replace(found, packs={**found.packs, "P04": (pack,)})


def whole(**frames: Sequence[Row]) -> Results:
    """The example, of whose clients one fell a level, with the points of an item and a growth of sales."""
    found = results()
    growth = {
        "period": "2026Q3", "level": "client", "office_id": "E", "client_id": "C01", "measure": GROWTH,
        "value": Fraction(-1, 4), "unit": "ratio", "n": 12,
    }  # fmt: skip
    changed = found.changed[~((found.changed["measure"] == GROWTH) & (found.changed["client_id"] == "C01"))]
    points = [{"pack": "P03", "client_id": "C01", "item": "B2", "part": "base", "points": Fraction(14)}]
    return replace(
        found,
        changed=framed(CHANGED, [*records(changed), growth]),
        points=framed(POINTS, points),
        grades=framed(GRADES, [MOVED]),
        adjusted=framed(ADJUSTED, frames.get("adjusted", [])),
        granted=framed(GRANTED, frames.get("granted", [])),
    )


def told(source: ValueSource | None = None, audience: str = "credit", **frames: Sequence[Row]) -> TableSection:
    one = book(whole(**frames), settings(source), audience)
    return changed_levels(one, ["C01"], "clients/")[0]


def words(section: TableSection) -> list[list[str]]:
    return [
        [cell.text or (cell.badge.text if cell.badge else "") for cell in row.cells] for row in section.table.rows
    ]


# ------------------------------------------------------------------ P04.16
def test_a_change_has_performance_and_potential_beside_it() -> None:
    section = told(FROM_CARD)
    assert section.heading.source == "P04.16"
    ((_, move, _, growth, potential),) = words(section)
    assert (move, growth, potential) == ("", "−25.0", "14/25")
    assert section.table.rows[0].cells[3].note == "n=12"


@pytest.mark.parametrize(
    ("source", "audience", "said"),
    [
        (None, "credit", "not configured"),
        (FROM_MEASURE, "credit", "−25.0"),
        (ValueSource(pack="P03", item="X9"), "credit", "no data"),
        (FROM_CARD, "management", "not shown to this audience"),
    ],
)
def test_potential_is_what_the_pack_takes_it_from_or_the_reason_why_not(
    source: ValueSource | None, audience: str, said: str
) -> None:
    assert words(told(source, audience))[0][-1] == said


def test_without_a_change_of_level_there_is_no_section() -> None:
    same = replace(whole(), grades=framed(GRADES, [MOVED | {"transition": "same"}]))
    assert changed_levels(book(same, settings(FROM_CARD)), ["C01"], "clients/") == ()
    assert changed_levels(book(whole(), settings(FROM_CARD)), ["C02"], "clients/") == ()


def behind(change: Row, source: ValueSource | None = FROM_CARD) -> str:
    one = book(replace(whole(), grades=framed(GRADES, [MOVED | dict(change)])), settings(source))
    row = one.grade("C01", "P04")
    assert row is not None
    return "".join(run.text for run in rests_on(one, row))


def test_the_client_s_own_page_says_it_in_a_line() -> None:
    line = "behind the change A → B: Sales growth on the year before −25.0%, potential {} (P04.16)"
    assert behind({}) == line.format("14/25 points")
    assert behind({}, None) == line.format("not configured")
    assert changed_levels(book(whole(), settings(FROM_CARD)), ["C01"]) == ()


def test_control_where_no_level_changed_the_page_says_nothing_of_it() -> None:
    assert behind({"transition": "same"}) == behind({"transition": "new"}) == ""


# ------------------------------------------------------------------ P04.17
def used(*rows: Row) -> TableSection:
    return changed_levels(book(whole(adjusted=rows), settings()), ["C01", "C02"])[-1]


def test_changes_stand_with_their_days_late_ones_first() -> None:
    in_time = {**USED, "client_id": "C02", "adjusted_on": "2026-07-01", "days": 1, "state": "in_time"}
    section = used(in_time, USED)
    assert section.heading.title == "P04: of 2 earlier changes 1 came into use after more than 15 days, or not yet"
    assert [row[:6] for row in words(section)] == [
        ["A → B", "2026-06-30", "2026-07-30", "30", "≤ 15", "late"],
        ["A → B", "2026-06-30", "2026-07-01", "1", "≤ 15", "in time"],
    ]


def test_a_change_that_is_not_in_use_and_a_pack_without_days_are_told_as_that() -> None:
    waiting: dict[str, Any] = {**USED, "adjusted_on": None, "days": 9, "state": "waiting"}
    assert words(used(waiting))[0][2:] == ["not yet", "9", "≤ 15", "still in time"]
    section = used({**waiting, "within": None, "state": ""})
    assert words(section)[0][4:] == ["—", "not configured"]
    assert section.heading.title == "P04: 0 of 1 earlier changes are in use"


# ------------------------------------------------------------------ P04.14
def tried(*rows: Row, locale: str = "en") -> TableSection:
    (section,) = granted(book(whole(granted=rows), settings(), locale=locale), ["C01"])
    return section


def test_a_measure_has_both_sides_with_their_n_and_days() -> None:
    section = tried(TRIED, {**TRIED, "what": "loyalty", "verdict": "too_few", "before": 3, "after": 9})
    assert (
        section.heading.title == "Measures for low levels: 1; after 1 of them orders or loyalty rose beyond noise"
    )
    assert words(section) == [
        ["C → D", "targeted promotion", "2026-07-31", "orders in 30 days", "1.0", "7.0", "▲ up"],
        ["C → D", "targeted promotion", "2026-07-31", "would recommend us, 0–10", "3.0", "9.0", "too few to tell"],
    ]
    assert [cell.note for cell in section.table.rows[0].cells[4:6]] == ["n=2, 60 days", "n=14, 60 days"]


def test_a_side_without_a_figure_is_a_gap_and_nothing_is_guessed() -> None:
    section = tried({**TRIED, "before": None, "after": None, "verdict": "", "gap": "NO_DATA"})
    assert words(section)[0][4:] == ["—", "—", "no data"]
    assert (
        section.heading.title == "Measures for low levels: 1; after 0 of them orders or loyalty rose beyond noise"
    )


def test_control_a_measure_that_came_to_nothing_is_not_counted_as_better() -> None:
    for verdict in ("down", "no_clear_change", "too_few"):
        assert "after 0 of them" in tried({**TRIED, "verdict": verdict}).heading.title


# ------------------------------------------------------------------ where they stand
def test_client_office_and_management_pages_have_them_each_its_own() -> None:
    one = book(whole(adjusted=[USED], granted=[TRIED]), settings(FROM_CARD))
    assert [cells(section)[0][0] for section in client_page(one, "C01").levels] == ["A → B", "C → D"]
    assert client_page(one, "C02").levels == ()
    home = one.clients["C01"]["office_id"]
    clauses = {"P04.14", "P04.16", "P04.17"}
    assert clauses <= {section.heading.source for section in management_page(one).improving}
    assert clauses <= {section.heading.source for section in office_page(one, home).improving}
    others = [office for office in one.offices if office != home]
    assert not clauses & {section.heading.source for section in office_page(one, others[0]).improving}


def test_another_office_is_told_nothing_of_them() -> None:
    found = whole(adjusted=[USED], granted=[TRIED])
    home = book(found, settings()).clients["C01"]["office_id"]
    for office in found.facts.offices["office_id"]:
        masked = book(found, settings(), f"office-{office}").results
        assert len(masked.adjusted) == len(masked.granted) == (office == home)
