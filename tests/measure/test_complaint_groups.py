"""Complaints by category and by handler: small ledgers whose figures are worked out by hand."""

from fractions import Fraction
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.measure.complaint_groups import complaint_groups
from reportgen.measure.table import measured
from reportgen.policy.patterns import Division, Groups
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
BOTH = Groups(category=Division(clause="P11.21"), handler=Division(clause="P11.5"))
TEN_HOURS = {"first_reply_hours": None, "handling_hours": 10}
FIVE_POINTS = {"min": 1, "max": 5, "reversed": False}
EIGHT = "2026-08-03 08:00"


def case(hours: int | None, category: str = "慢", handler: str = "乔芷", **more: Any) -> Row:
    """A complaint of 8 o'clock that was resolved after so many hours, None = not yet."""
    closed = None if hours is None else str(pd.Timestamp(EIGHT) + pd.Timedelta(hours=hours))
    state = "open" if hours is None else "resolved"
    said = {"client_id": "A", "received_at": EIGHT, "closed_at": closed, "state": state}
    return said | {"category": category, "handler": handler} | more


def facts_of(cases: list[Row], read: Any = None) -> Any:
    return literal.facts(read=read, **literal.clients("A", "B"), complaints=literal.complaints(*cases))


def found(*cases: Row, wanted: Groups = BOTH, read: Any = None, **changes: Any) -> pd.DataFrame:
    facts = facts_of(list(cases), read)
    packs = rules.packs(ledger=rules.complaints(**({"limits": TEN_HOURS} | changes)))
    now = measured(facts, literal.window(), packs, rules.profile())
    assert packs["P11"].complaints is not None
    return complaint_groups(facts, now, packs["P11"].complaints, wanted, rules.profile().waiting)


def one(table: pd.DataFrame, group: str, by: str = "category", level: str = "company") -> Row:
    own = table[(table["group"] == group) & (table["by"] == by) & (table["level"] == level)]
    (cells,) = own.to_dict("records")
    return {str(name): None if pd.isna(cell) else cell for name, cell in cells.items()}


def test_a_group_has_its_own_times_solutions_and_clients() -> None:
    table = found(case(2), case(30, client_id="B"), case(4, "坏"))
    slow = one(table, "慢")
    assert (slow["count"], slow["n_clients"], slow["timed"]) == (2, 2, 2)
    assert (slow["due"], slow["on_time"], slow["on_time_share"]) == (2, 1, Fraction(1, 2))
    assert (slow["handling_p50"], slow["resolution_rate"]) == (Fraction(2), Fraction(1))
    assert one(table, "坏")["handling_p50"] == Fraction(4)
    assert one(table, "乔芷", "handler")["count"] == 3


def test_what_is_open_counts_in_the_median_as_far_as_it_has_waited() -> None:
    """Of closed ones alone the median would be one hour."""
    table = found(case(1), case(None), case(None))
    assert one(table, "慢")["handling_gap"] == "NOT_REACHED"
    assert one(table, "慢")["at_least"] == (pd.Timestamp("2026-10-01") - pd.Timestamp(EIGHT)) / pd.Timedelta(
        hours=1
    )
    assert one(table, "慢")["timed"] == 3


def test_control_without_the_open_ones_the_median_is_another() -> None:
    assert one(found(case(1)), "慢")["handling_p50"] == Fraction(1)


def test_an_office_has_its_own_groups_and_nothing_is_counted_for_an_office_that_is_not_there() -> None:
    table = found(case(2), case(3, office_id="X"))
    assert one(table, "慢")["count"] == 2
    assert one(table, "慢", level="office")["count"] == 1
    assert set(table["office_id"]) == {"", "E"}


def test_who_is_not_named_is_a_group_of_its_own() -> None:
    table = found(case(2, handler=""), case(3))
    assert set(table[table["by"] == "handler"]["group"]) == {"", "乔芷"}


def test_without_a_limit_the_share_says_so_and_is_no_zero() -> None:
    none = {"first_reply_hours": None, "handling_hours": None}
    slow = one(found(case(2), limits=none), "慢")
    assert (slow["due"], slow["on_time"], slow["on_time_share"]) == (None, None, None)
    assert slow["on_time_gap"] == "NOT_CONFIGURED"


def test_a_limit_that_lies_ahead_is_not_due() -> None:
    late = case(1, received_at="2026-09-30 20:00", closed_at="2026-09-30 21:00")
    slow = one(found(late), "慢")
    assert (slow["due"], slow["on_time_share"], slow["on_time_gap"]) == (0, None, "NOT_DUE")


def test_times_that_contradict_each_other_count_but_are_not_timed() -> None:
    slow = one(found(case(2, impossible=True)), "慢")
    assert (slow["count"], slow["timed"], slow["solved"]) == (1, 0, 0)
    assert (slow["handling_gap"], slow["on_time_gap"]) == ("NO_DATA", "NO_DATA")


def test_marks_are_points_and_too_few_are_none() -> None:
    cases = [case(2, satisfaction_micro=4_000_000), case(2, satisfaction_micro=5_000_000), case(2)]
    enough = one(found(*cases, satisfaction=FIVE_POINTS, min_n=2), "慢")
    assert (enough["scored"], enough["satisfaction"], enough["satisfaction_gap"]) == (2, Fraction(175, 2), "")
    few = one(found(*cases, satisfaction=FIVE_POINTS, min_n=3), "慢")
    assert (few["scored"], few["satisfaction"], few["satisfaction_gap"]) == (2, None, "TOO_FEW")
    assert one(found(*cases), "慢")["satisfaction_gap"] == "NOT_CONFIGURED"


def test_a_division_that_the_pack_does_not_ask_for_is_not_made() -> None:
    table = found(case(2), wanted=Groups(category=None, handler=Division(clause="P11.5")))
    assert set(table["by"]) == {"handler"}
    assert found(case(2), wanted=Groups(category=None, handler=None)).empty


def test_without_the_periods_ledger_there_is_no_group() -> None:
    assert found(case(2), read=[("clients", "2026Q3"), ("offices", "2026Q3")]).empty


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("慢坏贵"),
            st.sampled_from(["乔芷", "范恕", ""]),
            st.integers(0, 60) | st.none(),
            st.sampled_from("AB"),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_groups_add_up_to_the_measures_of_the_whole(cases: list[tuple[str, str, int | None, str]]) -> None:
    ledger = [case(hours, category, handler, client_id=client) for category, handler, hours, client in cases]
    facts = facts_of(ledger)
    packs = rules.packs(ledger=rules.complaints(limits=TEN_HOURS))
    now = measured(facts, literal.window(), packs, rules.profile())
    assert packs["P11"].complaints is not None
    table = complaint_groups(facts, now, packs["P11"].complaints, BOTH, rules.profile().waiting)
    for level, whom in (("company", {}), ("office", {"office": "E"})):
        whole = {
            name: row(now.measures, f"complaint.{name}", **whom)
            for name in ("count", "resolution_rate", "handling_on_time", "handling_hours.p50")
        }
        for by in ("category", "handler"):
            own = table[(table["level"] == level) & (table["by"] == by)]
            assert own["count"].sum() == whole["count"]["value"]
            assert own["solved"].sum() == whole["resolution_rate"]["value"] * whole["count"]["value"]
            assert own["due"].sum() == whole["handling_on_time"]["n"]
            assert own["timed"].sum() == whole["handling_hours.p50"]["n"]
