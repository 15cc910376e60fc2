"""Which company figures must go because others, shown beside them, would give them away.

A rate gives its count, an index the one dimension that it does not stand beside, twelve months the one
quarter: such a figure is open only where its parts are (complementary suppression, K06). And a figure that
says the same of every other client, such as a share of 0 or 1, is each client's own figure.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportgen.model.measures import DIMENSION, definition, plain_id
from reportgen.model.period import Period

if TYPE_CHECKING:
    import pandas as pd

RESPONDING = "satisfaction.clients_responding"
PARTS = {
    "complaint.rate_per_100_orders": ("complaint.count", "trade.orders"),
    "complaint.resolution_rate": ("complaint.count",),
    "complaint.repeat_rate": ("complaint.count",),
    "satisfaction.response_rate": (RESPONDING,),
    "trade.sales": ("trade.orders",),
    "trade.margin": ("trade.orders",),
}
"""Measure → those that value and n give away, as numerator or denominator."""
INDEXES = ("satisfaction.index", "service_quality.index")
GROWTH = {"trade.sales_growth.qoq": "previous", "trade.sales_growth.yoy": "year_ago"}
_YEAR, _MONTHS = "trade.sales_12m", 12
_EDGES: dict[str, tuple[int, ...]] = {"share": (0, 1), "points": (-100, 0, 100), "ratio": (-1, 0)}
_OF_ONE = {RESPONDING: (0, 1)}
"""Counts of at most one a client."""

_PACK = re.compile(r"\.p\d{2}$")

Key = tuple[str, str]
"""Period and measure."""


def says_the_same_of_all(others: "pd.DataFrame") -> set[Key]:
    """Return the figures of which every other client has the same value, at an edge of what it can be.

    Sums of such values can be made in one way only: without a hit nobody has one, with nothing but hits all have.

    In:      client rows of others, with and without an n of their own.
    """
    told = others[others["value"].notna()]
    told = told.assign(value=told["value"].map(float))
    same = told.groupby(["period", "measure"], as_index=False).agg(least=("value", "min"), most=("value", "max"))
    same = same[same["least"].eq(same["most"])]
    keys = zip(same["period"], same["measure"], same["least"], strict=True)
    return {(period, measure) for period, measure, value in keys if value in _edges(measure)}


def _edges(measure: str) -> tuple[int, ...]:
    return _OF_ONE.get(plain_id(measure)) or _EDGES.get(definition(measure).unit, (0,))


def with_parts(shown: set[Key], published: set[Key]) -> set[Key]:
    """Return the figures of ``shown`` all parts of which are in ``shown`` too.

    In:      published: every company figure that the master holds; what it does not hold is no part.
    """
    while True:
        kept = {one for one in shown if set(_parts(*one, published)) & published <= shown}
        if kept == shown:
            return kept
        shown = kept


def _parts(period: str, measure: str, published: set[Key]) -> Iterable[Key]:
    """Return what a figure gives away, itself left out."""
    plain, suffix = plain_id(measure), _suffix(measure)
    if plain in INDEXES:
        return [
            (when, one)
            for when, one in published
            if when == period and _is_dimension(one) and _suffix(one) == suffix
        ]
    if plain == _YEAR:
        return [(one, "trade.sales") for one in _periods_of_a_year(period)]
    if plain in GROWTH:
        base = getattr(Period.parse(period), GROWTH[plain])
        return [(period, "trade.sales"), (str(base), "trade.sales")]
    return [(period, one + suffix) for one in PARTS.get(plain, ())]


def _is_dimension(measure: str) -> bool:
    return definition(measure).id == DIMENSION


def responding(measure: str) -> str:
    """Return the count of those who answered, under the pack of a measure.

    >>> responding("satisfaction.index.p14")
    'satisfaction.clients_responding.p14'
    """
    return RESPONDING + _suffix(measure)


def _suffix(measure: str) -> str:
    """Return the pack at the end of an id; a dimension's own id ends with it too."""
    found = _PACK.search(measure)
    return found[0] if found else ""


def _periods_of_a_year(period: str) -> list[str]:
    """Return a period and those before it, up to a year."""
    found = [Period.parse(period)]
    while len(found) * found[0].months < _MONTHS:
        found.append(found[-1].previous)
    return [str(one) for one in found]
