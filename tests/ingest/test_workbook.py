"""Workbooks: values as a person reads them, and blank, error and not calculated told apart."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest import celltext
from reportgen.ingest.limits import Limits
from reportgen.ingest.prescan import scan_xlsx
from reportgen.ingest.sheet import CellKind
from tests.ingest.making import TABLE, built, inline, sheet_xml, xls, xlsx
from tests.ingest.reading import Hints, book_of, parsed

OPEN = Hints(allow_empty=True)
texts = st.text(st.sampled_from([*"客户编号东方机械满意", *"ab01 ,;=+'\"\n\t，-<&>"]), max_size=8).filter(
    lambda text: not text.isspace() and "_x" not in text
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbook")


def value(root: Path, fill: Any, **options: Any) -> tuple[str, CellKind]:
    """Return text and kind of cell A5 after ``fill(book, sheet)``."""
    sheet = book_of(root, built(fill, **options)).sheet
    return sheet.cells[4][0], sheet.kind(4, 0)


def formatted(number: object, number_format: str, root: Path, **options: Any) -> tuple[str, CellKind]:
    return value(
        root,
        lambda book, sheet: sheet.write(4, 0, number, book.add_format({"num_format": number_format})),
        **options,
    )


@given(st.lists(st.tuples(*[texts] * 3), min_size=1, max_size=8))
def test_any_table_of_text_comes_back_as_the_same_text(root: Path, rows: list[tuple[str, ...]]) -> None:
    table = [("甲", "乙", "丙"), *rows, ("末", "", "")]
    found = book_of(root, xlsx(table))
    assert found.rows == table
    assert found.sheet.records == len(table)


@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15), min_size=1, max_size=20
    )
)
def test_any_number_comes_back_as_digits_that_read_as_it(root: Path, numbers: list[float]) -> None:
    shown = book_of(root, xlsx([["数"], *([number] for number in numbers), ["末"]])).sheet.cells.column(0)[1:-1]
    # A workbook stores sixteen digits.
    assert [float(text) for text in shown] == [float(f"{number:.16g}") for number in numbers]
    # From sixteen digits on it is shown with an exponent, as a spreadsheet does.
    large = [text for text in shown if 1e15 <= abs(float(text)) < float("inf")]
    assert [text for text in shown if "e" in text.lower()] == large


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (5, "5"),
        (5.0, "5"),
        (2.50, "2.5"),
        (0.1, "0.1"),
        (-0.0, "0"),
        (1e17, "1E+17"),
        (202607010000123456, "2.026070100001235E+17"),
        (1e-7, "0.0000001"),
        (0.85, "0.85"),
    ],
)
def test_numbers_are_shown_in_their_shortest_form(root: Path, number: float, shown: str) -> None:
    assert formatted(number, "0.00%", root) == (shown, CellKind.NUMBER)


@pytest.mark.parametrize(
    ("number_format", "number", "shown"),
    [
        ("yyyy-mm-dd", dt.date(2026, 3, 31), "2026-03-31"),
        ('yyyy"年"m"月"d"日"', 46112, "2026-03-31"),
        ("yyyy/m/d h:mm", 46112.378472222, "2026-03-31T09:05:00"),
        ("h:mm", dt.time(9, 5), "09:05:00"),
        ("[h]:mm", 1.5, "36:00:00"),
    ],
)
def test_date_cells_are_iso_text_of_kind_date(root: Path, number_format: str, number: object, shown: str) -> None:
    assert formatted(number, number_format, root) == (shown, CellKind.DATE)


def test_a_bare_serial_stays_a_number(root: Path) -> None:
    assert formatted(46112, "General", root) == ("46112", CellKind.NUMBER)


def test_a_workbook_of_1904_says_so_and_its_dates_are_right_E04(root: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(4, 0, dt.datetime(2026, 3, 31), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        sheet.write(5, 0, 44650)

    sheet = book_of(root, built(fill, date_1904=True)).sheet
    assert sheet.date_system == 1904
    assert sheet.cells.column(0)[4:] == ["2026-03-31", "44650"]


def test_blank_error_and_not_calculated_are_three_things_C14_C15(root: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_formula(4, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 1, "=VLOOKUP(1,B1,1)", None, "#N/A")
        sheet.write_formula(4, 2, "=C2", None, "")
        sheet.write(4, 4, "x")
        sheet.write_formula(6, 3, "=C2", None, "")

    found = book_of(root, built(fill))
    assert found.rows[4] == ("#DIV/0!", "#N/A", "", "", "x")
    assert [found.sheet.kind(4, column) for column in range(5)] == [
        CellKind.ERROR,
        CellKind.ERROR,
        CellKind.UNCALCULATED,
        CellKind.BLANK,
        CellKind.TEXT,
    ]
    assert list(found.sheet.marked(CellKind.UNCALCULATED)) == [(4, 2), (6, 3)]
    assert found.sheet.column_kinds(3)[-1] == CellKind.UNCALCULATED
    assert found.sheet.records == len(found.rows) == 7


def test_bare_readers_show_an_error_and_a_blank_alike(root: Path) -> None:
    """The control: the parser alone has nothing for the three of them."""
    import python_calamine

    path = root / "errors.xlsx"
    path.write_bytes(built(lambda _, sheet: sheet.write_formula(4, 0, "=1/0", None, "#DIV/0!")))
    assert python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[-1][0] == ""


def test_a_formula_that_gives_an_empty_text_is_blank(root: Path) -> None:
    book = sheet_xml(
        inline(("a", "b"), 1) + '<row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c></row>'
    )
    sheet = book_of(root, book).sheet
    assert sheet.kind(1, 0) == CellKind.BLANK


def test_formulas_give_their_stored_value_and_a_note_C13(root: Path) -> None:
    found = book_of(root, built(lambda _, sheet: sheet.write_formula(4, 0, "=C2*2", None, 10)))
    assert (found.rows[4][0], found.sheet.kind(4, 0)) == ("10", CellKind.NUMBER)
    assert [(problem.code, problem.severity, problem.value) for problem in found.problems] == [
        ("W165", "note", "1")
    ]


def test_numbers_stored_as_text_and_codes_keep_their_characters_C16_C17(root: Path) -> None:
    found = book_of(
        root, xlsx([["编码", "分"], ["007", "5"], ["'5", "912345678901234567"], [912345678901234567, 7]])
    )
    assert found.rows[1:] == [("007", "5"), ("'5", "912345678901234567"), ("9.123456789012346E+17", "7")]
    assert [found.sheet.kind(row, 0) for row in (1, 3)] == [CellKind.TEXT, CellKind.NUMBER]


def test_booleans_are_words_of_their_own_kind(root: Path) -> None:
    assert value(root, lambda _, sheet: sheet.write_boolean(4, 0, True)) == ("TRUE", CellKind.BOOL)


def test_rich_text_is_joined_and_its_reading_aid_left_out(root: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(4, 0, bold, "东方", "机械", bold, "公司")

    assert value(root, fill)[0] == "东方机械公司"
    aided = '<row r="1"><c t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c></row>'
    assert book_of(root, sheet_xml(aided + inline(("x",), 2))).rows[0] == ("東",)


def test_struck_rows_are_listed_and_read_C18(root: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(4, 0, ["C03", "作废", 1, "x"], book.add_format({"font_strikeout": True}))

    found = book_of(root, built(fill))
    assert found.sheet.strike_rows == (5,)
    assert [problem.code for problem in found.problems] == ["W162"]
    assert found.rows[4][0] == "C03"


def test_merged_ranges_and_hidden_rows_are_handed_on_C03_A24(root: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(4, 0, 6, 0, "C03", book.add_format())
        sheet.write_column(4, 1, ["x", "y", "z"])
        sheet.set_row(5, None, None, {"hidden": True})

    sheet = book_of(root, built(fill)).sheet
    assert sheet.merged == ((5, 1, 7, 1),)
    assert sheet.hidden_rows == (6,)
    assert sheet.cells.column(0)[4:] == ["C03", "", ""]


def test_cells_without_references_and_out_of_order_stand_where_they_should(root: Path) -> None:
    rows = inline(("a", "b"), 1) + '<row><c><v>1</v></c></row><row r="5"><c r="C5"><v>3</v></c></row>'
    assert book_of(root, sheet_xml(rows)).rows == [
        ("a", "b", ""),
        ("1", "", ""),
        ("", "", ""),
        ("", "", ""),
        ("", "", "3"),
    ]


def test_a_table_that_does_not_begin_in_a1_keeps_its_place(root: Path) -> None:
    rows = '<row r="3"><c r="C3"><v>1</v></c></row><row r="4"><c r="D4"><v>2</v></c></row>'
    assert book_of(root, sheet_xml(rows)).rows == [("",) * 4, ("",) * 4, ("", "", "1", ""), ("", "", "", "2")]


def test_formatted_blank_cells_far_below_are_nothing(root: Path) -> None:
    rows = inline(("a",), 1) + inline(("b",), 2) + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(book_of(root, sheet_xml(rows)).rows) == 2


def test_a_parsed_row_that_gets_lost_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert book_of(root, xlsx()).sheet.records == 3
    texts_of = celltext.Rows.texts

    def losing(self: celltext.Rows, lines: Iterator[Any]) -> Iterator[list[str]]:
        yield from list(texts_of(self, lines))[:-1]

    monkeypatch.setattr(celltext.Rows, "texts", losing)
    [problem] = book_of(root, xlsx()).problems
    assert (problem.code, problem.value, problem.sheet) == ("E123", "2", "问卷")


def test_a_cell_that_the_parser_does_not_see_is_noticed(root: Path) -> None:
    lost = '<row r="2"><c r="A2" t="str"><v><![CDATA[东方]]></v></c><c r="B2"><v>1</v></c></row>'
    [problem] = book_of(root, sheet_xml(inline(("a", "b"), 1) + lost)).problems
    assert (problem.code, problem.value) == ("E123", "3")


def test_a_pattern_chooses_sheets_and_passes_over_empty_ones(root: Path) -> None:
    book = xlsx(TABLE, [], TABLE, names=("卡片一", "卡片二", "说明"))
    found = book_of(root, book, Hints(sheet="卡片*"))
    assert [sheet.sheet for sheet in found.sheets] == ["卡片一"]
    assert [(problem.code, problem.severity, problem.sheet) for problem in found.problems] == [
        ("E104", "note", "卡片二")
    ]


def test_garbled_headings_refuse_the_workbook_garbled_cells_their_row(root: Path) -> None:
    wrong = "客户名称".encode().decode("gb18030")
    [problem] = book_of(root, xlsx([[wrong, wrong], ["a", "b"], ["c", "d"]])).problems
    assert (problem.code, problem.severity, problem.row) == ("E133", "refused", 1)
    found = book_of(root, xlsx([["客户", "名称"], ["a", wrong], ["c", "d"]]))
    assert {row: fault.code for row, fault in found.sheet.bad_rows.items()} == {2: "E133"}


def test_control_characters_and_long_cells_set_their_row_aside(root: Path) -> None:
    found = book_of(
        root,
        xlsx([["a", "b"], ["x\x01", "y"], ["z" * 30_000, "y"], ["u", "v"]]),
        limits=Limits(cell_characters=20_000),
    )
    assert {row: (fault.code, fault.column) for row, fault in found.sheet.bad_rows.items()} == {
        2: ("E138", "A"),
        3: ("E139", "A"),
    }


def test_an_xls_has_errors_merges_and_hidden_rows_too(root: Path) -> None:
    [sheet] = parsed(root, "a.xls", xls(since_1904=True)).sheets
    assert sheet.date_system == 1904
    assert (sheet.kind(3, 1), sheet.kind(3, 2)) == (CellKind.ERROR, CellKind.ERROR)
    assert (sheet.merged, sheet.hidden_rows, sheet.formulas) == (((2, 1, 3, 1),), (3,), 1)


@pytest.mark.parametrize("length", [600, 1200, 2000, 3000, 5000])
def test_an_xls_that_is_cut_off_is_refused(root: Path, length: int) -> None:
    assert [problem.code for problem in parsed(root, "a.xls", xls()[:length]).problems] == ["E105"]


sheets = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.integers(0, 6),
        st.sampled_from(["number", "text", "error", "formula", "uncalculated", "bool"]),
    ),
    max_size=25,
)


WRITERS: dict[str, Callable[[Any, int, int], object]] = {
    "number": lambda sheet, *place: sheet.write(*place, 1.5),
    "text": lambda sheet, *place: sheet.write(*place, "东方"),
    "error": lambda sheet, *place: sheet.write_formula(*place, "=1/0", None, "#DIV/0!"),
    "formula": lambda sheet, *place: sheet.write_formula(*place, "=1+1", None, 2),
    "uncalculated": lambda sheet, *place: sheet.write_formula(*place, "=1+1", None, ""),
    "bool": lambda sheet, *place: sheet.write(*place, True),
}


def independent_count(content: bytes) -> tuple[Counter[str], Any]:
    """Return how many cells of each kind another library finds, and its sheet."""
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    formulas = openpyxl.load_workbook(io.BytesIO(content)).active
    pairs = [
        (cell, own)
        for line, others in zip(values.iter_rows(), formulas.iter_rows(), strict=True)
        for cell, own in zip(line, others, strict=True)
    ]
    counted = Counter(
        "errors" if cell.data_type == "e" else "values" if cell.value is not None else "uncalculated"
        for cell, own in pairs
        if cell.value is not None or own.data_type == "f"
    )
    return counted, values


@given(sheets)
def test_the_prescan_agrees_with_an_independent_reader(root: Path, wanted: list[tuple[int, int, str]]) -> None:
    def fill(_: Any, sheet: Any) -> None:
        for (row, column), kind in {(row, column): kind for row, column, kind in wanted}.items():
            WRITERS[kind](sheet, row, column)

    content = built(fill)
    path = root / "scanned.xlsx"
    path.write_bytes(content)
    [scan] = scan_xlsx(path, Limits()).sheets
    counted, book = independent_count(content)
    assert (scan.values, len(scan.errors), len(scan.uncalculated)) == (
        counted["values"],
        counted["errors"],
        counted["uncalculated"],
    )
    assert (scan.last_row, scan.last_column) == (book.max_row, book.max_column)
