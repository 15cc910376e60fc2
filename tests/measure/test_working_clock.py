"""Hours, limits and verdicts of complaints on the working clock."""

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.compare.changes import changes
from reportgen.measure.hours import durations
from reportgen.measure.ledger import ledger
from reportgen.measure.table import measured
from reportgen.model.facts import Facts
from reportgen.model.gap import Gap
from reportgen.policy.profile import Profile
from reportgen.policy.public_holidays import china
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
DAY = ["08:30-12:00", "13:00-17:30"]
WEEK: dict[str, list[str]] = {
    "monday": DAY,
    "tuesday": DAY,
    "wednesday": DAY,
    "thursday": DAY,
    "friday": DAY,
    "saturday": [],
    "sunday": [],
}
NEXT = china().last_year + 1
LIMITS = {"first_reply_hours": "4", "handling_hours": "40"}
REPLY, ELAPSED = "complaint.first_reply_hours", "complaint.first_reply_calendar_hours"
QUANTILES = ("p50", "p90")
ON_TIME, NOT_DUE = "complaint.first_reply_on_time", "complaint.not_due"


def working(**changes: Any) -> Profile:
    return rules.profile(clock="working", working_hours={"calendar": "CN", "week": WEEK, **changes})


def case(received: str, reply: str | None = None, close: str | None = None, client: str = "A") -> Row:
    state = "open" if close is None else "resolved"
    times = {"received_at": received, "first_reply_at": reply, "closed_at": close}
    return {"client_id": client, "state": state, **times}


def facts(*cases: Row) -> Facts:
    """Clients A and B since 2026Q1, and a ledger in every period."""
    periods = ("2026Q2", "2026Q3", f"{NEXT - 1}Q4", f"{NEXT}Q1")
    return literal.facts(
        read=[("complaints", period) for period in periods],
        complaints=literal.complaints(*cases),
        **literal.clients("A", "B", period="2026Q1"),
    )


def table(*cases: Row, profile: Profile | None = None, period: str = "2026Q3", **more: Any) -> pd.DataFrame:
    packs = rules.packs(ledger=rules.complaints(limits=LIMITS, **more))
    return measured(facts(*cases), literal.window(period), packs, profile or working()).measures


def compared(period: str, before: str, *cases: Row) -> pd.DataFrame:
    """CHANGED of two periods."""
    packs = rules.packs(ledger=rules.complaints(limits=LIMITS, min_n=1))
    now, then = (measured(facts(*cases), literal.window(one), packs, working()) for one in (period, before))
    return changes(now, then, None, packs, working())[0]


def test_the_plain_ids_count_working_hours_and_the_calendar_ids_every_hour() -> None:
    """Friday evening to Monday morning: an hour at work, 64.5 hours on the calendar."""
    found = table(case("2026-07-10 16:30", "2026-07-13 09:00", "2026-07-14 09:00"), mean_horizon_hours="100")
    for name in ("p50", "closed_only.p50", "mean"):
        assert row(found, f"{REPLY}.{name}")["value"] == Fraction(3, 2)
        assert row(found, f"{ELAPSED}.{name}")["value"] == Fraction(129, 2)
    assert row(found, "complaint.handling_hours.p90")["value"] == Fraction(19, 2)
    assert row(found, "complaint.handling_calendar_hours.p90")["value"] == Fraction(177, 2)


def test_a_reply_before_the_next_opening_took_no_time() -> None:
    assert row(table(case("2026-07-10 19:00", "2026-07-12 10:00")), f"{REPLY}.p50")["value"] == 0


def test_an_open_complaint_waits_in_working_hours_until_as_of() -> None:
    one = row(table(case("2026-09-28 13:30")), f"{REPLY}.p50")
    assert (one["gap"], one["at_least"]) == (Gap.NOT_REACHED, 20.0)
    assert row(table(case("2026-09-28 13:30")), f"{ELAPSED}.p50")["at_least"] == 58.5


def test_limits_are_working_hours() -> None:
    """Received on Friday at 15:30, four hours end on Monday at 10:30."""
    kept = table(case("2026-07-10 15:30", "2026-07-13 10:30"))
    late = table(case("2026-07-10 15:30", "2026-07-13 10:30:01"))
    assert (row(kept, ON_TIME)["value"], row(late, ON_TIME)["value"]) == (1, 0)
    assert row(table(case("2026-07-10 15:30", "2026-07-13 10:30"), profile=rules.profile()), ON_TIME)["value"] == 0


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-09-30 13:29:59", True),
        ("2026-09-30 13:30", False),  # used up at closing: any reply before 8 October keeps it
        ("2026-09-30 16:00", False),
        ("2026-09-29 17:00", True),
    ],
)
def test_a_limit_that_passes_after_the_holiday_is_not_due(received: str, *, due: bool) -> None:
    found = table(case(received))
    assert row(found, ON_TIME)["gap"] == ("" if due else Gap.NOT_DUE)
    assert row(found, ON_TIME)["n"] == int(due)


def test_not_due_counts_limits_that_lie_behind_the_holiday() -> None:
    assert row(table(case("2026-09-30 16:00"), case("2026-09-01 09:00")), NOT_DUE)["value"] == 1
    assert row(table(case("2026-09-25 09:00")), NOT_DUE)["value"] == 1  # 40 hours are five days of work
    assert row(table(case("2026-09-25 09:00"), profile=rules.profile()), NOT_DUE)["value"] == 0


def test_the_hours_of_the_office_at_receipt_count() -> None:
    """Saturday is a working day in South only; client A moved there in August."""
    profile = working(offices={"S": {"week": WEEK | {"saturday": ["09:00-12:00"]}}})
    saturdays = {"N": "2026-07-11", "S": "2026-08-15"}
    known = facts(*(case(f"{day} 10:00", f"{day} 11:00") | {"office_id": o} for o, day in saturdays.items()))
    found = durations(ledger(known, literal.window()), literal.window(), profile.waiting)
    assert found.loc[found["clock"] == "first_reply", "seconds"].tolist() == [0, 3600]
    assert found.loc[found["clock"] == "first_reply_calendar", "seconds"].tolist() == [3600, 3600]


# ---------------------------------------------------------------- years that nobody announced
MARKED = (f"{REPLY}.p50", f"{REPLY}.p90", f"{REPLY}.mean", ON_TIME, NOT_DUE, "complaint.handling_hours.p50")


def unsure(found: pd.DataFrame, **scope: str) -> set[str]:
    level = "client" if scope else "company"
    at = found[(found["level"] == level) & (found["client_id"] == scope.get("client", ""))]
    return set(at.loc[at["provisional"] == "true", "measure"])


def test_figures_on_a_year_that_is_not_announced_are_provisional() -> None:
    found = table(case(f"{NEXT}-01-05 09:00", f"{NEXT}-01-05 10:00"), period=f"{NEXT}Q1", mean_horizon_hours="9")
    assert set(MARKED) <= unsure(found)
    assert {one for one in unsure(found) if "calendar" in one or not one.startswith("complaint.")} == set()
    assert "complaint.count" not in unsure(found)
    assert unsure(found, client="A") == unsure(found)
    assert unsure(found, client="B") == set()
    assert row(found, f"{REPLY}.p50")["value"] == 1


def test_only_figures_whose_waits_reach_into_that_year_are_provisional() -> None:
    last = f"{NEXT - 1}-12-31"
    short = case(f"{NEXT - 1}-12-01 09:00", f"{NEXT - 1}-12-01 10:00", f"{NEXT - 1}-12-02 10:00")
    found = table(short, case(f"{last} 17:00"), period=f"{NEXT - 1}Q4")
    assert unsure(found) == set()
    assert row(found, NOT_DUE)["value"] == 1


def test_without_a_public_calendar_nothing_is_provisional() -> None:
    cases = [case(f"{NEXT}-01-05 09:00", f"{NEXT}-01-05 10:00")]
    for profile in (working(calendar="none"), rules.profile()):
        assert unsure(table(*cases, period=f"{NEXT}Q1", profile=profile)) == set()


def test_a_row_of_changes_carries_the_mark() -> None:
    changed = compared(f"{NEXT}Q1", f"{NEXT - 1}Q4", case(f"{NEXT}-01-05 09:00", f"{NEXT}-01-05 10:00"))
    at = changed[(changed["level"] == "company") & (changed["provisional"] == "true")]
    assert {f"{REPLY}.p50", ON_TIME} <= set(at["measure"])
    assert f"{ELAPSED}.p50" not in set(at["measure"])


# ---------------------------------------------------------------- verdicts
def test_each_clock_has_a_log_rank_test_of_its_own() -> None:
    """Replies by night: slower on the calendar, of equal length at work."""
    days = (20, 21, 22, 23, 27, 28, 29)
    early = [case(f"2026-04-{day} {16 + day % 2}:00", f"2026-04-{day} 17:30") for day in days]
    night = [case(f"2026-07-{day} {16 + day % 2}:00", f"2026-07-{day + 1} 08:30") for day in days]
    changed = compared("2026Q3", "2026Q2", *early, *night)
    p = {
        name: row(changed, name)["p_value"]
        for name in (f"{one}.{q}" for one in (REPLY, ELAPSED) for q in QUANTILES)
    }
    assert row(changed, f"{ELAPSED}.p50")["verdict"] == "up"
    assert row(changed, f"{REPLY}.p50")["verdict"] == "no_clear_change"
    assert p[f"{ELAPSED}.p50"] == p[f"{ELAPSED}.p90"] < 0.01
    assert p[f"{REPLY}.p50"] == p[f"{REPLY}.p90"] == 1


def test_control_on_the_calendar_clock_both_ids_agree() -> None:
    found = table(case("2026-07-10 16:30", "2026-07-13 09:00"), profile=rules.profile())
    assert row(found, f"{REPLY}.p50")["value"] == row(found, f"{ELAPSED}.p50")["value"] == Fraction(129, 2)
