"""Dimensions of satisfaction, now and before, with intervals, verdicts and what clients wrote."""

from reportgen.render.clean import shown_comment
from reportgen.render.filters import number
from reportgen.render.viewmodel import Axis, Cell, Dots, Heading
from reportgen.render.viewmodel_sections import Dimension, Quote, Satisfaction
from reportgen.render.views.axes import step, ticks
from reportgen.render.views.book import Book, Figure
from reportgen.render.views.clauses import clauses
from reportgen.render.views.complaints import rows_file
from reportgen.render.views.measures import cell, printed, told, verdict_badge, verdict_tone
from reportgen.render.views.names import named
from reportgen.render.views.other_surveys import other_surveys

_QUOTES = 4
INDEXES = ("service_quality.index", "satisfaction.index")
"""Weighted means of the dimensions, below them."""


def dimensions(book: Book) -> tuple[str, ...]:
    """Return the measures of the reference pack's dimensions, the indexes last."""
    reference = book.config.profile.reference.satisfaction or ""
    pack = book.packs.get(reference)
    if pack is None or pack.satisfaction is None:
        return ()
    return (*(f"satisfaction.{code}" for code in pack.satisfaction.dimensions), *INDEXES)


def satisfaction(book: Book, level: str, one: str, peer: tuple[str, str, str] | None) -> Satisfaction | None:
    """Return the section; ``peer`` = (label, level, id) of the mean beside, None hides it."""
    measures = dimensions(book)
    if not measures:
        return None
    lang = book.lang
    figures = [book.figure(level, one, measure) for measure in measures]
    peers = [book.figure(peer[1], peer[2], measure) if peer else Figure(measure=measure) for measure in measures]
    shown = [f for f in figures if f.value is not None or f.previous is not None]
    return Satisfaction(
        heading=Heading(
            title=_title(book, figures),
            about=lang.rich("points 0–100; solid dot now, hollow dot before, line 95 % interval"),
            source=clauses(lang, *(f.source for f in figures)),
        ),
        axis=_axis(figures, peers),
        peer_label=peer[0] if peer else "",
        rows=tuple(_row(book, f, p) for f, p in zip(figures, peers, strict=True)) if shown else (),
        quotes=_quotes(book, level, one),
        quotes_more=_more(book, level, one),
        more_href=rows_file(book, one) if level == "client" else "",
        empty=lang.say("No answers in this period."),
        others=other_surveys(book, level, one),
    )


def _title(book: Book, figures: list[Figure]) -> str:
    lang = book.lang
    worse = [f for f in figures if verdict_tone(f) == "bad"]
    better = [f for f in figures if verdict_tone(f) == "good"]
    if worse:
        one = min(worse, key=lambda f: f.change or 0)
        return lang.say(
            "{name} fell by {points} points, beyond noise",
            name=named(book, one.measure),
            points=number(-(one.change or 0), 1),
        )
    if better:
        one = max(better, key=lambda f: f.change or 0)
        return lang.say(
            "{name} rose by {points} points, beyond noise",
            name=named(book, one.measure),
            points=number(one.change or 0, 1),
        )
    if all(f.value is None for f in figures):
        return lang.say("Satisfaction: no figure in this period")
    return lang.say("Satisfaction: no dimension changed beyond noise")


def _row(book: Book, figure: Figure, peer: Figure) -> Dimension:
    lang = book.lang
    tone = verdict_tone(figure)
    change = (
        Cell()
        if figure.change is None
        else Cell(
            text=number(figure.change, 1, sign=True),
            mark="bad" if tone == "bad" else "good" if tone == "good" else "",
        )
    )
    return Dimension(
        name=named(book, figure.measure),
        source=figure.source,
        before=Cell(text=printed(lang, figure.previous, "points", figure.measure)),
        now=cell(lang, figure),
        change=change,
        badge=verdict_badge(lang, figure) if figure.value is not None else None,
        n=str(figure.n),
        peer=Cell(text=printed(lang, peer.value, "points", peer.measure)),
        dots=Dots(
            now=_float(figure.value),
            low=figure.low,
            high=figure.high,
            before=_float(figure.previous),
            peer=_float(peer.value),
            tone=tone,
            said=told(book.lang, figure),
        ),
        style="total" if figure.measure in INDEXES else "find" if figure.moved else "",
    )


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def _axis(figures: list[Figure], peers: list[Figure]) -> Axis:
    """Return an axis in steps of ten around all marks; limits beyond it are drawn to its edge."""
    values = [float(v) for f in (*figures, *peers) for v in (f.value, f.previous) if v is not None]
    limits = [v for f in figures for v in (f.low, f.high) if v is not None]
    low = max(0.0, min([*values, *(max(v, min(values) - 20) for v in limits)])) if values else 0.0
    high = min(100.0, max([*values, *(min(v, max(values) + 20) for v in limits)])) if values else 100.0
    first, last = int(low // 10) * 10, -int(-high // 10) * 10
    last = max(last, first + 20)
    unit = step(last - first, 6)
    return Axis(
        low=float(first),
        high=float(last),
        ticks=ticks(first, last, unit),
    )


def _own_comments(book: Book, level: str, one: str) -> list[tuple[str, dict[str, object]]]:
    clients = [one] if level == "client" else book.clients_of(one if level == "office" else "")
    found = [(client, row) for client in clients for row in book.comments.get(client, [])]
    return sorted(found, key=lambda pair: (pair[1]["answered_at"], pair[0]), reverse=True)


def _quotes(book: Book, level: str, one: str) -> tuple[Quote, ...]:
    limit = book.config.profile.render_limits.comment_characters
    rows = _own_comments(book, level, one)[: _QUOTES if level == "client" else 2]
    return tuple(
        Quote(
            words=shown_comment(str(row["comment"]), book.lang.translate, limit),
            by=said_by(book, client, row, level),
        )
        for client, row in rows
    )


def said_by(book: Book, client: str, row: dict[str, object], level: str) -> str:
    """Return who wrote a comment when: of a client the person, of an office the client."""
    day = f"{book.local(row['answered_at']):%m-%d}"  # type: ignore[arg-type]
    who = str(row["contact"] or "") if level == "client" else book.short(client)
    return book.lang.join(part for part in (who, day) if part)


def _more(book: Book, level: str, one: str) -> str:
    more = len(_own_comments(book, level, one)) - (_QUOTES if level == "client" else 2)
    if more <= 0:
        return ""
    if level == "client":
        return book.lang.say("{count} more comments on the page {page}", count=more, page=rows_file(book, one))
    return book.lang.say("{count} more comments in the data", count=more)
