"""What the register says of a client beside its name and office; four of the cast are not looked after well."""

from collections.abc import Mapping
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.model.records.more import MORE
from reportgen.sample.names import SURNAMES
from reportgen.sample.records.written import numbered
from reportgen.sample.scorecards import cards
from reportgen.sample.sheets import Cell
from reportgen.sample.world import Client, World

FIELDS = MORE["clients"]
HEAD = tuple(one.heading for one in FIELDS)
STALE, INCOMPLETE, WRONG_LEVEL, RIGHT_LEVEL, WITHOUT_TEAM = 8, 9, 4, 3, 6
"""Of the cast: data not looked through for a year; no address and no representative; another P04 level than the
computed one; the computed one; no team though its level is high."""
IMPORTANT = frozenset({1, 3, 12})
_YEAR = timedelta(days=365)
_LARGE, _IMPORTANT_FROM = 100, 140
_GIVEN = ("鸿基", "裕民", "永昌", "德厚", "学礼", "秉义", "守成", "广财", "耀宗", "世英", "兆丰", "敬之")
_HABITS = ("旺季前集中备货", "按月小批量订货", "急单多", "年底一次签框架")
_LIKES = ("重交期", "重价格", "要技术支持", "要现场培训")


def recorded_levels(world: World, period: Period) -> Mapping[str, str]:
    """Return client → the levels in use at the end of a quarter, as P03:A."""
    found = {card.client.client_id: f"P03:{card.stated_level}" for card in cards(world, period)}
    for client in world.clients:
        if period == world.now and numbered(client) in {WRONG_LEVEL, RIGHT_LEVEL}:
            found[client.client_id] += ";P04:A"
    return found


def details(world: World, client: Client, last: date, level: str) -> tuple[Cell, ...]:
    """Return the cells of a client under ``HEAD`` as they stand on ``last``; ``level``: its levels in use."""
    rng = world.dice("details", client.client_id)
    number, city, trade = numbered(client), client.part.city, client.trade
    fresh, large = client.since > last - _YEAR, client.part.sales >= _LARGE
    incomplete = number == INCOMPLETE
    said: dict[str, Cell] = {
        "relation_state": "流失" if client.ended and client.ended <= last else "新客户" if fresh else "老客户",
        "dealer_type": rng.choice(("专营经销商", "专营经销商", "物流商", "非经销商")),
        "dealer_level": rng.choice(("一级", "二级")),
        "category": "经销" if number % 4 else "直供",
        "business_type": "项目型" if large else "零售型",
        "is_important": "是" if _is_important(client) else "否",
        "sample_group": "新客户" if fresh else "大客户" if large else "中小客户",
        "registered_address": None
        if incomplete
        else f"{city}市开发区{rng.choice(('建设', '创业', '长江'))}路{number}号",
        "legal_representative": None if incomplete else _representative(number),
        "main_business": f"{trade}产品销售与安装",
        "chain_relation": "下游经销",
        "contact_name": client.contacts[0][1],
        "phone": f"0000-5550{number:04d}",
        "email": f"{client.client_id.lower()}@dealer.example",
        "habits": rng.choice(_HABITS),
        "preferences": rng.choice(_LIKES),
        "account_team": None if number == WITHOUT_TEAM else client.engineer,
        "updated_at": last - timedelta(days=400 if number == STALE else rng.randrange(2, 60)),
        "grade_recorded": level or None,
    }
    return tuple(said[one.name] for one in FIELDS)


def _representative(number: int) -> str:
    """Return a name that nobody else of the sample has: its given names are of an older generation."""
    return SURNAMES[number % len(SURNAMES)] + _GIVEN[number // len(SURNAMES) % len(_GIVEN)]


def _is_important(client: Client) -> bool:
    return client.part.special or client.part.sales >= _IMPORTANT_FROM or numbered(client) in IMPORTANT
