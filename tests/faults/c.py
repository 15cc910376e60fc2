"""C. Table shape."""

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

from tests.faults.case import Case, aside, lines, note, refuse, warn
from tests.faults.making import SURVEY
from tests.faults.workspace import rule
from tests.ingest.making import inline, sheet_xml, xlsx

FORM = rule(
    "survey",
    {"client_id": "客户编号", "contact": "联系人", "answered_at": "提交时间"},
    layout="wide",
    questions={"Q1": ["服务态度"], "Q2": ["产品质量"]},
    duplicates="all",
)
HEAD = ("客户编号", "联系人", "提交时间", "服务态度", "产品质量")
ONE, TWO, THREE = (
    ("C01", "王", "2026-07-01", "5", "4"),
    ("C02", "李", "2026-07-02", "4", "4"),
    ("C03", "赵", "2026-07-03", "3", "2"),
)
READ = {"used": 3}
LONG_FORM = rule("survey", ["client_id", "contact", "answered_at", "question", "answer"], duplicates="all")
LEDGER = rule("complaints", ["complaint_id", "client_id", "received_at", "content"])
SALES = rule("orders", {"order_id": "订单号", "client_id": "客户编号", "order_date": "日期", "amount": "金额"})


def table(*rows: tuple[str, ...]) -> str:
    """Return the rows as CSV."""
    return lines(*(",".join(row) for row in rows))


def book(fill: Callable[[Any, Any], None]) -> Callable[[], dict[str, bytes]]:
    """Return the maker of a workbook whose one sheet, 问卷, ``fill(book, sheet)`` writes."""

    def made() -> dict[str, bytes]:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
            fill(workbook, workbook.add_worksheet("问卷"))
        return {".xlsx": file.getvalue()}

    return made


def written(sheet: Any, rows: tuple[tuple[object, ...], ...], first: int = 0) -> None:
    """Write rows as they are: texts as texts, numbers as numbers."""
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write(number, column, value)


def two_rows_of_headings(_: Any, sheet: Any) -> None:
    written(sheet, (("客户编号", "联系人", "提交时间"), ("", "", "", "服务态度", "产品质量"), ONE, TWO, THREE))
    for column in (0, 1, 2):
        sheet.merge_range(0, column, 1, column, HEAD[column])
    sheet.merge_range(0, 3, 0, 4, "评分")


def merged_clients(_: Any, sheet: Any) -> None:
    written(sheet, (HEAD, ONE, ("", *TWO[1:]), ("", *THREE[1:]), ("", *ONE[1:])))
    sheet.merge_range(1, 0, 3, 0, "C01")


def formulas(_: Any, sheet: Any) -> None:
    written(sheet, (HEAD, ONE, TWO, THREE))
    sheet.write_formula(1, 3, "=2+3", None, 5)


def errors(_: Any, sheet: Any) -> None:
    rows = tuple((f"C0{n}", "王", "2026-07-01", 5, 4) for n in (1, 2, 3, 4, 5))
    written(sheet, (HEAD, *rows))
    for row, said in enumerate(("#DIV/0!", "#N/A", "#REF!", "#VALUE!"), start=1):
        sheet.write_formula(row, 3, "=1/0", None, said)


def struck(workbook: Any, sheet: Any) -> None:
    written(sheet, (HEAD, ONE, TWO, THREE))
    sheet.write(2, 1, "李", workbook.add_format({"font_strikeout": True}))


def never_calculated() -> dict[str, bytes]:
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>C01</t></is></c><c r="B2"><f>1+1</f></c>'
    row += '<c r="C2" t="inlineStr"><is><t>2026-07-01</t></is></c><c r="D2"><v>5</v></c></row>'
    return {
        ".xlsx": sheet_xml(
            inline(("客户编号", "服务态度", "日期", "客户名称"), 1)
            + row
            + inline(("C02", "4", "2026-07-02", "x"), 3)
        )
    }


CASES = [
    Case(
        id="C01",
        rule=FORM,
        files={
            ".csv": table(("2026年第三季度满意度",), HEAD, ONE, TWO, THREE).replace("满意度\n", "满意度,,,,\n")
        },
        answers=(note("W151", row=1, value="2026年第三季度满意度"),),
        rows=READ | {"skipped": 1},
    ),
    Case(
        id="C02",
        rule=FORM | {"header_rows": 2, "questions": {"Q1": ["评分/服务态度"], "Q2": ["评分/产品质量"]}},
        files=book(two_rows_of_headings),
        rows=READ,
        holds=lambda seen: seen.answers("Q2") == {3: 4, 4: 4, 5: 2},
    ),
    Case(
        id="C02 unknown",
        rule=FORM | {"header_rows": 2, "columns": {**FORM["columns"], "answered_at": ["时间/提交"]}},
        files=book(two_rows_of_headings),
        answers=(refuse("E152", sheet="问卷", row=2, says="时间/提交"),),
    ),
    Case(
        id="C03",
        rule=FORM,
        files=book(merged_clients),
        answers=(
            note("W153", sheet="问卷", column="客户编号", value="2"),
            aside("E246", 5, "客户编号", sheet="问卷"),
        ),
        rows={"used": 3, "set_aside": 1},
        holds=lambda seen: set(seen.facts("answers")["client_id"]) == {"C01"},
    ),
    Case(
        id="C04",
        rule=FORM,
        files={".csv": table(("客户号", *HEAD[1:]), ONE, TWO, THREE)},
        answers=(refuse("E154", row=1, says="客户号 ↔ 客户编号"),),
    ),
    Case(
        id="C05",
        rule=FORM,
        files={".csv": table((*HEAD, "服务态度"), (*ONE, "1"), (*TWO, "2"))},
        answers=(refuse("E155", row=1, column="D1 F1", value="服务态度"),),
    ),
    Case(
        id="C06",
        rule=FORM,
        files={".csv": table((*HEAD, "天气"), (*ONE, "晴"), (*TWO, "雨"), (*THREE, ""))},
        answers=(note("W156", row=1, value="天气"),),
        rows=READ,
    ),
    Case(
        id="C07",
        rule=FORM,
        files={".csv": table(*(row[::-1] for row in (HEAD, ONE, TWO, THREE)))},
        rows=READ,
        holds=lambda seen: seen.answers() == {2: 5, 3: 4, 4: 3},
    ),
    Case(
        id="C08",
        rule=FORM,
        files=book(
            lambda _, sheet: written(
                sheet,
                (("*客户 编号", "联系人（必填）", "提交\n时间", "　服务态度", "产品质量＊"), ONE, TWO, THREE),
            )
        ),
        rows=READ,
    ),
    Case(
        id="C09",
        rule=SALES,
        files={
            ".csv": lines(
                "订单号,客户编号,日期,金额",
                "C09-1,C01,2026-07-01,100",
                "C09-2,C02,2026-07-02,50",
                "小计,,,150",
                "C09-3,C03,2026-07-03,7",
                "平均,,,52.33",
                "合计,,,999",
            )
        },
        answers=(
            note("W164", row=4),
            note("W164", row=6),
            note("W164", row=7),
            warn("E157", row=7, column="金额", value="999", says="157, the sum"),
        ),
        rows=READ | {"skipped": 3},
    ),
    Case(
        id="C10",
        rule=FORM,
        files={".csv": table(HEAD, ONE, TWO, THREE, ("",) * 5, HEAD, ONE)},
        answers=(refuse("E158", row=6),),
    ),
    Case(
        id="C10 notes",
        rule=FORM,
        files={".csv": table(HEAD, ONE, TWO, THREE, ("",) * 5, ("备注：王先生请假", "", "", "", ""))},
        answers=(note("W150", row=5), note("W163", row=6, value="备注：王先生请假")),
        rows=READ | {"skipped": 2},
        instead="text under a table is skipped with a note; only a second table with its own headings is refused",
    ),
    Case(
        id="C11",
        rule=FORM,
        files={".csv": table(*zip(HEAD, ONE, TWO, THREE, strict=True))},
        answers=(refuse("E154", row=1, says="turn the table"),),
    ),
    Case(id="C12 wide", rule=FORM, files={".csv": table(HEAD, ONE, TWO, THREE)}, rows=READ),
    Case(
        id="C12 long",
        rule=LONG_FORM,
        files={
            ".csv": lines(
                "client_id,contact,answered_at,question,answer",
                *(
                    f"{row[0]},{row[1]},{row[2]},{question},{value}"
                    for row in (ONE, TWO, THREE)
                    for question, value in zip(("Q1", "Q2"), row[3:], strict=True)
                ),
            )
        },
        rows={"used": 6},
        holds=lambda seen: sorted(seen.answers().values()) == [3, 4, 5],
    ),
    Case(
        id="C12 mixed up",
        rule=LONG_FORM,
        files={".csv": table(HEAD, ONE, TWO, THREE)},
        answers=(refuse("E154", row=1, says="question, answer"),),
    ),
    Case(
        id="C13",
        rule=FORM,
        files=book(formulas),
        answers=(note("W165", sheet="问卷", value="1"),),
        rows=READ,
        holds=lambda seen: seen.answers() == {2: 5, 3: 4, 4: 3},
    ),
    Case(
        id="C14",
        rule=SURVEY,
        files=never_calculated,
        answers=(aside("E159", 2, "服务态度", sheet="问卷", says="save it"),),
        rows={"used": 1, "set_aside": 1},
    ),
    Case(
        id="C15",
        rule=FORM,
        files=book(errors),
        answers=(
            *(
                aside("E160", row, "服务态度", sheet="问卷", value=said)
                for row, said in enumerate(("#DIV/0!", "#N/A", "#REF!", "#VALUE!"), start=2)
            ),
        ),
        rows={"used": 5},
        holds=lambda seen: seen.answers() == {6: 5},
    ),
    Case(
        id="C16",
        rule=FORM,
        files={".xlsx": xlsx([HEAD, (*ONE[:3], 5, "4"), (*TWO[:3], "'4", 4), (*THREE[:3], 3, 2)])},
        answers=(note("W201", sheet="问卷", column="服务态度", row=3, value="'4"),),
        rows=READ,
        holds=lambda seen: seen.answers() == {2: 5, 3: 4, 4: 3},
    ),
    Case(
        id="C17",
        rule=LEDGER,
        files={
            ".csv": lines(
                "complaint_id,client_id,received_at,content",
                "007,C01,2026-07-01 09:00,x",
                "9.13E+17,C01,2026-07-01 09:00,x",
                "202607010000123456,C01,2026-07-01 09:00,x",
            )
        },
        answers=(aside("E161", 3, "complaint_id", value="9.13E+17"),),
        rows={"used": 2, "set_aside": 1},
        holds=lambda seen: set(seen.facts("complaints")["complaint_id"]) == {"007", "202607010000123456"},
    ),
    Case(
        id="C17 rounded",
        rule=LEDGER,
        files=book(
            lambda _, sheet: written(
                sheet,
                (
                    ("complaint_id", "client_id", "received_at", "content"),
                    ("008", "C01", "2026-07-01 09:00", "x"),
                    (202607010000123456, "C01", "2026-07-01 09:00", "x"),
                ),
            )
        ),
        answers=(aside("E161", 3, "complaint_id", sheet="问卷"),),
        rows={"used": 1, "set_aside": 1},
    ),
    Case(
        id="C18",
        rule=FORM,
        files=book(struck),
        answers=(note("W162", sheet="问卷", value="3"),),
        rows=READ,
    ),
]
