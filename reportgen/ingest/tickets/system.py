"""What a ticket system's export is like: its headings, its words, and how it tells the first reply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from reportgen.ingest.moments import Written
from reportgen.ingest.table import Column, Table

UPDATED, COUNTER, CLOSED = "@updated", "@counter", "@closed"
"""Columns that a ledger does not have: the moment of an event, its number within the ticket, and the close by
itself where the resolution has a column of its own."""

Replies = Callable[[Table], Column | None]


def same(cell: str) -> str:
    """Return a date as it is written."""
    return cell


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One ticket system."""

    headings: Mapping[str, tuple[str, ...]]
    """Field, or a column of its own → the headings that mean it, the best first."""
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Field → our word → its words."""
    opening: tuple[str, ...] = ()
    """States in which nobody has answered yet."""
    missing: frozenset[str] = frozenset()
    """Cells that say that there is no value."""
    moment: Callable[[str], str] = field(default=same)
    """What a date of its own form is in ISO 8601; any other text stays."""
    first_reply: Replies | None = None
    """How the first reply is told, where it has no column of its own."""


def iso(moment: Written) -> str:
    """Return a moment as a ledger has it, with its zone if it was written.

    >>> from datetime import datetime
    >>> iso(Written(datetime(2026, 3, 31, 9, 5), offset=timedelta(hours=8)))
    '2026-03-31 09:05:00+08:00'
    """
    text = moment.local.isoformat(sep=" ") if moment.timed else moment.local.date().isoformat()
    if moment.offset is None:
        return text
    minutes = round(moment.offset / timedelta(minutes=1))
    return f"{text}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
