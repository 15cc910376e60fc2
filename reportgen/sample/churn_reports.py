"""Reports of clients lost: one for each, three days after; most quarters have none."""

from datetime import timedelta

from reportgen.model.period import Period
from reportgen.sample.sheets import csv_bytes
from reportgen.sample.world import World

HEAD = ("客户编号", "客户名称", "办事处", "流失日", "报告日期", "流失原因")
CAUSE = "下游停产，订单转由同行代工"
_AFTER = timedelta(days=3)


def churn_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the reports of one quarter."""
    rows = [
        (
            client.client_id,
            client.short_name,
            world.office_by_id[client.office_on(client.ended)].name,
            f"{client.ended}",
            f"{client.ended + _AFTER}",
            CAUSE,
        )
        for client in world.clients
        if client.ended and period.start <= client.ended + _AFTER < period.end
    ]
    return {f"流失报告_{period}.csv": csv_bytes([HEAD, *rows], "utf-8-sig")}
