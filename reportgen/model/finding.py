"""Breaches of a policy, seen in sound data."""

from dataclasses import dataclass

from reportgen.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One breach: which clause, by whom, since when, and what shows it (findings.csv)."""

    clause: str
    office_id: str
    client_id: str
    subject: str
    since: str
    what: Text
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmade:
    """One check that a policy asks for and that was not made: what it needs was not delivered."""

    clause: str
    check: str
    needs: tuple[str, ...]
    """Exports, or columns of exports as export.field; a|b: either."""
