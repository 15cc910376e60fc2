"""Dates as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.moments import Fault, Written, written

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(*parts: int) -> datetime:
    """A time of day somewhere."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - what people write has no zone


def moment(text: str, **how: object) -> Written:
    found = written(text, **how)  # type: ignore[arg-type]  # a test may say order or system
    assert isinstance(found, Written), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31", "2026/3/31", "2026-3-31", "2026年3月31日", "2026.3.31", "20260331", "２０２６年３月３１日",
        "2026年3月31日 星期二", "31/3/2026", "3/31/2026", "31-Mar-2026", "March 31, 2026", " 2026-03-31 ",
    ],
)  # fmt: skip
def test_one_day_in_every_hand(text: str) -> None:
    found = moment(text)
    assert (found.local, found.timed) == (local(2026, 3, 31), False)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31 09:05",
        "2026-03-31T09:05:00",
        "2026/3/31 9:05",
        "2026年3月31日 9时05分",
        "2026年3月31日9点5分",
        "20260331 0905",
        "202603310905",
        "2026/3/31 上午 9:05",
        "2026-03-31 9:05 AM",
        "2026-03-31 09:05:00.000",
    ],
)
def test_one_minute_in_every_hand(text: str) -> None:
    found = moment(text)
    assert (found.local, found.timed) == (local(2026, 3, 31, 9, 5), True)


def test_afternoon_hours_count_from_noon() -> None:
    assert moment("2026/3/31 下午 1:00").local.hour == 13
    assert moment("2026-03-31 12:30 PM").local.hour == 12
    assert moment("2026-03-31 12:30 AM").local.hour == 0


def test_a_month_that_is_not_sure_is_no_date_unless_the_rule_says_the_order() -> None:
    assert written("03/04/2026") == Fault("E221")
    assert moment("03/04/2026", order="dmy").local == local(2026, 4, 3)
    assert moment("03/04/2026", order="mdy").local == local(2026, 3, 4)
    assert moment("04/04/2026").local == local(2026, 4, 4)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "26-03-31", "31/3/26", "2026-03-31 25:00", "2026-13-01", "yesterday", "3/5", "2026-03",
     "0", "60", "-5", "1.5", "99999", "1989年6月31日"],
)  # fmt: skip
def test_what_is_no_date_stays_none(text: str) -> None:
    assert written(text) == Fault("E222")


def test_twenty_four_hours_are_the_next_day() -> None:
    found = moment("2026-03-31 24:00")
    assert (found.local, found.form) == (local(2026, 4, 1), "day_end")
    assert written("2026-03-31 24:01") == Fault("E222")


def test_serials_count_from_the_epoch_of_the_workbook() -> None:
    assert moment("46112").local == local(2026, 3, 31)
    assert moment("46112.5").local == local(2026, 3, 31, 12)
    assert moment("44650", system=1904).local == moment("46112").local
    assert moment("46112").timed is False
    assert moment("46112.5").timed is True


def test_a_moment_without_a_zone_is_local() -> None:
    assert moment("2026-07-01 00:30").utc(SHANGHAI) == datetime(2026, 6, 30, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-06-30T16:30:00Z", "2026-06-30 16:30+00:00", "2026-07-01T00:30:00+08:00"])
def test_a_zone_that_is_written_counts(text: str) -> None:
    found = moment(text)
    assert found.utc(SHANGHAI) == datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
    assert found.day(SHANGHAI) == date(2026, 7, 1)


def test_an_hour_that_summer_time_has_twice_is_its_first() -> None:
    new_york = ZoneInfo("America/New_York")
    assert moment("2025-11-02 01:30").utc(new_york) == datetime(2025, 11, 2, 5, 30, tzinfo=UTC)
    assert moment("2025-03-09 02:30").utc(new_york) == datetime(2025, 3, 9, 7, 30, tzinfo=UTC)


@given(st.datetimes(local(1950, 1, 1), local(2150, 1, 1)))
def test_what_we_write_we_read(at: datetime) -> None:
    at = at.replace(microsecond=0)
    for text in (f"{at:%Y-%m-%d %H:%M:%S}", at.isoformat(), f"{at.year}年{at.month}月{at.day}日 {at:%H:%M:%S}"):
        assert moment(text).local == at


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(written(text), Written | Fault)


@given(st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}( [0-9]{1,2}:[0-9]{2})?", fullmatch=True))
def test_no_date_like_text_breaks_it(text: str) -> None:
    assert isinstance(written(text), Written | Fault)
