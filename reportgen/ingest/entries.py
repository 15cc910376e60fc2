"""What a card says of its items: points, marks, vetoes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reportgen.ingest.context import Context, item_on, scorecards_on
from reportgen.ingest.numbers import expected, form_notes
from reportgen.ingest.table import Table
from reportgen.ingest.values import SCORE_UNITS, Fault, Number, Reading, answer, number
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.pack import Item, Part, Scorecard

YES_OR_NO = text("yes or no")
_BLANK_VETO = text("yes or no; a blank veto item holds the grading")
_SIGNED = text("minus points with a minus sign; they were subtracted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What each row says of its item."""

    points: list[str] = field(default_factory=list)
    """Points or mark as an exact decimal; empty = blank, faulty, or a veto item."""
    hits: list[bool | None] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    faults: dict[int, Problem] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    read: list[Number | None] = field(default_factory=list)
    """Points and marks that were understood, and how they were written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """One entry: its place, its word in our vocabulary, its item."""

    table: Table
    at: int
    column: str
    word: str
    part: str
    found: tuple[Scorecard, Item] | None

    def problem(self, code: str, expected_: Text, severity: Severity = Severity.SET_ASIDE) -> Problem:
        """Return the Problem of this cell."""
        return self.table.problem(self.at, self.column, code, expected_, severity=severity)


def entries(
    table: Table, dates: Sequence[date | None], items: Sequence[str], parts: Sequence[str], context: Context
) -> Entries:
    """Return the entry of every row; the scorecard in force on the card's day says what the item is.

    ``parts``: what the file says of each row, used for items that no scorecard has.
    """
    column = entry_column(table, context)
    words, faults = table.words(column)
    forms = {day: scorecards_on(context.config, day or context.window.last_day) for day in set(dates)}
    made = Entries(faults=faults)
    unknown: dict[str, int] = {}
    for at, (word, item, said, day) in enumerate(zip(words, items, parts, dates, strict=True)):
        found = item_on(forms[day], item)
        part = found[1].part.value if found else said
        if item and not found:
            unknown[item] = unknown.get(item, 0) + 1
        cell = _Cell(table=table, at=at, column=column, word=word, part=part, found=found)
        veto = part == Part.VETO.value
        made.hits.append(_hit(cell, made, context.missing) if veto and at not in faults else None)
        made.read.append(None if veto or at in faults else _points(cell, made, context.missing))
        made.parts.append(part)
    made.points.extend("" if one is None else f"{one.value:f}" for one in made.read)
    made.notes.extend(form_notes(table, column, made.read))
    made.notes.extend(_unknown(table, unknown))
    return made


def entry_column(table: Table, context: Context) -> str:
    """Return the column that holds the entries: points or mark, as the scorecard says where both are there."""
    there = [name for name in ("points", "mark") if name in table.columns]
    cards = scorecards_on(context.config, context.window.last_day)
    wanted = "mark" if cards and cards[0].entry == "mark" else "points"
    return wanted if wanted in there else there[0]


def _hit(cell: _Cell, made: Entries, missing: frozenset[str]) -> bool | None:
    """Return whether a veto item fired; a blank one is said to hold the grading."""
    said = answer(cell.word, missing)
    if isinstance(said, Fault):
        made.faults[cell.at] = cell.problem(said.code, YES_OR_NO)
        return None
    if said is None:
        made.notes.append(cell.problem("E216", _BLANK_VETO, Severity.WARNING))
    return said


def _points(cell: _Cell, made: Entries, missing: frozenset[str]) -> Number | None:
    """Return the points or the mark of an item, None where blank or faulty."""
    how = Reading(units=SCORE_UNITS, missing=missing)
    read = number(cell.word, how)
    if isinstance(read, Fault):
        made.faults[cell.at] = cell.problem(read.code, expected(read.code, how))
        return None
    if read.value is None:
        return None
    wrong = _out_of_range(cell, read.value)
    if wrong:
        made.faults[cell.at] = wrong
        return None
    on_points = cell.found is None or cell.found[0].entry == "points"
    if cell.part == Part.MINUS.value and read.value > 0 and on_points:
        made.notes.append(cell.problem("E217", _SIGNED, Severity.NOTE))
    return read


def _out_of_range(cell: _Cell, value: Decimal) -> Problem | None:
    """Return the Problem of an entry beyond what its item can earn, or None."""
    if cell.found is None or cell.found[1].max is None:
        return None
    card, item = cell.found
    top = card.mark_max if cell.column == "mark" and card.mark_max is not None else item.max
    size = -value if item.part is Part.MINUS and value < 0 else value
    if top is None or 0 <= size <= top:
        return None
    return cell.problem("E216", text("points from 0 to {top}", top=f"{top:f}"))


def _unknown(table: Table, counts: dict[str, int]) -> list[Problem]:
    """Return a warning for each item that no scorecard of an active pack has."""
    known = text("an item of a scorecard in config/packs")
    return [
        table.remark("item", "W218", known, severity=Severity.WARNING, value=f"{item} ({counts[item]})")
        for item in sorted(counts)
    ]
