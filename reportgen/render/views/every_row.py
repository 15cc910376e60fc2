"""All complaints and comments of one client with their whole texts: what its report shows the first of."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.render.clean import shown_comment, shown_name
from reportgen.render.viewmodel import Cell, Column, Heading, Link, Row, Table, TableSection
from reportgen.render.viewmodel_pages import RowsPage
from reportgen.render.views.book import Book
from reportgen.render.views.complaints import Wait, rows_file, told, worst_first
from reportgen.render.views.edition import edition
from reportgen.render.views.satisfaction import said_by

ROOT = "../"
MOST_ROWS, MOST_LETTERS = 500, 60_000
"""Of one page; a longer list goes on on the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The rows of one page: the places of its complaints and comments among all of them."""

    complaints: slice
    comments: slice


def has_rows(book: Book, client: str) -> bool:
    """Return whether there is a complaint or a comment to show."""
    return bool(worst_first(book, client) or book.comments.get(client))


def places(book: Book, client: str) -> dict[str, str]:
    """Return where each complaint stands that the report leaves out: its number and the page's file name."""
    found = worst_first(book, client)
    shown = book.config.profile.render_limits.rows
    if len(found) <= shown:
        return {}
    parts = enumerate(_parts(book, client))
    on = {at: number for number, part in parts for at in range(*part.complaints.indices(len(found)))}
    return {
        str(wait.row["complaint_id"]): rows_file(book, client, on[at])
        for at, wait in enumerate(found)
        if at >= shown
    }


def every_row(book: Book, client: str) -> dict[str, RowsPage]:
    """Return the pages of a client's rows by file name without a suffix; none where it has no row."""
    if not has_rows(book, client):
        return {}
    parts = list(_parts(book, client))
    return {
        rows_file(book, client, number).removesuffix(".html"): _page(book, client, parts, number)
        for number in range(len(parts))
    }


def _parts(book: Book, client: str) -> Iterator[_Part]:
    """Yield what stands on each page: at most so many rows and so many letters, and at least one row."""
    complaints, comments = worst_first(book, client), book.comments.get(client, [])
    texts = [str(one.row["content"] or "") for one in complaints] + [str(one["comment"]) for one in comments]
    limit = book.config.profile.render_limits.comment_characters
    first, letters, border = 0, 0, len(complaints)
    for at, text in enumerate([*texts, None]):
        wide = 0 if text is None else min(len(text), limit)
        if text is None or (at > first and (letters + wide > MOST_LETTERS or at - first == MOST_ROWS)):
            yield _Part(
                complaints=slice(min(first, border), min(at, border)),
                comments=slice(max(first - border, 0), max(at - border, 0)),
            )
            first, letters = at, 0
        letters += wide


def _page(book: Book, client: str, parts: list[_Part], number: int) -> RowsPage:
    lang = book.lang
    name = shown_name(book.name(client))
    kind = lang.say("All complaints and comments")
    complaints, comments = worst_first(book, client), book.comments.get(client, [])
    crumbs = (
        Link(text=str(book.window.period), href=f"{ROOT}index.html"),
        Link(text=name, href=f"{book.client_files[client]}.html"),
        Link(text=kind, current=True),
    )
    pages = tuple(
        Link(text=str(one + 1), href=rows_file(book, client, one), current=one == number)
        for one in range(len(parts))
    )
    part = parts[number]
    found = (
        _complaints(book, complaints[part.complaints], part.complaints.start),
        _comments(book, client, part.comments),
    )
    return RowsPage(
        edition=edition(book, kind, root=ROOT, crumbs=crumbs),
        title=f"{name} · {kind} · {book.window.period}" + (f" · {number + 1}" if number else ""),
        headline=lang.say("{name}: all complaints and comments", name=name),
        about=lang.say(
            "{complaints} complaints received in the period or still open, {comments} comments of the period; "
            "longer texts than {letters} characters are cut and say so",
            complaints=f"{len(complaints):,}",
            comments=f"{len(comments):,}",
            letters=f"{book.config.profile.render_limits.comment_characters:,}",
        ),
        kpis=(),
        sections=tuple(one for one in found if one),
        pages=pages if len(pages) > 1 else (),
    )


def _complaints(book: Book, found: list[Wait], before: int) -> TableSection | None:
    lang = book.lang
    if not found:
        return None
    limit = book.config.profile.render_limits.comment_characters
    rows = [told(book, wait, limit) for wait in found]
    title = lang.say("Complaints {first} to {last}", first=f"{before + 1:,}", last=f"{before + len(found):,}")
    table = Table(
        columns=(
            Column(label=lang.say("No."), width=12),
            Column(label=lang.say("Received"), width=9),
            Column(label=lang.say("Category"), width=9),
            Column(label=lang.say("Content")),
            Column(label=f"{lang.say('First reply')} {lang.say('h')}", width=8, align="right"),
            Column(label=f"{lang.say('Handling')} {lang.say('h')}", width=8, align="right"),
            Column(label=lang.say("State"), width=9),
            Column(label=lang.say("Closed / note"), width=9, minor=True),
            Column(label=lang.say("Score"), width=5, align="right", minor=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.id, mark="strong" if one.strong else ""),
                    Cell(text=one.received),
                    Cell(text=one.category),
                    Cell(text=one.content),
                    one.first_reply,
                    one.handling,
                    Cell(badge=one.state) if one.state.tone != "same" else Cell(text=one.state.text),
                    Cell(text=one.note),
                    Cell(text=one.score),
                )
            )
            for one in rows
        ),
    )
    return TableSection(heading=Heading(title=title), table=table)


def _comments(book: Book, client: str, part: slice) -> TableSection | None:
    lang = book.lang
    found = book.comments.get(client, [])[part]
    if not found:
        return None
    limit = book.config.profile.render_limits.comment_characters
    title = lang.say(
        "Comments {first} to {last}", first=f"{part.start + 1:,}", last=f"{part.start + len(found):,}"
    )
    table = Table(
        columns=(Column(label=lang.say("Said by"), width=18), Column(label=lang.say("Comment"))),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=said_by(book, client, row, "client")),
                    Cell(text=shown_comment(str(row["comment"]), lang.translate, limit)),
                )
            )
            for row in found
        ),
    )
    return TableSection(heading=Heading(title=title), table=table)
