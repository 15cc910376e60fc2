"""Targets, visits and churn reports by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.measure.table import measured
from reportgen.model.fact_frames import CHURN_REPORTS, TARGETS, VISITS
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

READ = [(export, "2026Q3") for export in ("orders", "targets", "visits", "churn_reports")]


def table(*, as_of: date | None = None, read: Any = READ, **frames: Any) -> pd.DataFrame:
    facts = literal.facts(read=read, **(literal.clients("A", "B") | frames))
    return measured(facts, literal.window(as_of=as_of), rules.packs(), rules.profile()).measures


def told(found: pd.DataFrame, measure: str, **scope: str) -> tuple[Any, int]:
    one = row(found, measure, **scope)
    return one["gap"] or one["value"], one["n"]


# ------------------------------------------------------------------ targets
def targets(*agreed: tuple[str, str, int]) -> pd.DataFrame:
    return literal.framed(
        TARGETS,
        [{"client_id": c, "month": m, "office_id": "E", "target_fen": yuan * 100} for c, m, yuan in agreed],
    )


ORDERS = literal.orders(
    {"client_id": "A", "order_date": "2026-07-05", "yuan": 300},
    {"client_id": "B", "order_date": "2026-08-05", "yuan": 50},
)


def test_sales_are_held_against_the_targets_of_the_periods_months() -> None:
    agreed = targets(
        ("A", "2026-06-01", 999), ("A", "2026-07-01", 100), ("A", "2026-09-01", 300), ("A", "2026-10-01", 999)
    )
    found = table(orders=ORDERS, targets=agreed)
    assert told(found, "trade.target_attainment", client="A") == (Fraction(3, 4), 2)
    assert told(found, "trade.target_attainment", client="B") == (Gap.NO_DATA, 0), "no target was agreed"
    assert told(found, "trade.target_attainment") == (Fraction(350, 400), 2)
    assert told(found, "trade.target_attainment", office="E") == (Fraction(350, 400), 2)


def test_no_sales_reach_nothing_of_a_target() -> None:
    found = table(targets=targets(("A", "2026-07-01", 100)))
    assert told(found, "trade.target_attainment", client="A") == (0, 1)


def test_a_target_of_nothing_is_none() -> None:
    found = table(orders=ORDERS, targets=targets(("A", "2026-07-01", 0)))
    assert told(found, "trade.target_attainment", client="A") == (Gap.NO_DATA, 1)


def test_without_orders_or_without_targets_there_is_no_attainment() -> None:
    agreed = targets(("A", "2026-07-01", 100))
    assert told(table(targets=agreed, read=[("targets", "2026Q3")]), "trade.target_attainment") == (Gap.NO_DATA, 0)
    assert told(table(orders=ORDERS), "trade.target_attainment") == (Gap.NO_DATA, 0)


def test_control_with_both_there_is() -> None:
    assert told(table(orders=ORDERS, targets=targets(("A", "2026-07-01", 350))), "trade.target_attainment") == (
        1,
        1,
    )


@given(st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 12), st.integers(1, 10**6)), max_size=12))
@settings(max_examples=15, deadline=None)
def test_attainment_times_targets_gives_back_the_sales(agreed: list[tuple[str, int, int]]) -> None:
    unique = {(c, m): yuan for c, m, yuan in agreed}
    found = table(orders=ORDERS, targets=targets(*((c, f"2026-{m:02}-01", y) for (c, m), y in unique.items())))
    whole = sum(yuan for (_, month), yuan in unique.items() if 7 <= month <= 9)
    one = row(found, "trade.target_attainment")
    assert (one["value"] is None) == (whole == 0)
    assert whole == 0 or one["value"] * whole == row(found, "trade.sales")["value"]


# ------------------------------------------------------------------ visits
def visits(*made: tuple[str, str, str, Any, Any]) -> pd.DataFrame:
    """Client, office, day, problems found and solved."""
    rows = [
        {"visit_id": str(i), "client_id": c, "office_id": o, "visited_on": d}
        | {"problems_found": found, "problems_solved": solved}
        for i, (c, o, d, found, solved) in enumerate(made)
    ]
    return literal.framed(VISITS, rows)


MADE = visits(
    ("A", "E", "2026-07-01", 4, 3),
    ("", "E", "2026-09-30", 2, 0),
    ("A", "E", "2026-08-01", 9, None),
    ("A", "E", "2026-06-30", 5, 5),
    ("A", "E", "2026-10-01", 5, 5),
)


def test_visits_of_the_period_are_shared_among_the_clients_at_as_of() -> None:
    found = table(visits=MADE)
    assert told(found, "visit.per_client") == (Fraction(3, 2), 2)
    assert told(found, "visit.per_client", office="E") == (Fraction(3, 2), 2)


def test_the_effect_is_over_visits_that_say_both_counts() -> None:
    assert told(table(visits=MADE), "visit.effect", office="E") == (Fraction(3, 6), 6)


def test_an_office_without_visits_has_none_and_no_effect() -> None:
    found = table(visits=MADE, offices=literal.offices("E", "S"))
    assert told(found, "visit.per_client", office="S") == (Gap.NO_DATA, 0), "it has no clients"
    assert told(table(visits=visits()), "visit.per_client", office="E") == (0, 2), "a real zero"
    assert told(table(visits=visits()), "visit.effect", office="E") == (Gap.NO_DATA, 0)


def test_an_earlier_as_of_has_seen_fewer_visits() -> None:
    found = table(visits=MADE, as_of=date(2026, 7, 31))
    assert told(found, "visit.per_client") == (Fraction(1, 2), 2)


def test_visits_stand_at_no_client() -> None:
    found = table(visits=MADE)
    assert set(found.loc[found["measure"].str.startswith("visit."), "level"]) == {"company", "office"}


@pytest.mark.parametrize("measure", ["visit.per_client", "visit.effect", "office.churn_reported_share"])
def test_without_the_export_nothing_is_known(measure: str) -> None:
    assert told(table(read=[("orders", "2026Q3")]), measure)[0] == Gap.NO_DATA


@given(st.permutations(range(5)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_visits_changes_nothing(order: list[int]) -> None:
    shuffled = MADE.iloc[order].reset_index(drop=True)
    for measure in ("visit.per_client", "visit.effect"):
        assert told(table(visits=shuffled), measure) == told(table(visits=MADE), measure)


# ------------------------------------------------------------------ churn
PEOPLE = (
    {"client_id": "A"},
    {"client_id": "B", "end_date": "2026-07-31"},
    {"client_id": "C", "end_date": "2026-09-30"},
    {"client_id": "D", "end_date": "2026-06-30"},
)


def churned(*reports: tuple[str, str], as_of: date | None = None, **more: Any) -> tuple[Any, int]:
    frames = {
        "register": literal.register("2026Q3", *PEOPLE),
        "memberships": literal.memberships(*({**one, "office_id": "E"} for one in PEOPLE)),
        "churn_reports": literal.framed(CHURN_REPORTS, [{"client_id": c, "reported_on": d} for c, d in reports]),
    }
    return told(table(as_of=as_of, **frames, **more), "office.churn_reported_share", office="E")


def test_of_the_clients_lost_some_were_reported_before_as_of() -> None:
    assert churned(("B", "2026-08-02"), ("A", "2026-08-02"), ("D", "2026-07-02")) == (Fraction(1, 2), 2)
    assert churned(("B", "2026-08-02"), ("C", "2026-09-30")) == (1, 2)
    assert churned(("B", "2026-08-02"), ("C", "2026-10-01")) == (Fraction(1, 2), 2), "too late to be known"


def test_two_reports_of_one_client_are_one_client_reported() -> None:
    assert churned(("B", "2026-08-02"), ("B", "2026-08-09")) == (Fraction(1, 2), 2)


def test_none_lost_is_no_share() -> None:
    assert churned(("B", "2026-07-02"), as_of=date(2026, 7, 30)) == (Gap.NO_DATA, 0)


def test_control_a_report_less_is_a_share_less() -> None:
    assert churned() == (0, 2)
