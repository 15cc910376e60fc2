"""Which words of a comment belong to which dimension of satisfaction: the pack's own dictionary."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from reportgen.policy.pack import Satisfaction

Keyword = tuple[str, str]
"""Dimension and keyword, as the pack names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """The words of a pack, ready to be looked for; longer words come first."""

    pattern: re.Pattern[str]
    meant: dict[str, tuple[Keyword, ...]]

    @classmethod
    def of(cls, rules: Satisfaction) -> "Dictionary | None":
        """Return the words of a pack, or None where it has none."""
        meant: dict[str, list[Keyword]] = defaultdict(list)
        for dimension, rule in rules.dimensions.items():
            for code, keyword in (rule.keywords or {}).items():
                for word in keyword.words:
                    meant[_folded(word)].append((dimension, code))
        if not meant:
            return None
        words = sorted(meant, key=lambda word: (-len(word), word))
        pattern = re.compile("|".join(_begun(word) for word in words))
        return cls(pattern=pattern, meant={word: tuple(found) for word, found in meant.items()})

    def found(self, comment: str) -> frozenset[Keyword]:
        """Return the keywords that a comment holds; of words that overlap the longer counts."""
        hits = {hit[0] for hit in self.pattern.finditer(_folded(comment))}
        return frozenset(keyword for word in hits for keyword in self.meant[word])


def _folded(words: str) -> str:
    """Return words with one width and one case.

    >>> _folded("ＡＢＣ Price")
    'abc price'
    """
    return unicodedata.normalize("NFKC", words).casefold()


def _begun(word: str) -> str:
    """Return a pattern of a word; one in Latin letters must begin where a word begins.

    >>> bool(re.search(_begun("wait"), "a waiter")), bool(re.search(_begun("wait"), "await"))
    (True, False)
    """
    escaped = re.escape(word)
    return f"(?<![a-z0-9]){escaped}" if word[0].isascii() and word[0].isalnum() else escaped
