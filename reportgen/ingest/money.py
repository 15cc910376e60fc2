"""Columns of money: whole fen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.ingest.context import Context
from reportgen.ingest.numbers import numbers
from reportgen.ingest.table import Table
from reportgen.ingest.totals import wrong_totals
from reportgen.ingest.units import plain_unit
from reportgen.ingest.values import YUAN_UNITS, Reading
from reportgen.model.problem import Problem
from reportgen.model.text import text

_FEN = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """One column of a table in fen; None where blank or faulty."""

    fen: list[int | None]
    faults: dict[int, Problem]
    notes: list[Problem]


def money(table: Table, name: str, context: Context) -> Money:
    """Return the amounts of a field; faults by position, notes on their unit, rounding and wrong totals."""
    plain, of_unit = plain_unit(table, name)
    how = Reading(units=YUAN_UNITS, missing=context.missing, plain_unit=plain)
    read = numbers(table, name, how)
    expected = text("an amount of 0 or more")
    below = {at: table.problem(at, name, "E211", expected) for at in _below_nothing(read.numbers)}
    fen, rounded = whole_fen([None if at in below else one for at, one in enumerate(read.numbers)])
    notes = table.noted(name, "W238", rounded, text("amounts in whole fen; rounded half up: {count}"))
    notes += [*of_unit, *wrong_totals(table, name, read.numbers, how)]
    return Money(fen=fen, faults=read.faults | below, notes=[*read.notes, *notes])


def signed_money(table: Table, name: str, context: Context, left_out: Iterable[int] = ()) -> Money:
    """Return the amounts of a field that may be below nothing; ``left_out`` as in ``wrong_totals``."""
    plain, of_unit = plain_unit(table, name)
    how = Reading(units=YUAN_UNITS, missing=context.missing, plain_unit=plain)
    read = numbers(table, name, how)
    fen, rounded = whole_fen(read.numbers)
    notes = table.noted(name, "W238", rounded, text("amounts in whole fen; rounded half up: {count}"))
    notes += [*of_unit, *wrong_totals(table, name, read.numbers, how, left_out)]
    return Money(fen=fen, faults=read.faults, notes=[*read.notes, *notes])


def _below_nothing(amounts: Sequence[Decimal | None]) -> list[int]:
    return [at for at, value in enumerate(amounts) if value is not None and value < 0]


def whole_fen(amounts: Sequence[Decimal | None]) -> tuple[list[int | None], list[int]]:
    """Return amounts in yuan as fen, rounded half up, and where they had to be rounded."""
    exact = [None if value is None else value * _FEN for value in amounts]
    whole = [None if value is None else int(value.quantize(Decimal(1), ROUND_HALF_UP)) for value in exact]
    return whole, [at for at, one in enumerate(exact) if one != whole[at]]
