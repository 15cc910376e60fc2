"""Small tables, each with what it must be taken for."""

import pytest

from reportgen.learn.rule import MARK, rule_of
from tests.learn.knowing import REGISTER, Rows, fields, taken, unsure, yaml

LEDGER: Rows = [
    ["2026年第三季度客户投诉台账", "", "", "", "", "", ""],
    ["投诉编号", "客户名称", "受理渠道", "问题类型", "收到时间", "结案时间", "状态"],
    *(
        [
            f"TS-{n:03d}",
            name,
            "客服电话",
            "产品质量",
            f"2026-07-{n:02d} 09:05",
            f"2026-07-{n + 2:02d} 10:00",
            "已解决",
        ]
        for n, name in enumerate(
            ("东方机械有限公司", "恒达电子", "安泰化工", "恒达电子", "东方机械有限公司", "恒达电子"), start=1
        )
    ),
]
ORDERS: Rows = [
    ["订单号", "客户", "下单日期", "金额（万元）", "订单状态"],
    *([f"D{n:03d}", "恒达电子", f"2026-08-{n:02d}", f"{n}.5", "已发货"] for n in range(1, 9)),
]
SURVEY: Rows = [
    ["填写时间", "公司名称", "产品质量您满意吗", "交付时间您满意吗", "您会向同行推荐我们吗", "意见建议"],
    *(
        [f"2026-09-{n:02d} 10:00:00", "安泰化工", label, "满意" if n % 2 else "一般", str(5 + n % 6), "好"]
        for n, label in enumerate(["非常满意", "满意", "一般", "满意", "不满意", "满意"] * 3, start=1)
    ),
]


def test_a_ledger_under_a_title_is_taken_for_complaints_with_every_field() -> None:
    one = taken(LEDGER, register=REGISTER)
    assert (one.export, one.export_sure, one.titles, one.header_rows, one.rows) == ("complaints", True, 1, 1, 6)
    assert fields(one) == {
        "complaint_id": "投诉编号",
        "client_name": "客户名称",
        "channel": "受理渠道",
        "category": "问题类型",
        "received_at": "收到时间",
        "closed_at": "结案时间",
        "state": "状态",
    }
    assert unsure(one) == set()


def test_without_a_register_nobody_can_be_sure_of_the_client() -> None:
    assert unsure(taken(LEDGER)) == {"client_name"}
    assert unsure(taken(LEDGER, register=REGISTER)) == set()


def test_a_column_is_the_client_because_its_values_are_the_register_s() -> None:
    rows = [["甲", *row[1:]] if at == 1 else row for at, row in enumerate(LEDGER)]
    rows[1] = ["投诉编号", "厂家", *LEDGER[1][2:]]
    one = taken(rows, register=REGISTER)
    assert fields(one)["client_name"] == "厂家"
    assert "client_name" not in unsure(one)


def test_control_values_that_are_not_the_register_s_do_not_prove_a_client() -> None:
    rows = [[row[0], "某某公司", *row[2:]] if at > 1 else row for at, row in enumerate(LEDGER)]
    assert "client_name" not in set(fields(taken(rows, register=REGISTER))) - unsure(
        taken(rows, register=REGISTER)
    )


def test_amounts_in_wan_yuan_are_seen_by_their_heading() -> None:
    one = taken(ORDERS, register=REGISTER)
    assert (one.export, one.amount_unit, one.amount_unit_sure) == ("orders", "wan_yuan", True)
    assert fields(one)["amount"] == "金额(万元)"


def test_amounts_whose_unit_nobody_says_are_to_be_decided() -> None:
    rows = [["订单号", "客户", "下单日期", "订单金额", "订单状态"], *ORDERS[1:]]
    one = taken(rows, register=REGISTER)
    assert (one.amount_unit, one.amount_unit_sure) == ("yuan", False)
    assert f"amount_unit: yuan  {MARK}" in yaml(one)


def test_questions_find_the_dimension_that_their_wording_names() -> None:
    one = taken(SURVEY, register=REGISTER)
    assert one.export == "survey"
    assert {asked.code: asked.heading for asked in one.questions} == {
        "Q1": "产品质量您满意吗",
        "Q9": "交付时间您满意吗",
        "Q8": "您会向同行推荐我们吗",
    }
    assert fields(one) == {"answered_at": "填写时间", "client_name": "公司名称", "comment": "意见建议"}


def test_a_scale_other_than_the_pack_s_is_to_be_decided() -> None:
    rows = [SURVEY[0], *([row[0], row[1], str(n % 10 + 1), *row[3:]] for n, row in enumerate(SURVEY[1:]))]
    asked = next(one for one in taken(rows, register=REGISTER).questions if one.code == "Q1")
    assert (asked.scale.low, asked.scale.high, asked.scale.pack) == (0, 10, "1–5")


def test_a_table_on_its_side_says_so() -> None:
    turned = [list(column) for column in zip(*LEDGER[1:], strict=True)]
    one = taken(turned, register=REGISTER)
    assert one.turned
    assert one.export is None
    assert "turn the table" in str(one.decisions[0])


def test_merged_headings_of_two_rows_are_joined() -> None:
    rows = [
        ["投诉编号", "客户编号", "时间", "", "状态"],
        ["", "", "收到时间", "结案时间", ""],
        *([f"T{n}", "C01", f"2026-07-0{n}", f"2026-07-0{n}", "已关闭"] for n in range(1, 8)),
    ]
    merged = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5)]
    one = taken(rows, register=REGISTER, sheet_name="登记", merged=merged)
    assert (one.header_rows, fields(one)["received_at"]) == (2, "时间/收到时间")
    assert unsure(one) == set()


def test_dates_that_run_backwards_are_no_longer_sure() -> None:
    swapped = [LEDGER[0], LEDGER[1], *([*row[:4], row[5], row[4], row[6]] for row in LEDGER[2:])]
    one = taken(swapped, register=REGISTER)
    assert "closed_at" in unsure(one)
    assert "before the receipt" in str(one.columns["closed_at"].why)


@pytest.mark.parametrize(
    ("day", "order", "sure"),
    [("31/12/2025", "dmy", True), ("12/31/2025", "mdy", True), ("03/04/2025", "dmy", False)],
)
def test_the_order_of_dates_is_taken_from_dates_that_prove_it(day: str, order: str, sure: bool) -> None:  # noqa: FBT001
    rows = [LEDGER[1], *([*row[:4], day, "", row[6]] for row in LEDGER[2:])]
    one = taken(rows, register=REGISTER)
    assert (one.date_order, one.date_order_sure) == (order, sure)


def test_a_table_of_something_else_is_nothing_of_ours() -> None:
    rows = [["原料", "配比", "温度"], *([f"料{n}", str(n), str(20 + n)] for n in range(1, 9))]
    one = taken(rows)
    assert one.export is None
    assert yaml(one) == ""


def test_every_proposal_with_what_it_needs_is_a_rule_that_loads() -> None:
    for rows in (LEDGER, ORDERS, SURVEY):
        source, faults = rule_of(yaml(taken(rows, register=REGISTER)))
        assert faults == []
        assert source is not None


def test_words_of_a_vocabulary_that_nobody_has_placed_are_to_be_decided() -> None:
    rows = [row if at < 2 else [*row[:6], "转派外协" if at == 3 else row[6]] for at, row in enumerate(LEDGER)]
    one = taken(rows, register=REGISTER)
    assert one.unsaid_values == {"state": ("转派外协",)}
    assert f"{MARK}which word of ours are these: 转派外协" in yaml(one)


def test_words_that_stand_for_nothing_are_named() -> None:
    rows = [row if at < 2 else [*row[:5], "?", row[6]] for at, row in enumerate(LEDGER)]
    assert taken(rows, register=REGISTER).missing == ("?",)


def test_a_heading_that_stands_twice_is_left_to_a_person() -> None:
    rows = [[*row, "其他" if at != 1 else "问题类型"] for at, row in enumerate(LEDGER)]
    one = taken(rows, register=REGISTER)
    assert "category" not in fields(one)
    assert "two columns are called 问题类型" in str(one.decisions[0])


def test_a_ledger_that_numbers_nothing_says_so() -> None:
    one = taken([row[1:] for row in LEDGER], register=REGISTER)
    assert (one.export, one.unnumbered) == ("complaints", True)
    source, faults = rule_of(yaml(one))
    assert faults == []
    assert source is not None
    assert source.unnumbered


def test_the_fields_of_a_ticket_system_are_its_own() -> None:
    heads = "number incident_state sys_mod_count caller_id opened_at sys_updated_at contact_type"
    rows = [
        f"{heads} category priority assigned_to resolved_at closed_at".split(),
        *(
            (
                f"INC{n // 3:04d}|{'New' if n % 3 < 2 else 'Closed'}|{n % 3}|Caller {n // 3}|29/2/2016 01:16|"
                f"{n % 3 + 1}/3/2016 10:00|Phone|Category {n % 5}|3 - Moderate|Resolver {n % 4}|"
                "3/3/2016 11:29|5/3/2016 12:00"
            ).split("|")
            for n in range(30)
        ),
    ]
    one = taken(rows)
    assert (one.export, one.platform, one.platform_sure, one.events) == ("complaints", "servicenow", True, True)
    assert (fields(one)["complaint_id"], fields(one)["closed_at"]) == ("number", "resolved_at")
    assert {"complaint_id", "received_at", "closed_at", "state"} & unsure(one) == set()
    source, faults = rule_of(yaml(one))
    assert faults == []
    assert source is not None
    assert source.events is True


def test_a_log_of_events_says_that_numbers_repeat() -> None:
    rows = [LEDGER[1], *([f"TS-{n // 4:03d}", *LEDGER[2][1:]] for n in range(40))]
    assert any("a row is an event" in str(said) for said in taken(rows, register=REGISTER).decisions)
