"""How long clients wait: Kaplan–Meier curves of first reply and handling, open complaints included."""

from datetime import datetime, time

from reportgen.model.clock import SECOND
from reportgen.model.survival import Curves, curves
from reportgen.model.text import msg
from reportgen.render.filters import number
from reportgen.render.viewmodel import Heading, Rich, Run, Tick
from reportgen.render.viewmodel_sections import Curve, Waiting
from reportgen.render.views.axes import HOURS, step, ticks
from reportgen.render.views.book import Book, Figure, Record
from reportgen.render.views.clauses import clauses
from reportgen.render.views.clock import waited
from reportgen.render.views.clock_words import counted, provisional
from reportgen.render.views.kpis import limit_hours
from reportgen.render.views.measures import printed, verdict_badge, verdict_tone

_HOUR = 3600
_SHOWN = 0.9
"""The axis ends a little after the curve fell by this much, so that one long case does not flatten it."""


def waiting(book: Book, level: str, one: str) -> Waiting | None:
    """Return both curves with their medians, verdicts and the share kept in time."""
    rows = [row for row in book.complaints_of(level, one) if not row["impossible"]]
    lang = book.lang
    drawn = [
        _curve(book, level, one, rows, "first_reply_at", "complaint.first_reply"),
        _curve(book, level, one, rows, "closed_at", "complaint.handling"),
    ]
    return Waiting(
        heading=Heading(
            title=_title(book, level, one),
            about=lang.rich(
                "share of complaints that still wait, by {clock}; solid now, dashed before; "
                "ticks: still open, counted and not dropped",
                clock=counted(book),
            ),
            source=clauses(book.lang, "P11.2, P11.5"),
        ),
        curves=tuple(curve for curve in drawn if curve is not None),
        empty=lang.say("No complaint with usable times in this period."),
    )


def _title(book: Book, level: str, one: str) -> str:
    lang = book.lang
    reply = book.figure(level, one, "complaint.first_reply_hours.p50")
    handling = book.figure(level, one, "complaint.handling_hours.p50")
    words = {
        "up": (msg("First replies clearly slower"), msg("handling clearly slower")),
        "down": (msg("First replies clearly faster"), msg("handling clearly faster")),
    }
    first = words.get(reply.verdict, (msg("First replies: no clear change"), ""))[0]
    second = words.get(handling.verdict, ("", msg("handling: no clear change")))[1]
    if reply.value is None and handling.value is None and not reply.n:
        return lang.say("Response time: no figure in this period")
    return lang.say("{first}; {second}", first=lang.say(first), second=lang.say(second))


def _curve(book: Book, level: str, one: str, rows: list[Record], end: str, measure: str) -> Curve | None:
    lang = book.lang
    window = book.window
    now = _durations(book, rows, end, window.start, window.as_of)
    start = datetime.combine(window.period.previous.start, time(0), window.zone)
    before = _durations(book, rows, end, start, window.start)
    if not now:
        return None
    curve = _drawn(now)
    steps = tuple((seconds / _HOUR, share) for seconds, share in curve.drawn())
    earlier = tuple((seconds / _HOUR, share) for seconds, share in _drawn(before).drawn()) if before else ()
    limit = limit_hours(book, measure)
    figure = book.figure(level, one, f"{measure}_hours.p50")
    right = _right(steps, earlier, limit)
    at_limit = None if limit is None else [share for hours, share in steps if hours <= float(limit)][-1]
    still = [seconds / _HOUR for seconds, done in now if not done]
    title = lang.say("First reply") if end == "first_reply_at" else lang.say("Handling to the close")
    return Curve(
        title=title,
        source=figure.source,
        alt=_alt(book, title, figure, at_limit),
        steps=tuple(pair for pair in steps if pair[0] <= right),
        end=min(right, max(seconds for seconds, _ in now) / _HOUR),
        censored=tuple((hours, _share_at(steps, hours)) for hours in sorted(still) if hours <= right),
        before=tuple(pair for pair in earlier if pair[0] <= right),
        before_end=min(right, max((seconds for seconds, _ in before), default=0) / _HOUR),
        ticks=(marks := ticks(0, int(right), step(right, 6, HOURS))),
        said=tuple(_said(book, steps, tick, len(now)) for tick in marks),
        limit=None if limit is None else Tick(float(limit), lang.say("limit {hours} h", hours=limit)),
        at_limit=at_limit,
        at_limit_label=""
        if at_limit is None
        else lang.say("{share} % still wait at the limit", share=number(at_limit * 100)),
        label=lang.say("now n={n}", n=len(now)),
        before_label=lang.say("before n={n}", n=len(before)) if before else "",
        tone=verdict_tone(figure),
        lines=_lines(book, level, one, figure, measure),
    )


def _durations(
    book: Book, rows: list[Record], end: str, start: datetime, as_of: datetime
) -> list[tuple[int, bool]]:
    """Return (seconds, ended) of the complaints received in [start, as_of), as known at as_of."""
    here = [row for row in rows if start <= row["received_at"] < as_of]
    found = waited(book.clock, here, as_of)
    if end == "first_reply_at":
        return [(one.reply // SECOND, one.replied) for one in found if one.replied or not one.closed]
    return [(one.handling // SECOND, one.dated) for one in found if one.dated or not one.closed]


def _drawn(durations: list[tuple[int, bool]]) -> Curves:
    import numpy as np

    seconds = np.array([one for one, _ in durations], dtype=np.int64)
    ended = np.array([done for _, done in durations], dtype=np.bool_)
    return curves(np.zeros(len(durations), dtype=np.int64), seconds, ended, 1)


def _share_at(steps: tuple[tuple[float, float], ...], hours: float) -> float:
    return [share for at, share in steps if at <= hours][-1]


def _said(book: Book, steps: tuple[tuple[float, float], ...], tick: Tick, n: int) -> str:
    """Return what still waits at a tick of the axis."""
    share = number(_share_at(steps, tick.at) * 100)
    return book.lang.say("{hours} h: {share} % still wait, n={n}", hours=tick.label, share=share, n=n)


def _right(
    steps: tuple[tuple[float, float], ...], before: tuple[tuple[float, float], ...], limit: str | None
) -> float:
    """Return the right edge of the axis, a round number of hours."""
    reach = [hours for hours, share in steps if share > 1 - _SHOWN] + [
        hours for hours, share in before if share > 1 - _SHOWN
    ]
    top = max([*reach, float(limit or 0) * 1.5, 4.0])
    unit = step(top, 6, HOURS)
    return float(-int(-top * 1.05 // unit) * unit)


def _alt(book: Book, title: str, figure: Figure, at_limit: float | None) -> str:
    lang = book.lang
    median = (
        printed(lang, figure.value, "hours", figure.measure) if figure.value is not None else lang.gap(figure.gap)
    )
    if at_limit is None:
        return lang.say("{title}: median {median}, n={n}", title=title, median=median, n=figure.n)
    return lang.say(
        "{title}: median {median}, n={n}, {share} % still wait at the limit",
        title=title,
        median=median,
        n=figure.n,
        share=number(at_limit * 100),
    )


def _lines(book: Book, level: str, one: str, figure: Figure, measure: str) -> tuple[Rich, ...]:
    lang = book.lang
    unsure = provisional(book, figure)
    lines: list[Rich] = [_median(book, figure), *([(Run(unsure),)] if unsure else [])]
    kept = book.figure(level, one, f"{measure}_on_time")
    not_due = book.figure(level, one, "complaint.not_due")
    if kept.value is not None:
        before = (
            ""
            if kept.previous is None
            else lang.say(", before {share} %", share=printed(lang, kept.previous, "share", kept.measure))
        )
        waiting_on = int(not_due.value or 0)
        later = lang.say("; {count} not due yet", count=waiting_on) if waiting_on else ""
        lines.append(
            lang.rich(
                "on time **{share} %** of {n} due{before}{later}",
                share=printed(lang, kept.value, "share", kept.measure),
                n=kept.n,
                before=before,
                later=later,
            )
        )
    closed = book.figure(level, one, f"{measure}_hours.closed_only.p50")
    if closed.value is not None and figure.value is not None and closed.value != figure.value:
        lines.append(
            lang.rich(
                "closed ones alone would give a median of {hours}",
                hours=printed(lang, closed.value, "hours", closed.measure),
            )
        )
    return tuple(lines)


def _median(book: Book, figure: Figure) -> Rich:
    lang = book.lang
    if figure.value is None:
        least = "" if figure.at_least is None else number(figure.at_least, 1)
        return (
            lang.rich("median: more than **{hours}** h", hours=least)
            if least
            else lang.rich("median: {gap}", gap=lang.gap(figure.gap))
        )
    limits = ""
    if figure.low is not None:
        high = number(figure.high, 1) if figure.high is not None else "∞"
        limits = lang.say(" ({low}–{high})", low=number(figure.low, 1), high=high)
    before = (
        ""
        if figure.previous is None
        else lang.say(", before {hours}", hours=printed(lang, figure.previous, "hours", figure.measure))
    )
    badge = verdict_badge(lang, figure)
    verdict = f"  {badge.text}" if badge else ""
    return lang.rich(
        "median **{hours}**{limits}{before}{verdict}",
        hours=printed(lang, figure.value, "hours", figure.measure),
        limits=limits,
        before=before,
        verdict=verdict,
    )
