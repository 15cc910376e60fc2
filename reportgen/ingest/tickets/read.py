"""The export of a ticket system → the columns of a complaint ledger, one row a ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from zoneinfo import ZoneInfo

from reportgen.ingest.table import Column, Table, mapped
from reportgen.ingest.tickets.events import last_events
from reportgen.ingest.tickets.rules import system_of
from reportgen.ingest.tickets.system import CLOSED, UPDATED, System
from reportgen.model.folding import tidied
from reportgen.model.problem import Problem

_DIGITS = 12
_DATES = frozenset({"received_at", "first_reply_at", "closed_at", UPDATED, CLOSED})


def tickets(table: Table, zone: ZoneInfo) -> tuple[Table, list[Problem]]:
    """Return a table as a complaint ledger has it.

    In:      the table under the rule that ``rules.completed`` made.
    Out:     cells that stand for nothing are blank, dates in the system's own form are ISO 8601, the first
             reply and the close are told by whatever the system has, and of several events of one ticket
             the last one is left; what the cells were stands in ``written``.
    """
    system = system_of(table.source)
    columns = {name: _told(column, system, dated=name in _DATES) for name, column in table.columns.items()}
    columns = _with_close(columns)
    made = replace(table, columns=columns)
    if system.first_reply and "first_reply_at" not in columns:
        reply = system.first_reply(made)
        made = replace(made, columns=columns | {"first_reply_at": reply}) if reply else made
    if table.source.unnumbered:
        made = replace(made, columns={**made.columns, "complaint_id": _numbers(made)})
    return last_events(made, system, zone) if table.source.events else (made, [])


def _numbers(table: Table) -> Column:
    """Return a number for every row, the same only for rows whose cells are all alike; it gives nothing away."""
    cells = table.sheet.cells
    told = ("\x1f".join(cells[row - 1]).encode() for row in table.rows)
    return Column(heading="complaint_id", texts=[f"#{sha256(row).hexdigest()[:_DIGITS]}" for row in told])


def _told(column: Column, system: System, *, dated: bool) -> Column:
    """Return a column without the cells that say that there is no value; dates in ISO 8601."""

    def read(cell: str) -> str:
        tidy = tidied(cell)
        if tidy in system.missing:
            return ""
        return system.moment(tidy) if dated else cell

    texts = mapped(column.texts, read)
    return column if texts == list(column.texts) else replace(column, texts=texts, written=column.texts)


def _with_close(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Return the columns with a close that is the resolution, or the close by itself where there is none."""
    resolved, closed = columns.get("closed_at"), columns.get(CLOSED)
    if closed is None:
        return dict(columns)
    if resolved is None:
        return {**columns, "closed_at": closed}
    texts = _either(resolved.texts, closed.texts)
    before = _either(resolved.texts, closed.written or closed.texts)
    return {**columns, "closed_at": replace(resolved, texts=texts, written=before)}


def _either(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return [one or other for one, other in zip(first, second, strict=True)]
