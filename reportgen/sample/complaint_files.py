"""The hotline's ledger (GBK text) and the after-sales workbook, as they look at a quarter's end."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from reportgen.model.period import Period
from reportgen.sample.complaints import (
    CLOSED,
    HOTLINE,
    IN_HAND,
    RESOLVED,
    UNRESOLVED,
    Complaint,
    complaints_received,
)
from reportgen.sample.sheets import Cell, Sheet, csv_bytes, workbook_bytes
from reportgen.sample.world import MAKER, World

LEDGER_HEAD = (
    "投诉编号", "客户名称", "办事处", "受理渠道", "问题类型", "投诉内容", "产品", "收到时间", "首次答复时间",
    "结案时间", "处理人", "处理结果", "状态", "满意度",
)  # fmt: skip
BOOK_HEAD = (
    "投诉编号", "客户编号", "客户简称", "渠道", "类型", "内容", "产品", "时间", None, None, "处理", None, None,
    "满意度",
)  # fmt: skip
BOOK_HEAD_BELOW = (*[None] * 7, "收到时间", "首次答复", "结案时间", "处理人", "处理结果", "状态", None)
BOOK_NOTE = "注：电子邮件与在线反馈由售后登记，客服电话见客诉台账。"
BOOK_SHEET = "登记表"
UNKNOWN_NAME = "烟台渤海传动有限公司"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial of a workbook has no zone


def complaint_files(world: World, period: Period) -> dict[str, bytes]:
    """Return both files of one quarter's folder: its complaints, and older ones that moved on since."""
    end = datetime.combine(period.end, time())
    cases = [*_carried(world, period), *complaints_received(world, period)]
    ledger = [case for case in cases if case.channel == HOTLINE]
    book = [case for case in cases if case.channel != HOTLINE]
    return {
        f"客诉台账_{period}.csv": _ledger(world, period, ledger, end),
        f"售后投诉登记_{period}.xlsx": _book(world, period, book, end),
    }


def _carried(world: World, period: Period) -> list[Complaint]:
    """Return those of the quarter before that were open at its end; they stand in this folder too."""
    if period == world.periods[0]:
        return []
    began = datetime.combine(period.start, time())
    return [case for case in complaints_received(world, period.previous) if case.closed_at >= began]


def _state(case: Complaint, end: datetime) -> str:
    if case.closed_at >= end:
        return UNRESOLVED if case.complaint_id.endswith("3") else IN_HAND
    return RESOLVED if case.solved else CLOSED


# ------------------------------------------------------------------ the ledger
def _ledger(world: World, period: Period, cases: Sequence[Complaint], end: datetime) -> bytes:
    rng = world.dice("ledger hands", period)
    rows = [_ledger_row(world, rng, case, end) for case in cases]
    if period == world.now:
        rows = _ledger_faults(world, rows, cases)
    blank = ("",) * len(LEDGER_HEAD)
    total = ("合计", f"{sum(1 for row in rows if row)}起", *blank[2:])
    return csv_bytes([LEDGER_HEAD, *(row or blank for row in rows), total], "gb18030")


def _ledger_row(world: World, rng: Random, case: Complaint, end: datetime) -> tuple[str, ...]:
    closed = case.closed_at < end
    office = world.office_by_id[case.client.office_on(case.received_at.date())]
    name = rng.choice((case.client.name,) * 5 + (case.client.short_name, f" {case.client.name}"))
    return (
        case.complaint_id,
        name,
        office.name,
        case.channel,
        case.category,
        case.content,
        case.product,
        _typed(rng, case.received_at),
        _typed(rng, case.replied_at) if case.replied_at < end else "",
        _typed(rng, case.closed_at) if closed else "",
        case.handler,
        case.result if closed else "",
        _state(case, end),
        str(case.satisfaction) if closed and case.satisfaction else "",
    )


def _typed(rng: Random, moment: datetime) -> str:
    match rng.randrange(12):
        case 0:
            return f"{moment.year}年{moment.month}月{moment.day}日 {moment.hour}时{moment:%M}分"
        case 1:
            return f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment:%M}"
        case _:
            return f"{moment:%Y-%m-%d %H:%M}"


def _ledger_faults(world: World, rows: list[tuple[str, ...]], cases: Sequence[Complaint]) -> list[tuple[str, ...]]:
    """Return the ledger with a wrong office, a close before receipt, a stranger, a repeated and a blank row."""
    done = _done(world, cases)
    early, stranger, elsewhere = done[1], done[3], done[5]
    other = {o.name: world.offices[(i + 1) % len(world.offices)].name for i, o in enumerate(world.offices)}
    before = cases[early].received_at - timedelta(days=1)
    spoilt = {
        early: {"结案时间": f"{before:%Y-%m-%d %H:%M}"},
        elsewhere: {"办事处": other[rows[elsewhere][2]]},
    }
    changed = [_replaced(row, spoilt.get(i, {})) for i, row in enumerate(rows)]
    unknown = _replaced(rows[stranger], {"投诉编号": f"{rows[stranger][0][:8]}901", "客户名称": UNKNOWN_NAME})
    half = len(changed) // 2
    return [*changed[:half], (), *changed[half:], unknown, changed[done[2]]]


def _replaced(row: tuple[str, ...], cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, old) for name, old in zip(LEDGER_HEAD, row, strict=True))


# ------------------------------------------------------------------ the workbook
def _book(world: World, period: Period, cases: Sequence[Complaint], end: datetime) -> bytes:
    rng = world.dice("workbook hands", period)
    rows = [_book_row(rng, case, end) for case in cases]
    if period == world.now:
        rows = _book_faults(world, rows, cases)
    quarter = f"{period.start.year}年第{(period.start.month + 2) // 3}季度"
    merged = [(0, 0, 0, len(BOOK_HEAD) - 1), (1, 7, 1, 9), (1, 10, 1, 12)]
    merged += [(1, column, 2, column) for column, name in enumerate(BOOK_HEAD_BELOW) if name is None]
    sheet = Sheet(
        name=BOOK_SHEET,
        rows=[(f"{MAKER}{quarter}售后投诉登记表",), BOOK_HEAD, BOOK_HEAD_BELOW, *rows, (), (BOOK_NOTE,)],
        merged=merged,
        widths=(13, 9, 26, 10, 10, 26, 18, 17, 17, 17, 9, 22, 11, 8),
        head_rows=frozenset({0, 1, 2}),
    )
    return workbook_bytes([sheet])


def _book_row(rng: Random, case: Complaint, end: datetime) -> list[Cell]:
    closed = case.closed_at < end
    return [
        case.complaint_id,
        case.client.client_id,
        case.client.short_name,
        case.channel,
        case.category,
        case.content,
        case.product,
        _cell(rng, case.received_at),
        _cell(rng, case.replied_at) if case.replied_at < end else None,
        _cell(rng, case.closed_at) if closed else None,
        case.handler,
        case.result if closed else None,
        _state(case, end),
        case.satisfaction if closed else None,
    ]


def _cell(rng: Random, moment: datetime) -> Cell:
    """Return the moment as a date cell, as text, or as the bare serial that a lost cell format leaves."""
    match rng.randrange(10):
        case 0:
            return round((moment - _EPOCH).total_seconds() / 86400, 10)
        case 1 | 2 | 3:
            return _typed(rng, moment)
        case _:
            return moment


def _book_faults(world: World, rows: list[list[Cell]], cases: Sequence[Complaint]) -> list[list[Cell]]:
    """Return the workbook with a close that has no reply, and a row whose receipt lies a year ahead."""
    done = _done(world, cases)
    silent, ahead = done[1], done[2]
    received = cases[ahead].received_at
    future = f"{received.year + 1}{received:-%m-%d %H:%M}"
    changed = [_with(row, {8: None}) if i == silent else row for i, row in enumerate(rows)]
    open_row = {8: None, 9: None, 11: None, 12: IN_HAND, 13: None}
    return [*changed, _with(rows[ahead], {0: f"{cases[ahead].complaint_id[:8]}902", 7: future, **open_row})]


def _with(row: list[Cell], cells: dict[int, Cell]) -> list[Cell]:
    return [cells.get(column, old) for column, old in enumerate(row)]


def _done(world: World, cases: Sequence[Complaint]) -> list[int]:
    """Return the places of those received and closed in the last quarter."""
    end = datetime.combine(world.now.end, time())
    return [i for i, c in enumerate(cases) if c.closed_at < end and c.received_at.date() >= world.now.start]
