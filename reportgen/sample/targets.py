"""Monthly sales targets, agreed with each client before the quarter begins."""

from reportgen.model.period import Period
from reportgen.sample.orders import sales_fen
from reportgen.sample.sheets import csv_bytes
from reportgen.sample.world import World

HEAD = ("年度", "月份", "客户编号", "客户名称", "目标金额（万元）")
_FEN_A_WAN = 1_000_000
_MONTHS = 3


def target_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the targets of one quarter: a third of the usual sales and a little more; none for new clients."""
    rows: list[tuple[str, ...]] = []
    for client in world.clients_in(period):
        if client.since > period.start:
            continue
        rng = world.dice("target", period, client.client_id)
        usual = sales_fen(world, client, period.previous) * rng.choice((100, 105, 105, 110)) // 100
        month = usual // _MONTHS // _FEN_A_WAN
        first = period.start.month
        rows += [
            (f"{period.start.year}", f"{first + n}月", client.client_id, client.short_name, f"{month}")
            for n in range(_MONTHS)
        ]
    if period == world.now:
        rows.append((f"{period.start.year}", "三季度", rows[0][2], rows[0][3], rows[0][4]))
    return {f"目标_{period}.csv": csv_bytes([HEAD, *rows], "utf-8-sig")}
