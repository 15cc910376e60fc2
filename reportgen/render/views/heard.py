"""What a client said, how it was answered, and what it was told of the improvements that came of it."""

from datetime import date

from reportgen.model.improvements import told_on
from reportgen.render.clean import shown_comment
from reportgen.render.filters import NO_FIGURE, short_day
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Record, as_day
from reportgen.render.views.clauses import clauses
from reportgen.render.views.followed import about, effect, state
from reportgen.render.views.improving import SOURCES, STATES, short, values
from reportgen.render.views.listening import KINDS

_SHOWN = 8
_RAISED, _WORDS = 60, 120
"""Characters of a text in a cell; the whole stands in the data."""


def heard(book: Book, client: str) -> tuple[TableSection, ...]:
    """Return what a client said, with the answers, and what was improved for it and when it was told."""
    found = (_voices(book, client), _told(book, client))
    return tuple(section for section in found if section is not None)


# ------------------------------------------------------------------ what it said
def _voices(book: Book, client: str) -> TableSection | None:
    day, start = book.window.last_day, book.window.period.start
    said = book.feedback_by_client.get(client, [])
    rows = [row for row in said if (on := as_day(row["date"])) and start <= on <= day]
    if not rows:
        return None
    lang = book.lang
    whole = next((row for row in book.behind("feedback", "client", client) if row["kind"] == "(all)"), None)
    waiting = sum(1 for row in rows if not (back := as_day(row["replied_at"])) or back > day)
    rows.sort(key=lambda row: (row["date"], row["feedback_id"]), reverse=True)
    return TableSection(
        heading=Heading(
            title=lang.say(
                "What it said: {count} voices, {waiting} not answered", count=len(rows), waiting=waiting
            ),
            about=lang.rich("opinions, suggestions, interviews, posts and needs of the period"),
            source=clauses(lang, whole["clause"]) if whole else "",
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Day"), width=10),
                Column(label=lang.say("Kind"), width=14),
                Column(label=lang.say("Words")),
                Column(label=lang.say("Answered"), width=14),
                Column(label=lang.say("Improvement"), width=18),
            ),
            rows=tuple(_voice(book, row) for row in rows[:_SHOWN]),
            more=lang.say("{count} more in the data", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
        ),
    )


def _voice(book: Book, row: Record) -> Row:
    lang, kind, back = book.lang, row["kind"], as_day(row["replied_at"])
    known = back is not None and back <= book.window.last_day
    return Row(
        cells=(
            Cell(text=short(as_day(row["date"]))),
            Cell(text=lang.say(KINDS[kind])),
            Cell(text=shown_comment(row["text"], lang.translate, _WORDS) or NO_FIGURE),
            Cell(text=short(back)) if known else Cell(badge=Badge(lang.say("waiting"), "bad")),
            Cell(text=row["action_id"] or NO_FIGURE),
        )
    )


# ------------------------------------------------------------------ what it was told
def _told(book: Book, client: str) -> TableSection | None:
    """Return what the client raised, what changed, the figures before and after, and when it was told."""
    rows, notices = about(book, "client", client), _notices(book, client)
    if not rows and not notices:
        return None
    lang = book.lang
    days = {row["action_id"]: _told_on(book, row, notices) for row in rows}
    others = [one for one in notices if _alone(book, one, days)]
    shown = sum(day is not None for day in days.values())
    return TableSection(
        heading=Heading(
            title=lang.say("Improved for it: {count}, shown to it: {shown}", count=len(rows), shown=shown),
            about=lang.rich(
                "improvements that answer its complaints and feedback; told: the day that a notice, or the list "
                "of improvements, gives"
            ),
            source=clauses(lang, "P11.20"),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("What it raised"), width=24),
                Column(label=lang.say("Improvement")),
                Column(label=lang.say("State"), width=11),
                Column(label=lang.say("Before → after"), width=19),
                Column(label=lang.say("Told on"), width=12),
            ),
            rows=(
                *(_row(book, client, row, days[row["action_id"]]) for row in rows[:_SHOWN]),
                *(_notice(book, one) for one in others),
            ),
            more=lang.say("{count} more in the data", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
        ),
    )


def _notices(book: Book, client: str) -> list[Record]:
    """Return the notices of improvements that the client was sent by the last day."""
    found = [row for row in book.notices.get(client, []) if row["kind"] == "improvement"]
    return [row for row in found if (sent := as_day(row["sent_at"])) and sent <= book.window.last_day]


def _alone(book: Book, one: Record, days: dict[str, date | None]) -> bool:
    """Whether a notice of the period tells of none of these improvements."""
    sent = as_day(one["sent_at"])
    tells = one["action_id"] in days or (not one["action_id"] and sent in days.values())
    return not tells and sent is not None and sent >= book.window.period.start


def _told_on(book: Book, row: Record, notices: list[Record]) -> date | None:
    return told_on(
        book.window.last_day,
        action_id=row["action_id"],
        done=as_day(row["done_at"]),
        shown=as_day(row["shown_to_client_at"]),
        notices=[(one["action_id"], as_day(one["sent_at"])) for one in notices],
    )


def _row(book: Book, client: str, row: Record, day: date | None) -> Row:
    lang, found = book.lang, effect(book, row)
    words, tone = STATES[state(book, row)]
    return Row(
        cells=(
            _raised(book, client, row),
            Cell(text=shown_comment(row["description"], lang.translate, _WORDS), note=row["action_id"]),
            Cell(badge=Badge(lang.say(words), tone)),
            Cell(text=values(row) or NO_FIGURE, note=found.words if found else ""),
            _day(book, day, due=state(book, row) == "done"),
        )
    )


def _raised(book: Book, client: str, row: Record) -> Cell:
    """Return the client's own words that the improvement answers, or what kind of source it has."""
    source = row["source_kind"], row["source_id"]
    said = [
        (one["complaint_id"], one["content"] or one["category"])
        for one in book.complaints_by_client.get(client, [])
        if row["action_id"] == one["action_id"] or source == ("complaint", one["complaint_id"])
    ]
    said += [
        (one["feedback_id"], one["text"])
        for one in book.feedback_by_client.get(client, [])
        if row["action_id"] == one["action_id"] or source == ("feedback", one["feedback_id"])
    ]
    if not said:
        return Cell(text=book.lang.say(SOURCES.get(row["source_kind"], SOURCES[""])), note=row["source_id"])
    name, words = said[0]
    text = shown_comment(str(words), book.lang.translate, _RAISED).replace("\n", " ") or NO_FIGURE
    return Cell(text=text, note=str(name))


def _day(book: Book, day: date | None, *, due: bool) -> Cell:
    if day is not None:
        return Cell(text=short_day(day))
    return Cell(badge=Badge(book.lang.say("not yet"), "bad" if due else "same"))


def _notice(book: Book, one: Record) -> Row:
    """Return a notice about an improvement that no list of improvements holds, or not of this period."""
    day = as_day(one["sent_at"])
    return Row(
        cells=(
            Cell(text=NO_FIGURE, mark="dim"),
            Cell(
                text=shown_comment(one["result"], book.lang.translate, _WORDS) or NO_FIGURE, note=one["notice_id"]
            ),
            Cell(text=NO_FIGURE, mark="dim"),
            Cell(text=NO_FIGURE, mark="dim"),
            _day(book, day, due=False),
        )
    )
