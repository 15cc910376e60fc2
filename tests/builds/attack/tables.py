"""What the tables of a root say: its CSV files, and the sheets of its data book."""

import csv
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

from reportgen.model.period import Period
from tests.builds.attack.told import COMPANY, Told, exact

Row = Mapping[str, str]
COUNTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "complaint_months": (("category", "span"), ("count",)),
    "ageing": (("age",), ("count",)),
    "complaint_groups": (("by", "group"), ("count", "due", "on_time", "timed", "solved", "scored")),
    "feedback": (("kind",), ("count", "positive", "neutral", "negative", "replied", "late")),
    "needs": (("subject", "voice"), ("count",)),
    "mentions": ((), ("handled", "before", "after", "cut")),
    "loyalty": (("group",), ("n", "ordering")),
    "keywords": (("dimension", "keyword"), ("comments",)),
    "surveyed": (("by", "name"), ("responses", "answers")),
    "evaluated": (("trigger",), ("n", "evaluated", "by_form")),
    "client_coverage_groups": (("group",), ("n", "of")),
}
"""Table → what a row is of, and its counts that add up from offices to the company."""


def csv_tables(root: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for path in sorted((root / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def sheet_tables(root: Path) -> dict[str, list[Row]]:
    """Return the sheets by name; a heading's second line is the column's name."""
    book = load_workbook(root / "data" / "book.xlsx", read_only=True)
    found: dict[str, list[Row]] = {}
    for sheet in book.worksheets[1:-1]:
        head, *rows = sheet.iter_rows(values_only=True)
        names = [str(one).splitlines()[-1] for one in head]
        found[sheet.title] = [dict(zip(names, map(_text, row), strict=True)) for row in rows]
    book.close()
    return found


def _text(cell: object) -> str:
    return "" if cell is None else repr(cell) if isinstance(cell, float) else str(cell)


def told_by(channel: str, tables: Mapping[str, list[Row]]) -> Iterator[Told]:
    """Yield every figure and count of the tables, of this period and those that it is compared with."""
    for row in tables["measures"]:
        yield from figures(channel, row)
    for name, (keys, columns) in COUNTS.items():
        for row in tables[name]:
            key = ",".join(row[one] for one in keys)
            yield from _cells(channel, row, {column: f"{name}.{column}:{key}" for column in columns})


def told_of_cards(channel: str, tables: Mapping[str, list[Row]]) -> Iterator[Told]:
    """Yield scores, and what the items of scorecards earned."""
    for row in tables["contributions"]:
        if row["kind"] == "client":
            yield from _cells(channel, row, {"points_after": f"points:{row['pack']}:{row['item']}"})
    for row in tables["grades"]:
        yield from _cells(channel, row, {"score": f"score:{row['pack']}"})


def _cells(channel: str, row: Row, names: Mapping[str, str]) -> Iterator[Told]:
    """Yield the cells of some columns that are not empty, each under its name."""
    for column, name in names.items():
        if row[column]:
            yield _told(channel, row["period"], row, name, "value", Fraction(row[column]))


def figures(channel: str, row: Row) -> Iterator[Told]:
    """Yield what one row of measures tells: the figure now, before and a year ago, and what is behind it."""
    period = Period.parse(row["period"])
    whens = {"value": period, "previous": period.previous, "year_ago": period.year_ago}
    for column, when in whens.items():
        if row[column]:
            yield _told(channel, str(when), row, row["measure"], "value", exact(row[column]))
    for column in ("n", "n_clients"):
        if row[column]:
            yield _told(channel, str(period), row, row["measure"], column, Fraction(row[column]))


def _told(channel: str, period: str, row: Row, name: str, column: str, value: Fraction) -> Told:
    subject = row.get("client_id") or row.get("office_id") or COMPANY
    return Told(channel, period, subject, name, column, value, value)
