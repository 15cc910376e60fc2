"""Sentences and checks that several exports share."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from reportgen.ingest.context import Context, Scale
from reportgen.ingest.table import Table
from reportgen.model.problem import Problem
from reportgen.model.text import Text, text

_TEN = 10
FUTURE = text("a date that is not in the future")


def blank(table: Table, name: str, values: Sequence[object], faults: Mapping[int, Problem]) -> dict[int, Problem]:
    """Return a Problem for every row that lacks a value which the export cannot do without."""
    expected = text("a value; a row without one cannot be used")
    return {
        at: table.problem(at, name, "E203", expected)
        for at, value in enumerate(values)
        if (value is None or value == "") and at not in faults
    }


def in_future(days: Sequence[date | None], context: Context) -> Iterator[int]:
    """Yield the positions of dates after the last day that may have records."""
    last = context.horizon_day
    return (at for at, day in enumerate(days) if day is not None and day > last)


def off_scale(table: Table, at: int, name: str, scale: Scale) -> Problem:
    """Return the Problem of an answer outside its scale."""
    hint = text("Is this a form with another scale?") if scale.high < _TEN else Text("")
    return table.problem(
        at,
        name,
        "E204",
        text("a number from {low} to {high}, or blank", low=f"{scale.low:f}", high=f"{scale.high:f}"),
        hint=hint,
    )
