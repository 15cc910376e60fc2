"""Repeated and systemic problems of literal ledgers."""

from typing import Any

import pandas as pd
import pytest

from reportgen.measure.complaint_months import complaint_months
from reportgen.measure.patterns import patterns
from reportgen.model.pattern_frames import COMPLAINT_MONTHS
from reportgen.policy.patterns import Patterns
from tests.measure import literal
from tests.measure.test_complaint_months import LEDGERS, QUARTERS, QUIET, WITH_ORDERS, received

Row = dict[str, Any]
REPEAT = {"clause": "P11.16", "times": 3, "days": 90}
SPREAD = {"clause": "P11.17", "clients": 3, "offices": 2}
RISING = {"clause": "P11.17", "periods": 2}
LIMITS = {"clause": "P11.15", "baseline_months": 12, "false_alarms": "0.05"}
NOTHING: dict[str, Any] = {"repeat": None, "spread": None, "rising": None, "limits": None, "ageing": None}
CLIENTS = [("A", "E"), ("B", "E"), ("C", "W"), ("D", "W")]


def found(*cases: Row, read: Any = LEDGERS, orders: Any = (), **rules: Any) -> list[Row]:
    homes = {
        "register": literal.register("2026Q3", *[{"client_id": one, "office_id": o} for one, o in CLIENTS]),
        "memberships": literal.memberships(*[{"client_id": one, "office_id": o} for one, o in CLIENTS]),
        "offices": literal.offices("E", "W"),
    }
    ledger = [{"client_id": "A", "category": "延期"} | case for case in cases]
    facts = literal.facts(
        read=read, **homes, complaints=literal.complaints(*ledger), orders=literal.orders(*orders)
    )
    wanted = Patterns.model_validate(NOTHING | rules)
    window = literal.window()
    limits = wanted.limits
    months = COMPLAINT_MONTHS.empty() if limits is None else complaint_months(facts, window, limits)
    return [
        {str(name): value for name, value in row.items()}
        for row in patterns(facts, window, wanted, months).to_dict("records")
    ]


def on(*days: str, **changes: Any) -> list[Row]:
    return [{"received_at": f"{day} 09:00", **changes} for day in days]


def signals(rows: list[Row]) -> list[tuple[str, str, str, str]]:
    return [(row["signal"], row["level"], row["office_id"] or row["client_id"], row["category"]) for row in rows]


# ------------------------------------------------------------------ repeats
def test_three_of_a_client_and_category_within_the_days_are_a_repeat() -> None:
    (row,) = found(*on("2026-06-15", "2026-07-01", "2026-08-01"), repeat=REPEAT)
    assert (row["signal"], row["client_id"], row["office_id"], row["category"]) == (
        "repeat_client",
        "A",
        "E",
        "延期",
    )
    assert (row["count"], row["threshold"], row["since"]) == (3, 3, pd.Timestamp("2026-06-15"))
    assert (row["evidence"], row["clause"], row["noise"]) == ("K00000;K00001;K00002", "P11.16", "")


@pytest.mark.parametrize(("last", "repeats"), [("2026-08-30 09:00", 1), ("2026-08-30 09:01", 0)])
def test_the_window_is_so_many_days_to_the_minute_both_ends_included(last: str, repeats: int) -> None:
    rows = [*on("2026-06-01", "2026-07-01"), {"received_at": last}]
    assert len(found(*rows, repeat=REPEAT)) == repeats


def test_a_window_that_ended_before_the_period_is_not_of_the_period() -> None:
    assert found(*on("2026-04-01", "2026-05-01", "2026-06-30"), repeat=REPEAT) == []


def test_other_categories_other_clients_and_blank_categories_do_not_add_up() -> None:
    rows = [*on("2026-07-01"), *on("2026-07-02", category="质量"), *on("2026-07-03", client_id="B")]
    assert found(*rows, *on("2026-07-04", "2026-07-05", "2026-07-06", category=""), repeat=REPEAT) == []


def test_the_fullest_window_counts_and_of_two_the_later() -> None:
    days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-07-01", "2026-07-02", "2026-07-03", "2026-09-29"]
    (row,) = found(*on(*days), repeat=REPEAT | {"days": 10})
    assert row["since"] == pd.Timestamp("2026-07-01")
    (later,) = found(*on(*days, "2026-09-28", "2026-09-27"), repeat=REPEAT | {"days": 10})
    assert later["since"] == pd.Timestamp("2026-09-27")


def test_a_product_repeats_over_clients_at_every_level() -> None:
    rows = on("2026-07-01", product="R57") + on("2026-07-02", product="R57", client_id="B")
    rows += on("2026-07-03", product="R57", client_id="C", office_id="W")
    (row,) = found(*rows, repeat=REPEAT)
    assert (row["signal"], row["level"], row["product"]) == ("repeat_product", "company", "R57")
    assert (row["count"], row["n_clients"], row["n_offices"]) == (3, 3, 2)
    more = found(*rows, *on("2026-07-04", product="R57", client_id="B"), repeat=REPEAT)
    assert signals(more) == [("repeat_product", "company", "", "延期"), ("repeat_product", "office", "E", "延期")]


def test_what_is_not_known_yet_repeats_nothing() -> None:
    assert found(*on("2026-07-01", "2026-07-02", "2026-10-01"), repeat=REPEAT) == []


# ------------------------------------------------------------------ systemic problems
def test_a_category_over_enough_clients_or_offices_is_systemic() -> None:
    rows = on("2026-07-01") + on("2026-07-02", client_id="B") + on("2026-07-03", client_id="C", office_id="W")
    got = found(*rows, spread=SPREAD)
    assert signals(got) == [("spread_clients", "company", "", "延期"), ("spread_offices", "company", "", "延期")]
    assert [(row["count"], row["n_clients"], row["n_offices"]) for row in got] == [(3, 3, 2)] * 2
    assert found(*rows[:2], spread=SPREAD) == []


def test_the_spread_is_of_the_period_alone() -> None:
    rows = on("2026-06-30") + on("2026-07-02", client_id="B") + on("2026-07-03", client_id="C")
    assert found(*rows, spread=SPREAD | {"offices": None}) == []


def test_a_number_that_the_pack_leaves_out_is_no_pattern() -> None:
    rows = on("2026-07-01") + on("2026-07-02", client_id="C", office_id="W")
    assert found(*rows, spread=SPREAD | {"offices": None}) == []
    assert found(*rows, *on("2026-07-03", "2026-07-04", "2026-07-05")) == []


def test_a_rate_above_that_of_the_period_before_twice_running_is_rising() -> None:
    rows = on("2026-01-05") + on("2026-04-05", "2026-05-05") + on("2026-07-05", "2026-08-05", "2026-09-05")
    got = found(*rows, rising=RISING)
    assert signals(got) == [("rising", "company", "", "延期"), ("rising", "office", "E", "延期")]
    assert (got[0]["count"], got[0]["since"]) == (3, pd.Timestamp("2026-04-01"))


def test_a_period_like_the_one_before_ends_the_rise() -> None:
    """On days: 92 against 91 make two complaints a lower rate, not a higher one."""
    rows = on("2026-01-05") + on("2026-04-05", "2026-05-05") + on("2026-07-05", "2026-08-05")
    assert found(*rows, rising=RISING) == []


def test_more_orders_explain_more_complaints() -> None:
    rows = on("2026-01-05") + on("2026-04-05", "2026-05-05") + on("2026-07-05", "2026-08-05", "2026-09-05")
    number = {"2026-02-01": 1, "2026-05-01": 2, "2026-08-01": 3}
    orders = [{"client_id": "A", "order_date": day} for day, n in number.items() for _ in range(n)]
    assert found(*rows, rising=RISING, read=WITH_ORDERS, orders=orders) == []


def test_a_period_whose_ledger_was_not_read_is_no_start_of_a_rise() -> None:
    rows = on("2026-04-05") + on("2026-07-05", "2026-08-05", "2026-09-05")
    assert found(*rows, rising=RISING, read=LEDGERS - {("complaints", "2026Q1")}) == []


# ------------------------------------------------------------------ noise
def test_a_pattern_says_whether_its_category_is_beyond_noise() -> None:
    two = {"client_id": "B", "category": "交付延期", "received_at": "2026-07-20 09:00"}
    wide = SPREAD | {"clients": 2, "offices": None}
    usual = [row for month in ("2026-07", "2026-08", "2026-09") for row in received(month, 2)]
    quiet = found(*QUIET, *usual, two, limits=LIMITS, spread=wide)
    assert {(row["signal"], row["noise"]) for row in quiet} == {("spread_clients", "within")}
    shifted = found(*QUIET, *usual, two, *received("2026-08", 15)[2:], limits=LIMITS, spread=wide)
    assert {(row["signal"], row["noise"]) for row in shifted} == {
        ("spread_clients", "beyond"),
        ("above_limits", "beyond"),
    }


def test_without_limits_a_pattern_says_nothing_of_noise() -> None:
    rows = on("2026-07-01") + on("2026-07-02", client_id="B") + on("2026-07-03", client_id="C")
    assert {row["noise"] for row in found(*rows, spread=SPREAD | {"offices": None})} == {""}


def test_a_month_alone_beyond_its_limits_says_since_when() -> None:
    rows = [*QUIET, *received("2026-07", 2), *received("2026-08", 9), *received("2026-09", 2)]
    above = [
        row for row in found(*rows, limits=LIMITS) if row["signal"] == "above_limits" and not row["office_id"]
    ]
    assert {row["since"] for row in above} == {pd.Timestamp("2026-08-01")}


def test_without_the_periods_ledger_there_is_no_pattern() -> None:
    read = frozenset({("complaints", one) for one in QUARTERS[:-1]})
    assert found(*on("2026-07-01", "2026-07-02", "2026-07-03"), repeat=REPEAT, read=read) == []


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [*QUIET, *received("2026-08", 15), *on("2026-07-01", "2026-07-02", "2026-07-03", product="R57")]
    forward = found(*rows, repeat=REPEAT, limits=LIMITS, spread=SPREAD, rising=RISING)
    numbered = [{"complaint_id": f"K{i:05}", **row} for i, row in enumerate(rows)]
    backward = found(*numbered[::-1], repeat=REPEAT, limits=LIMITS, spread=SPREAD, rising=RISING)
    assert forward == backward
