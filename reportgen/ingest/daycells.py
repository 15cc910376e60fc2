"""Columns of days, and which of them may not lie in the future."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.ingest.context import Context
from reportgen.ingest.dates import days, moments
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import FUTURE, in_future
from reportgen.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """One column of a table; None where blank or faulty."""

    days: Sequence[date | None]
    faults: dict[int, Problem]
    notes: list[Problem]


def any_days(table: Table, name: str, context: Context) -> Days:
    """Return the days of a field, whenever they are."""
    found = moments(table, name, context.missing)
    return Days(
        days=days(found.found, context.config.profile.zone), faults=dict(found.faults), notes=list(found.notes)
    )


def past_days(table: Table, name: str, context: Context) -> Days:
    """Return the days of a field; one that lies in the future is a fault."""
    found = any_days(table, name, context)
    late = {at: table.problem(at, name, "E224", FUTURE) for at in in_future(found.days, context)}
    known = [None if at in late else day for at, day in enumerate(found.days)]
    return Days(days=known, faults=found.faults | late, notes=found.notes)
