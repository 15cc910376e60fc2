"""What the values of a column look like: dates, numbers, codes, words; how often each stands there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportgen.ingest.moments import Written, written
from reportgen.ingest.values import SCORE_UNITS, YUAN_UNITS, Number, Reading, number
from reportgen.model.folding import tidied

LOOKED_AT = 3000
"""Rows of a table that are looked at, spread over it; more would tell nothing new."""
MOST = 400
"""Distinct values of a column that are kept."""

_READING = Reading(units={**YUAN_UNITS, **SCORE_UNITS})
_SHORT_YEAR = re.compile(r"^(?P<first>\d{1,2})[-/.](?P<middle>\d{1,2})[-/.]\d{2}(?:\D|$)")
_YEAR_LAST = re.compile(r"^(?P<first>\d{1,2})[-/.](?P<middle>\d{1,2})[-/.]\d{4}")
_MONTH = re.compile(r"^(?:20\d{2}[-/.年]?)?(?:0?[1-9]|1[0-2])月?份?$")
_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?$")
_CODE = re.compile(r"^(?:(?=.*\d)[A-Za-z0-9][A-Za-z0-9_./ -]{0,31}|[A-Za-z]{1,6})$")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """One column below its heading; shares are of the filled cells."""

    index: int
    """Column from 0."""
    heading: str
    rows: int
    """Rows that were looked at."""
    counts: Counter[str]
    """Distinct texts, tidied, the blank left out."""
    dates: float
    short_years: float
    """Dates with a year of two digits, which no reader takes."""
    numbers: float
    words: float
    """Neither number nor date nor missing."""
    months: float
    years: float
    codes: float
    length: float
    """Mean length."""
    firsts: int
    """Dates with the year last whose first number cannot be a month."""
    middles: int
    """The same of the middle number."""

    @property
    def filled(self) -> int:
        """Cells that hold anything but a word for missing."""
        return self.counts.total()

    @property
    def distinct(self) -> float:
        """Share of distinct values."""
        return len(self.counts) / self.filled if self.filled else 0.0

    @property
    def fullness(self) -> float:
        """Share of filled rows."""
        return self.filled / self.rows if self.rows else 0.0


def looks(index: int, heading: str, cells: Sequence[str], missing: frozenset[str]) -> Looks:
    """Return what the cells of one column look like."""
    taken = cells
    counted = Counter(map(tidied, taken))
    counts = Counter({one: n for one, n in counted.items() if one and one not in missing})
    total = counts.total() or 1

    def share(of: "Counter[str]") -> float:
        return of.total() / total

    def those(test: "re.Pattern[str]") -> "Counter[str]":
        return Counter({one: n for one, n in counts.items() if test.match(one)})

    dates = Counter({one: n for one, n in counts.items() if is_date(one)})
    numbers = Counter({one: n for one, n in counts.items() if one not in dates and is_number(one)})
    last = those(_YEAR_LAST) + those(_SHORT_YEAR)
    parts = [(found, last[one]) for one in last if (found := _SHORT_YEAR.match(one) or _YEAR_LAST.match(one))]
    return Looks(
        index=index,
        heading=heading,
        rows=len(taken),
        counts=counts,
        dates=share(dates),
        short_years=share(those(_SHORT_YEAR)),
        numbers=share(numbers),
        words=share(Counter({one: n for one, n in counts.items() if one not in dates and one not in numbers})),
        months=share(those(_MONTH)),
        years=share(those(_YEAR)),
        codes=share(those(_CODE)),
        length=sum(len(one) * n for one, n in counts.items()) / total,
        firsts=sum(n for found, n in parts if int(found["first"]) > _LAST_MONTH),
        middles=sum(n for found, n in parts if int(found["middle"]) > _LAST_MONTH),
    )


@cache
def is_number(text: str) -> bool:
    """Whether a text is a number as people write it, a unit of money or 分 behind it.

    >>> is_number("66,600.00"), is_number("1.2万"), is_number("S47")
    (True, True, False)
    """
    found = number(text, _READING)
    return isinstance(found, Number) and found.value is not None


@cache
def is_date(text: str) -> bool:
    """Whether a text is a date in any order; a bare number is none.

    >>> is_date("2026年3月1日"), is_date("31/12/2026 9:05"), is_date("45000")
    (True, True, False)
    """
    for order in ("dmy", "mdy"):
        found = written(text, order)
        if isinstance(found, Written) and found.form != "serial":
            return True
    return False
