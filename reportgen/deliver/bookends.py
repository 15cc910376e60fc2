"""The first sheet of the data book, which says what it is, and the last, which explains the columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from reportgen.deliver.columns import published
from reportgen.deliver.data import Table
from reportgen.deliver.headings import TABLE_WORDS, UNIT_WORDS, heading
from reportgen.deliver.pen import Pen, on_paper
from reportgen.model.language import translator
from reportgen.model.text import msg
from reportgen.policy.config import Config

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from reportgen.model.facts import Window

MAX_ROWS = 1_048_575
MAX_LETTERS = 32_767
"""What a cell may hold."""
ABOUT, COLUMNS = msg("about"), msg("columns")
"""The first sheet and the last."""
_ABOUT_HEADS = (
    (msg("sheet"), 26),
    (msg("what it holds"), 60),
    (msg("rows"), 10),
    (msg("rows cut"), 10),
    (msg("cells shortened"), 16),
)
_COLUMN_HEADS = (
    (msg("table"), 24),
    (msg("column"), 24),
    (msg("heading"), 26),
    (msg("unit"), 10),
    (msg("meaning"), 80),
)
_NOTES = (
    msg("An empty cell is a missing value; the column gap says why. No cell holds a formula."),
    msg("Changes of shares are percentage points. The CSV files beside the book hold every digit."),
    msg("A sheet holds {rows} rows and a cell {letters} letters; what is beyond is counted below."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the first sheet says of the book, and the language of its headings."""

    locale: str = "en"
    lines: tuple[tuple[str, str], ...] = ()
    """(label, value), in that language: company, period, as-of, who may read it, made from what."""


def about(config: Config, window: "Window", locale: str, readers: str = "") -> About:
    """Return what the first sheet says; without ``readers`` it is the master's, which holds everything."""
    say, company = translator(locale), config.profile.company
    name, product = (one.said(locale) for one in (company.name, company.product))
    period = window.period
    packs = say(", ").join(f"{one.id} {one.version}" for one in config.in_force(window.last_day).values())
    return About(
        locale=locale,
        lines=(
            (say(msg("Company")), name),
            (say(msg("Report")), product),
            (say(msg("Period")), f"{period} ({period.start} – {window.last_day})"),
            (say(msg("As of")), f"{window.last_day}"),
            (say(msg("For whom")), readers or say(msg("everything, for those who make the reports; restricted"))),
            (say(msg("Policies")), packs),
            (say(msg("Made with")), f"reportgen {metadata.version('client-reportgen')}"),
        ),
    )


def explained(pen: Pen, tables: Sequence[Table]) -> None:
    """Write what each column means, from the frames' own declarations."""
    sheet = pen.book.add_worksheet(pen.say(COLUMNS))
    _heads(pen, sheet, 0, _COLUMN_HEADS)
    line = 1
    for table in tables:
        columns = published(table.name)
        for name in table.header:
            known = columns.get(name)
            words, meaning = pen.say(heading(table.name, name)), pen.say(known.meaning) if known else ""
            unit = pen.say(UNIT_WORDS[known.unit]) if known and known.unit else ""
            for at, text in enumerate((table.name, name, words, unit, meaning)):
                sheet.write_string(line, at, text, pen.wrapped)
            line += 1
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(line - 1, 1), len(_COLUMN_HEADS) - 1)
    on_paper(sheet)


def opened(pen: Pen, sheet: "Worksheet", about: About, tables: Sequence[tuple[Table, int]]) -> None:
    """Write what the book is, and the list of its sheets with what was cut (``tables``: cells of each)."""
    line = 0
    for label, value in about.lines:
        sheet.write_string(line, 0, label, pen.bold)
        sheet.write_string(line, 1, value, pen.wrapped)
        line += 1
    for note in _NOTES:
        said = pen.say(note).format(rows=f"{MAX_ROWS:,}", letters=f"{MAX_LETTERS:,}")
        sheet.write_string(line, 1, said, pen.wrapped)
        line += 1
    line += 1
    _heads(pen, sheet, line, _ABOUT_HEADS)
    for table, cut in tables:
        line += 1
        sheet.write_url(line, 0, f"internal:'{table.name}'!A1", string=table.name)
        words = TABLE_WORDS.get(table.name, "")
        sheet.write_string(line, 1, pen.say(words) if words else "", pen.wrapped)
        for at, number in enumerate((len(table.rows), max(len(table.rows) - MAX_ROWS, 0), cut), 2):
            sheet.write_number(line, at, number, pen.format("#,##0"))
    sheet.write_url(line + 1, 0, f"internal:'{pen.say(COLUMNS)}'!A1", string=pen.say(COLUMNS))
    sheet.write_string(line + 1, 1, pen.say(msg("what every column means")), pen.wrapped)
    on_paper(sheet)


def _heads(pen: Pen, sheet: "Worksheet", line: int, heads: Sequence[tuple[str, int]]) -> None:
    for at, (name, width) in enumerate(heads):
        sheet.write_string(line, at, pen.say(name), pen.head)
        sheet.set_column(at, at, width)
