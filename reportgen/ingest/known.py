"""What the registers of all periods and the confirmed spellings say together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.policy.aliases import Alias


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A client belongs to an office from a day on; None = always."""

    since: date | None
    office_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """A client went over into another one; ``last``: the last day under its own id."""

    into: str
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who the clients are, by every key that a record may give."""

    names: Mapping[str, str]
    """Client id → its latest name."""
    by_id: Mapping[str, str]
    by_code: Mapping[str, str]
    """Credit code whose check character fits → client id."""
    by_name: Mapping[str, str]
    """Folded name, short or previous name → client id, where only one client has it."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded names of several clients."""
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Client id → its credit codes."""
    spells: Mapping[str, tuple[Spell, ...]] = field(default_factory=dict)
    ends: Mapping[str, date] = field(default_factory=dict)
    """Client id → last day as a client."""
    offices: Mapping[str, str] = field(default_factory=dict)
    """Office id → name."""
    all_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Client id → its latest name, then short and previous ones."""
    aliases: Mapping[str, tuple[Alias, ...]] = field(default_factory=dict)
    """Folded spelling → the confirmed clients, ids as registered."""
    successions: Mapping[str, Succession] = field(default_factory=dict)
    """Client id → the client it went over into; never in a circle."""

    def office_on(self, client: str, day: date) -> str:
        """Return the office of a client on a day; before the first known day it has its first office."""
        spells = self.spells[client]
        past = [spell for spell in spells if spell.since is None or spell.since <= day]
        return (past[-1] if past else spells[0]).office_id

    def confirmed(self, said: str, day: date | None) -> str:
        """Return the client that a folded spelling is confirmed to mean on a day, or ""."""
        return next((one.client_id for one in self.aliases.get(said, ()) if one.holds(day)), "")

    def successor(self, client: str, day: date | None) -> str:
        """Return whom a client's records of a day count for: itself up to its last day, then its successor."""
        while day is not None and client in self.successions and day > self.successions[client].last:
            client = self.successions[client].into
        return client
