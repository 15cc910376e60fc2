"""A workbook, the language it speaks, and its formats, each made once."""

from functools import cache
from typing import TYPE_CHECKING, Any

from reportgen.deliver.looks import PAINTS, Mark, Tone, number_format
from reportgen.model.language import translator

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

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
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def _format(self, shape: str, tone: Tone = "plain") -> Any:
        wanted = {**PAINTS[tone], **({"num_format": shape} if shape else {})}
        return self.book.add_format(wanted) if wanted else None

    def _marked(self, mark: Mark) -> Any:
        """Return the format of a word with its sign before it and its judgement behind."""
        tone, sign, words = mark
        behind = f'" {self.say(words)}"' if words else ""
        return self.format(f'"{sign} "@{behind}' if sign else "", tone)


def on_paper(sheet: "Worksheet") -> None:
    """Set a sheet up for A4 across, as wide as one page, its headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
