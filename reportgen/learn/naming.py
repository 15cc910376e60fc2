"""Patterns of file names that will hold in the next period too."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from reportgen.ingest.files import matches, shared_start
from reportgen.model.period import Period

_PERIOD = re.compile(
    r"20\d{2}(?:年?第?[一二三四1-4]季度?|[-_. ]?[QqHh][1-4]|[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?[0-3]\d)?"
    r"|年(?:\d{1,2}月)?)?"
)
_QUARTER = re.compile(r"(?P<year>20\d{2})(?:[-_. ]?[Qq](?P<number>[1-4])|年?第?(?P<word>[一二三四1-4])季)")
_NUMBERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_SEVERAL = 3
_SHORTEST = 3


def patterns(names: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return patterns for the files of one shape that no file in ``others`` fits; else the names themselves.

    >>> patterns(["订单_2026Q3.csv", "订单_2026Q2.csv"], ["目标_2026Q3.csv"])
    ('订单_*.csv',)
    """
    foreign = list(others)

    def alone(found: Iterable[str]) -> bool:
        return not any(matches(name, one) for one in found for name in foreign)

    common = _common(names)
    if common and alone([common]):
        return (common,)
    dated = tuple(dict.fromkeys(_PERIOD.sub("*", name) for name in names))
    safe = [one for one in dated if PurePath(one).stem.strip("*_- ") and alone([one])]
    if len(safe) == len(dated):
        return dated
    return tuple(dict.fromkeys(names))


def _common(names: Sequence[str]) -> str:
    """Return the pattern of what several names begin and end with, where that is enough to tell them."""
    if len(names) < _SEVERAL:
        return ""
    first, last = min(names), max(names)
    start = first[: shared_start(first, last)]
    suffixes = {PurePath(name).suffix for name in names}
    dated = _PERIOD.search(start)
    start = start[: dated.start()] if dated else re.sub(r"[A-Za-z0-9]+$", "", start)
    if len(start) < _SHORTEST or len(suffixes) > 1:
        return ""
    return f"{start}*{suffixes.pop()}"


def period_in(text: str) -> Period | None:
    """Return the quarter that a text names, None where it names none or several.

    >>> str(period_in("2026Q3定期")), str(period_in("2026年第3季度售后登记")), period_in("2026")
    ('2026Q3', '2026Q3', None)
    """
    found = {
        (one["year"], one["number"] or _NUMBERS.get(one["word"], one["word"])) for one in _QUARTER.finditer(text)
    }
    if len(found) != 1:
        return None
    year, number = found.pop()
    return Period.parse(f"{year}Q{number}")
