"""A sheet under its headings: columns of our fields, with the place of every cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from reportgen.ingest.files import Claim
from reportgen.ingest.platforms.layout import Layout, Question
from reportgen.ingest.sheet import KINDS, CellKind, Sheet
from reportgen.ingest.values import is_broken_code
from reportgen.model.folding import folded, tidied
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.sources import Source

NO_HINT = Text("")
Out = TypeVar("Out")
UNUSABLE: Mapping[CellKind, tuple[str, Text]] = {
    CellKind.ERROR: ("E160", text("a value; the cell holds an error")),
    CellKind.UNCALCULATED: ("E159", text("a calculated value; open the file in Excel and save it")),
}
"""Cells that hold no value whatever the column."""
_SPECIAL = bytes(code for code, kind in enumerate(KINDS) if kind in {CellKind.DATE, CellKind.BOOL, *UNUSABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of a table, top to bottom."""

    heading: str
    """As written in the file; the field's own name for a constant."""
    texts: Sequence[str]
    kinds: Mapping[int, CellKind] = field(default_factory=dict)
    """Position → kind of dates, booleans, errors and uncalculated formulas; others are text or numbers."""
    written: Sequence[str] = ()
    """The same cells as they stand in the file, where ``texts`` are their translation."""
    question: Question | None = None
    """Of a platform's export: the question that the column answers."""
    row: int | None = None
    """Where the one cell stands that fills the column, if it is not in the table's rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A total line: its texts by field, and how many body rows stand above it."""

    above: int
    row: int
    word: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The body of one sheet; fates of other rows are counted already."""

    claim: Claim
    sheet: Sheet
    columns: Mapping[str, Column]
    rows: Sequence[int]
    """Row of every position, as a spreadsheet shows it."""
    totals: tuple[Total, ...] = ()
    read: int
    """Rows below the headings and title rows above them, from the reader's own count."""
    skipped: int = 0
    bad: int = 0
    """Rows that the reader set aside."""
    twins: int = 0
    """Rows left out because another one says the same: a form in the survey's other file, an earlier event."""
    below: int = 0
    """The headings' last row; 0 where the whole sheet counts."""
    layout: Layout | None = None
    """How the platform laid out the sheet, where the rule names one."""
    missing: frozenset[str] = frozenset()
    """Words that mean a blank, such as - and 无."""

    @property
    def source(self) -> Source:
        """The rule that claims it."""
        return self.claim.source

    def cells(self, name: str) -> Sequence[str]:
        """Return the texts of a field, all empty if the table does not have it."""
        column = self.columns.get(name)
        return column.texts if column else [""] * len(self.rows)

    def clean(self, name: str) -> list[str]:
        """Return the texts of a field, tidied; words that mean a blank are blanks."""
        return mapped(self.cells(name), self._said)

    def problem(
        self,
        at: int,
        name: str,
        code: str,
        expected: Text,
        *,
        severity: Severity = Severity.SET_ASIDE,
        hint: Text = NO_HINT,
    ) -> Problem:
        """Return the Problem of one cell."""
        column = self.columns.get(name)
        return Problem(
            code=code,
            severity=severity,
            file=self.sheet.file,
            sheet=self.sheet.sheet,
            row=column.row if column and column.row else self.rows[at],
            column=column.heading if column else name,
            value=(column.written or column.texts)[at] if column else "",
            expected=expected,
            hint=hint,
        )

    def remark(
        self, name: str, code: str, expected: Text, *, severity: Severity, value: str = "", hint: Text = NO_HINT
    ) -> Problem:
        """Return the Problem of a column as a whole."""
        column = self.columns.get(name)
        return Problem(
            code=code,
            severity=severity,
            file=self.sheet.file,
            sheet=self.sheet.sheet,
            column=column.heading if column else name,
            value=value,
            expected=expected,
            hint=hint,
        )

    def noted(self, name: str, code: str, places: Sequence[int], expected: Text) -> list[Problem]:
        """Return the one note on a column's cells that were understood: the first as found, and how many.

        ``expected`` has a place {count}.
        """
        if not places:
            return []
        counted = Text(expected.pattern, (*expected.values, ("count", len(places))))
        return [self.problem(places[0], name, code, counted, severity=Severity.NOTE)]

    def unusable(self, name: str) -> dict[int, Problem]:
        """Return the Problems of the error cells and uncalculated formulas of a column, by position."""
        column = self.columns.get(name)
        if not column:
            return {}
        rare = {at: UNUSABLE[kind] for at, kind in column.kinds.items() if kind in UNUSABLE}
        return {at: self.problem(at, name, code, expected) for at, (code, expected) in rare.items()}

    def plain(self, name: str, *, whole: bool = False) -> tuple[list[str], dict[int, Problem]]:
        """Return the texts of a column, blank where the cell holds no value, and those Problems.

        ``whole``: as written, line breaks and all; otherwise tidied.
        """
        faults = self.unusable(name)
        texts = mapped(self.cells(name), str.strip if whole else self._said)
        for at in faults:
            texts[at] = ""
        return texts, faults

    def codes(self, name: str) -> tuple[list[str], dict[int, Problem]]:
        """Return the ids of a column, blank where a spreadsheet has spoilt them, and those Problems."""
        faults = self.unusable(name)
        values = self.clean(name)
        spoilt = {value for value in set(values) if is_broken_code(value)}
        if spoilt:
            expected = text("a code as text; a spreadsheet has rounded it")
            faults |= {at: self.problem(at, name, "E161", expected) for at, v in enumerate(values) if v in spoilt}
        for at in faults:
            values[at] = ""
        return values, faults

    def words(self, name: str, known: Iterable[str] = ()) -> tuple[list[str], dict[int, Problem]]:
        """Return the words of a column in our vocabulary, and a Problem for each that is not in it.

        ``known``: the words there are; empty = what the rule says, and anything else as written.
        """
        spelled = {folded(word).casefold(): word for word in known} | self._spelled(name)
        allowed = {*known}
        values = mapped(self.cells(name), lambda found: spelled.get(folded(found).casefold(), self._said(found)))
        faults = self.unusable(name)
        if allowed:
            choices = sorted({*spelled})
            expected = text("one of {choices}", choices=", ".join(choices))
            wrong = {value for value in set(values) if value and value not in allowed}
            if wrong:
                faults |= {
                    at: self.problem(at, name, "E205", expected) for at, v in enumerate(values) if v in wrong
                }
        for at in faults:
            values[at] = ""
        return values, faults

    def _said(self, cell: str) -> str:
        tidy = tidied(cell)
        return "" if tidy in self.missing else tidy

    def own_words(self, name: str) -> Mapping[str, Sequence[str]]:
        """Return the words that the rule itself has for a field, with their spellings."""
        return self.source.values.get(name, {})

    def _spelled(self, name: str) -> dict[str, str]:
        """Return spelling → our word for a field, as the rule says."""
        rule = self.own_words(name)
        spelled = {folded(word).casefold(): word for word in rule}
        return spelled | {folded(one).casefold(): word for word, many in rule.items() for one in many}


def mapped(texts: Sequence[str], function: Callable[[str], Out]) -> list[Out]:
    """Return ``function`` of every text, called once for each distinct one."""
    known = {one: function(one) for one in set(texts)}
    return [known[one] for one in texts]


def columns_of(
    sheet: Sheet, source: Source, names: Mapping[str, tuple[int, str]], positions: Sequence[int]
) -> dict[str, Column]:
    """Return the columns of a body: the cells at ``positions`` (indices of ``sheet.cells``).

    ``names``: field → column from 0 and heading as written. Constants of the rule fill a column.
    """
    columns = {
        name: Column(heading=heading, texts=picked(sheet, index, positions), kinds=_kinds(sheet, index, positions))
        for name, (index, heading) in names.items()
    }
    constant = {
        name: Column(heading=name, texts=[value] * len(positions))
        for name, value in source.constants.items()
        if name not in columns
    }
    return columns | constant


def picked(sheet: Sheet, index: int, positions: Sequence[int]) -> list[str]:
    """Return the cells of a column at ``positions`` (indices of ``sheet.cells``)."""
    cells = sheet.cells.column(index)
    if isinstance(positions, range):
        return cells[positions.start : positions.stop]
    return [cells[at] for at in positions]


def _kinds(sheet: Sheet, index: int, positions: Sequence[int]) -> dict[int, CellKind]:
    """Return position → kind where it is neither text, number nor blank."""
    if not sheet.kinds:
        return {}
    codes = sheet.kinds[index :: sheet.cells.width]
    return {place: KINDS[codes[at]] for place, at in enumerate(positions) if codes[at] in _SPECIAL}
