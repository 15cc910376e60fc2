"""What a row below the headings is: a record, a total line, words beside the table, a second table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from reportgen.ingest.headers import Heading, bare
from reportgen.model.folding import folded
from reportgen.model.records.every import RECORDS
from reportgen.model.records.field import Kind as FieldKind
from reportgen.model.records.field import Record
from reportgen.policy.sources import Export

_WRITTEN = {one.name for record in RECORDS for one in record.fields if one.kind is FieldKind.WHOLE}
FREE_TEXT = _WRITTEN | {"content", "result", "comment", "opinion", "evidence", "reason", "cause", "item_name"}
"""Fields in which a person may write anything, the word 合计 too."""
_OF_DIGITS = {
    FieldKind.DAY,
    FieldKind.ANY_DAY,
    FieldKind.MONTH,
    FieldKind.MONEY,
    FieldKind.NUMBER,
    FieldKind.COUNT,
}


def _digits(record: Record) -> tuple[str, ...]:
    """Return the fields of an export that no record leaves without digits."""
    return tuple(one.name for one in record.fields if one.required and one.kind in _OF_DIGITS)


TYPED: dict[Export, tuple[str, ...]] = {
    Export.SURVEY: ("answered_at",),
    Export.COMPLAINTS: ("received_at", "closed_at"),
    Export.ORDERS: ("order_date", "amount"),
    Export.SCORECARD_ITEMS: ("graded_on", "points", "mark"),
    Export.RECEIVABLES: ("due_date", "amount"),
    Export.TARGETS: ("month", "target_amount"),
    Export.VISITS: ("visited_at",),
    Export.CHURN_REPORTS: ("reported_at",),
    Export.LIMIT_APPLICATIONS: ("filled_at",),
    **{Export(record.export): _digits(record) for record in RECORDS},
}
"""Exports whose records hold digits: a line of words after a blank one is another table's heading."""

_NOTE = re.compile(
    r"^(?:\d+[、.)]\s*)?(?:备注|注|说明|制表|填表|审核|复核|制单|填报|打印|note|notes|prepared by)", re.IGNORECASE
)
_NARROW = 3
_NOTE_CELLS = 3
_LONGEST_TOTAL = 12


class Kind(Enum):
    """What a row is."""

    RECORD = auto()
    BLANK = auto()
    TOTAL = auto()
    NOTE = auto()
    HEADING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKinds:
    """How the rows of one table are told apart."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    starts: frozenset[str]
    """First characters of a total line's name."""
    free: frozenset[int]
    """Columns of free text."""
    headings: frozenset[tuple[int, str]]
    telling: frozenset[str]
    """Texts that an ordinary record does not hold: total words and the headings as written."""
    typed: bool
    width: int

    @classmethod
    def of(cls, found: Heading, export: Export, total_words: Sequence[str]) -> "RowKinds":
        """Return how the rows below ``found`` are told apart."""
        words = frozenset(map(folded, total_words))
        return cls(
            words=words,
            pattern=total_pattern(total_words),
            starts=frozenset({word[0] for word in words if word} | {"本"}),
            free=frozenset(column for key, column in found.columns.items() if key in FREE_TEXT),
            headings=frozenset((column, bare(found.names[key])) for key, column in found.columns.items()),
            telling=words | frozenset(found.names.values()),
            typed=any(key in found.columns for key in TYPED.get(export, ())),
            width=len(found.columns),
        )

    def kind(self, row: Sequence[str], *, after_blank: bool, merged: bool) -> Kind:
        """Return what a row is; ``merged``: cells of it may be blank because they are merged with those above."""
        filled = sum(map(bool, row))
        if not filled or (filled <= _NOTE_CELLS and not "".join(row).strip()):
            return Kind.BLANK
        if self.total_word(row):
            return Kind.TOTAL
        if not merged and filled <= _NOTE_CELLS and self.width >= _NARROW and _is_note(row):
            return Kind.NOTE
        return Kind.HEADING if self._is_heading(row, filled, after_blank=after_blank) else Kind.RECORD

    def total_word(self, row: Sequence[str]) -> str:
        """Return the total word of a row, or nothing: 合计 alone in a cell, or 本页小计 at its head."""
        head = next((cell for cell in row if cell), "").lstrip()
        if head[:1] in self.starts and len(head) <= _LONGEST_TOTAL and self.pattern.match(folded(head)):
            return folded(head)
        if self.words.isdisjoint(row):
            return ""
        return next((cell for index, cell in enumerate(row) if cell in self.words and index not in self.free), "")

    def _is_heading(self, row: Sequence[str], filled: int, *, after_blank: bool) -> bool:
        """Whether a row is the headings of a further table: ours again, or words after a blank row."""
        if filled == 1:
            return False
        if not self.telling.isdisjoint(row):
            cells = [(index, bare(row[index])) for index, _ in self.headings if row[index]]
            if len(cells) > 1 and self.headings.issuperset(cells):
                return True
        return after_blank and self.typed and not any(any(c.isdigit() for c in cell) for cell in row)


def total_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what matches the name of a total line, folded: 合计, 本页小计, 合计(元):."""
    names = "|".join(re.escape(folded(word)) for word in words) or "(?!)"
    return re.compile(rf"^(?:本[页月季年期])?(?:{names})(?:\(.*\))?:?$")


def _is_note(row: Sequence[str]) -> bool:
    """Whether the few words of a row stand beside the table: one cell, or a line of signatures."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) == 1:
        return True
    return bool(_NOTE.match(cells[0])) and all(_NOTE.match(cell) or ":" in folded(cell) for cell in cells[:-1])
