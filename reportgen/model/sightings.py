"""Where a name, an id or a code stands in a text, however it is typed: what masks and the leak gate look for.

A text is read in NFKC, without case, spaces and invisible characters, so that a name that is broken by
spaces, line ends or full-width forms is seen. What begins or ends with a Latin letter or a digit must not
run on into another one (``C1`` is not in ``C12``), and a short code of Latin letters and digits must stand
together (``A 100`` is a level and its score, not the client ``A100``); a very short one in its own case
(``IT`` is not in ``it is``). What stands inside a longer name that may be seen is not a sighting: ``东方``
in ``东方机械``.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MASK = "▇▇"
VERY_SHORT = 4
"""Below this length it must stand in the case in which it is written, too."""
SHORT = 8
"""A word of Latin letters and digits below this length must stand together."""
LEAST = 2
"""A single character is no name."""
_GONE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]+")
_LATIN = re.compile(r"[0-9a-z]")


def squeezed(text: str) -> str:
    r"""Return ``text`` as names are compared: NFKC, no case, no spaces, nothing invisible.

    >>> squeezed("\uff25ast\u200b Machinery （苏 州）")
    'eastmachinery(苏州)'
    """
    return _GONE.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a text are the word ``word``."""

    start: int
    end: int
    word: str


class Sought:
    """Words to look for, and the longer ones inside which they may stand."""

    def __init__(self, words: Iterable[str], allowed: Iterable[str] = ()) -> None:
        free = {squeezed(word) for word in allowed}
        found = {squeezed(word): word for word in sorted(words, reverse=True)}
        self.words = {key: word for key, word in found.items() if len(key) >= LEAST and key not in free}
        """Squeezed word → the word as written."""
        self._longer = sorted(free, key=len, reverse=True)

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _automaton(self) -> "AhoCorasick":
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(self._keys)

    @cached_property
    def _around(self) -> dict[str, tuple[str, ...]]:
        """Return the allowed words around each word that has some."""
        if not self.words:
            return {}
        found: dict[str, list[str]] = {}
        for longer in self._longer:
            for at in {at for at, _, _ in self._automaton.find_matches_as_indexes(longer, overlapping=True)}:
                found.setdefault(self._keys[at], []).append(longer)
        return {key: tuple(words) for key, words in found.items()}

    def may_be_in(self, text: str) -> bool:
        """Whether a text could hold one of the words; a quick look that is never wrong in saying no."""
        return bool(self.words) and bool(self._automaton.find_matches_as_indexes(squeezed(text)))

    def sightings(self, text: str) -> list[Span]:
        """Return every sighting in ``text``, from the left, the longer first; one may stand inside another."""
        if not self.words:
            return []
        key, places = _placed(text)
        hits = self._automaton.find_matches_as_indexes(key, overlapping=True)
        free = self._free(key, {self._keys[at] for at, _, _ in hits})
        found: list[Span] = []
        for at, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
            span = Span(places[start], places[end - 1] + 1, self.words[self._keys[at]])
            if not any(low <= start and end <= high for low, high in free) and _whole(text, span):
                found.append(span)
        return found

    def spans(self, text: str) -> list[Span]:
        """Return the sightings in ``text``, the longest from the left, none across another."""
        found: list[Span] = []
        for span in self.sightings(text):
            if not found or span.start >= found[-1].end:
                found.append(span)
        return found

    def _free(self, key: str, seen: set[str]) -> list[tuple[int, int]]:
        """Return where longer words that may be seen stand around those that were."""
        longer = {word for one in seen for word in self._around.get(one, ())}
        return [(m.start(), m.end()) for word in longer for m in re.finditer(re.escape(word), key)]

    def masked(self, text: str, mask: str = MASK) -> str:
        """Return ``text`` with ``mask`` in place of every sighting."""
        if not self.may_be_in(text):
            return text
        parts, at = [], 0
        for span in self.spans(text):
            parts += [text[at : span.start], mask]
            at = span.end
        return "".join([*parts, text[at:]])


def _placed(text: str) -> tuple[str, Sequence[int]]:
    """Return the squeezed text and, for each of its characters, where it came from."""
    characters, places = [], []
    for at, one in enumerate(text):
        folded = _squeezed_one(one)
        characters.append(folded)
        places += [at] * len(folded)
    return "".join(characters), places


@lru_cache(maxsize=20_000)
def _squeezed_one(character: str) -> str:
    return squeezed(character)


def _whole(text: str, span: Span) -> bool:
    """Whether a sighting does not run on into a word, and stands together and in its case where it must."""
    key = squeezed(span.word)
    if _LATIN.match(key[0]) and span.start and _is_latin(text[span.start - 1]):
        return False
    if _LATIN.match(key[-1]) and span.end < len(text) and _is_latin(text[span.end]):
        return False
    found = unicodedata.normalize("NFKC", text[span.start : span.end])
    if key.isascii() and len(key) < VERY_SHORT:
        return found == unicodedata.normalize("NFKC", span.word)
    return not key.isascii() or len(key) >= SHORT or not any(one.isspace() for one in found)


def _is_latin(one: str) -> bool:
    return bool(_LATIN.match(squeezed(one) or " "))
