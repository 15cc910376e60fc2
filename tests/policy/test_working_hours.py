"""The block working_hours of the profile, and its faults."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from pydantic import ValidationError

from reportgen.policy.fault import problems_of
from reportgen.policy.marks import marked
from reportgen.policy.profile import Profile
from reportgen.policy.public_holidays import china, made_up
from tests.measure import rules

DAY = ["08:30-12:00", "13:00-17:30"]
WEEK = {
    "monday": DAY,
    "tuesday": DAY,
    "wednesday": DAY,
    "thursday": DAY,
    "friday": DAY,
    "saturday": [],
    "sunday": [],
}
BLOCK: dict[str, Any] = {"calendar": "CN", "week": WEEK}
TUESDAY = date(2026, 7, 14)
MORNING, WHOLE = ((30_600, 43_200),), ((30_600, 43_200), (46_800, 63_000))


def working(**changes: Any) -> Profile:
    return rules.profile(clock="working", working_hours=BLOCK | changes)


def told(**changes: Any) -> list[tuple[str, str | None, str]]:
    """Code, place and expectation of every fault of a profile with these keys."""
    data = rules.profile().model_dump(mode="json") | {"clock": "working", "working_hours": BLOCK} | changes
    source = yaml.safe_dump(data, allow_unicode=True)
    found, _ = marked(source, "config/profile.yaml")
    assert found is not None
    try:
        Profile.model_validate(found.data)
    except ValidationError as error:
        return [(one.code, one.column, str(one.expected)) for one in problems_of(error, Profile, found, "profile")]
    return []


def test_the_block_becomes_the_clock_of_the_company() -> None:
    clock = working().waiting
    assert clock.working
    assert clock.zone == ZoneInfo("Asia/Shanghai")
    hours = clock.hours("")
    assert hours is not None
    assert (hours.on(TUESDAY), hours.on(date(2026, 7, 12)), hours.on(date(2026, 9, 20))) == (WHOLE, (), WHOLE)


def test_an_office_changes_what_it_names_and_keeps_the_rest() -> None:
    days = {"2026-07-14": ["08:30-12:00"], "2026-07-15": []}
    own = {"week": WEEK | {"saturday": ["09:00-12:00"]}, "days": {"2026-07-15": DAY}}
    clock = working(days=days, offices={"HN": own, "XG": {"calendar": "none"}}).waiting
    company, south, hongkong = (clock.hours(office) for office in ("HD", "HN", "XG"))
    assert company is not None
    assert south is not None
    assert hongkong is not None
    assert [hours.on(TUESDAY) for hours in (company, south, hongkong)] == [MORNING] * 3
    assert [hours.on(date(2026, 7, 15)) for hours in (company, south, hongkong)] == [(), WHOLE, ()]
    assert [hours.on(date(2026, 7, 18)) for hours in (company, south)] == [(), ((32_400, 43_200),)]
    assert [hours.on(date(2026, 10, 1)) for hours in (company, south, hongkong)] == [(), (), WHOLE]


def test_the_calendar_clock_counts_every_hour_whatever_the_block_says() -> None:
    assert not rules.profile().waiting.working
    assert not rules.profile(working_hours=BLOCK).waiting.working


def test_the_working_clock_without_its_hours_is_a_fault() -> None:
    assert told(working_hours=None) == [
        ("E323", "working_hours", "the hours that the clock counts, because clock is working")
    ]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"week": WEEK | {"monday": ["8:30-12:00"]}}, "week.monday[0]"),
        ({"week": WEEK | {"monday": ["12:00-08:30"]}}, "week.monday[0]"),
        ({"week": WEEK | {"monday": ["08:30-24:30"]}}, "week.monday[0]"),
        ({"week": WEEK | {"monday": ["13:00-17:30", "08:30-12:00"]}}, "week.monday"),
        ({"week": WEEK | {"monday": ["08:30-12:00", "11:00-17:30"]}}, "week.monday"),
        ({"week": {name: hours for name, hours in WEEK.items() if name != "sunday"}}, "week.sunday"),
        ({"week": {name: [] for name in WEEK}}, "week"),
        ({"calendar": "US"}, "calendar"),
        ({"days": {"2026-02-30": []}}, "days.2026-02-30"),
        ({"offices": {"HN": {"days": {"2026-02-03": ["x"]}}}}, "offices.HN.days.2026-02-03[0]"),
    ],
)
def test_every_fault_names_its_place(changes: dict[str, Any], place: str) -> None:
    found = told(working_hours=BLOCK | changes)
    assert [(code, column) for code, column, _ in found] == [("E323", f"working_hours.{place}")]


def test_an_unknown_key_is_a_fault() -> None:
    assert [code for code, _, _ in told(working_hours=BLOCK | {"lunch": "12:00"})] == ["E321"]


def test_control_the_same_profile_without_a_fault_is_read() -> None:
    assert told() == []


def test_a_shift_to_midnight_and_hours_that_touch_are_hours() -> None:
    assert (
        told(working_hours=BLOCK | {"week": WEEK | {"sunday": ["00:00-06:00", "06:00-12:00", "22:00-24:00"]}})
        == []
    )


def test_a_make_up_day_without_its_pair_counts_as_a_monday() -> None:
    worked = {date(2018, 2, 11): "Spring Festival", date(2018, 2, 24): "Spring Festival"}
    rested = {date(2018, 2, day): "Spring Festival" for day in (19, 20, 21)}
    assert set(made_up(worked, rested).values()) == {0}
    del rested[date(2018, 2, 19)]
    assert made_up(worked, rested) == {date(2018, 2, 11): 1, date(2018, 2, 24): 2}


def test_the_same_holiday_of_two_years_is_two_holidays() -> None:
    worked = {date(2024, 9, 29): "National Day", date(2025, 9, 28): "National Day"}
    rested = {date(2024, 10, 4): "National Day", date(2025, 10, 7): "National Day"}
    assert made_up(worked, rested) == {date(2024, 9, 29): 4, date(2025, 9, 28): 1}


def test_the_library_knows_every_year_of_the_sample_and_names_its_version() -> None:
    public = china()
    assert (public.name, public.country) == ("chinesecalendar", "CN")
    assert public.first_year <= 2018
    assert public.last_year >= 2026
    assert public.version.split(".")[0].isdigit()
    assert not public.off & set(public.made_up)
