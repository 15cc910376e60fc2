"""Headings are found by name."""

import pytest

from reportgen.ingest.headers import bare, heading
from reportgen.ingest.sheet import Sheet
from reportgen.model.problem import Severity
from tests.ingest.literal import coded, export, fates, read, sheet, source

ORDERS = source("orders", also={"product": ["产品名称"]})
HEAD = ["order_id", "client_id", "order_date", "amount", "state"]


def test_columns_are_found_by_name_in_any_order() -> None:
    plain = read(export("orders", "O1,C01,2026-08-01,10,done"))
    turned = read(
        export(
            "orders",
            "done,10,O1,2026-08-01,C01",
            heading=["state", "amount", "order_id", "order_date", "client_id"],
        )
    )
    assert turned.facts.orders.equals(plain.facts.orders)
    assert not turned.problems


@pytest.mark.parametrize(
    "name",
    ["*客户名称", "客户名称（必填）", "客户 名称", "客户\n名称", "客户名称＊", "　客户名称", "客户名称必填"],
)
def test_marks_of_required_fields_and_spaces_do_not_count(name: str) -> None:
    assert bare(name) == bare("客户名称")


def test_english_headings_ignore_case_and_width() -> None:
    found, problems = heading(
        sheet([["ORDER_ID", "Client_Id", "order_date", "ＡＭＯＵＮＴ", "state"], ["O1"]]), source("orders")
    )
    assert found
    assert found.columns["amount"] == 3
    assert not problems


def test_a_title_above_is_skipped_with_a_note_that_prints_it() -> None:
    found = read(
        export(
            "orders",
            ["order_id", "client_id", "order_date", "amount", "state"],
            "O1,C01,2026-08-01,10,done",
            heading=["订单汇总表", "", "", "", ""],
        )
    )
    (note,) = coded(found, "W151")
    assert (note.severity, note.row, note.value) == (Severity.NOTE, 1, "订单汇总表")
    assert fates(found, "orders.csv") == {"read": 2, "used": 1, "skipped": 1}


def test_a_required_column_that_is_missing_refuses_the_file_and_near_names_are_shown() -> None:
    found, (problem,) = heading(
        sheet([["order_id", "client_id", "order_dat", "amount"], ["O1"]]), source("orders")
    )
    assert found is None
    assert (problem.code, problem.severity, problem.row) == ("E154", Severity.REFUSED, 1)
    assert "order_date" in str(problem.expected)
    assert "order_dat ↔ order_date" in str(problem.hint)


def test_a_file_that_names_no_client_is_refused() -> None:
    found, (problem,) = heading(sheet([["order_id", "order_date", "amount"], ["O1"]]), source("orders"))
    assert found is None
    assert "client_id" in str(problem.expected)


def test_any_one_key_of_the_client_is_enough() -> None:
    rule = source("orders", also={"client_name": ["客户"], "credit_code": ["信用代码"]})
    found, _ = heading(sheet([["order_id", "客户", "order_date", "amount", "state"], ["O1"]]), rule)
    assert found
    assert "client_id" not in found.columns


def test_a_turned_table_is_refused_with_the_hint() -> None:
    rows = [["order_id", "O1"], ["client_id", "C01"], ["order_date", "2026-08-01"], ["amount", "3"]]
    found, (problem,) = heading(sheet(rows), source("orders"))
    assert found is None
    assert "turn" in str(problem.hint)


def test_a_heading_that_stands_twice_is_refused_with_both_addresses() -> None:
    found, (problem,) = heading(sheet([[*HEAD, "amount"], ["O1"]]), source("orders"))
    assert found is None
    assert (problem.code, problem.column) == ("E155", "D1 F1")


def test_two_spellings_of_one_field_are_no_repetition_the_first_of_the_rule_counts() -> None:
    rule = source(
        "orders", columns={**dict.fromkeys(["order_id", "client_id", "order_date"]), "amount": ["金额", "总价"]}
    )
    found, (extra,) = heading(sheet([["order_id", "client_id", "order_date", "总价", "金额"], ["O1"]]), rule)
    assert found
    assert found.columns["amount"] == 4
    assert (extra.code, extra.value) == ("W156", "总价")


def test_columns_that_nothing_maps_are_named_once() -> None:
    found, (note,) = heading(sheet([[*HEAD, "备注", "仓库"], ["O1"]]), source("orders"))
    assert found
    assert (note.code, note.severity, note.value) == ("W156", Severity.NOTE, "备注, 仓库")


def test_an_optional_column_that_is_missing_is_named() -> None:
    _, problems = heading(sheet([HEAD, ["O1"]]), ORDERS)
    assert [(p.code, p.severity) for p in problems] == [("W157", Severity.NOTE)]


def test_a_question_that_is_not_asked_is_a_warning_with_near_names() -> None:
    rule = source(
        "survey", layout="wide", columns=dict.fromkeys(["client_id", "answered_at"]),
        questions={"Q1": ["1、产品质量"], "Q2": ["2、响应速度"]},
    )  # fmt: skip
    _, problems = heading(sheet([["client_id", "answered_at", "1、产品质量", "2、响应的速度"], ["C01"]]), rule)
    assert [(p.code, p.severity) for p in problems] == [("W156", Severity.NOTE), ("W157", Severity.WARNING)]
    assert "2、响应的速度 ↔ 2、响应速度" in str(problems[1].hint)


def test_a_survey_without_any_question_is_refused() -> None:
    rule = source(
        "survey",
        layout="wide",
        columns=dict.fromkeys(["client_id", "answered_at"]),
        questions={"Q1": ["1、产品质量"]},
    )
    assert heading(sheet([["client_id", "answered_at"], ["C01"]]), rule)[0] is None


# ------------------------------------------------------------------ two rows
def two_rows(merged: tuple[tuple[int, int, int, int], ...]) -> Sheet:
    return sheet(
        [
            ["投诉编号", "客户编号", "时间", "", "状态"],
            ["", "", "收到时间", "首次答复", ""],
            ["K1", "C01", "2026-07-01", "2026-07-02", "open"],
        ],
        kinds={},
        merged=merged,
    )


TWO = source(
    "complaints",
    header_rows=2,
    columns={
        "complaint_id": ["投诉编号"],
        "client_id": ["客户编号"],
        "received_at": ["时间/收到时间"],
        "first_reply_at": ["时间/首次答复"],
        "state": ["状态"],
    },
)


def test_merged_headings_of_two_rows_are_joined() -> None:
    found, problems = heading(two_rows(((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5))), TWO)
    assert found
    assert found.names["first_reply_at"] == "时间/首次答复"
    assert (found.at, found.body) == (0, 2)
    assert not problems


def test_without_the_merging_only_what_is_written_is_joined() -> None:
    found, problems = heading(two_rows(()), TWO)
    assert found is not None
    assert [p.code for p in problems] == ["W156", "W157"]
    assert "first_reply_at" not in found.columns


def test_the_lower_heading_alone_is_enough_where_only_one_column_has_it() -> None:
    rule = TWO.model_copy(update={"columns": {**TWO.columns, "first_reply_at": ("首次答复",)}})
    found, _ = heading(two_rows(((1, 3, 1, 4),)), rule)
    assert found
    assert found.columns["first_reply_at"] == 3


def test_a_heading_of_two_rows_that_is_not_there_is_of_an_unknown_shape() -> None:
    found, (problem,) = heading(sheet([["投诉编号", "客户编号"], ["K1", "C01"]]), TWO)
    assert found is None
    assert problem.code == "E152"
