"""Changes of level: what they rest on (P04.16), and when they came into use (P04.17)."""

from collections.abc import Iterable

from reportgen.model.text import msg
from reportgen.policy.pack import MeasureRule, NotConfigured, Pack
from reportgen.render.filters import NO_FIGURE
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Rich, Row, Table, TableSection, Tone
from reportgen.render.views.book import Book, GradeRow, Record, as_day, records
from reportgen.render.views.clauses import clauses
from reportgen.render.views.indicators import indicator, taken_from, valued
from reportgen.render.views.levels import because_words, move
from reportgen.render.views.names import named

_SHOWN = 12
_STATES: dict[str, tuple[str, Tone]] = {
    "in_time": (msg("in time"), "good"),
    "waiting": (msg("still in time"), "same"),
    "late": (msg("late"), "bad"),
}
_ORDER = ("late", "waiting", "in_time", "")


def changed_levels(book: Book, clients: Iterable[str], base: str | None = None) -> tuple[TableSection, ...]:
    """Return the period's changes of level with what they rest on, then when those before came into use.

    ``base``: where clients' pages lie; None = the page is the client's own, whose weighted score tells what its
    change rests on (``rests_on``).
    """
    own = list(clients)
    found = [_adjusted(book, pack, own, base) for pack in book.packs.values()]
    rest = [] if base is None else [_resting(book, pack, own, base) for pack in book.packs.values()]
    return tuple(one for one in (*rest, *found) if one is not None)


# ------------------------------------------------------------------ what they rest on
def _asked(pack: Pack) -> str:
    """Return the clause under which a pack names potential beside performance, "" where it does not."""
    named_ = {one.clause for one in pack.not_configured}
    return next((one.clause for one in pack.measures if one.clause in named_), "")


def rests_on(book: Book, row: GradeRow) -> Rich:
    """Return the performance and the potential behind a client's change of level, () where there is none."""
    pack, lang = book.packs[row.pack], book.lang
    clause = _asked(pack)
    if not clause or row.transition not in ("up", "down"):
        return ()
    cells = [
        *((named(book, one.measure), valued(book, row.client_id, one.measure)) for one in _measures(pack, clause)),
        *((lang.words(one.name), indicator(book, row.client_id, one)) for one in _named(pack, clause)),
    ]
    said = [f"{name} {_plain(cell)}" for name, cell in cells]
    pattern = msg("behind the change {before} → {level}: {what} ({clause})")
    return lang.rich(pattern, before=row.previous_level, level=row.level, what=lang.join(said), clause=clause)


def _plain(cell: Cell) -> str:
    """Return a cell in words."""
    said = f"{cell.text}{'' if cell.unit in ('', '%') else ' '}{cell.unit}"
    return cell.badge.text if cell.badge else said


def _measures(pack: Pack, clause: str) -> list[MeasureRule]:
    return [one for one in pack.measures if one.clause == clause]


def _named(pack: Pack, clause: str) -> list[NotConfigured]:
    return [one for one in pack.not_configured if one.clause == clause]


def _resting(book: Book, pack: Pack, clients: list[str], base: str) -> TableSection | None:
    clause = _asked(pack)
    graded = (book.grade(client, pack.id) for client in clients)
    rows = [row for row in graded if clause and row and row.transition in ("up", "down")]
    if not rows:
        return None
    lang = book.lang
    rows.sort(key=lambda row: (row.transition != "down", row.client_id))
    measures, named_ = [one.measure for one in _measures(pack, clause)], _named(pack, clause)
    sources = [words for one in named_ if (words := taken_from(book, one))]
    return TableSection(
        heading=Heading(
            title=lang.say(
                "{pack}: {count} changes of level, and what they rest on", pack=pack.id, count=len(rows)
            ),
            about=lang.rich(
                "business performance and development potential beside each change; potential: {source}",
                source=lang.join(sources) if sources else lang.gap("NOT_CONFIGURED"),
            ),
            source=clauses(lang, clause),
        ),
        table=Table(
            columns=(
                *_whom(book, base),
                Column(label=lang.say("Change"), width=12),
                Column(label=lang.say("Why")),
                *(Column(label=named(book, one), width=20, align="right") for one in measures),
                *(Column(label=lang.words(one.name), width=20, align="right") for one in named_),
            ),
            rows=tuple(
                Row(
                    cells=(
                        *_who(book, row.client_id, base),
                        Cell(move=move(book, row)),
                        Cell(text=because_words(book, row)),
                        *(valued(book, row.client_id, one) for one in measures),
                        *(indicator(book, row.client_id, one) for one in named_),
                    )
                )
                for row in rows[:_SHOWN]
            ),
            more=_more(book, len(rows)),
        ),
    )


# ------------------------------------------------------------------ when they came into use
def _adjusted(book: Book, pack: Pack, clients: list[str], base: str | None) -> TableSection | None:
    """Return the changes of the period before with the days until they were in use."""
    own = set(clients)
    rows = [row for row in records(book.results.adjusted) if row["pack"] == pack.id and row["client_id"] in own]
    if not rows:
        return None
    lang = book.lang
    rows.sort(key=lambda row: (_ORDER.index(row["state"]), -row["days"], row["client_id"]))
    return TableSection(
        heading=Heading(
            title=_title(book, pack, rows),
            about=lang.rich(
                "from the last day of the period that saw the change to the day in the history of levels; "
                "changes of this period have had no time yet"
            ),
            source=clauses(lang, *dict.fromkeys(row["clause"] for row in rows)),
        ),
        table=Table(
            columns=(
                *_whom(book, base),
                Column(label=lang.say("Change"), width=14),
                Column(label=lang.say("Changed on"), width=14),
                Column(label=lang.say("In use on"), width=14),
                Column(label=lang.say("Days"), width=10, align="right"),
                Column(label=lang.say("Allowed"), width=12, align="right"),
                Column(label=lang.say("State")),
            ),
            rows=tuple(_waited(book, row, base) for row in rows[:_SHOWN]),
            more=_more(book, len(rows)),
        ),
    )


def _title(book: Book, pack: Pack, rows: list[Record]) -> str:
    """Return of how many changes how many were late; without days in the pack, how many are in use."""
    lang, within = book.lang, rows[0]["within"]
    if within is None:
        used = sum(row["adjusted_on"] is not None for row in rows)
        return lang.say("{pack}: {used} of {n} earlier changes are in use", pack=pack.id, used=used, n=len(rows))
    late = sum(row["state"] == "late" for row in rows)
    return lang.say(
        "{pack}: of {n} earlier changes {late} came into use after more than {within} days, or not yet",
        pack=pack.id,
        n=len(rows),
        late=late,
        within=within,
    )


def _waited(book: Book, row: Record, base: str | None) -> Row:
    lang, used = book.lang, as_day(row["adjusted_on"])
    words, tone = _STATES.get(row["state"], ("", "none"))
    state = Badge(lang.say(words), tone) if words else Badge(lang.gap("NOT_CONFIGURED"), "none")
    return Row(
        cells=(
            *_who(book, row["client_id"], base),
            Cell(text=f"{row['before']} → {row['level']}"),
            Cell(text=f"{as_day(row['changed_on']):%Y-%m-%d}"),
            Cell(text=f"{used:%Y-%m-%d}" if used else lang.say("not yet")),
            Cell(text=str(row["days"])),
            Cell(text=NO_FIGURE if row["within"] is None else f"≤ {row['within']}"),
            Cell(badge=state),
        ),
        style="find" if row["state"] == "late" else "",
    )


# ------------------------------------------------------------------ of whom
def _whom(book: Book, base: str | None) -> tuple[Column, ...]:
    return () if base is None else (Column(label=book.lang.say("Client"), width=14),)


def _who(book: Book, client: str, base: str | None) -> tuple[Cell, ...]:
    if base is None:
        return ()
    return (Cell(text=book.short(client), href=f"{base}{book.client_files[client]}.html"),)


def _more(book: Book, count: int) -> str:
    return book.lang.say("{count} more in the data", count=count - _SHOWN) if count > _SHOWN else ""
