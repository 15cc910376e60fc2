"""A report for paper with shorter lists, so that it keeps to its pages; what is cut is counted and named."""

import dataclasses
from typing import Any, TypeVar, cast

from reportgen.model.language import Translate
from reportgen.model.text import msg

T = TypeVar("T")
STEPS = (40, 30, 24, 18, 14, 11, 9, 7, 5, 4, 3)
"""How many rows a list may keep, the most first."""
_ON_THE_SITE = msg("{count} more on the page {page}")
_BOTH = msg("{one}; {other}")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shortener:
    """Cuts every list that can say how much it leaves out."""

    say: Translate
    page: str
    """The page of the site that shows them all: C001.html."""

    def cut(self, view: T, most: int) -> T:
        """Return the view with at most ``most`` rows in each list that has a note for the others."""
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
        return dataclasses.replace(node, **changed)

    def _note(self, count: int, before: str) -> str:
        note = self.say(_ON_THE_SITE).format(count=f"{count:,}", page=self.page)
        return self.say(_BOTH).format(one=note, other=before) if before else note


def longest(view: Any) -> int:
    """Return the rows of the longest list that can be cut."""
    if isinstance(view, tuple):
        return max(map(longest, view), default=0)
    if not dataclasses.is_dataclass(view) or isinstance(view, type):
        return 0
    own = len(view.rows) if hasattr(view, "rows") and hasattr(view, "more") else 0
    return max(own, *(longest(getattr(view, field.name)) for field in dataclasses.fields(view)), 0)
