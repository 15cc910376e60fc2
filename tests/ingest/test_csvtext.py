"""Delimited text: nothing moves, nothing is dropped, and what is odd is named."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest import csvtext
from reportgen.ingest.recordcount import record_count
from tests.ingest.reading import Hints, text_of

cells = st.text(st.sampled_from([*"客户编号东方机械满意", *"ab01 ,;|\t\"'\n，-=@"]), max_size=8)
COMMA = Hints(delimiter=",", allow_empty=True)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, ...]]:
    width = draw(st.integers(2, 5))
    header = tuple(f"列{number}" for number in range(width))
    return [header, *draw(st.lists(st.tuples(*[cells] * width), max_size=8))]


def written(rows: list[tuple[str, ...]], end: str = "\r\n") -> str:
    file = io.StringIO()
    quoted = end == "\r"  # the writer would leave a lone LF unquoted
    csv.writer(file, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(rows)
    return file.getvalue()


def codes(root: Path, text: str, hints: Hints = COMMA) -> dict[int, str]:
    return {row: fault.code for row, fault in text_of(root, text.encode(), hints).sheet.bad_rows.items()}


@given(tables(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_table_written_as_csv_comes_back_as_the_same_text(
    root: Path, rows: list[tuple[str, ...]], encoding: str, end: str
) -> None:
    found = text_of(root, written(rows, end).encode(encoding), COMMA)
    assert found.rows == rows
    assert found.sheet.records == len(rows)
    assert not found.sheet.bad_rows


@given(tables())
def test_any_table_in_gb_18030_comes_back_as_the_same_text(root: Path, rows: list[tuple[str, ...]]) -> None:
    found = text_of(root, written(rows).encode("gb18030"), COMMA)
    assert found.rows == rows
    assert found.sheet.encoding == "gb18030"


@given(tables(), st.sampled_from([1, 2, 3, 7, 64]))
def test_the_second_count_finds_the_records_however_the_text_is_cut(
    rows: list[tuple[str, ...]], size: int
) -> None:
    text = written(rows)
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        pieces[-1:] = [pieces[-1] + line] if pieces and len(pieces[-1]) < size else [*pieces[-1:], line]
    assert record_count(pieces, ",") == len(list(csv.reader(io.StringIO(text, newline=""))))


def test_a_count_of_lines_would_be_another_number() -> None:
    """The control: the second count is not a count of line ends."""
    text = 'a,b\n1,"x\ny"\n'
    assert record_count([text], ",") == 2
    assert text.count("\n") == 3


def test_a_parsed_row_that_gets_lost_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a,b\n1,2\n3,4\n5,6\n"
    assert text_of(root, text.encode()).sheet.records == 4
    blocks = csvtext._Records.blocks

    def losing(self: csvtext._Records) -> object:
        for block in blocks(self):
            yield csvtext._Block(block.records[:-1], block.lines[:-1])

    monkeypatch.setattr(csvtext._Records, "blocks", losing)
    [problem] = text_of(root, text.encode()).problems
    assert (problem.code, problem.value) == ("E123", "3")
    assert "4 rows" in str(problem)


def test_title_lines_above_the_header_are_kept_without_a_fault(root: Path) -> None:
    text = "2026年第三季度投诉台账\n\n编号,客户,日期\nK1,东方,2026-07-01\nK2,恒达,2026-07-02\n"
    found = text_of(root, text.encode())
    assert found.rows[:3] == [("2026年第三季度投诉台账", "", ""), ("", "", ""), ("编号", "客户", "日期")]
    assert not found.sheet.bad_rows


def test_a_header_one_field_short_is_no_title(root: Path) -> None:
    [problem] = text_of(root, "编号,客户\nK1,东方,5\nK2,恒达,4\n".encode()).problems
    assert (problem.code, problem.row, problem.value) == ("E136", 2, "3")


def test_notes_and_totals_under_the_table_are_kept_without_a_fault(root: Path) -> None:
    table = "编号,客户,金额\nK1,东方,5\nK2,恒达,4\n"
    assert codes(root, table + "合计：9\n") == {}
    assert codes(root, table + "\n本表由系统生成\n") == {}
    assert codes(root, table + "注:含税\n") == {}


def test_a_record_cut_short_is_no_note(root: Path) -> None:
    """The control of the rule above: a last line that lost its tail is set aside."""
    assert codes(root, "编号,客户,金额\nK1,东方,5\nK2,恒达,4\nK3") == {4: "E135"}


def test_a_second_table_below_is_refused_with_its_row(root: Path) -> None:
    text = "编号,客户,金额\nK1,东方,5\nK2,恒达,4\n\n办事处,负责人\n华东,李\n华南,王\n"
    [problem] = text_of(root, text.encode()).problems
    assert (problem.code, problem.row) == ("E158", 5)


def test_one_odd_record_after_a_blank_line_is_set_aside(root: Path) -> None:
    assert codes(root, "编号,客户,金额\nK1,东方,5\n\nK2,恒达\nK3,恒达,4\n") == {4: "E135"}


def test_cells_beyond_the_table_are_kept_apart(root: Path) -> None:
    sheet = text_of(root, b"a,b\n1,2\n3,4,5,6\n7,8\n9,9\n").sheet
    assert sheet.cells[2] == ("3", "4")
    assert sheet.overflow == {3: ("5", "6")}
    assert sheet.bad_rows[3].code == "E135"


def test_empty_fields_at_line_ends_are_a_note(root: Path) -> None:
    found = text_of(root, b"a,b\n1,2,\n3,4,\n5,6,\n")
    assert found.rows == [("a", "b"), ("1", "2"), ("3", "4"), ("5", "6")]
    assert [(problem.code, problem.severity) for problem in found.problems] == [("W141", "note")]
    assert not found.sheet.bad_rows


def test_decimal_commas_do_not_make_a_semicolon_file_ambiguous(root: Path) -> None:
    assert text_of(root, "客户;得分\nA;4,5\nB;3,5\n".encode()).rows[1] == ("A", "4,5")


def test_a_list_of_one_column_is_a_table(root: Path) -> None:
    assert text_of(root, "客户\n东方\n恒达\n".encode()).rows == [("客户",), ("东方",), ("恒达",)]


def test_a_record_over_several_lines_keeps_its_physical_line(root: Path) -> None:
    found = text_of(root, b'a,b\n1,"x\n\ny"\n3,4,5\n')
    assert [found.sheet.line(index) for index in range(3)] == [1, 2, 5]
    assert "line 5" in str(found.sheet.bad_rows[3])


def test_a_column_too_many_is_refused(root: Path) -> None:
    [problem] = text_of(
        root, (",".join(f"c{n}" for n in range(3000)) + "\n" + ",".join("1" * 3000) + "\n").encode()
    ).problems
    assert problem.code == "E110"


def test_a_quote_that_swallows_the_rest_of_a_large_file_is_named(root: Path) -> None:
    text = 'a,b\n1,2\n3,"open\n' + "4,5\n" * 5_000_000
    [problem] = text_of(root, text.encode()).problems
    assert problem.code == "E137"
    assert "line 3" in str(problem)
