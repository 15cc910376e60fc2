"""The form as a workbook: header fields, the table of items, the total, the sign-off block."""

from datetime import timedelta
from itertools import groupby

from reportgen.model.period import Period
from reportgen.sample.items import DOCUMENT, ISSUE, ITEMS, POINT_ITEMS, FormItem
from reportgen.sample.scorecards import Card, Signature, cards
from reportgen.sample.sheets import Cell, Row, Sheet, workbook_bytes
from reportgen.sample.world import World

TITLE = "客户资信评估表"
ITEM_HEAD = ("项目类别", "项目编号", "评估项目", "满分", "得分", "依据/证据")
SIGN_HEAD = ("步骤", "岗位", "姓名", "日期", "结果", "意见")
FIRST_ITEM_ROW = 8
"""From 0: title, five lines of header fields, a blank line and the table's heading stand above."""

FILE_A_CLIENT_UP_TO = 100
"""Above so many clients the last quarter's cards also come as one workbook an office."""


def scorecard_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the cards of one quarter: a file a client in the last quarter, before that one an office."""
    filled = list(cards(world, period))
    if period == world.now and len(world.clients) <= FILE_A_CLIENT_UP_TO:
        return {
            f"{TITLE}_{period}_{card.client.client_id}_{card.client.short_name}.xlsx": workbook_bytes(
                [_form(world, card, TITLE)]
            )
            for card in filled
        }
    last = period.end - timedelta(days=1)
    files = {}
    for office in world.offices:
        own = [card for card in filled if card.client.office_on(last) == office.office_id]
        if own:
            forms = [_form(world, card, f"{card.client.client_id} {card.client.short_name}") for card in own]
            files[f"{TITLE}_{period}_{office.name}.xlsx"] = workbook_bytes(forms)
    return files


def _form(world: World, card: Card, name: str) -> Sheet:
    items = [_item_row(card, item) for item in ITEMS]
    total: Row = ("合计", None, None, 100, card.stated_total, None)
    level: Row = ("评定等级", card.stated_level)
    signatures = [_sign_row(signature) for signature in card.signatures]
    rows: list[Row] = [(TITLE,), *_header(world, card), (), ITEM_HEAD, *items, total, level]
    rows += [(), ("签核",), SIGN_HEAD, *signatures]
    return Sheet(
        name=name,
        rows=rows,
        merged=[(0, 0, 0, 5), *_merged_parts()],
        widths=(13, 14, 24, 12, 10, 30),
        head_rows=frozenset({0, FIRST_ITEM_ROW - 1, len(rows) - len(signatures) - 1}),
    )


def _header(world: World, card: Card) -> list[Row]:
    client = card.client
    office = world.office_by_id[client.office_on(card.graded_on)]
    return [
        ("文件编号", DOCUMENT, None, "版本", ISSUE),
        ("客户名称", client.name, None, "客户编号", client.client_id),
        ("评估日期", card.graded_on, None, "评估类型", card.kind),
        ("办事处", office.name, None, "特殊情况", "是" if client.part.special else "否"),
        ("评估期间", str(card.period), None, "归档编号", f"DA-{card.period}-{client.client_id}"),
    ]


def _sign_row(signed: Signature) -> tuple[Cell, ...]:
    cells = (signed.step, signed.role, signed.person, signed.day, signed.result, signed.opinion)
    return tuple(cell or None for cell in cells)


def _item_row(card: Card, item: FormItem) -> tuple[Cell, ...]:
    first = next(other.code for other in ITEMS if other.part == item.part)
    part = item.part if item.code == first else None
    if item.maximum is None:
        entry: Cell = "是" if card.vetoed == item.code else "否"
    else:
        entry = card.points[POINT_ITEMS.index(item)]
    evidence = None if card.without_evidence == item.code else item.evidence
    return (part, item.code, item.name, item.maximum, entry, evidence)


def _merged_parts() -> list[tuple[int, int, int, int]]:
    """Return the merged cells of the first column: one for each part of the form."""
    merged = []
    for _, group in groupby(enumerate(ITEMS), key=lambda pair: pair[1].part):
        places = [place for place, _ in group]
        merged.append((FIRST_ITEM_ROW + places[0], 0, FIRST_ITEM_ROW + places[-1], 0))
    return merged
