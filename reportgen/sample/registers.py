"""The registers of clients and offices, as they stand at the end of a quarter."""

from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample import client_details
from reportgen.sample.sheets import Cell, Sheet, workbook_bytes
from reportgen.sample.world import MAIL_DOMAIN, Client, World

CLIENT_FILE = "客户登记表.xlsx"
OFFICE_FILE = "办事处登记表.xlsx"
CLIENT_HEAD = (
    "客户编号", "客户名称", "简称", "曾用名", "统一社会信用代码", "客户性质", "行业", "办事处编号", "办事处",
    "归属起始日", "合作起始日", "流失日", "销售工程师", "审批类型", *client_details.HEAD,
)  # fmt: skip
OFFICE_HEAD = ("办事处编号", "名称", "地区", "主任", "邮箱", "备注")


def register_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the two workbooks of one quarter's folder, by file name."""
    return {CLIENT_FILE: _client_register(world, period), OFFICE_FILE: _office_register(world)}


def _client_register(world: World, period: Period) -> bytes:
    last = period.end - timedelta(days=1)
    known = [client for client in world.clients if client.since <= last]
    levels = client_details.recorded_levels(world, period)
    rows: list[tuple[Cell, ...]] = [CLIENT_HEAD]
    rows += [
        (*_client_row(world, one, last), *client_details.details(world, one, last, levels.get(one.client_id, "")))
        for one in known
    ]
    widths = (9, 28, 11, 20, 21, 11, 9, 11, 12, 12, 12, 12, 11, 9, *[12] * len(client_details.HEAD))
    return workbook_bytes([Sheet(name="客户", rows=rows, widths=widths)])


def _client_row(world: World, client: Client, last: date) -> tuple[Cell, ...]:
    office = world.office_by_id[client.office_on(last)]
    return (
        client.client_id,
        client.name,
        client.short_name,
        client.part.previous_name or None,
        client.credit_code,
        "企事业单位",
        client.trade,
        office.office_id,
        office.name,
        client.office_since(last),
        _as_typed(client),
        client.ended if client.ended and client.ended <= last else None,
        client.engineer,
        "特殊" if client.part.special else "常规",
    )


def _as_typed(client: Client) -> Cell:
    """Return the first day of cooperation: a date cell for most, text in some hand or other for a few."""
    day = client.since
    match int(client.client_id[1:]) % 12:
        case 4:
            return f"{day.year}年{day.month}月{day.day}日"
        case 8:
            return f"{day.year}.{day.month}.{day.day}"
        case _:
            return day


def _office_register(world: World) -> bytes:
    rows: list[tuple[Cell, ...]] = [OFFICE_HEAD]
    rows += [(o.office_id, o.name, o.region, o.manager, o.mail, None) for o in world.offices]
    rows += [(), (f"注：邮箱统一使用 {MAIL_DOMAIN} 域名，主任变动请通知营销中心。",)]
    return workbook_bytes([Sheet(name="办事处", rows=rows, widths=(11, 13, 8, 9, 24, 20))])
