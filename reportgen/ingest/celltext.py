"""Cells of a workbook as text: what a person would read, and what kind of cell it is."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from reportgen.ingest.scan import SheetScan
from reportgen.ingest.sheet import CODE_OF, CellKind

_PLAIN_BELOW = 1e15
_TEXT, _BLANK = CODE_OF[CellKind.TEXT], CODE_OF[CellKind.BLANK]

Value = str | float | bool | dt.date | dt.time | dt.timedelta
"""What the parser returns for a cell; datetime is a date."""
Line = list[Value]


class Marks:
    """The cells of a sheet that the parser shows otherwise, by row: errors and uncalculated formulas as blanks."""

    def __init__(self, found: SheetScan) -> None:
        self.by_row: dict[int, list[tuple[int, str, CellKind]]] = {}
        for (row, column), shown in found.errors.items():
            self.by_row.setdefault(row, []).append((column - 1, shown, CellKind.ERROR))
        for (row, column), shown in found.retold.items():
            self.by_row.setdefault(row, []).append((column - 1, shown, CellKind.TEXT))
        for row, column in found.uncalculated:
            self.by_row.setdefault(row, []).append((column - 1, "", CellKind.UNCALCULATED))
        self.width = max((mark[0] + 1 for marks in self.by_row.values() for mark in marks), default=0)
        self.last_row = max(self.by_row, default=0)


class Rows:
    """Turns the parser's rows into text of one width; blank rows at the end are left out."""

    def __init__(self, marks: Marks, left: int, width: int) -> None:
        self._marks = marks
        self._left = left
        self._width = width
        self.kinds = bytearray()
        self.values = 0

    def texts(self, parsed: Iterator[Line]) -> Iterator[list[str]]:
        """Yield the texts of each row, noting kinds and counting values on the way."""
        done = 0
        for row, line in enumerate(parsed, start=1):
            before = self.values
            texts, kinds = self._line(line, row)
            if self.values > before or row in self._marks.by_row:
                yield from self._blank_rows(row - 1 - done)
                self.kinds += kinds
                yield texts
                done = row
        for row in sorted(row for row in self._marks.by_row if row > done):  # below the parser's last row
            yield from self._blank_rows(row - 1 - done)
            texts, kinds = self._line([], row)
            self.kinds += kinds
            yield texts
            done = row

    def _blank_rows(self, count: int) -> Iterator[list[str]]:
        for _ in range(count):
            self.kinds += bytes([_BLANK]) * self._width
            yield [""] * self._width

    def _line(self, line: Line, row: int) -> tuple[list[str], bytearray]:
        texts = [""] * self._width
        kinds = bytearray([_BLANK]) * self._width
        for column, value in enumerate(line, start=self._left):
            if value != "":
                texts[column], kinds[column] = cell_text(value)
                if kinds[column] != _TEXT or not texts[column].isspace():
                    self.values += 1
        for column, shown, kind in self._marks.by_row.get(row, ()):
            texts[column], kinds[column] = shown, CODE_OF[kind]
        return texts, kinds


def cell_text(value: Value) -> tuple[str, int]:
    """Return what a person would read in a cell, and the position of its kind in ``KINDS``.

    >>> cell_text(5.0), cell_text(2.5), cell_text(913205000000000123.0)
    (('5', 1), ('2.5', 1), ('9.132050000000001E+17', 1))
    """
    if isinstance(value, str):
        return value, _TEXT
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), CODE_OF[CellKind.BOOL]
    if isinstance(value, int | float):
        return _number(value), CODE_OF[CellKind.NUMBER]
    if isinstance(value, dt.timedelta):
        return _duration(value), CODE_OF[CellKind.DATE]
    return value.isoformat(), CODE_OF[CellKind.DATE]


def _number(value: float) -> str:
    """Return the shortest decimal that reads back as the same number.

    From sixteen digits on a spreadsheet keeps only the first ones, so it is written with an exponent, as
    the spreadsheet shows it: a code that was typed as a number is then seen to be spoilt.
    """
    if -_PLAIN_BELOW < value < _PLAIN_BELOW and value == int(value):
        return str(int(value))
    shown = repr(value)
    if _PLAIN_BELOW <= abs(value) < float("inf"):
        return format(Decimal(shown).normalize(), "E")
    return format(Decimal(shown), "f") if "e" in shown else shown


def _duration(value: dt.timedelta) -> str:
    seconds = round(abs(value.total_seconds()))
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
