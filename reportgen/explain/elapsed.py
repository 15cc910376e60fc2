"""How long somebody waited, counted day by day: the opening hours of each day that fall inside the wait."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.clock import Clock

_DAY = timedelta(days=1)
_NONE = timedelta(0)


def elapsed(clock: "Clock", office: str, start: datetime, end: datetime) -> timedelta:
    """Return the part of [start, end) inside the opening hours of an office; without any, all of it.

    In:      office: the client's at receipt.
    Source:  results contract section 2, working hours.
    """
    hours = clock.hours(office)
    if hours is None:
        return end - start
    day, last = start.astimezone(clock.zone).date(), end.astimezone(clock.zone).date()
    total = _NONE
    while day <= last:
        for opens, closes in hours.on(day):
            first, until = max(start, _at(clock, day, opens)), min(end, _at(clock, day, closes))
            total += max(until - first, _NONE)
        day += _DAY
    return total


def _at(clock: "Clock", day: date, second: int) -> datetime:
    """Return the moment at which the wall clock of the profile's zone shows a second of a day."""
    wall = datetime(day.year, day.month, day.day, tzinfo=clock.zone) + timedelta(seconds=second)
    return wall.astimezone(UTC)
