"""Complaints told apart: common problems with what clients say of them, and who handled how many."""

from dataclasses import replace

from reportgen.render.clean import shown_comment
from reportgen.render.filters import NO_FIGURE
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Figure, Record
from reportgen.render.views.clauses import clauses
from reportgen.render.views.clock import shown_unit
from reportgen.render.views.measures import cell

_SHOWN = 8
_SAMPLES = 2
_WORDS = 60
"""Characters of a sample; the whole stands in the data."""


def told_apart(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return the sections of the company or an office; none where the policy asks for none of them."""
    rows = book.behind("complaint_groups", level, one)
    found = (_problems(book, level, one, _of(rows, "category")), _handlers(book, _of(rows, "handler")))
    return tuple(section for section in found if section is not None)


def _of(rows: list[Record], by: str) -> list[Record]:
    """Return the groups of one division, the most complaints first, those that are not said last."""
    own = [row for row in rows if row["by"] == by]
    return sorted(own, key=lambda row: (row["group"] == "", -row["count"], row["group"]))


# ------------------------------------------------------------------ common problems
def _problems(book: Book, level: str, one: str, rows: list[Record]) -> TableSection | None:
    """Return the categories with their times and ends, and what clients say (P11.21)."""
    if not rows:
        return None
    lang, samples = book.lang, _samples(book, level, one)
    worst = max(rows, key=_late)
    spoken = any(samples.get(row["group"]) for row in rows[:_SHOWN])
    words = (Column(label=lang.say("In clients' words")),) if spoken else ()
    return TableSection(
        heading=Heading(
            title=_problems_title(book, rows, worst),
            about=lang.rich("complaints of the period by category; open ones count as far as they have waited"),
            source=clauses(lang, rows[0]["clause"], "P11.5–7"),
        ),
        table=Table(
            columns=(Column(label=lang.say("Problem"), width=15), *_columns(book), *words),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=row["group"] or lang.say("not said")),
                        *_cells(book, row),
                        *((Cell(text=samples.get(row["group"], NO_FIGURE), mark="dim"),) if spoken else ()),
                    ),
                    style="find" if row is worst and _late(row) else "",
                )
                for row in rows[:_SHOWN]
            ),
            more=_more(book, len(rows)),
        ),
    )


def _problems_title(book: Book, rows: list[Record], worst: Record) -> str:
    """Return which problem has the most complaints past the limit, or that none has any."""
    lang = book.lang
    late, due = (sum(count or 0 for count in map(one, rows)) for one in (_late, lambda row: row["due"]))
    if not due:
        return lang.say("Common problems: {count} categories", count=len(rows))
    if not late:
        return lang.say("Common problems: none of {due} complaints due was closed late", due=due)
    return lang.say(
        "Common problems: {late} of {due} complaints due were not closed in time, most of them: {category}",
        late=late,
        due=due,
        category=worst["group"] or lang.say("not said"),
    )


def _late(row: Record) -> int:
    return (row["due"] or 0) - (row["on_time"] or 0)


def _samples(book: Book, level: str, one: str) -> dict[str, str]:
    """Return category → the latest words of complaints of the period, as far as the reader may see them."""
    start, end = book.window.start, min(book.window.end, book.window.as_of)
    found: dict[str, list[str]] = {}
    every = [row for row in book.complaints_of(level, one) if start <= row["received_at"] < end]
    for row in sorted(every, key=lambda row: (row["received_at"], row["complaint_id"]), reverse=True):
        words = shown_comment(str(row["content"]), book.lang.translate, _WORDS).replace("\n", " ").strip()
        own = found.setdefault(row["category"], [])
        if words and words not in own and len(own) < _SAMPLES:
            own.append(words)
    return {category: book.lang.say("; ").join(own) for category, own in found.items() if own}


# ------------------------------------------------------------------ who handled them
def _handlers(book: Book, rows: list[Record]) -> TableSection | None:
    """Return the complaints by who handles them (P11.5); none where no name is recorded or may be seen."""
    named = [row for row in rows if row["group"]]
    if not named:
        return None
    lang, unnamed = book.lang, sum(row["count"] for row in rows if not row["group"])
    return TableSection(
        heading=Heading(
            title=lang.say(
                "Handled by {count} people; {unnamed} complaints name nobody", count=len(named), unnamed=unnamed
            ),
            about=lang.rich("their complaints differ in kind and in number: where to look, not who works well"),
            source=clauses(lang, rows[0]["clause"]),
        ),
        table=Table(
            columns=(Column(label=lang.say("Handler"), width=24), *_columns(book)),
            rows=tuple(Row(cells=(Cell(text=row["group"]), *_cells(book, row))) for row in named[:_SHOWN]),
            more=_more(book, len(named)),
        ),
    )


# ------------------------------------------------------------------ both
def _columns(book: Book) -> tuple[Column, ...]:
    say = book.lang.say
    return (
        Column(label=say("Complaints"), width=10, align="right"),
        Column(label=say("In time %"), width=10, align="right"),
        Column(label=say("Half closed in h"), width=13, align="right"),
        Column(label=say("Solved %"), width=8, align="right"),
        Column(label=say("Mark"), width=12, align="right"),
    )


def _cells(book: Book, row: Record) -> tuple[Cell, ...]:
    lang = book.lang
    figures = (
        Figure(
            measure="complaint.handling_on_time",
            value=row["on_time_share"],
            unit="share",
            n=row["due"] or 0,
            gap=row["on_time_gap"],
            provisional=row["provisional"],
        ),
        Figure(
            measure="complaint.handling_hours.p50",
            value=row["handling_p50"],
            unit=shown_unit("complaint.handling_hours.p50", "hours", working=book.clock.working),
            n=row["timed"],
            gap=row["handling_gap"],
            at_least=row["at_least"],
            provisional=row["provisional"],
        ),
        Figure(
            measure="complaint.resolution_rate", value=row["resolution_rate"], unit="share", n=row["count"], gap=""
        ),
        Figure(
            measure="complaint.satisfaction",
            value=row["satisfaction"],
            unit="points",
            n=row["scored"],
            gap=row["satisfaction_gap"],
        ),
    )
    count = Cell(text=str(row["count"]), note=lang.say("{count} clients", count=row["n_clients"]))
    return (count, *(replace(cell(lang, one), note=lang.say("n={n}", n=one.n)) for one in figures))


def _more(book: Book, count: int) -> str:
    return book.lang.say("{count} more in the data", count=count - _SHOWN) if count > _SHOWN else ""
