"""A workbook, the language it speaks, and its formats, each made once."""

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from reportgen.deliver.looks import PAINTS, Mark, Tone, number_format
from reportgen.model.language import translator

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_INDENT = {"indent": 1}
"""Words keep off the figures that end where they begin."""
_ACROSS = 150
"""Letters across one sheet of paper that can still be read."""
_HEADING = {"bold": True, "bottom": 2, "text_wrap": True, "valign": "top", "bg_color": "#eef1f4"}


class Pen:
    """A workbook, the language it speaks, and its formats, each made once."""

    def __init__(self, book: "Workbook", locale: str) -> None:
        self.book = book
        self.say = translator(locale)
        self.format = cache(self._format)
        self.marked = cache(self._marked)
        self.figure = cache(lambda unit, column: self.format(number_format(unit, column)))
        self.head = book.add_format(_HEADING)
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.text = book.add_format(_INDENT)
        self.quiet = book.add_format({**PAINTS["quiet"], **_INDENT})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def _format(self, shape: str, tone: Tone = "plain") -> Any:
        wanted = {**PAINTS[tone], **({"num_format": shape} if shape else {})}
        return self.book.add_format(wanted) if wanted else None

    def _marked(self, mark: Mark) -> Any:
        """Return the format of a word with its sign before it and its judgement behind."""
        tone, sign, words = mark
        behind = f'" {self.say(words)}"' if words else ""
        shape = {"num_format": f'"{sign} "@{behind}'} if sign else {}
        return self.book.add_format({**PAINTS[tone], **shape, **_INDENT})


def on_paper(sheet: "Worksheet", wide: float = 0, keys: int = 0) -> None:
    """Set a sheet up for A4 across: headings and ``keys`` on every page, as many pages beside as it is wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(max(math.ceil(wide / _ACROSS), 1), 0)
    sheet.repeat_rows(0)
    if keys:
        sheet.repeat_columns(0, keys - 1)
    sheet.set_footer("&L&A&R&P / &N")
