"""Figures of past periods: value, interval, n, or the reason of the gap."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Key = tuple[str, str, str]
_COPIED = ("value", "low", "high", "gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One figure of one period; without a row there is no figure."""

    value: Fraction | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    gap: str = "NO_DATA"


def pasts(
    rows: Iterable[dict[str, Any]], periods: Sequence[str], subject: Callable[[dict[str, Any]], str]
) -> dict[Key, tuple[Past, ...]]:
    """Return the figures of every (level, subject, measure) in the order of the periods.

    In:      rows: of the history, one a period, subject and measure.
    Out:     a Past for each period, an empty one where there is no row.
    Source:  house rule.
    """
    place = {period: i for i, period in enumerate(periods)}
    found: dict[Key, list[Past]] = defaultdict(lambda: [Past()] * len(place))
    for row in rows:
        past = Past(**{name: row[name] for name in _COPIED}, n=row["n"] or 0)
        found[row["level"], subject(row), row["measure"]][place[row["period"]]] = past
    return {key: tuple(values) for key, values in found.items()}
