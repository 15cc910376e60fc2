"""What became of each message of a period: a chain like the ledger's, synced entry by entry.

A message is entered before its last byte goes out, and again when the server has answered. One that has only the
first entry may have been delivered or not; nobody can know but its recipient, so it waits for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from reportgen.ledger.chain import FILE, Act, Entry, LedgerError, append, chain_faults, entries

PLANNED, APPROVED, ABOUT, ANSWERED, RESOLVED = "planned", "approved", "about to send", "answered", "resolved"


class State(StrEnum):
    """Where a message stands."""

    NEW = "new"
    SENT = "sent"
    """The server took it, or a person says that it arrived."""
    REFUSED = "refused"
    """The server will not take it."""
    DEFERRED = "deferred"
    """Not taken for now: the next `send` tries it again."""
    UNKNOWN = "unknown"
    """Parked: it may have been delivered."""


class Clock(Protocol):
    """What time it is, for the journal."""

    def __call__(self) -> datetime:
        """Return the moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The journal of one period."""

    folder: Path
    period: str
    actor: str
    now: Clock

    def enter(self, kind: str, body: Mapping[str, Any]) -> None:
        """Enter something, synced to disk when this returns.

        Raises:  LedgerError.
        """
        act = Act(kind=kind, period=self.period, body=body, at=self.now(), actor=self.actor)
        append(self.folder, act)

    def read(self) -> list[Entry]:
        """Return everything that was entered, in order; nothing where there is no journal yet.

        Raises:  LedgerError also where an entry was changed or removed: what was sent is not known then.
        """
        found = entries(self.folder)
        faults = chain_faults(found)
        if faults:
            raise LedgerError(self.folder / FILE, ValueError(str(faults[0])))
        return found

    @property
    def exists(self) -> bool:
        """Whether there is a journal."""
        return (self.folder / FILE).exists()


def states(found: Iterable[Entry]) -> dict[str, State]:
    """Return where each message stands, by its key; one that is not in it is new."""
    known: dict[str, State] = {}
    for entry in found:
        if entry.kind == ABOUT:
            known[entry.body["key"]] = State.UNKNOWN
        elif entry.kind in {ANSWERED, RESOLVED}:
            known[entry.body["key"]] = State(entry.body["state"])
    return known


def sent_messages(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return every message that counts as sent, as the ledger tells it: to, at, files and Message-ID."""
    listed = list(found)
    known = states(listed)
    about = {entry.body["key"]: entry for entry in listed if entry.kind == ABOUT}
    return [
        {
            "to": entry.body["to"],
            "at": entry.at,
            "message_id": entry.body["message_id"],
            "files": entry.body["files"],
        }
        for key, entry in about.items()
        if known[key] is State.SENT
    ]


def agreed_on(found: Iterable[Entry], kind: str, plan: str) -> Entry | None:
    """Return the last entry of ``kind``, planned or approved, of the plan with this hash."""
    those = [entry for entry in found if entry.kind == kind and entry.body["plan"] == plan]
    return those[-1] if those else None
