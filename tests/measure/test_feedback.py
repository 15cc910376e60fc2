"""Feedback by kind, tone and answer, on literal rows counted by hand."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.measure.feedback import feedback
from reportgen.policy.listening import Replies
from tests.measure import literal
from tests.measure.listened import Row, rows, said, with_records

RULE = Replies(clause="P11.19", days=10)
SAID = (
    said("A", "opinion", "2026-07-01", tone="negative", replied_at="2026-07-04"),  # 3 days
    said("A", "suggestion", "2026-07-10", tone="positive", replied_at="2026-07-25"),  # 15 days: late
    said("B", "social_media", "2026-09-01", tone="negative"),  # waits 29 days at 2026-09-30: late
    said("B", "interview", "2026-09-28", tone="neutral"),  # waits 2 days: not late yet
    said("A", "opinion", "2026-06-30", tone="negative"),  # of the period before
    said("A", "opinion", "2026-10-01", tone="negative"),  # of the period to come
)


def table(*given: Row, rule: Replies = RULE, **options: Any) -> pd.DataFrame:
    facts = with_records(literal.facts(**literal.clients("A", "B")), feedback=given, **options)
    return feedback(facts, literal.window(), rule)


def test_the_period_s_feedback_by_kind_and_tone() -> None:
    found = rows(table(*SAID), "level", "client_id", "kind")
    assert found["company", "", "(all)"] | {"period": ""} == {
        "period": "",
        "level": "company",
        "office_id": "",
        "client_id": "",
        "kind": "(all)",
        "count": 4,
        "n_clients": 2,
        "positive": 1,
        "neutral": 1,
        "negative": 2,
        "negative_previous": 1,
        "replied": 2,
        "late": 2,
        "reply_days_p50": 15,
        "clause": "P11.19",
    }
    assert found["company", "", "social_media"]["count"] == 1
    assert found["client", "B", "(all)"]["count"] == 2
    assert found["office", "", "opinion"]["count"] == 1


def test_those_still_waiting_count_in_the_median() -> None:
    """Closed only it would be 3 or 15; with two that wait 2 and 29 days S falls to 1/3 at 15 days."""
    found = rows(table(*SAID), "level", "client_id", "kind")["company", "", "(all)"]
    closed_only = rows(table(*(one for one in SAID if "replied_at" in one)), "level", "client_id", "kind")
    assert found["reply_days_p50"] == 15
    assert closed_only["company", "", "(all)"]["reply_days_p50"] == 3  # the control


def test_an_answer_after_the_last_day_is_not_known_yet() -> None:
    late = said("A", "opinion", "2026-09-20", replied_at="2026-10-05")
    found = rows(table(late), "level", "client_id", "kind")["company", "", "(all)"]
    assert (found["replied"], found["reply_days_p50"], found["late"]) == (0, None, 0)


def test_without_days_nothing_is_late_and_nothing_in_time() -> None:
    found = rows(table(*SAID, rule=Replies(clause="P11.19", days=None)), "level", "client_id", "kind")
    assert {row["late"] for row in found.values()} == {None}


def test_a_period_before_that_was_not_read_has_no_count() -> None:
    found = rows(table(*SAID, periods=("2026Q3",)), "level", "client_id", "kind")
    assert {row["negative_previous"] for row in found.values()} == {None}


def test_without_the_export_there_is_no_table() -> None:
    assert table(*SAID, periods=("2026Q2",)).empty


days = st.dates(pd.Timestamp("2026-05-01").date(), pd.Timestamp("2026-10-20").date()).map(str)
given_rows = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from(("opinion", "need")),
        days,
        st.one_of(st.none(), days),
        st.sampled_from(("positive", "neutral", "negative", "")),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(given_rows)
def test_the_kinds_sum_to_all_and_the_clients_to_the_company(
    told: list[tuple[str, str, str, str | None, str]],
) -> None:
    found = table(*(said(c, kind, on, replied_at=back, tone=tone) for c, kind, on, back, tone in told))
    for name in ("count", "positive", "neutral", "negative", "replied", "late"):
        by_kind = found[found["kind"] != "(all)"].groupby("level")[name].sum()
        whole = found[found["kind"] == "(all)"].groupby("level")[name].sum()
        assert by_kind.get("company", 0) == whole["company"] == by_kind.get("office", 0) == whole["office"]
        assert by_kind.get("client", 0) == whole.get("client", 0) == whole["company"]
    assert (found["positive"] + found["neutral"] + found["negative"] <= found["count"]).all()


def test_control_a_kind_that_is_left_out_breaks_the_sum() -> None:
    found = table(*SAID)
    kept = found[(found["kind"] != "social_media") & (found["level"] == "company")]
    assert kept.loc[kept["kind"] != "(all)", "count"].sum() != kept.loc[kept["kind"] == "(all)", "count"].sum()


@pytest.mark.parametrize("tone", ["positive", "neutral", "negative"])
def test_a_tone_is_what_was_exported(tone: str) -> None:
    found = rows(table(said("A", "opinion", "2026-07-01", tone=tone)), "level", "client_id", "kind")
    assert {one: found["company", "", "(all)"][one] for one in ("positive", "neutral", "negative")} == {
        one: int(one == tone) for one in ("positive", "neutral", "negative")
    }
