"""Tiles: a figure, whether its change is real, what it is compared with, its interval, its n, its clause."""

from reportgen.model.text import msg
from reportgen.render.viewmodel import Kpi, Spark
from reportgen.render.views.book import Book, Figure
from reportgen.render.views.clauses import clauses
from reportgen.render.views.clock_words import provisional
from reportgen.render.views.measures import interval, look, printed, unit_of, verdict_badge, verdict_tone
from reportgen.render.views.names import named

CLIENT = (
    "service_quality.index",
    "satisfaction.index",
    "complaint.first_reply_hours.p50",
    "complaint.handling_hours.p50",
    "complaint.first_reply_on_time",
    "trade.sales",
)
OFFICE = (
    "service_quality.index",
    "complaint.first_reply_hours.p50",
    "complaint.first_reply_on_time",
    "satisfaction.index",
)
COMPANY = (
    "service_quality.index",
    "satisfaction.index",
    "complaint.first_reply_hours.p50",
    "complaint.first_reply_on_time",
    "complaint.rate_per_100_orders",
    "trade.sales",
)


def kpis(book: Book, level: str, one: str, measures: tuple[str, ...]) -> tuple[Kpi, ...]:
    """Return one tile per measure; in a row of many the figure before stands among the notes."""
    narrow = len(measures) > len(OFFICE) and level == "client"
    return tuple(_kpi(book, book.figure(level, one, measure), (level, one), narrow=narrow) for measure in measures)


def _kpi(book: Book, figure: Figure, subject: tuple[str, str], *, narrow: bool) -> Kpi:
    lang = book.lang
    points = book.trend(*subject, figure.measure)
    beside = ""
    if figure.previous is not None:
        before = printed(book.lang, figure.previous, figure.unit, figure.measure)
        beside = lang.say("before {value}", value=before)
    elif figure.value is not None:
        beside = lang.say("no figure before")
    said = (interval(lang, figure), count(book, figure), limit(book, figure), provisional(book, figure))
    grown = growths(book, *subject) if figure.measure == "trade.sales" else ()
    notes = (beside if narrow else "", *grown, *said)
    return Kpi(
        name=named(book, figure.measure),
        value=printed(book.lang, figure.value, figure.unit, figure.measure),
        unit=unit_of(lang, figure.unit) if figure.value is not None else "",
        badge=verdict_badge(lang, figure),
        beside="" if narrow else beside,
        spark=Spark(points=points, tone=verdict_tone(figure)) if sum(p is not None for p in points) > 1 else None,
        notes=tuple(note for note in notes if note),
        source=clauses(lang, figure.source),
        address=figure.address,
    )


def growths(book: Book, level: str, one: str) -> tuple[str, ...]:
    """Return the growth of sales on the period before (环比) and the year before (同比), or why there is none."""
    words = {
        "trade.sales_growth.qoq": msg("on the period before {change}"),
        "trade.sales_growth.yoy": msg("on the year before {change}"),
    }
    found = []
    for measure, pattern in words.items():
        figure = book.figure(level, one, measure)
        change = book.lang.gap(figure.gap or "NO_DATA")
        if figure.value is not None:
            change = f"{printed(book.lang, figure.value, figure.unit, measure, sign=True)}%"
        found.append(book.lang.say(pattern, change=change))
    return tuple(found)


def count(book: Book, figure: Figure) -> str:
    """Return what stands behind a figure: n=12 answers."""
    return book.lang.say(look(figure.measure).counts, n=f"{figure.n:,}")


def limit(book: Book, figure: Figure) -> str:
    """Return the time limit that the reference complaint pack sets for a figure."""
    hours = limit_hours(book, figure.measure)
    if hours is None:
        return ""
    if book.clock.working:
        return book.lang.say("limit {hours} working hours", hours=hours)
    return book.lang.say("limit {hours} h", hours=hours)


def limit_hours(book: Book, measure: str) -> str | None:
    """Return the general limit in hours as it is printed, or None."""
    pack = book.packs.get(book.config.profile.reference.complaint or "")
    if pack is None or pack.complaints is None:
        return None
    limits = pack.complaints.limits
    if measure.startswith("complaint.first_reply"):
        return None if limits.first_reply_hours is None else f"{limits.first_reply_hours.normalize():f}"
    if measure.startswith("complaint.handling"):
        return None if limits.handling_hours is None else f"{limits.handling_hours.normalize():f}"
    return None
