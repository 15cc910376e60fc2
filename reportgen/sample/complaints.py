"""Complaints as they happened: received, answered, closed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from reportgen.model.period import Period
from reportgen.sample.hours import after, is_open
from reportgen.sample.names import people
from reportgen.sample.products import CATEGORY_DRAW, COMPLAINTS, PRODUCTS, RESULTS
from reportgen.sample.world import Client, World

_MANY = 6
SLOW_FROM = 40
"""Days into the last quarter from which the first office's replies are slow: 2026-08-10."""

HOTLINE, MAIL, ONLINE = "客服电话", "电子邮件", "在线反馈"
RESOLVED, UNRESOLVED, IN_HAND, CLOSED = "已解决", "未解决", "处理中", "关闭未解决"

_FIRST_REPLY = (40, 60, 80, 100, 120, 135, 150, 170, 190, 220, 260, 320, 980)
_SLOW_FIRST_REPLY = (420, 450, 480, 510, 540, 580, 640, 720, 840, 1100)
_HANDLING = (300, 480, 650, 800, 1000, 1200, 1400, 1700, 2100, 2700, 3600)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. ``replied_at`` and ``closed_at`` may lie after the quarter."""

    complaint_id: str
    client: Client
    channel: str
    category: str
    content: str
    product: str
    handler: str
    result: str
    received_at: datetime
    replied_at: datetime
    closed_at: datetime
    solved: bool
    satisfaction: int | None


def complaints_received(world: World, period: Period) -> list[Complaint]:
    """Return the complaints of one quarter in the order of receipt, numbered by month."""
    agents = people(world.dice("agents"), 4)
    drawn = [case for client in world.clients_in(period) for case in _of_client(world, client, period, agents)]
    drawn.sort(key=lambda case: (case.received_at, case.client.client_id))
    counters: dict[str, int] = {}
    numbered = []
    for case in drawn:
        month = f"{case.received_at:%y%m}"
        counters[month] = counters.get(month, 0) + 1
        numbered.append(replace(case, complaint_id=f"TS-{month}-{counters[month]:03d}"))
    return numbered


def _of_client(world: World, client: Client, period: Period, agents: tuple[str, ...]) -> list[Complaint]:
    rng = world.dice("complaints", period, client.client_id)
    is_now = period == world.now
    count = client.part.complaints_now if is_now else client.part.complaints
    days = _days_of(client, period)
    slow_from = period.start + timedelta(days=SLOW_FROM) if is_now else period.end
    cases = []
    for number in range(count):
        received = datetime.combine(_day(rng, days, number, count), time(8 + rng.randrange(7), rng.randrange(60)))
        slow = received.date() >= slow_from and client.office_on(received.date()) == world.offices[0].office_id
        cases.append(_case(rng, client, received, agents, slow=slow))
    return cases


def _days_of(client: Client, period: Period) -> list[date]:
    every = [period.start + timedelta(days=n) for n in range((period.end - period.start).days)]
    return [day for day in every if is_open(day) and client.is_client(day)]


def _day(rng: Random, days: list[date], number: int, count: int) -> date:
    """Return a day in the ``number``-th of ``count`` equal slices, so that no client falls silent by chance.

    The last complaint of a client with many comes in the last days: something is open at every quarter's end.
    """
    if number == count - 1 and count >= _MANY:
        return days[-1 - rng.randrange(3)]
    first, last = len(days) * number // count, len(days) * (number + 1) // count
    return days[rng.randrange(first, last)]


def _case(rng: Random, client: Client, received: datetime, agents: tuple[str, ...], *, slow: bool) -> Complaint:
    category = rng.choice(CATEGORY_DRAW)
    replied = after(received, rng.choice(_SLOW_FIRST_REPLY if slow else _FIRST_REPLY) + rng.randrange(20))
    closed = after(replied, rng.choice(_HANDLING) + rng.randrange(60))
    solved = rng.randrange(12) > 0
    happy = (2, 3, 3, 4) if slow else (3, 4, 4, 5, 5)
    return Complaint(
        complaint_id="",
        client=client,
        channel=rng.choice((HOTLINE, HOTLINE, HOTLINE, MAIL, ONLINE)),
        category=category,
        content=rng.choice(COMPLAINTS[category]),
        product=rng.choice(PRODUCTS)[0],
        handler=rng.choice(agents),
        result=rng.choice(RESULTS[category]) if solved else "客户不接受处理方案",
        received_at=received,
        replied_at=replied,
        closed_at=closed,
        solved=solved,
        satisfaction=rng.choice(happy) if rng.randrange(3) == 0 else None,
    )
