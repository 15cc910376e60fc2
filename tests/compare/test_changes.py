"""A window beside earlier ones."""

from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.compare.changes import changes
from reportgen.measure.table import measured
from reportgen.model.facts import Facts
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
PACKS = rules.packs(
    rules.satisfaction(
        {"price": rules.dimension("0.5", "Q1"), "after_sales": rules.dimension("0.5", "Q2", service=True)},
        min_n={"client": 1, "office": 1, "company": 2},
        overall={"question": "Q7", "scale": rules.SCALE, "top_from": None},
    ),
    rules.complaints(),
)
READ = [(export, p) for export in literal.EXPORTS for p in ("2025Q3", "2026Q2", "2026Q3")]
PERIODS = ("2025Q3", "2026Q2", "2026Q3")


def said(client: str, day: str, value: int, office: str = "E", question: str = "Q1") -> Row:
    return {
        "client_id": client,
        "question": question,
        "value": value,
        "answered_at": day,
        "office_id": office,
        "response_id": f"{client}{day}",
    }


def facts(answers: list[Row], orders: tuple[Row, ...] = ()) -> Facts:
    """Clients A and B in E, C new in 2026Q3; B moves to S in August 2026."""
    people = {"2025Q3": "AB", "2026Q2": "AB", "2026Q3": "ABC"}
    return literal.facts(
        read=READ,
        register=pd.concat(
            [literal.register(p, *[{"client_id": c} for c in people[p]]) for p in PERIODS], ignore_index=True
        ),
        memberships=literal.memberships(
            *[{"client_id": c, "office_id": "E"} for c in "ABC"],
            {"client_id": "B", "office_id": "S", "since": "2026-08-01"},
        ),
        offices=literal.offices("E", "S"),
        answers=literal.answers(*answers),
        orders=literal.orders(*orders),
    )


def compared(found: Facts) -> tuple[pd.DataFrame, pd.DataFrame]:
    year_ago, before, now = (
        measured(found, literal.window(p), PACKS, rules.profile()) for p in ("2025Q3", "2026Q2", "2026Q3")
    )
    return changes(now, before, year_ago, PACKS, rules.profile())


def sold(client: str, day: str, yuan: str, office: str = "E") -> Row:
    return {"client_id": client, "order_date": day, "yuan": yuan, "office_id": office}


SALES = (
    sold("A", "2025-08-01", "7"),
    sold("B", "2026-05-01", "10.01"),
    sold("B", "2026-09-01", "12.50", "S"),
    sold("C", "2026-09-01", "1"),
)


def test_a_moved_client_is_compared_with_itself() -> None:
    one = row(compared(facts([], SALES))[0], "trade.sales", client="B")
    assert (one["office_id"], one["value"], one["previous"]) == ("S", Fraction(25, 2), Fraction(1001, 100))
    assert one["change"] == Fraction(249, 100)


def test_an_office_is_compared_with_its_own_orders() -> None:
    table, _ = compared(facts([], SALES))
    assert row(table, "trade.sales", office="S")["change"] == Fraction(25, 2)
    assert row(table, "trade.sales", office="E")["change"] == 1 - Fraction(1001, 100)


def test_the_year_before_stands_beside() -> None:
    one = row(compared(facts([], SALES))[0], "trade.sales")
    assert (one["year_ago"], one["year_ago_change"]) == (7, Fraction(13, 1) + Fraction(1, 2) - 7)


def test_a_client_outside_the_earlier_population_has_no_previous() -> None:
    one = row(compared(facts([], SALES))[0], "trade.sales", client="C")
    assert (one["value"], one["previous"], one["change"], one["year_ago"]) == (1, None, None, None)


def test_a_gap_on_either_side_leaves_no_change() -> None:
    table, _ = compared(facts([said("A", "2026-08-01", 3), said("B", "2026-08-01", 3, "S")]))
    one = row(table, "satisfaction.price")
    assert (one["value"], one["previous"], one["change"]) == (50, None, None)


def test_before_the_first_register_nobody_was_absent_and_nobody_is_new() -> None:
    found = facts([], SALES)
    now, long_ago = (measured(found, literal.window(p), PACKS, rules.profile()) for p in ("2026Q3", "2025Q2"))
    table, _ = changes(now, long_ago, None, PACKS, rules.profile())
    assert set(table["verdict"]) == {""}
    assert "new" in set(compared(found)[0]["verdict"])


ANSWERS = [
    said("A", "2026-05-01", 2),
    said("B", "2026-05-01", 4),
    said("A", "2026-08-02", 3),
    said("C", "2026-08-02", 5),
    said("A", "2026-08-02", 1, question="Q7"),
]


def parts_of(parts: pd.DataFrame, measure: str, level: str = "company", office: str = "") -> dict[str, Any]:
    mine = parts[(parts["measure"] == measure) & (parts["level"] == level) & (parts["office_id"] == office)]
    return dict(zip(mine["part"], mine["value"], strict=True))


def test_a_change_is_split_exactly() -> None:
    """A rose by 25; C is new and 50 above A; B stayed, answered once, and had been 50 above A."""
    table, parts = compared(facts(ANSWERS))
    found = parts_of(parts, "satisfaction.price")
    assert found == {"same": 25, "mix": 25, "non_response": -25}
    assert sum(found.values()) == row(table, "satisfaction.price")["change"] == 25


def test_in_its_old_office_a_moved_client_has_left_only_once_it_is_gone_all_period() -> None:
    """B was E's client in July, so that E's part of it is silence, not mix."""
    _, parts = compared(facts(ANSWERS))
    assert parts_of(parts, "satisfaction.price", "office", "E")["non_response"] == -25


def test_a_withheld_figure_is_not_split() -> None:
    _, parts = compared(facts(ANSWERS[1:3]))
    assert parts_of(parts, "satisfaction.price") == {"same": None, "mix": None, "non_response": None}


def test_dimensions_and_indexes_are_split_and_nothing_else() -> None:
    _, parts = compared(facts(ANSWERS))
    assert set(parts["measure"]) == {
        "satisfaction.price",
        "satisfaction.after_sales",
        "satisfaction.index",
        "service_quality.index",
    }
    assert set(parts["level"]) == {"company", "office"}
    assert len(parts) == 4 * 3 * 3


def test_control_a_client_that_answered_better_moves_a_part() -> None:
    better = [*ANSWERS[:2], said("A", "2026-08-02", 5), *ANSWERS[3:]]
    _, parts = compared(facts(better))
    assert parts_of(parts, "satisfaction.price") != {"same": 25, "mix": 25, "non_response": -25}


def test_the_sides_are_left_as_they_are() -> None:
    found = facts(ANSWERS, SALES)
    now, before = (measured(found, literal.window(p), PACKS, rules.profile()) for p in ("2026Q3", "2026Q2"))
    copies = [
        getattr(side, name).copy() for side in (now, before) for name in ("measures", "clusters", "durations")
    ]
    changes(now, before, before, PACKS, rules.profile())
    kept = [getattr(side, name) for side in (now, before) for name in ("measures", "clusters", "durations")]
    for one, copy in zip(kept, copies, strict=True):
        pd.testing.assert_frame_equal(one, copy)


def test_control_a_changed_side_would_be_seen() -> None:
    one = measured(facts(ANSWERS), literal.window(), PACKS, rules.profile()).measures
    assert not one.assign(n=one["n"] + 1).equals(one)
