"""What a client's levels earn or ask for, and what of it was recorded (P03.3, P04.13-14, P04.24-25)."""

from reportgen.policy.checks import CheckName
from reportgen.policy.pack import Treatment
from reportgen.render.filters import NO_FIGURE
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Record, as_day
from reportgen.render.views.clauses import clauses


def treatments(book: Book, client: str) -> TableSection | None:
    """Return the measures of a client's levels, or None where no policy has any for them."""
    asked = [
        (row.pack, row.level, one)
        for row in book.grades_of(client)
        for one in book.packs[row.pack].treatments
        if row.level and one.level == row.level
    ]
    if not asked:
        return None
    lang = book.lang
    known, team = book.granted.get(client, []), str(book.clients[client].get("account_team") or "")
    lacking = [one for _, _, one in asked if one.must and one.measures and not _given(book, one, known)]
    return TableSection(
        heading=Heading(
            title=lang.say(
                "Measures of its levels: {count}, {lacking} of them not recorded",
                count=len(asked),
                lacking=len(lacking),
            )
            if book.records_read("measures")
            else lang.say("Measures of its levels: {count}", count=len(asked)),
            about=lang.rich("what the policies ask for or offer at these levels, and when it was last granted"),
            source=clauses(lang, *(one.clause for _, _, one in asked)),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Level"), width=10),
                Column(label=lang.say("What it asks for")),
                Column(label=lang.say("Clause"), width=12),
                Column(label=lang.say("Recorded"), width=24),
            ),
            rows=tuple(_row(book, f"{pack}:{level}", one, known, team) for pack, level, one in asked),
        ),
    )


def _given(book: Book, one: Treatment, known: list[Record]) -> list[Record]:
    """Return the records that fulfil a treatment at any moment of the period, the latest first."""
    start = book.window.period.start
    own = [
        row
        for row in known
        if row["measure_code"] in one.measures
        and row["given"] is not False
        and (as_day(row["valid_to"]) or start) >= start
    ]
    return sorted(own, key=lambda row: row["granted_at"], reverse=True)


def _row(book: Book, level: str, one: Treatment, known: list[Record], team: str) -> Row:
    """Return what a level asks for; of a clause on teams also who looks after the client (P04.25)."""
    lang = book.lang
    must = "" if one.must else lang.say("may")
    about = one.check is CheckName.TEAM_MISSING and any(row.get("account_team") for row in book.clients.values())
    said = lang.say("team: {team}", team=team) if team else lang.say("no team")
    return Row(
        cells=(
            Cell(text=level),
            Cell(
                text=lang.words(one.treatment),
                note=lang.join(part for part in (must, said if about else "") if part),
            ),
            Cell(text=one.clause, mark="dim"),
            _recorded(book, one, known),
        )
    )


def _recorded(book: Book, one: Treatment, known: list[Record]) -> Cell:
    lang, found = book.lang, _given(book, one, known)
    if found:
        day = as_day(found[0]["granted_at"])
        return Cell(text=f"{day:%Y-%m-%d}", note=found[0]["degree"])
    if not one.measures:
        return Cell(text=NO_FIGURE, mark="dim")
    if not book.records_read("measures"):
        return Cell(badge=Badge(lang.say("no data"), "none"))
    return Cell(badge=Badge(lang.say("not recorded"), "bad" if one.must else "same"))
