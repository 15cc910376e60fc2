"""Dates without a time of day: opening and closing on the working clock, edges of the day else."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.bare_dates import settled
from reportgen.ingest.context import Context
from reportgen.ingest.dates import Moments
from reportgen.ingest.known import Known
from reportgen.ingest.moments import Written
from reportgen.model.clock import micros
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.policy.working_hours import WorkingHours
from tests.ingest.literal import coded, config, export, read, with_profile
from tests.measure import rules

ZONE = ZoneInfo("Asia/Shanghai")
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
HOURS: dict[str, Any] = {"calendar": "CN", "week": WEEK}
PROFILE = rules.profile(
    clock="working", working_hours=HOURS | {"offices": {"SE": {"days": {"2026-07-14": ["10:00-11:00"]}}}}
)


def context(*, working: bool = True) -> Context:
    window = Window.of(Period.parse("2026Q3"), ZONE)
    found = replace(config(), profile=PROFILE if working else rules.profile())
    return Context(config=found, window=window, known=Known(names={}, by_id={}, by_code={}, by_name={}))


def moments(text: str) -> Moments:
    """One cell; ten characters are a date without a time."""
    one = Written(datetime.fromisoformat(text), timed=len(text) > 10) if text else None
    return Moments(found=[one], faults={}, notes=[])


def told(received: str, replied: str = "", closed: str = "", office: str = "E", **more: Any) -> list[str]:
    """The three moments: those of the first day in July as time, others with their day."""
    found = settled(moments(received), moments(replied), moments(closed), [office], context(**more))
    start = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
    return [
        "" if at is None else f"{(start + timedelta(microseconds=at)).astimezone(ZONE):%d %H:%M:%S}"
        for (at,) in (found.received, found.replied, found.closed)
    ]


@pytest.mark.parametrize(
    ("received", "replied", "closed", "moments_of"),
    [
        ("13", "14", "15", ["13 08:30:00", "14 17:30:00", "15 17:30:00"]),
        ("13", "", "", ["13 08:30:00", "", ""]),
        ("13 09:15", "13 10:00", "13 11:00", ["13 09:15:00", "13 10:00:00", "13 11:00:00"]),
        ("11", "12", "", ["11 00:00:00", "12 23:59:59", ""]),  # a weekend
        # a time of the same day that opening or closing would contradict
        ("13", "13 08:10", "", ["13 00:00:00", "13 08:10:00", ""]),
        ("13 18:00", "13", "", ["13 18:00:00", "13 23:59:59", ""]),
        ("13 18:00", "13", "13", ["13 18:00:00", "13 23:59:59", "13 23:59:59"]),
        ("13 09:00", "13 19:00", "13", ["13 09:00:00", "13 19:00:00", "13 23:59:59"]),
        ("13 09:00", "13", "13 15:00", ["13 09:00:00", "13 15:00:00", "13 15:00:00"]),
        ("13 09:00", "13", "13 19:00", ["13 09:00:00", "13 17:30:00", "13 19:00:00"]),
        ("13 18:00", "13", "13 19:00", ["13 18:00:00", "13 19:00:00", "13 19:00:00"]),
        # another day's times contradict nothing
        ("13", "14 08:10", "", ["13 08:30:00", "14 08:10:00", ""]),
    ],
)
def test_a_date_alone_is_opening_or_closing(
    received: str, replied: str, closed: str, moments_of: list[str]
) -> None:
    cells = (f"2026-07-{cell}" if cell else "" for cell in (received, replied, closed))
    assert told(*cells) == moments_of


def test_a_made_up_day_opens_and_a_holiday_does_not() -> None:
    assert told("2026-09-20", "2026-10-01") == ["20 08:30:00", "01 23:59:59", ""]


def test_the_office_at_receipt_opens_and_closes() -> None:
    assert told("2026-07-14", "2026-07-14", office="SE") == ["14 10:00:00", "14 11:00:00", ""]


def test_where_every_hour_counts_a_date_alone_is_an_edge_of_the_day() -> None:
    found = told("2026-07-13", "2026-07-14", "2026-07-15", working=False)
    assert found == ["13 00:00:00", "14 23:59:59", "15 23:59:59"]


HOURS_OF_DAY = st.one_of(st.just(""), st.integers(0, 23).map(lambda hour: f" {hour:02d}:15"))


@given(HOURS_OF_DAY, HOURS_OF_DAY, HOURS_OF_DAY, st.integers(6, 20), st.integers(0, 2), st.integers(0, 2))
def test_dates_in_order_never_become_moments_out_of_order(
    start: str, reply: str, close: str, day: int, later: int, last: int
) -> None:
    """Where the times that are written do not contradict each other, what is made of the dates does not either."""
    days = (day, day + later, day + later + last)
    cells = [f"2026-07-{d:02d}{clock}" for d, clock in zip(days, (start, reply, close), strict=True)]
    known = [cell for cell in cells if len(cell) > 10]
    if known == sorted(known):
        found = told(*cells)
        assert found == sorted(found)


def test_the_note_says_what_was_taken() -> None:
    cells = export("complaints", "K1,C01,q,2026-07-01,2026-07-01,2026-07-02,resolved")
    (close, reply, start) = coded(
        read(cells, chosen=with_profile(clock="working", working_hours=PROFILE.working_hours)), "W235"
    )
    assert "opening of the office" in start.expected.pattern
    assert {"closing of the office" in note.expected.pattern for note in (close, reply)} == {True}
    assert "start of the day" in coded(read(cells), "W235")[2].expected.pattern


def test_hours_of_an_office_that_no_register_has_are_named() -> None:
    chosen = with_profile(clock="working", working_hours=PROFILE.working_hours)
    (problem,) = coded(read(export("complaints", "K1,C01,q,2026-07-01 09:00,,,open"), chosen=chosen), "E307")
    assert (problem.file, problem.column, problem.value) == (
        "config/profile.yaml",
        "working_hours.offices.SE",
        "SE",
    )
    own = WorkingHours.model_validate(HOURS | {"offices": {"E": {"calendar": "none"}}})
    chosen = with_profile(clock="working", working_hours=own)
    assert coded(read(export("complaints", "K1,C01,q,2026-07-01 09:00,,,open"), chosen=chosen), "E307") == []


def test_control_closing_time_alone_would_stand_before_a_late_receipt() -> None:
    closing = PROFILE.waiting.closing("E", date(2026, 7, 13))
    assert closing is not None
    assert closing < micros(datetime(2026, 7, 13, 18, tzinfo=ZONE))
