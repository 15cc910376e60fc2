"""How long open complaints have waited, in multiples of their limit."""

from fractions import Fraction
from typing import Literal

from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Axis, Cell, Column, Heading, Mark, Row, Stack, Table, TableSection
from reportgen.render.views.axes import step, ticks
from reportgen.render.views.book import Book, Record
from reportgen.render.views.clauses import clauses

_ROOT = "../"
_SHOWN = 10
_OTHER = {"no_limit": msg("no limit"), "no_time": msg("times contradict")}
Kind = Literal["within", "past", "far", "none"]


def ageing(book: Book, level: str, one: str, below: list[tuple[str, str]]) -> TableSection | None:
    """Return bars of the ages: a row per office or client below, and the sum; None where nothing is open."""
    whole = book.behind("ageing", level, one)
    count = sum(row["count"] for row in whole)
    if not count:
        return None
    lang = book.lang
    ages = _ages(whole)
    parts = [(kind, name, book.behind("ageing", kind, name)) for kind, name in below]
    rows = sorted((part for part in parts if _sum(part[2])), key=lambda part: (-_weight(part[2], ages), part[1]))
    late = count - _of(whole, ages[0]) - sum(_of(whole, age) for age in _OTHER)
    top = max([_sum(part[2]) for part in rows], default=count)
    axis = Axis(low=0.0, high=max(top * 1.05, 1.0), ticks=ticks(0, top, step(top, 5)))
    shown = [age for age in ages if age not in _OTHER or _of(whole, age)]
    return TableSection(
        heading=Heading(
            title=lang.say(
                "Open complaints: {count}, {late} of them past the limit of handling", count=count, late=late
            ),
            about=lang.rich(
                "open at {day}, by how many times the limit they have waited; "
                "light: within it, framed: past it, dark: the longest class, dashed: no limit",
                day=book.window.last_day,
            ),
            source=clauses(lang, *(row["clause"] for row in whole)),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Client") if level == "office" else lang.say("Office"), width=20),
                Column(label="", axis=axis),
                *(Column(label=_name(book, age), width=9, align="right") for age in shown),
                Column(label=lang.say("Oldest h"), width=10, align="right"),
            ),
            rows=(
                *(_row(book, part, shown) for part in rows[:_SHOWN]),
                _total(book, whole, shown),
            ),
            more=lang.say("{count} more in the data", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
        ),
    )


def _ages(whole: list[Record]) -> list[str]:
    """Return the classes, youngest first, those without an age last."""
    names = [row["age"] for row in whole]
    return sorted(names, key=lambda age: (age in _OTHER, _first(age), age))


def _first(age: str) -> Fraction:
    return Fraction(0) if age in _OTHER else Fraction(age.rstrip("+").partition("-")[0])


def _name(book: Book, age: str) -> str:
    if age in _OTHER:
        return book.lang.say(_OTHER[age])
    low, _, high = age.rstrip("+").partition("-")
    if low == "0":
        return book.lang.say("to {high}×", high=high)
    if not high:
        return book.lang.say("over {low}×", low=low)
    return book.lang.say("{low}–{high}×", low=low, high=high)


def _of(rows: list[Record], age: str) -> int:
    return sum(row["count"] for row in rows if row["age"] == age)


def _sum(rows: list[Record]) -> int:
    return sum(row["count"] for row in rows)


def _weight(rows: list[Record], ages: list[str]) -> int:
    """Return what orders the rows: the oldest classes first."""
    aged = [age for age in ages if age not in _OTHER]
    return sum(_of(rows, age) * 1000**place for place, age in enumerate(aged))


def _kind(age: str, shown: list[str]) -> Kind:
    aged = [one for one in shown if one not in _OTHER]
    if age in _OTHER:
        return "none"
    return "within" if age == aged[0] else "far" if age == aged[-1] else "past"


def _row(book: Book, part: tuple[str, str, list[Record]], shown: list[str]) -> Row:
    level, one, rows = part
    href = ""
    if level == "client":
        name, href = book.short(one), f"{_ROOT}clients/{book.client_files[one]}.html"
    else:
        name, href = book.office_short(one), f"offices/{book.office_files[one]}.html"
    stack = Stack(parts=tuple((float(_of(rows, age)), _kind(age, shown)) for age in shown))
    return Row(cells=(Cell(text=name, href=href), Cell(stack=stack), *_figures(rows, shown)))


def _total(book: Book, rows: list[Record], shown: list[str]) -> Row:
    return Row(cells=(Cell(text=book.lang.say("Together")), Cell(), *_figures(rows, shown)), style="total")


def _figures(rows: list[Record], shown: list[str]) -> tuple[Cell, ...]:
    """Return the counts of the classes and the longest wait."""
    oldest = max((row["oldest_hours"] for row in rows if row["oldest_hours"] is not None), default=None)
    counts = ((_of(rows, age), _kind(age, shown)) for age in shown)
    return (
        *(Cell(text=str(count) if count else "·", mark=_mark(count, kind)) for count, kind in counts),
        Cell(text=NO_FIGURE if oldest is None else number(oldest, 0)),
    )


def _mark(count: int, kind: Kind) -> Mark:
    if not count:
        return "dim"
    return "late" if kind == "far" else "strong" if kind == "past" else ""
