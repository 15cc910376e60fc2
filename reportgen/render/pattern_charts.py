"""Control charts, and the grid of importance against value."""

from dataclasses import dataclass
from itertools import pairwise

from reportgen.render.drawing import Drawing, Pen, Shape, plain
from reportgen.render.labels import along, clear, filled, width
from reportgen.render.viewmodel import Tone
from reportgen.render.viewmodel_patterns import Control, ControlPoint, Grid, GridDot

CONTROL_BOX = 166, 92
CONTROL_X = 15, 163
CONTROL_Y = 9, 76
GRID_BOX = 250, 216
GRID_X = 26, 244
GRID_Y = 18, 186
BIG, SMALL = 4.4, 3.2
"""Radius of a clear dimension, and of one that is not."""
DOT = 1.2
"""Radius of a month before."""
_BOTH = 2


@dataclass(frozen=True, slots=True)
class PatternCharts:
    """Draws control charts and grids with one pen."""

    pen: Pen

    def control(self, control: Control) -> Drawing:
        """Return counts by month on the band of noise; a count beyond it is a big dot in a ring."""
        frame = _Months(control)
        shapes = [*self._bands(control, frame), *self._frame(control, frame)]
        line = "M" + "L".join(
            f"{plain(frame.x(i))} {plain(frame.y(p.count))}" for i, p in enumerate(control.points)
        )
        shapes.append(self.pen.path(line, self.pen.painted(fill="none", stroke="ink-2", width=0.9)))
        shapes.append(self._baseline(control, frame))
        shapes += [shape for i, point in enumerate(control.points) for shape in self._point(frame, i, point)]
        every = all(point.said for point in control.points)
        return Drawing.chart(
            shapes,
            CONTROL_BOX,
            alt=control.name,
            detail=control.alt,
            finding=f"{control.badge.text} {control.points[-1].said}" if every else "",
        )

    def _bands(self, control: Control, frame: "_Months") -> list[Shape]:
        """Return the limits as a band of steps, and the expected count as a dashed line of steps."""
        shapes = []
        for run in _runs([p.high is not None and p.low is not None for p in control.points]):
            up = "".join(f"H{plain(frame.left(i))}V{plain(frame.y(control.points[i].high or 0))}" for i in run)
            down = "".join(
                f"V{plain(frame.y(control.points[i].low or 0))}H{plain(frame.left(i))}" for i in reversed(run)
            )
            first, last = run[0], run[-1]
            start = f"M{plain(frame.left(first))} {plain(frame.y(control.points[first].low or 0))}"
            path = f"{start}{up}H{plain(frame.left(last + 1))}{down}Z"
            shapes.append(self.pen.path(path, self.pen.painted(fill="band")))
        for run in _runs([p.expected is not None for p in control.points]):
            steps = "".join(
                f"V{plain(frame.y(control.points[i].expected or 0))}H{plain(frame.left(i + 1))}" for i in run
            )
            start = f"M{plain(frame.left(run[0]))} {plain(frame.y(control.points[run[0]].expected or 0))}"
            dashed = self.pen.painted(fill="none", stroke="ink-3", width=0.7, dash="2 1.5")
            shapes.append(self.pen.path(start + steps, dashed))
        return shapes

    def _frame(self, control: Control, frame: "_Months") -> list[Shape]:
        left, right = CONTROL_X
        top, bottom = CONTROL_Y
        shapes = [self.pen.line((str(left), str(right)), (str(bottom), str(bottom)), "line", 0.5)]
        first = next((i for i, p in enumerate(control.points) if p.judged), 0)
        if first:
            shapes.append(
                self.pen.upright(plain(frame.left(first)), (plain(top - 4), str(bottom)), "ink-3", 0.7, "1 2")
            )
        for at, label in ((0.0, "0"), (control.top.at, control.top.label)):
            shapes.append(self.pen.words(str(left - 3), plain(frame.y(at) + 2.5), label, anchor="end"))
        for tick in control.labels:
            x = frame.x(int(tick.at))
            anchor = "end" if x + width(tick.label) / 2 > CONTROL_BOX[0] else "middle"
            shapes.append(
                self.pen.words(plain(CONTROL_BOX[0] if anchor == "end" else x), "86", tick.label, anchor=anchor)
            )
        return shapes

    def _baseline(self, control: Control, frame: "_Months") -> Shape:
        """Return the months before as small dots of one path."""
        dots = (
            f"M{plain(frame.x(i))} {plain(frame.y(p.count))}h.01"
            for i, p in enumerate(control.points)
            if not p.judged and _finding(p.tone) == "ink"
        )
        paint = self.pen.painted(fill="none", stroke="ink-3", width=2 * DOT)
        return self.pen.path("".join(dots) or "M0 0", (*paint, ("stroke-linecap", "round")))

    def _point(self, frame: "_Months", index: int, point: ControlPoint) -> list[Shape]:
        x, y = plain(frame.x(index)), plain(frame.y(point.count))
        paint = _finding(point.tone)
        if paint == "ink":
            return [self.pen.dot(x, y, 2, self.pen.painted(fill="ink"))] if point.judged else []
        ring = self.pen.painted(fill="none", stroke=paint, width=1)
        above = frame.y(point.count) - 7
        label_y = above if above > CONTROL_Y[0] - 2 else frame.y(point.count) + 12
        label = self.pen.words(x, plain(label_y), plain(point.count), paint, anchor="middle", bold=True)
        return [self.pen.dot(x, y, 4.6, ring), self.pen.dot(x, y, 2.6, self.pen.painted(fill=paint)), label]

    def grid(self, grid: Grid) -> Drawing:
        """Return dimensions by value and importance: solid where clear, open where not, with their intervals."""
        frame = _Quadrants(grid)
        shapes = self._quadrants(grid, frame)
        for dot in grid.dots:
            shapes += self._cross(frame, dot)
        shapes += self._names(grid, frame)
        for dot in grid.dots:
            paint = _finding(dot.tone)
            fill = (
                self.pen.painted(fill=paint)
                if dot.clear
                else self.pen.painted(fill="paper", stroke="ink-2", width=1.2)
            )
            x, y = frame.x(dot.x), frame.y(dot.y)
            mark = self.pen.dot(plain(x), plain(y), BIG if dot.clear else SMALL, fill)
            shapes.append(self.pen.point((mark,), dot.said, (x, y - BIG), GRID_BOX) if dot.said else mark)
        return Drawing.chart(shapes, GRID_BOX, alt=grid.alt, detail=grid.detail)

    def _quadrants(self, grid: Grid, frame: "_Quadrants") -> list[Shape]:
        left, right = GRID_X
        top, bottom = GRID_Y
        x, y = frame.x(grid.x_mean), frame.y(grid.y_mean)
        place = (plain(left), plain(top), plain(x - left), plain(y - top))
        shapes = [self.pen.rect(place, self.pen.painted(fill="wash"))]
        edges = f"M{left} {top}H{right}V{bottom}H{left}Z"
        shapes.append(self.pen.path(edges, self.pen.painted(fill="none", stroke="line", width=0.5)))
        shapes.append(self.pen.upright(plain(x), (str(top), str(bottom)), "ink-3", 0.7, "2 1.5"))
        shapes.append(self.pen.line((str(left), str(right)), (plain(y), plain(y)), "ink-3", 0.7, "2 1.5"))
        shapes += [self.pen.words(plain(frame.x(t.at)), "196", t.label, anchor="middle") for t in grid.x_ticks]
        shapes += [self.pen.words("22", plain(frame.y(t.at) + 2.5), t.label, anchor="end") for t in grid.y_ticks]
        shapes.append(self.pen.words(str(right), "208", grid.x_name, anchor="end"))
        shapes.append(self.pen.words("2", "10", grid.y_name))
        shapes += [
            self.pen.words(*place, name, "ink-2", anchor=anchor) for place, name, anchor in _corners(grid, frame)
        ]
        return shapes

    def _cross(self, frame: "_Quadrants", dot: GridDot) -> list[Shape]:
        x, y = plain(frame.x(dot.x)), plain(frame.y(dot.y))
        shapes = []
        if dot.x_low is not None and dot.x_high is not None:
            ends = plain(frame.x(dot.x_low)), plain(frame.x(dot.x_high))
            shapes.append(self.pen.line(ends, (y, y), "mid", 0.8))
        if dot.y_low is not None and dot.y_high is not None:
            shapes.append(self.pen.upright(x, (plain(frame.y(dot.y_low)), plain(frame.y(dot.y_high))), "mid", 0.8))
        return shapes

    def _names(self, grid: Grid, frame: "_Quadrants") -> list[Shape]:
        """Return the dimensions' names, each beside its dot and clear of the others."""
        taken = [
            spot
            for (x, y), name, anchor in _corners(grid, frame)
            for spot in filled(_start(x, name, anchor), float(y), width(name))
        ]
        across, up = frame.y(grid.y_mean), frame.x(grid.x_mean)
        taken += along([(GRID_X[0], across), (GRID_X[1], across)]) + along([(up, GRID_Y[0]), (up, GRID_Y[1])])
        for dot in grid.dots:
            x, y = frame.x(dot.x), frame.y(dot.y)
            taken += along([(x - BIG, y), (x + BIG, y)]) + along([(x, y - BIG), (x, y + BIG)])
        shapes = []
        for dot in sorted(grid.dots, key=lambda one: not one.clear):
            wide = width(dot.label)
            x, y = frame.x(dot.x), frame.y(dot.y)
            spots = [
                (left, at)
                for left, at in (
                    *((x + 7, y - 3), (x + 7, y + 9), (x - 7 - wide, y - 3), (x - 7 - wide, y + 9)),
                    *((x - wide / 2, y - 8), (x - wide / 2, y + 14), (x + 7, y - 11), (x - 7 - wide, y + 17)),
                    *((x + 7, y + 17), (x - 7 - wide, y - 11)),
                )
                if GRID_X[0] < left < GRID_X[1] - wide and GRID_Y[0] + 8 < at < GRID_Y[1]
            ]
            left, at = clear(spots or [(GRID_X[1] - wide, y - 8)], wide, taken)
            paint = _finding(dot.tone)
            shapes.append(
                self.pen.words(plain(left), plain(at), dot.label, paint if dot.clear else "ink-2", bold=dot.clear)
            )
            taken += filled(left, at, wide)
        return shapes


class _Months:
    """Places of one control chart."""

    def __init__(self, control: Control) -> None:
        self._wide = (CONTROL_X[1] - CONTROL_X[0]) / max(len(control.points), 1)
        known = [v for p in control.points for v in (p.count, p.high) if v is not None]
        self._top = max([*known, control.top.at, 1.0])

    def left(self, index: int) -> float:
        """Return the left edge of a month."""
        return CONTROL_X[0] + index * self._wide

    def x(self, index: int) -> float:
        """Return the middle of a month."""
        return self.left(index) + self._wide / 2

    def y(self, count: float) -> float:
        """Return the place of a count."""
        top, bottom = CONTROL_Y
        return bottom - (bottom - top) * count / self._top


class _Quadrants:
    """Places of one grid; an interval beyond the edges ends at them."""

    def __init__(self, grid: Grid) -> None:
        self._x = grid.x_ticks[0].at, grid.x_ticks[-1].at
        self._y = grid.y_ticks[0].at, grid.y_ticks[-1].at

    def x(self, value: float) -> float:
        """Return the place of a value."""
        low, high = self._x
        share = min(max((value - low) / (high - low), 0), 1)
        return GRID_X[0] + (GRID_X[1] - GRID_X[0]) * share

    def y(self, value: float) -> float:
        """Return the place of an importance."""
        low, high = self._y
        share = min(max((value - low) / (high - low), 0), 1)
        return GRID_Y[1] - (GRID_Y[1] - GRID_Y[0]) * share


def _runs(held: list[bool]) -> list[list[int]]:
    """Return the indexes of neighbours that hold, run by run.

    >>> _runs([True, True, False, True])
    [[0, 1], [3]]
    """
    found = [i for i, one in enumerate(held) if one]
    cuts = [0, *(n + 1 for n, (a, b) in enumerate(pairwise(found)) if b - a > 1), len(found)]
    return [found[a:b] for a, b in pairwise(cuts) if b > a]


def _corners(grid: Grid, frame: "_Quadrants") -> list[tuple[tuple[str, str], str, str]]:
    """Return place, name and anchor of the quadrants: in its corner, or at the mean where a dot is there."""
    dots = [spot for dot in grid.dots for spot in filled(frame.x(dot.x) - BIG, frame.y(dot.y) + BIG, 2 * BIG)]
    across = frame.y(grid.y_mean)
    found = []
    for i, name in enumerate(grid.quadrants):
        right, below = bool(i % _BOTH), i >= _BOTH
        wide = width(name)
        x = GRID_X[1] - 4 - wide if right else GRID_X[0] + 4.0
        spots = [(x, GRID_Y[1] - 5.0), (x, across + 10)] if below else [(x, GRID_Y[0] + 10.0), (x, across - 5)]
        _, y = clear(spots, wide, dots)
        edge = GRID_X[1] - 4 if right else GRID_X[0] + 4
        found.append(((plain(edge), plain(y)), name, "end" if right else ""))
    return found


def _start(x: str, name: str, anchor: str) -> float:
    return float(x) - (width(name) if anchor else 0)


def _finding(tone: Tone) -> str:
    return tone if tone in ("bad", "good") else "ink"
