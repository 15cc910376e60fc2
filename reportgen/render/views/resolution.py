"""How complaints come in and how they end: channels, resolved, reopened, repeated, and what clients say of it."""

from collections import Counter
from datetime import datetime, time

from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, percent
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Figure, Record
from reportgen.render.views.clauses import clauses
from reportgen.render.views.complaints import unseen
from reportgen.render.views.measures import cell, interval, missing, printed, unit_of, verdict_badge, worded
from reportgen.render.views.names import named

CHANNELS = {
    "hotline": msg("hotline"),
    "email": msg("e-mail"),
    "online": msg("online feedback"),
    "other": msg("other"),
}
_RATED = "complaint.satisfaction"
MEASURES = ("complaint.resolution_rate", "complaint.reopened_rate", "complaint.repeat_rate", _RATED)


def resolution(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return the sections of the company or an office; none without the period's ledger."""
    if not book.results.facts.was_read("complaints", book.window.period):
        return ()
    found = (_ends(book, level, one), _channels(book, level, one))
    return tuple(section for section in found if section is not None)


# ------------------------------------------------------------------ how they end
def _ends(book: Book, level: str, one: str) -> TableSection | None:
    """Return the share resolved, reopened and repeated, and the satisfaction with the handling (P11.6–7)."""
    lang, received = book.lang, book.figure(level, one, "complaint.count")
    figures = [figure for name in MEASURES if (figure := book.figure(level, one, name)).source]
    if not figures:
        return None
    return TableSection(
        heading=Heading(
            title=_title(book, figures[0]),
            about=lang.rich("of the complaints received in the period, as known on its last day"),
            source=clauses(lang, *(clause for figure in figures for clause in figure.source.split())),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Measure"), width=24),
                Column(label=lang.say("Before"), width=12, align="right"),
                Column(label=lang.say("Now"), width=12, align="right"),
                Column(label=lang.say("Verdict"), width=18),
                Column(label=lang.say("n"), width=14, align="right"),
                Column(label=lang.say("95 % interval")),
            ),
            rows=tuple(_row(book, figure, received) for figure in figures),
        ),
    )


def _title(book: Book, figure: Figure) -> str:
    name = named(book, figure.measure)
    if figure.value is None:
        return book.lang.say("{name}: {reason}", name=name, reason=missing(book.lang, figure))
    return book.lang.say(
        "{name}: {value} of {n} complaints", name=name, value=worded(book.lang, figure), n=figure.n
    )


def _row(book: Book, figure: Figure, received: Figure) -> Row:
    lang = book.lang
    before = NO_FIGURE if figure.previous is None else printed(lang, figure.previous, figure.unit, figure.measure)
    rated = figure.measure == _RATED and received.value
    return Row(
        cells=(
            Cell(text=named(book, figure.measure), note=unit_of(lang, figure.unit)),
            Cell(text=before, mark="dim"),
            cell(lang, figure),
            Cell(badge=_verdict(book, figure)),
            Cell(
                text=str(figure.n),
                note=lang.say("{share} % of the complaints", share=percent(figure.n / received.value))
                if rated and received.value
                else "",
            ),
            Cell(text=interval(lang, figure) or NO_FIGURE, mark="dim"),
        )
    )


def _verdict(book: Book, figure: Figure) -> Badge | None:
    return None if figure.value is None else verdict_badge(book.lang, figure)


# ------------------------------------------------------------------ how they come in
def _channels(book: Book, level: str, one: str) -> TableSection | None:
    """Return the complaints of the period by channel, most frequent first (P11.1)."""
    lang, window, every = book.lang, book.window, book.complaints_of(level, one)
    end = min(window.end, window.as_of)
    start = datetime.combine(window.period.previous.start, time(0), window.zone)
    now = _counted(book, [row for row in every if window.start <= row["received_at"] < end])
    before = _counted(book, [row for row in every if start <= row["received_at"] < window.start])
    if not now:
        return None
    ordered = sorted(now.items(), key=lambda pair: (-pair[1], pair[0]))
    (most, count), whole = ordered[0], now.total()
    return TableSection(
        heading=Heading(
            title=lang.say(
                "{count} of {all} complaints came in by: {channel}", count=count, all=whole, channel=most
            ),
            about=lang.rich("received in the period, by the channel that the ledger gives"),
            source=clauses(lang, "P11.1"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Channel"), width=30),
                Column(label=lang.say("Before"), width=14, align="right"),
                Column(label=lang.say("Now"), width=14, align="right"),
                Column(label=lang.say("Share %"), align="right"),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=name),
                        Cell(text=str(before[name]), mark="dim"),
                        Cell(text=str(number)),
                        Cell(text=percent(number / whole)),
                    )
                )
                for name, number in ordered
            ),
        ),
        note=unseen(book, book.figure(level, one, "complaint.count"), whole),
    )


def _counted(book: Book, rows: list[Record]) -> "Counter[str]":
    lang = book.lang
    words = {name: lang.say(said) for name, said in CHANNELS.items()} | {"": lang.say("not said")}
    return Counter(words.get(str(row["channel"]), str(row["channel"])) for row in rows)
