"""Working time against a counter of minutes, and weeks counted by hand."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen.model.clock import HOUR, NEVER, Clock, Hours, Ints, Span, Workdays, micros
from reportgen.policy.public_holidays import china

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
DAY: tuple[Span, ...] = ((30_600, 43_200), (46_800, 63_000))
"""8:30 to 12:00 and 13:00 to 17:30: eight hours."""
WEEK = (DAY,) * 5 + ((), ())
MINUTE = 60_000_000


def clock(hours: Hours | None = None, zone: ZoneInfo = SHANGHAI, **offices: Hours) -> Clock:
    return Clock(zone=zone, company=hours or Hours(week=WEEK, days={}, workdays=china()), offices=offices)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> int:
    return micros(datetime.fromisoformat(text).replace(tzinfo=zone))


def array(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


def hours_between(start: str, end: str, by: Clock | None = None, office: str = "") -> float:
    by = by or clock()
    length = by.elapsed([office], array(at(start, by.zone)), array(at(end, by.zone)))
    return int(length[0]) / HOUR


def passed_after(start: str, hours: float, by: Clock | None = None) -> str:
    by = by or clock()
    moment = by.passed_at([""], array(at(start, by.zone)), array(int(hours * HOUR)))[0]
    return f"{datetime.fromtimestamp(int(moment) / 1e6, by.zone):%m-%d %H:%M}"


# ---------------------------------------------------------------- ordinary days
@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-07-14 09:00", "2026-07-14 11:00", 2),
        ("2026-07-14 11:30", "2026-07-14 13:30", 1),  # the lunch break
        ("2026-07-14 12:10", "2026-07-14 12:50", 0),
        ("2026-07-14 17:00", "2026-07-15 09:00", 1),
        ("2026-07-14 08:30", "2026-07-15 08:30", 8),
        ("2026-07-10 17:00", "2026-07-13 09:00", 1),  # Friday to Monday
        ("2026-07-14 20:00", "2026-07-15 08:30", 0),  # answered before the next opening
        ("2026-07-11 10:00", "2026-07-12 10:00", 0),
        ("2026-07-14 09:00:00", "2026-07-14 09:00:01", 1 / 3600),
        ("2026-07-15 09:00", "2026-07-14 17:00", -1),
    ],
)
def test_only_opening_hours_count(start: str, end: str, hours: float) -> None:
    assert hours_between(start, end) == hours


# ---------------------------------------------------------------- weeks by hand (notice of 4 November 2025)
SPRING_FESTIVAL = (
    # Friday 13, make-up Saturday 14, closed 15 to 23 February, make-up Saturday 28
    ("2026-02-13 16:30", "2026-02-14 09:30", 2),
    ("2026-02-14 08:30", "2026-02-24 08:30", 8),
    ("2026-02-14 17:30", "2026-02-24 08:30", 0),
    ("2026-02-13 17:30", "2026-02-25 08:30", 16),
    ("2026-02-15 00:00", "2026-02-24 00:00", 0),
    ("2026-02-26 08:30", "2026-03-02 08:30", 24),  # Thursday, Friday and the Saturday
)
NATIONAL_DAY = (
    # make-up Sunday 20 September, Mid-Autumn 25 to 27, National Day 1 to 7 October, make-up Saturday 10
    ("2026-09-18 08:30", "2026-09-21 08:30", 16),
    ("2026-09-24 17:00", "2026-09-28 09:00", 1),
    ("2026-09-30 16:00", "2026-10-08 10:00", 3),
    ("2026-09-28 00:00", "2026-10-12 00:00", 6 * 8),  # 28 to 30 September, 8 to 10 October
    ("2026-10-01 00:00", "2026-10-08 00:00", 0),
    ("2026-10-09 17:00", "2026-10-12 09:00", 9),
)
BY_HAND = SPRING_FESTIVAL + NATIONAL_DAY


@pytest.mark.parametrize(("start", "end", "hours"), BY_HAND)
def test_the_holiday_weeks_of_2026(start: str, end: str, hours: float) -> None:
    assert hours_between(start, end) == hours


def test_control_a_clock_of_plain_weekdays_differs_in_those_weeks() -> None:
    plain = clock(Hours(week=WEEK, days={}, workdays=None))
    for weeks in (SPRING_FESTIVAL, NATIONAL_DAY):
        assert [hours_between(start, end, plain) == hours for start, end, hours in weeks].count(False) >= 5
    assert hours_between("2026-09-28 00:00", "2026-10-12 00:00", plain) == 80


def test_the_days_off_and_made_up_of_2026_are_those_of_the_notice() -> None:
    spans = (
        ("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7),
    )  # fmt: skip
    off = {date.fromisoformat(f"2026-{first}") + timedelta(days=n) for first, days in spans for n in range(days)}
    assert {day for day in china().off if day.year == 2026} == off
    made_up = {f"{day:%m-%d}": weekday for day, weekday in china().made_up.items() if day.year == 2026}
    assert made_up == {"01-04": 4, "02-14": 4, "02-28": 0, "05-09": 1, "09-20": 1, "10-10": 2}


def test_a_six_day_office_rests_on_the_saturday_inside_a_holiday() -> None:
    six = clock(Hours(week=(DAY,) * 6 + ((),), days={}, workdays=china()))
    assert hours_between("2026-02-21 00:00", "2026-02-22 00:00", six) == 0
    assert hours_between("2026-03-07 00:00", "2026-03-08 00:00", six) == 8


def test_a_make_up_day_has_the_hours_of_the_weekday_that_it_replaces() -> None:
    """20 September stands for Tuesday 6 October, 28 February for Monday 23 February."""
    week = (((36_000, 43_200),), ((36_000, 39_600),), DAY, DAY, DAY, (), ())
    by = clock(Hours(week=week, days={}, workdays=china()))
    assert hours_between("2026-09-20 00:00", "2026-09-21 00:00", by) == 1
    assert hours_between("2026-02-28 00:00", "2026-03-01 00:00", by) == 2


# ---------------------------------------------------------------- limits
@pytest.mark.parametrize(
    ("start", "hours", "passed"),
    [
        ("2026-07-14 09:00", 2, "07-14 11:00"),
        ("2026-07-14 11:00", 2, "07-14 14:00"),
        ("2026-07-14 16:30", 4, "07-15 11:30"),
        ("2026-07-14 13:30", 4, "07-15 08:30"),  # used up at closing: a reply until the next opening keeps it
        ("2026-07-14 08:30", 40, "07-21 08:30"),
        ("2026-09-30 13:30", 4, "10-08 08:30"),
        ("2026-07-11 10:00", 0, "07-13 08:30"),
        ("2026-07-14 10:00", 0, "07-14 10:00"),
    ],
)
def test_a_limit_passes_when_its_hours_are_used_up(start: str, hours: float, passed: str) -> None:
    assert passed_after(start, hours) == passed


def test_a_limit_of_years_is_found_and_one_of_centuries_never_passes() -> None:
    start = array(at("2026-07-14 09:00"))
    assert NEVER > clock().passed_at([""], start, array(30_000 * HOUR))[0] > at("2040-01-01")
    assert clock().passed_at([""], start, array(900_000 * HOUR)).tolist() == [NEVER]


# ---------------------------------------------------------------- offices, days, years
def test_the_office_at_receipt_decides() -> None:
    half = Hours(week=WEEK, days={date(2026, 7, 14): ((30_600, 43_200),)}, workdays=china())
    by = clock(HN=half)
    length = by.elapsed(
        ["HD", "HN", ""], array(*[at("2026-07-14 00:00")] * 3), array(*[at("2026-07-15 00:00")] * 3)
    )
    assert (length / HOUR).tolist() == [8, 3.5, 8]


def test_a_day_of_its_own_goes_before_the_public_calendar() -> None:
    days = {date(2026, 10, 5): DAY, date(2026, 9, 20): ()}
    by = clock(Hours(week=WEEK, days=days, workdays=china()))
    assert hours_between("2026-10-01 00:00", "2026-10-08 00:00", by) == 8
    assert hours_between("2026-09-19 00:00", "2026-09-21 00:00", by) == 0


def test_a_year_that_is_not_announced_is_a_plain_week_and_provisional() -> None:
    by, last = clock(), china().last_year
    newyear = f"{last + 1}-01-01 00:00"
    whole = np.repeat(array(at(f"{last}-12-20 00:00")), 4)
    ends = array(at(newyear), at(newyear) + 1, at(f"{last}-12-24 00:00"), at(f"{last + 1}-10-01 00:00"))
    assert by.provisional([""] * 4, whole, ends).tolist() == [False, True, False, True]
    assert hours_between(f"{last + 2}-10-01 00:00", f"{last + 2}-10-15 00:00") == 80
    early = array(at("2001-05-01 00:00"))
    assert by.provisional([""], early, early + 1).tolist() == [True]


def test_nothing_is_provisional_without_a_public_calendar_or_on_elapsed_time() -> None:
    plain, elapsed = Hours(week=WEEK, days={}, workdays=None), Clock(zone=SHANGHAI)
    span = array(at("2090-01-01 00:00")), array(at("2091-01-01 00:00"))
    assert not clock(plain).provisional([""], *span).any()
    assert not elapsed.provisional([""], *span).any()
    assert clock(HN=plain).provisional(["HN", "HD"], *(np.repeat(one, 2) for one in span)).tolist() == [
        False,
        True,
    ]


def test_elapsed_time_has_no_hours() -> None:
    by = Clock(zone=SHANGHAI)
    assert not by.working
    assert hours_between("2026-10-01 00:00", "2026-10-02 00:30", by) == 24.5
    assert passed_after("2026-10-01 00:00", 24, by) == "10-02 00:00"
    assert by.opening("", date(2026, 7, 14)) is None


def test_opening_and_closing_are_the_edges_of_a_day() -> None:
    by = clock()
    assert by.opening("", date(2026, 7, 14)) == at("2026-07-14 08:30")
    assert by.closing("", date(2026, 7, 14)) == at("2026-07-14 17:30")
    assert by.closing("", date(2026, 10, 1)) is None


# ---------------------------------------------------------------- zones
def test_hours_over_a_change_of_summer_time_are_hours_that_passed() -> None:
    """8 March 2026 has 23 hours in New York, 1 November 25."""
    always = Hours(week=(((0, 86_400),),) * 7, days={}, workdays=None)
    nights = Hours(week=(((0, 21_600),),) * 7, days={}, workdays=None)
    assert hours_between("2026-03-08 00:00", "2026-03-09 00:00", clock(always, NEW_YORK)) == 23
    assert hours_between("2026-11-01 00:00", "2026-11-02 00:00", clock(always, NEW_YORK)) == 25
    assert hours_between("2026-03-08 00:00", "2026-03-09 00:00", clock(nights, NEW_YORK)) == 5
    assert hours_between("2026-11-01 00:00", "2026-11-02 00:00", clock(nights, NEW_YORK)) == 7


def test_office_hours_stand_still_on_the_wall_when_the_zone_moves() -> None:
    by = clock(Hours(week=WEEK, days={}, workdays=None), NEW_YORK)
    assert hours_between("2026-03-06 17:00", "2026-03-09 09:00", by) == 1
    assert hours_between("2026-10-30 17:00", "2026-11-02 09:00", by) == 1


def test_an_hour_that_the_zone_skips_is_in_no_span() -> None:
    gap = Hours(week=(((7_200, 10_800), (10_800, 14_400)),) * 7, days={}, workdays=None)
    assert hours_between("2026-03-08 00:00", "2026-03-09 00:00", clock(gap, NEW_YORK)) == 1
    assert hours_between("2026-03-09 00:00", "2026-03-10 00:00", clock(gap, NEW_YORK)) == 2


# ---------------------------------------------------------------- against a counter of minutes
def minutes(by: Clock, office: str, start: int, end: int) -> Iterator[bool]:
    """Of each minute from start to end whether the clock on the wall shows an open one."""
    hours = by.hours(office)
    assert hours is not None
    for moment in range(start, end, MINUTE):
        wall = datetime.fromtimestamp(moment // 1_000_000, UTC).astimezone(by.zone)
        second = wall.hour * 3600 + wall.minute * 60
        yield any(opens <= second < closes for opens, closes in open_on(hours, wall.date()))


def open_on(hours: Hours, day: date) -> Sequence[Span]:
    """The rule again: a day of its own, else off, else made up, else the weekday."""
    if day in hours.days:
        return hours.days[day]
    public = hours.workdays
    if public is not None and day in public.off:
        return ()
    weekday = day.weekday() if public is None else public.made_up.get(day, day.weekday())
    return hours.week[weekday]


FIRST = date(2026, 1, 25)
DATES = st.integers(0, 50).map(lambda n: FIRST + timedelta(days=n))
HALF_HOURS = st.integers(0, 48).map(lambda half: half * 1800)
BY_DAY = st.sampled_from([0, *range(11_000, 86_400, 1_740), 86_400])
"""Edges where no wall clock jumps: never between one and three at night."""


@st.composite
def schedules(draw: Any, edges: st.SearchStrategy[int] = HALF_HOURS) -> Hours:
    spans = st.lists(edges, max_size=6, unique=True).map(paired)
    worked = draw(st.dictionaries(DATES, st.integers(0, 6), max_size=4))
    off = frozenset(draw(st.sets(DATES, max_size=9))) - set(worked)
    own = Workdays(name="", version="", country="", first_year=2026, last_year=2026, off=off, made_up=worked)
    public = draw(st.sampled_from([None, own, china()]))
    week = draw(st.tuples(*[spans] * 7).filter(any))
    return Hours(week=week, days=draw(st.dictionaries(DATES, spans, max_size=4)), workdays=public)


def paired(edges: list[int]) -> tuple[Span, ...]:
    """Edges in order as spans; an odd one falls away."""
    ordered = sorted(edges)
    return tuple(zip(ordered[::2], ordered[1::2], strict=False))


MOMENTS = st.integers(0, 20 * 24 * 60).map(lambda n: at("2026-02-05 00:00") + n * MINUTE)
LENGTHS = st.integers(0, 8 * 24 * 60)
SMALL = settings(max_examples=40, deadline=None)


@SMALL
@given(
    company=schedules(), own=schedules(), start=MOMENTS, length=LENGTHS, office=st.sampled_from(["", "HN", "HD"])
)
def test_working_time_is_the_number_of_open_minutes(
    company: Hours, own: Hours, start: int, length: int, office: str
) -> None:
    by = clock(company, HN=own)
    end = start + length * MINUTE
    counted = sum(minutes(by, office, start, end))
    assert by.elapsed([office], array(start), array(end)).tolist() == [counted * MINUTE]


@SMALL
@given(company=schedules(), start=MOMENTS, used=st.integers(0, 600))
def test_a_limit_passes_at_the_last_moment_that_keeps_it(company: Hours, start: int, used: int) -> None:
    by = clock(company)
    passed = by.passed_at([""], array(start), array(used * MINUTE))
    assert by.elapsed([""], array(start), passed).tolist() == [used * MINUTE]
    assert by.elapsed([""], array(start), passed + 1).tolist() == [used * MINUTE + 1]


@SMALL
@given(company=schedules(), start=MOMENTS, used=LENGTHS, wait=LENGTHS)
def test_a_limit_has_passed_exactly_when_more_than_it_has_elapsed(
    company: Hours, start: int, used: int, wait: int
) -> None:
    by, now = clock(company), start + wait * MINUTE
    passed = by.passed_at([""], array(start), array(used * MINUTE))[0]
    assert (passed < now) == (by.elapsed([""], array(start), array(now))[0] > used * MINUTE)


@SMALL
@given(company=schedules(), moments=st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_two_stretches_add_up_to_the_whole(company: Hours, moments: list[int]) -> None:
    by, (a, b, c) = clock(company), moments
    first, second, whole = by.elapsed([""] * 3, array(a, b, a), array(b, c, c))
    assert first + second == whole


@settings(max_examples=25, deadline=None)
@given(start=st.integers(0, 4 * 24 * 60), length=LENGTHS, hours=schedules(BY_DAY.map(lambda s: s // 60 * 60)))
@example(start=0, length=4 * 24 * 60, hours=Hours(week=(((0, 86_400),),) * 7, days={}, workdays=None))
def test_the_same_in_a_zone_with_summer_time(start: int, length: int, hours: Hours) -> None:
    by = clock(hours, NEW_YORK)
    begin = at("2026-03-06 00:00", NEW_YORK) + start * MINUTE
    end = begin + length * MINUTE
    assert by.elapsed([""], array(begin), array(end))[0] == sum(minutes(by, "", begin, end)) * MINUTE


BROKEN = {
    "no break": Hours(week=(((30_600, 63_000),),) * 5 + ((), ()), days={}, workdays=china()),
    "no holidays": Hours(week=WEEK, days={}, workdays=None),
    "no weekend": Hours(week=(DAY,) * 7, days={}, workdays=china()),
}


@pytest.mark.parametrize("name", BROKEN)
def test_control_the_counter_of_minutes_sees_a_broken_clock(name: str) -> None:
    start, end = at("2026-02-05 00:00"), at("2026-02-28 00:00")
    counted = sum(minutes(clock(), "", start, end)) * MINUTE
    assert clock().elapsed([""], array(start), array(end)).tolist() == [counted]
    assert clock(BROKEN[name]).elapsed([""], array(start), array(end)).tolist() != [counted]


def test_control_a_limit_counted_from_minute_edges_only_would_round() -> None:
    start = array(at("2026-07-14 11:59:30"))
    assert clock().elapsed([""], start, array(at("2026-07-14 13:00:15"))).tolist() == [45_000_000]


def test_a_hundred_thousand_pairs_take_well_under_a_second() -> None:
    from time import perf_counter

    rng = np.random.default_rng(7)
    start = at("2024-10-01 00:00") + rng.integers(0, 700 * 24 * 3600, 100_000) * 1_000_000
    end = start + rng.integers(0, 30 * 24 * 3600, 100_000) * 1_000_000
    offices = np.array(["HD", "HN", "HZ", "XN", "HB"], dtype=object)[rng.integers(0, 5, 100_000)]
    by = clock(HN=Hours(week=(DAY,) * 6 + ((),), days={}, workdays=china()))
    began = perf_counter()
    length = by.elapsed(offices.tolist(), start, end)
    by.passed_at(offices.tolist(), start, length)
    assert perf_counter() - began < 1
    one = int(length[17])
    assert by.elapsed([offices[17]], start[17:18], end[17:18]).tolist() == [one]
