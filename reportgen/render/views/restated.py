"""Figures of closed periods that late data, or other rules, would now make different."""

from reportgen.model.restated import CAUSES
from reportgen.render.filters import NO_FIGURE
from reportgen.render.viewmodel import Cell, Column, Heading, Row, Table, TableSection
from reportgen.render.views.book import Book, Record, records
from reportgen.render.views.measures import printed, unit_of
from reportgen.render.views.names import named

_SHOWN = 10
_LEVELS = {"company": 0, "office": 1, "client": 2}


def restated(book: Book, level: str, one: str) -> tuple[TableSection, ...]:
    """Return what closed periods said of a client, an office and its clients, or the company, and would say now.

    The closed figures stay what was published, and changes are counted from them; nothing where none differ.
    """
    rows = _of(book, level, one)
    if not rows:
        return ()
    lang = book.lang
    table = Table(
        columns=(
            Column(label=lang.say("Period"), width=10),
            *(Column(label=lang.say("Whose"), width=18) for _ in range(level != "client")),
            Column(label=lang.say("Figure")),
            Column(label=lang.say("As closed"), width=13, align="right"),
            Column(label=lang.say("From what is known now"), width=13, align="right"),
            Column(label=lang.say("Because of"), width=30),
        ),
        rows=tuple(_row(book, row, whose=level != "client") for row in rows[:_SHOWN]),
        more=lang.say("{count} more in the data", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
    )
    heading = Heading(
        title=lang.say("Closed figures that would be different now: {count}", count=len(rows)),
        about=lang.rich("the closed reports stay as they are, and changes are counted from their figures"),
    )
    return (TableSection(heading=heading, table=table),)


def _of(book: Book, level: str, one: str) -> list[Record]:
    own = set(book.clients_of(one)) if level == "office" else set()
    found = [row for row in records(book.results.restated) if _about(row, level, one, own)]
    return sorted(found, key=lambda row: (_LEVELS[row["level"]], row["closed_period"], row["figure"]))


def _about(row: Record, level: str, one: str, own: set[str]) -> bool:
    if level == "company":
        return True
    if level == "client":
        return bool(row["client_id"] == one)
    return row["client_id"] in own or (row["level"] == "office" and row["office_id"] == one)


def _row(book: Book, row: Record, *, whose: bool) -> Row:
    lang, because = book.lang, CAUSES[row["cause"]]
    return Row(
        cells=(
            Cell(text=row["closed_period"]),
            *(Cell(text=_whose(book, row)) for _ in range(whose)),
            Cell(text=_called(book, row)),
            _said(book, row, "old"),
            _said(book, row, "new"),
            Cell(
                text=lang.say(because, count=row["rows"]),
                note=row["places"] if row["cause"] == "rows" else "",
            ),
        )
    )


def _whose(book: Book, row: Record) -> str:
    if row["level"] == "client":
        return book.short(row["client_id"]) if row["client_id"] in book.clients else row["client_id"]
    if row["level"] == "office":
        return book.office_short(row["office_id"])
    return book.lang.say("Company")


def _called(book: Book, row: Record) -> str:
    """Return a measure's name, or of a level its pack."""
    if row["figure"] in book.packs:
        return book.lang.say("Level {pack}", pack=row["figure"])
    return named(book, row["figure"])


def _said(book: Book, row: Record, side: str) -> Cell:
    """Return a figure as it was or is, a level with its score, or why there is none."""
    lang, value = book.lang, row[side]
    level, gap = row[f"{side}_level"], row[f"{side}_gap"]
    if value is None:
        return Cell(text=level or (lang.gap(gap) if gap else NO_FIGURE))
    shown = printed(lang, value, row["unit"], row["figure"])
    if level:
        return Cell(text=level, note=shown)
    return Cell(text=shown, unit=unit_of(lang, row["unit"]))
