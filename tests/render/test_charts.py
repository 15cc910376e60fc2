import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.policy.shipped import shipped
from reportgen.render.charts import CURVE_BOX, CURVE_X, CURVE_Y, TREND_BASE, TREND_X, TREND_Y, Charts
from reportgen.render.drawing import PAINTS, Drawing, Pen, Shape, palette
from reportgen.render.rowplots import RowPlots, plot_room
from reportgen.render.viewmodel import Axis, Bar, Column, Dots, Spark, Table, Tick
from reportgen.render.viewmodel_pages import LevelCount
from reportgen.render.viewmodel_sections import Curve, Trend, WaterfallRow
from tests.render.quarter_client import P04, TRENDS, WAITING

COLOURS = palette((shipped("templates") / "tokens.css").read_text("utf-8"))
PEN = Pen(COLOURS)
ROWS, CHARTS = RowPlots(PEN), Charts(PEN)
AXIS = Axis(low=0, high=100, ticks=(Tick(0, "0"), Tick(50, "50"), Tick(100, "100")))
values = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


def tags(drawing: Drawing) -> list[str]:
    return [shape.tag for shape in drawing.shapes]


def of(shape: Shape) -> dict[str, str]:
    return dict(shape.attributes)


def shapes(drawing: Drawing, tag: str) -> list[dict[str, str]]:
    return [of(shape) for shape in drawing.shapes if shape.tag == tag]


def test_the_tokens_set_every_colour_that_a_chart_uses() -> None:
    assert [paint for paint in PAINTS if paint not in COLOURS] == []
    with pytest.raises(ValueError, match="sets no colour for"):
        Pen({"ink": "#000000"})


def test_a_shape_has_its_class_for_the_screen_and_its_colour_for_paper() -> None:
    painted = dict(PEN.painted(fill="grade-a", stroke="line-2", width=0.5))
    assert painted == {
        "class": "f-ga s-line2",
        "fill": COLOURS["grade-a"],
        "stroke": COLOURS["line-2"],
        "stroke-width": "0.5",
    }


def test_a_deciding_loss_is_solid_and_a_gain_is_open() -> None:
    loss = WaterfallRow(label="", start=88.5, end=84.6, points="−3.9", decides=True)
    gain = WaterfallRow(label="", start=79.1, end=79.4, points="+0.3")
    assert shapes(ROWS.item(P04.axis, loss), "rect")[-1]["class"] == "f-bad"
    assert shapes(ROWS.item(P04.axis, gain), "rect")[-1]["class"] == "f-paper s-ink2"
    bar = shapes(ROWS.item(P04.axis, loss), "rect")[-1]
    assert (bar["x"], bar["width"]) == ("56.11%", "21.67%")


def test_an_item_that_moved_nothing_has_a_line_and_no_bar() -> None:
    still = WaterfallRow(label="", start=84, end=84, points="0")
    wash = 1
    assert len(shapes(ROWS.item(P04.axis, still), "rect")) == wash


def test_the_waterfall_is_one_unbroken_way_from_before_to_now() -> None:
    steps = [(row.start, row.end) for row in P04.rows]
    assert [one[1] for one in steps[:-1]] == [other[0] for other in steps[1:]]
    first, last = ROWS.first(P04), ROWS.last(P04)
    assert shapes(first, "circle")[0]["cx"] == "77.78%"
    assert shapes(last, "circle")[0]["cx"] == "28.33%"


def test_a_change_beyond_noise_has_a_bigger_dot_and_a_thicker_line() -> None:
    plain = ROWS.dots(AXIS, Dots(now=50, low=40, high=60))
    beyond = ROWS.dots(AXIS, Dots(now=50, low=40, high=60, tone="bad"))
    assert float(shapes(beyond, "circle")[-1]["r"]) > float(shapes(plain, "circle")[-1]["r"])
    assert float(shapes(beyond, "line")[-1]["stroke-width"]) > float(shapes(plain, "line")[-1]["stroke-width"])


def test_no_value_draws_no_dot() -> None:
    assert shapes(ROWS.dots(AXIS, Dots(now=None)), "circle") == []


@given(low=values, high=values, now=values)
def test_intervals_never_leave_their_column(low: float, high: float, now: float) -> None:
    drawing = ROWS.dots(AXIS, Dots(now=now, low=low, high=high))
    for line in shapes(drawing, "line"):
        assert all(0 <= float(line[name].rstrip("%")) <= 100 for name in ("x1", "x2"))


def test_labels_that_would_touch_the_limits_label_give_way() -> None:
    axis = Axis(low=0, high=100, ticks=(Tick(20, "20"), Tick(60, "60")), line=Tick(62, "时限 62"))
    assert [shape.text for shape in ROWS.head(axis, 100).shapes] == ["20", "时限 62"]
    assert [shape.text for shape in ROWS.head(axis, 2000).shapes] == ["20", "60", "时限 62"]


def test_a_plot_column_has_its_own_width_or_what_is_left() -> None:
    plot, free = Column(label="", axis=AXIS, width=20), Column(label="", axis=AXIS)
    table = Table(columns=(Column(label="", width=30), plot, free), rows=())
    assert (plot_room(table, 500, plot), plot_room(table, 500, free)) == (100, 250)


def test_bars_start_at_the_axis_and_mark_the_period_before() -> None:
    drawing = ROWS.bar(AXIS, Bar(value=40, before=30, decides=True))
    assert shapes(drawing, "rect")[0]["width"] == "40%"
    assert shapes(drawing, "line")[-1]["x1"] == "30%"


def test_a_gap_in_a_line_stays_a_gap() -> None:
    drawing = ROWS.spark(Spark(points=(1.0, 2.0, None, 3.0, 4.0)))
    assert shapes(drawing, "path")[0]["d"].count("M") == 2
    assert "nan" not in shapes(drawing, "path")[0]["d"]


def test_a_line_whose_last_period_has_no_value_has_no_dot() -> None:
    assert shapes(ROWS.spark(Spark(points=(1.0, 2.0, None))), "circle") == []
    assert ROWS.spark(Spark(points=(None, None))).shapes == ()


@given(st.lists(st.one_of(st.none(), values), min_size=1, max_size=8))
def test_sparks_of_any_values_stay_in_their_box(points: list[float | None]) -> None:
    drawing = ROWS.spark(Spark(points=tuple(points)))
    numbers = [float(n) for path in shapes(drawing, "path") for n in re.findall(r"[-\d.]+", path["d"])]
    assert all(0 <= number <= 76 for number in numbers)


def test_levels_fill_the_width_in_their_order() -> None:
    levels = tuple(LevelCount(label=step, count="1", step=step, share=0.25) for step in ("a", "b", "d", "none"))
    assert [one["x"] for one in shapes(ROWS.levels(levels), "rect")] == ["0%", "25%", "50%", "75%"]


def trend(**changes: object) -> Trend:
    return replace(TRENDS.charts[0], **changes)  # type: ignore[arg-type]


def test_a_trend_says_all_its_points_in_words() -> None:
    drawing = CHARTS.trend(trend())
    assert drawing.alt == "P04 得分"
    assert drawing.detail.startswith("24Q4 84.2")


def test_a_wide_figure_ends_inside_its_chart() -> None:
    narrow, wide = (shapes(CHARTS.trend(trend(latest=text)), "text")[-3] for text in ("79.6", "12,211.0"))
    assert "text-anchor" not in narrow
    assert (wide["text-anchor"], wide["x"]) == ("end", "122")


def test_a_trend_marks_where_the_policy_changed() -> None:
    without, marked = CHARTS.trend(trend(breaks=())), CHARTS.trend(trend(breaks=(4,)))
    assert len(tags(marked)) == len(tags(without)) + 1


@given(st.lists(st.one_of(st.none(), values), min_size=1, max_size=8))
def test_trends_of_any_values_stay_in_their_box(points: list[float | None]) -> None:
    drawing = CHARTS.trend(trend(values=tuple(points), limit=None, lows=(), highs=()))
    for dot in shapes(drawing, "circle"):
        assert TREND_X[0] <= float(dot["cx"]) <= TREND_X[1]
        assert 0 <= float(dot["cy"]) <= TREND_BASE


def heights(drawing: Drawing) -> list[float]:
    """How high each value of a trend stands above its base."""
    line = next(one["d"] for one in shapes(drawing, "path") if one.get("stroke-width") == "1.2")
    return [TREND_Y[1] - float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", line)]


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=8))
def test_heights_are_proportional_where_the_axis_begins_at_zero(counts: list[int]) -> None:
    drawn = trend(values=tuple(map(float, counts)), limit=None, lows=(), highs=(), from_zero=True)
    room, most = TREND_Y[1] - TREND_Y[0], max(counts)
    assert heights(CHARTS.trend(drawn)) == pytest.approx([room * one / most for one in counts], abs=0.11)


def test_an_axis_that_begins_at_the_lowest_value_would_be_seen() -> None:
    cut = trend(values=(168.0, 200.0), limit=None, lows=(), highs=(), from_zero=False)
    low, high = heights(CHARTS.trend(cut))
    assert low / high != pytest.approx(168 / 200, abs=0.1)


def test_a_band_is_broken_where_an_interval_is_missing() -> None:
    lows, highs = (1.0, 1.0, None, 1.0, 1.0, 1.0, None, 1.0), (2.0, 2.0, None, 2.0, 2.0, 2.0, None, 2.0)
    drawing = CHARTS.trend(trend(lows=lows, highs=highs))
    bands = [one for one in shapes(drawing, "path") if one["class"] == "f-band"]
    assert len(bands) == 2


def test_the_curve_stands_at_the_limit_where_the_share_is() -> None:
    curve = WAITING.curves[0]
    drawing = CHARTS.curve(curve)
    ring = shapes(drawing, "circle")[0]
    assert ring["cx"] == "60.5"
    assert float(ring["cy"]) == pytest.approx(126 - 108 * 7 / 11, abs=0.06)
    (still_open,) = (one["d"] for one in shapes(drawing, "path") if "v6" in one["d"])
    assert re.fullmatch(r"M198\.1 [\d.]+v6", still_open)


def test_the_curve_is_a_stair_from_all_waiting() -> None:
    drawing = CHARTS.curve(WAITING.curves[0])
    now = next(one["d"] for one in shapes(drawing, "path") if one.get("stroke-width") == "2")
    assert now.startswith("M25 18H")
    assert now.endswith("V126")
    assert now.count("V") == len(WAITING.curves[0].steps)


def test_a_curve_without_limit_or_period_before_needs_neither() -> None:
    bare = replace(WAITING.curves[0], limit=None, at_limit=None, at_limit_label="", before=(), censored=())
    assert shapes(CHARTS.curve(bare), "circle") == []


@given(
    hours=st.lists(st.floats(min_value=0, max_value=1e4, allow_nan=False), min_size=0, max_size=30, unique=True),
    limit=st.floats(min_value=0, max_value=1e4, allow_nan=False),
)
def test_curves_of_any_durations_stay_in_their_frame(hours: list[float], limit: float) -> None:
    steps = tuple((hour, 1 - (i + 1) / (len(hours) + 1)) for i, hour in enumerate(sorted(hours)))
    end = max(hours, default=0.0)
    curve = Curve(
        title="",
        source="",
        alt="",
        steps=steps,
        end=end,
        ticks=(Tick(0, "0"), Tick(end, "")),
        limit=Tick(limit, "时限"),
        at_limit=0.5,
        at_limit_label="到时限仍有 50% 未答复",
        label="本季",
    )
    drawing = CHARTS.curve(curve)
    for path in shapes(drawing, "path"):
        across = [float(n) for n in re.findall(r"[MH]([-\d.]+)", path["d"])]
        down = [float(n) for n in re.findall(r"V([-\d.]+)", path["d"])]
        assert all(CURVE_X[0] <= x <= CURVE_X[1] for x in across)
        assert all(CURVE_Y[0] <= y <= CURVE_Y[1] for y in down)
    for text in shapes(drawing, "text"):
        assert 0 <= float(text["x"]) <= CURVE_BOX[0]
