"""The same tables as one workbook for people: typed cells, frozen headings, filters, no formulas.

One heading row, each heading two lines of one cell: the word in the build's language, below it the contract's
column name. A second heading row would be sorted into the data, or taken for it by a pivot table, in Excel and in
WPS alike; a comment is neither printed nor found by a search, and its drawings slow a sheet down. With one row,
filter, sort, table and pivot work at once, and no two columns have the same heading.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import repeat
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from reportgen.deliver.bookends import ABOUT, MAX_LETTERS, MAX_ROWS, About, explained, opened
from reportgen.deliver.columns import dtype, key_columns, unit
from reportgen.deliver.data import Table
from reportgen.deliver.headings import heading
from reportgen.deliver.looks import BY_ROW, DAYS, MARKS, Mark, unit_of, verdict
from reportgen.deliver.pen import Pen, on_paper
from reportgen.model.frame import BOOL, DAY, EXACT, FLOAT, INT, TEXT

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$").match
_EPOCH = date(1899, 12, 30).toordinal()
_NARROW, _WIDE = 8, 48
_MEASURED = 200
"""Rows that are looked at for a column's width."""
_FROZEN = 64
"""Widest frozen part, in letters: the rest must still be seen on a small screen."""
_MARKED = 10


def data_book(tables: Sequence[Table], made_on: datetime, about: About | None = None) -> bytes:
    """Return an XLSX workbook: what it is, a sheet per table, and one that explains the columns.

    Same tables, same bytes: the properties hold ``made_on``, not the clock.
    """
    import xlsxwriter

    about = about or About()
    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "reportgen", "created": made_on.astimezone(UTC).replace(tzinfo=None)})
        pen = Pen(book, about.locale)
        first = book.add_worksheet(pen.say(ABOUT))
        cut = [_sheet(pen, table) for table in tables]
        explained(pen, tables)
        opened(pen, first, about, list(zip(tables, cut, strict=True)))
    return buffer.getvalue()


def _sheet(pen: Pen, table: Table) -> int:
    """Write one table; return how many of its cells were too long to be shown whole."""
    sheet = pen.book.add_worksheet(table.name)
    rows = table.rows[:MAX_ROWS]
    widths, cut = [], 0
    for at, name in enumerate(table.header):
        words = pen.say(heading(table.name, name))
        sheet.write_string(0, at, f"{words}\n{name}", pen.head)
        widths.append(_width(table, at, (words, name)))
        sheet.set_column(at, at, widths[-1], pen.text if dtype(table.name, name) == TEXT else None)
        cut += _column(pen, sheet, table, rows, at)
    sheet.set_row(0, 32)
    kept = _frozen(table, widths)
    sheet.freeze_panes(1, kept)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(table.header) - 1, 0))
    on_paper(sheet, sum(widths), kept)
    return cut


def _frozen(table: Table, widths: Sequence[float]) -> int:
    """Return how many columns stay in sight: those that tell rows apart, as far as there is room."""
    kept = key_columns(table.name, table.header)
    while kept and sum(widths[:kept]) > _FROZEN:
        kept -= 1
    return kept


def _column(pen: Pen, sheet: "Worksheet", table: Table, rows: Sequence[Sequence[str]], at: int) -> int:
    """Write the cells of a column as what its contract says; return how many texts were cut."""
    name, kind = table.header[at], dtype(table.name, table.header[at])
    filled = [(line, row[at]) for line, row in enumerate(rows, 1) if row[at]]
    look = _look(pen, table, at)
    looks = map(look, (row for row in rows if row[at])) if callable(look) else repeat(look)
    if kind == BOOL and (table.name, name) not in MARKS:
        for line, text in filled:
            sheet.write_boolean(line, at, text == "true")
        return 0
    read = _READERS.get(kind) if kind != BOOL else None
    if read is None:
        return sum(_text(sheet, line, at, text, own) for (line, text), own in zip(filled, looks, strict=False))
    cut = 0
    for (line, text), own in zip(filled, looks, strict=False):
        number = read(text)
        if number is None:
            cut += _text(sheet, line, at, text, own)
        else:
            sheet.write_number(line, at, number, own)
    return cut


def _number(text: str) -> float | None:
    """Return a number as published; None for a word in its place."""
    try:
        return float(text)
    except ValueError:
        return None


def _serial(text: str) -> int | None:
    """Return a day as spreadsheets count it; None for a word in its place."""
    return date.fromisoformat(text).toordinal() - _EPOCH if _DAY(text) else None


_READERS: dict[str, Callable[[str], float | None]] = {INT: _number, FLOAT: _number, EXACT: _number, DAY: _serial}


def _text(sheet: "Worksheet", line: int, at: int, text: str, look: Any) -> bool:
    """Write a text; return whether it was too long for a cell."""
    cut = bool(sheet.write_string(line, at, text, look) == _TOO_LONG)
    if cut:
        sheet.write_string(line, at, text[: MAX_LETTERS - 1] + "…", look)
    return cut


_TOO_LONG = -2
"""What the writer answers to a text that no cell can hold."""


def _look(pen: Pen, table: Table, at: int) -> Any:
    """Return the format of a column's cells, or row → format where they differ."""
    name = table.header[at]
    place = {column: number for number, column in enumerate(table.header)}
    marks = MARKS.get((table.name, name))
    if marks:
        return lambda row: pen.marked(marks.get(row[at], _PLAIN))
    if dtype(table.name, name) == DAY:
        return pen.format(DAYS)
    own = unit(table.name, name)
    if "measure" in place and name == "verdict":
        measure = place["measure"]
        return lambda row: pen.marked(verdict(row[at], row[measure]))
    if "measure" in place and name in BY_ROW and not own:
        measure, units = place["measure"], place.get("unit")
        return lambda row: pen.figure(unit_of(row[measure]) if units is None else row[units], name)
    if name == "gap":
        return pen.quiet
    return pen.figure(own or ("count" if dtype(table.name, name) == INT else ""), name)


_PLAIN: Mark = ("plain", "", "")


def _width(table: Table, at: int, heads: Iterable[str]) -> float:
    """Return a column's width in letters, by its content, within bounds."""
    name = table.header[at]
    kind = dtype(table.name, name)
    found = max((_letters(row[at]) for row in table.rows[:_MEASURED]), default=0)
    if kind not in (TEXT, BOOL, DAY):
        found = max((_digits(row[at]) for row in table.rows[:_MEASURED]), default=0)
    if name == "verdict" or (table.name, name) in MARKS:
        found += _MARKED
    return min(max(_NARROW, found + 1, *(_letters(head) + 3 for head in heads)), _WIDE)


def _digits(text: str) -> int:
    """Return how wide a number is with separators, sign and two places, whatever the CSV holds behind them."""
    whole = len(text.lstrip("-").partition(".")[0])
    return whole + (whole - 1) // 3 + 4 if whole else 0


def _letters(text: str) -> int:
    """Return how many narrow letters a text is wide."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text[:_WIDE])
