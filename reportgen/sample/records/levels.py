"""Levels as they were recorded, and events that touch the credit of a client."""

from collections.abc import Iterator
from datetime import timedelta

from reportgen.model.period import Period
from reportgen.sample.orders import sales_fen
from reportgen.sample.records.written import Row, numbered, of, record_file
from reportgen.sample.scorecards import cards
from reportgen.sample.world import World

_IN_FORCE = 12
"""Days after the card."""
FALSE_INFORMATION, ABNORMAL, REASSESSED_LATE, RAISED_LATE = 8, 4, 2, 7
"""Of the cast: rated although it had told what is not true; abnormal events of the last quarter;
its P04 level of the quarter before put into use thirty days after its end."""
PACK = "P03"
_YEAR = 4
_CLASSES = (("VIP", 1_000_000_000), ("A", 499_999_999), ("B", 199_999_999), ("C", -1))
"""Levels of pack P17 and the sales in fen above which each begins."""


def level_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the levels that changed in a quarter, and its events; the first folder holds every level."""
    return {
        **record_file(
            "ratings", period, [*_ratings(world, period), *_classes(world, period), *_raised(world, period)]
        ),
        **record_file("abnormal_events", period, _abnormal(world, period)),
        **record_file("credit_events", period, _events(world, period)),
    }


def _ratings(world: World, period: Period) -> Iterator[Row]:
    before = {card.client.client_id: card.stated_level for card in cards(world, period.previous)}
    for card in cards(world, period):
        old = before.get(card.client.client_id)
        if period != world.periods[0] and old == card.stated_level:
            continue
        yield {
            **of(card.client),
            "pack_id": PACK,
            "axis": "credit",
            "grade": card.stated_level,
            "score": float(card.stated_total),
            "valid_from": card.graded_on + timedelta(days=_IN_FORCE),
            "cause": "首次评级" if old is None else f"季度评估，原{old}级",
        }


def _classes(world: World, period: Period) -> Iterator[Row]:
    """Yield the yearly classes by sales of the last twelve months, in the quarter that ends a year (P17.21-22)."""
    if period.end.month != 1:
        return
    quarters = [period]
    while len(quarters) < _YEAR:
        quarters.append(quarters[-1].previous)
    for client in world.clients_in(period):
        if client.ended and client.ended < period.end:
            continue
        sales = sum(sales_fen(world, client, quarter) for quarter in quarters)
        yield {
            **of(client),
            "pack_id": "P17",
            "axis": "value",
            "grade": next(level for level, above in _CLASSES if sales > above),
            "valid_from": period.end - timedelta(days=4),
            "cause": "年度分类评定",
        }


def _raised(world: World, period: Period) -> Iterator[Row]:
    """Yield the P04 level of one client: as it was, and raised too late."""
    begins = {world.now: ("A", "升级", 29), world.now.previous.previous: ("B", "首次评级", 0)}
    if period not in begins:
        return
    grade, cause, after = begins[period]
    for client in world.clients:
        if numbered(client) == RAISED_LATE:
            day = period.start + timedelta(days=after)
            yield {
                **of(client),
                "pack_id": "P04",
                "axis": "value",
                "grade": grade,
                "valid_from": day,
                "cause": cause,
            }


def _abnormal(world: World, period: Period) -> Iterator[Row]:
    if period != world.now:
        return
    for client in world.clients:
        if numbered(client) in {ABNORMAL, REASSESSED_LATE}:
            yield {
                **of(client),
                "event_id": f"YC{period}-{client.client_id}",
                "event_type": "法定代表人变更" if numbered(client) == ABNORMAL else "被执行",
                "occurred_at": period.start + timedelta(days=40),
            }


def _events(world: World, period: Period) -> Iterator[Row]:
    if period not in {world.now, world.now.previous}:
        return
    planted = {
        FALSE_INFORMATION: ("false_information", "提供的财务报表与税务申报数不符", None),
        ABNORMAL: ("litigation", "买卖合同纠纷，一审中", 380000),
        9: ("breach", "逾期提货三次", 25000),
    }
    for client in world.clients:
        kind, detail, amount = planted.get(numbered(client), ("", "", None))
        mine = world.now.previous if kind == "false_information" else world.now
        if kind and mine == period:
            yield {
                **of(client),
                "event_id": f"XY{period}-{client.client_id}",
                "type": kind,
                "date": period.start + timedelta(days=20 + numbered(client)),
                "detail": detail,
                "amount": amount,
            }
