import io
import zipfile
from datetime import date, datetime

import openpyxl

from reportgen.sample.sheets import Cell, Formula, Sheet, csv_bytes, workbook_bytes


def sheet_xml(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def book_of(*cells: Cell) -> bytes:
    return workbook_bytes([Sheet(name="一", rows=[("甲",), cells])])


def test_a_formula_without_a_value_has_no_v_element() -> None:
    xml = sheet_xml(book_of(Formula("=SUM(B1:B2)")))
    assert "<f>SUM(B1:B2)</f></c>" in xml


def test_a_formula_with_a_value_keeps_it() -> None:
    assert "<f>SUM(B1:B2)</f><v>7</v>" in sheet_xml(book_of(Formula("=SUM(B1:B2)", 7)))


def test_an_error_value_is_an_error_cell() -> None:
    assert 't="e"><f>NA()</f><v>#N/A</v>' in sheet_xml(book_of(Formula("=NA()", "#N/A")))


def test_cells_come_back_as_they_were() -> None:
    cells = ("5分", "=不是公式", 4, 2.5, datetime.fromisoformat("2026-07-14 09:05"), None, "尾")
    back = openpyxl.load_workbook(io.BytesIO(book_of(*cells))).active[2]
    assert tuple(cell.value for cell in back) == cells
    assert [cell.data_type for cell in back][:3] == ["s", "s", "n"]


def test_a_date_is_a_date_cell() -> None:
    (cell,) = openpyxl.load_workbook(io.BytesIO(book_of(date(2026, 7, 14)))).active[2]
    assert cell.is_date
    assert cell.value == datetime.fromisoformat("2026-07-14")


def test_no_part_of_a_workbook_carries_a_clock() -> None:
    content = book_of(Formula("=SUM(B1:B2)"))
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
    assert content == book_of(Formula("=SUM(B1:B2)"))


def test_csv_text_is_quoted_where_needed_and_ends_lines_as_windows_does() -> None:
    assert csv_bytes([("甲", "1,234.00")], "gb18030") == '甲,"1,234.00"\r\n'.encode("gb18030")
