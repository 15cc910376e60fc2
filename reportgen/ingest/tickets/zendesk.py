"""Zendesk: the CSV of a view or of the account, and of Explore."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from reportgen.ingest.moments import Written, written
from reportgen.ingest.table import Column, Table
from reportgen.ingest.tickets.system import System, iso
from reportgen.ingest.values import Number, Reading, number

_MINUTES = "@minutes"


def first_reply(table: Table) -> Column | None:
    """Return the receipt plus the minutes to the first reply; the export has no moment of it."""
    minutes = table.columns.get(_MINUTES)
    received = table.columns.get("received_at")
    if minutes is None or received is None:
        return None
    order, system = table.source.date_order, table.sheet.date_system
    texts = []
    for start, waited in zip(received.texts, minutes.texts, strict=True):
        begun, after = written(start, order, system), number(waited, Reading())
        told = isinstance(begun, Written) and begun.timed and isinstance(after, Number)
        texts.append(_later(begun, after.value) if told else waited)  # type: ignore[union-attr, arg-type]
    return replace(minutes, texts=texts, written=minutes.texts, kinds={})


def _later(begun: Written, minutes: Decimal | None) -> str:
    if minutes is None:
        return ""
    return iso(replace(begun, local=begun.local + timedelta(microseconds=int(minutes * 60_000_000))))


ZENDESK = System(
    headings={
        "complaint_id": ("Id", "Ticket ID"),
        "client_name": ("Organization", "Ticket organization name"),
        "received_at": ("Created at", "Ticket created - Timestamp", "Ticket created - Date"),
        "closed_at": ("Solved at", "Ticket solved - Timestamp", "Ticket solved - Date"),
        "state": ("Status", "Ticket status"),
        "channel": ("Via", "Ticket channel"),
        "category": ("Ticket type", "Type"),
        "content": ("Subject", "Ticket subject"),
        "handler": ("Assignee", "Assignee name"),
        "priority": ("Priority", "Ticket priority"),
        _MINUTES: ("First reply time in minutes", "First reply time (min)"),
    },
    values={
        "state": {
            "open": ("New", "Open", "Pending", "Hold", "On-hold"),
            "resolved": ("Solved",),
            "closed": ("Closed",),
        },
        "channel": {
            "hotline": ("Phone", "Phone call (incoming)", "Phone call (outgoing)", "Voice", "Voicemail"),
            "email": ("Mail", "Email"),
            "online": ("Web", "Web form", "Web Service", "Web Widget", "Chat", "Messaging", "Mobile SDK"),
            "other": ("API", "Rule", "Text", "Twitter", "Facebook", "Closed ticket"),
        },
    },
    opening=("New",),
    missing=frozenset({"-"}),
    first_reply=first_reply,
)
