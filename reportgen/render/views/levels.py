"""Levels as tiles, the words under them, and the names of what decides them."""

from fractions import Fraction

from reportgen.model.text import msg
from reportgen.policy.pack import Pack, Part
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Grade, GradeMove, GradeTile, Rich, Step
from reportgen.render.views import money
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.clauses import clauses
from reportgen.render.views.names import named

_FORMAL = ("管理制度", "管理办法", "制度", "办法")
_STEPS: tuple[Step, ...] = ("a", "b", "c", "d")
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
        return money.amount(book.lang, value)
    return number(value, grading.places)


def points_unit(book: Book, pack_id: str) -> str:
    """Return the unit of a pack's score."""
    grading = book.packs[pack_id].grading
    by_money = (
        grading is not None and grading.basis == "measure" and (grading.measure or "").startswith("trade.sales")
    )
    return money.unit(book.lang) if by_money else book.lang.say("points")


def grade_tiles(book: Book, client: str) -> tuple[GradeTile, ...]:
    """Return a client's levels for the head of the page."""
    return tuple(
        GradeTile(
            name=grade_name(book, row.pack),
            move=move(book, row),
            line=line(book, row),
            address=book.addresses.of("client", client, f"grade:{row.pack}"),
        )
        for row in book.grades_of(client)
    )


def grade_name(book: Book, pack: str) -> str:
    """Return how a pack's level is called in the head of a page."""
    return f"{pack} {_short_title(book.lang.words(book.packs[pack].title))}"


def _short_title(title: str) -> str:
    """Return a policy's title without the word for "policy", for places of a few characters.

    >>> _short_title("客户资信评估管理制度"), _short_title("Client grading")
    ('客户资信评估', 'Client grading')
    """
    for ending in _FORMAL:
        if title.endswith(ending) and len(title) > len(ending):
            return title.removesuffix(ending)
    return title


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
    return named(book, item)


def places_of(book: Book, pack_id: str) -> int:
    """Return the decimals of a pack's score."""
    grading = book.packs[pack_id].grading
    return grading.places if grading else 0


def grading_clauses(book: Book, pack_id: str) -> str:
    """Return the clauses behind a pack's scale and form."""
    grading = book.packs[pack_id].grading
    if grading is None:
        return ""
    items = [item.clause for item in grading.scorecard.items.values()] if grading.scorecard else []
    items += [item.clause for item in grading.weighted.items.values()] if grading.weighted else []
    return clauses(book.lang, *(band.clause for band in grading.bands), *items)


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


def part_name(book: Book, part: Part) -> str:
    """Return the name of a part of the scorecard."""
    words = {Part.BASE: msg("Base"), Part.PLUS: msg("Plus"), Part.MINUS: msg("Minus"), Part.VETO: msg("Veto")}
    return book.lang.say(words[part])
