"""How long complaints waited."""

from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.measure.hours import durations
from reportgen.measure.ledger import ledger
from reportgen.measure.table import measured
from reportgen.model.clock import Clock
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
ELAPSED = Clock(zone=literal.ZONE)
AUGUST = {"received_at": "2026-08-01 00:00", "client_id": "A"}


def case(reply: int | None = None, close: int | None = None, **more: Any) -> Row:
    """A complaint of 1 August with its reply and close so many hours later."""
    start = pd.Timestamp("2026-08-01 00:00")
    times = {"first_reply_at": reply, "closed_at": close}
    said = {name: None if h is None else str(start + pd.Timedelta(hours=h)) for name, h in times.items()}
    return AUGUST | {"state": "open" if close is None else "resolved"} | said | more


def waits(*cases: Row, as_of: Any = None) -> dict[str, list[tuple[int, bool]]]:
    """Hours of each clock that elapsed; the profile's clock counts every hour too, so both agree."""
    facts = literal.facts(**literal.clients("A"), complaints=literal.complaints(*cases))
    window = literal.window(as_of=as_of)
    found = durations(ledger(facts, window), window, ELAPSED)
    both = told(found)
    assert {name: both.get(f"{name}_calendar") for name in both if not name.endswith("_calendar")} == {
        name: cases for name, cases in both.items() if not name.endswith("_calendar")
    }
    return {name: cases for name, cases in both.items() if not name.endswith("_calendar")}


def told(found: pd.DataFrame) -> dict[str, list[tuple[int, bool]]]:
    return {
        str(clock): [(s // 3600, bool(o)) for s, o in zip(part["seconds"], part["observed"], strict=True)]
        for clock, part in found.groupby("clock")
    }


def table(*cases: Row, **changes: Any) -> pd.DataFrame:
    facts = literal.facts(**literal.clients("A", "B"), complaints=literal.complaints(*cases))
    packs = rules.packs(ledger=rules.complaints(**changes))
    return measured(facts, literal.window(), packs, rules.profile()).measures


def test_an_answered_and_closed_complaint_has_both_times() -> None:
    assert waits(case(3, 30)) == {"first_reply": [(3, True)], "handling": [(30, True)]}


def test_an_open_complaint_is_censored_at_as_of() -> None:
    whole = 61 * 24
    assert waits(case()) == {"first_reply": [(whole, False)], "handling": [(whole, False)]}


def test_a_later_reply_is_not_known_yet() -> None:
    day = pd.Timestamp("2026-08-02").date()
    assert waits(case(50, 60), as_of=day) == {"first_reply": [(48, False)], "handling": [(48, False)]}


def test_a_reply_at_as_of_is_not_known_yet() -> None:
    assert waits(case(61 * 24))["first_reply"] == [(61 * 24, False)]


def test_closed_without_a_reply_has_only_a_handling_time() -> None:
    assert waits(case(None, 30)) == {"handling": [(30, True)]}


def test_closed_without_a_date_has_only_a_reply_time() -> None:
    assert waits(case(3, None, state="resolved")) == {"first_reply": [(3, True)]}
    assert waits(case(None, None, state="closed")) == {}


def test_impossible_times_are_nobodys_time() -> None:
    assert waits(case(3, 30, impossible=True)) == {}


def test_reopened_lasts_to_the_last_close_or_is_still_open() -> None:
    assert waits(case(3, 30, state="reopened"))["handling"] == [(30, True)]
    assert waits(case(3, None, state="reopened"))["handling"] == [(61 * 24, False)]


def test_seconds_are_whole() -> None:
    start = "2026-08-01 00:00:00.700000"
    facts = literal.facts(complaints=literal.complaints(case(1, 2, received_at=start)), **literal.clients("A"))
    window = literal.window()
    assert durations(ledger(facts, window), window, ELAPSED)["seconds"].tolist() == [3599, 3599, 7199, 7199]


def test_both_ids_of_a_clock_are_published_and_equal() -> None:
    found = table(case(3, 30), case(5, 40))
    for name in ("first_reply", "handling"):
        plain, calendar = (row(found, f"complaint.{name}_{kind}.p50") for kind in ("hours", "calendar_hours"))
        assert plain["value"] == calendar["value"] is not None
        assert plain["n"] == 2


def test_closed_only_leaves_the_open_ones_out() -> None:
    found = table(case(3, 30), case(5), case())
    one = row(found, "complaint.first_reply_hours.closed_only.p50")
    assert (one["value"], one["n"]) == (3, 1)
    assert row(found, "complaint.first_reply_hours.p50")["value"] == 5
    assert row(found, "complaint.handling_hours.closed_only.p50")["value"] == 30


def test_a_quantile_that_is_not_reached_says_how_long_at_least() -> None:
    one = row(table(case(3, 30), case(), case()), "complaint.first_reply_hours.p50")
    assert (one["value"], one["gap"], one["at_least"], one["n"]) == (None, Gap.NOT_REACHED, 1464.0, 3)
    assert row(table(), "complaint.first_reply_hours.p50")["at_least"] is None


def test_the_mean_ends_at_the_packs_horizon() -> None:
    """Replies after 2 and 6 hours: 1 × 2 + 1/2 × 2 up to 4 hours."""
    found = table(case(2, 9), case(6, 9), mean_horizon_hours="4")
    one = row(found, "complaint.first_reply_hours.mean")
    assert (one["value"], one["n"], one["unit"]) == (3, 2, "hours")
    assert row(found, "complaint.first_reply_hours.mean", client="B")["gap"] == Gap.NO_DATA
    assert row(table(case(2, 9)), "complaint.first_reply_hours.mean")["gap"] == Gap.NOT_CONFIGURED


def test_control_the_mean_without_open_complaints_is_shorter() -> None:
    closed, both = (table(*cases, mean_horizon_hours="9") for cases in ([case(2, 9)], [case(2, 9), case()]))
    means = [row(one, "complaint.first_reply_hours.mean")["value"] for one in (closed, both)]
    assert means == [2, Fraction(11, 2)]
