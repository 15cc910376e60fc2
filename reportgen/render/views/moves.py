"""Who changed level, and how many from which level to which."""

from reportgen.model.movements import NO_PREVIOUS, OUTSIDE, movement_matrix
from reportgen.policy.pack import Grading
from reportgen.render.viewmodel import Heading, Rich
from reportgen.render.viewmodel_sections import (
    Matrix,
    MatrixCell,
    Mover,
    Movers,
)
from reportgen.render.views.book import Book, GradeRow
from reportgen.render.views.levels import CLASS_WORDS, because_words, grading_clauses, move


def movers(book: Book, clients: list[str], pack_id: str, *, base: str) -> Movers | None:
    """Return who changed level, worst first, then new, lost and not re-rated clients."""
    if not pack_id:
        return None
    lang = book.lang
    rows = [
        row for one in clients if (row := book.grade(one, pack_id)) and row.transition not in {"same", "unrated"}
    ]
    rows.sort(key=lambda row: (_order(book, row), row.client_id))
    ups, downs = (sum(row.transition == kind for row in rows) for kind in ("up", "down"))
    return Movers(
        heading=Heading(
            title=lang.say("Level changes: {down} down, {up} up", down=downs, up=ups),
            about=lang.rich("{pack}; the items that decide", pack=pack_id),
            source=grading_clauses(book, pack_id),
        ),
        rows=tuple(
            Mover(
                arrow="down" if row.transition == "down" else "up" if row.transition == "up" else "",
                name=book.short(row.client_id),
                href=f"{base}{book.client_files[row.client_id]}.html",
                move=move(book, row),
                because=because_words(book, row),
            )
            for row in rows
        ),
        empty=lang.say("Nobody changed level."),
    )


def _order(book: Book, row: GradeRow) -> int:
    grading = book.packs[row.pack].grading
    kinds = {"down": 0, "up": 10, "not_rerated": 20, "withdrawn": 21, "new": 22, "lost": 23}
    fall = 0
    if grading and row.transition == "down" and row.level and row.previous_level:
        fall = grading.rank(row.level) - grading.rank(row.previous_level)
    return kinds.get(row.transition, 30) - fall


def matrix(book: Book, clients: list[str], pack_id: str) -> Matrix | None:
    """Return level before × level now with the classes beside, and the sums."""
    pack = book.packs.get(pack_id)
    if pack is None or pack.grading is None:
        return None
    lang = book.lang
    grades = book.results.grades
    own = grades[grades["pack"].eq(pack_id) & grades["client_id"].isin(clients)]
    moved = movement_matrix(own, [band.level for band in pack.grading.bands])
    counts = moved.pivot_table(index="previous", columns="present", values="clients", aggfunc="sum", sort=False)
    rows = [name for name in counts.index if name not in NO_PREVIOUS or counts.loc[name].any()]
    columns = [name for name in counts.columns if name not in OUTSIDE or counts[name].any()]
    body = [
        (
            _label(book, origin),
            (
                *(_cell(pack.grading, origin, to, int(counts.loc[origin, to])) for to in columns),
                _sum(int(counts.loc[origin].sum())),
            ),
        )
        for origin in rows
    ]
    foot = tuple(_sum(int(counts[to].sum())) for to in columns)
    body.append((lang.say("Total"), (*foot, _sum(len(own)))))
    ups, downs = (int(own["transition"].eq(kind).sum()) for kind in ("up", "down"))
    return Matrix(
        heading=Heading(
            title=lang.say("Movement of levels: {up} up, {down} down", up=ups, down=downs),
            about=lang.rich("{pack}, clients; rows before, columns now; above the diagonal: worse", pack=pack_id),
            source=grading_clauses(book, pack_id),
        ),
        columns=(*(_label(book, column) for column in columns), lang.say("Total")),
        rows=tuple(body),
        note=_rules_note(book, int(own["because"].eq("(rules)").sum())),
    )


def _label(book: Book, name: str) -> str:
    return book.lang.say(CLASS_WORDS[name]) if name in CLASS_WORDS else name


def _cell(grading: Grading, origin: str, to: str, count: int) -> MatrixCell:
    levels = {band.level for band in grading.bands}
    if not count:
        return MatrixCell("·", "zero")
    if origin not in levels or to not in levels:
        return MatrixCell(str(count), "other")
    worse = grading.rank(to) - grading.rank(origin)
    return MatrixCell(str(count), "same" if not worse else "down" if worse > 0 else "up")


def _sum(count: int) -> MatrixCell:
    return MatrixCell(str(count), "sum")


def _rules_note(book: Book, by_rules: int) -> Rich:
    if by_rules:
        return book.lang.rich("{count} moved by the new version of the rules alone", count=by_rules)
    return book.lang.rich("no level moved by a change of rules")
