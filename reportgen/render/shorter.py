"""A report for paper with shorter lists and texts, to keep to its pages; what is cut is counted and named."""

import dataclasses
from typing import Any, TypeVar, cast

from reportgen.model.language import Translate
from reportgen.model.text import msg
from reportgen.render.clean import CUT
from reportgen.render.viewmodel import Cell
from reportgen.render.viewmodel_sections import Complaint, Quote

T = TypeVar("T")
STEPS = (40, 30, 24, 18, 14, 11, 9, 7, 5, 4, 3)
"""How many rows a list may keep, the most first."""
_LETTERS, _FEWEST = 25, 120
"""Letters that a text may keep for each row that a list may, and the fewest."""
_TEXTS: dict[type, str] = {Quote: "words", Complaint: "content", Cell: "text"}
"""Where people's own words stand."""
_TAIL = 60
_ALL_OF_IT = msg("(of {n} characters, all on the page {page})")
_ON_THE_SITE = msg("{count} more on the page {page}")
_BOTH = msg("{one}; {other}")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shortener:
    """Cuts every list that can say how much it leaves out, and every text of people."""

    say: Translate
    page: str
    """The page of the site that shows them all: C001.html."""

    def cut(self, view: T, most: int) -> T:
        """Return the view with at most ``most`` rows in each list that can say so, and shorter texts."""
        return cast("T", self._cut(view, most))

    def _cut(self, node: Any, most: int) -> Any:
        if isinstance(node, tuple):
            return tuple(self._cut(one, most) for one in node)
        if not dataclasses.is_dataclass(node) or isinstance(node, type):
            return node
        changed = {
            field.name: self._cut(value, most)
            for field in dataclasses.fields(node)
            if isinstance(value := getattr(node, field.name), tuple) or dataclasses.is_dataclass(value)
        }
        if "rows" in changed and hasattr(node, "more") and len(changed["rows"]) > most:
            left = len(changed["rows"]) - most
            changed |= {"rows": changed["rows"][:most], "more": self._note(left, node.more)}
        if type(node) in _TEXTS:
            name = _TEXTS[type(node)]
            changed[name] = self._short(getattr(node, name), max(most * _LETTERS, _FEWEST))
        return dataclasses.replace(node, **changed)

    def _short(self, words: str, most: int) -> str:
        """Return the beginning of a text; a note that it was cut before stays as it is."""
        if len(words) <= most + _TAIL:
            return words
        cut = words.rfind(CUT, len(words) - _TAIL)
        note = words[cut:] if cut >= 0 else CUT + self.say(_ALL_OF_IT).format(n=f"{len(words):,}", page=self.page)
        return words[:most].rstrip() + note

    def _note(self, count: int, before: str) -> str:
        note = self.say(_ON_THE_SITE).format(count=f"{count:,}", page=self.page)
        return self.say(_BOTH).format(one=note, other=before) if before else note
