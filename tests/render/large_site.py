"""A front page of ten thousand clients and an index of thirty thousand entries: what must stay quick."""

from dataclasses import replace

from reportgen.render.viewmodel import Row
from reportgen.render.viewmodel_pages import IndexPage, SearchEntry
from reportgen.render.views.spelt import spelt
from tests.render.quarter_site import INDEX

CLIENTS = 10_000
PLACES = ("苏州", "重庆", "上海", "宁波", "厦门", "大连", "长沙", "西安", "东莞", "成都")
BRANDS = ("恒达", "凌奥", "锐拓", "长江", "乐清", "单县", "华润", "朝阳", "重工", "曙光")
TRADES = ("机电", "电气", "传动", "化工", "泵业")


def named(number: int) -> str:
    """The name of an invented client; no two are alike."""
    place, brand, trade = PLACES[number % 10], BRANDS[number // 10 % 10], TRADES[number // 100 % 5]
    return f"{place}{brand}{trade}{number}有限公司"


def large_index() -> list[SearchEntry]:
    """Ten thousand clients, two complaints each."""
    clients = [
        SearchEntry(
            name=named(number),
            about=f"C{number:05d} · 华东",
            href=f"clients/C{number:05d}.html",
            key=f"{named(number)} {spelt(named(number))}",
        )
        for number in range(CLIENTS)
    ]
    complaints = [
        SearchEntry(
            name=f"TS-2026-{2 * number + which:06d}",
            about=f"投诉、{named(number)[:4]}{number}",
            href=f"clients/C{number:05d}.html#complaints",
            key="交付延期 jiaofuyanqi jfyq",
        )
        for number in range(CLIENTS)
        for which in range(2)
    ]
    return clients + complaints


def large_page(clients: int = CLIENTS) -> IndexPage:
    """The invented quarter's front page with ten thousand rows, or fewer."""
    rows = INDEX.clients.rows
    return replace(
        INDEX, clients=replace(INDEX.clients, rows=tuple(_row(rows[n % len(rows)], n) for n in range(clients)))
    )


def _row(like: Row, number: int) -> Row:
    name = named(number)
    first, *others = like.cells
    sorted_by = replace(others[-1], text=str(number % 977), sort=str(number % 977))
    cells = (replace(first, text=name, sort=name), *others[:-1], sorted_by)
    return replace(like, cells=cells, key=f"{name} c{number:05d} {spelt(name)}")
