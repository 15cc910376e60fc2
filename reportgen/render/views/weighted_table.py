"""A score of weighted measures, measure by measure: value, weight, points, and what they add up to (P04.23)."""

from fractions import Fraction

from reportgen.model.measures import definition
from reportgen.policy.pack import MeasureRule, NotConfigured, Pack
from reportgen.policy.weighting import Weighted
from reportgen.render.filters import NO_FIGURE, number, percent
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Rich, Row, Run, Table, TableSection
from reportgen.render.views.book import Book, Figure, GradeRow, Record
from reportgen.render.views.changed_levels import rests_on
from reportgen.render.views.clauses import clauses
from reportgen.render.views.indicators import indicator, taken_from
from reportgen.render.views.levels import item_name
from reportgen.render.views.measures import gap_tone, missing, printed, unit_of, worded
from reportgen.render.views.names import named

_WHOLE = 100
_MARGIN = "trade.margin"
_SECTION = "GR2"
"""The section of the reports that a pack's analysis of its score names."""


def weighted_table(book: Book, client: str) -> TableSection | None:
    """Return the items of a client's weighted score.

    None without a score, and where the audience sees no points.
    """
    for row in book.grades_of(client):
        grading = book.packs[row.pack].grading
        lines = {one["item"]: one for one in book.points.get(client, []) if one["pack"] == row.pack}
        if grading and grading.weighted and lines and row.score is not None:
            return _section(book, row, grading.weighted, lines)
    return None


def _section(book: Book, row: GradeRow, rules: Weighted, lines: dict[str, Record]) -> TableSection:
    lang, pack = book.lang, book.packs[row.pack]
    there = {item: lines[item] for item in rules.items if item in lines}
    return TableSection(
        heading=Heading(
            title=lang.say(
                "{pack}: {score} points, level {level}, from {count} of {all} measures",
                pack=row.pack,
                score=_score(row, pack),
                level=row.level,
                count=sum(bool(line["weight"]) for line in there.values()),
                all=len(rules.items),
            ),
            about=lang.rich("weight × points of each measure; their sum is rounded once"),
            source=_clauses(book, pack, rules),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Measure")),
                Column(label=lang.say("Value"), width=20, align="right"),
                Column(label=lang.say("n"), width=8, align="right"),
                Column(label=lang.say("Points"), width=11, align="right"),
                Column(label=lang.say("Weight"), width=16, align="right"),
                Column(label=lang.say("Weighted points"), width=14, align="right"),
            ),
            rows=(
                *(_item(book, row, rules, line) for line in there.values()),
                _total(book, row, pack, there),
                *(_unscored(book, row.client_id, one) for one in pack.not_configured),
            ),
        ),
        note=_notes(book, row, rules, there),
    )


def _clauses(book: Book, pack: Pack, rules: Weighted) -> str:
    asked = [one.clause for one in pack.analyses if one.section == _SECTION]
    weighed = (one.clause for one in rules.items.values())
    beside = (one.clause for one in _beside(pack, rules))
    return clauses(book.lang, *asked, *weighed, *beside, *(one.clause for one in pack.not_configured))


def _score(row: GradeRow, pack: Pack) -> str:
    return NO_FIGURE if row.score is None or pack.grading is None else number(row.score, pack.grading.places)


def _item(book: Book, row: GradeRow, rules: Weighted, line: Record) -> Row:
    item = line["item"]
    figure = book.figure("client", row.client_id, item)
    return Row(
        cells=(
            Cell(text=item_name(book, row.pack, item), note=rules.items[item].clause),
            _value(book, figure, item, line["value"]),
            Cell(text=str(figure.n), mark="dim"),
            Cell(text=NO_FIGURE if line["earned"] is None else number(line["earned"], 1)),
            _weight(Fraction(rules.items[item].weight), line["weight"]),
            Cell(text=number(line["points"], 2) if line["weight"] else NO_FIGURE, mark="strong"),
        )
    )


def _value(book: Book, figure: Figure, item: str, value: Fraction | None) -> Cell:
    """Return the value that the score was made from, or why there is none."""
    lang = book.lang
    if value is None:
        return Cell(badge=Badge(missing(lang, figure), gap_tone(figure.gap)), address=figure.address)
    unit = figure.unit or definition(item).unit
    return Cell(text=printed(lang, value, unit, item), unit=unit_of(lang, unit), address=figure.address)


def _weight(policy: Fraction, used: Fraction) -> Cell:
    """Return the policy's weight, and the one used where it is another."""
    if policy == used:
        return Cell(text=f"{_share(used)}%")
    return Cell(text=f"{_share(policy)} → {_share(used)}%")


def _share(weight: Fraction) -> str:
    share = weight * _WHOLE
    return number(share, 0 if share.denominator == 1 else 1)


def _total(book: Book, row: GradeRow, pack: Pack, lines: dict[str, Record]) -> Row:
    address = book.addresses.of("client", row.client_id, f"grade:{row.pack}")
    weights = sum((line["weight"] for line in lines.values()), Fraction(0))
    return Row(
        cells=(
            Cell(text=book.lang.say("Total")),
            Cell(),
            Cell(),
            Cell(),
            Cell(text=f"{_share(weights)}%"),
            Cell(text=_score(row, pack), mark="strong", address=address),
        ),
        style="total",
    )


def _beside(pack: Pack, rules: Weighted) -> list[MeasureRule]:
    """Return the measures that the policy asks for under clauses that weigh nothing."""
    weighed = {one.clause for one in rules.items.values()}
    return [one for one in pack.measures if one.clause not in weighed and one.measure not in rules.items]


def _unweighted(book: Book, client: str, measure: str) -> str:
    """Return a measure without a weight, with its n; of a margin, how many of the orders state it."""
    lang, figure = book.lang, book.figure("client", client, measure)
    orders = book.figure("client", client, "trade.orders").n
    n = lang.say("n={n}", n=figure.n)
    if measure == _MARGIN and orders:
        share = percent(Fraction(figure.n, orders))
        n = lang.say("stated by {n} of {orders} orders, {share}%", n=figure.n, orders=orders, share=share)
    return lang.say("{measure} {value} ({n})", measure=named(book, measure), value=worded(lang, figure), n=n)


def _unscored(book: Book, client: str, one: NotConfigured) -> Row:
    """Return an indicator that the policy names without weight or formula, with the value that the pack takes."""
    nothing = tuple(Cell(text=NO_FIGURE, mark="dim") for _ in range(4))
    note = book.lang.join(part for part in (one.clause, taken_from(book, one)) if part)
    return Row(cells=(Cell(text=book.lang.words(one.name), note=note), indicator(book, client, one), *nothing))


def _notes(book: Book, row: GradeRow, rules: Weighted, lines: dict[str, Record]) -> Rich:
    """Return whose weight the others carry, and what else the policy asks for."""
    beside = [_unweighted(book, row.client_id, one.measure) for one in _beside(book.packs[row.pack], rules)]
    said = book.lang.rich("Without a weight: {measures}", measures=book.lang.join(beside)) if beside else ()
    before, more = _note(book, row, lines), book.lang.sentence((said, rests_on(book, row)))
    return (*before, Run(" "), *more) if before and more else (*before, *more)


def _note(book: Book, row: GradeRow, lines: dict[str, Record]) -> Rich:
    """Return whose weight the others carry."""
    names = [item_name(book, row.pack, item) for item, line in lines.items() if not line["weight"]]
    if not names:
        return ()
    return book.lang.rich(
        "No figure for {measures}: the others carry the weight in their proportions (policy → used).",
        measures=book.lang.join(names),
    )
