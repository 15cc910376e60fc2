"""Columns of a table as the declarations say, each through the reader of its kind."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column
from reportgen.ingest.daycells import any_days, past_days
from reportgen.ingest.entries import YES_OR_NO
from reportgen.ingest.fates import text_column
from reportgen.ingest.money import money
from reportgen.ingest.numbers import numbers
from reportgen.ingest.table import Table, mapped
from reportgen.ingest.targets import months_of
from reportgen.ingest.values import NO, SCORE_UNITS, Fault, Reading, answer
from reportgen.model.folding import folded
from reportgen.model.problem import Problem
from reportgen.model.records.field import Field, Kind
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_COUNTED = dict.fromkeys(("年", "个", "次", "份", "条", "家", "人"), Decimal(1))
_BETWEEN_LEVELS = re.compile(r"[;；,，、\s]+")
_LEVEL = re.compile(r"^(?P<pack>[A-Za-z][A-Za-z0-9_-]*)[:：=](?P<level>\S+)$")
_WHOLE = text("a whole number of 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One field of a table: a value per row, "" or None where blank or faulty."""

    said: Sequence[Any]
    faults: dict[int, Problem]
    notes: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreColumns:
    """Further columns of an export that has a reader of its own."""

    columns: "Mapping[str, pd.Series[Any]]"
    problems: list[Problem]


def more_columns(table: Table, fields: Iterable[Field], context: Context) -> MoreColumns:
    """Return the columns of optional fields; a faulty cell costs its value, never its row."""
    read = {one: cells(table, one, context) for one in fields}
    return MoreColumns(
        columns={one.column: column(one.kind, found.said) for one, found in read.items()},
        problems=[problem for found in read.values() for problem in (*found.faults.values(), *found.notes)],
    )


def cells(table: Table, one: Field, context: Context) -> Cells:
    """Return what a field says in every row."""
    return _READERS[one.kind](table, one, context)


def column(kind: Kind, values: Sequence[Any]) -> "pd.Series[Any]":
    """Return values as a column of the dtype that its contract names."""
    import pandas as pd

    if kind in {Kind.DAY, Kind.ANY_DAY, Kind.MONTH}:
        return day_column(values)
    if kind in {Kind.MONEY, Kind.COUNT}:
        return pd.Series(pd.array(list(values), dtype="Int64"))
    if kind is Kind.FLAG:
        return pd.Series(pd.array(list(values), dtype="boolean"))
    if kind is Kind.NUMBER:
        return pd.Series(list(values), dtype="object")
    return text_column(values)


def _codes(table: Table, one: Field, _: Context) -> Cells:
    values, faults = table.codes(one.name)
    return Cells(said=values, faults=faults)


def _texts(table: Table, one: Field, _: Context) -> Cells:
    values, faults = table.plain(one.name, whole=one.kind is Kind.WHOLE)
    return Cells(said=values, faults=faults)


def _words(table: Table, one: Field, _: Context) -> Cells:
    """Return our words; the rule's spellings and the data dictionary's both count."""
    ours = {folded(spelling): word for word, spellings in one.words.items() for spelling in spellings}
    values, faults = table.words(one.name, [*one.words, *ours])
    return Cells(said=[ours.get(value, value) for value in values], faults=faults)


def _levels(table: Table, one: Field, context: Context) -> Cells:
    """Return levels as policy:level, by policy, with ; between."""
    values, faults = table.plain(one.name)
    example = ";".join(f"{pack}:A" for pack in context.config.profile.packs[:2])
    expected = text("levels with their policies, such as {example}", example=example)
    found = mapped(values, _by_policy)
    faults |= {
        at: table.problem(at, one.name, "E205", expected) for at, level in enumerate(found) if level is None
    }
    return Cells(said=["" if at in faults else level for at, level in enumerate(found)], faults=faults)


def _by_policy(cell: str) -> str | None:
    """Return a cell's levels in one form, or None where it is unreadable or gives one policy two.

    >>> _by_policy("P17：A，P03=B"), _by_policy("A")
    ('P03:B;P17:A', None)
    """
    parts = [_LEVEL.match(part) for part in _BETWEEN_LEVELS.split(cell) if part]
    said = {part["pack"].upper(): part["level"] for part in parts if part}
    return ";".join(f"{pack}:{said[pack]}" for pack in sorted(said)) if len(said) == len(parts) else None


def _days(table: Table, one: Field, context: Context) -> Cells:
    found = (past_days if one.kind is Kind.DAY else any_days)(table, one.name, context)
    return Cells(said=found.days, faults=found.faults, notes=found.notes)


def _months(table: Table, _: Field, context: Context) -> Cells:
    values, faults = months_of(table, context)
    return Cells(said=values, faults=faults)


def _money(table: Table, one: Field, context: Context) -> Cells:
    found = money(table, one.name, context)
    return Cells(said=found.fen, faults=found.faults, notes=found.notes)


def _numbers(table: Table, one: Field, context: Context) -> Cells:
    units = {**SCORE_UNITS, "%": Decimal("0.01")}
    found = numbers(table, one.name, Reading(units=units, missing=context.missing))
    values = [None if number is None else Fraction(number) for number in found.numbers]
    return Cells(said=values, faults=found.faults, notes=found.notes)


def _counts(table: Table, one: Field, context: Context) -> Cells:
    found = numbers(table, one.name, Reading(units=_COUNTED, missing=context.missing))
    odd = [at for at, n in enumerate(found.numbers) if n is not None and (n < 0 or n != n.to_integral_value())]
    faults = found.faults | {at: table.problem(at, one.name, "E209", _WHOLE) for at in odd}
    values = [None if n is None or at in faults else int(n) for at, n in enumerate(found.numbers)]
    return Cells(said=values, faults=faults, notes=found.notes)


def _flags(table: Table, one: Field, context: Context) -> Cells:
    """Return yes, no or None; 无 is no here, even where it elsewhere means a blank."""
    said, faults = table.words(one.name) if table.own_words(one.name) else table.plain(one.name)
    raw = mapped(table.cells(one.name), folded)
    words = [cell if cell in NO else word for cell, word in zip(raw, said, strict=True)]
    found = mapped(words, lambda word: answer(word, context.missing - NO))
    wrong = {at for at, one_said in enumerate(found) if isinstance(one_said, Fault) and at not in faults}
    faults |= {at: table.problem(at, one.name, "E205", YES_OR_NO) for at in wrong}
    return Cells(said=[None if at in faults else value for at, value in enumerate(found)], faults=faults)


_READERS: Mapping[Kind, Callable[[Table, Field, Context], Cells]] = {
    Kind.CODE: _codes,
    Kind.TEXT: _texts,
    Kind.WHOLE: _texts,
    Kind.WORD: _words,
    Kind.LEVELS: _levels,
    Kind.DAY: _days,
    Kind.ANY_DAY: _days,
    Kind.MONTH: _months,
    Kind.MONEY: _money,
    Kind.NUMBER: _numbers,
    Kind.COUNT: _counts,
    Kind.FLAG: _flags,
}
