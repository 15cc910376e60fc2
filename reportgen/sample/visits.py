"""Visits: of offices to their clients, and of headquarters to each office."""

from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.hours import is_open
from reportgen.sample.sheets import Cell, Sheet, workbook_bytes
from reportgen.sample.world import Client, World

HEAD = ("巡访日期", "办事处", "客户名称", "巡访人岗位", "发现问题数", "已解决数", "评价")
ROLES = ("业务经理", "业务经理", "办事处经理")
FROM_HEADQUARTERS = ("营销副总", "销售计划部经理")
_WORDS = ("沟通顺畅", "库存偏高，已提醒", "关注交期", "门店陈列良好", "希望增加培训")
_HIGHEST = 4


def visit_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the list of one quarter's visits, by day."""
    rows = [_to_office(world, period, office) for office in world.office_by_id]
    for client in world.clients_in(period):
        rng = world.dice("visits", period, client.client_id)
        rows += [_to_client(world, period, client, number) for number in range(rng.choice((0, 1, 1, 2)))]
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), str(row[2])))
    if period == world.now:
        first = next(at for at, row in enumerate(rows) if row[2] and row[4])
        found = rows[first]
        rows[first] = (*found[:5], int(str(found[4])) + 2, found[6])
    widths = (12, 13, 12, 16, 11, 10, 24)
    return {f"巡访_{period}.xlsx": workbook_bytes([Sheet(name="巡访", rows=[HEAD, *rows], widths=widths)])}


def _to_office(world: World, period: Period, office: str) -> tuple[Cell, ...]:
    rng = world.dice("visit", period, office)
    found = 2 + rng.randrange(3)
    day = _day(period, rng.randrange(80))
    name = world.office_by_id[office].name
    return (day, name, None, rng.choice(FROM_HEADQUARTERS), found, rng.randrange(1, found + 1), rng.choice(_WORDS))


def _to_client(world: World, period: Period, client: Client, number: int) -> tuple[Cell, ...]:
    rng = world.dice("visit", period, client.client_id, number)
    found = rng.randrange(_HIGHEST)
    first, last = max(period.start, client.since), min(client.ended or period.end, period.end - timedelta(days=1))
    day = _day(period, (first - period.start).days + rng.randrange(max(1, (last - first).days)))
    office = world.office_by_id[client.office_on(day)].name
    return (day, office, client.short_name, rng.choice(ROLES), found, rng.randrange(found + 1), rng.choice(_WORDS))


def _day(period: Period, after: int) -> date:
    """Return a working day of the quarter, the first on or after the chosen one; else the last before its end."""
    every = [period.start + timedelta(days=n) for n in range((period.end - period.start).days)]
    chosen = period.start + timedelta(days=after)
    return next((day for day in every if day >= chosen and is_open(day)), [d for d in every if is_open(d)][-1])
