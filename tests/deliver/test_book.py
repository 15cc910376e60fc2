"""The data book opens in a spreadsheet with numbers as numbers and no formula."""

import io
from datetime import UTC, datetime

import openpyxl

from reportgen.deliver.book import data_book
from reportgen.deliver.data import Table

TABLES = [
    Table(
        name="measures",
        header=("period", "client_id", "measure", "value", "gap"),
        rows=[["2026Q3", "007", "trade.sales", "1864000.5", ""], ["2026Q3", "C2", "trade.sales", "", "NO_DATA"]],
    ),
    Table(name="problems", header=("code", "value"), rows=[["E204", "'=1+1"], ["E205", "12"]]),
]
MADE = datetime(2026, 10, 1, tzinfo=UTC)


def test_numbers_are_numbers_and_ids_stay_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(data_book(TABLES, MADE)))
    sheet = book["measures"]
    assert [cell.value for cell in sheet[2]][:4] == ["2026Q3", "007", "trade.sales", 1864000.5]
    assert sheet["D3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"


def test_no_cell_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(data_book(TABLES, MADE)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert book["problems"]["B2"].value == "'=1+1"
    assert book["problems"]["B3"].value == "12"


def test_every_column_is_explained() -> None:
    book = openpyxl.load_workbook(io.BytesIO(data_book(TABLES, MADE)))
    rows = [[cell.value for cell in row] for row in book["columns"].iter_rows(min_row=2)]
    assert [row[:2] for row in rows] == [
        *(["measures", name] for name in TABLES[0].header),
        *(["problems", name] for name in TABLES[1].header),
    ]
    assert rows[3][3] == "the figure; None with a gap"


def test_same_tables_same_bytes() -> None:
    assert data_book(TABLES, MADE) == data_book(TABLES, MADE)


def test_another_date_is_seen_in_the_bytes() -> None:
    """The control of the test above."""
    assert data_book(TABLES, MADE) != data_book(TABLES, MADE.replace(day=2))
