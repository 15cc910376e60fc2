"""The data book opens in a spreadsheet with types, formats and filters, and no formula."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.deliver.book import data_book
from reportgen.deliver.bookends import MAX_LETTERS, About, about
from reportgen.deliver.columns import published
from reportgen.deliver.data import Table, data_tables
from reportgen.deliver.headings import TABLE_WORDS
from reportgen.deliver.tables import guarded
from tests.render.example_results import example_config, example_results

MEASURES = ("period", "office_id", "client_id", "measure", "value", "unit", "n", "gap", "change", "verdict")
TABLES = [
    Table(
        name="measures",
        header=MEASURES,
        rows=[
            ["2026Q3", "", "007", "trade.sales", "1864000.5", "yuan", "12", "", "-200", ""],
            ["2026Q3", "", "C2", "trade.sales", "", "yuan", "0", "NO_DATA", "", ""],
            ["2026Q3", "E", "", "complaint.resolution_rate", "0.9123", "share", "12", "", "0.05", "up"],
            ["2026Q3", "E", "", "complaint.count", "12", "count", "12", "", "5", "up"],
            ["2026Q3", "E", "", "satisfaction.price", "81.25", "points", "12", "", "1", "no_clear_change"],
        ],
    ),
    Table(
        name="problems",
        header=("code", "severity", "row", "value"),
        rows=[["E204", "set_aside", "7", "'=1+1"], ["E205", "note", "", "12"]],
    ),
    Table(name="coverage", header=("file", "rows_read", "first_date"), rows=[["a.csv", "12345", "2026-07-01"]]),
    Table(
        name="grades",
        header=("pack", "client_id", "transition", "vetoed"),
        rows=[["P03", "C1", "down", "true"]],
    ),
]
HAN = re.compile("[\u4e00-\u9fff]")
MADE = datetime(2026, 10, 1, tzinfo=UTC)


def opened(tables: list[Table] = TABLES, front: About | None = None) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data_book(tables, MADE, front)))


def cells(sheet: Any, name: str) -> list[Any]:
    """The cells of a column, found by the contract's name in the second line of its heading."""
    at = [str(cell.value).splitlines()[1] for cell in sheet[1]].index(name)
    return [row[at] for row in sheet.iter_rows(min_row=2)]


def test_numbers_are_numbers_and_ids_keep_their_zeros() -> None:
    sheet = opened()["measures"]
    assert [cell.value for cell in cells(sheet, "client_id")][:2] == ["007", "C2"]
    assert cells(sheet, "value")[0].value == 1864000.5
    assert cells(sheet, "value")[1].value is None
    assert [cell.value for cell in cells(opened()["problems"], "value")] == ["'=1+1", "12"]


def test_a_figure_has_the_format_of_its_measures_unit() -> None:
    formats = [cell.number_format for cell in cells(opened()["measures"], "value")]
    assert [formats[0], *formats[2:]] == ["#,##0.00", "0.0%", "#,##0", "0.0"]
    changes = [cell.number_format for cell in cells(opened()["measures"], "change")]
    assert changes[2] == "+0.0%;-0.0%;0.0%"


def test_a_table_without_units_takes_them_from_its_measures() -> None:
    parts = Table(
        name="change_parts", header=("measure", "part", "value"), rows=[["satisfaction.index", "mix", "1"]]
    )
    assert cells(opened([parts])["change_parts"], "value")[0].number_format == "0.0"


def test_days_are_days() -> None:
    day = cells(opened()["coverage"], "first_date")[0]
    assert (day.value, day.number_format, day.is_date) == (datetime(2026, 7, 1), "yyyy-mm-dd", True)  # noqa: DTZ001


def test_headings_and_keys_stay_in_sight_and_every_column_filters() -> None:
    sheet = opened()["measures"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("E2", "A1:J6")
    assert sheet["A1"].value == "Period\nperiod"
    assert opened(front=About(locale="zh"))["measures"]["A1"].value == "期间\nperiod"
    assert len({cell.value for cell in sheet[1]}) == len(MEASURES)


def test_columns_are_as_wide_as_they_need_within_bounds() -> None:
    long = Table(name="problems", header=("code", "hint"), rows=[["E1", "很长的提示" * 40]])
    widths = opened([long])["problems"].column_dimensions
    assert widths["A"].width < 15
    assert 40 < widths["B"].width < 50


def test_a_verdict_is_good_or_bad_by_its_measure_and_says_so_without_colour() -> None:
    _, _, better, worse, neither = cells(opened()["measures"], "verdict")
    assert (better.value, worse.value) == ("up", "up")
    assert (better.number_format, worse.number_format) == ('"▲ "@" better"', '"▲ "@" worse"')
    assert better.fill.fgColor.rgb != worse.fill.fgColor.rgb
    assert (better.font.b, worse.font.b) == (False, True)
    assert neither.fill.fill_type is None


def test_severity_and_transitions_carry_their_sign() -> None:
    book = opened()
    aside, note = cells(book["problems"], "severity")
    assert (aside.number_format, note.number_format) == ('"! "@', '"○ "@')
    assert cells(book["grades"], "transition")[0].number_format == '"▼ "@" worse"'
    assert cells(book["grades"], "vetoed")[0].number_format == '"✕ "@'


def formulas(book: openpyxl.Workbook) -> list[object]:
    return [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


@given(st.sampled_from("=+-@＝＋－＠\t"), st.text(max_size=8))
def test_no_cell_is_a_formula(first: str, rest: str) -> None:
    text = "".join(one for one in first + rest if one.isprintable() or one == "\t")
    table = Table(name="problems", header=("code", "value"), rows=[[text, guarded(text)]])
    assert formulas(opened([table])) == []


def test_a_formula_would_be_seen() -> None:
    book = opened()
    book["problems"]["D2"] = "=1+1"
    assert formulas(book) == ["=1+1"]


def test_a_text_longer_than_a_cell_is_cut_and_counted() -> None:
    long = Table(name="problems", header=("code", "value"), rows=[["E1", "字" * (MAX_LETTERS + 5)], ["E2", "x"]])
    book = opened([long])
    cut = book["problems"]["B2"].value
    assert (len(cut), cut[-1]) == (MAX_LETTERS, "…")
    listed = next(row for row in book["about"].iter_rows() if row[0].value == "problems")
    assert [cell.value for cell in listed[2:5]] == [2, 0, 1]


def test_the_first_sheet_says_what_the_book_is_and_leads_to_every_other() -> None:
    results, config = example_results(), example_config()
    front = about(config, results.window, "zh", "仅限管理层")
    book = opened(data_tables(results, results.problems), front)
    assert book.sheetnames[0] == "说明"
    assert book.sheetnames[-1] == "列说明"
    said = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert (said["读者"], said["截至"]) == ("仅限管理层", str(results.window.last_day))
    links = {row[0].hyperlink.location for row in book["说明"].iter_rows() if row[0].hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_every_column_of_every_table_is_explained() -> None:
    results = example_results()
    tables = data_tables(results, results.problems)
    book = opened(tables)
    rows = [[cell.value for cell in row] for row in book["columns"].iter_rows(min_row=2)]
    assert [row[:2] for row in rows] == [[table.name, name] for table in tables for name in table.header]
    assert [row[:2] for row in rows if not row[2] or not row[4]] == []
    assert [table.name for table in tables if table.name not in TABLE_WORDS] == []
    assert published("a table of nobody") == {}  # control: its meanings would be blank


def test_a_chinese_book_explains_its_columns_in_chinese() -> None:
    results = example_results()
    book = opened(data_tables(results, results.problems), About(locale="zh"))
    rows = [[str(cell.value) for cell in row] for row in book["列说明"].iter_rows(min_row=2)]
    assert [row[:2] for row in rows if not HAN.search(row[2]) or not HAN.search(row[4])] == []
    assert {row[3] for row in rows} <= {"", "元", "小时", "天", "分", "比例"}
    assert not HAN.search(str(opened()["columns"]["E2"].value))  # control


def test_same_tables_same_bytes() -> None:
    assert data_book(TABLES, MADE) == data_book(TABLES, MADE)


@pytest.mark.parametrize("other", [{"made_on": MADE.replace(day=2)}, {"about": About(locale="zh")}])
def test_another_date_or_language_is_seen_in_the_bytes(other: dict[str, Any]) -> None:
    """The control of the test above."""
    assert data_book(TABLES, MADE) != data_book(TABLES, **{"made_on": MADE, **other})
