"""Workbooks and CSV files as bytes that depend on nothing but their cells."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - properties of a workbook have no zone
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula cell; without ``cached`` it is one that no program has calculated yet."""

    formula: str
    cached: float | str | None = None


Cell = str | int | float | date | datetime | Formula | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: rows from row 1 down, merged ranges as (row, column, last row, last column) from 0."""

    name: str
    rows: Sequence[Row]
    merged: Sequence[tuple[int, int, int, int]] = ()
    widths: Sequence[int] = ()
    head_rows: frozenset[int] = frozenset({0})


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Return an xlsx file; its properties and the dates of its parts are fixed."""
    import xlsxwriter

    buffer = io.BytesIO()
    uncalculated = False
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _CREATED})
        looks = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, looks)
            uncalculated |= any(isinstance(c, Formula) and c.cached is None for row in sheet.rows for c in row)
    content = buffer.getvalue()
    return _without_empty_values(content) if uncalculated else content


def _write_sheet(page: "Worksheet", sheet: Sheet, looks: dict[str, Any]) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for area in sheet.merged:
        page.merge_range(*area, "", looks["head"])
    for row, cells in enumerate(sheet.rows):
        look = looks["head"] if row in sheet.head_rows else None
        for column, cell in enumerate(cells):
            _write_cell(page, (row, column), cell, look, looks)


def _write_cell(page: "Worksheet", at: tuple[int, int], cell: Cell, look: Any, looks: dict[str, Any]) -> None:
    match cell:
        case None:
            pass
        case Formula(formula, cached):
            page.write_formula(*at, formula, look, "" if cached is None else cached)
        case datetime():
            page.write_datetime(*at, cell, looks["moment"])
        case date():
            page.write_datetime(*at, cell, looks["date"])
        case str():
            page.write_string(*at, cell, look)
        case _:
            page.write_number(*at, cell, look)


def _without_empty_values(content: bytes) -> bytes:
    """Return the workbook with ``<v></v>`` taken out: the mark of a formula that was never calculated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                text = text.replace(b"<v></v>", b"")
            same = zipfile.ZipInfo(part.filename, _ZIP_DATE)
            same.compress_type = zipfile.ZIP_DEFLATED
            same.external_attr = part.external_attr
            new.writestr(same, text)
    return buffer.getvalue()


def csv_bytes(rows: Iterable[Sequence[str]], encoding: str) -> bytes:
    """Return a CSV file as Excel on Windows writes it: quotes where needed, CR LF."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode(encoding)
