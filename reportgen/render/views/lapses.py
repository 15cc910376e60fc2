"""Breaches of a policy that are nobody's but the company's or an office's own: no single client's."""

from reportgen.model.finding import Finding
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book
from reportgen.render.views.clauses import clauses

_SHOWN = 10


def lapses(book: Book, office: str) -> tuple[TableSection, ...]:
    """Return the section of an office; of the company ("") all of them, with the office; none without any."""
    found = [one for one in book.results.findings if not one.client_id and office in ("", one.office_id)]
    if not found:
        return ()
    lang = book.lang
    section = TableSection(
        heading=Heading(
            title=lang.say("Breaches of no single client: {count}", count=len(found)),
            about=lang.rich("what the checks of the policies found about plans, records, meetings and the survey"),
            source=clauses(lang, *(one.clause for one in found)),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Clause"), width=12),
                *(Column(label=lang.say("Office"), width=14) for _ in range(not office)),
                Column(label=lang.say("About"), width=24),
                Column(label=lang.say("Breach")),
                Column(label=lang.say("Since"), width=13),
            ),
            rows=tuple(_row(book, one, whole=not office) for one in found[:_SHOWN]),
            more=lang.say("{count} more in the data", count=len(found) - _SHOWN) if len(found) > _SHOWN else "",
        ),
    )
    return (section,)


def _row(book: Book, one: Finding, *, whole: bool) -> Row:
    return Row(
        cells=(
            Cell(text=one.clause, mark="dim"),
            *(Cell(text=book.office_short(one.office_id) if one.office_id else "") for _ in range(whole)),
            Cell(text=one.subject),
            Cell(text=one.what.said(book.lang.translate)),
            Cell(text=one.since),
        )
    )
