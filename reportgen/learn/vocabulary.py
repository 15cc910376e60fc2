"""Fields with a fixed vocabulary: which word of the file is which of ours."""

from collections.abc import Iterable, Mapping, Sequence

from reportgen.learn.lexicon import Lexicon
from reportgen.learn.looks import Looks, is_number
from reportgen.model.folding import folded
from reportgen.policy.sources import Export

_LISTED = 12
_MOST = 40
"""More different words than this are no vocabulary."""


_CLOSED = frozenset({"state", "channel", "approval_class", "part"})
"""Fields that take no other word than ours."""


def has_words(name: str, export: Export, words: Lexicon) -> bool:
    """Whether a field takes the words of its vocabulary only."""
    return name in _CLOSED and bool(words.spoken(export, name))


def placed_share(export: Export, name: str, seen: Looks, words: Lexicon) -> float:
    """Return the share of a column's cells that are words of a field's vocabulary; 0 for a field without one."""
    spelled = words.spoken(export, name)
    if not spelled or not seen.filled:
        return 0.0
    return sum(n for one, n in seen.counts.items() if folded(one).casefold() in spelled) / seen.filled


def said_values(
    export: Export, texts: Mapping[str, Iterable[str]], words: Lexicon
) -> tuple[dict[str, dict[str, tuple[str, ...]]], dict[str, tuple[str, ...]]]:
    """Return field → our word → the file's spellings, and field → words that nobody has placed.

    In:  texts: field → the distinct texts of its column.
    """
    placed: dict[str, dict[str, tuple[str, ...]]] = {}
    unsaid: dict[str, tuple[str, ...]] = {}
    for name in texts:
        rule = words.vocabulary(export, name)
        if not rule:
            continue
        own = list(dict.fromkeys(texts[name]))
        spelled = {folded(one).casefold(): word for word, many in rule.items() for one in (word, *many)}
        found: dict[str, list[str]] = {}
        rest = []
        for one in own:
            word = spelled.get(folded(one).casefold())
            if word is None:
                rest += [] if is_number(one) else [one]
            elif folded(one).casefold() != word:
                found.setdefault(word, []).append(one)
        if found:
            placed[name] = _with_others(found, rule)
        if rest and len(rest) <= _MOST:
            unsaid[name] = tuple(sorted(rest)[:_LISTED])
    return placed, unsaid


def _with_others(
    found: Mapping[str, Sequence[str]], rule: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the words of a file and the other usual spellings in its script: the next file may have them."""
    chinese = any(not one.isascii() for many in found.values() for one in many)
    every = {}
    for word, many in rule.items():
        usual = [one for one in many if one.isascii() is not chinese]
        spelled = tuple(dict.fromkeys((*sorted(found.get(word, ())), *usual)))
        if spelled:
            every[word] = spelled
    return every
