"""Charts with text in them: a fixed viewBox, text as text, and the same in words for who cannot see it."""

from dataclasses import dataclass, replace

from reportgen.render.drawing import Drawing, Pen, Shape, plain
from reportgen.render.labels import LABEL_SIZE, along, clear, filled, width
from reportgen.render.rowplots import trail
from reportgen.render.viewmodel import Tone
from reportgen.render.viewmodel_sections import Curve, Trend

TREND_BOX = 122, 70
TREND_X = 4, 88
TREND_Y = 10.7, 55.3
TREND_BASE = 58

CURVE_BOX = 250, 142
CURVE_X = 25, 238
CURVE_Y = 18, 126
HALF_WAY = 0.5
TINY = 1.0
"""Half of the line's width: less than this no eye tells apart."""
FIGURE_SIZE = 9.5
LABELLED_AT = 0.72, 0.55, 0.85, 0.4, 1.0, 0.3, 0.65, 0.92, 0.2, 0.48
"""Where along a curve its name may stand, the best place first."""


@dataclass(frozen=True, slots=True)
class Charts:
    """Draws trends and survival curves with one pen."""

    pen: Pen

    def trend(self, trend: Trend) -> Drawing:
        """Return one figure over the periods, with its interval as a band and its limit dashed."""
        places = _Places(trend)
        shapes = [*self._band(trend, places), *self._level_lines(trend, places)]
        line = [None if v is None else (places.x(i), places.y(v)) for i, v in enumerate(trend.values)]
        shapes.append(self.pen.path(trail(line), self.pen.painted(fill="none", stroke="ink-2", width=1.2)))
        paint = _finding(trend.tone)
        last = line[-1] if line else None
        if last is not None:
            radius = 2.4 if paint == "ink" else 3.4
            x, y = plain(last[0]), plain(last[1])
            shapes.append(self.pen.dot(x, y, radius, self.pen.painted(fill=paint)))
            shapes.append(self._figure(trend.latest, last[1] + 3.2, paint))
        shapes.append(self.pen.words("1", "68", trend.first))
        shapes.append(self.pen.words(plain(TREND_X[1]), "68", trend.last, anchor="middle"))
        return Drawing.chart(
            shapes, TREND_BOX, alt=trend.name, detail=trend.alt, finding=trend.said[-1] if trend.said else ""
        )

    def curve(self, curve: Curve) -> Drawing:
        """Return the share still waiting over the hours, now solid and before dashed, with the limit."""
        frame = _Frame(curve)
        paint = _finding(curve.tone)
        shapes = [*self._frame(curve, frame)]
        if curve.before:
            before = self.pen.painted(fill="none", stroke="mid", width=1.4, dash="3 2")
            shapes.append(self.pen.path(frame.stairs(curve.before, curve.before_end), before))
        now = self.pen.painted(fill="none", stroke=paint, width=2)
        shapes.append(self.pen.path(frame.stairs(curve.steps, curve.end), now))
        if curve.censored:
            ends = (f"M{plain(frame.x(at))} {plain(frame.y(share) - 3)}v6" for at, share in curve.censored)
            shapes.append(self.pen.path("".join(ends), self.pen.painted(fill="none", stroke="ink", width=1)))
        shapes += self._at_limit(curve, frame, paint)
        shapes += self._curve_labels(curve, frame, paint)
        return Drawing.chart(shapes, CURVE_BOX, alt=curve.title, detail=curve.alt)

    def _band(self, trend: Trend, places: "_Places") -> list[Shape]:
        """Return the intervals of neighbouring periods as one band; alone they would be a line."""
        ends = [
            (i, low, high)
            for i, (low, high) in enumerate(zip(trend.lows, trend.highs, strict=True))
            if low is not None and high is not None
        ]
        shapes, run = [], ends[:1]
        for one in [*ends[1:], (-9, 0.0, 0.0)]:
            if run and one[0] != run[-1][0] + 1:
                if len(run) > 1:
                    up = "L".join(f"{plain(places.x(i))} {plain(places.y(high))}" for i, _, high in run)
                    down = "L".join(f"{plain(places.x(i))} {plain(places.y(low))}" for i, low, _ in reversed(run))
                    shapes.append(self.pen.path(f"M{up}L{down}Z", self.pen.painted(fill="band")))
                run = []
            run.append(one)
        return shapes

    def _level_lines(self, trend: Trend, places: "_Places") -> list[Shape]:
        shapes = [self.pen.line(("1", "91"), (plain(TREND_BASE), plain(TREND_BASE)), "line", 0.5)]
        for n, index in enumerate(trend.breaks):
            x = (places.x(index) + places.x(index - 1)) / 2 if index else places.x(0)
            shapes.append(self.pen.upright(plain(x), ("8", plain(TREND_BASE)), "ink-3", 0.7, "1 2"))
            if n < len(trend.break_labels):
                label = trend.break_labels[n]
                late = x + width(label) + 2 > TREND_BOX[0]
                shapes.append(
                    self.pen.words(plain(x - 2 if late else x + 2), "7", label, anchor="end" if late else "")
                )
        if trend.limit is not None:
            y = places.y(trend.limit.at)
            shapes.append(self.pen.line(("1", "91"), (plain(y), plain(y)), "ink", 0.7, "2 1.5"))
            points = along([(places.x(i), places.y(v)) for i, v in enumerate(trend.values) if v is not None])
            spots = [(x, y + dy) for dy in (-2.5, 8) for x in (2.0, 30.0, 58.0) if y + dy < TREND_BASE]
            spot = clear(spots, width(trend.limit.label), points)
            shapes.append(self.pen.words(plain(spot[0]), plain(spot[1]), trend.limit.label))
        return shapes

    def _figure(self, text: str, y: float, fill: str) -> Shape:
        """Return the last value: beside its dot, or above it where it is too wide for that."""
        beside = 94 + width(text) * FIGURE_SIZE / LABEL_SIZE <= TREND_BOX[0]
        x, anchor = ("94", "") if beside else (plain(TREND_BOX[0]), "end")
        above = y - 9 if y > TREND_Y[0] + FIGURE_SIZE else y + 9
        words = self.pen.words(x, plain(y if beside else above), text, fill, anchor=anchor, bold=True)
        return replace(words, attributes=(*words.attributes, ("font-size", plain(FIGURE_SIZE))))

    def _frame(self, curve: Curve, frame: "_Frame") -> list[Shape]:
        """Return tint past the limit, grid, axis labels and the limit."""
        left, right = CURVE_X
        top, bottom = CURVE_Y
        shapes: list[Shape] = []
        if curve.limit is not None and curve.limit.at < frame.most:
            x = frame.x(curve.limit.at)
            place = (plain(x), plain(top), plain(right - x), plain(bottom - top))
            shapes.append(self.pen.rect(place, self.pen.painted(fill="wash")))
        grid = "".join(f"M{left} {plain(frame.y(q / 4))}H{right}" for q in range(5))
        shapes.append(self.pen.path(grid, self.pen.painted(fill="none", stroke="line-2", width=0.5)))
        for share, label in ((0, "0"), (HALF_WAY, "50"), (1, "100%")):
            shapes.append(self.pen.words("21", plain(frame.y(share) + 2.5), label, anchor="end"))
        shapes += [self.pen.words(plain(frame.x(t.at)), "136", t.label, anchor="middle") for t in curve.ticks]
        if curve.limit is not None and curve.limit.at <= frame.most:
            x = frame.x(curve.limit.at)
            shapes.append(self.pen.upright(plain(x), ("15", plain(bottom)), "ink", 1))
            late = x > (left + right) / 2
            label_x = plain(x - 2 if late else x + 2)
            anchor = "end" if late else ""
            shapes.append(self.pen.words(label_x, "13", curve.limit.label, "ink", anchor=anchor, bold=True))
        return shapes

    def _at_limit(self, curve: Curve, frame: "_Frame", paint: str) -> list[Shape]:
        if curve.limit is None or curve.at_limit is None or curve.limit.at > frame.most:
            return []
        x, y = frame.x(curve.limit.at), frame.y(curve.at_limit)
        ring = self.pen.painted(fill="paper", stroke=paint, width=1.4)
        place = self._limit_label(curve, frame)
        label = self.pen.words(plain(place[0]), plain(place[1]), curve.at_limit_label, paint, bold=True)
        return [self.pen.dot(plain(x), plain(y), 3, ring), label]

    def _limit_label(self, curve: Curve, frame: "_Frame") -> tuple[float, float]:
        """Return where the share at the limit is said: beside its ring, clear of both curves."""
        limit = curve.limit.at if curve.limit is not None else 0
        x, y, wide = frame.x(limit), frame.y(curve.at_limit or 0), width(curve.at_limit_label)
        points = frame.corners(curve.steps, curve.end)
        if curve.before:
            points += frame.corners(curve.before, curve.before_end)
        last = CURVE_BOX[0] - wide - 2
        spots = [
            (left, min(max(y + dy, CURVE_Y[0] + 7), CURVE_Y[1] - 2))
            for dy in (-4, 11, -12, 19, -20, -32)
            for left in (x + 6, x - 6 - wide, last)
            if CURVE_X[0] < left <= last
        ]
        return clear(spots or [(CURVE_X[0] + 2, y - 4)], wide, points)

    def _curve_labels(self, curve: Curve, frame: "_Frame", paint: str) -> list[Shape]:
        """Return the names of both curves, each beside its own and clear of the other."""
        points = [*frame.corners(curve.steps, curve.end)]
        names = [(curve.label, paint, curve.steps, curve.end)]
        if curve.before:
            points += frame.corners(curve.before, curve.before_end)
            names.append((curve.before_label, "ink-3", curve.before, curve.before_end))
        taken = list(points)
        if curve.limit is not None:
            taken += along([(frame.x(curve.limit.at), CURVE_Y[0]), (frame.x(curve.limit.at), CURVE_Y[1])])
        if curve.at_limit is not None and curve.limit is not None:
            taken += filled(*self._limit_label(curve, frame), width(curve.at_limit_label))
        shapes = []
        for label, fill, steps, end in names:
            wide = width(label)
            spots = [
                (x, y)
                for share in LABELLED_AT
                for x, y in _beside(frame.x(end * share), frame.y(_height(steps, end * share)), wide)
                if CURVE_X[0] < x < CURVE_X[1] - wide and CURVE_Y[0] + 4 < y < CURVE_Y[1] - 1
            ]
            x, y = clear(spots or [(CURVE_X[1] - wide, CURVE_Y[0] + 8)], wide, taken)
            shapes.append(self.pen.words(plain(x), plain(y), label, fill, bold=fill == paint))
            taken += filled(x, y, wide)
        return shapes


class _Places:
    """Places of one trend's periods and values."""

    def __init__(self, trend: Trend) -> None:
        known = [v for v in (*trend.values, *trend.lows, *trend.highs) if v is not None]
        if trend.limit is not None:
            known.append(trend.limit.at)
        if trend.from_zero:
            known.append(0.0)
        self._low, self._high = (min(known), max(known)) if known else (0.0, 1.0)
        self._step = (TREND_X[1] - TREND_X[0]) / max(len(trend.values) - 1, 1)

    def x(self, index: int) -> float:
        """Return the place of a period."""
        return TREND_X[0] + index * self._step

    def y(self, value: float) -> float:
        """Return the place of a value; what never moves lies half way."""
        top, bottom = TREND_Y
        wide = self._high - self._low
        return bottom - (bottom - top) * ((value - self._low) / wide if wide else HALF_WAY)


class _Frame:
    """Places of one survival curve."""

    def __init__(self, curve: Curve) -> None:
        self.most = max([tick.at for tick in curve.ticks], default=0) or max(curve.end, 1)

    def x(self, hours: float) -> float:
        """Return the place of an hour, not beyond the right edge."""
        left, right = CURVE_X
        return left + (right - left) * min(hours / self.most, 1)

    def y(self, share: float) -> float:
        """Return the place of a share."""
        top, bottom = CURVE_Y
        return bottom - (bottom - top) * share

    def corners(self, steps: tuple[tuple[float, float], ...], end: float) -> list[tuple[float, float]]:
        """Return points along a curve, close enough to keep labels off it."""
        places, share = [(self.x(0), self.y(1))], 1.0
        for hours, after in (*steps, (end, _height(steps, end))):
            places += [(self.x(hours), self.y(share)), (self.x(hours), self.y(after))]
            share = after
        return along(places)

    def stairs(self, steps: tuple[tuple[float, float], ...], end: float) -> str:
        """Return path data of a curve that starts with all waiting; a step too small to see joins the next."""
        out = [f"M{plain(self.x(0))} {plain(self.y(1))}"]
        at = self.x(0), self.y(1)
        for i, (hours, share) in enumerate(steps, 1):
            x, y = self.x(hours), self.y(share)
            if i < len(steps) and x - at[0] < TINY and y - at[1] < TINY:
                continue
            out.append(f"H{plain(x)}V{plain(y)}")
            at = x, y
        if not steps or end > steps[-1][0]:
            out.append(f"H{plain(self.x(end))}")
        return "".join(out)


def _height(steps: tuple[tuple[float, float], ...], hours: float) -> float:
    """Return the share still waiting at ``hours``."""
    return next((share for at, share in reversed(steps) if at <= hours), 1.0)


def _beside(x: float, y: float, wide: float) -> tuple[tuple[float, float], ...]:
    """Return spots for a label around a point of a falling curve: above right, below left."""
    near = ((x, y - 5), (x + 4, y - 2), (x - wide - 4, y + 9), (x - wide - 4, y + 3))
    return (*near, (x + 2, y + 10), (x + 4, y - 9), (x - wide / 2, y - 8), (x - wide - 4, y + 16))


def _finding(tone: Tone) -> str:
    return tone if tone in ("bad", "good") else "ink"
