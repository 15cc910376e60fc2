"""Orders: enough of them to add up to each client's sales of the quarter, to the fen."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.products import PRODUCTS
from reportgen.sample.sheets import csv_bytes
from reportgen.sample.world import Client, World

ORDER_HEAD = ("订单号", "客户编号", "客户名称", "下单日期", "产品", "数量", "金额（元）", "毛利（元）", "状态")
SHIPPED, CONFIRMED, CANCELLED = "已发货", "已确认", "已取消"
UNKNOWN_CLIENT = "X901"
WRONG_BY = 100_000
"""Yuan by which the total row of the last quarter is wrong."""
_FEN = 100
_WAN = 10_000
_USUAL_FEN = 6 * _WAN * _FEN
_YEAR_AGO = 4
_MILLE, _OF_CORRECTED = 1000, 5


@dataclass(frozen=True, slots=True)
class Order:
    """One order; money in fen."""

    order_id: str
    client: Client
    day: date
    product: str
    quantity: int
    amount_fen: int
    state: str
    margin_fen: int | None = None
    """None: its cost is not known before it is shipped."""


def order_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the export of one quarter's folder; the first one reaches twelve months further back."""
    quarters = [period]
    if period == world.periods[0]:
        for _ in range(_YEAR_AGO):
            quarters.insert(0, quarters[0].previous)
    orders = [order for quarter in quarters for order in orders_placed(world, quarter)]
    rows = [_row(order) for order in orders]
    total = sum(order.amount_fen for order in orders)
    if period == world.now:
        repeated = _corrected(orders_placed(world, period.previous)[0])
        number, day = f"DD{period}9901", str(period.start)
        stranger = (
            number,
            UNKNOWN_CLIENT,
            "待建档客户",
            day,
            PRODUCTS[0][0],
            "2",
            "8,400.00",
            "1,512.00",
            SHIPPED,
        )
        rows += [_row(repeated), stranger]
        total += repeated.amount_fen + 840_000 + WRONG_BY * _FEN
    last = ("合计", "", "", "", "", "", _yuan(total), "", "")
    return {f"订单_{period}.csv": csv_bytes([ORDER_HEAD, *rows, last], "utf-8-sig")}


def orders_placed(world: World, period: Period) -> list[Order]:
    """Return the orders of one quarter by day, numbered in that order."""
    drawn = [order for client in world.clients_in(period) for order in _of_client(world, client, period)]
    drawn.sort(key=lambda order: (order.day, order.client.client_id, order.amount_fen))
    numbered = [replace(order, order_id=f"DD{period}{number:04d}") for number, order in enumerate(drawn, start=1)]
    return [replace(order, margin_fen=_margin(world, order)) for order in numbered]


def sales_fen(world: World, client: Client, period: Period) -> int:
    """Return what ``client`` buys in ``period``, cancelled orders left out."""
    part = client.part
    year_ago = world.now
    for _ in range(_YEAR_AGO):
        year_ago = year_ago.previous
    planned = {world.now: part.sales_now, year_ago: part.sales_year_ago}.get(period)
    return round((part.sales if planned is None else planned) * _WAN) * _FEN


def _of_client(world: World, client: Client, period: Period) -> list[Order]:
    rng = world.dice("orders", period, client.client_id)
    total = sales_fen(world, client, period)
    first = max(period.start, client.since + timedelta(days=5 if client.since >= period.start else 0))
    last = min(period.end, (client.ended or period.end) + timedelta(days=1))
    count = 3 + total // _USUAL_FEN
    shares = [rng.randrange(50, 150) for _ in range(count)]
    amounts = [total * share // sum(shares) // _WAN * _WAN for share in shares]
    amounts[-1] = total - sum(amounts[:-1])
    states = [SHIPPED if rng.randrange(8) else CONFIRMED for _ in amounts]
    if rng.randrange(3) == 0:
        amounts.append(rng.randrange(50, 900) * _WAN)
        states.append(CANCELLED)
    orders = []
    for amount, state in zip(amounts, states, strict=True):
        product, price = rng.choice(PRODUCTS)
        day = first + timedelta(days=rng.randrange((last - first).days))
        orders.append(Order("", client, day, product, max(1, round(amount / price / _FEN)), amount, state))
    return orders


def _margin(world: World, order: Order) -> int | None:
    """Return what is earned by an order; one in a few dozen is sold at a loss."""
    if order.state == CONFIRMED:
        return None
    dice = world.dice("margin", order.order_id)
    return order.amount_fen * (dice.randrange(120, 290) if dice.randrange(30) else -25) // _MILLE


def _corrected(order: Order) -> Order:
    """Return the same order as the next quarter's export repeats it: shipped, one piece more."""
    price = order.amount_fen // order.quantity
    more = replace(order, quantity=order.quantity + 1, amount_fen=order.amount_fen + price, state=SHIPPED)
    return replace(more, margin_fen=more.amount_fen // _OF_CORRECTED)


def _row(order: Order) -> tuple[str, ...]:
    return (
        order.order_id,
        order.client.client_id,
        order.client.short_name,
        f"{order.day}",
        order.product,
        str(order.quantity),
        _yuan(order.amount_fen),
        "" if order.margin_fen is None else _yuan(order.margin_fen),
        order.state,
    )


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // _FEN:,}.{abs(fen) % _FEN:02d}"
