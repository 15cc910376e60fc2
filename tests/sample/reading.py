"""Reads the sample's files with openpyxl and csv alone, so that no reader of ours vouches for itself."""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

import openpyxl


@dataclass(frozen=True)
class Line:
    """A row of a file with its number as a spreadsheet shows it."""

    sheet: str
    number: int
    cells: tuple[str, ...]


def lines(path: Path) -> list[Line]:
    """Return every row of every sheet as text; formulas as formulas, error cells as their names."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [
            Line(sheet.title, number, tuple(_text(cell) for cell in row))
            for sheet in book
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        ]
    encoding = "gb18030" if path.name.startswith("客诉台账") else "utf-8-sig"
    records = csv.reader(io.StringIO(path.read_text(encoding)))
    return [Line("", number, tuple(record)) for number, record in enumerate(records, start=1)]


def table(path: Path, header_row: int = 1) -> list[tuple[int, dict[str, str]]]:
    """Return the rows below the header, each as heading → text with its row number."""
    found = lines(path)
    head = next(line for line in found if line.number == header_row)
    return [
        (line.number, dict(zip(head.cells, line.cells, strict=True))) for line in found if line.number > header_row
    ]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.time() != dt.time() else f"{value:%Y-%m-%d}"
    return str(value)
