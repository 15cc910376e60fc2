"""Whether measures for clients of low levels came to anything: orders and loyalty before and after (P04.14)."""

from collections.abc import Iterable

from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Badge, Cell, Column, Heading, Row, Table, TableSection, Tone
from reportgen.render.views.book import Book, Record, as_day, records
from reportgen.render.views.clauses import clauses
from reportgen.render.views.treatment_words import TREATMENT_WORDS

_WHAT = {"orders": msg("orders in 30 days"), "loyalty": msg("would recommend us, 0–10")}
_VERDICTS: dict[str, tuple[str, Tone]] = {
    "up": (msg("▲ up"), "good"),
    "down": (msg("▼ down"), "bad"),
    "no_clear_change": (msg("≈ no clear change"), "same"),
    "too_few": (msg("too few to tell"), "few"),
}


def granted(book: Book, clients: Iterable[str], base: str | None = None) -> tuple[TableSection, ...]:
    """Return the measures of some clients with their orders and loyalty on both sides.

    ``base``: where clients' pages lie; None = the page is the client's own.
    """
    own = set(clients)
    rows = [row for row in records(book.results.granted) if row["client_id"] in own]
    if not rows:
        return ()
    lang = book.lang
    rows.sort(key=lambda row: (row["client_id"], row["granted_on"], row["treatment"], row["what"] != "orders"))
    whom = () if base is None else (Column(label=lang.say("Client"), width=12),)
    return (
        TableSection(
            heading=Heading(
                title=_title(book, rows),
                about=lang.rich(
                    "the days before the first day of a measure against those from it on, as many of each as the "
                    "policy gives or as there were; tested for all clients together"
                ),
                source=clauses(lang, *dict.fromkeys(row["clause"] for row in rows)),
            ),
            table=Table(
                columns=(
                    *whom,
                    Column(label=lang.say("Level"), width=8),
                    Column(label=lang.say("Measure granted")),
                    Column(label=lang.say("Since"), width=10),
                    Column(label=lang.say("What is compared"), width=17),
                    Column(label=lang.say("Before the measure"), width=12, align="right"),
                    Column(label=lang.say("Since the measure"), width=12, align="right"),
                    Column(label=lang.say("Verdict"), width=12),
                ),
                rows=tuple(_row(book, row, base) for row in rows),
            ),
        ),
    )


def _title(book: Book, rows: list[Record]) -> str:
    """Return how many measures there are, and after how many something rose beyond noise."""
    measures = {(row["client_id"], row["treatment"], row["granted_on"]) for row in rows}
    better = {(row["client_id"], row["treatment"], row["granted_on"]) for row in rows if row["verdict"] == "up"}
    return book.lang.say(
        "Measures for low levels: {count}; after {better} of them orders or loyalty rose beyond noise",
        count=len(measures),
        better=len(better),
    )


def _row(book: Book, row: Record, base: str | None) -> Row:
    lang, client = book.lang, row["client_id"]
    treatment, what = TREATMENT_WORDS[row["treatment"]], _WHAT[row["what"]]
    words, tone = _VERDICTS.get(row["verdict"], (book.lang.gap(row["gap"] or "NO_DATA"), "none"))
    whom = () if base is None else (Cell(text=book.short(client), href=f"{base}{book.client_files[client]}.html"),)
    level = (
        row["level"] if row["level_before"] in ("", row["level"]) else f"{row['level_before']} → {row['level']}"
    )
    return Row(
        cells=(
            *whom,
            Cell(text=level or NO_FIGURE),
            Cell(text=lang.say(treatment)),
            Cell(text=f"{as_day(row['granted_on']):%Y-%m-%d}"),
            Cell(text=lang.say(what)),
            _figure(book, row, "before"),
            _figure(book, row, "after"),
            Cell(badge=Badge(lang.say(words) if row["verdict"] else words, tone)),
        )
    )


def _figure(book: Book, row: Record, side: str) -> Cell:
    """Return a figure with its n and the days behind it."""
    value, n, days = row[side], row[f"n_{side}"], row[f"days_{side}"]
    note = book.lang.say("n={n}, {days} days", n=n, days=days)
    return Cell(text=NO_FIGURE if value is None else number(value, 1), note=note)
