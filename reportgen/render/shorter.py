"""A report with shorter lists and texts, to keep to its pages or its weight; what is cut is counted and named."""

import dataclasses
from typing import Any, TypeVar, cast

from reportgen.model.language import Translate
from reportgen.model.text import msg
from reportgen.render.clean import CUT
from reportgen.render.viewmodel import Cell, rich
from reportgen.render.viewmodel_patterns import Voice
from reportgen.render.viewmodel_sections import Complaint, Definition, Quote, Satisfaction

T = TypeVar("T")
STEPS = (40, 30, 24, 18, 14, 11, 9, 7, 5, 4, 3)
"""How many rows a list may keep, the most first."""
LEAST = (
    *("definitions", "file", "market", "by_level", "listening", "surveyed", "improving", "heard", "recurring"),
    *("treatments", "weighted", "voices", "drivers", "patterns", "trends", "late_days", "standing", "ageing"),
    *("waiting", "watch", "categories", "matrix", "movers", "scorecard", "waterfalls"),
)
"""Sections that paper can do without where shorter lists are not enough, the first to go first."""
_LETTERS, _FEWEST = 25, 120
"""Letters that a text may keep for each row that a list may, and the fewest."""
_TEXTS: dict[type, str] = {Quote: "words", Complaint: "content", Cell: "text"}
"""Where people's own words stand."""
_QUOTED: dict[type, str] = {Satisfaction: "quotes_more", Voice: "more"}
"""What says how many of a list of quotes are left out."""
_ROWS_A_QUOTE = 3
"""A quote takes the room of so many rows."""
_TAIL = 60
_ALL_OF_IT = msg("(of {n} characters, all on the page {page})")
_ALL_IN_THE_DATA = msg("(of {n} characters, all in the data)")
_ON_THE_SITE = msg("{count} more on the page {page}")
_IN_THE_DATA = msg("{count} more in the data")
_BOTH = msg("{one}; {other}")
_THE_REST = msg("The rest")
_DEFINED = msg("{count} definitions are on the page {page}")
_NOT_HERE = msg("no room on paper, so on the page {page}: {sections}")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shortener:
    """Cuts every list that can say how much it leaves out, and every text of people."""

    say: Translate
    page: str
    """Where all of it stands: for paper the page of the site, C001.html; for the screen the data's address."""
    paper: bool = True

    def level(self, view: T, number: int, steps: tuple[int, ...] = STEPS) -> T:
        """Return the view at one of the levels 0 … ``levels(steps) - 1``, each shorter than the one before."""
        cut = self.cut(view, steps[min(number, len(steps) - 1)])
        return self._without(cut, LEAST[: number - len(steps) + 1]) if number >= len(steps) else cut

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
        if hasattr(node, "more"):
            changed |= self._fewer(node, changed, "rows", "more", most)
        if type(node) in _QUOTED:
            changed |= self._fewer(node, changed, "quotes", _QUOTED[type(node)], max(most // _ROWS_A_QUOTE, 1))
        if type(node) in _TEXTS:
            name = _TEXTS[type(node)]
            changed[name] = self._short(getattr(node, name), max(most * _LETTERS, _FEWEST))
        return dataclasses.replace(node, **changed)

    def _fewer(self, node: Any, changed: dict[str, Any], name: str, note: str, most: int) -> dict[str, Any]:
        """Return what changes where a list of ``node`` has more than ``most`` parts."""
        left = len(changed.get(name, ())) - most
        if left <= 0:
            return {}
        found = {name: changed[name][:most], note: self._note(left, getattr(node, note))}
        if not self.paper and not getattr(node, "more_href", "-"):
            found["more_href"] = self.page
        return found

    def _short(self, words: str, most: int) -> str:
        """Return the beginning of a text; a note that it was cut before stays as it is."""
        if len(words) <= most + _TAIL:
            return words
        cut = words.rfind(CUT, len(words) - _TAIL)
        pattern = _ALL_OF_IT if self.paper else _ALL_IN_THE_DATA
        note = words[cut:] if cut >= 0 else CUT + self.say(pattern).format(n=f"{len(words):,}", page=self.page)
        return words[:most].rstrip() + note

    def _note(self, count: int, before: str) -> str:
        pattern = _ON_THE_SITE if self.paper else _IN_THE_DATA
        note = self.say(pattern).format(count=f"{count:,}", page=self.page)
        return self.say(_BOTH).format(one=note, other=before) if before else note

    def _without(self, view: Any, names: tuple[str, ...]) -> Any:
        """Return the view without some sections; its data quality says which, and where they stand."""
        gone, titles = {}, []
        for name in names:
            section = getattr(view, name, None)
            if not section:
                continue
            if name == "definitions":
                words = rich(self.say(_DEFINED), count=len(section.items), page=self.page)
                one = Definition(self.say(_THE_REST), words)
                gone[name] = dataclasses.replace(section, items=(one,))
                continue
            gone[name] = () if isinstance(section, tuple) else None
            titles += [one.heading.title for one in (section if isinstance(section, tuple) else (section,))]
        if titles:
            listed = self.say(", ").join(titles)
            said = rich(self.say(_NOT_HERE), page=self.page, sections=listed)
            gone["quality"] = dataclasses.replace(view.quality, items=(*view.quality.items, said))
        return dataclasses.replace(view, **gone)


def levels(steps: tuple[int, ...] = STEPS) -> int:
    """Return how many levels there are: shorter and shorter lists, then fewer and fewer sections."""
    return len(steps) + len(LEAST)
