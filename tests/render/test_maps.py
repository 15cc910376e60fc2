"""Quadrants and calendars as shapes: everything inside, order kept, figures in words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.policy.shipped import shipped
from reportgen.render.drawing import Drawing, Pen, Shape, palette
from reportgen.render.labels import width
from reportgen.render.maps import CAL_BOX, NAMED, QUAD_BOX, QUAD_X, QUAD_Y, Maps, by_place
from reportgen.render.viewmodel import Tick
from reportgen.render.viewmodel_charts import Calendar, CalendarDay, Quadrant, Standing
from tests.render.quarter_maps import LATE_DAYS, STANDING

MAPS = Maps(Pen(palette((shipped("templates") / "tokens.css").read_text("utf-8"))))
figures = st.one_of(
    st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 3).map(float), st.just(80.0), st.just(75.0)
)


def every(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    for shape in shapes:
        yield shape
        yield from every(shape.inside)


def of(shape: Shape) -> dict[str, str]:
    return dict(shape.attributes)


def points(drawing: Drawing) -> list[Shape]:
    return [shape for shape in drawing.shapes if shape.said]


def middle(shape: Shape) -> tuple[float, float]:
    """Where a mark lies."""
    one = of(shape)
    if shape.tag == "circle":
        return float(one["cx"]), float(one["cy"])
    x, y, wide, high = (float(n) for n in re.findall(r"-?[\d.]+", one["d"])[:4])
    return x + wide / 2, y - high


def text_ends(shape: Shape) -> tuple[float, float]:
    one = of(shape)
    x, wide = float(one["x"]), width(shape.text)
    left = x - {"end": wide, "middle": wide / 2}.get(one.get("text-anchor", ""), 0)
    return left, left + wide


def outside(drawing: Drawing, box: tuple[float, float]) -> list[str]:
    """The marks and texts that leave the box."""
    found = []
    for shape in every(drawing.shapes):
        one = of(shape)
        if shape.tag == "text":
            left, right = text_ends(shape)
            inside = left >= -0.5 and right <= box[0] + 0.5 and 0 <= float(one["y"]) <= box[1]
        elif shape.tag == "circle":
            inside = 0 <= float(one["cx"]) <= box[0] and 0 <= float(one["cy"]) <= box[1]
        elif shape.tag == "rect":
            x, y, wide, high = (float(one[name]) for name in ("x", "y", "width", "height"))
            inside = x >= 0 and y >= 0 and x + wide <= box[0] + 0.01 and y + high <= box[1] + 0.01
        else:
            inside = True
        if shape.said:
            where = dict(shape.place)
            room = float(where.get("textLength", min(width(shape.said), box[0] - 2)))
            inside = inside and float(where["x"]) >= 0 and float(where["x"]) + room <= box[0]
            inside = inside and 0 <= float(where["y"]) <= box[1]
        if not inside:
            found.append(str(shape))
    return found


def field(places: list[tuple[float, float]]) -> Quadrant:
    """Clients at places, all with a long name."""
    made = tuple(
        Standing(label=f"客户第{i}号", x=x, y=y, said=f"客户第{i}号：{x:g}，服务 {y:g}，n={i}")
        for i, (x, y) in enumerate(places)
    )
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return replace(
        STANDING,
        places=made,
        x_ticks=(Tick(min(xs), "a"), Tick(max(xs), "b")),
        y_ticks=(Tick(min(ys), "a"), Tick(max(ys), "b")),
        x_line=xs[0],
        y_line=ys[0],
    )


# ------------------------------------------------------------------ quadrant
@given(st.lists(st.tuples(figures, figures), min_size=1, max_size=60))
def test_clients_keep_their_order_and_stay_in_the_field(places: list[tuple[float, float]]) -> None:
    drawing = MAPS.quadrant(field(places))
    at = [middle(shape.inside[0]) for shape in points(drawing)]
    assert len(at) == len(places)
    for (x1, y1), (x2, y2), (a1, b1), (a2, b2) in zip(places, places[1:], at, at[1:], strict=False):
        assert (a1 <= a2) if x1 <= x2 else (a1 >= a2)
        assert (b1 >= b2) if y1 <= y2 else (b1 <= b2)
    assert all(QUAD_X[0] <= x <= QUAD_X[1] and QUAD_Y[0] <= y <= QUAD_Y[1] for x, y in at)
    assert outside(drawing, QUAD_BOX) == []


def test_what_leaves_the_box_would_be_seen() -> None:
    far = Shape(tag="circle", attributes=(("cx", "251"), ("cy", "3"), ("r", "2")))
    long = Shape(tag="text", attributes=(("x", "200"), ("y", "9")), text="一二三四五六七八九十")
    drawing = replace(MAPS.quadrant(STANDING), shapes=(far, long))
    assert len(outside(drawing, QUAD_BOX)) == 2


def names_of(drawing: Drawing, quadrant: Quadrant) -> list[tuple[float, float, float]]:
    """Left, right and line of each client's name."""
    labels = {one.label for one in quadrant.places}
    return [(*text_ends(shape), float(of(shape)["y"])) for shape in drawing.shapes if shape.text in labels]


def collisions(names: list[tuple[float, float, float]]) -> int:
    return sum(
        a[0] < b[1] and b[0] < a[1] and abs(a[2] - b[2]) < 5 for i, a in enumerate(names) for b in names[i + 1 :]
    )


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(60, 95), st.floats(60, 95)), min_size=12, max_size=60))
def test_no_two_names_collide_on_a_crowded_field(places: list[tuple[float, float]]) -> None:
    quadrant = field(places)
    names = names_of(MAPS.quadrant(quadrant), quadrant)
    assert len(names) <= NAMED
    assert collisions(names) == 0


def test_names_that_collide_would_be_seen() -> None:
    assert collisions([(10, 40, 50), (30, 60, 52)]) == 1


def test_sixty_clients_at_one_place_have_few_names_and_sixty_figures() -> None:
    quadrant = field([(80.0, 75.0)] * 60)
    drawing = MAPS.quadrant(quadrant)
    assert len(points(drawing)) == 60
    names = names_of(drawing, quadrant)
    assert 0 < len(names) <= 4
    assert collisions(names) == 0


def test_moves_differ_without_colour() -> None:
    marks = {one.arrow: MAPS.quadrant(replace(STANDING, places=(one,))) for one in STANDING.places}
    tags = {
        move: (points(one)[0].inside[0].tag, of(points(one)[0].inside[0])["class"]) for move, one in marks.items()
    }
    assert tags == {"": ("circle", "f-ink3"), "up": ("path", "f-paper s-good"), "down": ("path", "f-bad")}


def test_those_of_value_that_are_served_badly_are_named_first_and_bold() -> None:
    drawing = MAPS.quadrant(STANDING)
    bold = [shape.text for shape in drawing.shapes if of(shape).get("font-weight") == "700"]
    assert sorted(bold) == sorted(one.label for one in STANDING.places if one.strong)


def test_a_corner_name_gives_way_to_a_client_that_stands_there() -> None:
    free = MAPS.quadrant(replace(STANDING, places=STANDING.places[:1]))
    corner = replace(STANDING.places[0], x=98, y=60.5)
    crowded = MAPS.quadrant(replace(STANDING, places=(corner,)))
    name = STANDING.corners[3]
    (at,), (moved,) = ([of(s)["y"] for s in one.shapes if s.text == name] for one in (free, crowded))
    assert float(moved) < float(at)


# ------------------------------------------------------------------ calendar
def month(counts: list[int], weeks: int) -> Calendar:
    days = tuple(
        CalendarDay(week=i // 7 % weeks, weekday=i % 7, late=n, said=f"{n} of {n + 2}" if n else "")
        for i, n in enumerate(counts)
    )
    sums = tuple(sum(d.late for d in days if d.weekday == row) for row in range(7))
    return replace(
        LATE_DAYS, days=days, weeks=weeks, sums=sums, months=(Tick(0, "7 月"), Tick(weeks - 1, "12 月"))
    )


def shades(drawing: Drawing) -> dict[str, int]:
    """How many days have each shade."""
    paths = [of(shape) for shape in drawing.shapes if shape.tag == "path"]
    return {one["class"]: one["d"].count("M") for one in paths}


def numbers(drawing: Drawing) -> list[str]:
    return [text.text for shape in drawing.shapes if shape.tag == "g" for text in shape.inside]


@given(st.lists(st.integers(0, 999), min_size=1, max_size=60), st.integers(5, 53))
def test_days_stay_in_the_calendar(counts: list[int], weeks: int) -> None:
    assert outside(MAPS.calendar(month(counts, weeks)), CAL_BOX) == []


@given(st.lists(st.integers(0, 30), min_size=35, max_size=35))
def test_every_late_day_has_its_number_and_says_it_at_its_place(counts: list[int]) -> None:
    calendar = month(counts, 5)
    assert sorted(numbers(MAPS.calendar(calendar))) == sorted(str(n) for n in counts if n)
    assert by_place(calendar) == [f"{n} of {n + 2}" if n else "" for n in counts]


def test_a_calendar_whose_weeks_run_the_other_way_would_be_seen() -> None:
    calendar = month([1, 2, *[0] * 33], 5)
    turned = replace(calendar, days=tuple(replace(day, week=4 - day.week) for day in calendar.days))
    assert by_place(turned) != by_place(calendar)


def test_more_late_replies_are_darker_and_the_number_stands_in_the_cell() -> None:
    drawing = MAPS.calendar(month([0, 1, 2, 3, 9], 14))
    assert shades(drawing) == {"f-line2": 1, "f-h2": 1, "f-h3": 1, "f-h4": 2}
    assert numbers(drawing) == ["1", "2", "3", "9"]


def test_a_number_too_wide_for_its_cell_is_said_and_not_drawn() -> None:
    calendar = month([888], 53)
    assert numbers(MAPS.calendar(calendar)) == []
    assert by_place(calendar)[0] == "888 of 890"


def test_the_weekday_with_most_is_bold() -> None:
    bold = [s.text for s in MAPS.calendar(LATE_DAYS).shapes if s.tag == "text" and "font-weight" in of(s)]
    assert bold == ["12"]


def test_maps_say_their_finding_and_every_point_with_its_n() -> None:
    quadrant, calendar = MAPS.quadrant(STANDING), MAPS.calendar(LATE_DAYS)
    assert (quadrant.finding[:2], calendar.finding[:5]) == ("恒达", "迟复 16")
    assert all(re.search(r"n=\d+", shape.said) for shape in points(quadrant))
    assert all(re.search(r"\d+ 起中", said) for said in by_place(LATE_DAYS) if said)


def test_clients_that_say_nothing_are_dots_of_one_path() -> None:
    quiet = replace(STANDING, places=tuple(replace(one, said="") for one in STANDING.places))
    (dots,) = (of(s)["d"] for s in MAPS.quadrant(quiet).shapes if of(s).get("stroke-linecap"))
    assert dots.count("M") == len(quiet.places)
    assert points(MAPS.quadrant(quiet)) == []
