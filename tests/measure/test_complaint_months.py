"""Complaints by month of literal ledgers: counts, exposure, limits and what is beyond them."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.measure.complaint_months import complaint_months
from reportgen.model.period import Period
from reportgen.policy.patterns import ControlLimits
from tests.measure import literal
from tests.measure.test_control_limits import by_hand

Row = dict[str, Any]
QUARTERS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
LEDGERS = frozenset({("complaints", one) for one in QUARTERS} | {("clients", "2026Q3"), ("offices", "2026Q3")})
WITH_ORDERS = LEDGERS | {("orders", one) for one in QUARTERS}


def rules(months: int = 12, share: str = "0.05") -> ControlLimits:
    return ControlLimits.model_validate({"clause": "P11.15", "baseline_months": months, "false_alarms": share})


def received(month: str, number: int, category: str = "交付延期", office: str = "E") -> list[Row]:
    """So many complaints in a month, one a day from the first."""
    return [
        {"client_id": "A", "category": category, "office_id": office, "received_at": f"{month}-{day:02} 09:00"}
        for day in range(1, number + 1)
    ]


def months(first: str, number: int) -> list[str]:
    found = [Period.parse(first)]
    while len(found) < number:
        found.append(Period(found[-1].end, 1))
    return [str(one) for one in found]


def found(*rows: Iterable[Row], read: Any = LEDGERS, orders: Iterable[Row] = (), **changes: Any) -> pd.DataFrame:
    facts = literal.facts(
        read=read,
        **literal.clients("A"),
        complaints=literal.complaints(*[one for part in rows for one in part]),
        orders=literal.orders(*orders),
    )
    window = literal.window(as_of=changes.pop("as_of", None))
    return complaint_months(facts, window, rules(**changes))


def at(table: pd.DataFrame, span: str, category: str = "交付延期", level: str = "company") -> Row:
    (row,) = table[(table["span"] == span) & (table["category"] == category) & (table["level"] == level)].to_dict(
        "records"
    )
    return {str(name): value for name, value in row.items()}


YEAR = months("2025-07", 12)
QUIET = [row for month in YEAR for row in received(month, 2)]


def test_counts_stand_by_month_and_the_period_stands_as_a_whole() -> None:
    table = found(QUIET, received("2026-07", 3), received("2026-09", 1))
    assert [at(table, one)["count"] for one in (*months("2026-07", 3), "2026Q3")] == [3, 0, 1, 4]
    assert [at(table, one)["judged"] for one in ("2026-06", "2026-07", "2026Q3")] == [False, True, True]


def test_the_limits_are_those_of_the_months_before() -> None:
    """24 complaints in 365 days; the category and the sum, four points of two sides each."""
    row = at(found(QUIET, received("2026-07", 3)), "2026-07")
    assert row["expected"] == Fraction(24 * 31, 365)
    assert (row["low"], row["high"]) == by_hand(24, Fraction(31, 365), Fraction(5, 100) / (2 * 4 * 2))
    assert (row["exposure"], row["exposure_unit"], row["beyond"], row["gap"]) == (31, "days", "", "")


def test_a_planted_shift_is_above_its_limits_and_only_there() -> None:
    table = found(QUIET, received("2026-07", 2), received("2026-08", 15), received("2026-09", 2))
    assert [at(table, one)["beyond"] for one in (*months("2026-07", 3), "2026Q3")] == ["", "high", "", "high"]


def test_a_month_before_the_period_is_never_judged() -> None:
    """The control of the test above: the same fifteen a month earlier are baseline."""
    table = found(QUIET, received("2026-06", 15), received("2026-07", 2))
    assert set(table.loc[table["beyond"] != "", "span"]) == set()


def test_complaints_that_stop_are_below_their_limits() -> None:
    many = [row for month in YEAR for row in received(month, 20)]
    assert at(found(many, received("2026-07", 1)), "2026Q3")["beyond"] == "low"


def test_orders_are_the_exposure_where_every_month_has_some() -> None:
    each = [{"client_id": "A", "order_date": f"{month}-05"} for month in [*YEAR, *months("2026-07", 3)]]
    more = [{"client_id": "A", "order_date": "2026-07-06"}] * 3
    table = found(QUIET, received("2026-07", 2), read=WITH_ORDERS, orders=[*each, *more])
    row = at(table, "2026-07")
    assert (row["exposure"], row["exposure_unit"], row["expected"]) == (4, "orders", Fraction(24 * 4, 12))
    assert at(table, "2026Q3")["exposure"] == 6


def test_days_are_the_exposure_where_one_month_was_not_exported() -> None:
    each = [{"client_id": "A", "order_date": f"{month}-05"} for month in [*YEAR, *months("2026-07", 3)]]
    read = WITH_ORDERS - {("orders", "2025Q4")}
    assert at(found(QUIET, read=read, orders=each), "2026-07")["exposure_unit"] == "days"


def test_cancelled_orders_are_no_exposure() -> None:
    each = [{"client_id": "A", "order_date": f"{month}-05"} for month in [*YEAR, *months("2026-07", 3)]]
    gone = [{"client_id": "A", "order_date": "2026-07-07", "cancelled": True}]
    assert at(found(QUIET, read=WITH_ORDERS, orders=[*each, *gone]), "2026-07")["exposure"] == 1


def test_a_month_of_an_office_without_orders_has_no_limits_and_is_no_baseline() -> None:
    each = [{"client_id": "A", "order_date": f"{month}-05"} for month in [*YEAR, *months("2026-07", 3)]]
    kept = [row for row in each if row["order_date"] != "2026-01-05"]
    other = [{"client_id": "B", "order_date": "2026-01-05", "office_id": "W"}]
    table = found(QUIET, received("2026-07", 2), read=WITH_ORDERS, orders=[*kept, *other])
    assert at(table, "2026-01", level="office")["gap"] == "NO_DATA"
    assert at(table, "2026-07", level="office")["expected"] == Fraction(22, 11)
    assert at(table, "2026-07")["expected"] == Fraction(24, 12)


def test_months_whose_ledger_was_not_read_are_no_baseline() -> None:
    table = found(QUIET, received("2026-07", 1), read=LEDGERS - {("complaints", "2025Q4")})
    assert "2025-11" not in set(table["span"])
    assert at(table, "2026-07")["expected"] == Fraction(18 * 31, 365 - 92)


def test_no_more_months_before_than_the_pack_says() -> None:
    table = found(QUIET, received("2026-07", 1), months=3)
    assert sorted(table.loc[~table["judged"], "span"].unique()) == months("2026-04", 3)


def test_without_months_before_there_are_counts_but_no_limits() -> None:
    row = at(found(received("2026-07", 2), read=frozenset({("complaints", "2026Q3")})), "2026-07")
    assert (row["count"], row["gap"], row["beyond"]) == (2, "NO_DATA", "")
    assert row["expected"] is None
    assert pd.isna(row["high"])


def test_without_the_ledger_of_the_period_there_is_nothing() -> None:
    assert found(QUIET, read=LEDGERS - {("complaints", "2026Q3")}).empty


def test_a_month_that_has_not_ended_counts_its_days_so_far() -> None:
    table = found(QUIET, received("2026-08", 12), as_of=date(2026, 8, 10))
    row = at(table, "2026-08")
    assert (row["count"], row["exposure"]) == (10, 10)
    assert "2026-09" not in set(table["span"])


def test_an_office_counts_what_it_received_and_the_sum_has_all_categories() -> None:
    other = received("2026-07", 1, category="")
    table = found(QUIET, received("2026-07", 2), other)
    assert at(table, "2026-07", level="office")["count"] == 2
    assert at(table, "2026-07", category="(all)")["count"] == 3
    assert at(table, "2026-07", category="")["count"] == 1


def test_more_categories_share_the_alarms() -> None:
    """The limit of a category moves out as others appear beside it: the parts get smaller."""
    others = [row for name in "甲乙丙丁戊己庚" for row in received("2026-05", 1, category=name)]
    alone, among = (at(found(QUIET, extra, received("2026-07", 1)), "2026-07")["high"] for extra in ([], others))
    assert among > alone
