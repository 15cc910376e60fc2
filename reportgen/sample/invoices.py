"""Invoices: one a client and month, due 45 days later, and when each was paid."""

from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.orders import CANCELLED, UNKNOWN_CLIENT, Order, orders_placed
from reportgen.sample.sheets import Cell, Sheet, workbook_bytes
from reportgen.sample.world import Client, World

HEAD = (
    "发票号", "客户编号", "客户名称", "开票日期", "到期日", "应收金额（元）", "已收金额（元）", "未收金额（元）",
)  # fmt: skip
SHEET = "应收账款"
TERM_DAYS = 45
_FEN = 100
_NEVER = date(2200, 1, 1)
_LATE, _HALVED = 16, 20
UNPAID, PART_PAID = 2, {1: (30, 11), 4: (-1, 8)}
"""Of the cast: who has paid nothing for months; days from the last quarter's start to an invoice, and its share
paid, in twentieths."""
_UNPAID_FROM = -75


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice; money in fen. ``payments``: day and amount."""

    number: str
    client: Client
    made: date
    due: date
    amount: int
    payments: tuple[tuple[date, int], ...]

    def paid(self, last: date) -> int:
        """Return what was paid up to ``last``."""
        return sum(amount for day, amount in self.payments if day <= last)


def invoice_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the list of one quarter's end: invoices made or due in it, and what was open before."""
    last = period.end - timedelta(days=1)
    listed = [one for one in invoices(world, period) if one.made >= period.start or _matters(one, period)]
    rows = [_row(one, last) for one in listed]
    if period == world.now:
        rows = _with_faults(rows, period)
    widths = (16, 9, 12, 12, 12, 15, 15, 15)
    return {f"应收账款_{period}.xlsx": workbook_bytes([Sheet(name=SHEET, rows=[HEAD, *rows], widths=widths)])}


def _matters(one: Invoice, period: Period) -> bool:
    return one.due >= period.start or one.paid(period.start - timedelta(days=1)) < one.amount


def invoices(world: World, period: Period) -> list[Invoice]:
    """Return the invoices made in a quarter and the two before it, by number."""
    quarters = [period.previous.previous, period.previous, period]
    months: dict[tuple[date, str], list[Order]] = {}
    for quarter in quarters:
        for order in orders_placed(world, quarter):
            if order.state != CANCELLED:
                months.setdefault((_month_end(order.day), order.client.client_id), []).append(order)
    made = []
    for (day, client_id), orders in sorted(months.items()):
        amount = sum(order.amount_fen for order in orders)
        number = f"FP{day:%y%m}-{client_id[1:]}"
        client = orders[0].client
        made.append(
            Invoice(
                number=number,
                client=client,
                made=day,
                due=day + timedelta(days=TERM_DAYS),
                amount=amount,
                payments=_payments(world, client, day, amount),
            )
        )
    return made


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _payments(world: World, client: Client, made: date, amount: int) -> tuple[tuple[date, int], ...]:
    """Return when an invoice was paid: mostly in time, some late, some in halves; of the cast three are late."""
    rng = world.dice("payment", made, client.client_id)
    due = made + timedelta(days=TERM_DAYS)
    day = due + timedelta(days=rng.randrange(3, 36) if rng.randrange(_LATE) == 0 else -rng.randrange(0, 26))
    halved = rng.randrange(_HALVED) == 0
    number, since = int(client.client_id[1:]), (made - world.now.start).days
    if number == UNPAID and since >= _UNPAID_FROM:
        return ()
    for whose, (day_made, twentieths) in PART_PAID.items():
        if (number, since) == (whose, day_made):
            return ((due, amount * twentieths // 20),)
    if client.part.story:
        return ((min(day, due), amount),)
    if halved:
        return ((due - timedelta(days=5), amount // 2), (due + timedelta(days=20), amount - amount // 2))
    return ((day, amount),)


def _row(one: Invoice, last: date) -> tuple[Cell, ...]:
    paid = one.paid(last)
    return (
        one.number,
        one.client.client_id,
        one.client.short_name,
        one.made,
        one.due,
        one.amount / _FEN,
        paid / _FEN,
        (one.amount - paid) / _FEN,
    )


def _with_faults(rows: list[tuple[Cell, ...]], period: Period) -> list[tuple[Cell, ...]]:
    """Return the rows with the dirt of the last quarter; each fault stands in tests/sample/stories.yaml."""
    made = period.start + timedelta(days=30)
    due = made + timedelta(days=TERM_DAYS)
    number = f"FP{made:%y%m}-"
    place = next(at for at, row in enumerate(rows) if str(row[1]).lstrip("C0") == "3" and row[3] == made)
    off = rows[place]
    rows[place] = (*off[:7], float(str(off[7])) + 1000)
    stranger = (f"{number}{UNKNOWN_CLIENT}", UNKNOWN_CLIENT, "待建档客户", made, due, 8400.0, 0.0, 8400.0)
    unsaid = (f"{number}补", rows[0][1], rows[0][2], made, due, 1200.0, None, None)
    return [*rows, stranger, unsaid]
