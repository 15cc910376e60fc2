"""What stands above, between and below the rows of a table."""

import pytest

from reportgen.ingest.sheet import CellKind
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from tests.ingest.literal import coded, codes, export, fates, read

GOOD = "O1,C01,2026-08-01,10,done"
MORE = "O2,C02,2026-08-02,20,done"


def test_blank_rows_are_listed_once_and_counted() -> None:
    found = read(export("orders", GOOD, ",,,,", MORE, ["", " ", "", "", ""]))
    (note,) = coded(found, "W150")
    assert (note.row, note.value) == (3, "2: 3, 5")
    assert fates(found, "orders.csv") == {"read": 4, "used": 2, "skipped": 2}


@pytest.mark.parametrize("name", ["合计", "合 计", "总计：", "本页小计", "小计", "合计（元）"])
def test_a_total_line_is_no_record(name: str) -> None:
    found = read(export("orders", GOOD, MORE, [name, "", "", "30", ""]))
    assert len(coded(found, "W164")) == 1
    assert fates(found, "orders.csv") == {"read": 3, "used": 2, "skipped": 1}
    assert codes(found) == []


def test_a_client_whose_complaint_says_total_is_still_a_record() -> None:
    found = read(export("complaints", "K1,C01,quality,2026-08-01,,,open,合计", also={"content": ["content"]}))
    assert fates(found, "complaints.csv") == {"read": 1, "used": 1}


@pytest.mark.parametrize("note", ["注：金额含税", "以上数据截至9月30日", "制表人：张三"])
def test_words_under_a_table_are_skipped_with_a_note(note: str) -> None:
    found = read(export("orders", GOOD, ",,,,", [note, "", "", "", ""]))
    (problem,) = coded(found, "W163")
    assert (problem.severity, problem.row, problem.value) == (Severity.NOTE, 4, note)
    assert fates(found, "orders.csv") == {"read": 3, "used": 1, "skipped": 2}


def test_a_line_of_signatures_is_a_note() -> None:
    found = read(export("orders", GOOD, ["制表：张三", "", "审核：李四", "", ""]))
    assert fates(found, "orders.csv") == {"read": 2, "used": 1, "skipped": 1}


def test_a_record_after_a_blank_row_is_a_record() -> None:
    found = read(export("orders", GOOD, ",,,,", MORE))
    assert fates(found, "orders.csv") == {"read": 3, "used": 2, "skipped": 1}


def test_a_second_table_with_other_headings_refuses_the_file() -> None:
    found = read(export("orders", GOOD, ",,,,", "办事处,经理,电话,,", "华东,许岚,,,"))
    (problem,) = coded(found, "E158")
    assert (problem.severity, problem.row) == (Severity.REFUSED, 4)
    assert found.facts.orders.empty
    assert ("orders", "2026Q3") not in found.facts.read


def test_the_same_headings_again_refuse_the_file_too() -> None:
    found = read(export("orders", GOOD, "order_id,client_id,order_date,amount,state", MORE))
    assert [p.row for p in coded(found, "E158")] == [3]


def test_a_row_that_the_reader_set_aside_keeps_its_problem() -> None:
    bad = Problem(
        code="E135",
        severity=Severity.SET_ASIDE,
        file="surveys/2026Q3/orders.csv",
        row=3,
        expected=text("5 fields"),
    )
    found = read(export("orders", GOOD, MORE, "O3,C01,2026-08-03,7,done", facts={"bad_rows": {3: bad}}))
    assert coded(found, "E135") == [bad]
    assert fates(found, "orders.csv") == {"read": 3, "used": 2, "set_aside": 1}


def test_a_faulty_title_row_is_a_title_not_a_fault() -> None:
    bad = Problem(code="E135", severity=Severity.SET_ASIDE, file="x", row=1, expected=text("5 fields"))
    found = read(
        export("orders", "order_id,client_id,order_date,amount,state", GOOD, heading=["2026年第三季度", *[""] * 4],
               facts={"bad_rows": {1: bad}})
    )  # fmt: skip
    assert not coded(found, "E135")
    assert fates(found, "orders.csv") == {"read": 2, "used": 1, "skipped": 1}


def test_a_fault_inside_the_headings_refuses_the_file() -> None:
    bad = Problem(
        code="E133", severity=Severity.SET_ASIDE, file="surveys/2026Q3/orders.csv", row=1, expected=text("text")
    )
    found = read(export("orders", GOOD, facts={"bad_rows": {1: bad}}))
    assert [p.severity for p in coded(found, "E133")] == [Severity.REFUSED]
    assert found.facts.orders.empty


# ------------------------------------------------------------------ merged cells
def test_merged_cells_are_filled_down_and_plain_blanks_are_not() -> None:
    rows = ["O1,C01,2026-08-01,10,done", "O2,,2026-08-02,20,done", "O3,,2026-08-03,30,done"]
    merged = read(export("orders", *rows, facts={"kinds": {}, "merged": ((2, 2, 3, 2),)}))
    (note,) = coded(merged, "W153")
    assert (note.column, note.value) == ("client_id", "1")
    assert merged.facts.orders["client_id"].tolist() == ["C01", "C01"]
    assert [p.row for p in coded(merged, "E246")] == [4]


# ------------------------------------------------------------------ cells without a value
def test_errors_and_uncalculated_formulas_are_neither_blanks_nor_values() -> None:
    kinds = {(2, 4): CellKind.ERROR, (3, 4): CellKind.UNCALCULATED}
    found = read(
        export("orders", "O1,C01,2026-08-01,#DIV/0!,done", "O2,C01,2026-08-01,,done", GOOD, facts={"kinds": kinds})
    )
    assert [(p.code, p.row, p.value) for p in found.problems if p.severity is Severity.SET_ASIDE] == [
        ("E160", 2, "#DIV/0!"),
        ("E159", 3, ""),
    ]
    assert fates(found, "orders.csv") == {"read": 3, "used": 1, "set_aside": 2}
