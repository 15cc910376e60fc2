"""What called for an evaluation beside the regular rounds: how much of it has one, and what is left to do."""

from collections import defaultdict

from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, percent
from reportgen.render.viewmodel import Cell, Column, Heading, Rich, Row, Table, TableSection
from reportgen.render.views.book import Book, Record, as_day
from reportgen.render.views.clauses import clauses
from reportgen.render.views.surveyed import TRIGGERS

_TO_DO = {
    "emergency": msg("ask the clients concerned"),
    "important_item": msg("ask the clients concerned"),
    "suggestion": msg("ask the client in a round after suggestions"),
    "complaint": msg("call the client back; the form names the complaint"),
}
"""Trigger → what is to be done, the most pressing first."""
_SHOWN, _NAMED = 8, 2
"""Rows of the list, and subjects named in one of them."""


def evaluations(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return what was evaluated of what called for it, and the list of what was not; none unless a pack asks.

    Source:  P14.8-11: triggers without an evaluation are listed.
    """
    rows = [row for row in book.behind("evaluated", level, one) if row["n"]]
    if not rows:
        return ()
    found = (_shares(book, rows, level) if level != "client" else None, _open(book, level, one))
    return tuple(section for section in found if section is not None)


# ------------------------------------------------------------------ how much
def _shares(book: Book, rows: list[Record], level: str) -> TableSection:
    lang = book.lang
    rows = sorted(rows, key=lambda row: list(_TO_DO).index(row["trigger"]))
    count, done = (sum(row[name] for row in rows) for name in ("n", "evaluated"))
    return TableSection(
        heading=Heading(
            title=lang.say(
                "{done} of {count} complaints, suggestions and events of the period were evaluated",
                done=done,
                count=count,
            ),
            about=lang.rich("by a form of the survey that is about it, or by the ledger's own score"),
            source=clauses(lang, *(row["clause"] for row in rows)),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("What called for it")),
                Column(label=lang.say("Count"), width=12, align="right"),
                Column(label=lang.say("Evaluated"), width=12, align="right"),
                Column(label=lang.say("By a form"), width=12, align="right"),
                Column(label=lang.say("By the ledger"), width=14, align="right"),
                Column(label=lang.say("Share %"), width=12, align="right"),
            ),
            rows=tuple(_share(book, row) for row in rows),
        ),
        note=_unseen(book) if level == "company" else (),
    )


def _share(book: Book, row: Record) -> Row:
    trigger = TRIGGERS[row["trigger"]]
    return Row(
        cells=(
            Cell(text=book.lang.say(trigger)),
            Cell(text=str(row["n"])),
            Cell(text=str(row["evaluated"])),
            Cell(text=str(row["by_form"])),
            Cell(text=str(row["evaluated"] - row["by_form"]) if row["trigger"] == "complaint" else NO_FIGURE),
            Cell(text=NO_FIGURE if row["share"] is None else percent(row["share"])),
        )
    )


def _unseen(book: Book) -> Rich:
    return book.lang.rich("No export lists emergencies for which no round was planned; they are not counted here.")


# ------------------------------------------------------------------ what is left to do
def _open(book: Book, level: str, one: str) -> TableSection | None:
    """Return what has no evaluation, by client and trigger: events first, then most at once, then the oldest."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in _rows(book, level, one):
        if not row["by"]:
            groups[row["trigger"], row["client_id"] or row["subject"]].append(row)
    if not groups:
        return None
    lang, order = book.lang, list(_TO_DO)
    found = sorted(groups.values(), key=lambda own: (order.index(own[0]["trigger"]), -len(own), own[0]["since"]))
    return TableSection(
        heading=Heading(
            title=_open_title(book, level, one, sum(map(len, found))),
            about=lang.rich("no form of the survey and no score of the ledger is about them"),
            source=clauses(lang, *sorted({own[0]["clause"] for own in found})),
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Client"), width=13),
                Column(label=lang.say("What called for it"), width=17),
                Column(label=lang.say("Count"), width=6, align="right"),
                Column(label=lang.say("Which")),
                Column(label=lang.say("Since"), width=7),
                Column(label=lang.say("What to do"), width=25),
            ),
            rows=tuple(_group(book, own) for own in found[:_SHOWN]),
            more=lang.say("{count} more in the data", count=sum(map(len, found[_SHOWN:])))
            if len(found) > _SHOWN
            else "",
        ),
    )


def _open_title(book: Book, level: str, one: str, count: int) -> str:
    """Return how many are left; on a client's own page, which has no table of shares, of how many."""
    if level != "client":
        return book.lang.say("To evaluate: {count}", count=count)
    every = sum(row["n"] for row in book.behind("evaluated", level, one))
    return book.lang.say("To evaluate: {count} of {all} complaints and suggestions", count=count, all=every)


def _rows(book: Book, level: str, one: str) -> list[Record]:
    """Return the triggers of the own clients; of the company also those that are no client's."""
    own = {"client": [one], "office": book.clients_of(one)}.get(level, list(book.clients))
    return [
        *book.behind("evaluations", "company", one if level == "company" else NO_FIGURE),
        *(row for client in own for row in book.behind("evaluations", "client", client)),
    ]


def _group(book: Book, own: list[Record]) -> Row:
    lang, first = book.lang, min(own, key=lambda row: row["since"])
    named = [row["subject"] for row in sorted(own, key=lambda row: (row["since"], row["subject"]))]
    rest = lang.say("{count} more", count=len(named) - _NAMED) if len(named) > _NAMED else ""
    since, trigger, to_do = as_day(first["since"]), TRIGGERS[first["trigger"]], _TO_DO[first["trigger"]]
    return Row(
        cells=(
            Cell(text=book.short(first["client_id"]) if first["client_id"] else NO_FIGURE),
            Cell(text=lang.say(trigger)),
            Cell(text=str(len(own)), mark="strong"),
            Cell(text=lang.join(part for part in (*named[:_NAMED], rest) if part)),
            Cell(text=NO_FIGURE if since is None else f"{since:%m-%d}"),
            Cell(text=lang.say(to_do)),
        )
    )
