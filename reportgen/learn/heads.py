"""Where the headings of an unknown table stand, and what stands above them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.ingest.headers import SEARCHED_ROWS, joined
from reportgen.ingest.sheet import Sheet
from reportgen.learn.looks import is_date, is_number
from reportgen.model.folding import tidied

_BELOW = 40
"""Rows below a heading that are compared with it."""
_MOST_ROWS = 3
_FEWEST = 2
_TURNED = 3
_HALF = 0.5

Known = Callable[[str], bool]
"""Whether a text is the usual spelling of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The headings of one sheet."""

    at: int
    """Index of the first heading row."""
    rows: int
    names: tuple[str, ...]
    """Heading of every column, over several rows joined by /."""
    titles: tuple[str, ...]
    """What stands above them, row by row."""
    turned: bool = False
    """The headings stand in the first column."""
    sure: bool = True

    @property
    def body(self) -> int:
        """Index of the first row below."""
        return self.at + self.rows


def head_of(sheet: Sheet, known: Known) -> Head | None:
    """Return where the headings of a sheet are; None for a sheet without a table."""
    top = sheet.cells[: SEARCHED_ROWS + _MOST_ROWS + _BELOW]
    rows = [tuple(tidied(cell) for cell in row) for row in top]
    weights = [_weight(rows, at, known) for at in range(min(SEARCHED_ROWS, len(rows)))]
    if not weights or max(weights) <= 0:
        return None
    at = max(range(len(weights)), key=lambda index: (weights[index], -index))
    if at and _leads(rows[at - 1]) and _goes_on(sheet, rows, at - 1, 1):
        at -= 1  # the upper of two heading rows has blanks where the lower one has words
    count = _count(sheet, rows, at)
    names = tuple(tidied(name) for name in joined(sheet, sheet.cells[: at + count], at, count))
    return Head(
        at=at,
        rows=count,
        names=names,
        titles=tuple(" ".join(filter(None, row)) for row in rows[:at] if any(row)),
        turned=_is_turned(rows, at, known),
        sure=_stands_out(weights, at),
    )


def _weight(rows: Sequence[Sequence[str]], at: int, known: Known) -> float:
    """Return how like headings a row is: many words, each once, known ones, values of other kinds below."""
    row = rows[at]
    filled = [cell for cell in row if cell]
    if len(filled) < min(_FEWEST, len(row)):
        return 0.0
    words = [cell for cell in filled if not is_number(cell) and not is_date(cell)]
    share, whole = len(words) / len(filled), len(filled) / len(row)
    spelled = sum(map(known, set(words))) / len(row)
    below = [other for other in rows[at + 1 : at + 1 + _BELOW] if any(other)]
    other = sum(_differs(cell, [one[index] for one in below]) for index, cell in enumerate(row) if cell) / len(row)
    return share * (whole + len(set(words)) / len(filled) * _HALF) + 3 * spelled + other if share > _HALF else 0.0


def _differs(heading: str, below: Sequence[str]) -> bool:
    """Whether the cells below are of another kind: numbers or dates, or words that repeat and are never it."""
    filled = [cell for cell in below if cell]
    if not filled or heading in filled:
        return False
    typed = sum(is_number(cell) or is_date(cell) for cell in filled)
    return 2 * typed > len(filled) or len(set(filled)) < len(filled)


def _count(sheet: Sheet, rows: Sequence[Sequence[str]], at: int) -> int:
    """Return how many rows the headings have: merged ranges and cells left blank beside a filled one tell."""
    count = 1
    while count < _MOST_ROWS and at + count < len(rows) and _goes_on(sheet, rows, at, count):
        count += 1
    return count


def _leads(row: Sequence[str]) -> bool:
    """Whether a row holds more than a title: several different words."""
    filled = {cell for cell in row if cell}
    return len(filled) > _MOST_ROWS and not any(is_number(cell) or is_date(cell) for cell in filled)


def _goes_on(sheet: Sheet, rows: Sequence[Sequence[str]], at: int, count: int) -> bool:
    row = rows[at + count]
    if any(is_number(cell) or is_date(cell) for cell in row if cell) or not any(row):
        return False
    first, last = at + 1, at + count
    if any(top >= first and top <= last < bottom for top, _, bottom, _ in sheet.merged):
        return True
    wide = any(first <= top == bottom <= last and right > left for top, left, bottom, right in sheet.merged)
    blank = [index for index, cell in enumerate(rows[at]) if not cell]
    followed = sum(bool(before) and not cell for before, cell in pairwise(rows[at]))
    named = sum(bool(row[index]) for index in blank)
    if count > 1 or not blank or not followed:
        return False
    below = rows[at + count + 1 : at + count + 1 + _BELOW]
    own = [index for index in blank if row[index]]
    repeated = sum(any(row[index] == other[index] for other in below) for index in own)
    return (wide or 2 * named > len(blank)) and 2 * repeated < len(own)


def _is_turned(rows: Sequence[Sequence[str]], at: int, known: Known) -> bool:
    """Whether more known headings stand below each other in the first column than in the best row."""
    first = sum(map(known, {row[0] for row in rows if row and row[0]}))
    return first >= _TURNED and first > sum(map(known, {cell for cell in rows[at] if cell}))


def _stands_out(weights: Sequence[float], at: int) -> bool:
    return all(index == at or weight < weights[at] for index, weight in enumerate(weights))
