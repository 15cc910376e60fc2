"""On which scale a column of answers is: words that a table orders, or numbers, the ends labelled or not."""

import re
from collections.abc import Iterable, Mapping, Sequence

from reportgen.learn.looks import Looks
from reportgen.learn.proposal import Scale

STANDARD = ((1, 5), (1, 7), (0, 10), (1, 10), (0, 100))
_MOST = 0.9
_HALF = 0.5
"""Share of the labels where one or two other words stand beside them, such as 不了解."""
_NEARLY = 0.96
_TWO = 2
_FEWEST = 3
"""Points of the shortest scale of numbers."""
_HIGHEST = 10
_NUMBER = re.compile(r"^(?P<number>\d{1,3})(?:\.0+)?\s*(?:分|星|points?|stars?)?\s*(?:[-–—:：(（=].*)?$", re.IGNORECASE)
_YES_NO = frozenset({"yes", "no", "y", "n", "ja", "nein", "是", "否", "true", "false", "0", "1"})


def scale_of(seen: Looks, known: Sequence[Sequence[str]], missing: Iterable[str]) -> Scale | None:
    """Return the scale that a column's values are on, or None where they are on none.

    In:  known: labels of scales, the lowest first; missing: words that mean no answer.
    """
    left_out = {plainly(one) for one in missing}
    counts = {one: n for one, n in seen.counts.items() if plainly(one) not in left_out}
    if not counts or {plainly(one) for one in counts} <= _YES_NO:
        return None
    return _of_words(counts, known) or _of_numbers(counts, known)


def plainly(label: str) -> str:
    """Return a label as it is compared: case, blanks and the byte order mark do not matter.

    >>> plainly("\ufeffStrongly  Agree ")
    'strongly agree'
    """
    return " ".join(label.replace("\ufeff", "").casefold().split())


def _of_words(counts: Mapping[str, int], known: Sequence[Sequence[str]]) -> Scale | None:
    """Return the scale of labels that most values are on; of equal ones the shorter."""
    total = sum(counts.values())
    best: tuple[float, int, Sequence[str]] | None = None
    for labels in known:
        place = {plainly(one) for one in labels}
        hits = {one for one in counts if plainly(one) in place}
        share = sum(counts[one] for one in hits) / total
        beside = len(counts) - len(hits)
        if len({plainly(one) for one in hits}) < _TWO or share < (_HALF if beside <= _TWO else _MOST):
            continue
        if best is None or (share, -len(labels)) > best[:2]:
            best = (share, -len(labels), labels)
    return Scale(words=tuple(best[2])) if best else None


def _of_numbers(counts: Mapping[str, int], known: Sequence[Sequence[str]]) -> Scale | None:
    """Return the shortest usual scale that holds nearly all numbers; labels may stand among them."""
    found = {one: int(match["number"]) for one in counts if (match := _NUMBER.match(plainly(one)))}
    total, told = sum(counts.values()), sum(counts[one] for one in found)
    labels = {plainly(label) for scale in known for label in scale}
    beside = sum(n for one, n in counts.items() if one not in found and plainly(one) in labels)
    if told + beside < _MOST * total or told < _HALF * total:
        return None
    numbers = {*found.values()}
    if len(numbers) < _FEWEST:
        return None
    if max(numbers) > _HIGHEST and len(numbers) < max(numbers) // _HIGHEST:
        return None
    for low, high in STANDARD:
        held = sum(counts[one] for one, value in found.items() if low <= value <= high)
        if held >= _NEARLY * told:
            return Scale(low=low, high=high)
    return None
