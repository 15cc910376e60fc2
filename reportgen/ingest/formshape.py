"""Where things stand on a filled form: labels, the heading of the items, their lines, the signatures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.ingest.headers import CLIENT_KEYS, bare
from reportgen.ingest.rowkinds import total_pattern
from reportgen.ingest.sheet import CellKind, Sheet
from reportgen.model.folding import folded
from reportgen.policy.sources import Source

HEAD = (*CLIENT_KEYS, "graded_on", "card_kind", "special", "card_id")
LINE = ("part", "item", "item_name", "max", "points", "mark", "evidence")
SIGN = ("step", "role", "person", "signed_at", "result", "opinion")
FEWEST = 2
"""So many headings in one row, or labels on a sheet, are no accident."""

_GRAND = ("合计", "总计", "总分")
_AFTER_COLON = re.compile(r"^([^:：]{1,20})[:：]\s*(.*)$", re.DOTALL)

Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the value beside it and where it stands."""

    heading: str
    value: str
    row: int
    kind: CellKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Indices of the rows between the heading of the items and their end."""

    coded: list[int]
    uncoded: list[int]
    """Filled, but without an item's code."""
    spoilt: list[int]
    """Set aside by the reader."""
    totals: list[tuple[int, str]]
    end: int
    """Index of the first row after the items."""


def heading_of(rows: Rows, source: Source, fields: Sequence[str], start: int = 0) -> tuple[int, dict[str, int]]:
    """Return the row that carries most headings of ``fields``, and field → column."""
    wanted = {bare(name): field for field in fields for name in source.columns.get(field, ())}
    best: tuple[int, dict[str, int]] = (len(rows), {})
    for index in range(start, len(rows)):
        found: dict[str, int] = {}
        for column, cell in enumerate(rows[index]):
            field = wanted.get(bare(cell)) if cell else None
            if field:
                found.setdefault(field, column)
        if len(found) >= FEWEST and len(found) > len(best[1]):
            best = (index, found)
    return best


def labels_of(sheet: Sheet, rows: Rows, source: Source) -> dict[str, Label]:
    """Return field → what stands beside its label, or after the label's colon; the first one counts."""
    wanted = {bare(name): field for field in HEAD for name in source.columns.get(field, ())}
    every = {bare(name) for names in source.columns.values() for name in names}
    found: dict[str, Label] = {}
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            label, after = split_label(cell)
            field = wanted.get(bare(label)) if cell else None
            if not field or field in found:
                continue
            if after:
                found[field] = Label(label, after, index + 1, CellKind.TEXT)
            else:
                found[field] = _beside(sheet, row, index, column, every)
    return found


def _beside(sheet: Sheet, row: Sequence[str], index: int, column: int, every: set[str]) -> Label:
    """Return the label at ``column`` with the next filled cell; another label there means a blank."""
    odd = {CellKind.ERROR, CellKind.UNCALCULATED}
    right = range(column + 1, len(row))
    beside = next((c for c in right if row[c].strip() or sheet.kind(index, c) in odd), None)
    label = split_label(row[column])[0]
    if beside is None or bare(split_label(row[beside])[0]) in every:
        return Label(label, "", index + 1, CellKind.BLANK)
    return Label(label, row[beside], index + 1, sheet.kind(index, beside))


def split_label(cell: str) -> tuple[str, str]:
    """Return a label and what stands after its colon.

    >>> split_label("客户名称：东方机械"), split_label("客户名称")
    (('客户名称', '东方机械'), ('客户名称', ''))
    """
    found = _AFTER_COLON.match(cell.strip())
    return (found[1], found[2].strip()) if found else (cell, "")


def body_of(rows: Rows, item: int, span: range, aside: set[int], total_words: Sequence[str]) -> Body:
    """Return the item lines in ``span``: up to the total, a blank row or the signatures.

    ``item``: the column of the codes; ``aside``: rows that the reader set aside.
    """
    pattern = total_pattern([*total_words, *_GRAND])
    body = Body(coded=[], uncoded=[], spoilt=[], totals=[], end=span.stop)
    for index in span:
        filled = [cell for cell in rows[index] if cell.strip()]
        if index in aside:
            body.spoilt.append(index)
        elif not filled:
            if body.coded or body.uncoded:
                return _ending(body, index)
        elif pattern.match(folded(filled[0])):
            body.totals.append((index, folded(filled[0])))
            if folded(filled[0]).startswith(_GRAND):
                return _ending(body, index + 1)
        elif rows[index][item].strip():
            body.coded.append(index)
        else:
            body.uncoded.append(index)
    return body


def _ending(body: Body, end: int) -> Body:
    return Body(coded=body.coded, uncoded=body.uncoded, spoilt=body.spoilt, totals=body.totals, end=end)


def counted(sheet: Sheet, at: int, body: Body) -> int:
    """Return how many item lines stand below the heading at ``at``, counted by filled cells alone."""
    filled = {
        index
        for column in range(sheet.cells.width)
        for index, cell in enumerate(sheet.cells.column(column))
        if at < index < body.end and cell.strip()
    }
    return len(filled - {index for index, _ in body.totals})


def repeated(rows: Rows, item: int, body: Body) -> int | None:
    """Return the first row below the items that holds an item's code again: a second form on the sheet."""
    codes = {rows[index][item].strip() for index in body.coded}
    return next((index for index in range(body.end, len(rows)) if rows[index][item].strip() in codes), None)


def texts_of(rows: Rows, columns: Mapping[str, int], index: int) -> dict[str, str]:
    """Return the texts of a row by field."""
    return {field: rows[index][column] for field, column in columns.items()}
