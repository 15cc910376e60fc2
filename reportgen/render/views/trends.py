"""Figures over the periods: a gap in the data is a gap in the line."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise

from reportgen.model.measures import definition
from reportgen.model.period import Period
from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE
from reportgen.render.viewmodel import Heading, Rich
from reportgen.render.viewmodel_sections import Trend, Trends
from reportgen.render.views import money
from reportgen.render.views.book import Book
from reportgen.render.views.event_words import marks, told
from reportgen.render.views.kpis import growths
from reportgen.render.views.measures import printed, unit_of, verdict_tone
from reportgen.render.views.names import named
from reportgen.render.views.past import Past

MEASURES = (
    "service_quality.index",
    "satisfaction.index",
    "complaint.first_reply_hours.p50",
    "complaint.handling_hours.p50",
    "complaint.first_reply_on_time",
    "complaint.count",
    "complaint.resolution_rate",
    "trade.sales",
)
_FEWEST = 2
_SCALE = msg("counts and amounts from 0, the others from their lowest to their highest value; band: about 95 %")
_FROM_ZERO = {"count", "yuan"}
_MARKED = msg("dotted line: what happened to the clients behind it")
_PLAIN = msg("a break in the line is a period without a figure; a big dot is a change beyond noise")
_BROKEN = msg(
    "a break in the line is a period without a figure; a big dot is a change beyond noise; "
    "dotted line: a new version of the policy"
)


def trends(book: Book, level: str, one: str) -> Trends | None:
    """Return small charts of the headline figures, or None where there is nothing to compare."""
    charts = {measure: chart for measure in MEASURES if (chart := _trend(book, level, one, measure))}
    if not charts or len(book.periods) < _FEWEST:
        return None
    lang = book.lang
    return Trends(
        heading=Heading(
            title=lang.say(
                "{count} periods, {first} to {last}",
                count=len(book.periods),
                first=book.periods[0],
                last=book.periods[-1],
            ),
            about=_about(book, level, one, charts),
        ),
        charts=tuple(charts.values()),
    )


def _about(book: Book, level: str, one: str, charted: Iterable[str]) -> Rich:
    """Return how the charts are read, and what happened to the clients behind them."""
    lang, happened = book.lang, told(book, level, one)
    policy = any(_changed(book, measure) for measure in charted)
    read = [lang.rich(_SCALE), lang.rich(_BROKEN if policy else _PLAIN)]
    marked = [lang.rich(_MARKED)] if happened and not policy else []
    return lang.sentence([*read, *marked, *happened])


def _trend(book: Book, level: str, one: str, measure: str) -> Trend | None:
    lang = book.lang
    points = book.past(level, one, measure)
    values = tuple(None if point.value is None else float(point.value) for point in points)
    if sum(value is not None for value in values) < _FEWEST:
        return None
    figure = book.figure(level, one, measure)
    scale = 100 if figure.unit == "share" else 1 / money.per(lang) if figure.unit == "yuan" else 1
    shown = [_shown(book, point, figure.unit, measure) for point in points]
    changed, happened = _changed(book, measure), marks(book, level, one)
    said = tuple(f"{period} {word}" for period, word in zip(book.periods, shown, strict=True))
    words = list(said)
    words += [
        lang.say("from {period} under {version}", period=book.periods[i], version=v) for i, v in changed.items()
    ]
    words += [f"{book.periods[i]} {word}" for i, word in happened.items()]
    return Trend(
        name=named(book, measure),
        unit=unit_of(lang, figure.unit),
        alt=lang.join(words),
        first=book.periods[0][2:],
        last=book.periods[-1][2:],
        values=_scaled(values, scale),
        lows=_scaled((point.low for point in points), scale),
        highs=_scaled((point.high for point in points), scale),
        said=said,
        from_zero=figure.unit in _FROM_ZERO,
        latest=NO_FIGURE if values[-1] is None else printed(lang, points[-1].value, figure.unit, measure),
        tone=verdict_tone(figure),
        breaks=tuple(sorted({*changed, *happened})),
        break_labels=tuple(
            lang.join(word for word in (changed.get(i), happened.get(i)) if word)
            for i in sorted({*changed, *happened})
        ),
        note=lang.join(growths(book, level, one)) if measure == "trade.sales" else _note(book, values),
    )


def _scaled(values: Iterable[float | None], scale: float) -> tuple[float | None, ...]:
    return tuple(None if value is None else value * scale for value in values)


def _shown(book: Book, point: Past, unit: str, measure: str) -> str:
    """Return a period's figure with its interval and its n, or why there is none."""
    lang = book.lang
    if point.value is None:
        return lang.gap(point.gap or "NO_DATA")
    value = printed(lang, point.value, unit, measure)
    if point.low is None or point.high is None:
        return lang.say("{value}, n={n}", value=value, n=point.n)
    low, high = (printed(lang, end, unit, measure) for end in (point.low, point.high))
    return lang.say("{value} ({low}–{high}), n={n}", value=value, low=low, high=high, n=point.n)


def _changed(book: Book, measure: str) -> dict[int, str]:
    """Return where the version of the policy behind a measure changed, as index → pack and version."""
    kind = definition(measure).per_pack
    if not kind:
        return {}
    reference = book.config.profile.reference
    name = (reference.satisfaction if kind == "satisfaction" else reference.complaint) or ""
    days = [Period.parse(period).end - timedelta(days=1) for period in book.periods]
    packs = [book.config.pack(name, min(day, book.window.last_day)) for day in days]
    return {
        i: f"{pack.id} {pack.version}"
        for i, (before, pack) in enumerate(pairwise(packs), 1)
        if before is not None and pack is not None and before.version != pack.version
    }


def _note(book: Book, values: tuple[float | None, ...]) -> str:
    known = [value for value in values if value is not None]
    if values[-1] is None or len(known) < 3 or len(set(known)) == 1:  # noqa: PLR2004  # fewer are no run
        return ""
    if values[-1] == max(known):
        return book.lang.say("highest of {count}", count=len(known))
    if values[-1] == min(known):
        return book.lang.say("lowest of {count}", count=len(known))
    return ""
