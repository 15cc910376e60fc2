"""Visits of the period: how often, what came of them, and what the visitors wrote (P19.31, P19.36)."""

from reportgen.render.clean import shown_comment
from reportgen.render.filters import NO_FIGURE, number, short_day
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Record, as_day
from reportgen.render.views.book import records as rows_of
from reportgen.render.views.clauses import clauses
from reportgen.render.views.measures import worded

_SHOWN = 8
_WORDS = 120
"""Characters of an evaluation; the whole stands in the exports."""


def visits(book: Book, level: str, one: str) -> TableSection | None:
    """Return the visits of the company or an office: those to offices first, then the latest; None without any."""
    rows = [
        row for row in rows_of(book.results.facts.visits) if _here(book, row) and one in ("", row["office_id"])
    ]
    if not rows:
        return None
    lang = book.lang
    rows.sort(key=lambda row: (row["client_id"] != "", -row["visited_on"].toordinal(), row["visit_id"]))
    scored = any(row["result_score"] is not None for row in rows[:_SHOWN])
    written = sum(bool(row["evaluation"]) for row in rows)
    score = (Column(label=lang.say("Score given"), width=10, align="right"),) if scored else ()
    return TableSection(
        heading=Heading(
            title=_title(book, level, one),
            about=lang.rich(
                "visits of the period, those to the office itself first; {written} of {count} have an evaluation",
                written=written,
                count=len(rows),
            ),
            source=clauses(lang, "P19.31", "P19.35–36"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Day"), width=8),
                Column(label=lang.say("Visited"), width=20),
                Column(label=lang.say("Visitor"), width=16),
                Column(label=lang.say("Solved / found"), width=13, align="right"),
                *score,
                Column(label=lang.say("Evaluation")),
            ),
            rows=tuple(_row(book, row, scored=scored) for row in rows[:_SHOWN]),
            more=lang.say("{count} more in the data", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
        ),
    )


def _here(book: Book, row: Record) -> bool:
    day = as_day(row["visited_on"])
    return day is not None and book.window.period.start <= day <= book.window.last_day


def _title(book: Book, level: str, one: str) -> str:
    """Return the visits per client and the share of problems solved, each with its n."""
    often, effect = (book.figure(level, one, measure) for measure in ("visit.per_client", "visit.effect"))
    return book.lang.say(
        "Visits: {often} (n={clients} clients); problems solved: {effect} (n={found} problems)",
        often=worded(book.lang, often),
        clients=often.n,
        effect=worded(book.lang, effect),
        found=effect.n,
    )


def _row(book: Book, row: Record, *, scored: bool) -> Row:
    lang, day = book.lang, as_day(row["visited_on"])
    whom = book.short(row["client_id"]) if row["client_id"] else book.office_name(row["office_id"])
    counts = [NO_FIGURE if row[name] is None else str(row[name]) for name in ("problems_solved", "problems_found")]
    score = NO_FIGURE if row["result_score"] is None else number(row["result_score"], 1)
    return Row(
        cells=(
            Cell(text=short_day(day) if day else NO_FIGURE),
            Cell(text=whom, mark="" if row["client_id"] else "strong"),
            Cell(text=row["visitor_role"] or NO_FIGURE),
            Cell(text=" / ".join(counts)),
            *((Cell(text=score),) if scored else ()),
            Cell(text=shown_comment(row["evaluation"], lang.translate, _WORDS) or NO_FIGURE),
        )
    )
