"""What the cells of a column show of its question, where no questionnaire tells it."""

import re
from collections.abc import Iterable, Sequence

from reportgen.ingest.platforms.layout import Kind
from reportgen.ingest.sheet import Sheet

_LOOKED_AT = 500
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$", re.ASCII)
_POINTS = 11
_FEW = 12
_LONG = 80


def top_cells(sheet: Sheet, start: int) -> list[tuple[str, ...]]:
    """Return, column by column, the cells of the first five hundred rows from index ``start``."""
    rows = sheet.cells[start : start + _LOOKED_AT]
    return list(zip(*rows, strict=True)) if rows else [()] * sheet.cells.width


def kind_shown(cells: Iterable[str], silent: frozenset[str]) -> Kind | None:
    """Return the kind of answers that some cells show, None if there is no answer among them.

    ``silent``: cells that are no answers. Numbers on at most eleven points are a scale, and many different
    or long texts were written freely.
    """
    values = [cell.strip() for cell in cells if cell.strip() and cell.strip() not in silent]
    if not values:
        return None
    different = set(values)
    if all(map(_NUMBER.match, different)):
        on_scale = len(different) <= _POINTS and all(len(value) <= 3 for value in different)  # noqa: PLR2004  100
        return Kind.SINGLE if on_scale else Kind.NUMBER
    if any("\n" in value or len(value) > 2 * _LONG for value in different):
        return Kind.TEXT
    if sum(map(len, different)) > _LONG * len(different):
        return Kind.TEXT
    many = len(different) > _FEW and 3 * len(different) > len(values)
    return Kind.TEXT if many else Kind.SINGLE


def only(columns: Iterable[Sequence[str]], words: frozenset[str], silent: frozenset[str]) -> bool:
    """Whether some columns hold answers, and all of them are among ``words``, in any case."""
    seen = {cell.strip() for column in columns for cell in column} - silent - {""}
    return bool(seen) and {cell.casefold() for cell in seen} <= words
