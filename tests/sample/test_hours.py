from datetime import date, datetime

import pytest

from reportgen.sample.hours import after, is_open


@pytest.mark.parametrize(
    ("moment", "minutes", "then"),
    [
        ("2026-07-14 09:05", 60, "2026-07-14 10:05"),
        ("2026-07-14 19:00", 60, "2026-07-14 20:00"),
        ("2026-07-14 19:00", 61, "2026-07-15 08:01"),
        ("2026-07-11 19:30", 60, "2026-07-13 08:30"),  # Saturday evening to Monday morning
        ("2026-09-24 19:00", 120, "2026-09-28 09:00"),  # over the Mid-Autumn holiday and a Sunday
        ("2026-07-14 08:00", 3 * 720, "2026-07-16 20:00"),
    ],
)
def test_time_passes_only_while_the_service_is_open(moment: str, minutes: int, then: str) -> None:
    assert after(datetime.fromisoformat(moment), minutes) == datetime.fromisoformat(then)


def test_sundays_and_holidays_are_closed() -> None:
    assert not is_open(date(2026, 7, 12))
    assert not is_open(date(2026, 10, 1))
    assert is_open(date(2026, 7, 11))
