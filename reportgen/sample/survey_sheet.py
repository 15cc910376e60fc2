"""The survey workbook as the questionnaire platform exports it and people touch it up."""

from datetime import datetime, timedelta
from random import Random

from reportgen.model.period import Period
from reportgen.sample.complaints import complaints_received
from reportgen.sample.rounds import AFTER_COMPLAINTS, AFTER_EMERGENCY, AFTER_SUGGESTIONS, ad_hoc
from reportgen.sample.sheets import Cell, Formula, Sheet, csv_bytes, workbook_bytes
from reportgen.sample.survey import (
    COMMENT_HEADING,
    DELIVERY_HEADING,
    HEADINGS,
    Submission,
    round_of,
    submissions,
)
from reportgen.sample.world import Client, World

ABOUT_HEADING = "投诉编号"
HEAD = (
    "序号", "提交答卷时间", "所用时间", "来源", "客户名称", "部门", "联系人", "轮次",
    *HEADINGS.values(), COMMENT_HEADING, DELIVERY_HEADING, "调查方式", ABOUT_HEADING,
)  # fmt: skip
SHEET = "答卷"
LABELS = {5: "非常满意", 4: "满意", 3: "一般", 2: "不满意", 1: "非常不满意"}
NOT_APPLICABLE = "不适用"
WAYS = ("线上", "线上", "线上", "电话", "线下")
UNKNOWN_NAME = "威海蓝鲸设备有限公司"
NEAR_NAME = "苏州恒达机械有限公司"
NOT_ASKED = 12
"""Of the cast: an important client that the last quarter's round leaves out."""
_NEW_DAYS, _LARGE = 200, 100
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SCALED = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7")

ASKED_AGAIN = {3: (0, AFTER_SUGGESTIONS), 4: (1, AFTER_EMERGENCY)}
"""Of the cast: which of its forms of the last quarter an irregular round brought in."""

SheetRow = dict[str, Cell]


def survey_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the survey workbook and the list of clients asked, by file name."""
    return {
        f"满意度调查_{period}.xlsx": _survey_workbook(world, period),
        f"评价对象_{period}.csv": _sample_list(world, period),
    }


def _survey_workbook(world: World, period: Period) -> bytes:
    forms = submissions(world, period)
    rng = world.dice("survey hands", period)
    ways = world.dice("survey ways", period)
    called = _called_back(world, period, forms)
    rows = [_row(rng, form) | {"调查方式": ways.choice(WAYS)} | called.get(i, {}) for i, form in enumerate(forms)]
    tail: list[tuple[Cell, ...]] = []
    if period == world.now:
        rows = _with_faults(rows, forms, period)
        tail = [(), (f"注：本表由问卷平台导出后整理，共回收 {len(forms)} 份。",)]
    numbered: list[SheetRow] = [
        {**row, "序号": number} if row else row for number, row in enumerate(rows, start=1)
    ]
    cells = [tuple(row.get(name) for name in HEAD) for row in numbered]
    widths = (6, 19, 9, 8, 26, 9, 10, 12, *[14] * len(HEADINGS), 40, 14, 10, 14)
    return workbook_bytes([Sheet(name=SHEET, rows=[HEAD, *cells, *tail], widths=widths)])


def _row(rng: Random, form: Submission) -> SheetRow:
    hand = rng.choice(("number",) * 13 + ("label", "label", "unit", "wide", "text"))
    return {
        "提交答卷时间": _typed_moment(rng, form.at),
        "所用时间": f"{rng.randrange(60, 400)}秒",
        "来源": rng.choice(("微信", "微信", "手机提交", "链接")),
        "客户名称": _typed_name(rng, form),
        "部门": form.department,
        "联系人": form.contact,
        "轮次": form.round,
        **{HEADINGS[code]: _typed_answer(rng, hand, code, value) for code, value in form.answers.items()},
        COMMENT_HEADING: form.comment or None,
        DELIVERY_HEADING: form.delivery,
    }


def _called_back(world: World, period: Period, forms: list[Submission]) -> dict[int, SheetRow]:
    """Return form → the complaint it is about, and of the last quarter the irregular round that asked for it.

    The first form of every other client is about the last of its complaints that was closed by then.
    """
    rng = world.dice("survey complaints", period)
    cases = complaints_received(world, period)
    found: dict[int, SheetRow] = {}
    seen: dict[str, int] = {}
    for at, form in enumerate(forms):
        client = form.client.client_id
        number = seen[client] = seen.get(client, -1) + 1
        own = [case for case in cases if case.client.client_id == client and case.closed_at < form.at]
        if number == 0 and own and rng.randrange(2):
            found[at] = {ABOUT_HEADING: own[-1].complaint_id}
        which, name = ASKED_AGAIN.get(int(client[1:]), (-1, AFTER_COMPLAINTS))
        if period == world.now and (number == which or (which < 0 and at in found)):
            found[at] = found.get(at, {}) | {"轮次": ad_hoc(period, name)}
    return found


def _typed_moment(rng: Random, at: datetime) -> Cell:
    match rng.randrange(8):
        case 0:
            return at
        case 1:
            return f"{at.year}/{at.month}/{at.day} {at:%H:%M:%S}"
        case _:
            return f"{at:%Y-%m-%d %H:%M:%S}"


def _typed_name(rng: Random, form: Submission) -> str:
    match rng.randrange(12):
        case 0 | 1:
            return form.client.short_name
        case 2:
            return f"{form.client.name} "
        case 3:
            return form.client.part.previous_name or form.client.name
        case _:
            return form.client.name


def _typed_answer(rng: Random, hand: str, code: str, value: int) -> Cell:
    if code != "Q7" and rng.randrange(60) == 0:
        return rng.choice((None, None, NOT_APPLICABLE))
    if code not in _SCALED:
        return value
    written: dict[str, Cell] = {
        "label": LABELS[value],
        "unit": f"{value}分",
        "wide": str(value).translate(_FULL_WIDTH),
        "text": str(value),
    }
    return written.get(hand, value)


def _with_faults(rows: list[SheetRow], forms: list[Submission], period: Period) -> list[SheetRow]:
    """Return the rows with the usual dirt of one quarter; each fault stands in tests/sample/stories.yaml."""

    def nth(client_id: str, number: int) -> int:
        return [i for i, form in enumerate(forms) if _plain_id(form) == client_id][number]

    spoilt: dict[int, SheetRow] = {
        nth("3", 1): {HEADINGS["Q5"]: 6},
        nth("6", 2): {HEADINGS["Q5"]: Formula("=NA()", "#N/A")},
        nth("2", 1): {HEADINGS["Q7"]: Formula("=ROUND(AVERAGE(I2:N2),0)")},
        nth("9", 0): {HEADINGS["Q6"]: "4-5"},
        nth("6", 1): {"所用时间": "8秒"},
        nth("7", 3): {COMMENT_HEADING: "交期 < 15 天 & 价格不变就更好了。"},
    }
    changed = [row | spoilt.get(i, {}) for i, row in enumerate(rows)]
    twice = changed[nth("1", 2)]
    again = forms[nth("1", 2)].at + timedelta(days=1, hours=2)
    before = period.start - timedelta(days=2)
    extra: list[SheetRow] = [
        twice | {"提交答卷时间": f"{again:%Y-%m-%d %H:%M:%S}", HEADINGS["Q1"]: 4, HEADINGS["Q3"]: None},
        changed[nth("7", 0)],
        changed[nth("8", 0)] | {"客户名称": UNKNOWN_NAME, "联系人": "蓝经理"},
        changed[nth("11", 0)] | {"客户名称": NEAR_NAME, "联系人": "恒经理"},
        changed[nth("4", 0)] | {"提交答卷时间": f"{period.end.year}-12-15 10:20:00", "联系人": "晚经理"},
        changed[nth("3", 3)] | {
            "提交答卷时间": f"{before} 16:40:00", "联系人": "早经理", "轮次": round_of(period.previous),
        },
    ]  # fmt: skip
    half = len(changed) // 2
    return [*changed[:half], {}, *changed[half:], *extra]


def _plain_id(form: Submission) -> str:
    return form.client.client_id[1:].lstrip("0")


def _sample_list(world: World, period: Period) -> bytes:
    asked = [client for client in world.clients_in(period) if client.since <= period.start or client.part.story]
    if period == world.now:
        asked = [client for client in asked if int(client.client_id[1:]) != NOT_ASKED]
    rows = [
        (round_of(period), client.client_id, "重要" if client.part.special else "代表性", _group(client, period))
        for client in asked
    ]
    return csv_bytes([("轮次", "客户编号", "抽样原因", "客户群体"), *rows], "utf-8-sig")


def _group(client: Client, period: Period) -> str:
    """Return the group of clients that a client stands for."""
    if (period.start - client.since).days < _NEW_DAYS:
        return "新客户"
    return "大客户" if client.part.sales >= _LARGE else "中小客户"
