"""Rows whose text cannot be trusted: control characters, halves of characters, garbled or endless cells."""

import codecs
import re
from collections.abc import Sequence

from reportgen.ingest.encoding import PLAUSIBLE_SHARE, common_share
from reportgen.ingest.limits import Limits
from reportgen.ingest.refusal import NO_HINT, Place, RefusalError
from reportgen.ingest.sheet import letters
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

_SEPARATOR = "\x1f"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROL_JOINED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1e\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = ("\ufffd", "锟斤拷")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# The first two bytes of a Chinese character in UTF-8, read as GB 18030 or as Windows-1252.
_STARTS = "".join(
    bytes([first, second]).decode("gb18030", "ignore")
    for first in (*range(0xE3, 0xEA), 0xEF)
    for second in range(0x80, 0xC0)
)
_SUSPECT = re.compile(f"[\ufffd锟{re.escape(_STARTS)}]|[ãäåæçèéï][^\x00-\x7f]")
_KEPT = 200
_FEWEST_REPAIRED = 2


class RowFaults:
    """Collects the first fault of each row of one sheet."""

    def __init__(self, file: str, sheet: str, limits: Limits) -> None:
        self._file = file
        self._sheet = sheet
        self._limits = limits
        self.bad: dict[int, Problem] = {}

    def look(self, columns: Sequence[Sequence[str]], joined: Sequence[str], first_row: int) -> None:
        """Look through a block of columns; ``joined`` holds each column's cells in one text."""
        for number, (column, whole) in enumerate(zip(columns, joined, strict=True), start=1):
            if len(whole) < len(column):
                continue
            if self._needs_a_look(column, whole):
                for row, cell in enumerate(column, start=first_row):
                    self._judge(row, number, cell)

    def add(
        self, row: int, code: str, expected: Text, *, value: str, column: str = "", hint: Text = NO_HINT
    ) -> None:
        """Set a row aside, unless it already is.

        Raises:  RefusalError if so many rows are faulty that the file is no table.
        """
        if row in self.bad:
            return
        safe = value[:_KEPT].encode("utf-8", "backslashreplace").decode()
        place = Place(self._sheet, row, column)
        if len(self.bad) >= self._limits.faulty_rows:
            raise RefusalError(code, expected, value=safe, hint=hint, place=place)
        fault = RefusalError(code, expected, value=safe, hint=hint, place=place)
        self.bad[row] = fault.problem(self._file, Severity.SET_ASIDE)

    def _needs_a_look(self, column: Sequence[str], whole: str) -> bool:
        if _CONTROL_JOINED.search(whole) or whole.count(_SEPARATOR) >= len(column):
            return True
        if len(whole) > self._limits.cell_characters and max(map(len, column)) > self._limits.cell_characters:
            return True
        return not whole.isascii() and bool(_SUSPECT.search(whole) or _SURROGATE.search(whole))

    def _judge(self, row: int, column: int, cell: str) -> None:
        name = letters(column)
        if len(cell) > self._limits.cell_characters:
            expected = text(
                "at most {limit} characters; this cell has {length}",
                limit=self._limits.cell_characters,
                length=len(cell),
            )
            self.add(row, "E139", expected, value=cell, column=name)
        elif _CONTROL.search(cell):
            self.add(row, "E138", text("text without control characters"), value=cell, column=name)
        elif _SURROGATE.search(cell):
            self.add(row, "E140", text("whole characters; half of one stands alone"), value=cell, column=name)
        elif garbled(cell):
            self.add(
                row,
                "E133",
                text("readable text; this was written in one encoding and read in another"),
                value=cell,
                column=name,
                hint=text("export it again; the original may have read {text}", text=repaired(cell) or "?"),
            )


def garbled(cell: str) -> bool:
    """Whether a text was decoded with the wrong encoding somewhere on its way.

    >>> garbled("瀹㈡埛"), garbled("å®¢æˆ·"), garbled("锟斤拷"), garbled("客户"), garbled("café")
    (True, True, True, False, False)
    """
    if cell.isascii() or not _SUSPECT.search(cell):
        return False
    return any(sign in cell for sign in _REPLACED) or bool(repaired(cell))


def repaired(cell: str) -> str:
    """Return what a garbled text may have been; empty if it does not look garbled.

    >>> repaired("瀹㈡埛A")
    '客户A'
    """
    found = False

    def back(run: re.Match[str]) -> str:
        nonlocal found
        original = _undone(run[0], "gb18030") or _undone(run[0], "cp1252")
        found = found or bool(original)
        return original or run[0]

    whole = _NOT_ASCII.sub(back, cell)
    return whole if found else ""


def _undone(run: str, codec: str) -> str:
    try:
        original, _ = codecs.utf_8_decode(run.encode(codec), "strict", False)
    except UnicodeError:
        return ""
    plausible = len(original) >= _FEWEST_REPAIRED and common_share([original]) >= PLAUSIBLE_SHARE
    return original if plausible and not original.isascii() else ""
