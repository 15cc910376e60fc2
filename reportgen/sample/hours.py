"""When customer service answers: Monday to Saturday, 8:00 to 20:00, not on public holidays."""

from datetime import date, datetime, time, timedelta

OPENS = time(8)
CLOSES = time(20)
_SUNDAY = 6
_HOLIDAYS = (
    ("2024-10-01", 7), ("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3), ("2025-05-01", 5),
    ("2025-05-31", 3), ("2025-10-01", 8), ("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3),
    ("2026-05-01", 5), ("2026-06-19", 3), ("2026-09-25", 3), ("2026-10-01", 7),
)  # fmt: skip
_DAYS_OFF = frozenset(
    date.fromisoformat(first) + timedelta(days=n) for first, days in _HOLIDAYS for n in range(days)
)


def is_open(day: date) -> bool:
    """Whether customer service works on ``day``."""
    return day.weekday() != _SUNDAY and day not in _DAYS_OFF


def after(moment: datetime, minutes: int) -> datetime:
    """Return the moment at which ``minutes`` of service time have passed since ``moment``.

    >>> after(datetime(2026, 7, 11, 19, 30), 60)  # Saturday evening, so Monday morning
    datetime.datetime(2026, 7, 13, 8, 30)
    """
    left = timedelta(minutes=minutes)
    while True:
        closes = datetime.combine(moment.date(), CLOSES)
        if is_open(moment.date()) and moment + left <= closes:
            return moment + left
        if is_open(moment.date()):
            left -= closes - moment
        moment = datetime.combine(moment.date() + timedelta(days=1), OPENS)
