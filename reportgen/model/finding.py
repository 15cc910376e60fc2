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
