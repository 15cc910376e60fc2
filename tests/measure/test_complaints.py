"""Counts, rates and shares of literal complaints."""

from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.measure.complaints import repeated
from reportgen.measure.table import measured
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
AUGUST = {"received_at": "2026-08-01 09:00", "client_id": "A"}


def table(*cases: Row, read: Any = None, orders: tuple[Row, ...] = (), **changes: Any) -> pd.DataFrame:
    facts = literal.facts(
        read=read,
        **literal.clients("A", "B", "C"),
        complaints=literal.complaints(*[AUGUST | case for case in cases]),
        orders=literal.orders(*orders),
    )
    packs = rules.packs(ledger=rules.complaints(**changes))
    return measured(facts, literal.window(), packs, rules.profile()).measures


def value(found: pd.DataFrame, name: str, **scope: str) -> Any:
    one = row(found, f"complaint.{name}", **scope)
    return one["gap"] or one["value"]


CLOSED = {"closed_at": "2026-08-02 09:00"}
OPEN = {"state": "open"}


def test_a_complaint_counts_in_the_period_of_its_receipt() -> None:
    found = table({}, {"received_at": "2026-06-30 23:59"}, {"received_at": "2026-10-01 00:00"})
    assert value(found, "count") == 1


def test_open_counts_complaints_of_any_period() -> None:
    found = table(OPEN, OPEN | {"received_at": "2025-01-01 09:00"}, CLOSED)
    assert value(found, "open") == 2
    assert value(found, "count") == 2


def test_what_closes_at_as_of_or_later_is_open_and_not_resolved() -> None:
    found = table({"closed_at": "2026-10-01 00:00"}, {"closed_at": "2026-09-30 23:59:59"})
    assert value(found, "open") == 1
    assert value(found, "resolution_rate") == Fraction(1, 2)


def test_closed_without_a_date_is_not_open_but_not_known_to_be_resolved_in_time() -> None:
    found = table({"state": "resolved"}, {"state": "closed"})
    assert value(found, "open") == 0
    assert value(found, "resolution_rate") == 0


def test_closed_without_a_solution_is_not_resolved() -> None:
    assert value(table(CLOSED | {"state": "closed"}, CLOSED), "resolution_rate") == Fraction(1, 2)


def test_impossible_times_count_but_never_resolve() -> None:
    found = table({"impossible": True, "closed_at": "2026-07-31 09:00"})
    assert (value(found, "count"), value(found, "open"), value(found, "resolution_rate")) == (1, 0, 0)


def test_a_future_close_leaves_an_impossible_complaint_open() -> None:
    assert value(table({"impossible": True, "closed_at": "2027-01-01 09:00"}), "open") == 1


def test_reopened_is_a_share_of_what_was_ever_closed() -> None:
    found = table(CLOSED, CLOSED | {"state": "reopened"}, {"state": "reopened"}, OPEN)
    one = row(found, "complaint.reopened_rate")
    assert (one["value"], one["n"]) == (Fraction(2, 3), 3)
    assert value(found, "open") == 2, "the one reopened without a later close, and the one never closed"


def test_nobody_complained_is_a_real_zero_and_no_share() -> None:
    found = table(CLOSED)
    assert value(found, "count", client="B") == 0
    assert value(found, "open", client="B") == 0
    assert value(found, "resolution_rate", client="B") == Gap.NO_DATA
    assert value(found, "first_reply_hours.p50", client="B") == Gap.NO_DATA


def test_without_a_ledger_nothing_is_zero() -> None:
    found = table(
        CLOSED, read=[("orders", "2026Q3")], satisfaction=rules.SCALE, repeat_days=30, mean_horizon_hours="9"
    )
    mine = found[found["measure"].str.startswith("complaint.")]
    unset = {"complaint.first_reply_on_time", "complaint.handling_on_time", "complaint.not_due"}
    assert set(mine.loc[~mine["measure"].isin(unset), "gap"]) == {Gap.NO_DATA}
    assert mine["value"].isna().all()


def test_control_the_same_ledger_read_counts() -> None:
    assert value(table(CLOSED), "count", client="A") == 1


def test_the_rate_is_a_ratio_of_sums() -> None:
    orders = ({"client_id": "A"}, {"client_id": "B"}, {"client_id": "B"}, {"client_id": "B", "cancelled": True})
    found = table({}, {}, {"client_id": "B"}, orders=orders)
    one = row(found, "complaint.rate_per_100_orders")
    assert (one["value"], one["n"]) == (100, 3)
    assert value(found, "rate_per_100_orders", client="A") == 200
    assert value(found, "rate_per_100_orders", client="C") == Gap.NO_DATA


def test_the_rate_needs_both_exports() -> None:
    orders = ({"client_id": "A"},)
    for only in ("orders", "complaints"):
        assert value(table({}, orders=orders, read=[(only, "2026Q3")]), "rate_per_100_orders") == Gap.NO_DATA


def test_without_a_pack_with_complaint_rules_there_are_no_complaint_figures() -> None:
    facts = literal.facts(**literal.clients("A"), complaints=literal.complaints(AUGUST))
    found = measured(facts, literal.window(), rules.packs(rules.satisfaction()), rules.profile()).measures
    assert not found["measure"].str.startswith("complaint.").any()


def test_another_pack_repeats_only_what_its_rules_decide() -> None:
    facts = literal.facts(**literal.clients("A"), complaints=literal.complaints(AUGUST))
    packs = rules.packs(ledger=rules.complaints()) | {
        "P07": rules.pack("P07", complaints=rules.complaints(repeat_days=9))
    }
    found = measured(facts, literal.window(), packs, rules.profile()).measures
    assert value(found, "repeat_rate") == Gap.NOT_CONFIGURED
    assert value(found, "repeat_rate.p07") == 0
    ids = {one for one in found["measure"] if one.endswith(".p07")}
    assert ids == {
        f"complaint.{name}.p07"
        for name in (
            "repeat_rate",
            "satisfaction",
            "first_reply_on_time",
            "handling_on_time",
            "not_due",
            "first_reply_hours.mean",
            "first_reply_calendar_hours.mean",
            "handling_hours.mean",
            "handling_calendar_hours.mean",
        )
    }


# ------------------------------------------------------------------ repeats
def again(*cases: Row, days: int = 30) -> list[str]:
    same = {"category": "quality", "client_id": "A"}
    return sorted(repeated(literal.complaints(*[same | case for case in cases]), days))


def test_a_repeat_has_the_same_client_and_category_within_the_days() -> None:
    first = {"received_at": "2026-07-01 09:00"}
    assert again(first, {"received_at": "2026-07-31 09:00"}) == ["K00001"]
    assert again(first, {"received_at": "2026-07-31 09:01"}) == []
    assert again(first, {"received_at": "2026-07-02 09:00", "category": "price"}) == []
    assert again(first, {"received_at": "2026-07-02 09:00", "client_id": "B"}) == []


def test_without_a_category_nothing_repeats() -> None:
    assert (
        again(
            {"received_at": "2026-07-01 09:00", "category": ""},
            {"received_at": "2026-07-02 09:00", "category": ""},
        )
        == []
    )


def test_of_two_at_one_moment_neither_is_earlier_but_both_follow_the_one_before() -> None:
    at = {"received_at": "2026-07-09 09:00"}
    assert again(at, at) == []
    assert again(at, at, {"received_at": "2026-07-08 09:00"}) == ["K00000", "K00001"]


def test_a_repeat_may_follow_a_complaint_of_an_earlier_period() -> None:
    found = table(
        {"received_at": "2026-06-25 09:00", "category": "q"},
        {"received_at": "2026-07-05 09:00", "category": "q"},
        repeat_days=30,
    )
    assert value(found, "repeat_rate") == 1
    assert value(table({}), "repeat_rate") == Gap.NOT_CONFIGURED


# ------------------------------------------------------------------ satisfaction with the handling
def test_satisfaction_with_the_handling_is_scored_like_a_survey() -> None:
    found = table(
        {"satisfaction_micro": 5_000_000},
        {"satisfaction_micro": 2_000_000},
        {"satisfaction_micro": 9_000_000},
        {},
        satisfaction=rules.SCALE,
    )
    one = row(found, "complaint.satisfaction")
    assert (one["value"], one["n"], one["gap"]) == (Fraction(125, 2), 2, "")
    assert value(found, "satisfaction", client="B") == Gap.NO_DATA
    assert value(table({}), "satisfaction") == Gap.NOT_CONFIGURED


def test_few_scores_are_withheld_above_a_client() -> None:
    found = table({"satisfaction_micro": 5_000_000}, satisfaction=rules.SCALE, min_n=2)
    assert value(found, "satisfaction") == Gap.TOO_FEW
    assert value(found, "satisfaction", client="A") == 100
