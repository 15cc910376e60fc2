"""OpenDocument workbooks: the same text as from .xlsx, and the same refusals."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reportgen.ingest.limits import Limits
from reportgen.ingest.sheet import CellKind
from reportgen.model.problem import Problem
from tests.ingest.making import TABLE, xlsx
from tests.ingest.opening import cell, day, number, ods, plain, row, table, word
from tests.ingest.reading import Hints, Read, book_of, parsed, read

OPEN = Hints(allow_empty=True)
ERROR = {"office__value_type": "string", "office__string_value": "", "calcext__value_type": "error"}
OLD_ERROR = {"office__value_type": "float", "office__value": "0"}
FORMULA = {"table__formula": "of:=[.A1]/0"}
texts = st.text(st.sampled_from([*"客户编号满意", *"ab01 ,;=+'\"，-<&>"]), min_size=1, max_size=8).filter(
    lambda text: text.strip() == text and "  " not in text
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ods")


def opened(root: Path, content: bytes, hints: Hints = OPEN, limits: Limits = Limits()) -> Read:  # noqa: B008
    """Read one .ods in this very process."""
    outcome = parsed(root, "a.ods", content, hints, limits)
    return Read(list(outcome.sheets), list(outcome.problems))


def one(root: Path, written: str) -> tuple[str, CellKind]:
    """Return text and kind of a single cell."""
    sheet = opened(root, ods([table(row(word("头"), word("旁")) + row(written, word("旁")))])).sheet
    return sheet.cells[1][0], sheet.kind(1, 0)


def refused(root: Path, content: bytes, limits: Limits = Limits()) -> Problem:  # noqa: B008
    """Return the one Problem of a file that is refused."""
    found = opened(root, content, limits=limits)
    assert not found.sheets
    (problem,) = found.problems
    return problem


def bare(content: bytes, name: str = "问卷") -> list[list[Any]]:
    """Return what the parser alone makes of a sheet."""
    return list(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).iter_rows())


def test_the_same_table_as_ods_and_as_xlsx_gives_the_same_cells_and_kinds(root: Path) -> None:
    other = book_of(root, xlsx(TABLE)).sheet
    own = opened(root, ods()).sheet
    assert list(own.cells) == list(other.cells)
    assert own.kinds == other.kinds
    assert (own.records, own.encoding) == (len(TABLE), "ods")


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
def test_any_table_of_text_comes_back_as_the_same_text(root: Path, rows: list[tuple[str, str]]) -> None:
    assert opened(root, ods([table(plain([("甲", "乙"), *rows]))])).rows == [("甲", "乙"), *rows]


@pytest.mark.parametrize(
    ("written", "shown", "kind"),
    [
        (number("5"), "5", CellKind.NUMBER),
        (number("0.85", "85%", "percentage"), "0.85", CellKind.NUMBER),
        (number("3.5", "￥3.50", "currency"), "3.5", CellKind.NUMBER),
        (day("2026-03-31", "31.03.26"), "2026-03-31", CellKind.DATE),
        (day("2026-03-31T09:05:00"), "2026-03-31T09:05:00", CellKind.DATE),
        (cell("9:05", office__value_type="time", office__time_value="PT09H05M00S"), "09:05:00", CellKind.DATE),
        (cell("x", office__value_type="time", office__time_value="PT36H05M00S"), "36:05:00", CellKind.TEXT),
        (cell("真", office__value_type="boolean", office__boolean_value="true"), "TRUE", CellKind.BOOL),
        (word("一\n二"), "一\n二", CellKind.TEXT),
        (word("旧", office__string_value="新"), "新", CellKind.TEXT),
        (word("001"), "001", CellKind.TEXT),
        (number("7", table__formula="of:=3+4"), "7", CellKind.NUMBER),
        (cell("#DIV/0!", **ERROR, **FORMULA), "#DIV/0!", CellKind.ERROR),
        (cell("Err:502", **ERROR, **FORMULA), "Err:502", CellKind.ERROR),
        (cell("#N/A", **OLD_ERROR, **FORMULA), "#N/A", CellKind.ERROR),
        (cell("", **FORMULA), "", CellKind.UNCALCULATED),
        (cell("", office__value_type="float", **FORMULA), "", CellKind.UNCALCULATED),
        (cell("", office__value_type="string", office__string_value="", **FORMULA), "", CellKind.BLANK),
        (word("#N/A"), "#N/A", CellKind.TEXT),
    ],
)
def test_a_cell_is_what_a_person_reads_in_it(root: Path, written: str, shown: str, kind: CellKind) -> None:
    assert one(root, written) == (shown, kind)


def test_tabs_line_breaks_and_blanks_inside_a_cell_are_kept_and_its_comment_is_no_part_of_it(root: Path) -> None:
    inside = '<text:p>一<text:s text:c="2"/>二<text:tab/>三<text:line-break/>四 <text:span>五</text:span></text:p>'
    note = "<office:annotation><text:p>谁写的</text:p></office:annotation>"
    written = f'<table:table-cell office:value-type="string">{note}{inside}</table:table-cell>'
    assert one(root, written)[0] == "一  二\t三\n四 五"


def test_control_the_parser_alone_makes_a_zero_of_an_error_and_runs_words_together() -> None:
    inside = (
        '<table:table-cell office:value-type="string"><text:p>三<text:line-break/>四</text:p></table:table-cell>'
    )
    rows = bare(ods([table(row(cell("#N/A", **OLD_ERROR, **FORMULA), inside, cell("", **FORMULA), word("旁")))]))
    assert rows == [[0.0, "三四", "", "旁"]]


# ------------------------------------------------------------------ rows and columns that are repeated
def test_repeated_rows_and_cells_stand_as_often_as_they_say(root: Path) -> None:
    rows = row(word("甲"), word("乙"), word("丙")) + row(cell(), table__number_rows_repeated="2")
    rows += row(word("同", table__number_columns_repeated="2"), number("1"), table__number_rows_repeated="2")
    sheet = opened(root, ods([table(rows)])).sheet
    assert list(sheet.cells)[1:] == [("", "", "")] * 2 + [("同", "同", "1")] * 2
    assert sheet.records == 5


def test_a_table_that_begins_further_down_and_to_the_right_keeps_its_places(root: Path) -> None:
    skip = cell(table__number_columns_repeated="2")
    rows = row(cell(), table__number_rows_repeated="3") + row(skip, word("甲"), word("乙"))
    rows += row(cell()) + row(skip, word("丙"), number("4"))
    cells = list(opened(root, ods([table(rows)])).sheet.cells)
    assert cells[3:] == [("", "", "甲", "乙"), ("", "", "", ""), ("", "", "丙", "4")]


CELLS: tuple[tuple[dict[str, str], str, str], ...] = (
    ({}, "", ""),
    ({"office__value_type": "string"}, "甲", "甲"),
    ({"office__value_type": "float", "office__value": "2.5"}, "2,5", "2.5"),
    ({"office__value_type": "date", "office__date_value": "2026-03-31"}, "31.03.", "2026-03-31"),
    ({**OLD_ERROR, **FORMULA}, "#REF!", "#REF!"),
    ({**ERROR, **FORMULA}, "#N/A", "#N/A"),
    ({"office__value_type": "string", "office__string_value": "", **FORMULA}, "", ""),
)
REPEATED_ROWS = st.lists(
    st.tuples(st.lists(st.tuples(st.sampled_from(CELLS), st.integers(1, 3)), max_size=5), st.integers(1, 3)),
    min_size=1,
    max_size=6,
)


@given(rows=REPEATED_ROWS)
def test_any_rows_and_cells_however_repeated_stand_where_they_are_written(root: Path, rows: list[Any]) -> None:
    written, grid = "", []
    for cells, times in rows:
        kept = [
            cell(shown, **attributes, table__number_columns_repeated=str(count))
            for (attributes, shown, _), count in cells
        ]
        written += row(*kept or [cell()], table__number_rows_repeated=str(times))
        grid += [[text for (_, _, text), count in cells for _ in range(count)]] * times
    found = opened(root, ods([table(written)]))
    assert not [str(problem) for problem in found.problems if problem.severity == "refused"]
    assert cut(found.sheet.cells) == cut(grid)


def cut(rows: Any) -> list[list[str]]:
    """Return rows without the blanks at their ends, and without blank rows at the end."""
    kept = ["\x1f".join(cells).rstrip("\x1f").split("\x1f") for cells in rows]
    while kept and kept[-1] == [""]:
        kept.pop()
    return kept


WORD = word("甲")
REPEATED = {
    "a value in every cell of a row": (row(word("甲", table__number_columns_repeated="16384")), "E110"),
    "a value in every row": (row(WORD, table__number_rows_repeated="1048576"), "E113"),
    "a value in many cells and rows": (
        row(word("甲", table__number_columns_repeated="2000"), table__number_rows_repeated="199999"),
        "E110",
    ),
    "a value below a million blank rows": (
        row(WORD) + row(cell(), table__number_rows_repeated="1048570") + row(WORD),
        "E110",
    ),
    "a value far to the right": (row(cell(table__number_columns_repeated="16383"), WORD), "E110"),
    "blank cells without an end": (
        row(cell(table__number_columns_repeated="2000000000"), cell()) + row(WORD),
        "E110",
    ),
    "a count that is none": (row(word("甲", table__number_columns_repeated="-3")), "E105"),
    "a count of nothing": (row(word("甲", table__number_columns_repeated="0")), "E105"),
}


@pytest.mark.parametrize("what", REPEATED)
def test_a_few_bytes_that_would_fill_the_memory_are_refused(root: Path, what: str) -> None:
    rows, code = REPEATED[what]
    assert refused(root, ods([table(rows)])).code == code


def test_control_blank_rows_and_cells_to_the_end_of_the_grid_are_ordinary(root: Path) -> None:
    rows = row(WORD, cell(table__number_columns_repeated="16383")) + row(WORD)
    assert len(opened(root, ods([table(rows)])).sheet.cells) == 2


# ------------------------------------------------------------------ containers
LOCKED = "<manifest:encryption-data manifest:checksum='x'/>"
BAD: Mapping[str, tuple[bytes, str]] = {
    "a password": (ods(manifest=LOCKED), "E106"),
    "a wholly encrypted package": (ods(manifest=LOCKED, extra={"encrypted-package": b"x"}), "E106"),
    "an entity": (ods(head='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'), "E111"),
    "an entity in another part": (ods(extra={"meta.xml": b'<!DOCTYPE x SYSTEM "http://x/"><x/>'}), "E111"),
    "a part outside": (ods(extra={"../x": b"x"}), "E112"),
    "content cut off": (ods(extra={"content.xml": b"<office:document-content"}), "E105"),
    "an Excel workbook": (xlsx(), "E108"),
    "days of another epoch": (
        ods(settings='<table:null-date table:date-value="1900-01-01"/>'),
        "E107",
    ),
    "two sheets of one name": (ods([table(plain(TABLE)), table(plain(TABLE))]), "E105"),
    "a value that the parser does not see": (ods([table(row(cell("甲"), word("乙")))]), "E123"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_container_is_refused_by_name(root: Path, what: str) -> None:
    content, code = BAD[what]
    assert refused(root, content).code == code


def test_an_ods_named_xlsx_is_told_to_be_renamed(root: Path) -> None:
    (problem,) = parsed(root, "a.xlsx", ods()).problems
    assert problem.code == "E108"
    assert str(problem.hint) == "rename it to .ods"


def test_an_ods_of_a_gigabyte_is_refused(root: Path) -> None:
    big = ods(extra={"Pictures/a": b" " * (4 << 20)})
    assert refused(root, big, Limits(unzipped_bytes=1 << 20)).code == "E109"


def test_a_child_process_reads_it_as_any_other_file(tmp_path: Path) -> None:
    found = read(tmp_path, {"a.ods": ods()})
    assert found.rows == [tuple(map(str, cells)) for cells in TABLE]


# ------------------------------------------------------------------ what stands beside the values
def test_merged_cells_hidden_rows_struck_rows_and_hidden_sheets_are_told(root: Path) -> None:
    styles = (
        '<style:style style:name="del"><style:text-properties style:text-line-through-style="solid"/>'
        "</style:style>"
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    )
    rows = row(word("甲", table__number_columns_spanned="2"), "<table:covered-table-cell/>", word("乙"))
    rows += row(word("一"), word("二"), table__visibility="filter", table__number_rows_repeated="2")
    rows += row(word("三", table__style_name="del")) + row(word("四"), word("五"), word("六"))
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    columns += '<table:table-column table:default-cell-style-name="del"/>'
    found = opened(root, ods([table(rows, before=columns, table__style_name="ta2")], styles=styles))
    assert found.sheet.merged == ((1, 1, 1, 2),)
    assert found.sheet.hidden_rows == (2, 3)
    assert found.sheet.strike_rows == (1, 4, 5)  # the third column is struck through as a whole
    assert [problem.code for problem in found.problems] == ["W119", "W119", "W162"]


def test_the_null_date_of_1904_is_the_epoch_of_bare_serials(root: Path) -> None:
    settings = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    assert opened(root, ods(settings=settings)).sheet.date_system == 1904
    assert opened(root, ods()).sheet.date_system == 1900


def test_macros_are_told_and_links_to_other_files_are_not_read(root: Path) -> None:
    linked = "'file:///x.ods'#$Sheet1"
    outside = table(plain(TABLE), linked, "<table:table-source/>")
    found = opened(root, ods([table(plain(TABLE)), outside], extra={"Basic/Standard/Module1.xml": b"<x/>"}))
    assert found.sheet.sheet == "问卷"
    assert [problem.code for problem in found.problems] == ["W122"]
    assert bare(ods([table(plain(TABLE)), outside]), linked)  # control: the parser alone reads it


def test_a_zip_of_other_files_is_told_to_be_unpacked(root: Path) -> None:
    (problem,) = parsed(root, "a.zip", zipped()).problems
    assert (problem.code, str(problem.hint)) == ("E108", "unpack it and deliver the files inside")
    (other,) = parsed(root, "a.xlsx", zipped()).problems
    assert (other.code, str(other.hint)) == ("E108", "open it in Excel or WPS and save it as .xlsx")


def zipped() -> bytes:
    """Return a zip of a CSV."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", "x")
    return file.getvalue()
