"""A ledger with one row an event: of each ticket the last event counts, and tells when it was first answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.ingest.complaints import CLOSED as ENDED
from reportgen.ingest.complaints import OPEN, REOPENED, RESOLVED
from reportgen.ingest.dates import micros
from reportgen.ingest.moments import Written, written
from reportgen.ingest.numbers import numbers
from reportgen.ingest.table import Column, Table, mapped
from reportgen.ingest.tickets.system import COUNTER, UPDATED, System
from reportgen.ingest.values import Reading
from reportgen.model.folding import folded, tidied
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import pandas as pd

STATES = (OPEN, RESOLVED, ENDED, REOPENED)
_OVER = frozenset({RESOLVED, ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ticket:
    """The events of one ticket that count, by their positions in the table."""

    first: int
    last: int
    reply: int | None
    """The first whose state is none of the opening ones."""
    close: int | None
    """The first of the resolved or closed ones with which the ticket ends."""
    over: bool
    """Whether any of them is resolved or closed."""


def last_events(table: Table, system: System, zone: "ZoneInfo") -> tuple[Table, list[Problem]]:
    """Return a table of one row a ticket, and the note on each event that another one replaces.

    The last event by its moment counts; equal moments go by the event's number, then by the order of the
    rows. A ticket was received when its first event says so. Where the export has no moment of the first
    reply, it is that of the first event whose state is none of the opening ones; where it has none of the
    close, that of the first event of the run of resolved or closed ones with which the ticket ends. A reply
    that such a moment would put before the receipt or after the close is left out. A ticket whose last
    event is open after it was resolved is reopened, and has no close.

    Rows without a ticket's number stay as they are.
    """
    states, _ = table.words("state", STATES)
    moments = _moments(table, UPDATED, zone)
    tickets = _tickets(_events(table, states, moments, system))
    winners = [ticket.last for ticket in tickets]
    columns = {name: _picked(column, winners) for name, column in table.columns.items()}
    if "received_at" in columns:
        columns["received_at"] = _picked(table.columns["received_at"], [ticket.first for ticket in tickets])
    columns |= _told(table, tickets, states)
    if UPDATED in columns and "first_reply_at" not in table.columns:
        columns["first_reply_at"] = _replies(table, columns, tickets, moments, zone)
    kept = replace(
        table,
        columns=columns,
        rows=[table.rows[at] for at in winners],
        twins=table.twins + len(table.rows) - len(winners),
    )
    return kept, _replaced(table, tickets)


def _moments(table: Table, name: str, zone: "ZoneInfo") -> list[int | None]:
    """Return the moments of a column in microseconds since 1970; None where blank or no date."""
    order, epoch = table.source.date_order, table.sheet.date_system

    def read(cell: str) -> Written | None:
        found = written(tidied(cell), order, epoch)
        return found if isinstance(found, Written) else None

    return micros(mapped(table.cells(name), read), zone)


def _events(table: Table, states: Sequence[str], moments: Sequence[int | None], system: System) -> "pd.DataFrame":
    """Return the events of all tickets in the order in which they happened."""
    import pandas as pd

    opening = {folded(one).casefold() for one in system.opening}
    begun = mapped(table.cells("state"), lambda cell: bool(cell) and folded(cell).casefold() not in opening)
    counts = numbers(table, COUNTER, Reading()).numbers if COUNTER in table.columns else [None] * len(states)
    events = pd.DataFrame(
        {
            "at": range(len(states)),
            "ticket": pd.Series(table.clean("complaint_id"), dtype="str"),
            "when": pd.array(list(moments), dtype="Int64"),
            "count": pd.array([None if one is None else int(one) for one in counts], dtype="Int64"),
            "begun": pd.Series(begun, dtype="bool"),
            "over": pd.Series([state in _OVER for state in states], dtype="bool"),
        }
    )
    alone = events["ticket"] == ""
    events["ticket"] = events["ticket"].mask(alone, "\0" + events["at"].astype("str"))
    return events.sort_values(["ticket", "when", "count", "at"], kind="stable", na_position="first")


def _tickets(events: "pd.DataFrame") -> list[_Ticket]:
    """Return every ticket, in the order of the rows that count."""
    key = events["ticket"]
    going = (~events["over"])[::-1].groupby(key[::-1], sort=False).cummax()[::-1]
    at = events.groupby("ticket", sort=False)["at"]
    whole = at.agg(["first", "last"]).assign(
        reply=events["at"].where(events["begun"]).groupby(key, sort=False).first(),
        close=events["at"].where(~going).groupby(key, sort=False).first(),
        over=events.groupby("ticket", sort=False)["over"].any(),
    )
    lines = whole.sort_values("last").astype({"reply": "Int64", "close": "Int64"})
    columns = (lines[name].tolist() for name in ("first", "last", "reply", "close", "over"))
    return [
        _Ticket(first=first, last=last, reply=_position(reply), close=_position(close), over=over)
        for first, last, reply, close, over in zip(*columns, strict=True)
    ]


def _position(found: object) -> int | None:
    return int(found) if isinstance(found, int) else None


def _told(table: Table, tickets: Sequence[_Ticket], states: Sequence[str]) -> dict[str, Column]:
    """Return the close and the state of every ticket."""
    updated, close, state = (table.columns.get(name) for name in (UPDATED, "closed_at", "state"))
    made: dict[str, Column] = {}
    still = [states[ticket.last] in {OPEN, REOPENED} for ticket in tickets]
    if close or updated:
        own = close.texts if close else [""] * len(states)
        texts = [
            ""
            if going
            else own[one.last] or (updated.texts[one.close] if updated and one.close is not None else "")
            for one, going in zip(tickets, still, strict=True)
        ]
        made["closed_at"] = Column(heading=(close or updated).heading, texts=texts)  # type: ignore[union-attr]
    if state:
        again = [one.over and states[one.last] == OPEN for one in tickets]
        texts = [REOPENED if one else state.texts[ticket.last] for one, ticket in zip(again, tickets, strict=True)]
        cells = [state.texts[ticket.last] for ticket in tickets]
        made["state"] = Column(heading=state.heading, texts=texts, written=cells)
    return made


def _replies(
    table: Table,
    columns: Mapping[str, Column],
    tickets: Sequence[_Ticket],
    moments: Sequence[int | None],
    zone: "ZoneInfo",
) -> Column:
    """Return the first reply of every ticket as its events tell it; none where it contradicts receipt or close."""
    updated = table.columns[UPDATED]
    made = replace(table, columns=columns, rows=[table.rows[ticket.last] for ticket in tickets])
    texts = []
    spans = zip(tickets, _moments(made, "received_at", zone), _moments(made, "closed_at", zone), strict=True)
    for ticket, start, end in spans:
        told = moments[ticket.reply] if ticket.reply is not None else None
        sound = told is not None and (start is None or start <= told) and (end is None or told <= end)
        texts.append(updated.texts[ticket.reply] if sound and ticket.reply is not None else "")
    return Column(heading=updated.heading, texts=texts)


def _picked(column: Column, places: Sequence[int]) -> Column:
    """Return the cells of a column at some positions."""
    kinds = {to: column.kinds[at] for to, at in enumerate(places) if at in column.kinds} if column.kinds else {}
    texts = [column.texts[at] for at in places]
    before = [column.written[at] for at in places] if column.written else ()
    return replace(column, texts=texts, written=before, kinds=kinds)


def _replaced(table: Table, tickets: Sequence[_Ticket]) -> list[Problem]:
    """Return the note on every event that is not the last one of its ticket."""
    ids = table.clean("complaint_id")
    last = {ids[ticket.last]: table.rows[ticket.last] for ticket in tickets if ids[ticket.last]}
    kept = {ticket.last for ticket in tickets}
    expected = {
        ticket: text("the last event of each ticket; row {row} is that of this one", row=row)
        for ticket, row in last.items()
    }
    return [
        table.problem(at, "complaint_id", "W173", expected[ticket], severity=Severity.NOTE)
        for at, ticket in enumerate(ids)
        if at not in kept
    ]
