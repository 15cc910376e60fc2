"""Control charts of complaints by category: months before, months of the period, and their limits."""

from itertools import groupby

from reportgen.model.pattern_frames import ALL_CATEGORIES
from reportgen.model.text import msg
from reportgen.render.filters import number
from reportgen.render.viewmodel import Badge, Rich, Tick, Tone
from reportgen.render.viewmodel_patterns import Control, ControlPoint
from reportgen.render.views.axes import step
from reportgen.render.views.book import Book, Record

_CHARTS = 6
_FEWEST = 3
"""Fewer months draw no chart."""
_TONES: dict[str, Tone] = {"high": "bad", "low": "good"}


def controls(book: Book, level: str, one: str) -> tuple[Control, ...]:
    """Return charts of the sum and of the categories beyond noise, then of the most frequent."""
    rows = book.behind("complaint_months", level, one)
    groups = {name: list(group) for name, group in groupby(rows, key=lambda row: row["category"])}
    whole = str(book.window.period)

    def order(name: str) -> tuple[bool, bool, int, str]:
        group = groups[name]
        now = sum(row["count"] for row in group if row["judged"] and row["span"] != whole)
        return name != ALL_CATEGORIES, not any(row["beyond"] for row in group), -now, name

    chosen = sorted(groups, key=order)[:_CHARTS]
    made = (_control(book, name, groups[name]) for name in chosen)
    return tuple(one for one in made if one is not None)


def _control(book: Book, category: str, rows: list[Record]) -> Control | None:
    lang = book.lang
    name = lang.say("All complaints") if category == ALL_CATEGORIES else category or lang.say("not said")
    months = sorted((row for row in rows if len(row["span"]) == len("2026-07")), key=lambda row: row["span"])
    period = str(book.window.period)
    whole = next((row for row in rows if row["span"] == period and row["span"] != months[-1]["span"]), None)
    if len(months) < _FEWEST or all(row["gap"] for row in months):
        return None
    top = max(row["count"] for row in months)
    unit = step(max([top, *(row["high"] for row in months if row["high"] is not None)]), 2)
    high = int(-(-top // unit) * unit)
    said = _said(book, months)
    return Control(
        name=name,
        badge=_badge(book, rows),
        alt=lang.join(said),
        points=tuple(_point(row, words) for row, words in zip(months, said, strict=True)),
        labels=_labels(months),
        top=Tick(float(max(high, unit)), str(max(high, unit))),
        note=_note(book, whole) if whole is not None else _note(book, months[-1]),
    )


def _point(row: Record, said: str) -> ControlPoint:
    limited = row["low"] is not None and row["high"] is not None
    return ControlPoint(
        count=float(row["count"]),
        expected=None if row["expected"] is None else float(row["expected"]),
        low=float(row["low"]) if limited else None,
        high=float(row["high"]) if limited else None,
        judged=bool(row["judged"]),
        tone=_TONES.get(row["beyond"], "same"),
        said=said,
    )


def _labels(months: list[Record]) -> tuple[Tick, ...]:
    """Return the first month, the first of the period and the last, where they have room."""
    judged = next((i for i, row in enumerate(months) if row["judged"]), 0)
    places = [0, judged, len(months) - 1]
    kept = [at for i, at in enumerate(places) if i in (0, 2) or (at - places[0] > 2 and places[2] - at > 2)]  # noqa: PLR2004
    return tuple(Tick(float(at), months[at]["span"][2:]) for at in dict.fromkeys(kept))


def _badge(book: Book, rows: list[Record]) -> Badge:
    lang = book.lang
    found = {row["beyond"] for row in rows}
    if "high" in found:
        return Badge(lang.say("▲ beyond noise"), "bad")
    if "low" in found:
        return Badge(lang.say("▼ beyond noise"), "good")
    return Badge(lang.say("≈ within noise"), "same")


def _note(book: Book, row: Record) -> Rich:
    lang = book.lang
    if row["expected"] is None or row["high"] is None:
        return lang.rich(
            "{span}: **{count}**; {gap}", span=row["span"], count=row["count"], gap=lang.gap(row["gap"])
        )
    return lang.rich(
        "{span}: **{count}**, expected {expected}, noise {low}–{high}",
        span=row["span"],
        count=row["count"],
        expected=number(row["expected"], 1),
        low=row["low"],
        high=row["high"],
    )


def _said(book: Book, months: list[Record]) -> list[str]:
    """Return each month in words."""
    lang = book.lang
    words = {
        "": msg("{month} {count} (noise {low} to {high})"),
        "high": msg("{month} {count} (noise {low} to {high}, above)"),
        "low": msg("{month} {count} (noise {low} to {high}, below)"),
    }
    said = []
    for row in months:
        pattern = words[row["beyond"]] if row["high"] is not None else msg("{month} {count}")
        values = {"month": row["span"], "count": row["count"], "low": row["low"], "high": row["high"]}
        said.append(lang.say(pattern, **values))
    return said
