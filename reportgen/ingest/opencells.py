"""One row of an OpenDocument sheet: which of its cells hold a value, an error, or a formula without a result."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.ingest.limits import Limits
from reportgen.ingest.scan import SheetScan
from reportgen.ingest.sniff import damaged
from reportgen.model.text import text

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
_LONG = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_HIDDEN = frozenset({"collapse", "filter"})
_VALUES = ("office:value", "office:date-value", "office:time-value", "office:boolean-value")
_DAY = 24


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell as it is written, with what it shows."""

    times: int
    value: str | None
    """The stored value of a number, date, time or boolean."""
    stored: str | None
    """The stored value of a text, where it differs from what is shown."""
    kind: str
    formula: bool
    error: bool
    style: str
    spans: tuple[int, int]
    shown: str = ""
    paragraphs: int = 0
    broken: bool = False
    """Has a tab or a line break inside a paragraph, which the parser leaves out."""

    @classmethod
    def of(cls, attributes: Mapping[str, str], style: str) -> "Cell":
        """Return the cell of an element; ``style``: what its column gives it."""
        return cls(
            times=counted(attributes, "table:number-columns-repeated"),
            value=next((attributes[name] for name in _VALUES if name in attributes), None),
            stored=attributes.get("office:string-value"),
            kind=attributes.get("office:value-type", ""),
            formula="table:formula" in attributes,
            error=attributes.get("calcext:value-type") == "error",
            style=attributes.get("table:style-name", style),
            spans=(
                counted(attributes, "table:number-rows-spanned"),
                counted(attributes, "table:number-columns-spanned"),
            ),
        )

    @property
    def told(self) -> str:
        """What the cell says; nothing where it is blank."""
        return self.value or self.stored or (self.shown if self.value is self.stored is None else "")

    @property
    def parsed(self) -> str:
        """What the parser makes of it: the text of a cell that does not say it is one is left out."""
        return "" if self.value is self.stored is None and self.kind != "string" else self.told


@dataclass(slots=True, kw_only=True)
class Row:
    """A row and how often it stands below itself."""

    first: int
    last: int
    hidden: bool
    cells: list[Cell] = field(default_factory=list)
    width: int = 0

    @classmethod
    def of(cls, attributes: Mapping[str, str], first: int) -> "Row":
        """Return the row of an element that begins at row ``first``."""
        times = counted(attributes, "table:number-rows-repeated")
        hidden = attributes.get("table:visibility", "") in _HIDDEN
        return cls(first=first, last=first + times - 1, hidden=hidden)

    def add(self, cell: Cell) -> None:
        """Take the next cell."""
        self.cells.append(cell)
        self.width += cell.times

    def placed(self) -> Iterator[tuple[Cell, int]]:
        """Yield each cell and the column, from 1, in which it first stands."""
        column = 1
        for cell in self.cells:
            yield cell, column
            column += cell.times


def counted(attributes: Mapping[str, str], name: str) -> int:
    """Return a number of repetitions or of spanned cells; 1 where none is written.

    Raises:  RefusalError E105 for anything but a positive number.
    """
    stated = attributes.get(name, "1")
    if not (stated.isascii() and stated.isdigit() and int(stated)):
        raise damaged(text("counts of rows and cells; {name} is none", name=name), stated[:20])
    return int(stated)


def read_row(sheet: SheetScan, row: Row, struck: set[str], limits: Limits) -> None:
    """Take notice of the cells of a row, in each of the rows and columns in which they stand.

    Raises:  RefusalError E110, E113 for cells far outside or too many rows, before anything is spread out.
    """
    for cell, column in row.placed():
        if cell.spans != (1, 1):
            down, right = cell.spans
            sheet.merged.append((row.first, column, row.first + down - 1, column + right - 1))
        if _is_empty(cell):
            continue
        sheet.note(row.first, column + cell.times - 1, limits)
        sheet.note_repeated(row.last, column + cell.times - 1, limits)
        for number in range(row.first, row.last + 1):
            for place in range(column, column + cell.times):
                _take(sheet, cell, (number, place))
            if cell.style in struck and number not in sheet.strike_rows[-1:]:
                sheet.strike_rows.append(number)


def _is_empty(cell: Cell) -> bool:
    return not cell.told.strip() and not _is_error(cell) and not _is_uncalculated(cell)


def _is_error(cell: Cell) -> bool:
    """Whether a cell shows an error; its stored value is 0 or an empty text then."""
    return cell.error or (cell.formula and bool(_ERROR.fullmatch(cell.shown.strip())))


def _is_uncalculated(cell: Cell) -> bool:
    return cell.formula and cell.value is None and cell.stored is None and not cell.shown and cell.kind != "string"


def _take(sheet: SheetScan, cell: Cell, place: tuple[int, int]) -> None:
    if _is_uncalculated(cell):
        sheet.uncalculated.append(place)
        return
    if _is_error(cell):
        sheet.values += bool(cell.parsed.strip())
        sheet.errors[place] = cell.shown.strip() or "#N/A"
        return
    sheet.values += bool(cell.told.strip())
    sheet.formulas += cell.formula
    long = _LONG.fullmatch(cell.value or "")
    if long and int(long[2]) >= _DAY:
        sheet.retold[place] = f"{long[1]}{int(long[2]):02d}:{int(long[3]):02d}:{int(long[4]):02d}"
    elif cell.broken and cell.value is None and cell.stored is None:
        sheet.retold[place] = cell.shown
