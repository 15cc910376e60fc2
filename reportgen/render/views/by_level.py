"""Whether levels pay off: satisfaction and orders by level (P04.26), and what is known of the market (P04.22)."""

from fractions import Fraction

from reportgen.model.by_level import LevelOutcome, outcomes
from reportgen.model.text import msg
from reportgen.render.clean import shown_comment
from reportgen.render.filters import NO_FIGURE, number, percent
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Record, as_day, records
from reportgen.render.views.clauses import clauses

_SECTION = "SAT7"
"""The analysis that a pack asks for by this name."""
_SHOWN = 10
_WORDS = 160
_TOPICS = {
    "competitor": msg("competitor"),
    "competitors_clients": msg("clients of competitors"),
    "industry_trend": msg("trend of the industry"),
    "need_change": msg("change of needs"),
    "threat": msg("threat"),
}


def by_level(book: Book, clients: list[str]) -> TableSection | None:
    """Return satisfaction and orders by level, of the first pack that asks for it."""
    asked = [
        (pack, one.clause) for pack in book.packs.values() for one in pack.analyses if one.section == _SECTION
    ]
    pack, clause = next(((pack, clause) for pack, clause in asked if pack.grading), (None, ""))
    if pack is None or pack.grading is None:
        return None
    lang, grades = book.lang, book.results.grades
    own = grades[grades["pack"].eq(pack.id) & grades["client_id"].isin(clients)]
    rows = outcomes(book.results.changed, own, [band.level for band in pack.grading.bands])
    if not any(row.clients for row in rows):
        return None
    return TableSection(
        heading=Heading(
            title=lang.say("Satisfaction and orders by level of {pack}", pack=pack.id),
            about=lang.rich(
                "means over the clients that are on the level now, for both periods; n: clients with a figure"
            ),
            source=clauses(lang, clause),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Level"), width=10),
                Column(label=lang.say("Clients"), width=10, align="right"),
                Column(label=lang.say("Satisfaction before"), width=18, align="right"),
                Column(label=lang.say("this period"), width=18, align="right"),
                Column(label=lang.say("Ordering % before"), width=18, align="right"),
                Column(label=lang.say("this period"), align="right"),
            ),
            rows=tuple(_row(book, row) for row in rows),
        ),
    )


def _row(book: Book, row: LevelOutcome) -> Row:
    def points(value: Fraction | None, n: int) -> Cell:
        return Cell(text=NO_FIGURE if value is None else number(value, 1), note=book.lang.say("n={n}", n=n))

    def share(value: Fraction | None, n: int) -> Cell:
        return Cell(text=NO_FIGURE if value is None else percent(value), note=book.lang.say("n={n}", n=n))

    return Row(
        cells=(
            Cell(text=row.level),
            Cell(text=str(row.clients)),
            points(row.before.satisfaction, row.before.n),
            points(row.now.satisfaction, row.now.n),
            share(row.before.ordering, row.before.n_ordering),
            share(row.now.ordering, row.now.n_ordering),
        )
    )


def market(book: Book) -> TableSection | None:
    """Return the period's notes on competitors and their clients, trends, needs and threats."""
    start, day = book.window.period.start, book.window.last_day
    every = records(book.results.facts.records["market_research"])
    rows = [row for row in every if (on := as_day(row["date"])) and start <= on <= day]
    if not rows:
        return None
    lang = book.lang
    rows.sort(key=lambda row: (list(_TOPICS).index(row["topic"]) if row["topic"] in _TOPICS else 9, row["date"]))
    return TableSection(
        heading=Heading(
            title=lang.say("The market: {count} notes", count=len(rows)),
            about=lang.rich(
                "competitors and their clients, trends, needs and threats, as collected in the period"
            ),
            source=clauses(lang, "P04.22"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Topic"), width=18),
                Column(label=lang.say("Note")),
                Column(label=lang.say("Figure"), width=12, align="right"),
                Column(label=lang.say("Source of it"), width=16),
                Column(label=lang.say("Day"), width=10),
            ),
            rows=tuple(_note(book, row) for row in rows[:_SHOWN]),
            more=lang.say("{count} more in the data", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
        ),
    )


def _note(book: Book, row: Record) -> Row:
    lang, topic = book.lang, row["topic"]
    return Row(
        cells=(
            Cell(text=lang.say(_TOPICS[topic]) if topic in _TOPICS else topic),
            Cell(text=shown_comment(row["text"], lang.translate, _WORDS)),
            Cell(text=NO_FIGURE if row["figure"] is None else number(row["figure"], 1), unit=row["unit"]),
            Cell(text=row["source"] or NO_FIGURE, mark="dim"),
            Cell(text=f"{row['date']:%m-%d}"),
        )
    )
