"""Charts with text in them: a fixed viewBox, text as text, and the same in words for who cannot see it."""

from dataclasses import dataclass

from reportgen.render.drawing import Drawing, Pen, Shape, plain
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
LABEL_WIDTH = 7
"""Width of a Chinese letter at the charts' size, to place labels clear of each other."""


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
        box = f"0 0 {TREND_BOX[0]} {TREND_BOX[1]}"
        return Drawing(shapes=tuple(shapes), css="svg", box=box, size="7", alt=trend.name, detail=trend.alt)

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
        for hours, share in curve.censored:
            y = frame.y(share)
            shapes.append(
                self.pen.upright(
                    plain(frame.x(hours)), (plain(y - 3), plain(y + 3)), "ink" if paint != "ink" else paint, 1
                )
            )
        shapes += self._at_limit(curve, frame, paint)
        shapes += self._curve_labels(curve, frame, paint)
        box = f"0 0 {CURVE_BOX[0]} {CURVE_BOX[1]}"
        return Drawing(shapes=tuple(shapes), css="svg", box=box, size="7", alt=curve.title, detail=curve.alt)

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
        for index in trend.breaks:
            x = plain((places.x(index) + places.x(index - 1)) / 2 if index else places.x(0))
            shapes.append(self.pen.upright(x, ("8", plain(TREND_BASE)), "ink-3", 0.7, "1 2"))
        if trend.limit is not None:
            y = places.y(trend.limit.at)
            shapes.append(self.pen.line(("1", "91"), (plain(y), plain(y)), "ink", 0.7, "2 1.5"))
            early = [places.y(v) for v in trend.values[: max(len(trend.values) // 2, 1)] if v is not None]
            below = not early or sum(early) / len(early) < y
            shapes.append(self.pen.words("2", plain(y + 8 if below else y - 2.5), trend.limit.label))
        return shapes

    def _figure(self, text: str, y: float, fill: str) -> Shape:
        words = self.pen.words("94", plain(y), text, fill, bold=True)
        return Shape(tag="text", attributes=(*words.attributes, ("font-size", "9.5")), text=text)

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
        fits = x + 6 + LABEL_WIDTH * len(curve.at_limit_label) < CURVE_BOX[0]
        place = (plain(x + 6), "") if fits else (plain(x - 6), "end")
        label = self.pen.words(
            place[0], plain(max(y - 4, CURVE_Y[0] + 7)), curve.at_limit_label, paint, anchor=place[1], bold=True
        )
        return [self.pen.dot(plain(x), plain(y), 3, ring), label]

    def _curve_labels(self, curve: Curve, frame: "_Frame", paint: str) -> list[Shape]:
        """Return the names of both curves, each above the last third of its own."""
        hours = curve.end * 0.72
        y = frame.y(_height(curve.steps, hours)) - 5
        x = min(frame.x(hours), CURVE_X[1] - LABEL_WIDTH * len(curve.label) * 0.7)
        shapes = [self.pen.words(plain(x), plain(max(y, 24)), curve.label, paint, bold=True)]
        if curve.before:
            before_x = frame.x(curve.before_end) + 4
            room = CURVE_X[1] - LABEL_WIDTH * len(curve.before_label) * 0.7
            anchor = "" if before_x < room else "end"
            shapes.append(
                self.pen.words(plain(min(before_x, CURVE_X[1] - 2)), "121.7", curve.before_label, anchor=anchor)
            )
        return shapes


class _Places:
    """Places of one trend's periods and values."""

    def __init__(self, trend: Trend) -> None:
        known = [v for v in (*trend.values, *trend.lows, *trend.highs) if v is not None]
        if trend.limit is not None:
            known.append(trend.limit.at)
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

    def stairs(self, steps: tuple[tuple[float, float], ...], end: float) -> str:
        """Return path data of a curve that starts with all waiting."""
        out = [f"M{plain(self.x(0))} {plain(self.y(1))}"]
        for hours, share in steps:
            out.append(f"H{plain(self.x(hours))}V{plain(self.y(share))}")
        if not steps or end > steps[-1][0]:
            out.append(f"H{plain(self.x(end))}")
        return "".join(out)


def _height(steps: tuple[tuple[float, float], ...], hours: float) -> float:
    """Return the share still waiting at ``hours``."""
    return next((share for at, share in reversed(steps) if at <= hours), 1.0)


def _finding(tone: Tone) -> str:
    return tone if tone in ("bad", "good") else "ink"
