"""D. Values."""

from typing import Any

from tests.faults.c import FORM, HEAD, ONE, THREE, TWO, book, table, written
from tests.faults.case import CONFIG, Case, aside, lines, note, refuse, warn
from tests.faults.workspace import PACK, rule

SCORE = "服务态度"
SALES = rule("orders", ["order_id", "client_id", "order_date", "amount"])
CARD = rule("scorecard_items", ["client_id", "graded_on", "part", "item", "points"])
SALES_HEAD = "order_id,client_id,order_date,amount"
CARD_HEAD = "client_id,graded_on,part,item,points"


def scored(*values: str) -> str:
    """A form a row with these answers to the first question."""
    rows = [(f"C{n:02d}", "王", f"2026-07-{n:02d}", value, "4") for n, value in enumerate(values, start=1)]
    return lines(*(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in (HEAD, *rows)))


def sold(key: str, *amounts: str) -> str:
    """An order a row with these amounts."""
    rows = [f'{key}-{n},C{n:02d},2026-07-01,"{amount}"' for n, amount in enumerate(amounts, start=1)]
    return lines(SALES_HEAD, *rows)


def cards(*filled: tuple[str, str, str, str]) -> str:
    """A card a client: its base points, its minus points, its veto."""
    parts = (("base", "B1"), ("minus", "M1"), ("veto", "V1"))
    return lines(
        CARD_HEAD,
        *(
            f"{client},2026-08-01,{part},{item},{entry}"
            for client, *entries in filled
            for (part, item), entry in zip(parts, entries, strict=True)
        ),
    )


def reversed_scale() -> str:
    """Thirty forms in which the third question runs against the other two."""
    rows = [
        (f"C{n:02d}", f"人{n}", f"2026-07-{n:02d}", *map(str, (n % 5 + 1, min(5, n % 5 + 1 + n % 2), 5 - n % 5)))
        for n in range(1, 31)
    ]
    return lines(*(",".join(row) for row in ((*HEAD, "回复"), *rows)))


def quarter(unit: int, year_month: str) -> str:
    """Twenty orders of a quarter, in yuan or in ten thousands of them."""
    rows = [f"{year_month}-{n},C{n:02d},{year_month}-{n:02d},{n * 10_000 // unit}" for n in range(1, 21)]
    return lines(SALES_HEAD, *rows)


def a_date_among_scores(workbook: Any, sheet: Any) -> None:
    written(sheet, (HEAD, (*ONE[:3], "", 4), TWO, THREE))
    sheet.write_number(1, 3, 46146, workbook.add_format({"num_format": "m/d"}))


THREE_ASKED = FORM | {"questions": FORM["questions"] | {"Q3": ["回复"]}}
OFF = aside("E204", 3, SCORE, value="6", says="a number from 1 to 5")

CASES = [
    Case(
        id="D01",
        rule=FORM,
        files={".csv": scored("5", "6", "4", "0")},
        answers=(OFF, aside("E204", 5, SCORE, value="0")),
        rows={"used": 4},
        holds=lambda seen: seen.answers() == {2: 5, 4: 4} and len(seen.answers("Q2")) == 4,
    ),
    Case(
        id="D02",
        rule=FORM,
        files={".csv": scored("5分", "5 分", "５", "5.0", "４.５")},
        answers=(note("W201", row=2, column=SCORE, value="5分", says="4"),),
        rows={"used": 5},
        holds=lambda seen: seen.answers() == {2: 5, 3: 5, 4: 5, 5: 5, 6: 4.5},
    ),
    Case(
        id="D03",
        rule=FORM,
        files={".csv": scored("非常满意", "满意", "还行", "不满意")},
        answers=(
            note("W202", row=2, column=SCORE, value="非常满意"),
            aside("E205", 4, SCORE, value="还行", says="非常满意, 满意, 一般, 不满意, 非常不满意"),
        ),
        rows={"used": 4},
        holds=lambda seen: seen.answers() == {2: 5, 3: 4, 5: 2},
    ),
    Case(
        id="D04",
        rule=FORM,
        files={".csv": scored("满意", "4", "3分", "一般", "5")},
        answers=(
            note("W202", row=2, column=SCORE, says="2"),
            note("W201", row=4, column=SCORE, says="1"),
        ),
        rows={"used": 5},
        holds=lambda seen: seen.answers() == {2: 4, 3: 4, 4: 3, 5: 3, 6: 5},
    ),
    Case(
        id="D05",
        rule=THREE_ASKED,
        files=lambda: {".csv": reversed_scale()},
        answers=(warn("W206", column="回复", value="Q3", says="reversed: true"),),
        rows={"used": 30},
        holds=lambda seen: seen.answers("Q3")[2] == 4,
    ),
    Case(
        id="D06",
        rule=FORM,
        files={".csv": scored("85", "5")},
        answers=(aside("E204", 2, SCORE, value="85", says="another scale"),),
        rows={"used": 2},
    ),
    Case(
        id="D06 most",
        rule=FORM,
        files={".csv": scored("85", "90", "75", "60", "100", "5", "4")},
        answers=(
            *(aside("E204", row, SCORE) for row in range(2, 7)),
            refuse("E207", column=SCORE, value="Q1", says="0 to 100"),
        ),
    ),
    Case(
        id="D07",
        rule=FORM,
        files={".csv": scored("85%", "0.85", "4")},
        answers=(aside("E210", 2, SCORE, value="85%"), aside("E204", 3, SCORE, value="0.85")),
        rows={"used": 3},
        instead="no export has a column of percentages; among answers and amounts a percentage is an unknown "
        "unit, and a share is off the scale",
    ),
    Case(
        id="D08",
        rule=FORM,
        files={".csv": scored("NaN", "inf", "1E400", "∞", "5")},
        answers=tuple(aside("E209", row, SCORE) for row in range(2, 6)),
        rows={"used": 5},
        holds=lambda seen: seen.answers() == {6: 5},
    ),
    Case(
        id="D09",
        rule=SALES,
        files={".csv": sold("D09", "1,234.5", "￥5", "1.2万", "１２", "5．0", "6 箱")},
        answers=(
            note("W201", row=2, column="amount", value="1,234.5", says="5"),
            aside("E210", 7, "amount", value="6 箱"),
        ),
        rows={"used": 5, "set_aside": 1},
        holds=lambda seen: list(seen.facts("orders")["amount_fen"]) == [123_450, 500, 1_200_000, 1_200, 500],
    ),
    Case(
        id="D09 signed",
        rule=CARD,
        files={".csv": cards(("C03", "80", "－5", "否"), ("C05", "80", "(3)", "否"))},
        answers=(note("W201", row=6, column="points", value="(3)", says="1"),),
        rows={"used": 6},
        holds=lambda seen: (seen.grade("C03")["score"], seen.grade("C05")["score"]) == (75, 77),
    ),
    Case(
        id="D10",
        rule=SALES,
        files={".csv": sold("D10", "100", "-5")},
        answers=(aside("E211", 3, "amount", value="-5"),),
        rows={"used": 1, "set_aside": 1},
    ),
    Case(
        id="D11",
        rule=FORM,
        files=book(
            lambda _, sheet: written(sheet, (HEAD, (*ONE[:3], True, 4), (*TWO[:3], "☑", 4), (*THREE[:3], 1, 2)))
        ),
        answers=(
            aside("E212", 2, SCORE, sheet="问卷", value="TRUE"),
            aside("E212", 3, SCORE, sheet="问卷", value="☑"),
        ),
        rows={"used": 3},
        holds=lambda seen: seen.answers() == {4: 1},
    ),
    Case(
        id="D12",
        rule=FORM,
        files={".csv": scored("-", "/", "无", "N/A", "不适用", "4")},
        rows={"used": 6},
        holds=lambda seen: seen.answers() == {7: 4} and len(seen.answers("Q2")) == 6,
    ),
    Case(
        id="D13",
        rule=FORM,
        files={".csv": scored("4-5", "4/5", "4或5", "4")},
        answers=tuple(aside("E213", row, SCORE) for row in (2, 3, 4)),
        rows={"used": 4},
        holds=lambda seen: seen.answers() == {5: 4},
    ),
    Case(
        id="D14",
        rule=FORM,
        files=book(a_date_among_scores),
        answers=(aside("E214", 2, SCORE, sheet="问卷"),),
        rows={"used": 3},
        holds=lambda seen: seen.answers() == {3: 4, 4: 3},
    ),
    Case(
        id="D15",
        pack={
            "satisfaction": PACK["satisfaction"]
            | {
                "dimensions": {
                    name: dimension | {"weight": 0.6}
                    for name, dimension in PACK["satisfaction"]["dimensions"].items()
                }
            }
        },
        exit=CONFIG,
        profile={"reference": {"satisfaction": "P06", "complaint": None}},
        answers=(refuse("E301", file="P06.yaml", row=23, column="satisfaction", says="they sum to 1.2"),),
    ),
    Case(
        id="D16",
        rule=FORM,
        files={".csv": table(HEAD, *((*row[:4], "") for row in (ONE, TWO, THREE)))},
        apart=True,
        rows={"used": 3},
        holds=lambda seen: (
            seen.figure("satisfaction.response_speed", "C01")["gap"] == "NO_DATA"
            and seen.figure("satisfaction.response_speed", "C01")["value"] is None
            and seen.figure("satisfaction.index", "C01")["value"] == 100
            and seen.figure("satisfaction.index", "C03")["value"] == 50
        ),
    ),
    Case(
        id="D17",
        rule=FORM,
        files={".csv": table(HEAD, ONE, ("C01", *TWO[1:]), THREE)},
        pack={"satisfaction": PACK["satisfaction"] | {"min_n": {"client": 3, "office": 3, "company": 3}}},
        rows={"used": 3},
        holds=lambda seen: (
            seen.office("satisfaction.product_quality", "E")["gap"] == "TOO_FEW"
            and seen.office("satisfaction.product_quality", "E")["value"] is None
            and seen.figure("satisfaction.product_quality", "C01")["n"] == 2
        ),
        instead="a client's own few answers are shown as they are, with their n; above it they are too few",
    ),
    Case(
        id="D18",
        rule=CARD,
        files={
            ".csv": cards(("C01", "89.95", "0", "否"), ("C02", "72.25", "0", "否"), ("C04", "59.949", "0", "否"))
        },
        rows={"used": 9},
        holds=lambda seen: (
            [(str(float(seen.grade(one)["score"])), seen.grade(one)["level"]) for one in ("C01", "C02", "C04")]
            == [("90.0", "A"), ("72.3", "B"), ("59.9", "D")]
        ),
    ),
    Case(
        id="D19",
        rule=FORM | {"columns": FORM["columns"] | {"comment": ["意见"]}},
        files=lambda: {".csv": table((*HEAD, "意见"), (*ONE, "长" * 100_000), (*TWO, ""))},
        rows={"used": 2},
        holds=lambda seen: list(seen.facts("comments")["comment"].str.len()) == [100_000],
    ),
    Case(
        id="D20",
        apart=True,
        rule=SALES,
        files=lambda: {"2026Q2/-2.csv": quarter(1, "2026-04"), "-3.csv": quarter(10_000, "2026-07")},
        answers=(warn("W215", column="amount", file="D20-3.csv", value="1/10,000", says="factor of 10,000"),),
    ),
    Case(
        id="D21",
        rule=CARD,
        files={".csv": cards(("C10", "120", "0", "否"), ("C11", "80", "0", ""))},
        answers=(
            aside("E216", 2, "points", value="120", says="0 to 100"),
            warn("E216", row=7, column="points", says="holds the grading"),
        ),
        rows={"used": 5, "set_aside": 1},
        holds=lambda seen: seen.grade("C11")["level"] == "",
    ),
    Case(
        id="D22",
        rule=CARD,
        files={".csv": cards(("C12", "80", "5", "否"))},
        answers=(note("E217", row=3, column="points", value="5", says="subtracted"),),
        rows={"used": 3},
        holds=lambda seen: seen.grade("C12")["score"] == 75,
    ),
]
