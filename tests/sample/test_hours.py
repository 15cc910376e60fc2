from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from reportgen.model.clock import micros
from reportgen.policy.load import load_config
from reportgen.sample.hours import after, is_open


@pytest.mark.parametrize(
    ("moment", "minutes", "then"),
    [
        ("2026-07-14 09:05", 60, "2026-07-14 10:05"),
        ("2026-07-14 07:40", 60, "2026-07-14 09:30"),
        ("2026-07-14 11:30", 60, "2026-07-14 13:30"),  # the lunch break
        ("2026-07-14 16:30", 60, "2026-07-14 17:30"),
        ("2026-07-14 16:30", 61, "2026-07-15 08:31"),
        ("2026-07-10 17:00", 60, "2026-07-13 09:00"),  # Friday evening to Monday morning
        ("2026-09-24 16:30", 120, "2026-09-28 09:30"),  # over the Mid-Autumn holiday
        ("2026-07-14 08:30", 3 * 480, "2026-07-16 17:30"),
    ],
)
def test_time_passes_only_while_the_service_is_open(moment: str, minutes: int, then: str) -> None:
    assert after(datetime.fromisoformat(moment), minutes) == datetime.fromisoformat(then)


def test_sundays_and_holidays_are_closed_and_make_up_days_are_not() -> None:
    closed = [date(2026, 7, 12), date(2026, 7, 11), date(2026, 9, 25), date(2026, 2, 21)]
    assert [is_open(day) for day in closed] == [False] * 4
    assert is_open(date(2026, 9, 20))


def test_the_hours_are_those_of_the_samples_own_profile(workspace: Path) -> None:
    """What was drawn as minutes of service comes out of the measures as the same minutes."""
    config, problems = load_config(workspace)
    assert config is not None, problems
    clock, rng = config.profile.waiting, np.random.default_rng(5)
    start = [datetime(2024, 10, 1) + timedelta(minutes=int(rng.integers(720 * 1440))) for _ in range(300)]  # noqa: DTZ001
    drawn = [int(rng.integers(1, 3000)) for _ in start]
    ends = [after(moment, minutes) for moment, minutes in zip(start, drawn, strict=True)]
    begin, stop = (
        np.array([micros(moment.replace(tzinfo=clock.zone)) for moment in moments], dtype=np.int64)
        for moments in (start, ends)
    )
    assert (clock.elapsed(["HD"] * len(start), begin, stop) // 60_000_000).tolist() == drawn
