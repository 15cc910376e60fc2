"""Control charts, grids and stacked bars as shapes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.policy.shipped import shipped
from reportgen.render.drawing import Drawing, Pen, palette
from reportgen.render.pattern_charts import (
    BIG,
    CONTROL_BOX,
    CONTROL_X,
    CONTROL_Y,
    GRID_X,
    GRID_Y,
    SMALL,
    PatternCharts,
)
from reportgen.render.rowplots import RowPlots
from reportgen.render.viewmodel import Badge, Stack, Tick
from reportgen.render.viewmodel_patterns import Control, ControlPoint, GridDot
from tests.render.quarter_patterns import AGE_AXIS, GRID, PATTERNS

PEN = Pen(palette((shipped("templates") / "tokens.css").read_text("utf-8")))
CHARTS, ROWS = PatternCharts(PEN), RowPlots(PEN)
QUIET = Control(
    name="交付延期",
    badge=Badge("≈", "same"),
    alt="",
    points=(
        *(ControlPoint(count=5, expected=5, low=1, high=9) for _ in range(12)),
        *(ControlPoint(count=6, expected=5, low=1, high=9, judged=True) for _ in range(3)),
    ),
    labels=(Tick(0, "25-07"), Tick(14, "26-09")),
    top=Tick(10, "10"),
)


def shapes(drawing: Drawing, tag: str) -> list[dict[str, str]]:
    return [dict(shape.attributes) for shape in drawing.shapes if shape.tag == tag]


def words(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if shape.tag == "text"]


def with_last(point: ControlPoint) -> Control:
    return replace(QUIET, points=(*QUIET.points[:-1], point))


# ------------------------------------------------------------------ control charts
def test_a_quiet_chart_has_no_colour_of_a_finding() -> None:
    drawn = CHARTS.control(QUIET)
    assert {one["class"] for one in shapes(drawn, "circle")} == {"f-ink"}
    assert [text for text in words(drawn) if text not in {"0", "10", "25-07", "26-09"}] == []


def test_a_count_above_the_band_is_ringed_bigger_and_says_its_number() -> None:
    above = with_last(ControlPoint(count=12, expected=5, low=1, high=9, judged=True, tone="bad"))
    drawn = CHARTS.control(above)
    ring, dot = shapes(drawn, "circle")[-2:]
    assert (ring["class"], dot["class"]) == ("s-bad", "f-bad")
    assert float(ring["r"]) > float(dot["r"]) > 2
    assert "12" in words(drawn)


def test_months_of_the_period_are_told_from_those_before_by_size_and_by_a_line() -> None:
    drawn = CHARTS.control(QUIET)
    assert [one["r"] for one in shapes(drawn, "circle")] == ["2"] * 3
    (before,) = [one for one in shapes(drawn, "path") if one.get("stroke-linecap") == "round"]
    assert (before["d"].count("M"), before["stroke-width"]) == (12, "2.4")
    (line,) = [one for one in shapes(drawn, "line") if one.get("stroke-dasharray") == "1 2"]
    assert float(line["x1"]) == pytest.approx(CONTROL_X[0] + (CONTROL_X[1] - CONTROL_X[0]) * 12 / 15, abs=0.06)


def test_the_band_steps_with_its_limits_and_breaks_where_there_are_none() -> None:
    bare = ControlPoint(count=4)
    broken = replace(QUIET, points=(*QUIET.points[:5], bare, *QUIET.points[6:]))
    whole, parted = (
        [one for one in shapes(CHARTS.control(chart), "path") if one["class"] == "f-band"]
        for chart in (QUIET, broken)
    )
    assert (len(whole), len(parted)) == (1, 2)


def test_without_limits_there_is_no_band_and_no_line_of_what_is_expected() -> None:
    bare = replace(QUIET, points=tuple(ControlPoint(count=p.count, judged=p.judged) for p in QUIET.points))
    assert len(shapes(CHARTS.control(bare), "path")) == 2  # the counts and the dots of the months before


@given(st.lists(st.integers(0, 500), min_size=3, max_size=40))
def test_everything_stays_inside_the_chart(counts: list[int]) -> None:
    points = tuple(
        ControlPoint(count=count, expected=3, low=0, high=9, judged=i > 1, tone="bad" if count > 9 else "same")
        for i, count in enumerate(counts)
    )
    drawn = CHARTS.control(
        replace(QUIET, points=points, labels=(Tick(0, "25-07"), Tick(len(counts) - 1, "26-09")))
    )
    for one in shapes(drawn, "circle"):
        assert CONTROL_X[0] <= float(one["cx"]) <= CONTROL_X[1]
        assert CONTROL_Y[0] <= float(one["cy"]) <= CONTROL_Y[1]
    for one in shapes(drawn, "text"):
        assert 0 <= float(one["y"]) <= CONTROL_BOX[1]


def test_a_chart_says_all_its_points_in_words() -> None:
    drawn = CHARTS.control(PATTERNS.charts[0])
    assert drawn.alt == "全部投诉"
    assert drawn.detail == PATTERNS.charts[0].alt


# ------------------------------------------------------------------ the grid
def test_a_clear_dimension_is_solid_and_bigger_one_that_is_not_is_open() -> None:
    circles = shapes(CHARTS.grid(GRID), "circle")
    assert [one["class"] for one in circles] == ["f-bad", "f-paper s-ink2", "f-paper s-ink2", "f-ink"]
    assert [float(one["r"]) for one in circles] == [BIG, SMALL, SMALL, BIG]


def test_a_dimension_lies_in_the_quadrant_of_its_value_and_importance() -> None:
    first = shapes(CHARTS.grid(GRID), "circle")[0]
    across, up = (line for line in shapes(CHARTS.grid(GRID), "line") if line.get("stroke-dasharray") == "2 1.5")
    mean_x, mean_y = (float(one) for one in (across["x1"], up["y1"]))
    assert float(first["cx"]) < mean_x
    assert float(first["cy"]) < mean_y  # above the line: more important


def test_an_interval_beyond_the_edge_ends_at_the_edge() -> None:
    wide = replace(GRID, dots=(replace(GRID.dots[0], y_low=-0.5, y_high=1.5, x_low=0, x_high=200),))
    lines = [one for one in shapes(CHARTS.grid(wide), "line") if one["class"] == "s-mid"]
    ends = sorted(float(one[name]) for one in lines for name in ("x1", "x2", "y1", "y2"))
    assert ends[0] >= GRID_Y[0]
    assert ends[-1] <= GRID_X[1]
    assert {float(lines[1]["y1"]), float(lines[1]["y2"])} == {GRID_Y[0], GRID_Y[1]}


def test_every_dimension_and_quadrant_has_its_name_once() -> None:
    said = words(CHARTS.grid(GRID))
    assert [said.count(one.label) for one in GRID.dots] == [1] * len(GRID.dots)
    assert [said.count(one) for one in GRID.quadrants] == [1] * 4


@given(st.lists(st.tuples(st.floats(60, 90), st.floats(0, 0.6)), min_size=2, max_size=8))
def test_names_stay_inside_the_grid(places: list[tuple[float, float]]) -> None:
    dots = tuple(GridDot(label=f"维度第{i}个", x=x, y=y) for i, (x, y) in enumerate(places))
    drawn = CHARTS.grid(replace(GRID, dots=dots))
    named = [shape for shape in drawn.shapes if shape.text.startswith("维度")]
    for shape in named:
        place = dict(shape.attributes)
        assert GRID_X[0] < float(place["x"]) < GRID_X[1]
        assert GRID_Y[0] < float(place["y"]) <= GRID_Y[1] + 1


# ------------------------------------------------------------------ ages
def test_parts_of_an_age_bar_differ_without_colour_and_lie_side_by_side() -> None:
    parts = Stack(parts=((3.0, "within"), (2.0, "past"), (1.0, "far"), (0.0, "none")))
    rects = shapes(ROWS.stack(AGE_AXIS, parts), "rect")
    assert [one["class"] for one in rects] == ["f-mid", "f-paper s-bad", "f-bad"]
    starts = [float(one["x"].rstrip("%")) for one in rects]
    wide = [float(one["width"].rstrip("%")) for one in rects]
    for (x, w), after in zip(zip(starts, wide, strict=True), starts[1:], strict=False):
        assert after == pytest.approx(x + w + 0.6, abs=0.02)
    assert wide[0] == pytest.approx(100 * 3 / 6.3 - 0.6, abs=0.02)


def test_a_part_without_a_limit_is_dashed() -> None:
    (rect,) = shapes(ROWS.stack(AGE_AXIS, Stack(parts=((2.0, "none"),))), "rect")
    assert rect["stroke-dasharray"] == "2 2"
    assert not re.search("bad", rect["class"])
