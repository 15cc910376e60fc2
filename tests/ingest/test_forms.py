"""The filled form: labels, items, total, signatures."""

from typing import Any

import pytest

from reportgen.ingest import forms, formshape
from reportgen.ingest.exports import Understood
from reportgen.ingest.sheet import CellKind
from reportgen.model.frame import ContractError
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from tests.ingest.literal import Export, coded, codes, fates, read, source

RULE = source(
    "scorecard_items",
    layout="form",
    columns={
        "client_id": ["客户编号"],
        "client_name": ["客户名称"],
        "graded_on": ["评估日期"],
        "card_kind": ["评估类型"],
        "special": ["特殊情况"],
        "part": ["类别"],
        "item": ["编号"],
        "item_name": ["项目"],
        "mark": ["得分"],
        "evidence": ["依据"],
        "stated_total": ["合计"],
        "step": ["步骤"],
        "role": ["岗位"],
        "person": ["姓名"],
        "signed_at": ["日期"],
        "result": ["结果"],
        "opinion": ["意见"],
    },
    values={
        "card_kind": {"quarterly": ["季度"]},
        "step": {"1": ["初评"], "2": ["初审"]},
        "part": {"base": ["基本项"], "minus": ["减分项"], "veto": ["否决项"]},
    },
)
FORM = [
    ["客户资信评估表", "", "", "", ""],
    ["客户名称", "东方机械", "", "客户编号", "C01"],
    ["评估日期", "2026-09-18", "", "评估类型", "季度"],
    ["特殊情况：是", "", "", "", ""],
    ["", "", "", "", ""],
    ["类别", "编号", "项目", "得分", "依据"],
    ["基本项", "B1", "经营", "4", "执照"],
    ["", "B2", "财务", "3", "报表"],
    ["减分项", "M1", "逾期", "1", "台账"],
    ["否决项", "V1", "失信", "否", "查询"],
    ["合计", "", "", "71.5", ""],
    ["评定等级", "B", "", "", ""],
    ["", "", "", "", ""],
    ["签核", "", "", "", ""],
    ["步骤", "岗位", "姓名", "日期", "结果", "意见"],
    ["初评", "销售工程师", "李一", "2026-09-18", "同意", ""],
    ["初审", "商务专员", "", "", "", ""],
    ["", "", "", "", "", ""],
    ["注：本表一式两份", "", "", "", "", ""],
]
MERGED = ((1, 1, 1, 5), (7, 1, 8, 1))


def changed(cells: dict[tuple[int, int], str], form: list[list[str]] | None = None) -> list[list[str]]:
    """The form with other cells: (row, column) from 1 → text."""
    rows = [list(row) for row in form or FORM]
    for (row, column), cell in cells.items():
        rows[row - 1][column - 1] = cell
    return rows


def card(rows: list[list[str]] = FORM, name: str = "card.xlsx", **facts: Any) -> Export:
    given: dict[str, Any] = {"kinds": {}, "merged": MERGED, "sheet": "表"} | facts
    return Export(rule=RULE, rows=rows, name=name, facts=given)


def filled(cells: dict[tuple[int, int], str], **facts: Any) -> Understood:
    return read(card(changed(cells), **facts))


def test_a_form_becomes_a_card_its_items_and_its_signatures() -> None:
    found = read(card())
    row = found.facts.cards.to_dict("records")[0]
    assert (
        row["client_id"],
        str(row["graded_on"].date()),
        row["card_kind"],
        row["special"],
        row["stated_total"],
    ) == (
        "C01",
        "2026-09-18",
        "quarterly",
        True,
        "71.5",
    )
    items = found.facts.card_items
    assert items["item"].tolist() == ["B1", "B2", "M1", "V1"]
    assert items["entry"].tolist() == ["4", "3", "1", ""]
    assert items["row"].tolist() == [7, 8, 9, 10]
    assert items["hit"].tolist()[3] is False
    assert found.facts.signoffs[["step", "role", "person"]].to_numpy().tolist() == [
        [1, "销售工程师", "李一"], [2, "商务专员", ""],
    ]  # fmt: skip
    assert found.facts.signoffs["signed_on"].isna().tolist() == [False, True]
    assert codes(found) == []


def test_a_form_counts_its_item_lines_and_nothing_else() -> None:
    assert fates(read(card()), "card.xlsx") == {"read": 4, "used": 4}


def test_a_label_may_hold_its_value_after_a_colon() -> None:
    found = filled({(2, 4): "", (2, 5): "", (3, 1): "评估日期：2026年9月18日", (3, 2): ""})
    assert str(found.facts.cards["graded_on"][0].date()) == "2026-09-18"


def test_a_blank_beside_a_label_does_not_reach_for_the_next_label() -> None:
    found = filled({(2, 2): "", (2, 5): ""})
    assert [p.code for p in found.problems if p.severity is Severity.SET_ASIDE] == ["E246"]
    assert fates(found, "card.xlsx") == {"read": 4, "set_aside": 4}


@pytest.mark.parametrize(
    ("cells", "code", "row"),
    [
        ({(2, 2): "东方机器", (2, 5): ""}, "E241", 2),
        ({(2, 5): "C02"}, "E247", 2),
        ({(3, 2): "2026-12-18"}, "E224", 3),
        ({(3, 2): "九月"}, "E222", 3),
    ],
)
def test_a_fault_of_the_head_is_said_once_at_its_own_cell(
    cells: dict[tuple[int, int], str], code: str, row: int
) -> None:
    found = filled(cells)
    assert [(p.code, p.row) for p in found.problems if p.severity is Severity.SET_ASIDE] == [(code, row)]
    assert fates(found, "card.xlsx") == {"read": 4, "set_aside": 4}
    assert found.facts.cards.empty
    assert found.facts.signoffs.empty


def test_a_faulty_line_costs_itself() -> None:
    found = filled({(8, 4): "9"})
    assert [(p.code, p.row, p.column) for p in found.problems] == [("E216", 8, "得分")]
    assert fates(found, "card.xlsx") == {"read": 4, "used": 3, "set_aside": 1}


def test_error_cells_of_a_workbook_are_named() -> None:
    found = filled({(8, 4): "#REF!"}, kinds={(8, 4): CellKind.ERROR})
    assert [(p.code, p.row) for p in found.problems] == [("E160", 8)]


def test_a_line_without_an_items_code_is_set_aside() -> None:
    found = filled({(8, 2): ""})
    assert [(p.code, p.row, p.column) for p in found.problems] == [("E203", 8, "编号")]
    assert fates(found, "card.xlsx") == {"read": 4, "used": 3, "set_aside": 1}


def test_a_line_that_the_reader_set_aside_is_counted() -> None:
    bad = Problem(
        code="E138", severity=Severity.SET_ASIDE, file="surveys/2026Q3/card.xlsx", row=8, expected=text("t")
    )
    found = read(card(bad_rows={8: bad}))
    assert coded(found, "E138") == [bad]
    assert fates(found, "card.xlsx") == {"read": 4, "used": 3, "set_aside": 1}


def test_subtotals_between_the_parts_do_not_end_the_items() -> None:
    rows = [*FORM[:8], ["小计", "", "", "7", ""], *FORM[8:]]
    found = read(card(rows))
    assert fates(found, "card.xlsx") == {"read": 4, "used": 4}
    assert found.facts.cards["stated_total"].tolist() == ["71.5"]


def test_two_forms_on_one_sheet_are_refused() -> None:
    found = read(card([*FORM, *FORM]))
    assert [(p.code, p.severity, p.row) for p in found.problems] == [("E158", Severity.REFUSED, 26)]
    assert found.facts.cards.empty


def test_a_sheet_that_is_no_form_is_skipped_with_a_warning() -> None:
    help_sheet = card([["填表说明"], ["一、客观、公正"]], sheet="说明")
    found = read(card(), help_sheet)
    assert [(p.code, p.severity, p.sheet) for p in found.problems] == [("W163", Severity.WARNING, "说明")]
    assert len(found.facts.cards) == 1


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ({(6, 2): "号"}, "编号"),
        ({(3, 1): "日期栏"}, "评估日期"),
        ({(2, 1): "单位", (2, 4): "号码"}, "客户编号, 客户名称"),
    ],
)
def test_a_form_that_lacks_a_label_is_refused(cells: dict[tuple[int, int], str], missing: str) -> None:
    found = filled(cells)
    (problem,) = coded(found, "E154")
    assert problem.severity is Severity.REFUSED
    assert missing in str(problem.expected)


def test_two_forms_of_one_client_and_day_that_disagree_lose_both() -> None:
    found = read(card(), card(changed({(7, 4): "3"}), sheet="表2"))
    assert found.facts.cards.empty
    assert {p.code for p in found.problems} == {"E245"}
    assert len(coded(found, "E245")) == 8


def test_the_same_form_twice_counts_once_with_its_signatures() -> None:
    found = read(card(), card(sheet="表2"))
    assert len(found.facts.cards) == 1
    assert len(found.facts.signoffs) == 2
    assert len(coded(found, "E244")) == 4


# ------------------------------------------------------------------ the count, and its control
def test_losing_a_line_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(*args: Any) -> formshape.Body:
        body = formshape.body_of(*args)
        del body.coded[1]
        return body

    monkeypatch.setattr(forms, "body_of", careless)
    with pytest.raises(ContractError, match="4 rows were read, but 3 used"):
        read(card())
