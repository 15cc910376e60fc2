"""When customer service answers: the office hours of the sample's profile, on the working days of China."""

from datetime import date, datetime, time, timedelta

SPANS = ((time(8, 30), time(12)), (time(13), time(17, 30)))
_SATURDAY = 5
_HOLIDAYS = (
    ("2024-10-01", 7), ("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3), ("2025-05-01", 5),
    ("2025-05-31", 3), ("2025-10-01", 8), ("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3),
    ("2026-05-01", 5), ("2026-06-19", 3), ("2026-09-25", 3), ("2026-10-01", 7),
)  # fmt: skip
_DAYS_OFF = frozenset(
    date.fromisoformat(first) + timedelta(days=n) for first, days in _HOLIDAYS for n in range(days)
)
_MADE_UP = frozenset(
    map(
        date.fromisoformat,
        (
            "2024-10-12", "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04",
            "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
        ),
    )
)  # fmt: skip


def is_open(day: date) -> bool:
    """Whether customer service works on ``day``."""
    return day in _MADE_UP or (day.weekday() < _SATURDAY and day not in _DAYS_OFF)


def after(moment: datetime, minutes: int) -> datetime:
    """Return the moment at which ``minutes`` of service time have passed since ``moment``.

    >>> after(datetime(2026, 7, 10, 17), 60)  # Friday evening, so Monday morning
    datetime.datetime(2026, 7, 13, 9, 0)
    """
    left = timedelta(minutes=minutes)
    while True:
        for opens, closes in SPANS if is_open(moment.date()) else ():
            start = max(moment, datetime.combine(moment.date(), opens))
            end = datetime.combine(moment.date(), closes)
            if start + left <= end:
                return start + left
            left -= max(end - start, timedelta(0))
        moment = datetime.combine(moment.date() + timedelta(days=1), time(0))
