"""Figures that a drawing says where it is pointed at or has the focus: on the screen, never on paper.

A drawing is one stop of the Tab key, however many points it has.
"""

import re
from dataclasses import replace

import pytest

from reportgen.render.viewmodel_pages import OfficePage
from tests.render.conftest import Rendered
from tests.render.quarter_maps import LATE_DAYS, STANDING
from tests.render.quarter_office import OFFICE
from tests.render.quarter_patterns import GRID, PATTERNS

SAID = re.compile(r"(?:<i>|</svg>)<b>([^<]*)</b>(?:</i>|</span>)")
STOP = re.compile(r'<(?:div class="hot [^"]*"|span class="ax") tabindex="0" role="[a-z]+" aria-label="[^"]+"')


def spoken(page: OfficePage) -> OfficePage:
    """The office's page with a figure in words for every point."""
    assert page.trends
    assert page.waiting
    assert page.satisfaction
    assert page.drivers
    charts = tuple(
        replace(one, points=tuple(replace(p, said=f"month {i} n={i}") for i, p in enumerate(one.points)))
        for one in PATTERNS.charts
    )
    trends = tuple(replace(one, said=tuple(f"quarter n={v}" for v in one.values)) for one in page.trends.charts)
    curves = tuple(
        replace(one, said=tuple(f"tick {t.label} n=1" for t in one.ticks)) for one in page.waiting.curves
    )
    rows = tuple(replace(one, dots=replace(one.dots, said=f"dot n={one.n}")) for one in page.satisfaction.rows)
    grid = replace(GRID, dots=tuple(replace(one, said=f"{one.label} n=9") for one in GRID.dots))
    return replace(
        page,
        patterns=replace(PATTERNS, charts=charts),
        trends=replace(page.trends, charts=trends),
        waiting=replace(page.waiting, curves=curves),
        satisfaction=replace(page.satisfaction, rows=rows),
        drivers=replace(page.drivers, grid=grid),
    )


def words(page: OfficePage) -> list[str]:
    """What the points of a page say, by its view model."""
    assert page.trends
    assert page.waiting
    assert page.satisfaction
    assert page.patterns
    assert page.drivers
    assert page.drivers.grid
    return [
        *(said for one in page.trends.charts for said in one.said),
        *(said for one in page.waiting.curves for said in one.said),
        *(p.said for one in page.patterns.charts for p in one.points),
        *(row.dots.said for row in page.satisfaction.rows),
        *(dot.said for dot in page.drivers.grid.dots),
        *(one.said for one in STANDING.places),
        *(day.said for day in LATE_DAYS.days if day.said),
    ]


def test_every_point_says_its_figure_on_the_screen(rendered: Rendered) -> None:
    page = spoken(OFFICE)
    html = rendered("office", page, "screen").content.decode()
    assert sorted(SAID.findall(html)) == sorted(words(page))
    forgetful = rendered("office", replace(page, late_days=None), "screen").content.decode()
    assert sorted(SAID.findall(forgetful)) != sorted(words(page))  # control


def test_a_drawing_is_one_stop_of_the_tab_key_and_so_is_a_column_of_row_plots(rendered: Rendered) -> None:
    page = spoken(OFFICE)
    assert page.trends
    assert page.waiting
    html = rendered("office", page, "screen").content.decode()
    drawings = len(page.trends.charts) + len(page.waiting.curves) + len(PATTERNS.charts)
    maps, columns = 3, 1  # quadrant, calendar and grid; the satisfaction plot
    assert len(STOP.findall(html)) == html.count('tabindex="0"') == drawings + maps + columns
    assert len(words(page)) > 5 * (drawings + maps + columns)


def test_paper_has_the_marks_and_neither_focus_nor_words_of_points(rendered: Rendered) -> None:
    content = rendered("office", spoken(OFFICE), "print").content
    assert b"quarter n=" not in content
    assert b"tabindex" not in content


@pytest.mark.parametrize("name", ["hot", "told"])
def test_without_words_a_drawing_stands_alone(name: str, rendered: Rendered) -> None:
    page = replace(OFFICE, standing=None, late_days=None)
    html = rendered("office", page, "screen").content.decode()
    assert SAID.findall(html) == []
    assert {"hot": 'class="hot', "told": 'class="pl"'}[name] not in html


def test_every_drawing_has_a_name_or_is_decoration(rendered: Rendered) -> None:
    html = rendered("office", OFFICE, "screen").content.decode()
    for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        assert 'role="img"><title>' in svg or 'aria-hidden="true"' in svg
