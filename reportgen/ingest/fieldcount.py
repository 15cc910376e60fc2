"""The field-count check: every record of a CSV has as many fields as its table has columns."""

import re
from collections.abc import Iterator, Sequence

from reportgen.ingest.delimiter import DELIMITERS, Fields, Layout
from reportgen.ingest.refusal import NO_HINT, Place, RefusalError
from reportgen.ingest.rowfaults import RowFaults
from reportgen.model.text import Text, text

# A single cell that starts like this under a table is a note or a total, not a record cut short.
_NOTE = re.compile(
    r"^\W*(?:注|备注|说明|制表|填表|编制|审核|数据来源|来源|导出|打印|合计|总计|小计|共|note|source|total|remark)",
    re.IGNORECASE,
)


class FieldCount:
    """Brings records to one width; those of another width are set aside, never shifted.

    Kept without a fault, padded: blank records, title lines above the header, lines of one field that
    follow a blank record or read like a note. Empty fields beyond the width are taken off and counted.
    """

    def __init__(self, layout: Layout, faults: RowFaults) -> None:
        self._layout = layout
        self._full = layout.width + layout.trailing
        self._faults = faults
        self._started = False
        self._after_blank = False
        self._loose: list[tuple[int, int, Fields]] = []
        self.trimmed = 0
        self.overflow: dict[int, tuple[str, ...]] = {}

    def columns(self, records: Sequence[Fields], first_row: int, lines: Sequence[int]) -> list[tuple[str, ...]]:
        """Return a block of records column by column; ``lines``: the first physical line of each."""
        even = set(map(len, records)) == {self._full}
        if even and self._started and not self._after_blank:
            fitted: Iterator[Fields] = iter(records)
        else:
            fitted = map(self._fitted, records, range(first_row, first_row + len(records)), lines)
        return list(zip(*fitted, strict=True))[: self._layout.width]

    def finish(self) -> None:
        """Judge the records after the last blank one.

        Raises:  RefusalError E158 if they are a second table.
        """
        for (row, _, fields), (_, _, below) in zip(self._loose, self._loose[1:], strict=False):
            if len(fields) == len(below):
                raise RefusalError(
                    "E158",
                    text("one table in the file; another begins here, with {width} columns", width=len(fields)),
                    value=" | ".join(fields),
                    hint=text("put it into a file of its own"),
                    place=Place(row=row),
                )
        self._blame_loose()

    def _fitted(self, fields: Fields, row: int, line: int) -> Fields:
        size = len(fields)
        if not any(map(str.strip, fields)):
            self._after_blank = self._started
        elif size == self._full or (size == self._layout.width and row == self._layout.header_row):
            self._blame_loose()
            self._started, self._after_blank = True, False
        elif row < self._layout.header_row:
            pass
        elif size > self._full:
            self._longer(fields, row, line)
        elif size > 1 and self._after_blank:
            self._loose.append((row, line, fields))
        elif size > 1 or not (self._after_blank or _NOTE.match(fields[0])):
            self._blame(row, line, fields)
        return fields[: self._full] + [""] * (self._full - size)

    def _longer(self, fields: Fields, row: int, line: int) -> None:
        self._started, self._after_blank = True, False
        if not any(fields[self._full :]):
            self.trimmed += 1
            return
        self.overflow[row] = tuple(fields[self._full :])
        self._blame(row, line, fields)

    def _blame_loose(self) -> None:
        for row, line, fields in self._loose:
            self._blame(row, line, fields)
        self._loose.clear()

    def _blame(self, row: int, line: int, fields: Fields) -> None:
        other = [sign for sign in DELIMITERS if sign != self._layout.delimiter and sign in fields[0]]
        hint = (
            text("is the delimiter {sign} here?", sign=other[0])
            if len(fields) == 1 and other
            else in_line(row, line)
        )
        self._faults.add(row, "E135", text("{width} fields", width=self._full), value=str(len(fields)), hint=hint)


def in_line(row: int, line: int) -> Text:
    """Return the hint that names a record's physical line, where it is another number."""
    return text("it begins in line {line} of the file", line=line) if line != row else NO_HINT
