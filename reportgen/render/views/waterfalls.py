"""Why a score moved: item by item, from the score before to the score now."""

from fractions import Fraction

from reportgen.policy.weighting import Weighted
from reportgen.render.filters import number
from reportgen.render.viewmodel import Axis, Grade, Heading, Rich, Tick
from reportgen.render.viewmodel_sections import (
    Waterfall,
    WaterfallRow,
)
from reportgen.render.views.axes import step, ticks
from reportgen.render.views.book import Book, GradeRow, Record
from reportgen.render.views.levels import grading_clauses, item_name, places_of, tile
from reportgen.render.views.measures import printed, unit_of


def waterfalls(book: Book, client: str) -> tuple[Waterfall, ...]:
    """Return one waterfall per scorecard or weighted score that moved item by item."""
    found = []
    for row in book.grades_of(client):
        rows = book.contributions.get((client, row.pack), [])
        grading = book.packs[row.pack].grading
        if (
            rows
            and grading
            and grading.basis in {"scorecard", "weighted"}
            and row.score is not None
            and row.previous_score is not None
        ):
            found.append(_waterfall(book, row, rows))
    return tuple(found)


def _waterfall(book: Book, row: GradeRow, rows: list[Record]) -> Waterfall:
    lang = book.lang
    score, at = row.score or Fraction(0), row.previous_score or Fraction(0)
    moved = [one for one in rows if one["contribution"]]
    moved.sort(
        key=lambda one: (
            one["kind"] == "rounding",
            one["kind"] == "client",
            -abs(one["contribution"]),
            one["item"],
        )
    )
    shown, before_at = [], at
    for one in moved:
        end = at + one["contribution"]
        shown.append(_step(book, row, one, float(at), float(end)))
        at = end
    still = len({one["item"] for one in rows if one["kind"] == "client"} - {one["item"] for one in moved})
    if still > 0:
        shown.append(
            WaterfallRow(
                label=lang.say("{count} other items", count=still),
                values=lang.say("unchanged"),
                start=float(at),
                end=float(at),
                points="0",
            )
        )
    change = number(score - before_at, places_of(book, row.pack), sign=True)
    return Waterfall(
        heading=Heading(
            title=_why_title(book, row, moved),
            about=lang.rich(
                "each step adds up to the whole change of {change} points; bold items decide the level",
                change=change,
            ),
            source=grading_clauses(book, row.pack),
        ),
        items_label=lang.say("Measure (weight)") if _weighted(book, row) else lang.say("Item"),
        axis=_axis(book, row, shown),
        before=Grade(row.previous_level, "was"),
        before_score=number(before_at, places_of(book, row.pack)),
        before_at=float(before_at),
        rows=tuple(shown),
        after=tile(book, row),
        after_score=number(score, places_of(book, row.pack)),
        after_at=float(score),
        note=(*because_note(book, row), *_missing_note(book, row, rows)),
    )


def _step(book: Book, row: GradeRow, one: Record, start: float, end: float) -> WaterfallRow:
    places = 2 if one["kind"] == "rounding" or (one["contribution"] * 10).denominator != 1 else 1
    if one["contribution"].denominator == 1:
        places = 0
    label = _label(book, row, one["item"])
    return WaterfallRow(
        label=book.lang.say("{item} (rules)", item=label) if one["kind"] == "rules" else label,
        values=_values(book, row, one),
        start=start,
        end=end,
        points=number(one["contribution"], places, sign=True),
        decides=one["item"] in row.because and one["kind"] == "client",
    )


def _weighted(book: Book, row: GradeRow) -> Weighted | None:
    grading = book.packs[row.pack].grading
    return grading.weighted if grading else None


def _label(book: Book, row: GradeRow, item: str) -> str:
    """Return an item's name, of a weighted score with its weight."""
    rules, name = _weighted(book, row), item_name(book, row.pack, item)
    if rules is None or item not in rules.items:
        return name
    return book.lang.say(
        "{measure} {weight}%", measure=name, weight=_plain(Fraction(rules.items[item].weight) * 100)
    )


def _values(book: Book, row: GradeRow, one: Record) -> str:
    """Return the points before and now, of a weighted score the measure's values."""
    before, after = one["points_before"], one["points_after"]
    if one["kind"] == "client" and _weighted(book, row) is not None:
        figure = book.figure("client", row.client_id, one["item"])
        unit = unit_of(book.lang, figure.unit)
        old, new = (
            book.lang.gap("NO_DATA") if value is None else printed(book.lang, value, figure.unit, figure.measure)
            for value in (figure.previous, figure.value)
        )
        return f"{old} → {new}{unit}" if unit == "%" else f"{old} → {new}\u00a0{unit}".strip()
    return "" if before is None else f"{_plain(before)} → {_plain(after)}"


def _missing_note(book: Book, row: GradeRow, rows: list[Record]) -> Rich:
    """Return which measures have no figure now, so that the others carry their weight."""
    rules = _weighted(book, row)
    names = [
        item_name(book, row.pack, item)
        for item in (rules.items if rules else ())
        if book.figure("client", row.client_id, item).value is None
    ]
    if not names or not rows:
        return ()
    return book.lang.rich(
        " No figure for {measures}: the others carry the weight.", measures=book.lang.join(names)
    )


def _plain(value: Fraction) -> str:
    return number(value, 0 if value.denominator == 1 else 1 if (value * 10).denominator == 1 else 2)


def _axis(book: Book, row: GradeRow, rows: list[WaterfallRow]) -> Axis:
    """Return an axis around the score's path, with the edge of the better of the two levels."""
    values = [
        float(row.score or 0),
        float(row.previous_score or 0),
        *(r.start for r in rows),
        *(r.end for r in rows),
    ]
    edge = _edge(book, row)
    values += [edge.at] if edge else []
    low, high = min(values), max(values)
    room = max(2.0, (high - low) * 0.15)
    low, high = low - room, high + room
    width = high - low
    unit = step(width, 5)
    marks = ticks(int(low // unit + 1) * unit, int(high), unit)
    near = [tick for tick in marks if edge is None or abs(tick.at - edge.at) > width * 0.09]
    return Axis(low=low, high=high, ticks=tuple(near), line=edge, shade="above" if edge else "")


def _edge(book: Book, row: GradeRow) -> Tick | None:
    grading = book.packs[row.pack].grading
    if grading is None or not row.level:
        return None
    levels = [level for level in (row.level, row.previous_level) if level]
    best = min(levels, key=grading.rank)
    band = grading.bands[grading.rank(best) - 1]
    return None if band.lower is None else Tick(float(band.lower), f"{band.level} {band.lower.normalize():f}")


def _why_title(book: Book, row: GradeRow, moved: list[Record]) -> str:
    lang = book.lang
    names = [item_name(book, row.pack, item) for item in row.because]
    if row.vetoed and names:
        return lang.say("{pack}: vetoed by {items}", pack=row.pack, items=lang.join(names))
    if row.transition in {"up", "down"} and names:
        return lang.say(
            "{pack}: {items} decide the move from {before} to {after}",
            pack=row.pack,
            items=lang.join(names[:3]),
            before=row.previous_level,
            after=row.level,
        )
    if not moved:
        return lang.say("{pack}: every item as before", pack=row.pack)
    top = item_name(book, row.pack, moved[0]["item"])
    return lang.say("{pack}: level {level} holds; {item} moved most", pack=row.pack, level=row.level, item=top)


def because_note(book: Book, row: GradeRow) -> Rich:
    """Return what the level would be without the deciding items."""
    lang = book.lang
    if row.because == ("(rules)",):
        return lang.rich(
            "the level moves by the new version of the rules alone; the client's facts did not change it"
        )
    names = [item_name(book, row.pack, item) for item in row.because]
    if row.vetoed and names:
        return lang.rich("**{items}** fails the card whatever its points", items=lang.join(names))
    if row.transition in {"up", "down"} and names:
        return lang.rich(
            "had **{items}** not changed, the level would still be {level}",
            items=lang.join(names),
            level=row.previous_level,
        )
    return ()
