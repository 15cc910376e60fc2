"""The same tables as one workbook for people: typed cells, frozen headings, filters, no formulas."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from reportgen.deliver.data import Table
from reportgen.model.result_frames import RESULT_FRAMES

MAX_ROWS = 1_048_575
_NUMBER = re.compile(r"^-?[0-9]+(\.[0-9]+)?$")
_TEXT_COLUMNS = frozenset(
    {"client_id", "office_id", "period", "pack", "policy_version", "sha256", "value"}
    | {"category", "product", "span", "evidence"}
)
_FIGURE_TABLES = frozenset({"measures", "change_parts"})
"""Tables whose column value is a figure; in problems.csv it is the text as found."""
_WIDTHS = {
    "name": 24,
    "measure": 40,
    "file": 40,
    "expected": 50,
    "hint": 50,
    "what": 50,
    "because": 24,
    "source": 18,
}
_NAMES = {"measures": "CHANGED", "clients": "CLIENTS", "grades": "GRADES", "contributions": "CONTRIBUTIONS"}


def data_book(tables: Sequence[Table], made_on: datetime) -> bytes:
    """Return an XLSX workbook with a sheet per table and one that explains the columns.

    Same tables, same bytes: the properties hold ``made_on``, not the clock.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "reportgen", "created": made_on.astimezone(UTC).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for table in tables:
            _sheet(book, table, head)
        _explained(book, tables, head)
    return buffer.getvalue()


def _sheet(book: Any, table: Table, head: Any) -> None:
    sheet = book.add_worksheet(table.name)
    figures = table.name in _FIGURE_TABLES
    numeric = [name not in _TEXT_COLUMNS or (figures and name == "value") for name in table.header]
    for column, name in enumerate(table.header):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _WIDTHS.get(name, 13))
    rows = table.rows[:MAX_ROWS]
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            if not text:
                continue
            if numeric[column] and _NUMBER.match(text):
                sheet.write_number(at, column, float(text))
            else:
                sheet.write_string(at, column, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.header) - 1)


def _explained(book: Any, tables: Sequence[Table], head: Any) -> None:
    """Write what each column means, from the frames' own declarations."""
    sheet = book.add_worksheet("columns")
    for column, (name, width) in enumerate((("table", 16), ("column", 24), ("unit", 10), ("meaning", 80))):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    meanings = {frame.name: frame.columns for frame in RESULT_FRAMES}
    at = 1
    for table in tables:
        columns = meanings.get(_NAMES.get(table.name, table.name.upper()), {})
        for name in table.header:
            known = columns.get(name)
            cells = (table.name, name, known.unit if known else "", known.meaning if known else "")
            for column, text in enumerate(cells):
                sheet.write_string(at, column, text)
            at += 1
    sheet.freeze_panes(1, 0)
