"""The table of spellings made ready: asked thousands of times for one heap of files."""

from collections.abc import Mapping

from reportgen.learn.spelling import forms, nearness, plain
from reportgen.model.folding import folded
from reportgen.policy.sources import FIELDS, Export
from reportgen.policy.synonyms import Spellings, Synonyms

_LONGEST = 30


class Lexicon:
    """Headings and vocabularies of every field, answers kept."""

    def __init__(self, words: Synonyms) -> None:
        """Prepare ``words``."""
        self.words = words
        pairs = [(export, name) for export in Export for name in FIELDS[export]]
        self._spelled: dict[tuple[Export, str], Spellings] = {pair: words.of(*pair) for pair in pairs}
        self._spoken = {
            pair: frozenset(_bare(one) for word, many in rule.items() for one in (word, *many))
            for pair in pairs
            if (rule := words.vocabulary(*pair))
        }
        self._usual = frozenset(plain(one) for own in self._spelled.values() for one in (*own.sure, *own.likely))
        self._near: dict[tuple[str, Export, str], float] = {}

    def near(self, heading: str, export: Export, name: str) -> float:
        """Return how like a heading is to the usual ones of a field."""
        key = (heading, export, name)
        if key not in self._near:
            own = self._spelled[export, name]
            self._near[key] = nearness(heading, own) if len(heading) <= 2 * _LONGEST else 0.0
        return self._near[key]

    def spells(self, heading: str) -> bool:
        """Whether a text is the usual spelling of some field."""
        return len(heading) <= _LONGEST and not self._usual.isdisjoint(forms(heading))

    def vocabulary(self, export: Export, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return our words of a field and how files write them."""
        return self.words.vocabulary(export, name)

    def spoken(self, export: Export, name: str) -> frozenset[str]:
        """Return every spelling of a field's words, folded; empty where it has no fixed words."""
        return self._spoken.get((export, name), frozenset())


def _bare(word: str) -> str:
    return folded(word).casefold()
