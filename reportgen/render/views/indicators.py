"""Indicators that a policy names without a formula: the value that a pack takes for them, or why none."""

from reportgen.model.measures import definition
from reportgen.policy.pack import NotConfigured, Pack, ValueSource
from reportgen.render.filters import number
from reportgen.render.viewmodel import Badge, Cell
from reportgen.render.views.book import Book
from reportgen.render.views.levels import item_name
from reportgen.render.views.measures import gap_tone, missing, printed, unit_of
from reportgen.render.views.names import named


def indicator(book: Book, client: str, one: NotConfigured) -> Cell:
    """Return the value of an indicator: of a measure, or the points of a scorecard's item of their most."""
    source = one.source
    if source is None:
        return _gap(book, "NOT_CONFIGURED")
    if source.measure is not None:
        return valued(book, client, source.measure)
    return _points(book, client, source)


def valued(book: Book, client: str, measure: str) -> Cell:
    """Return a measure of a client with its n, or why it has no value."""
    lang, figure = book.lang, book.figure("client", client, measure)
    if figure.value is None:
        return Cell(badge=Badge(missing(lang, figure), gap_tone(figure.gap)), address=figure.address)
    unit = figure.unit or definition(measure).unit
    return Cell(
        text=printed(lang, figure.value, unit, measure),
        unit=unit_of(lang, unit),
        note=lang.say("n={n}", n=figure.n),
        address=figure.address,
    )


def taken_from(book: Book, one: NotConfigured) -> str:
    """Return where the pack takes the value of an indicator from, "" where it names nothing."""
    source = one.source
    if source is None:
        return ""
    if source.measure is not None:
        return named(book, source.measure)
    pack, item = source.pack or "", source.item or ""
    return f"{pack} {item} {item_name(book, pack, item) if pack in book.packs else ''}".strip()


def _points(book: Book, client: str, source: ValueSource) -> Cell:
    """Return the points of an item on the card in force, of its most; hidden from who sees no cards."""
    if not book.audience.sees.cards:
        return _gap(book, "HIDDEN")
    earned = {row["item"]: row["points"] for row in book.points.get(client, []) if row["pack"] == source.pack}
    points = earned.get(source.item)
    if points is None:
        return _gap(book, "NO_DATA")
    most = _most(book.packs.get(source.pack or ""), source.item or "")
    return Cell(text=f"{number(points, 0 if points.denominator == 1 else 1)}{most}", unit=book.lang.say("points"))


def _most(pack: Pack | None, item: str) -> str:
    card = pack.grading.scorecard if pack and pack.grading else None
    known = card.items.get(item) if card else None
    return "" if known is None or known.max is None else f"/{known.max}"


def _gap(book: Book, gap: str) -> Cell:
    return Cell(badge=Badge(book.lang.gap(gap), "none"))
