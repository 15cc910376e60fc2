"""Forms 《客户信用额度申请表》: for every card that changes a level, and one for a limit alone."""

from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.scorecards import MANAGERS, Card, cards
from reportgen.sample.sheets import Cell, Sheet, workbook_bytes
from reportgen.sample.world import World

HEAD = (
    "申请编号", "客户编号", "客户名称", "填表人", "填表日期", "原等级", "新等级", "原额度（万元）",
    "新额度（万元）", "申请原因", "批准人", "批准日期", "生效日期",
)  # fmt: skip
_FILLED, _APPROVED, _IN_FORCE = 1, 11, 12
"""Days after the card."""
WITHOUT_FORM, APPROVED_LATE, APPROVED_BELOW = 2, 4, 3
"""Numbers of the cast: no form at all; approved two days after it came into force; approved by
the vice president."""
_LATE = 2
_REASONS = {True: "评级上调，订货增加", False: "评级下调，收紧额度"}
_LIMITS = {"A": 120, "B": 80, "C": 40, "D": 0}


def limit_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the forms of one quarter, numbered in the order of the register."""
    before = {card.client.client_id: card for card in cards(world, period.previous)}
    rows = []
    for card in cards(world, period):
        old = before.get(card.client.client_id)
        number = int(card.client.client_id[1:])
        if old and old.stated_level != card.stated_level and number != WITHOUT_FORM:
            rows.append(_form(card, old))
        elif number == 1 and period == world.now:
            rows.append(_of_limit(card))
    numbered = [(f"ED{period}-{at:02d}", *row) for at, row in enumerate(rows, start=1)]
    widths = (14, 9, 12, 9, 12, 8, 8, 14, 14, 22, 9, 12, 12)
    return {f"额度申请_{period}.xlsx": workbook_bytes([Sheet(name="申请", rows=[HEAD, *numbered], widths=widths)])}


def _form(card: Card, old: Card) -> tuple[Cell, ...]:
    was, now, number = old.stated_level, card.stated_level, int(card.client.client_id[1:])
    late = number == APPROVED_LATE
    days = _dates(card)
    approved = days[2] + timedelta(days=_LATE) if late else days[1]
    return (
        *_whom(card),
        days[0],
        f"{was}级",
        f"{now}级",
        _LIMITS[was],
        _LIMITS[now],
        _REASONS[now < was],
        MANAGERS[-2 if number == APPROVED_BELOW else -1],
        approved,
        days[2],
    )


def _of_limit(card: Card) -> tuple[Cell, ...]:
    """Return a form that raises the limit and leaves the level."""
    filled, approved, in_force = _dates(card)
    level = f"{card.stated_level}级"
    limit = _LIMITS[card.stated_level]
    return (*_whom(card), filled, level, level, limit, limit + 40, "旺季备货", MANAGERS[-1], approved, in_force)


def _whom(card: Card) -> tuple[Cell, ...]:
    return card.client.client_id, card.client.short_name, card.client.engineer


def _dates(card: Card) -> tuple[date, date, date]:
    filled, approved, in_force = (card.graded_on + timedelta(days=n) for n in (_FILLED, _APPROVED, _IN_FORCE))
    return filled, approved, in_force
