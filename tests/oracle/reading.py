"""The exports of a workspace read with openpyxl, csv and PyYAML: no line of the product's ingest.

Its mapping is config/sources.yaml, understood anew: which file is which export, which heading which
field, which word which value. What is no number on the scale, no known client or no date is dropped;
of a key that repeats the last folder's last row counts, of a sender's forms the one sent last.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import openpyxl

from tests.oracle.rules import Tree, tree

Cell = Any
Record = dict[str, Cell]
_DIGITS = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D(\d{1,2})\D*(?:(\d{1,2})\D(\d{1,2})(?:\D(\d{1,2}))?)?\D*")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's serials have no zone


@dataclass(frozen=True, slots=True)
class Line:
    """One row below a header: its folder, its place, its cells by field."""

    folder: str
    place: tuple[str, str, int]
    cells: Record


@dataclass(frozen=True, slots=True)
class Source:
    """One rule of sources.yaml with the folders in which it claimed a file, and the lines there."""

    rule: Tree
    folders: frozenset[str]
    lines: tuple[Line, ...]

    def word(self, field: str, value: Cell) -> str:
        """Return our word for a value, by the rule's own list; else the value as it stands."""
        said = folded(value)
        for ours, theirs in self.rule.get("values", {}).get(field, {}).items():
            if said in {folded(one) for one in theirs}:
                return str(ours)
        return said


def sources_of(root: Path, last: str) -> Iterator[Source]:
    """Yield every rule with what it claims in the folders up to ``last``."""
    folders = sorted(path for path in (root / "surveys").iterdir() if path.is_dir() and path.name <= last)
    for rule in tree(root / "config" / "sources.yaml")["sources"]:
        names, labels = set(), _labels(rule)
        lines: list[Line] = []
        for folder in folders:
            for path in sorted(folder.iterdir()):
                name = unicodedata.normalize("NFC", path.name)
                if any(fnmatch(name, pattern) for pattern in rule["files"]) and rule.get("layout") != "form":
                    names.add(folder.name)
                    lines += _lines(folder.name, path, rule, labels)
        yield Source(rule, frozenset(names), tuple(lines))


def _labels(rule: Tree) -> dict[str, str]:
    """Return folded heading → field, questions as ``?code``."""
    given = [(field, heading) for field, headings in rule["columns"].items() for heading in headings]
    given += [(f"?{code}", h) for code, headings in rule.get("questions", {}).items() for h in headings]
    return {folded(heading): field for field, heading in given}


def _lines(folder: str, path: Path, rule: Tree, labels: Mapping[str, str]) -> Iterator[Line]:
    for sheet, rows in _sheets(path, rule):
        deep = int(rule.get("header_rows", 1))
        heads = [_headings(rows[at : at + deep]) for at in range(min(20, len(rows) - deep + 1))]
        known = [sum(head in labels for head in one) for one in heads]
        top = known.index(max(known))
        fields = [labels.get(head, "") for head in heads[top]]
        for number, row in enumerate(rows[top + deep :], start=top + deep + 1):
            cells = {field: cell for field, cell in zip(fields, row, strict=False) if field}
            yield Line(folder, (path.name, sheet, number), cells)


def _sheets(path: Path, rule: Tree) -> Iterator[tuple[str, list[Sequence[Cell]]]]:
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book:
            if sheet.title == rule.get("sheet", sheet.title):
                yield sheet.title, list(sheet.iter_rows(values_only=True))
        return
    with path.open(encoding=rule.get("encoding", "utf-8-sig"), newline="") as file:
        yield "", list(csv.reader(file))


def _headings(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return the joined headings of a header; a merged upper cell goes on over the lower ones."""
    found, upper = [], ""
    for cells in zip(*rows, strict=True):
        parts = [folded(cell) for cell in cells]
        upper = parts[0] or upper
        below = [part for part in parts[1:] if part]
        found.append("/".join([upper, *below] if below else [parts[0]]))
    return found


# ------------------------------------------------------------------ cells
def folded(value: Cell) -> str:
    """Return a text without spaces and without the width of its letters."""
    return "" if value is None else "".join(unicodedata.normalize("NFKC", str(value)).split())


def number(value: Cell, labels: Mapping[str, str] | None = None) -> str | None:
    """Return a decimal text: a number, one with 分 behind it or commas in it, or a label's."""
    said = folded(value)
    said = (labels or {}).get(said, said).replace(",", "").removesuffix("分")
    return said if _NUMBER.fullmatch(said) else None


def local(value: Cell) -> datetime | None:
    """Return the moment that a cell tells, as it is written; with Z it is in UTC."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, (int, float)):
        return _EPOCH + timedelta(seconds=round(value * 86400))
    found = _DIGITS.fullmatch(unicodedata.normalize("NFKC", str(value or "")).strip())
    if not found:
        return None
    parts = [int(part or 0) for part in found.groups()]
    return datetime(*parts, tzinfo=UTC if str(value).strip().endswith("Z") else None)  # type: ignore[misc, arg-type]


def day(value: Cell) -> date | None:
    """Return the date that a cell tells."""
    found = local(value)
    return found.date() if found else None
