"""What a look through a workbook's bytes finds, before and beside the parser."""

from dataclasses import dataclass, field

from reportgen.ingest.limits import Limits
from reportgen.ingest.refusal import Place, RefusalError
from reportgen.ingest.sheet import letters
from reportgen.model.text import text

Merge = tuple[int, int, int, int]


@dataclass(slots=True, kw_only=True)
class SheetScan:
    """One sheet; rows and columns count from 1."""

    name: str
    hidden: bool = False
    last_row: int = 0
    """Last row that holds anything: the independent count of rows."""
    last_column: int = 0
    filled_rows: int = 0
    values: int = 0
    """Cells with a value, error cells and uncalculated formulas not among them."""
    uncertain: int = 0
    """Of these, texts that may be blank (an .xls does not say it beside the cell)."""
    formulas: int = 0
    """Formulas with a stored result."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    strike_rows: list[int] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    retold: dict[tuple[int, int], str] = field(default_factory=dict)
    """What a cell shows, where the parser says it otherwise (.ods)."""

    def note(self, row: int, column: int, limits: Limits) -> None:
        """Take notice of a cell that holds something.

        Raises:  RefusalError E110 for a lone cell far outside, E113 for too many rows.
        """
        if row > limits.workbook_rows or column > limits.columns:
            raise self._outside(row, column, limits)
        if row != self.last_row:
            self.filled_rows += 1
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    def note_repeated(self, row: int, column: int, limits: Limits) -> None:
        """Take notice of the last of the rows and columns over which one cell is repeated.

        Raises:  RefusalError E110 as for a sheet that would not fit in memory.
        """
        if row > self.last_row:
            self.filled_rows += row - self.last_row - 1
        self.note(row, column, limits)
        self.check_area(limits)

    def check_area(self, limits: Limits) -> None:
        """Refuse a sheet whose rectangle would not fit in memory, however few of its cells are filled.

        Raises:  RefusalError E110.
        """
        if self.last_row * self.last_column > limits.cells:
            expected = text("a sheet of at most {cells} cells from A1 to its last one", cells=limits.cells)
            corner = f"{letters(self.last_column)}{self.last_row}"
            raise RefusalError("E110", expected, value=corner, place=Place(self.name, self.last_row))

    def _outside(self, row: int, column: int, limits: Limits) -> RefusalError:
        if column <= limits.columns and 2 * self.filled_rows >= limits.workbook_rows:
            expected = text("at most {rows} rows", rows=limits.workbook_rows)
            return RefusalError("E113", expected, value=f">= {row}", place=Place(self.name))
        expected = text(
            "cells within {rows} rows and {columns} columns", rows=limits.workbook_rows, columns=limits.columns
        )
        cell = f"{letters(column)}{row}"
        hint = text("delete the cells far outside the table; an add-in may have put them there")
        return RefusalError("E110", expected, value=cell, hint=hint, place=Place(self.name, row, letters(column)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A workbook's sheets in order, charts left out."""

    sheets: tuple[SheetScan, ...]
    date_system: int
    macros: bool = False
