"""Limits kept, missed and not due yet."""

from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.measure.table import measured
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
DAY = {"first_reply_hours": "24", "handling_hours": None}
REPLY, HANDLING, NOT_DUE = (f"complaint.{name}" for name in ("first_reply_on_time", "handling_on_time", "not_due"))


def case(
    received: str = "2026-08-01 00:00", reply: str | None = None, close: str | None = None, **more: Any
) -> Row:
    state = "open" if close is None else "resolved"
    return {
        "client_id": "A",
        "received_at": received,
        "first_reply_at": reply,
        "closed_at": close,
        "state": state,
        **more,
    }


def table(*cases: Row, limits: Row | None = None, read: Any = None, **changes: Any) -> pd.DataFrame:
    facts = literal.facts(read=read, **literal.clients("A", "B"), complaints=literal.complaints(*cases))
    packs = rules.packs(ledger=rules.complaints(limits=limits or DAY, **changes))
    return measured(facts, literal.window(), packs, rules.profile()).measures


def told(found: pd.DataFrame, measure: str = REPLY, **scope: str) -> tuple[Any, int]:
    one = row(found, measure, **scope)
    return one["gap"] or one["value"], one["n"]


def test_a_reply_at_the_limit_keeps_it() -> None:
    assert told(table(case(reply="2026-08-02 00:00"))) == (1, 1)
    assert told(table(case(reply="2026-08-02 00:00:01"))) == (0, 1)


def test_an_unanswered_complaint_past_its_limit_is_due_and_missed() -> None:
    assert told(table(case())) == (0, 1)


def test_a_limit_at_as_of_is_not_due() -> None:
    at, before = (table(case(received=when)) for when in ("2026-09-30 00:00", "2026-09-29 23:59:59"))
    assert (told(at), told(at, NOT_DUE)) == ((Gap.NOT_DUE, 0), (1, 1))
    assert (told(before), told(before, NOT_DUE)) == ((0, 1), (0, 0))


def test_answered_at_once_but_not_due_is_left_for_the_next_period() -> None:
    found = table(case(received="2026-09-30 12:00", reply="2026-09-30 12:05"))
    assert told(found) == (Gap.NOT_DUE, 0)


def test_without_complaints_there_is_no_data_but_a_real_zero_not_due() -> None:
    found = table(case())
    assert told(found, client="B") == (Gap.NO_DATA, 0)
    assert told(found, NOT_DUE, client="B") == (0, 0)


def test_impossible_times_and_closes_without_a_reply_are_left_out() -> None:
    found = table(case(impossible=True), case(close="2026-08-02 00:00"))
    assert (told(found), told(found, NOT_DUE)) == ((Gap.NO_DATA, 0), (0, 0))


def test_handling_has_a_limit_of_its_own() -> None:
    limits = {"first_reply_hours": None, "handling_hours": "48"}
    cases = (case(close="2026-08-03 00:00"), case(close="2026-08-03 00:01"), case(received="2026-09-29 12:00"))
    found = table(*cases, limits=limits)
    assert told(found, HANDLING) == (Fraction(1, 2), 2)
    assert told(found, REPLY) == (Gap.NOT_CONFIGURED, 0)
    assert told(found, NOT_DUE) == (1, 1)


def test_with_both_limits_not_due_counts_each_complaint_once() -> None:
    limits = {"first_reply_hours": "24", "handling_hours": "48"}
    cases = (case(received="2026-09-30 12:00"), case(received="2026-09-29 12:00"), case())
    assert told(table(*cases, limits=limits), NOT_DUE) == (2, 2)


def test_no_limit_at_all_is_not_configured() -> None:
    found = table(case(), limits=rules.NO_LIMITS)
    assert {told(found, one)[0] for one in (REPLY, HANDLING, NOT_DUE)} == {Gap.NOT_CONFIGURED}


def test_the_shorter_of_the_categorys_and_the_priority_limit_holds_and_else_the_general() -> None:
    hours = {name: {"first_reply_hours": h, "handling_hours": None} for name, h in (("q", "12"), ("high", "6"))}
    changes = {"limits_by_category": {"q": hours["q"]}, "limits_by_priority": {"high": hours["high"]}}
    after_8_hours = {"reply": "2026-08-01 08:00"}
    assert told(table(case(**after_8_hours, category="q"), **changes)) == (1, 1)
    assert told(table(case(**after_8_hours, priority="high"), **changes)) == (0, 1)
    assert told(table(case(**after_8_hours, category="q", priority="high"), **changes)) == (0, 1)
    assert told(table(case(reply="2026-08-01 20:00"), **changes)) == (1, 1)


def test_a_complaint_without_any_limit_is_neither_due_nor_waiting() -> None:
    changes = {"limits_by_category": {"q": DAY}}
    found = table(case(category="other"), limits=rules.NO_LIMITS, **changes)
    assert (told(found), told(found, NOT_DUE)) == ((Gap.NO_DATA, 0), (0, 0))


def test_without_a_ledger_nothing_is_known_of_limits() -> None:
    found = table(case(), read=[("survey", "2026Q3")])
    assert (told(found), told(found, NOT_DUE)) == ((Gap.NO_DATA, 0), (Gap.NO_DATA, 0))


def test_control_the_same_complaint_in_the_category_is_due() -> None:
    assert told(table(case(category="q"), limits=rules.NO_LIMITS, limits_by_category={"q": DAY})) == (0, 1)
