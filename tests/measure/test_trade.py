"""Sales, orders, growth and stability of literal orders."""

from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.measure.table import measured
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

Order = tuple[str, str, Any]
ALL_READ = tuple(("orders", p) for p in ("2025Q3", "2026Q2", "2026Q3"))


def table(*orders: Order, read: Any = ALL_READ, as_of: date | None = None, **frames: Any) -> pd.DataFrame:
    """Orders (client, day, yuan) of clients A and B in office E."""
    rows = [{"client_id": c, "order_date": d, "yuan": y} for c, d, y in orders]
    facts = literal.facts(read=read, **(literal.clients("A", "B") | frames), orders=literal.orders(*rows))
    return measured(facts, literal.window(as_of=as_of), rules.packs(), rules.profile()).measures


def told(found: pd.DataFrame, measure: str, **scope: str) -> tuple[Any, int]:
    one = row(found, measure, **scope)
    return one["gap"] or one["value"], one["n"]


def test_sales_are_exact_to_the_fen() -> None:
    found = table(
        ("A", "2026-07-01", "0.10"), ("A", "2026-09-30", "0.20"), ("A", "2026-06-30", 5), ("A", "2026-10-01", 7)
    )
    assert told(found, "trade.sales") == (Fraction(3, 10), 2)
    assert told(found, "trade.orders") == (2, 2)


def test_no_order_is_a_real_zero_and_no_growth() -> None:
    found = table(("A", "2026-07-01", 5))
    assert told(found, "trade.sales", client="B") == (0, 0)
    assert told(found, "trade.orders", client="B") == (0, 0)
    assert told(found, "trade.order_stability", client="B") == (0, 12)
    assert told(found, "trade.sales_growth.qoq", client="B") == (Gap.NO_DATA, 0)


def test_without_the_export_nothing_is_zero() -> None:
    found = table(("A", "2026-07-01", 5), read=[("survey", "2026Q3")])
    mine = found[found["measure"].str.startswith("trade.")]
    assert set(mine["gap"]) == {Gap.NO_DATA}
    assert mine["value"].isna().all()
    assert row(found, "office.top20_sales_growth")["gap"] == Gap.NO_DATA


def test_control_the_export_read_gives_values() -> None:
    assert told(table(("A", "2026-07-01", 5)), "trade.sales") == (5, 1)


def test_twelve_months_end_at_as_of() -> None:
    orders: list[Order] = [("A", "2025-09-30", 1), ("A", "2025-10-01", 2), ("A", "2026-09-30", 4)]
    assert told(table(*orders), "trade.sales_12m") == (6, 2)
    assert told(table(*orders, as_of=date(2026, 9, 29)), "trade.sales_12m") == (3, 2)


def test_twelve_months_to_the_end_of_february_in_a_leap_year() -> None:
    facts = literal.facts(
        read=[("orders", "2028Q1")],
        **literal.clients("A", period="2028Q1"),
        orders=literal.orders({"client_id": "A", "order_date": "2027-02-28", "yuan": 1}),
    )
    leap_day = literal.window("2028Q1", date(2028, 2, 28))
    found = measured(facts, leap_day, rules.packs(), rules.profile()).measures
    assert told(found, "trade.sales_12m") == (1, 1)


def test_growth_over_the_quarter_before_and_over_the_year() -> None:
    found = table(
        ("A", "2026-07-01", 150), ("A", "2026-04-01", 100), ("A", "2025-09-30", 50), ("B", "2026-06-30", 100)
    )
    assert told(found, "trade.sales_growth.qoq") == (Fraction(-1, 4), 2)
    assert told(found, "trade.sales_growth.yoy") == (2, 1)
    assert told(found, "trade.sales_growth.qoq", client="A") == (Fraction(1, 2), 1)


def test_growth_needs_the_base_periods_export() -> None:
    orders: list[Order] = [("A", "2026-07-01", 150), ("A", "2026-04-01", 100)]
    assert told(table(*orders, read=ALL_READ[2:]), "trade.sales_growth.qoq") == (Gap.NO_DATA, 0)


def test_stability_counts_the_calendar_months_with_an_order() -> None:
    orders: list[Order] = [
        ("A", d, 1) for d in ("2025-09-30", "2025-10-01", "2026-02-28", "2026-02-01", "2026-09-30")
    ]
    found = table(*orders)
    assert told(found, "trade.order_stability") == (Fraction(3, 12), 12)
    assert told(found, "trade.order_stability", office="E") == (Fraction(3, 12), 12)


# ------------------------------------------------------------------ offices
def test_the_twenty_largest_of_the_quarter_before_are_followed() -> None:
    names = [f"C{i:02}" for i in range(22)]
    before: list[Order] = [(c, "2026-05-01", 100 if i < 19 else 50) for i, c in enumerate(names)]
    now: list[Order] = [(c, "2026-08-01", 300) for c in names[:19]] + [
        (names[19], "2026-08-01", 9),
        ("C20", "2026-08-01", 7),
    ]
    found = table(*before, *now, **literal.clients(*names))
    one = row(found, "office.top20_sales_growth", office="E")
    assert one["n"] == 20
    assert one["value"] == Fraction(19 * 300 + 9, 19 * 100 + 50) - 1, "of the ties at 50 the first id is taken"


def test_fewer_than_twenty_are_all_followed_and_a_lost_one_counts_as_nothing() -> None:
    found = table(("A", "2026-05-01", 100), ("B", "2026-05-01", 100), ("A", "2026-08-01", 100))
    assert told(found, "office.top20_sales_growth") == (Fraction(-1, 2), 2)
    assert told(table(("A", "2026-08-01", 1)), "office.top20_sales_growth") == (Gap.NO_DATA, 0)


# ------------------------------------------------------------------ margin
def margins(*orders: tuple[str, str, int | None]) -> pd.DataFrame:
    """Orders (client, day, margin in fen) of clients A and B."""
    rows = [{"client_id": c, "order_date": d, "yuan": 10, "margin_fen": m} for c, d, m in orders]
    facts = literal.facts(read=ALL_READ, **literal.clients("A", "B"), orders=literal.orders(*rows))
    return measured(facts, literal.window(), rules.packs(), rules.profile()).measures


def test_a_margin_is_the_sum_of_those_stated_to_the_fen_and_may_be_a_loss() -> None:
    found = margins(
        ("A", "2026-07-01", 10), ("A", "2026-09-30", -31), ("A", "2026-08-01", None), ("A", "2026-06-30", 99)
    )
    assert told(found, "trade.margin", client="A") == (Fraction(-21, 100), 2)
    assert told(found, "trade.margin") == (Fraction(-21, 100), 2)
    assert told(found, "trade.orders", client="A") == (3, 3)


def test_a_margin_that_nobody_states_is_no_zero() -> None:
    found = margins(("A", "2026-07-01", None), ("B", "2026-07-01", 0))
    assert told(found, "trade.margin", client="A") == (Gap.NO_DATA, 0)
    assert told(found, "trade.margin", client="B") == (0, 1)


def test_the_margin_of_a_cancelled_order_does_not_count() -> None:
    orders = literal.orders(
        {"client_id": "A", "yuan": 1, "margin_fen": 5},
        {"client_id": "A", "yuan": 1, "margin_fen": 7, "cancelled": True},
    )
    facts = literal.facts(read=ALL_READ, **literal.clients("A"), orders=orders)
    found = measured(facts, literal.window(), rules.packs(), rules.profile()).measures
    assert told(found, "trade.margin", client="A") == (Fraction(5, 100), 1)
