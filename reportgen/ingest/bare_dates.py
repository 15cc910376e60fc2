"""The moment that a date without a time of day stands for: opening or closing time, or an edge of the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reportgen.ingest.context import Context
from reportgen.ingest.dates import Moments, micros

if TYPE_CHECKING:
    from reportgen.model.clock import Clock

Moments3 = list[int | None]
_DAY = 86_400_000_000
_LAST_SECOND = _DAY - 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Receipt, first reply and close in microseconds since 1970; None = none recorded."""

    received: Sequence[int | None]
    replied: Sequence[int | None]
    closed: Sequence[int | None]


def settled(
    received: Moments, replied: Moments, closed: Moments, offices: Sequence[str], context: Context
) -> Times:
    """Return the three moments of every complaint.

    A date alone is the opening of the client's office for a receipt, its closing for a reply or close. It
    is the day's start or its last second where nobody opens, where every hour counts, or where a time of
    the same day would contradict it. A reply of the close's own day is not after the close.
    """
    profile = context.config.profile
    told = (received, replied, closed)
    rows = [list(row) for row in zip(*(micros(one.found, profile.zone) for one in told), strict=True)]
    for at, written in enumerate(zip(*(one.found for one in told), strict=True)):
        days = [one.local.date() if one is not None and not one.timed else None for one in written]
        if any(days):
            rows[at] = _complaint(rows[at], days, offices[at], profile.waiting)
    start, reply, close = zip(*rows, strict=True) if rows else ((), (), ())
    return Times(received=start, replied=reply, closed=close)


def _complaint(row: Moments3, days: Sequence[date | None], office: str, clock: "Clock") -> Moments3:
    """Return one complaint's moments; those with a time of day, whose ``days`` are None, stay as they are."""
    received, replied, closed = row
    timed = [None if day else at for at, day in zip(row, days, strict=True)]
    start, reply, close = days
    if start and received is not None:
        opening = clock.opening(office, start)
        early = opening is None or any(at < opening for at in _same_day(timed, received))
        received = received if early else opening
    if close and closed is not None:
        closed = _end(closed, clock.closing(office, close), timed)
    if reply and replied is not None:
        midnight = replied
        replied = _end(midnight, clock.closing(office, reply), timed[:1])
        if closed is not None and midnight <= closed < midnight + _DAY:
            replied = min(replied, closed)
    return [received, replied, closed]


def _end(midnight: int, closing: int | None, timed: Iterable[int | None]) -> int:
    """Return when a day ends for its office: its last second where a time of that day is later."""
    late = closing is None or any(at > closing for at in _same_day(timed, midnight))
    return midnight + _LAST_SECOND if closing is None or late else closing


def _same_day(moments: Iterable[int | None], midnight: int) -> list[int]:
    return [at for at in moments if at is not None and midnight <= at < midnight + _DAY]
