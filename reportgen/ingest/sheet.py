"""One table of a file as text, with the place and the nature of every cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.ingest.blocks import Cells
from reportgen.model.problem import Problem

_LETTERS = 26


class CellKind(StrEnum):
    """What a cell holds; a CSV knows only TEXT and BLANK."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    """Has a date or time format: ``2026-03-31``, ``2026-03-31T09:05:00``; a time alone ``09:05:00``."""
    BOOL = "bool"
    ERROR = "error"
    UNCALCULATED = "uncalculated"
    """A formula without a stored result; its text is empty."""
    BLANK = "blank"


KINDS: tuple[CellKind, ...] = tuple(CellKind)
"""``Sheet.kinds`` holds positions in this tuple."""
CODE_OF: dict[CellKind, int] = {kind: code for code, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All cells of one sheet, or of a CSV, from row 1 to the last row that holds anything.

    Rows are numbered as a spreadsheet shows them (``rows``), a CSV's by record; index ``i`` of ``cells``
    is row ``i + 1``. Rows and columns of other facts (``merged``, ``hidden_rows``, ``bad_rows``) count
    from 1 too. Nothing is dropped: title rows, blank rows and faulty rows are all here.
    """

    file: str
    """Path relative to the workspace, with slashes."""
    sheet: str = ""
    """Name of the sheet; empty for a CSV."""
    sha256: str = ""
    encoding: str = "utf-8"
    """``utf-8``, ``gb18030``, ``utf-16`` or the configured one; ``xlsx``, ``xls`` for workbooks."""
    cells: Cells
    lines: Sequence[int] = ()
    """First physical line of each record of a CSV; empty where it equals the row."""
    kinds: bytes = b""
    """Positions in ``KINDS``, row by row; empty for a CSV."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column of each merged range."""
    hidden_rows: tuple[int, ...] = ()
    strike_rows: tuple[int, ...] = ()
    """Rows with a cell in a struck-through font."""
    date_system: int = 1900
    """1900 or 1904: the epoch of bare serial numbers."""
    formulas: int = 0
    """Formula cells whose stored result was taken."""
    records: int
    """Rows found by a second count that does not look at ``cells``: blank and header rows included."""
    bad_rows: dict[int, Problem] = field(default_factory=dict)
    """Rows that cannot be used, each with its one problem (set aside); their cells are kept as found."""
    skipped_rows: tuple[int, ...] = ()
    """Rows that are no data by their form: the ``sep=`` line of a CSV."""
    overflow: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Cells beyond the table's width, of rows in ``bad_rows``."""

    @property
    def rows(self) -> range:
        """The row number of each entry of ``cells``."""
        return range(1, len(self.cells) + 1)

    def line(self, index: int) -> int:
        """Return the first physical line of ``cells[index]``."""
        return self.lines[index] if self.lines else index + 1

    def kind(self, index: int, column: int) -> CellKind:
        """Return what ``cells[index][column]`` holds."""
        if self.kinds:
            return KINDS[self.kinds[index * self.cells.width + column]]
        return CellKind.TEXT if self.cells[index][column] else CellKind.BLANK

    def column_kinds(self, column: int) -> list[CellKind]:
        """Return what each cell of a column holds, top to bottom."""
        if self.kinds:
            return [KINDS[code] for code in self.kinds[column :: self.cells.width]]
        return [CellKind.TEXT if cell else CellKind.BLANK for cell in self.cells.column(column)]

    def marked(self, kind: CellKind) -> Iterator[tuple[int, int]]:
        """Yield the (index, column) of every cell of ``kind``, row by row; for the rare kinds."""
        code = bytes([CODE_OF[kind]])
        at = self.kinds.find(code)
        while at >= 0:
            yield divmod(at, self.cells.width)
            at = self.kinds.find(code, at + 1)


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column.

    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """Return the number of a column, 0 if there is none of that name.

    >>> column_number("A"), column_number("XFD"), column_number("a")
    (1, 16384, 0)
    """
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            return 0
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
