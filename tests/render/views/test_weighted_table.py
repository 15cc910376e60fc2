"""The items of a weighted score on the client's page, against a score added up by hand."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from reportgen.model.result_frames import CHANGED, GRADES, POINTS
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.pack import MeasureRule, NotConfigured
from reportgen.render.viewmodel import TableSection
from reportgen.render.views.book import records
from reportgen.render.views.client import client_page
from reportgen.render.views.weighted_table import weighted_table
from tests.grade.test_weighted import p04
from tests.measure.literal import framed
from tests.render.behind import Row, book, config, results
from tests.render.views.test_listening import cells

NAMED = NotConfigured.model_validate(
    {"clause": "P04.16", "name": {"zh": "发展潜力", "en": "potential"}, "input": "scorecard_items"}
)
SALES, RATE, INDEX = "trade.sales", "complaint.rate_per_100_orders", "satisfaction.index"


def line(item: str, weight: str, earned: str | None, value: str | None) -> Row:
    used, points = Fraction(weight), Fraction(earned or 0)
    return {
        "pack": "P04",
        "client_id": "C01",
        "item": item,
        "part": "weighted",
        "points": used * points,
        "value": None if value is None else Fraction(value),
        "weight": used,
        "earned": None if earned is None else points,
    }


WHOLE = [
    line(SALES, "0.5", "80", "2500000"),
    line(INDEX, "0.3", "75.5", "75.5"),
    line(RATE, "0.2", "60", "3.25"),
]
"""0.5 × 80 + 0.3 × 75.5 + 0.2 × 60 = 40 + 22.65 + 12 = 74.65"""
PART = [line(SALES, "0.625", "80", "2500000"), line(INDEX, "0.375", "75.5", "75.5"), line(RATE, "0", None, None)]
"""Without the rate: 0.5/0.8 and 0.3/0.8; 50 + 28.3125 = 78.3125"""


def settings() -> Config:
    found = config()
    pack = p04().model_copy(update={"not_configured": (NAMED,)})
    return replace(found, packs={**found.packs, "P04": (pack,)})


def graded(lines: Sequence[Row], score: str | None) -> Results:
    found = results()
    row: dict[str, Any] = {"pack": "P04", "client_id": "C01", "office_id": "E", "period": "2026Q3", "level": "A"}
    row |= {"score": None if score is None else Fraction(score), "transition": "same"}
    return replace(found, points=framed(POINTS, lines), grades=framed(GRADES, [row]))


def shown(lines: Sequence[Row], score: str | None, locale: str = "en") -> TableSection | None:
    return weighted_table(book(graded(lines, score), settings(), locale=locale), "C01")


def there(lines: Sequence[Row], score: str) -> TableSection:
    found = shown(lines, score)
    assert found is not None
    return found


def printed_sum(section: TableSection) -> Fraction:
    """The weighted points of the items, as a reader adds them up."""
    last = [row[-1] for row in cells(section)[:3]]
    return sum((Fraction(text) for text in last if text != "—"), Fraction(0))


def test_each_item_has_value_points_weight_and_what_they_add() -> None:
    found = there(WHOLE, "74.7")
    assert found.heading.title == "P04: 74.7 points, level A, from 3 of 3 measures"
    assert [row[:2] + row[3:] for row in cells(found)] == [
        ["Sales", "2,500", "80.0", "50%", "40.00"],
        ["Satisfaction index", "75.5", "75.5", "30%", "22.65"],
        ["Complaint rate", "3.3", "60.0", "20%", "12.00"],
        ["Total", "", "", "100%", "74.7"],
        ["potential", "not configured", "—", "—", "—"],
    ]
    assert found.note == ()
    assert abs(printed_sum(found) - Fraction("74.7")) <= Fraction("0.06")


def test_control_an_item_left_out_is_seen_in_the_sum() -> None:
    assert abs(printed_sum(there([*WHOLE[:2], line(RATE, "0.2", "0", "90")], "74.7")) - Fraction("74.7")) > 1


def test_a_missing_item_is_a_gap_and_the_others_carry_its_weight() -> None:
    found = there(PART, "78.3")
    assert found.heading.title == "P04: 78.3 points, level A, from 2 of 3 measures"
    weights = [(row[0], row[4], row[5]) for row in cells(found)[:4]]
    assert weights == [
        ("Sales", "50 → 62.5%", "50.00"),
        ("Satisfaction index", "30 → 37.5%", "28.31"),
        ("Complaint rate", "20 → 0%", "—"),
        ("Total", "100%", "78.3"),
    ]
    assert "".join(run.text for run in found.note).startswith("No figure for Complaint rate: the others carry")


def test_what_the_policy_only_names_is_said_and_never_scored() -> None:
    (last,) = (row for row in there(WHOLE, "74.7").table.rows if row.cells[0].text == "potential")
    assert last.cells[0].note == "P04.16"
    assert [cell.badge.text for cell in last.cells if cell.badge] == ["not configured"]
    chinese = shown(WHOLE, "74.7", locale="zh")
    assert chinese is not None
    assert cells(chinese)[-1][:2] == ["发展潜力", "未配置"]


def test_without_points_or_score_there_is_no_table() -> None:
    assert shown([], "74.7") is None
    assert shown(WHOLE, None) is None


def test_the_page_of_the_client_has_it_and_that_of_another_has_not() -> None:
    one = book(graded(WHOLE, "74.7"), settings())
    assert client_page(one, "C01").weighted is not None
    assert client_page(one, "C02").weighted is None


# ------------------------------------------------------------------ asked for, and not weighed (P04.3, P04.4)
def beside(**figures: tuple[str | None, int]) -> str:
    """The note of a pack that asks for orders and their margin without weighing them."""
    found = graded(WHOLE, "74.7")
    names = {"orders": ("trade.orders", "count"), "margin": ("trade.margin", "yuan")}
    others = [row for row in records(found.changed) if row["measure"] not in {"trade.orders", "trade.margin"}]
    mine = [
        {"period": "2026Q3", "level": "client", "office_id": "E", "client_id": "C01", "measure": names[name][0]}
        | {"unit": names[name][1], "value": None if value is None else Fraction(value), "n": n}
        | {"gap": "NO_DATA" if value is None else ""}
        for name, (value, n) in figures.items()
    ]
    asked = tuple(MeasureRule(clause="P04.4", measure=measure) for measure, _ in names.values())
    config_ = settings()
    pack = config_.packs["P04"][0].model_copy(update={"measures": asked})
    one = book(replace(found, changed=framed(CHANGED, [*others, *mine])), replace(config_, packs={"P04": (pack,)}))
    section = weighted_table(one, "C01")
    assert section is not None
    assert "P04.4" in section.heading.source
    return "".join(run.text for run in section.note)


def test_a_margin_says_how_many_orders_state_it() -> None:
    note = beside(orders=("3", 3), margin=("-50000", 2))
    assert note.startswith("Without a weight: Orders 3 (n=3), Margin of orders −")
    assert note.endswith("(stated by 2 of 3 orders, 67%).")


def test_a_margin_that_nobody_states_is_a_gap_and_no_zero() -> None:
    assert beside(orders=("3", 3), margin=(None, 0)).endswith(
        "Margin of orders no data (stated by 0 of 3 orders, 0%)."
    )


def test_control_without_such_measures_there_is_no_such_note() -> None:
    assert there(WHOLE, "74.7").note == ()
