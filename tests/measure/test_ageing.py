"""Ages of open complaints, in multiples of the limit of handling."""

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.measure.ageing import ageing
from reportgen.measure.table import measured
from reportgen.model.clock import Clock
from reportgen.policy.patterns import Ageing
from tests.measure import literal, rules
from tests.measure.literal import row as figure

Row = dict[str, Any]
TEN_HOURS = {"first_reply_hours": None, "handling_hours": 10}
OPEN = {"state": "open", "client_id": "A"}


def found(*cases: Row, multiples: tuple[str, ...] = ("1", "2"), read: Any = None, **changes: Any) -> pd.DataFrame:
    """Ages at the end of 2026-09-30, on elapsed time."""
    facts = literal.facts(
        read=read, **literal.clients("A", "B"), complaints=literal.complaints(*[OPEN | case for case in cases])
    )
    pack = rules.packs(ledger=rules.complaints(**({"limits": TEN_HOURS} | changes)))["P11"].complaints
    assert pack is not None
    ages = Ageing.model_validate({"clause": "P11.5", "multiples": multiples})
    return ageing(facts, literal.window(), pack, ages, Clock(zone=literal.ZONE))


def counts(table: pd.DataFrame, level: str = "company") -> dict[str, int]:
    own = table[table["level"] == level]
    return {age: count for age, count in zip(own["age"], own["count"], strict=True) if count}


@pytest.mark.parametrize(
    ("received", "age"),
    [
        ("2026-09-30 23:00", "0-1"),
        ("2026-09-30 14:00", "0-1"),  # ten hours: the limit is kept
        ("2026-09-30 13:59", "1-2"),
        ("2026-09-30 04:00", "1-2"),
        ("2026-09-30 03:59", "2+"),
        ("2025-01-01 09:00", "2+"),
    ],
)
def test_an_age_is_the_time_waited_by_the_limit(received: str, age: str) -> None:
    assert counts(found({"received_at": received})) == {age: 1}


def test_the_classes_are_the_packs() -> None:
    table = found({"received_at": "2026-09-30 04:00"}, multiples=("0.5", "1", "3"))
    assert counts(table) == {"1-3": 1}
    assert set(table["age"]) == {"0-0.5", "0.5-1", "1-3", "3+", "no_limit", "no_time"}


def test_limits_of_the_category_hold_and_without_any_the_age_says_so() -> None:
    none = {"first_reply_hours": None, "handling_hours": None}
    slow = {"慢": {"first_reply_hours": None, "handling_hours": 1000}}
    rows = [{"received_at": "2026-09-01 09:00", "category": one} for one in ("慢", "快")]
    assert counts(found(*rows, limits=none, limits_by_category=slow)) == {"0-1": 1, "no_limit": 1}
    assert counts(found(*rows, limits=none)) == {"no_limit": 2}


def test_times_that_contradict_each_other_have_no_age() -> None:
    assert counts(found({"received_at": "2026-09-30 23:00", "impossible": True})) == {"no_time": 1}


def test_the_ages_sum_to_the_open_complaints_of_each_level() -> None:
    cases: list[Row] = [
        {"received_at": "2026-09-30 23:00"},
        {"received_at": "2026-03-01 09:00", "client_id": "B"},
        {"received_at": "2026-09-30 01:00", "impossible": True},
        {"received_at": "2026-09-29 01:00", "closed_at": "2026-09-29 02:00", "state": "resolved"},
    ]
    table = found(*cases)
    facts = literal.facts(
        **literal.clients("A", "B"), complaints=literal.complaints(*[OPEN | case for case in cases])
    )
    packs = rules.packs(ledger=rules.complaints())
    measures = measured(facts, literal.window(), packs, rules.profile()).measures
    for level, scope in (("company", {}), ("office", {"office": "E"})):
        assert sum(counts(table, level).values()) == figure(measures, "complaint.open", **scope)["value"]
    own = table[table["level"] == "client"].groupby("client_id")["count"].sum()
    assert own.to_dict() == {"A": 2, "B": 1}


def test_a_closed_complaint_is_not_open() -> None:
    """The control of the sums: a close before as-of takes it out, one after it does not."""
    rows = [
        {"received_at": "2026-09-30 23:00", "closed_at": at, "state": "resolved"} for at in ("2026-10-01 09:00",)
    ]
    assert counts(found(*rows)) == {"0-1": 1}
    assert counts(found({**rows[0], "closed_at": "2026-09-30 23:30"})) == {}


def test_the_longest_wait_stands_beside_its_class() -> None:
    table = found({"received_at": "2026-09-30 22:30"}, {"received_at": "2026-09-30 21:00"})
    company = table[(table["level"] == "company") & (table["age"] == "0-1")]
    assert company["oldest_hours"].tolist() == [Fraction(3)]


def test_offices_have_every_class_and_clients_only_their_own() -> None:
    table = found({"received_at": "2026-09-30 22:30"})
    assert table.groupby("level").size().to_dict() == {"client": 1, "company": 5, "office": 5}


def test_without_the_ledger_there_are_no_ages() -> None:
    assert found({"received_at": "2026-09-30 22:30"}, read=()).empty
