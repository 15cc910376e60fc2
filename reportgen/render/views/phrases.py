"""Clauses that several reports share: figures in words, what is beyond noise, what is next."""

from collections import Counter

from reportgen.model.text import msg
from reportgen.render.filters import number, percent
from reportgen.render.viewmodel import Rich, Run
from reportgen.render.views.actions import Task
from reportgen.render.views.book import Book, Figure
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
    "service_quality.index",
    "satisfaction.index",
    "complaint.handling_hours.p50",
)
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
    figures = [book.figure(level, one, measure) for measure in HEADLINE]
    moved = [f for f in figures if f.moved]
    moved.sort(key=lambda f: verdict_tone(f) != "bad")
    return [book.lang.say(CHANGE_WORDS[f.measure, f.verdict]) for f in moved]


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
    """Return before → now of the headline figures."""
    found = []
    for measure in ("service_quality.index", "complaint.first_reply_hours.p50"):
        figure = book.figure(level, one, measure)
        if figure.value is None or figure.previous is None or figure.change is None:
            continue
        found.append(
            book.lang.rich(
                "{name} {before} → **{now}**{unit}",
                name=named(book, measure),
                before=printed(book.lang, figure.previous, figure.unit, measure),
                now=printed(book.lang, figure.value, figure.unit, measure),
                unit=f" {unit_of(book.lang, figure.unit)}",
            )
        )
    return found


def real(book: Book, level: str, one: str) -> Rich:
    """Return which changes are beyond noise, which are not, and which cannot be told."""
    lang = book.lang
    figures = [book.figure(level, one, measure) for measure in _TESTED]
    moved = [change_words(book, f) for f in figures if f.moved]
    noise = [change_words(book, f) for f in figures if f.verdict == "no_clear_change"]
    few = [named(book, f.measure) for f in figures if f.verdict == "too_few"]
    parts = []
    if moved:
        parts.append(lang.rich("{changes} **beyond noise**", changes=lang.join(moved)))
    if noise:
        parts.append(lang.rich("{changes} **within noise**", changes=lang.join(noise)))
    if few:
        parts.append(lang.rich("{names}: too few to tell", names=lang.join(few)))
    if not parts:
        parts.append(lang.rich("nothing to compare: no tested figure in both periods"))
    return lang.sentence(parts)


def change_words(book: Book, figure: Figure) -> str:
    """Return a figure's name and its change."""
    lang, name = book.lang, named(book, figure.measure)
    if not figure.change:
        return lang.say("{name} unchanged", name=name)
    if figure.unit == "share":
        change = lang.say("{points} pp", points=percent(figure.change, 0, sign=True))
    else:
        change = number(figure.change, 1, sign=True)
    return f"{name} {change}"


def late_replies(book: Book, level: str, one: str) -> list[Rich]:
    """Return how many replies were late and what they were about."""
    lang = book.lang
    found = received(book, waits_at(book, level, one))
    late = [wait for wait in found if wait.reply_late]
    if not found:
        return []
    if not late:
        return [lang.rich("no first reply was late (n={n})", n=len(found))]
    category, most = Counter(w.row["category"] or lang.say("not said") for w in late).most_common(1)[0]
    return [
        lang.rich(
            "**{late} of {n}** first replies late, {most} of them {category}",
            late=len(late),
            n=len(found),
            most=most,
            category=category,
        )
    ]


def following(book: Book, found: list[Task]) -> Rich:
    """Return the first actions in a line."""
    lang = book.lang
    if not found:
        return lang.sentence([lang.rich("nothing is due")])
    shown = list(dict.fromkeys(task.short for task in found))[:3]
    parts: list[Rich] = [(Run(words, "strong" if i == 0 else ""),) for i, words in enumerate(shown)]
    rest = len(found) - len(shown)
    if rest > 0:
        parts.append(lang.rich("{count} more below", count=rest))
    return lang.sentence(parts)
