"""Which quarter a file belongs to, and which pattern its name gets."""

from dataclasses import replace
from datetime import date

import pytest

from reportgen.learn.naming import patterns
from reportgen.learn.quarters import When, inside, shared_out, when
from reportgen.model.period import Period
from tests.learn.knowing import REGISTER, Rows, sheet, taken

Q1, Q2, Q3 = (Period.parse(f"2026Q{number}") for number in (1, 2, 3))
HEAD = ["订单号", "客户编号", "下单日期", "订单金额（元）"]


def orders(*days: str) -> Rows:
    return [HEAD, *([f"D{at:04d}", f"C0{at % 3 + 1}", day, "100"] for at, day in enumerate(days))]


def quarter(rows: Rows, *, file: str = "x.csv", folder: str = "heap") -> When:
    one = replace(taken(rows, register=REGISTER), file=file)
    return when(one, [sheet(rows)], folder)


def test_a_list_that_goes_back_a_year_belongs_to_its_last_quarter() -> None:
    days = [
        f"{year}-{month:02d}-15" for year, month in ((2025, 10), (2025, 12), (2026, 1), (2026, 2), (2026, 5))
    ] * 4
    assert quarter(orders(*days)).period == Q2


def test_a_few_records_of_the_next_quarter_do_not_move_a_file() -> None:
    assert quarter(orders(*["2026-05-15"] * 30, "2026-07-01")).period == Q2


def test_control_many_of_them_do() -> None:
    assert quarter(orders(*["2026-05-15"] * 30, *["2026-07-01"] * 10)).period == Q3


def test_the_folder_that_a_file_came_from_decides() -> None:
    found = quarter(orders(*["2026-05-15"] * 9), folder="2026Q1")
    assert (found.period, found.sure) == (Q1, True)


def test_a_name_decides_where_some_record_agrees() -> None:
    rows = orders("2026-05-15", "2026-05-16", "2026-08-15")
    assert quarter(rows, file="订单2026年第二季度.csv").period == Q2
    assert quarter(rows, file="订单2025年第二季度.csv").period == Q3


def test_a_round_tells_the_quarter_of_a_list_without_dates() -> None:
    rows = [["轮次", "客户编号", "抽样原因"], *(["2026Q3定期", f"C0{n}", "重要"] for n in (1, 2, 3))]
    assert quarter(rows).period == Q3


def test_plans_lie_behind_the_heap_and_histories_before_it() -> None:
    ahead = inside(When(period=Period.parse("2027Q1"), latest=date(2027, 1, 5)), [Q1, Q2])
    behind = inside(When(period=Period.parse("2018Q1"), latest=date(2018, 1, 5)), [Q1, Q2])
    assert (ahead.period, behind.period) == (None, None)
    assert ahead.latest is not None
    assert ahead.latest <= Q2.end
    assert inside(When(period=Q2), [Q1, Q2]).period == Q2


def test_registers_go_to_the_quarters_in_the_order_of_their_last_dates() -> None:
    undated = [
        (When(period=None, latest=day), 1) for day in (date(2026, 8, 1), date(2026, 1, 1), date(2026, 5, 1))
    ]
    assert shared_out(undated, [Q1, Q2, Q3]) == [Q3, Q1, Q2]


def test_the_only_register_holds_from_the_first_quarter_on() -> None:
    assert shared_out([(When(period=None), 1)], [Q1, Q2, Q3]) == [Q1]


@pytest.mark.parametrize(
    ("names", "others", "wanted"),
    [
        (["订单_2026Q3.csv"], ["目标_2026Q3.csv"], ("订单_*.csv",)),
        (["2026年9月客诉.xlsx"], [], ("*客诉.xlsx",)),
        (["评估表_甲.xlsx", "评估表_乙.xlsx", "评估表_丙.xlsx"], ["订单.csv"], ("评估表_*.xlsx",)),
        (["评估表_2026Q3_C01.xlsx", "评估表_2026Q3_C02.xlsx", "评估表_2026Q3_C03.xlsx"], [], ("评估表_*.xlsx",)),
        (["f01.csv", "f02.csv"], ["f03.csv"], ("f01.csv", "f02.csv")),
        (["2026Q3.csv"], [], ("2026Q3.csv",)),
        (["订单_2026Q3.csv"], ["订单_2026Q2_旧.csv"], ("订单_2026Q3.csv",)),
    ],
)
def test_a_pattern_never_takes_a_file_of_another_kind(
    names: list[str], others: list[str], wanted: tuple[str, ...]
) -> None:
    assert patterns(names, others) == wanted
