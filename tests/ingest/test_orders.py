"""Orders: days, amounts, states, and the file's own total."""

import pandas as pd
import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import coded, codes, export, fates, read


def amounts(*texts: str, **more: object) -> list[int]:
    """Amounts in fen of orders with these amounts."""
    rows = [[f"O{i}", "C01", "2026-08-01", text, "done"] for i, text in enumerate(texts)]
    return read(export("orders", *rows, **more)).facts.orders["amount_fen"].tolist()


def test_money_is_kept_in_whole_fen() -> None:
    assert amounts("1200000.50", "1,234.5", "￥5", "1.2万", "0") == [120000050, 123450, 500, 1200000, 0]


def test_an_amount_in_ten_thousands_is_told_by_the_rule() -> None:
    assert amounts("1.2", "3元", amount_unit="wan_yuan") == [1200000, 300]


def test_more_than_two_decimals_are_rounded_half_up_with_a_note() -> None:
    found = read(export("orders", "O1,C01,2026-08-01,0.125,done"))
    assert found.facts.orders["amount_fen"].tolist() == [13]
    assert [p.code for p in found.problems] == ["W238"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",C01,2026-08-01,10,done", "E203", "order_id"),
        ("O1,C01,,10,done", "E203", "order_date"),
        ("O1,C01,2026-08-01,,done", "E203", "amount"),
        ("O1,C01,2026-08-01,-,done", "E203", "amount"),
        ("O1,C01,2026-08-01,-5,done", "E211", "amount"),
        ("O1,C01,2026-08-01,(5),done", "E211", "amount"),
        ("O1,C01,2026-08-01,5kg,done", "E210", "amount"),
        ("O1,C01,2026-10-01,10,done", "E224", "order_date"),
        ("O1,C01,03/04/2026,10,done", "E221", "order_date"),
        ("O1,C01,2026-02-30,10,done", "E222", "order_date"),
        ("O1,C01,2026-08-01,10,perhaps", "E205", "state"),
        ("O1,C99,2026-08-01,10,done", "E241", "client_id"),
        ("9.13E+17,C01,2026-08-01,10,done", "E161", "order_id"),
    ],
)
def test_a_row_that_cannot_be_counted_is_set_aside_with_its_cell(row: str, code: str, column: str) -> None:
    found = read(export("orders", row, "O2,C01,2026-08-01,10,done"))
    (problem,) = [p for p in found.problems if p.severity is Severity.SET_ASIDE]
    assert (problem.code, problem.column, problem.row) == (code, column, 2)
    assert fates(found, "orders.csv") == {"read": 2, "used": 1, "set_aside": 1}


def test_the_last_day_of_the_period_is_no_future() -> None:
    found = read(export("orders", "O1,C01,2026-09-30,10,done"))
    assert len(found.facts.orders) == 1
    assert codes(found) == []


def test_a_state_may_be_blank_and_its_words_are_the_rules() -> None:
    found = read(
        export("orders", "O1,C01,2026-08-01,1,", "O2,C01,2026-08-01,1,已取消", "O3,C01,2026-08-01,1,已发货",
               values={"state": {"cancelled": ["已取消"], "done": ["已发货"]}})
    )  # fmt: skip
    assert found.facts.orders["cancelled"].tolist() == [False, True, False]


# ------------------------------------------------------------------ totals
def total(*rows: str) -> list[tuple[int | None, str]]:
    """(row, value) of the totals that are wrong."""
    return [(p.row, p.value) for p in coded(read(export("orders", *rows)), "E157")]


def test_the_files_own_total_is_compared() -> None:
    rows = ["O1,C01,2026-08-01,10,done", "O2,C99,2026-08-01,20,done", "O3,C01,2026-08-01,30,cancelled"]
    assert total(*rows, "合计,,,60,") == []
    assert total(*rows, "合计,,,30,") == []
    assert total(*rows, "合计,,,61,") == [(5, "61")]
    assert total(*rows, "平均,,,20,") == []
    assert total(*rows, "合计,,,,") == []


def test_a_subtotal_counts_from_the_one_before() -> None:
    rows = ["O1,C01,2026-08-01,10,done", "小计,,,10,", "O2,C01,2026-08-01,20,done", "小计,,,20,", "合计,,,30,"]
    assert total(*rows) == []
    assert total(*rows[:-1], "合计,,,20,") == [(6, "20")]


# ------------------------------------------------------------------ repeated numbers
def test_the_later_folder_wins() -> None:
    found = read(
        export("orders", "O1,C01,2026-06-01,10,done", "O2,C01,2026-06-01,1,done", folder="2026Q2"),
        export("orders", "O1,C01,2026-06-01,20,done"),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert found.facts.orders[["order_id", "amount_fen"]].to_numpy().tolist() == [["O1", 2000], ["O2", 100]]
    (note,) = coded(found, "E244")
    assert (note.file, note.row, note.column, note.value) == ("surveys/2026Q2/orders.csv", 2, "order_id", "O1")
    assert fates(found, "2026Q2/orders.csv") == {"read": 2, "used": 1, "superseded": 1}


def test_one_row_twice_in_a_file_counts_once() -> None:
    found = read(export("orders", *["O1,C01,2026-08-01,10,done"] * 3))
    assert [p.row for p in coded(found, "E244")] == [3, 4]
    assert fates(found, "orders.csv") == {"read": 3, "used": 1, "superseded": 2}


def test_one_number_with_two_contents_is_set_aside_both_times() -> None:
    found = read(export("orders", "O1,C01,2026-08-01,10,done", "O1,C02,2026-08-01,10,done"))
    assert [(p.row, p.severity) for p in coded(found, "E245")] == [
        (2, Severity.SET_ASIDE),
        (3, Severity.SET_ASIDE),
    ]
    assert found.facts.orders.empty


@pytest.mark.parametrize(("rule", "amount"), [("last", 2000), ("first", 1000)])
def test_a_rule_that_says_which_row_counts_is_obeyed(rule: str, amount: int) -> None:
    found = read(export("orders", "O1,C01,2026-08-01,10,done", "O1,C01,2026-08-01,20,done", duplicates=rule))
    assert found.facts.orders["amount_fen"].tolist() == [amount]
    assert not coded(found, "E245")


def test_lines_of_one_order_are_added_up_where_the_rule_says_so() -> None:
    rows = ["O1,C01,2026-08-01,10,done", "O1,C01,2026-08-01,10,done", "O1,C01,2026-08-01,5,cancelled"]
    found = read(export("orders", *rows, "O2,C01,2026-08-02,1,cancelled", duplicates="all"))
    assert found.facts.orders[["order_id", "amount_fen", "cancelled"]].to_numpy().tolist() == [
        ["O1", 2000, False],
        ["O2", 100, True],
    ]
    assert fates(found, "orders.csv") == {"read": 4, "used": 4}


def test_lines_of_two_clients_are_no_one_order() -> None:
    found = read(
        export("orders", "O1,C01,2026-08-01,10,done", "O1,C02,2026-08-01,5,done", "O2,C01,2026-08-01,5,done",
               duplicates="all")
    )  # fmt: skip
    assert [p.row for p in coded(found, "E245")] == [2, 3]
    assert found.facts.orders["order_id"].tolist() == ["O2"]


def test_lines_in_a_later_folder_replace_all_earlier_ones() -> None:
    found = read(
        export(
            "orders", "O1,C01,2026-06-01,10,done", "O1,C01,2026-06-01,5,done", folder="2026Q2", duplicates="all"
        ),
        export("orders", "O1,C01,2026-06-01,7,done", duplicates="all"),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert found.facts.orders["amount_fen"].tolist() == [700]
    assert fates(found, "2026Q2/orders.csv") == {"read": 2, "superseded": 2}


# ------------------------------------------------------------------ margins
WITH_MARGIN = ("order_id", "client_id", "order_date", "amount", "margin", "state")


def sold(*rows: str, **more: object) -> Understood:
    """What orders with a column of margins say."""
    return read(export("orders", *rows, columns={one: [one] for one in WITH_MARGIN}, **more))


def test_a_margin_is_kept_in_whole_fen_with_its_sign_and_a_blank_is_none() -> None:
    rows = [f"O{i},C01,2026-08-01,10,{said},done" for i, said in enumerate(("1.25", "-0.5", "", "0"))]
    found = sold(*rows)
    assert [None if pd.isna(one) else one for one in found.facts.orders["margin_fen"]] == [125, -50, None, 0]
    assert codes(found) == []


def test_a_margin_that_cannot_be_read_is_none_and_the_order_counts() -> None:
    found = sold("O1,C01,2026-08-01,10,18%,done")
    (problem,) = [p for p in found.problems if p.severity is Severity.SET_ASIDE]
    assert (problem.column, problem.row, problem.value) == ("margin", 2, "18%")
    assert found.facts.orders["amount_fen"].tolist() == [1000]
    assert found.facts.orders["margin_fen"].isna().all()


def test_the_files_own_total_of_margins_is_compared() -> None:
    rows = ["O1,C01,2026-08-01,10,1,done", "O2,C01,2026-08-01,10,,done", "O3,C01,2026-08-01,10,-3,cancelled"]
    assert coded(sold(*rows, "合计,,,30,-2,"), "E157") == coded(sold(*rows, "合计,,,20,1,"), "E157") == []
    assert [p.column for p in coded(sold(*rows, "合计,,,30,3,"), "E157")] == ["margin"]


@pytest.mark.parametrize(("second", "whole"), [("2", 300), ("", None), ("-1", 0)])
def test_the_margin_of_an_order_in_lines_is_known_where_every_line_states_it(
    second: str, whole: int | None
) -> None:
    lines = ["O1,C01,2026-08-01,10,1,done", f"O1,C01,2026-08-01,5,{second},done", "O1,C01,2026-08-01,5,,cancelled"]
    (fen,) = sold(*lines, duplicates="all").facts.orders["margin_fen"]
    assert (None if pd.isna(fen) else fen) == whole
