"""Plots of one table row each: places in per cent of the column, no text inside; the cells say the figures."""

from dataclasses import dataclass

from reportgen.render.drawing import Drawing, Pen, Shape, part, plain
from reportgen.render.viewmodel import Axis, Bar, Cell, Column, Dots, Spark, Stack, Table, Tick, Tone
from reportgen.render.viewmodel_pages import LevelCount
from reportgen.render.viewmodel_sections import Waterfall, WaterfallRow

LETTER = 7, 4
"""Points that a Chinese and another letter of an axis take."""
BETWEEN = 4
"""Points between two labels of an axis."""
WIDE_FROM = 0x2E7F
EDGE = 0.1
GAP = 0.006
FULL = ("0", "100%")


@dataclass(frozen=True, slots=True)
class RowPlots:
    """Draws row plots with one pen."""

    pen: Pen

    def head(self, axis: Axis, room: float) -> Drawing:
        """Return the tick labels of a column ``room`` points wide; those without a place are left out."""
        strong = [tick for tick in (axis.line, axis.peer) if tick is not None and tick.label]
        shapes = [
            self.pen.words(part(x), "78%", tick.label, anchor=_anchor(x))
            for tick in axis.ticks
            if 0 <= (x := _share(axis, tick.at)) <= 1 and not any(_touch(axis, room, tick, s) for s in strong)
        ] + [
            self.pen.words(part(x), "78%", tick.label, "ink", anchor=_anchor(x), bold=True)
            for tick in strong
            if 0 <= (x := _share(axis, tick.at)) <= 1
        ]
        return Drawing(shapes=tuple(shapes), size="9.3")

    def first(self, waterfall: Waterfall) -> Drawing:
        """Return the row of the score before: an open dot, and the line down from it."""
        x = part(_share(waterfall.axis, waterfall.before_at))
        dot = self.pen.dot(x, "50%", 4, self.pen.painted(fill="paper", stroke="ink", width=1.4))
        return self._drawing(waterfall.axis, self.pen.upright(x, ("50%", "100%"), "ink-3", 0.5), dot)

    def item(self, axis: Axis, row: WaterfallRow) -> Drawing:
        """Return one item's bar: solid where it decides, grey where it takes points, open where it adds some."""
        start, end = _share(axis, row.start), _share(axis, row.end)
        low, width = min(start, end), abs(end - start)
        joints = (
            self.pen.upright(part(start), ("0", "24%"), "ink-3", 0.5),
            self.pen.upright(part(end), ("76%", "100%"), "ink-3", 0.5),
        )
        if not width:
            return self._drawing(axis, self.pen.upright(part(start), FULL, "ink-3", 0.5))
        if row.end > row.start:
            tone = "good" if row.decides else "ink-2"
            paint = self.pen.painted(fill="paper", stroke=tone, width=1.6 if row.decides else 0.8)
        else:
            paint = self.pen.painted(fill="bad" if row.decides else "mid")
        return self._drawing(axis, *joints, self.pen.rect((part(low), "21%", part(width), "58%"), paint))

    def last(self, waterfall: Waterfall) -> Drawing:
        """Return the row of the score now: the line into it, and a solid dot."""
        x = part(_share(waterfall.axis, waterfall.after_at))
        dot = self.pen.dot(x, "50%", 4, self.pen.painted(fill="ink"))
        return self._drawing(waterfall.axis, self.pen.upright(x, ("0", "50%"), "ink-3", 0.5), dot)

    def dots(self, axis: Axis, dots: Dots) -> Drawing:
        """Return before (open, above) and now (solid, below) with their intervals, and the peer's value."""
        shapes: list[Shape] = []
        if dots.peer is not None:
            shapes.append(self.pen.upright(part(_share(axis, dots.peer)), ("12%", "88%"), "ink-3", 1))
        shapes += self._interval(axis, dots.before_low, dots.before_high, ("31%", "mid", 1.2))
        if dots.before is not None:
            open_dot = self.pen.painted(fill="paper", stroke="ink-3", width=1.2)
            shapes.append(self.pen.dot(part(_share(axis, dots.before)), "31%", 3, open_dot))
        paint = _finding(dots.tone)
        beyond = paint != "ink"
        shapes += self._interval(axis, dots.low, dots.high, ("67%", paint, 2.6 if beyond else 1.7))
        if dots.now is not None:
            solid = self.pen.painted(fill=paint)
            shapes.append(self.pen.dot(part(_share(axis, dots.now)), "67%", 5.2 if beyond else 4, solid))
        return self._drawing(axis, *shapes)

    def bar(self, axis: Axis, bar: Bar) -> Drawing:
        """Return a bar from the axis' low end, and a short line where it was before."""
        paint = self.pen.painted(fill="bad" if bar.decides else "mid")
        shapes = [self.pen.rect(("0", "24%", part(_share(axis, bar.value)), "52%"), paint)]
        if bar.before is not None:
            shapes.append(self.pen.upright(part(_share(axis, bar.before)), ("12%", "88%"), "ink", 1.2))
        return self._drawing(axis, *shapes)

    def stack(self, axis: Axis, stack: Stack) -> Drawing:
        """Return parts side by side: grey within a limit, open past it, solid far past it, dashed without one."""
        shapes, x = [], 0.0
        paints = {
            "within": self.pen.painted(fill="mid"),
            "past": self.pen.painted(fill="paper", stroke="bad", width=1.4),
            "far": self.pen.painted(fill="bad"),
            "none": self.pen.painted(fill="none", stroke="ink-3", width=1, dash="2 2"),
        }
        for value, kind in stack.parts:
            if value:
                start, wide = _share(axis, x), _share(axis, x + value) - _share(axis, x)
                place = (part(start + GAP / 2), "24%", part(max(wide - GAP, 0)), "52%")
                shapes.append(self.pen.rect(place, paints[kind]))
            x += value
        return self._drawing(axis, *shapes)

    def spark(self, spark: Spark, width: float = 76, height: float = 18) -> Drawing:
        """Return a small line over the periods, broken where one has no value; the last point is a dot."""
        known = [p for p in (*spark.points, spark.limit) if p is not None]
        if not known:
            return Drawing(shapes=(), css="spark", box=f"0 0 {plain(width)} {plain(height)}")
        low, high = min(known), max(known)
        step = (width - 4) / max(len(spark.points) - 1, 1)

        def y(value: float) -> float:
            return height - 2.5 - (height - 5) * ((value - low) / (high - low) if high > low else 0.5)

        places = [None if p is None else (2 + i * step, y(p)) for i, p in enumerate(spark.points)]
        shapes = [self.pen.path(trail(places), self.pen.painted(fill="none", stroke="ink-3", width=1))]
        if spark.limit is not None:
            limit = plain(y(spark.limit))
            shapes.insert(0, self.pen.line(("1", plain(width - 1)), (limit, limit), "line", 0.6))
        if places[-1] is not None:
            x, last = places[-1]
            paint = _finding(spark.tone)
            radius = 1.7 if paint == "ink" else 2.4
            shapes.append(self.pen.dot(plain(x), plain(last), radius, self.pen.painted(fill=paint)))
        box = f"0 0 {plain(width)} {plain(height)}"
        return Drawing(shapes=tuple(shapes), css="spark", box=box, keep="xMinYMid meet")

    def levels(self, levels: tuple[LevelCount, ...]) -> Drawing:
        """Return how an office's clients divide among the levels, best first."""
        shapes, x = [], 0.0
        for level in levels:
            width = max(level.share - GAP, 0)
            if level.step in ("a", "b", "c"):
                paint = self.pen.painted(fill=f"grade-{level.step}")
            elif level.step == "d":
                paint = self.pen.painted(fill="grade-d", stroke="ink", width=1.5)
            elif level.step == "veto":
                paint = self.pen.painted(fill="bad")
            else:
                paint = self.pen.painted(fill="none", stroke="ink-3", width=1, dash="2 2")
            shapes.append(self.pen.rect((part(x), "8%", part(width), "84%"), paint))
            x += level.share
        return Drawing(shapes=tuple(shapes), css="dist")

    def _drawing(self, axis: Axis, *shapes: Shape) -> Drawing:
        return Drawing(shapes=(*self._ground(axis), *shapes))

    def _ground(self, axis: Axis) -> tuple[Shape, ...]:
        """Return tint, grid, limit and peer line, which every row of a column repeats."""
        shapes: list[Shape] = []
        if axis.line is not None and axis.shade:
            at = min(max(_share(axis, axis.line.at), 0), 1)
            left, width = (at, 1 - at) if axis.shade == "above" else (0, at)
            shapes.append(self.pen.rect((part(left), "0", part(width), "100%"), self.pen.painted(fill="wash")))
        places = [x for tick in axis.ticks if 0 <= (x := _share(axis, tick.at)) <= 1]
        grid = tuple(
            Shape(tag="line", attributes=(("x1", part(x)), ("x2", part(x)), ("y2", "100%"))) for x in places
        )
        if grid:
            shapes.append(self.pen.group(grid, self.pen.painted(stroke="line-2", width=0.5)))
        if axis.line is not None:
            shapes.append(self.pen.upright(part(_share(axis, axis.line.at)), FULL, "ink", 0.75))
        if axis.peer is not None:
            shapes.append(self.pen.upright(part(_share(axis, axis.peer.at)), FULL, "ink-3", 0.75, "2 1.5"))
        return tuple(shapes)

    def _interval(
        self, axis: Axis, low: float | None, high: float | None, style: tuple[str, str, float]
    ) -> tuple[Shape, ...]:
        if low is None or high is None:
            return ()
        y, stroke, width = style
        left, right = (min(max(_share(axis, end), 0), 1) for end in (low, high))
        return (self.pen.line((part(left), part(right)), (y, y), stroke, width),)


def trail(places: "list[tuple[float, float] | None]") -> str:
    """Return path data through the places; None starts anew, a place alone is a short stroke.

    >>> trail([(2, 3), (4, 5), None, (6, 7)])
    'M2 3L4 5M6 7h.01'
    """
    out: list[str] = []
    run = 0
    for i, place in enumerate(places):
        if place is None:
            run = 0
            continue
        out.append(f"{'L' if run else 'M'}{plain(place[0])} {plain(place[1])}")
        run += 1
        alone = run == 1 and (i + 1 == len(places) or places[i + 1] is None)
        if alone:
            out.append("h.01")
    return "".join(out)


def _share(axis: Axis, value: float) -> float:
    """Return where ``value`` lies on the axis, 0 to 1 inside it."""
    return (value - axis.low) / (axis.high - axis.low) if axis.high > axis.low else 0.5


def _touch(axis: Axis, room: float, one: Tick, other: Tick) -> bool:
    """Return whether the labels of two ticks would touch."""
    apart = abs(_share(axis, one.at) - _share(axis, other.at)) * room
    return apart < (_points(one.label) + _points(other.label)) / 2 + BETWEEN


def _points(label: str) -> float:
    wide, narrow = LETTER
    return sum(wide if ord(c) > WIDE_FROM else narrow for c in label)


def speaks(table: Table, index: int) -> bool:
    """Return whether a plot of the column at ``index`` says its figures in words."""
    plots = (row.cells[index].dots for row in table.rows)
    return any(plot is not None and plot.said for plot in plots)


def alone(cell: Cell) -> bool:
    """Return whether a cell's text stands without company: the cell's edge is then the edge of its direction."""
    return not (
        cell.address
        or cell.unit
        or cell.note
        or cell.mark == "late"
        or cell.move
        or cell.badge
        or cell.arrow
        or cell.spark
    )


def plot_room(table: Table, wide: float, column: Column) -> float:
    """Return how many points a plot column of ``table`` has where the table is ``wide`` points wide."""
    if column.width:
        return wide * column.width / 100
    free = sum(not column.width for column in table.columns)
    return wide * (100 - sum(column.width for column in table.columns)) / 100 / max(free, 1)


def _anchor(x: float) -> str:
    return "start" if x < EDGE else "end" if x > 1 - EDGE else "middle"


def _finding(tone: Tone) -> str:
    return tone if tone in ("bad", "good") else "ink"
