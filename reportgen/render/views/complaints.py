"""Complaints as rows: how long each waited, against its limit; and how many of each category."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from itertools import accumulate

from reportgen.model.clock import HOUR
from reportgen.model.text import msg
from reportgen.policy.pack import Complaints as Rules
from reportgen.render.clean import shown_comment
from reportgen.render.filters import NO_FIGURE, number, percent
from reportgen.render.viewmodel import (
    Axis,
    Badge,
    Bar,
    Cell,
    Column,
    Heading,
    Rich,
    Row,
    Table,
    TableSection,
)
from reportgen.render.viewmodel_sections import Complaint, Complaints
from reportgen.render.views.axes import step, ticks
from reportgen.render.views.book import Book, Figure, Record
from reportgen.render.views.clauses import clauses
from reportgen.render.views.clock import Waited
from reportgen.render.views.clock_words import counted

_CONTENT = 60
MOST = 80
"""Per cent that the most frequent categories together reach (Pareto)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One complaint's times at as-of, in hours; None where its times contradict each other."""

    row: Record
    reply: float | None
    replied: bool
    handling: float | None
    closed: bool
    reply_limit: Decimal | None
    handling_limit: Decimal | None

    @property
    def reply_late(self) -> bool:
        """Whether the first reply is past its limit, or still missing past it."""
        return self.reply is not None and self.reply_limit is not None and self.reply > self.reply_limit

    @property
    def handling_late(self) -> bool:
        """Whether the handling is past its limit, or still going on past it."""
        return (
            self.handling is not None and self.handling_limit is not None and self.handling > self.handling_limit
        )

    @property
    def overdue(self) -> bool:
        """Whether it waits now, past a limit."""
        return (not self.closed and self.handling_late) or (
            not self.replied and not self.closed and self.reply_late
        )


def waits(book: Book, clients: list[str]) -> list[Wait]:
    """Return the complaints of some clients that are open or were received in the period."""
    return _waits(book, [row for client in clients for row in book.complaints_by_client.get(client, [])])


def waits_at(book: Book, level: str, one: str) -> list[Wait]:
    """Return those that count for a client, an office or the company: an office's are those it received."""
    return _waits(book, book.complaints_of(level, one))


def _waits(book: Book, rows: list[Record]) -> list[Wait]:
    start, as_of = book.window.start, book.window.as_of
    known = [row for row in rows if row["received_at"] < as_of]
    return [_wait(book, row) for row in known if row["received_at"] >= start or not _at(book, row).closed]


def _at(book: Book, row: Record) -> Waited:
    return book.waited[str(row["complaint_id"])]


def received(book: Book, found: list[Wait]) -> list[Wait]:
    """Return those received in the period."""
    return [wait for wait in found if wait.row["received_at"] >= book.window.start]


def _wait(book: Book, row: Record) -> Wait:
    at, impossible = _at(book, row), bool(row["impossible"])
    limits = _limits(book, row)
    return Wait(
        row=row,
        reply=None if impossible or (at.closed and not at.replied) else at.reply / HOUR,
        replied=at.replied,
        handling=None if impossible or (at.closed and not at.dated) else at.handling / HOUR,
        closed=at.closed,
        reply_limit=limits[0],
        handling_limit=limits[1],
    )


def _limits(book: Book, row: Record) -> tuple[Decimal | None, Decimal | None]:
    pack = book.packs.get(book.config.profile.reference.complaint or "")
    if pack is None or pack.complaints is None:
        return None, None
    return _limit(pack.complaints, row, "first_reply_hours"), _limit(pack.complaints, row, "handling_hours")


def _limit(rules: Rules, row: Record, kind: str) -> Decimal | None:
    """Return the shorter of the category's and the priority's limit, else the general one."""
    special = (rules.limits_by_category.get(row["category"]), rules.limits_by_priority.get(row["priority"]))
    hours = [getattr(one, kind) for one in special if one is not None and getattr(one, kind) is not None]
    general: Decimal | None = getattr(rules.limits, kind)
    return min(hours, default=general)


def rows_file(book: Book, client: str, number: int = 0) -> str:
    """Return the file name of a page with all complaints and comments: C001.rows.html, C001.rows.2.html."""
    return f"{book.client_files[client]}.rows{f'.{number + 1}' if number else ''}.html"


def worst_first(book: Book, client: str) -> list[Wait]:
    """Return a client's complaints: those that wait first, then by the time of the first reply."""
    return sorted(
        waits(book, [client]), key=lambda w: (w.closed, not w.overdue, -(w.reply or 0), w.row["complaint_id"])
    )


def complaints(book: Book, client: str) -> Complaints | None:
    """Return the table of one client: those that wait first, then by the time of the first reply."""
    lang = book.lang
    found = worst_first(book, client)
    limit = book.config.profile.render_limits.rows
    late = sum(w.reply_late for w in found)
    overdue = sum(w.overdue for w in found)
    title = lang.say("Complaints: {count}", count=len(found))
    if found:
        title = lang.say(
            "Complaints: {count}; {late} replied late, {overdue} waiting past a limit",
            count=len(found),
            late=late,
            overdue=overdue,
        )
    return Complaints(
        heading=Heading(title=title, about=_about(book), source=clauses(book.lang, "P11.2, P11.3, P11.5, P11.7")),
        rows=tuple(told(book, wait) for wait in found[:limit]),
        hours_unit=lang.say("h"),
        more=lang.say(
            "{count} more on the page {page}", count=f"{len(found) - limit:,}", page=rows_file(book, client)
        )
        if len(found) > limit
        else "",
        more_href=rows_file(book, client),
        empty=lang.say("No complaint received in this period, none open from before.")
        if _read(book)
        else lang.say("The complaint ledger of this period is missing."),
    )


def _read(book: Book) -> bool:
    return book.results.facts.was_read("complaints", book.window.period)


def _about(book: Book) -> Rich:
    return book.lang.rich("received in the period or still open; ▲ past the limit; {clock}", clock=counted(book))


def told(book: Book, wait: Wait, letters: int = _CONTENT) -> Complaint:
    """Return a complaint as a row, with so many letters of its text."""
    lang, row = book.lang, wait.row
    return Complaint(
        id=str(row["complaint_id"]),
        received=f"{book.local(row['received_at']):%m-%d %H:%M}",
        category=str(row["category"] or NO_FIGURE),
        content=shown_comment(str(row["content"] or NO_FIGURE), lang.translate, letters).replace("\n", " "),
        first_reply=_time(
            book, wait.reply, done=wait.replied, late=wait.reply_late, impossible=bool(row["impossible"])
        ),
        handling=_time(
            book, wait.handling, done=wait.closed, late=wait.handling_late, impossible=bool(row["impossible"])
        ),
        state=_state(book, wait),
        note=_note(book, wait),
        score=NO_FIGURE if row["satisfaction_micro"] is None else number(row["satisfaction_micro"] / 1_000_000, 0),
        strong=wait.overdue,
    )


def _time(book: Book, hours: float | None, *, done: bool, late: bool, impossible: bool) -> Cell:
    if hours is None:
        return Cell(
            badge=Badge(book.lang.say("times contradict") if impossible else book.lang.say("not recorded"), "none")
        )
    text = number(hours, 1)
    return Cell(text=text if done else book.lang.say("{hours} so far", hours=text), mark="late" if late else "")


def _state(book: Book, wait: Wait) -> Badge:
    lang = book.lang
    if wait.overdue:
        return Badge(lang.say("unanswered") if not wait.replied else lang.say("overdue"), "bad")
    if not wait.closed:
        return Badge(lang.say("open"), "same")
    words = {"resolved": msg("resolved"), "closed": msg("closed, not resolved"), "reopened": msg("reopened")}
    return Badge(lang.say(words[wait.row["state"]]) if wait.row["state"] in words else lang.say("closed"), "same")


def _note(book: Book, wait: Wait) -> str:
    if wait.closed and wait.row["closed_at"] is None:
        return NO_FIGURE
    if wait.closed:
        return f"{book.local(wait.row['closed_at']):%m-%d}"
    if wait.handling_late and wait.handling is not None and wait.handling_limit is not None:
        return book.lang.say("{hours} h over", hours=number(wait.handling - float(wait.handling_limit), 1))
    return book.lang.say("limit not reached")


def categories(book: Book, level: str, one: str) -> TableSection | None:
    """Return the complaints of the period by category, most frequent first (P11.14).

    They are those of ``complaint.count``: an office's by the office at receipt; of clients that the
    reader does not see there is a number alone.
    """
    lang, window, every = book.lang, book.window, book.complaints_of(level, one)
    end = min(window.end, window.as_of)
    now = [row for row in every if window.start <= row["received_at"] < end]
    before = _before(book, every)
    counts = Counter(row["category"] or lang.say("not said") for row in now)
    if not counts:
        return None
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    top = max([*counts.values(), *before.values()])
    axis = Axis(low=0, high=max(top * 1.1, 1.0), ticks=ticks(0, top, step(top, 5)))
    touched = {
        category: len({r["client_id"] for r in now if (r["category"] or lang.say("not said")) == category})
        for category in counts
    }
    first, most = ordered[0]
    summed = list(accumulate(count for _, count in ordered))
    most_of = 1 + sum(100 * one < MOST * len(now) for one in summed)
    return TableSection(
        heading=Heading(
            title=lang.say(
                "{category}: {share} % of {count} complaints",
                category=first,
                share=percent(most / len(now)),
                count=len(now),
            ),
            about=lang.rich(
                "received in the period; short line: the period before; summed from the most frequent: {few} of "
                "{categories} categories make up {share} %",
                few=most_of,
                categories=len(ordered),
                share=percent(summed[most_of - 1] / len(now)),
            ),
            source="P11.14",
        ),
        table=Table(
            columns=(
                Column(label=lang.say("Category"), width=18),
                Column(label="", axis=axis),
                Column(label=lang.say("Now"), width=9, align="right"),
                Column(label=lang.say("Before"), width=9, align="right"),
                Column(label=lang.say("Share"), width=11, align="right"),
                Column(label=lang.say("Summed"), width=12, align="right"),
                Column(label=lang.say("Clients"), width=11, align="right"),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=name),
                        Cell(bar=Bar(value=float(count), before=float(before[name]), decides=i == 0)),
                        Cell(text=str(count), mark="strong" if i == 0 else ""),
                        Cell(text=str(before[name]), mark="dim"),
                        Cell(text=f"{percent(count / len(now))}%"),
                        Cell(text=f"{percent(summed[i] / len(now))}%", mark="strong" if i < most_of else "dim"),
                        Cell(text=str(touched[name])),
                    ),
                    style="find" if i == 0 else "",
                )
                for i, (name, count) in enumerate(ordered)
            ),
        ),
        note=unseen(book, book.figure(level, one, "complaint.count"), len(now)),
    )


def unseen(book: Book, count: Figure, seen: int) -> Rich:
    """Return how many complaints belong to clients that the reader does not see; nothing where there are none."""
    left = 0 if count.value is None else int(count.value) - seen
    if left <= 0:
        return ()
    return book.lang.rich("{count} more of clients that have left the office since", count=left)


def _before(book: Book, rows: list[Record]) -> "Counter[str]":
    """Return the complaints of the period before, by category."""
    start = datetime.combine(book.window.period.previous.start, time(0), book.window.zone)
    return Counter(
        r["category"] or book.lang.say("not said") for r in rows if start <= r["received_at"] < book.window.start
    )
