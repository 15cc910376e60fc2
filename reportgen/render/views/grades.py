"""Levels, their moves, why they moved, and the movement matrix."""

from collections import Counter
from fractions import Fraction

from reportgen.model.text import msg
from reportgen.policy.pack import Grading, Pack, Part
from reportgen.render.filters import NO_FIGURE, number, wan
from reportgen.render.viewmodel import Axis, Grade, GradeMove, GradeTile, Heading, Rich, Step, Tick
from reportgen.render.viewmodel_sections import (
    Matrix,
    MatrixCell,
    Mover,
    Movers,
    Waterfall,
    WaterfallRow,
)
from reportgen.render.views.axes import step, ticks
from reportgen.render.views.book import Book, GradeRow, Record
from reportgen.render.views.clauses import clauses

_STEPS: tuple[Step, ...] = ("a", "b", "c", "d")
CLASSES = ("not_rerated", "unrated", "withdrawn", "lost")
"""Columns of the matrix beside the levels."""
CLASS_WORDS = {
    "not_rerated": msg("not re-rated"),
    "unrated": msg("unrated"),
    "withdrawn": msg("withdrawn"),
    "lost": msg("lost"),
    "new": msg("new"),
}
CLASS_SIGNS = {
    "not_rerated": msg("old"),
    "unrated": msg("—"),
    "withdrawn": msg("wd"),
    "lost": msg("x"),
    "new": msg("new"),
}
"""Message ids of the one-character signs of a class."""


def step_of(pack: Pack, level: str) -> Step:
    """Return the lightness of a level: the best is darkest, the worst lightest."""
    if pack.grading is None or not level:
        return "none"
    last = len(pack.grading.bands) - 1
    place = pack.grading.rank(level) - 1
    return _STEPS[min(3, round(3 * place / last))] if last else "a"


def tile(book: Book, row: GradeRow) -> Grade:
    """Return the level in force: a letter, 否 for a veto, or the sign of its class."""
    pack = book.packs[row.pack]
    if row.vetoed and row.transition != "not_rerated":
        return Grade(book.lang.say("veto"), "veto")
    if row.transition in {"lost", "unrated", "withdrawn"} or not row.level:
        sign = CLASS_SIGNS.get(row.transition, "—")
        return Grade(book.lang.say(sign), "none")
    return Grade(row.level, step_of(pack, row.level))


def move(book: Book, row: GradeRow) -> GradeMove:
    """Return the level before and now; before only where it differs."""
    after = tile(book, row)
    if row.transition == "new":
        return GradeMove(before=Grade(book.lang.say(CLASS_SIGNS["new"]), "none"), after=after)
    if row.transition == "not_rerated":
        return GradeMove(before=Grade(row.previous_level, "was"), after=Grade(book.lang.say("old"), "none"))
    if not row.previous_level or row.transition == "same":
        return GradeMove(after=after)
    return GradeMove(before=Grade(row.previous_level, "was"), after=after)


def points_of(book: Book, pack_id: str, value: Fraction | None) -> str:
    """Return a score as it is printed: points, or an amount for a pack graded by money."""
    grading = book.packs[pack_id].grading
    if value is None or grading is None:
        return NO_FIGURE
    if grading.basis == "measure" and (grading.measure or "").startswith("trade.sales"):
        return wan(value)
    return number(value, grading.places)


def points_unit(book: Book, pack_id: str) -> str:
    """Return the unit of a pack's score."""
    grading = book.packs[pack_id].grading
    by_money = (
        grading is not None and grading.basis == "measure" and (grading.measure or "").startswith("trade.sales")
    )
    return book.lang.say("CNY 10k") if by_money else book.lang.say("points")


def grade_tiles(book: Book, client: str) -> tuple[GradeTile, ...]:
    """Return a client's levels for the head of the page."""
    return tuple(
        GradeTile(
            name=f"{row.pack} {book.lang.words(book.packs[row.pack].title)}",
            move=move(book, row),
            line=line(book, row),
        )
        for row in book.grades_of(client)
    )


def line(book: Book, row: GradeRow) -> Rich:
    """Return the words under a level: score before and now, or why there is none."""
    lang, unit = book.lang, points_unit(book, row.pack)
    if row.gap == "HIDDEN":
        return lang.rich("score not shown to this audience")
    if row.transition == "not_rerated":
        return lang.rich("due, not re-rated; level of {day}", day=row.graded_on)
    if row.transition == "lost":
        return lang.rich("no longer a client")
    if row.score is None:
        return lang.rich("no grading yet")
    now = points_of(book, row.pack, row.score)
    verdict = _pass_word(book, row)
    if row.previous_score is None or row.previous_score == row.score:
        return lang.rich("**{now}** {unit}{verdict}", now=now, unit=unit, verdict=verdict)
    before = points_of(book, row.pack, row.previous_score)
    return lang.rich("{before} → **{now}** {unit}{verdict}", before=before, now=now, unit=unit, verdict=verdict)


def _pass_word(book: Book, row: GradeRow) -> str:
    grading = book.packs[row.pack].grading
    if grading is None or grading.pass_level is None or not row.level:
        return ""
    passed = not row.vetoed and grading.rank(row.level) <= grading.rank(grading.pass_level)
    return book.lang.say(", passed") if passed else book.lang.say(", failed")


# ------------------------------------------------------------------ why a score moved
def waterfalls(book: Book, client: str) -> tuple[Waterfall, ...]:
    """Return one waterfall per scorecard whose score moved item by item."""
    found = []
    for row in book.grades_of(client):
        rows = book.contributions.get((client, row.pack), [])
        grading = book.packs[row.pack].grading
        if (
            rows
            and grading
            and grading.basis == "scorecard"
            and row.score is not None
            and row.previous_score is not None
        ):
            found.append(_waterfall(book, row, rows))
    return tuple(found)


def item_name(book: Book, pack_id: str, item: str) -> str:
    """Return an item's words."""
    grading = book.packs[pack_id].grading
    if item == "(rounding)":
        return book.lang.say("rounding")
    if item == "(rules)":
        return book.lang.say("the new version of the rules")
    if grading and grading.scorecard and item in grading.scorecard.items:
        return book.lang.words(grading.scorecard.items[item].name)
    if item == "trade.sales_12m":
        return book.lang.say("sales of 12 months")
    return item


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
    still = len({one["item"] for one in rows if one["kind"] == "client"}) - len({one["item"] for one in moved})
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
    change = number(score - before_at, _places(book, row.pack), sign=True)
    return Waterfall(
        heading=Heading(
            title=_why_title(book, row, moved),
            about=lang.rich(
                "each step adds up to the whole change of {change} points; bold items decide the level",
                change=change,
            ),
            source=_clauses(book, row.pack),
        ),
        items_label=lang.say("Item"),
        axis=_axis(book, row, shown),
        before=Grade(row.previous_level, "was"),
        before_score=number(before_at, _places(book, row.pack)),
        before_at=float(before_at),
        rows=tuple(shown),
        after=tile(book, row),
        after_score=number(score, _places(book, row.pack)),
        after_at=float(score),
        note=because_note(book, row),
    )


def _step(book: Book, row: GradeRow, one: Record, start: float, end: float) -> WaterfallRow:
    places = 2 if one["kind"] == "rounding" or (one["contribution"] * 10).denominator != 1 else 1
    if one["contribution"].denominator == 1:
        places = 0
    before, after = one["points_before"], one["points_after"]
    name = item_name(book, row.pack, one["item"])
    label = book.lang.say("{item} (rules)", item=name) if one["kind"] == "rules" else name
    return WaterfallRow(
        label=label,
        values="" if before is None else f"{_plain(before)} → {_plain(after)}",
        start=start,
        end=end,
        points=number(one["contribution"], places, sign=True),
        decides=one["item"] in row.because and one["kind"] == "client",
    )


def _plain(value: Fraction) -> str:
    return number(value, 0 if value.denominator == 1 else 1 if (value * 10).denominator == 1 else 2)


def _places(book: Book, pack_id: str) -> int:
    grading = book.packs[pack_id].grading
    return grading.places if grading else 0


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


def _clauses(book: Book, pack_id: str) -> str:
    grading = book.packs[pack_id].grading
    if grading is None:
        return ""
    items = grading.scorecard.items.values() if grading.scorecard else ()
    return clauses(book.lang, *(band.clause for band in grading.bands), *(item.clause for item in items))


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


# ------------------------------------------------------------------ who moved
def movers(book: Book, clients: list[str], pack_id: str, *, base: str) -> Movers | None:
    """Return who changed level, worst first, then new, lost and not re-rated clients."""
    if not pack_id:
        return None
    lang = book.lang
    rows = [
        row for one in clients if (row := book.grade(one, pack_id)) and row.transition not in {"same", "unrated"}
    ]
    rows.sort(key=lambda row: (_order(book, row), row.client_id))
    ups, downs = (sum(row.transition == kind for row in rows) for kind in ("up", "down"))
    return Movers(
        heading=Heading(
            title=lang.say("Level changes: {down} down, {up} up", down=downs, up=ups),
            about=lang.rich("{pack}; the items that decide", pack=pack_id),
            source=_clauses(book, pack_id),
        ),
        rows=tuple(
            Mover(
                arrow="down" if row.transition == "down" else "up" if row.transition == "up" else "",
                name=book.short(row.client_id),
                href=f"{base}{book.client_files[row.client_id]}.html",
                move=move(book, row),
                because=because_words(book, row),
            )
            for row in rows
        ),
        empty=lang.say("Nobody changed level."),
    )


def _order(book: Book, row: GradeRow) -> int:
    grading = book.packs[row.pack].grading
    kinds = {"down": 0, "up": 10, "not_rerated": 20, "withdrawn": 21, "new": 22, "lost": 23}
    fall = 0
    if grading and row.transition == "down" and row.level and row.previous_level:
        fall = grading.rank(row.level) - grading.rank(row.previous_level)
    return kinds.get(row.transition, 30) - fall


def because_words(book: Book, row: GradeRow) -> str:
    """Return why a level moved, in a few words."""
    lang = book.lang
    fixed = {
        "new": msg("first grading"),
        "lost": msg("no longer a client"),
        "not_rerated": msg("due, not re-rated"),
        "withdrawn": msg("level revoked"),
        "unrated": msg("never graded"),
    }
    if row.transition in fixed:
        return lang.say(fixed[row.transition])
    names = [item_name(book, row.pack, item) for item in row.because[:2]]
    if not names:
        return lang.say("a veto item fired") if row.vetoed else lang.say("score moved")
    deciding = [
        one
        for one in book.contributions.get((row.client_id, row.pack), [])
        if one["item"] in row.because and one["kind"] == "client"
    ]
    total = sum((one["contribution"] for one in deciding), Fraction(0))
    if row.vetoed or row.because == ("(rules)",) or not total or points_unit(book, row.pack) != lang.say("points"):
        return lang.join(names)
    return f"{lang.join(names)} {number(total, 0 if total.denominator == 1 else 1, sign=True)}"


def matrix(book: Book, clients: list[str], pack_id: str) -> Matrix | None:
    """Return level before × level now with the classes beside, and the sums."""
    pack = book.packs.get(pack_id)
    if pack is None or pack.grading is None:
        return None
    lang = book.lang
    levels = [band.level for band in pack.grading.bands]
    rows = [row for one in clients if (row := book.grade(one, pack_id))]
    counts = Counter((_from(row), _to(row)) for row in rows)
    columns = [*levels, *(c for c in CLASSES if any(to == c for _, to in counts))]
    origins = [*levels, *(c for c in ("new", "unrated") if any(origin == c for origin, _ in counts))]
    body = [
        (
            _label(book, origin),
            (
                *(_cell(pack.grading, origin, to, counts) for to in columns),
                _sum(sum(n for (o, _), n in counts.items() if o == origin)),
            ),
        )
        for origin in origins
    ]
    foot = tuple(_sum(sum(n for (_, t), n in counts.items() if t == to)) for to in columns)
    body.append((lang.say("Total"), (*foot, _sum(len(rows)))))
    ups, downs = (sum(row.transition == kind for row in rows) for kind in ("up", "down"))
    return Matrix(
        heading=Heading(
            title=lang.say("Movement of levels: {up} up, {down} down", up=ups, down=downs),
            about=lang.rich("{pack}, clients; rows before, columns now; above the diagonal: worse", pack=pack_id),
            source=_clauses(book, pack_id),
        ),
        columns=(*(_label(book, column) for column in columns), lang.say("Total")),
        rows=tuple(body),
        note=_rules_note(book, rows),
    )


def _from(row: GradeRow) -> str:
    if row.transition in {"new", "unrated"}:
        return row.transition
    return row.previous_level or "unrated"


def _to(row: GradeRow) -> str:
    return row.transition if row.transition in CLASSES else row.level


def _label(book: Book, name: str) -> str:
    return book.lang.say(CLASS_WORDS[name]) if name in CLASS_WORDS else name


def _cell(grading: Grading, origin: str, to: str, counts: "Counter[tuple[str, str]]") -> MatrixCell:
    count = counts[origin, to]
    levels = {band.level for band in grading.bands}
    if not count:
        return MatrixCell("·", "zero")
    if origin not in levels or to not in levels:
        return MatrixCell(str(count), "other")
    worse = grading.rank(to) - grading.rank(origin)
    return MatrixCell(str(count), "same" if not worse else "down" if worse > 0 else "up")


def _sum(count: int) -> MatrixCell:
    return MatrixCell(str(count), "sum")


def _rules_note(book: Book, rows: list[GradeRow]) -> Rich:
    by_rules = sum(row.because == ("(rules)",) for row in rows)
    if by_rules:
        return book.lang.rich("{count} moved by the new version of the rules alone", count=by_rules)
    return book.lang.rich("no level moved by a change of rules")


def part_name(book: Book, part: Part) -> str:
    """Return the name of a part of the scorecard."""
    words = {Part.BASE: msg("Base"), Part.PLUS: msg("Plus"), Part.MINUS: msg("Minus"), Part.VETO: msg("Veto")}
    return book.lang.say(words[part])
