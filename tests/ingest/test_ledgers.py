"""Ledgers and registers as people send them: titles, merged headings, units, totals, dates in every hand."""

from collections.abc import Sequence
from typing import Any

import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import Export, Rows, coded, codes, export, fates, read, source

HEAD = ["order_id", "client_id", "order_date", "amount", "state"]


def orders(*rows: Sequence[str], heading: Sequence[str] = HEAD, **more: Any) -> Understood:
    """Return what an order list says."""
    return read(Export(rule=source("orders", **more), rows=[list(heading), *map(list, rows)], name="orders.csv"))


def fen(found: Understood) -> list[int]:
    """Return the amounts of all orders in fen."""
    return [int(one) for one in found.facts.orders.sort_values("order_id")["amount_fen"]]


# ------------------------------------------------------------------ 万元
WAN = ["order_id", "client_id", "order_date", "金额（万元）", "state"]
ROW = ("O1", "C01", "2026-08-01", "1.2", "done")


def test_a_heading_in_ten_thousands_is_the_unit_where_the_rule_says_none() -> None:
    found = orders(ROW, heading=WAN, also={"amount": ["金额"]})
    assert fen(found) == [1_200_000]
    (note,) = coded(found, "W239")
    assert (note.severity, note.value, note.column) == (Severity.NOTE, "万元", "金额（万元）")


def test_control_the_same_number_without_the_heading_s_unit_is_yuan() -> None:
    assert fen(orders(ROW, heading=[*HEAD[:3], "金额", "state"], also={"amount": ["金额"]})) == [120]
    assert fen(orders(ROW, heading=[*HEAD[:3], "金额（元）", "state"], also={"amount": ["金额"]})) == [120]


@pytest.mark.parametrize("heading", ["金额(万元)", "金额 （单位：万元）", "金额【万元】", "订单/金额（万元）"])
def test_brackets_of_every_kind_hold_the_unit(heading: str) -> None:
    rule = {"amount": ["金额", "订单/金额"]}
    assert fen(orders(ROW, heading=[*HEAD[:3], heading, "state"], also=rule)) == [1_200_000]


def test_a_unit_in_the_cell_goes_before_the_heading_s() -> None:
    rows = [("O1", "C01", "2026-08-01", "3,000元", "done"), ("O2", "C01", "2026-08-01", "1.2万", "done"),
            ("O3", "C01", "2026-08-01", "￥5.5", "done")]  # fmt: skip
    assert fen(orders(*rows, heading=WAN, also={"amount": ["金额"]})) == [300_000, 1_200_000, 5_500_000]
    assert fen(orders(*rows)) == [300_000, 1_200_000, 550]


def test_a_rule_that_contradicts_the_heading_counts_with_a_warning() -> None:
    found = orders(ROW, heading=WAN, also={"amount": ["金额"]}, amount_unit="yuan")
    (warning,) = coded(found, "W239")
    assert (fen(found), warning.severity) == ([120], Severity.WARNING)
    assert coded(orders(ROW, heading=WAN, also={"amount": ["金额"]}, amount_unit="wan_yuan"), "W239") == []


def test_two_columns_of_one_amount_in_two_units_are_not_chosen_by_guess() -> None:
    both = [*HEAD[:3], "金额（元）", "金额（万元）", "state"]
    row = ("O1", "C01", "2026-08-01", "12000", "1.2", "done")
    assert codes(orders(row, heading=both, also={"amount": ["金额"]})) == ["E154"]
    assert fen(orders(row, heading=both, also={"amount": ["金额（万元）"]})) == [1_200_000]


# ------------------------------------------------------------------ 合计
def test_the_total_of_any_column_of_money_is_held_against_its_rows() -> None:
    rows = ["F1,C01,,2026-07-31,100,40", "F2,C02,,2026-07-31,50,50"]
    assert codes(read(export("receivables", *rows, "合计,,,,150,90"))) == []
    wrong = coded(read(export("receivables", *rows, "合计,,,,150,91")), "E157")
    assert [(one.row, one.column, one.value) for one in wrong] == [(4, "paid_amount", "91")]
    target = ["C01,2026-07,1", "C01,2026-08,2"]
    assert codes(read(export("targets", *target, "合计,,3"))) == []
    assert codes(read(export("targets", *target, "合计,,4"))) == ["E157"]


def test_a_total_is_in_the_unit_of_its_column() -> None:
    more: dict[str, Any] = {"heading": WAN, "also": {"amount": ["金额"]}}
    assert codes(orders(ROW, ("合计", "", "", "1.2", ""), **more)) == []
    assert codes(orders(ROW, ("合计", "", "", "12000", ""), **more)) == ["E157"]  # control
    assert codes(orders(ROW, ("合计", "", "", "12000元", ""), **more)) == []


# ------------------------------------------------------------------ three rows of headings
DEEP: Rows = [
    ["2026年三季度投诉台账", "", "", "", "", ""],
    ["投诉", "", "办理", "", "", ""],
    ["编号", "客户", "时间", "", "", "状态"],
    ["", "", "收到", "首次答复", "办结", ""],
    ["K1", "C01", "2026年7月1日 9时05分", "2026年7月1日 下午 3:05", "2026/7/2 上午9:05", "open"],
    ["", "", "", "", "", ""],
    ["注：下午以24小时制登记", "", "", "", "", ""],
]
MERGED = (
    (1, 1, 1, 6), (2, 1, 2, 2), (2, 3, 2, 6), (3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 3, 5), (3, 6, 4, 6),
)  # fmt: skip


def deep(merged: tuple[tuple[int, int, int, int], ...], **columns: list[str]) -> Understood:
    """Return what the ledger with three rows of headings says."""
    mapped = {
        "complaint_id": ["投诉/编号"],
        "client_id": ["投诉/客户"],
        "received_at": ["办理/时间/收到"],
        "first_reply_at": ["办理/时间/首次答复"],
        "closed_at": ["办结"],
        **columns,
    }
    rule = source("complaints", header_rows=3, columns=mapped)
    facts = {"kinds": {}, "merged": merged}
    return read(Export(rule=rule, rows=DEEP, name="ledger.xlsx", facts=facts))


def test_headings_of_three_rows_are_joined_by_the_merged_ranges() -> None:
    found = deep(MERGED)
    times = ["received_at", "first_reply_at", "closed_at"]
    local = found.facts.complaints[times].apply(lambda column: column.dt.tz_convert("Asia/Shanghai"))
    (row,) = local.itertuples(index=False, name=None)
    assert [f"{one:%m-%d %H:%M}" for one in row] == ["07-01 09:05", "07-01 15:05", "07-02 09:05"]
    assert fates(found, "ledger.xlsx") == {"read": 4, "used": 1, "skipped": 3}
    assert [one.code for one in found.problems if one.code in {"W151", "W150", "W163"}] == ["W151", "W150", "W163"]


def test_control_without_the_merged_ranges_the_upper_headings_are_lost() -> None:
    (problem,) = coded(deep(()), "E152")
    assert "办理/时间/收到" in str(problem.expected) or "投诉/客户" in str(problem.expected)


# ------------------------------------------------------------------ dates in every hand
HANDS = [
    "2026年7月1日 15时05分", "2026年7月1日15点5分", "2026年7月1日 下午 3:05", "2026年7月1日下午3时05分",
    "2026-07-01 下午3:05", "2026/7/1 15:05:00", "2026.7.1 15:05", "２０２６／７／１　１５：０５", "20260701 1505",
    "2026-07-01T15:05+08:00", "2026-07-01T07:05Z", "2026/7/1 3:05 PM", "2026年7月1日（星期三）15:05",
    "01-Jul-2026 15:05",
]  # fmt: skip


def test_one_moment_in_every_hand() -> None:
    rows = [[f"K{at}", "C01", "质量", hand, "", "", "open"] for at, hand in enumerate(HANDS)]
    frame = read(export("complaints", *rows)).facts.complaints.set_index("complaint_id")
    shown = frame["received_at"].dt.tz_convert("Asia/Shanghai").dt.strftime("%Y-%m-%d %H:%M")
    assert {hand: shown.get(f"K{at}") for at, hand in enumerate(HANDS)} == dict.fromkeys(HANDS, "2026-07-01 15:05")


def test_control_morning_and_afternoon_are_not_the_same() -> None:
    found = read(export("complaints", ["K1", "C01", "质量", "2026年7月1日 上午 3:05", "", "", "open"]))
    (moment,) = found.facts.complaints["received_at"].dt.tz_convert("Asia/Shanghai")
    assert f"{moment:%H:%M}" == "03:05"


@pytest.mark.parametrize(("system", "serial"), [(1900, "46204.6284722222"), (1904, "44742.6284722222")])
def test_serials_of_both_date_systems_are_the_same_moment(system: int, serial: str) -> None:
    facts = {"kinds": {}, "date_system": system}
    found = read(export("complaints", ["K1", "C01", "质量", serial, "", "", "open"], facts=facts, name="k.xlsx"))
    (moment,) = found.facts.complaints["received_at"].dt.tz_convert("Asia/Shanghai")
    assert f"{moment:%Y-%m-%d %H:%M}" == "2026-07-01 15:05"


def test_control_a_serial_under_the_other_system_is_four_years_away() -> None:
    facts = {"kinds": {}, "date_system": 1900}
    found = read(
        export("complaints", ["K1", "C01", "质量", "44742.6284722222", "", "", "open"], facts=facts, name="k.xlsx")
    )
    (moment,) = found.facts.complaints["received_at"]
    assert moment.year == 2022


# ------------------------------------------------------------------ hidden rows
def test_hidden_rows_are_read_like_the_others() -> None:
    rule = source("orders")
    rows: Rows = [HEAD, list(ROW), ["O2", "C02", "2026-08-02", "3", "done"]]
    found = read(Export(rule=rule, rows=rows, name="o.xlsx", facts={"kinds": {}, "hidden_rows": (3,)}))
    assert len(found.facts.orders) == 2
