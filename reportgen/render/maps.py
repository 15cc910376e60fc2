"""Charts that place things: clients by value and service, days of a period by their late replies."""

from dataclasses import dataclass

from reportgen.render.drawing import Drawing, Pen, Shape, plain
from reportgen.render.labels import along, clear, covered, filled, width
from reportgen.render.viewmodel import Tick
from reportgen.render.viewmodel_charts import Calendar, CalendarDay, Quadrant, Standing

QUAD_BOX = 250, 166
QUAD_X = 24, 244
QUAD_Y = 14, 142
MARK = 2.8
NAMED = 14
"""So many clients are named at most; the others say their names when they are pointed at."""
CAL_BOX = 250, 124
CAL_LEFT, CAL_TOP, CAL_RIGHT = 20, 14, 232
PITCH = 15
COLUMNS = 15, 27, 54
"""Weeks of a quarter, of half a year and of a year, each with the days at its ends."""
GAP = 1.2


@dataclass(frozen=True, slots=True)
class Maps:
    """Draws quadrants and calendars with one pen."""

    pen: Pen

    def quadrant(self, quadrant: Quadrant) -> Drawing:
        """Return clients by value and service: ▼ level down, open △ level up, ● unchanged."""
        frame = _Field(quadrant)
        shapes = [*self._field(quadrant, frame), *self._names(quadrant, frame)]
        shapes += self._others(quadrant, frame)
        for one in sorted(quadrant.places, key=lambda place: place.strong):
            if not one.said:
                continue
            x, y = frame.x(one.x), frame.y(one.y)
            shapes.append(self.pen.point((self._mark(one, x, y),), one.said, (x, y - MARK), QUAD_BOX))
        return Drawing.chart(
            shapes, QUAD_BOX, alt=quadrant.alt, detail=quadrant.detail, finding=quadrant.heading.title
        )

    def _field(self, quadrant: Quadrant, frame: "_Field") -> list[Shape]:
        """Return the field, its lines, its edges and the names of its corners."""
        left, right = QUAD_X
        top, bottom = QUAD_Y
        x, y = frame.x(quadrant.x_line), frame.y(quadrant.y_line)
        place = (plain(x), plain(y), plain(right - x), plain(bottom - y))
        edges = f"M{left} {top}H{right}V{bottom}H{left}Z"
        lines = f"M{plain(x)} {top}V{bottom}M{left} {plain(y)}H{right}"
        shapes = [
            self.pen.rect(place, self.pen.painted(fill="wash")),
            self.pen.path(edges, self.pen.painted(fill="none", stroke="line", width=0.5)),
            self.pen.path(lines, self.pen.painted(fill="none", stroke="ink-2", width=0.75)),
        ]
        shapes += [self.pen.words(plain(frame.x(t.at)), "151", t.label, anchor="middle") for t in quadrant.x_ticks]
        shapes += [
            self.pen.words("21", plain(frame.y(t.at) + 2.5), t.label, anchor="end") for t in quadrant.y_ticks
        ]
        shapes.append(self.pen.words("244", "162", quadrant.x_name, anchor="end"))
        shapes.append(self.pen.words("2", "8", quadrant.y_name))
        for i, (left_end, row, name) in enumerate(_corner_names(quadrant, frame)):
            at = (plain(left_end + (width(name) if i % 2 else 0)), plain(row))
            shapes.append(self.pen.words(*at, name, "ink-2", anchor="end" if i % 2 else ""))
        return shapes

    def _others(self, quadrant: Quadrant, frame: "_Field") -> list[Shape]:
        """Return those that say nothing as dots of one path."""
        dots = (f"M{plain(frame.x(one.x))} {plain(frame.y(one.y))}h.01" for one in quadrant.places if not one.said)
        path, paint = "".join(dots), self.pen.painted(fill="none", stroke="ink-3", width=2 * MARK)
        return [self.pen.path(path, (*paint, ("stroke-linecap", "round")))] if path else []

    def _mark(self, one: Standing, x: float, y: float) -> Shape:
        size = MARK * (1.3 if one.strong else 1)
        if one.arrow == "down":
            d = f"M{plain(x - size)} {plain(y - size)}h{plain(2 * size)}l{plain(-size)} {plain(1.8 * size)}z"
            return self.pen.path(d, self.pen.painted(fill="bad"))
        if one.arrow == "up":
            d = f"M{plain(x - size)} {plain(y + size)}h{plain(2 * size)}l{plain(-size)} {plain(-1.8 * size)}z"
            return self.pen.path(d, self.pen.painted(fill="paper", stroke="good", width=1.2))
        return self.pen.dot(plain(x), plain(y), size, self.pen.painted(fill="ink" if one.strong else "ink-3"))

    def _names(self, quadrant: Quadrant, frame: "_Field") -> list[Shape]:
        """Return names beside their marks, the strong ones first; one that would cover something is left out."""
        taken = []
        for one in quadrant.places:
            x, y = frame.x(one.x), frame.y(one.y)
            taken += filled(x - MARK, y + MARK, 2 * MARK)
        for left, row, name in _corner_names(quadrant, frame):
            taken += filled(left, row, width(name))
        x, y = frame.x(quadrant.x_line), frame.y(quadrant.y_line)
        lines = along([(QUAD_X[0], y), (QUAD_X[1], y)]) + along([(x, QUAD_Y[0]), (x, QUAD_Y[1])])
        shapes: list[Shape] = []
        for one in sorted(quadrant.places, key=lambda place: (not place.strong, not place.arrow, place.x)):
            if len(shapes) == NAMED:
                break
            wide = width(one.label)
            spots = _around(frame.x(one.x), frame.y(one.y), wide)
            best = min(spots, key=lambda at: (covered(at, wide, taken), covered(at, wide, lines)), default=None)
            if best is None or covered(best, wide, taken):
                continue
            fill = "ink" if one.strong or one.arrow else "ink-2"
            shapes.append(self.pen.words(plain(best[0]), plain(best[1]), one.label, fill, bold=one.strong))
            taken += filled(*best, wide)
        return shapes

    def calendar(self, calendar: Calendar) -> Drawing:
        """Return a cell a day, darker and with its number where replies were late, and the weekdays' sums."""
        pitch = (CAL_RIGHT - CAL_LEFT) / columns(calendar.weeks)
        shapes = [*self._cells(calendar, pitch), *self._calendar_words(calendar, pitch)]
        return Drawing.chart(
            shapes, CAL_BOX, alt=calendar.alt, detail=calendar.detail, finding=calendar.heading.title
        )

    def _cells(self, calendar: Calendar, pitch: float) -> list[Shape]:
        """Return the days of one shade as one path, and their numbers where they have room."""
        shapes, size = [], pitch - GAP
        for fill in ("line-2", "h2", "h3", "h4"):
            days = [day for day in calendar.days if _shade(calendar, day) == fill]
            if days:
                path = "".join(_cell(day, pitch) for day in days)
                shapes.append(self.pen.path(path, self.pen.painted(fill=fill)))
            numbers = tuple(
                Shape(
                    tag="text", attributes=(("x", plain(x + size / 2)), ("y", plain(y + 9.6))), text=str(day.late)
                )
                for day in days
                if day.late and width(str(day.late)) <= size
                for x, y in [_corner(day, pitch)]
            )
            if numbers:
                ink = self.pen.painted(fill="ink" if fill == "h2" else "paper")
                bold = (("text-anchor", "middle"), ("font-weight", "700"))
                shapes.append(self.pen.group(numbers, (*ink, *bold)))
        return shapes

    def _calendar_words(self, calendar: Calendar, pitch: float) -> list[Shape]:
        shapes = []
        top = max(calendar.sums)
        for row, (name, total) in enumerate(zip(calendar.weekdays, calendar.sums, strict=True)):
            y = plain(CAL_TOP + row * PITCH + 9.6)
            shapes.append(self.pen.words(str(CAL_LEFT - 3), y, name, anchor="end"))
            if total:
                most = total == top
                shapes.append(
                    self.pen.words("249", y, str(total), "ink" if most else "ink-3", anchor="end", bold=most)
                )
        end = -1.0
        for month in calendar.months:
            x = CAL_LEFT + month.at * pitch
            if x > end and x + width(month.label) <= CAL_BOX[0]:
                shapes.append(self.pen.words(plain(x), "9", month.label))
                end = x + width(month.label) + 3
        return shapes


class _Field:
    """Places of one quadrant; what lies beyond its edges is drawn at them."""

    def __init__(self, quadrant: Quadrant) -> None:
        self._x = _edges(quadrant.x_ticks)
        self._y = _edges(quadrant.y_ticks)

    def x(self, value: float) -> float:
        """Return the place of a value."""
        return QUAD_X[0] + (QUAD_X[1] - QUAD_X[0]) * _share(value, self._x)

    def y(self, value: float) -> float:
        """Return the place of a service figure."""
        return QUAD_Y[1] - (QUAD_Y[1] - QUAD_Y[0]) * _share(value, self._y)


def _corner_names(quadrant: Quadrant, frame: _Field) -> list[tuple[float, float, str]]:
    """Return left end, line and name of each corner: at its edge, or at the middle where clients stand there."""
    marks = [
        spot for one in quadrant.places for spot in filled(frame.x(one.x) - MARK, frame.y(one.y) + MARK, 2 * MARK)
    ]
    across = frame.y(quadrant.y_line)
    found = []
    for i, name in enumerate(quadrant.corners):
        wide = width(name)
        left = QUAD_X[1] - 4 - wide if i % 2 else QUAD_X[0] + 4.0
        rows = (QUAD_Y[1] - 4.0, across + 10) if i > 1 else (QUAD_Y[0] + 9.0, across - 4)
        inside = [(left, row) for row in rows if QUAD_Y[0] + 7 < row < QUAD_Y[1]]
        found.append((*clear(inside or [(left, rows[0])], wide, marks), name))
    return found


def _edges(ticks: tuple[Tick, ...]) -> tuple[float, float]:
    return ticks[0].at, ticks[-1].at


def _share(value: float, edges: tuple[float, float]) -> float:
    low, high = edges
    return min(max((value - low) / (high - low), 0), 1) if high > low else 1 / 2


def _corner(day: CalendarDay, pitch: float) -> tuple[float, float]:
    return CAL_LEFT + day.week * pitch, CAL_TOP + day.weekday * PITCH


def columns(weeks: int) -> int:
    """Return for how many weeks a calendar has room: of a quarter, half a year, a year.

    >>> columns(5), columns(14), columns(53)
    (15, 15, 54)
    """
    return next((most for most in COLUMNS if weeks <= most), COLUMNS[-1])


def by_place(calendar: Calendar) -> list[str]:
    """Return what each cell says, week by week from its first row; empty where nothing was late."""
    said = {(day.week, day.weekday): day.said for day in calendar.days}
    return [said.get((week, row), "") for week in range(calendar.weeks) for row in range(len(calendar.weekdays))]


def _shade(calendar: Calendar, day: CalendarDay) -> str:
    darker, darkest = calendar.steps
    if not day.late:
        return "line-2"
    return "h4" if day.late >= darkest else "h3" if day.late >= darker else "h2"


def _cell(day: CalendarDay, pitch: float) -> str:
    x, y = _corner(day, pitch)
    wide = plain(pitch - GAP)
    return f"M{plain(x)} {plain(y)}h{wide}v{plain(PITCH - GAP)}h-{wide}z"


def _around(x: float, y: float, wide: float) -> list[tuple[float, float]]:
    """Return spots for a name around a mark, inside the field, the best first."""
    spots = (
        *((x + 5, y + 2.5), (x - 5 - wide, y + 2.5), (x - wide / 2, y - 5), (x - wide / 2, y + 11)),
        *((x + 4, y - 4), (x + 4, y + 9), (x - 4 - wide, y - 4), (x - 4 - wide, y + 9)),
    )
    return [
        (left, at)
        for left, at in spots
        if QUAD_X[0] + 1 < left < QUAD_X[1] - wide and QUAD_Y[0] + 7 < at < QUAD_Y[1] - 1
    ]
