"""Needs, loyalty, mentions and remedies, on literal rows counted by hand."""

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.measure.loyalty import loyalty, mentions
from reportgen.measure.needs import needs
from reportgen.measure.remedies import remedies
from reportgen.model.pattern_frames import PATTERNS
from reportgen.policy.keywords import Dictionary
from reportgen.policy.listening import Loyalty, Mentions, Needs, Remedies
from tests.measure import literal
from tests.measure.listened import Row, rows, said, with_records
from tests.measure.literal import framed
from tests.policy.test_keywords import rules

WORDS = {"quality": {"q": ["质量"]}, "speed": {"s": ["答复"]}, "image": {"i": ["形象"]}, "price": {"p": ["价格"]}}
NEEDS = Needs(clause="P11.23", product=("quality",), service=("speed",))


def needed(
    *given: Row, complaints: tuple[Row, ...] = (), words: Any = WORDS
) -> dict[tuple[Any, ...], dict[str, Any]]:
    facts = literal.facts(**literal.clients("A", "B"), complaints=literal.complaints(*complaints))
    found = needs(with_records(facts, feedback=given), literal.window(), NEEDS, Dictionary.of(rules(**words)))
    return rows(found, "level", "subject", "voice")


def test_needs_are_tagged_by_the_words_of_the_dictionary() -> None:
    found = needed(
        said("A", "need", "2026-07-01", text="质量和答复都要更好"),
        said("B", "suggestion", "2026-07-02", text="答复快些"),
        said("B", "opinion", "2026-07-03", text="形象不错"),
        said("B", "social_media", "2026-07-03", text="质量"),  # no need: a post
        said("B", "need", "2026-06-03", text="质量"),  # of the period before
        complaints=({"client_id": "A", "content": "质量差", "received_at": "2026-08-01 10:00"},),
    )
    counts = {key: (row["count"], row["n_clients"]) for key, row in found.items() if key[0] == "company"}
    assert counts == {
        ("company", "product", "feedback"): (1, 1),
        ("company", "service", "feedback"): (2, 2),
        ("company", "other", "feedback"): (1, 1),
        ("company", "product", "complaint"): (1, 1),
    }


def test_without_a_dictionary_there_are_no_subjects() -> None:
    assert needed(said("A", "need", "2026-07-01", text="质量"), words={"quality": {}}) == {}


# ------------------------------------------------------------------ loyalty
def complaint(client: str, received: str, **rest: Any) -> Row:
    return {"client_id": client, "received_at": f"{received} 10:00", **rest}


LEDGER = (
    complaint("A", "2026-05-01", closed_at="2026-05-09 10:00"),  # resolved, orders again
    complaint("B", "2026-05-01", closed_at="2026-05-09 10:00"),  # resolved, does not
    complaint("C", "2026-05-01", closed_at="2026-05-09 10:00"),
    complaint("C", "2026-06-01", state="open"),  # one of two unresolved, orders again
    complaint("D", "2026-07-01", state="open"),  # of the period itself: no complaint before
)
BOUGHT = ({"client_id": "A"}, {"client_id": "C"}, {"client_id": "D"}, {"client_id": "B", "cancelled": True})


def loyal(**options: Any) -> dict[tuple[Any, ...], dict[str, Any]]:
    known = literal.clients("A", "B", "C", "D", period="2026Q2")
    facts = literal.facts(
        **known, complaints=literal.complaints(*LEDGER), orders=literal.orders(*BOUGHT), **options
    )
    return rows(loyalty(facts, literal.window(), Loyalty(clause="P11.24")), "level", "group")


def test_who_orders_again_by_what_became_of_the_complaints() -> None:
    found = loyal()
    shares = {
        group: (row["ordering"], row["n"], row["share"])
        for (level, group), row in found.items()
        if level == "company"
    }
    assert shares == {
        "resolved": (1, 2, Fraction(1, 2)),
        "unresolved": (1, 1, Fraction(1)),
        "none": (1, 1, Fraction(1)),
    }
    low, high = found["company", "resolved"]["low"], found["company", "resolved"]["high"]
    assert (low, high) == (
        pytest.approx(0.0945312, abs=1e-6),
        pytest.approx(0.9054688, abs=1e-6),
    )  # Wilson, 1 of 2


def test_control_a_cancelled_order_that_counted_would_be_seen() -> None:
    bought = [dict(one) | {"cancelled": False} for one in BOUGHT]
    facts = literal.facts(
        **literal.clients("A", "B", "C", "D", period="2026Q2"),
        complaints=literal.complaints(*LEDGER),
        orders=literal.orders(*bought),
    )
    found = rows(loyalty(facts, literal.window(), Loyalty(clause="P11.24")), "level", "group")
    assert found["company", "resolved"]["ordering"] != loyal()["company", "resolved"]["ordering"]


def test_without_the_ledger_of_the_period_before_there_is_no_loyalty() -> None:
    assert loyal(read={("complaints", "2026Q3"), ("orders", "2026Q3")}) == {}


# ------------------------------------------------------------------ mentions
def test_negative_mentions_are_counted_on_both_sides_of_the_close() -> None:
    facts = literal.facts(**literal.clients("A", "B"), complaints=literal.complaints(*LEDGER[:2]))
    told = [
        said("A", "social_media", "2026-04-01", tone="negative"),  # 38 days before: outside
        said("A", "social_media", "2026-05-09", tone="negative"),  # the day of the close: before
        said("A", "opinion", "2026-05-10", tone="negative"),
        said("A", "opinion", "2026-06-08", tone="negative"),  # 30 days after: the last one inside
        said("A", "opinion", "2026-06-09", tone="negative"),
        said("A", "opinion", "2026-05-20", tone="positive"),
    ]
    found = mentions(with_records(facts, feedback=told), literal.window(), Mentions(clause="P11.22", days=30))
    row = rows(found, "level")["company",]
    assert (row["handled"], row["before"], row["after"], row["cut"]) == (2, 1, 2, 0)


def test_a_voice_near_two_closes_counts_once_a_side() -> None:
    two = [complaint("A", "2026-05-01", closed_at=f"2026-05-{day} 10:00") for day in ("09", "11")]
    facts = literal.facts(**literal.clients("A"), complaints=literal.complaints(*two))
    told = [
        said("A", "opinion", "2026-05-10", tone="negative"),
        said("A", "opinion", "2026-05-12", tone="negative"),
    ]
    found = mentions(with_records(facts, feedback=told), literal.window(), Mentions(clause="P11.22", days=30))
    row = rows(found, "level")["company",]
    assert (row["handled"], row["before"], row["after"]) == (2, 1, 2)  # pairs would be 1 and 3


def test_without_the_feedback_of_the_period_before_there_are_no_mentions() -> None:
    facts = literal.facts(**literal.clients("A"), complaints=literal.complaints(*LEDGER[:1]))
    heard = with_records(facts, feedback=(), periods=("2026Q3",))
    assert mentions(heard, literal.window(), Mentions(clause="P11.22", days=30)).empty


def test_days_that_are_not_over_are_said() -> None:
    late = complaint("A", "2026-06-20", closed_at="2026-06-29 10:00")
    facts = literal.facts(**literal.clients("A"), complaints=literal.complaints(late))
    found = mentions(with_records(facts, feedback=()), literal.window(), Mentions(clause="P11.22", days=100))
    assert rows(found, "level")["company",]["cut"] == 1


# ------------------------------------------------------------------ remedies
def pattern(**said_: Any) -> Row:
    base = {"period": "2026Q3", "signal": "spread_clients", "level": "company", "category": "交期", "count": 3}
    return (
        base | {"threshold": 3, "n_clients": 3, "n_offices": 1, "since": "2026-07-01", "clause": "P11.17"} | said_
    )


def remedied(*patterns: Row, actions: tuple[Row, ...], **named: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    ledger = (
        {"complaint_id": "K1", **complaint("A", "2026-08-01", category="交期"), **named},
        {"complaint_id": "K2", **complaint("B", "2026-08-01", category="质量")},
    )
    facts = with_records(
        literal.facts(**literal.clients("A", "B"), complaints=literal.complaints(*ledger)),
        improvement_actions=actions,
    )
    table = pd.DataFrame(framed(PATTERNS, patterns))
    return rows(
        remedies(facts, literal.window(), Remedies(clause="P11.18"), table), "signal", "category", "action_id"
    )


def action(number: str, source: str, **rest: Any) -> Row:
    return {
        "action_id": number,
        "source_kind": "complaint",
        "source_id": source,
        "decided_at": "2026-08-05",
    } | rest


def test_a_problem_is_answered_by_an_improvement_for_one_of_its_complaints() -> None:
    found = remedied(
        pattern(),
        pattern(category="质量"),
        pattern(signal="repeat_client", level="client", client_id="B", category="质量", evidence="K2;K9"),
        pattern(signal="below_limits", category="其他"),
        actions=(
            action("M1", "K1", due_date="2026-09-01", status="open"),
            action("M2", "K1", due_date="2026-09-01", done_at="2026-08-30", status="done"),
            action("M3", "K1", due_date="2026-12-01", done_at="2026-10-20", status="done"),  # not known yet
            action("M4", "K2", decided_at="2026-10-02"),  # decided after the last day
        ),
    )
    assert {key: row["status"] for key, row in found.items()} == {
        ("spread_clients", "交期", "M1"): "overdue",
        ("spread_clients", "交期", "M2"): "done",
        ("spread_clients", "交期", "M3"): "open",
        ("spread_clients", "质量", ""): "",
        ("repeat_client", "质量", ""): "",
    }


def test_an_improvement_that_a_complaint_names_answers_it() -> None:
    said_ = action("M1", "", source_kind="", status="done", due_date="2026-09-30")
    assert {key: row["status"] for key, row in remedied(pattern(), actions=(said_,), action_id="M1").items()} == {
        ("spread_clients", "交期", "M1"): "done"  # done without a day is done
    }
    assert list(remedied(pattern(), actions=(said_,), action_id="M2")) == [("spread_clients", "交期", "")]


def test_due_on_the_last_day_and_not_done_is_overdue() -> None:
    (row,) = remedied(pattern(), actions=(action("M1", "K1", due_date="2026-09-30"),)).values()
    assert row["status"] == "overdue"
    (row,) = remedied(pattern(), actions=(action("M1", "K1", due_date="2026-10-01"),)).values()
    assert row["status"] == "open"


def test_control_an_improvement_of_another_source_answers_nothing() -> None:
    found = remedied(pattern(), actions=(action("M1", "K1", source_kind="survey"),))
    assert list(found) == [("spread_clients", "交期", "")]


def test_where_no_improvements_were_ever_read_nothing_is_said_to_lack_one() -> None:
    facts = literal.facts(**literal.clients("A"))
    table = pd.DataFrame(framed(PATTERNS, [pattern()]))
    assert remedies(facts, literal.window(), Remedies(clause="P11.18"), table).empty
