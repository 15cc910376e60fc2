"""Clauses that several reports share: figures in words, what is beyond noise, what is next."""

from collections import Counter

from reportgen.model.text import msg
from reportgen.render.viewmodel import Rich, Run
from reportgen.render.views.actions import Task
from reportgen.render.views.book import Book
from reportgen.render.views.complaints import received, waits_at
from reportgen.render.views.measures import printed, unit_of, verdict_tone, worded
from reportgen.render.views.names import named

_TESTED = (
    "service_quality.index",
    "satisfaction.index",
    "complaint.first_reply_hours.p50",
    "complaint.handling_hours.p50",
    "complaint.first_reply_on_time",
)
HEADLINE = (
    "complaint.first_reply_hours.p50",
    "complaint.first_reply_on_time",
    "service_quality.index",
    "satisfaction.index",
    "complaint.handling_hours.p50",
)
_SHIFTED = ("service_quality.index", "complaint.first_reply_hours.p50")
_FIRST_REPLY, _IN_TIME = "complaint.first_reply_hours.p50", "complaint.first_reply_on_time"
_SHIFTS, _NEXT = 4, 3
"""Most figures of the line "what changed", and most actions of the line "what next"."""
CHANGE_WORDS = {
    ("complaint.first_reply_hours.p50", "up"): msg("first replies clearly slower"),
    ("complaint.first_reply_hours.p50", "down"): msg("first replies clearly faster"),
    ("complaint.handling_hours.p50", "up"): msg("handling clearly slower"),
    ("complaint.handling_hours.p50", "down"): msg("handling clearly faster"),
    ("complaint.first_reply_on_time", "up"): msg("more replies on time"),
    ("complaint.first_reply_on_time", "down"): msg("fewer replies on time"),
    ("service_quality.index", "up"): msg("service quality up"),
    ("service_quality.index", "down"): msg("service quality down"),
    ("satisfaction.index", "up"): msg("satisfaction up"),
    ("satisfaction.index", "down"): msg("satisfaction down"),
}


def capitalised(words: str) -> str:
    """Return words with the first letter large."""
    return words[:1].upper() + words[1:]


def figure_news(book: Book, level: str, one: str) -> list[str]:
    """Return which headline figures moved beyond noise, bad ones first."""
    news = moved_news(book, level, one)
    return [words for bad in (True, False) for is_bad, words in news if is_bad is bad]


def moved_news(book: Book, level: str, one: str) -> list[tuple[bool, str]]:
    """Return whether each headline figure that moved beyond noise is worse, and what it says.

    The share in time says again what the hours of the first reply say, so it speaks where they are silent.
    """
    moved = [figure for figure in (book.figure(level, one, m) for m in HEADLINE) if figure.moved]
    names = {figure.measure for figure in moved}
    told = [f for f in moved if f.measure != _IN_TIME or _FIRST_REPLY not in names]
    return [(verdict_tone(f) == "bad", book.lang.say(CHANGE_WORDS[f.measure, f.verdict])) for f in told]


def satisfaction_line(book: Book, level: str, one: str) -> Rich:
    """Return service quality and satisfaction, or the reason why there is none."""
    lang = book.lang
    service, index = (book.figure(level, one, m) for m in ("service_quality.index", "satisfaction.index"))
    if index.value is None:
        return lang.rich("satisfaction: {gap}", gap=lang.gap(index.gap))
    if service.value is None:
        return lang.rich(
            "satisfaction index **{index}** (n={n})",
            index=printed(book.lang, index.value, "points", index.measure),
            n=index.n,
        )
    return lang.rich(
        "service quality **{service}**, satisfaction index **{index}** (n={n})",
        service=printed(book.lang, service.value, "points", service.measure),
        index=printed(book.lang, index.value, "points", index.measure),
        n=index.n,
    )


def reply_line(book: Book, level: str, one: str) -> Rich:
    """Return the median of the first reply, or that there was no complaint."""
    lang = book.lang
    figure = book.figure(level, one, "complaint.first_reply_hours.p50")
    count = book.figure(level, one, "complaint.count")
    if count.value == 0:
        return lang.rich("no complaints")
    if figure.value is None:
        return lang.rich("first reply, median: {gap}", gap=worded(lang, figure))
    return lang.rich(
        "first reply median **{hours} {unit}** (n={n})",
        hours=printed(book.lang, figure.value, "hours", figure.measure),
        unit=unit_of(lang, figure.unit),
        n=figure.n,
    )


def shifts(book: Book, level: str, one: str) -> list[Rich]:
    """Return before → now of the figures that moved, bad ones first, then of the two that head the page.

    Levels, and no difference: that of two rounded figures would not be the rounded difference.
    """
    lang = book.lang
    figures = [book.figure(level, one, measure) for measure in (*_SHIFTED, *_TESTED)]
    moved = sorted((f for f in figures[len(_SHIFTED) :] if f.moved), key=lambda f: verdict_tone(f) != "bad")
    chosen = {f.measure: f for f in (*moved, *figures[: len(_SHIFTED)])}
    found = []
    for figure in list(chosen.values())[:_SHIFTS]:
        if figure.value is None or figure.previous is None or figure.change is None:
            continue
        measure, unit = figure.measure, unit_of(lang, figure.unit)
        found.append(
            lang.rich(
                "{name} {before} → **{now}**{unit}",
                name=named(book, measure),
                before=printed(lang, figure.previous, figure.unit, measure),
                now=printed(lang, figure.value, figure.unit, measure),
                unit=unit if unit == "%" else f" {unit}",
            )
        )
    return found


def real(book: Book, level: str, one: str) -> Rich:
    """Return which changes are beyond noise, which are not, and which cannot be told."""
    lang = book.lang
    figures = [book.figure(level, one, measure) for measure in _TESTED]
    moved, noise, few = (
        lang.join(named(book, f.measure) for f in figures if f.verdict in verdicts)
        for verdicts in (("up", "down"), ("no_clear_change",), ("too_few",))
    )
    parts = []
    if moved:
        parts.append(lang.rich("the changes of {names} are **beyond noise**", names=moved))
    if noise:
        parts.append(lang.rich("those of {names} are **within noise**", names=noise))
    if few:
        parts.append(lang.rich("{names}: too few to tell", names=few))
    if not parts:
        parts.append(lang.rich("nothing to compare: no tested figure in both periods"))
    return lang.sentence(parts)


def late_replies(book: Book, level: str, one: str) -> list[Rich]:
    """Return how many of the replies that were due came late, as the share in time counts them, and about what."""
    lang = book.lang
    found = received(book, waits_at(book, level, one))
    kept = book.figure(level, one, _IN_TIME)
    late = [wait for wait in found if wait.reply_late]
    if not found or kept.value is None:
        return []
    missed = kept.n - int(kept.value * kept.n)
    if not missed or not late:
        return [lang.rich("no first reply that was due was late (n={n})", n=kept.n)]
    category, most = Counter(w.row["category"] or lang.say("not said") for w in late).most_common(1)[0]
    return [
        lang.rich(
            "**{late} of {n}** first replies due were late, {most} of them {category}",
            late=missed,
            n=kept.n,
            most=most,
            category=category,
        )
    ]


def following(book: Book, found: list[Task], *, named: bool = False) -> Rich:
    """Return the first actions in a line, and how many there are in all; ``named`` says whose they are."""
    lang = book.lang
    if not found:
        return lang.sentence([lang.rich("nothing is due")])
    words = (_short(book, task) if named else task.short for task in found)
    shown = list(dict.fromkeys(words))[:_NEXT]
    parts: list[Rich] = [(Run(one, "strong" if i == 0 else ""),) for i, one in enumerate(shown)]
    if len(found) > len(shown):
        parts.append(lang.rich("{count} in all", count=len(found)))
    return lang.sentence(parts)


def _short(book: Book, task: Task) -> str:
    """Return an action with the client that it is about, where it is about one."""
    if not task.client_id:
        return task.short
    return book.lang.say("{client}: ", client=book.short(task.client_id)) + task.short
