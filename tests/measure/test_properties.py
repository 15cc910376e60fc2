"""What holds for any facts: order is nothing, offices add up to the company."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.measure.table import measured
from reportgen.model.facts import Facts
from tests.measure import literal, rules

HOMES = {"A": "E", "B": "E", "C": "E", "D": "S", "F": "S"}
PACKS = rules.packs(
    rules.satisfaction(
        {"price": rules.dimension("0.4", "Q1"), "after_sales": rules.dimension("0.6", "Q2", service=True)},
        overall={"question": "Q7", "scale": rules.SCALE, "top_from": None},
        nps_question="Q8",
        min_n={"client": 1, "office": 2, "company": 2},
    ),
    rules.complaints(
        limits={"first_reply_hours": "24", "handling_hours": "48"},
        repeat_days=30,
        mean_horizon_hours="100",
        satisfaction=rules.SCALE,
    ),
)
SPLIT = ("answers", "complaints", "orders")
few = settings(max_examples=8)

days = st.integers(0, 200).map(lambda n: date(2026, 4, 1) + timedelta(days=n))
answers = st.fixed_dictionaries(
    {"client_id": st.sampled_from(sorted(HOMES)), "question": st.sampled_from(["Q1", "Q2", "Q7", "Q8"])}
    | {"value": st.integers(1, 5), "response_id": st.sampled_from("xyz"), "day": days}
)
complaints = st.fixed_dictionaries(
    {"client_id": st.sampled_from(sorted(HOMES)), "day": days, "reply": st.none() | st.integers(0, 99)}
    | {"close": st.none() | st.integers(0, 99), "category": st.sampled_from(["", "q", "p"])}
    | {"satisfaction_micro": st.none() | st.integers(1, 5).map(lambda n: n * 1_000_000)}
)
orders = st.fixed_dictionaries(
    {"client_id": st.sampled_from(sorted(HOMES)), "day": days, "yuan": st.integers(1, 10**6)}
)


def facts_of(said: list[Any], cases: list[Any], sold: list[Any], homes: dict[str, str] = HOMES) -> Facts:
    people = [{"client_id": c, "office_id": o} for c, o in homes.items()]

    def ours(rows: list[Any]) -> list[Any]:
        return [{**one, "office_id": homes[one["client_id"]]} for one in rows if one["client_id"] in homes]

    def late(case: Any, name: str) -> str | None:
        hours = case[name]
        return None if hours is None else str(pd.Timestamp(case["day"]) + pd.Timedelta(hours=hours))

    return literal.facts(
        register=pd.concat([literal.register(p, *people) for p in ("2026Q2", "2026Q3")], ignore_index=True),
        memberships=literal.memberships(*people),
        offices=literal.offices(*sorted(set(homes.values()))),
        answers=literal.answers(*[{**one, "answered_at": str(one["day"])} for one in ours(said)]),
        complaints=literal.complaints(
            *[
                {**one, "received_at": str(one["day"]), "first_reply_at": late(one, "reply")}
                | {"closed_at": late(one, "close"), "state": "open" if one["close"] is None else "resolved"}
                for one in ours(cases)
            ]
        ),
        orders=literal.orders(*[{**one, "order_date": one["day"]} for one in ours(sold)]),
    )


rows = st.tuples(st.lists(answers, max_size=25), st.lists(complaints, max_size=15), st.lists(orders, max_size=15))
Rows = tuple[list[Any], list[Any], list[Any]]


def table(facts: Facts) -> pd.DataFrame:
    return measured(facts, literal.window(), PACKS, rules.profile()).measures


def shuffled(facts: Facts, seed: int) -> Facts:
    frames = {
        name: getattr(facts, name).sample(frac=1, random_state=seed, ignore_index=True)
        for name in (*SPLIT, "register", "memberships", "offices")
    }
    return replace(facts, **frames)


def order_matters(facts: Facts, seed: int, of: Callable[[Facts], pd.DataFrame]) -> bool:
    try:
        pd.testing.assert_frame_equal(of(facts), of(shuffled(facts, seed)))
    except AssertionError:
        return True
    return False


@few
@given(rows, st.integers(0, 99))
def test_row_order_changes_nothing(said: Rows, seed: int) -> None:
    assert not order_matters(facts_of(*said), seed, table)


SOME: Rows = (
    [
        {"client_id": c, "question": "Q1", "value": v, "response_id": "x", "day": date(2026, 8, 1)}
        for c, v in zip("ABCDF", range(1, 6), strict=True)
    ],
    [
        {
            "client_id": "A",
            "day": date(2026, 8, 1),
            "reply": 3,
            "close": 9,
            "category": "q",
            "satisfaction_micro": None,
        }
    ],
    [{"client_id": "D", "day": date(2026, 8, 1), "yuan": 5}],
)


def test_control_a_measure_that_forgets_the_last_row_depends_on_the_order() -> None:
    def forgetful(facts: Facts) -> pd.DataFrame:
        return table(replace(facts, answers=facts.answers.iloc[:-1]))

    assert any(order_matters(facts_of(*SOME), seed, forgetful) for seed in range(4))


ABOVE = ["measure", "value", "n", "gap", "low", "high", "n_clients", "at_least"]


def alone(said: Rows, office: str) -> pd.DataFrame:
    """The company's rows of a company that is this one office."""
    homes = {c: o for c, o in HOMES.items() if o == office}
    found = table(facts_of(*said, homes=homes))
    return found.loc[found["level"] == "company", ABOVE].reset_index(drop=True)


def inside(said: Rows, office: str) -> pd.DataFrame:
    found = table(facts_of(*said))
    return found.loc[(found["level"] == "office") & (found["office_id"] == office), ABOVE].reset_index(drop=True)


@few
@given(rows)
def test_an_office_is_a_company_of_its_own(said: Rows) -> None:
    for office in ("E", "S"):
        pd.testing.assert_frame_equal(alone(said, office), inside(said, office))


def test_control_the_other_office_is_another_company() -> None:
    assert not alone(SOME, "E").equals(inside(SOME, "S"))


ADDS_UP = (
    "complaint.count",
    "complaint.open",
    "complaint.not_due",
    "trade.sales",
    "trade.orders",
    "trade.sales_12m",
    "satisfaction.responses",
    "satisfaction.clients_responding",
    "office.clients",
    "office.clients_lost",
)


def sums(found: pd.DataFrame, level: str) -> dict[str, Any]:
    mine = found[(found["level"] == level) & found["measure"].isin(ADDS_UP)]
    return {str(name): (sum(part["value"]), int(part["n"].sum())) for name, part in mine.groupby("measure")}


@few
@given(rows)
def test_offices_and_clients_add_up_to_the_company(said: Rows) -> None:
    found = table(facts_of(*said))
    company = sums(found, "company")
    assert sums(found, "office") == company
    assert sums(found, "client").items() <= company.items()


@pytest.mark.parametrize("level", ["office", "client"])
def test_control_a_lost_row_does_not_add_up(level: str) -> None:
    found = table(facts_of(*SOME))
    dropped = found.drop(found[(found["level"] == level) & (found["value"] == 5)].index)
    assert sums(dropped, level)["trade.sales"] != sums(found, "company")["trade.sales"]
