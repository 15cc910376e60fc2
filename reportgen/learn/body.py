"""The records of an unknown table: without blank rows, total lines and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from reportgen.ingest.rowkinds import total_pattern
from reportgen.ingest.sheet import Sheet
from reportgen.learn.heads import Head
from reportgen.learn.looks import LOOKED_AT, Looks, looks
from reportgen.model.folding import folded

_THIN = 0.34
_NARROW = 3
_BLOCK = 200
"""Rows that are taken together: what repeats in a log stands close by."""
_LAST = 20
"""Rows at the end among which notes may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Some rows of a table, spread over it, and how many there are."""

    rows: Sequence[tuple[str, ...]]
    count: int


def body_of(sheet: Sheet, head: Head, total_words: Sequence[str]) -> Body:
    """Return the records below the headings; of very many every n-th."""
    step = max(1, (len(sheet.cells) - head.body) // (2 * LOOKED_AT))
    below = enumerate(islice(iter(sheet.cells), head.body, None))
    taken = [row for at, row in below if not at // _BLOCK % step and any(cell.strip() for cell in row)]
    filled = [sum(bool(cell.strip()) for cell in row) for row in taken]
    usual = median(filled) if filled else 0
    pattern = total_pattern(total_words)
    near_end = len(taken) - _LAST
    rows = [
        row
        for at, (row, own) in enumerate(zip(taken, filled, strict=True))
        if (len(row) < _NARROW or at < near_end or own > min(_NARROW, _THIN * usual))
        and not pattern.match(folded(next(c for c in row if c.strip())))
    ]
    return Body(rows=rows, count=len(rows) * step if step > 1 else len(rows))


def columns_of(head: Head, body: Body, missing: Sequence[str]) -> list[Looks]:
    """Return what every column looks like."""
    blank = frozenset(missing)
    columns = zip(*body.rows, strict=True) if body.rows else [()] * len(head.names)
    return [
        looks(index, name, cells, blank)
        for index, (name, cells) in enumerate(zip(head.names, columns, strict=True))
    ]
