"""On which scale a column of answers is: words that a table orders, or numbers, the ends labelled or not."""

import re
from collections import Counter
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
_NUMBER = re.compile(
    r"^(?P<number>\d{1,3})(?:\.0+)?\s*(?:分|星|points?|stars?)?\s*(?:[-–—:：(（=].*)?$", re.IGNORECASE
)
_NO_ANSWER = re.compile(
    r"n/a|not applicable|no answer|don.t know|not sure|unsure|unfamiliar|no opinion|no basis|prefer not|refuse|"
    r"unknown|不适用|不了解|不清楚|未使用|说不清|keine antwort|keine angabe|weiß nicht",
    re.IGNORECASE,
)
_STRENGTHS = tuple(
    (re.compile(pattern), value)
    for pattern, value in (
        (r"^(?:no, )?not at all|^nothing at all|^never\b|^gar nicht|nicht zu$|^no\b", -4.0),
        (r"^not (?:very|too|so)|eher nicht|rather not", -1.5),
        (r"^not\b|^nicht\b", -3.0),
        (r"neither|neutral|^undecided", 0.0),
        (r"^rarely|^seldom|^selten|^once in a while", 0.5),
        (r"^(?:slightly|(?:only )?a little|eher selten)", 1.0),
        (r"somewhat|^some$|^rather|^eher|^sometimes|^moderately|^about half", 1.5),
        (r"^fairly|^often|^usually|^quite", 2.0),
        (r"^very often|^most of the time|^sehr häufig", 2.8),
        (r"very|strongly|^sehr|^mostly|^a lot", 3.0),
        (r"always|extremely|completely|absolutely|^definitely|vollständig|^a great deal", 4.0),
    )
)
_DENIES = re.compile(
    r"disagree|dissatisf|unfavou?r|unimportant|unlikely|unhappy|negative|unwichtig|unzufrieden|disapprove"
)
_LONGEST = 9
_YES_NO = frozenset({"yes", "no", "y", "n", "ja", "nein", "是", "否", "true", "false", "0", "1"})


def scale_of(
    seen: Looks, known: Sequence[Sequence[str]], missing: Iterable[str], family: frozenset[str] = frozenset()
) -> Scale | None:
    """Return the scale that a column's values are on, or None where they are on none.

    In:  known: labels of scales, the lowest first; missing: words that mean no answer;
         family: labels of the whole file, which tell scales apart that share some.
    """
    left_out = {plainly(one) for one in missing}
    counts = {one: n for one, n in seen.counts.items() if plainly(one) not in left_out}
    if not counts or {plainly(one) for one in counts} <= _YES_NO:
        return None
    return _of_words(counts, known, family) or _of_numbers(counts, known) or _of_strength(counts)


def plainly(label: str) -> str:
    """Return a label as it is compared: case, blanks and the byte order mark do not matter.

    >>> plainly("\ufeffStrongly  Agree ")
    'strongly agree'
    """
    return " ".join(label.replace("\ufeff", "").casefold().split())


def _of_words(counts: Mapping[str, int], known: Sequence[Sequence[str]], family: frozenset[str]) -> Scale | None:
    """Return the scale of labels that most values are on; of equal ones that of the file, then the shorter."""
    total = sum(counts.values())
    best: tuple[tuple[float, int, int], Sequence[str]] | None = None
    for labels in known:
        place = {plainly(one) for one in labels}
        hits = {one for one in counts if plainly(one) in place}
        share = sum(counts[one] for one in hits) / total
        beside = [one for one in counts if one not in hits and not _NO_ANSWER.search(one)]
        if len({plainly(one) for one in hits}) < _TWO or share < _HALF or len(beside) > (share >= _MOST):
            continue
        rank = (share, len(place & family), -len(labels))
        if best is None or rank > best[0]:
            best = (rank, labels)
    return Scale(words=tuple(best[1])) if best else None


def _of_strength(counts: Mapping[str, int]) -> Scale | None:
    """Return the scale that the strength of words tells: not at all < rather < very."""
    labels = [one for one in counts if not _NO_ANSWER.search(one)]
    ranks = {one: strength(one) for one in labels}
    known = [rank for rank in ranks.values() if rank is not None]
    if not _FEWEST <= len(labels) <= _LONGEST or len(known) < len(labels) or len(set(known)) < len(known):
        return None
    return Scale(words=tuple(sorted(labels, key=lambda one: ranks[one] or 0.0)))


def strength(label: str) -> float | None:
    """Return how strongly a label agrees, below 0 where it denies; None where no word of it tells.

    >>> strength("Not at all important"), strength("Somewhat important"), strength("Blue")
    (-4.0, 1.5, None)
    """
    words = plainly(label)
    found = next((value for pattern, value in _STRENGTHS if pattern.search(words)), None)
    if found is None:
        return None
    return -found if found > 0 and _DENIES.search(words) else found


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


def shared(scales: Mapping[int, Scale], columns: Mapping[int, Looks], missing: Iterable[str]) -> dict[int, Scale]:
    """Return the scales of words that other columns of the file have, for columns with some of their labels only.

    In:  scales: column → its own scale; columns: those without one.
    """
    left_out = {plainly(one) for one in missing}
    families = Counter(scale.words for scale in scales.values() if scale.words)
    places = {words: {plainly(one) for one in words} for words, count in families.items() if count > 1}
    found = {}
    for index, seen in columns.items():
        labels = {plainly(one) for one in seen.counts if not _NO_ANSWER.search(one)} - left_out
        words = next((words for words, place in places.items() if labels and labels <= place), None)
        if words and not labels <= _YES_NO:
            found[index] = Scale(words=words)
    return found
