"""What the recognisers share: where a sheet's headings are, and what its first cells look like."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.ingest.platforms.layout import Kind, Option, Question, Structure
from reportgen.ingest.platforms.shown import kind_shown
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import folded, tidied

SEARCHED_ROWS = 10
SAMPLED_ROWS = 2_000
"""Kinds of questions are judged by the first rows; what a cell means never depends on them."""
_CHOICES = 30
_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """A heading row, and the first cells below it by column."""

    at: int
    names: tuple[str, ...]
    cells: Sequence[Sequence[str]]

    def column(self, index: int) -> list[str]:
        """Return the cells of a column that hold something, tidied."""
        return [tidy for cell in self.cells[index] if (tidy := tidied(cell))]


def spelled(name: str) -> str:
    """Return a heading as it is compared."""
    return folded(name).casefold()


def heads(sheet: Sheet, needed: Collection[Collection[str]]) -> Heads | None:
    """Return the first row near the top that has one name of each group of ``needed``, in any order."""
    wanted = [{spelled(name) for name in group} for group in needed]
    for at, row in enumerate(sheet.cells[:SEARCHED_ROWS]):
        there = {spelled(cell) for cell in row}
        if all(there & group for group in wanted):
            below = sheet.cells[at + 1 : at + 1 + SAMPLED_ROWS]
            cells = list(zip(*below, strict=True)) or [() for _ in row]
            return Heads(at=at, names=row, cells=cells)
    return None


def lead_columns(names: Sequence[str], leads: Mapping[str, Collection[str]]) -> dict[str, int]:
    """Return the columns of a platform's own headings: key of ``leads`` → the first column so named."""
    keys = {spelled(name): key for key, many in leads.items() for name in many}
    found: dict[str, int] = {}
    for index, name in enumerate(names):
        key = keys.get(spelled(name))
        if key is not None:
            found.setdefault(key, index)
    return found


def kind_of(cells: Sequence[str], silent: frozenset[str] = frozenset()) -> Kind:
    """Return what a column of single answers seems to hold; words where it is blank."""
    return kind_shown(cells, silent) or Kind.TEXT


def are_choices(cells: Sequence[str]) -> bool:
    """Whether cells are words that come again and again, as options do and comments do not.

    >>> are_choices(["满意", "一般", "满意"]), are_choices(["5", "4", "5"]), are_choices(["太慢了", "很好"])
    (True, False, False)
    """
    counted = Counter(cells)
    return len(counted) <= min(_CHOICES, len(cells) - 1) and not all(map(_NUMBER.match, counted))


def observed(cells: Iterable[str]) -> tuple[Option, ...]:
    """Return the answers that a column holds as options without a code, in the order of their words."""
    return tuple(Option(code="", label=label) for label in sorted(set(cells)))


def listed(structure: Structure | None, code: str, wording: str, part: str) -> Question | None:
    """Return the question of a questionnaire that a column answers: by its words, else by its number.

    ``code``: the number that the heading itself bears, "" if it bears none. A number alone is not enough where
    both have words and these differ: the list may be of an earlier form.
    """
    if structure is None:
        return None
    own, words = spelled(part), spelled(wording)
    parts = [question for question in structure.questions if spelled(question.part) == own]
    for question in parts if words else ():
        if spelled(question.wording) == words:
            return question
    numbered = [
        one for one in (parts if own else structure.questions) if code and spelled(one.code) == spelled(code)
    ]
    return next((one for one in numbered if _agree(spelled(one.wording), words)), None)


def _agree(one: str, other: str) -> bool:
    """Whether two wordings may be the same: one is blank, or begins like the other as far as it goes."""
    return one.startswith(other) or other.startswith(one)
