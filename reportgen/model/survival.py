"""Kaplan–Meier arithmetic on whole seconds, for many groups at once.

S(t) is kept as factors (at risk, died), so that "S ≤ 1 − q" can be decided exactly; floating point
only saves that work where the answer is not close.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import prod

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

Z = 1.959963984540054
_CLOSE = 1e-9
_DIGITS = 60
_KEPT_DIGITS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """One step per group and event time, sorted by both; groups are numbered from 0.

    ``size`` and ``longest`` are per group: its durations, and the longest of them (-1 = none).
    """

    group: Ints
    seconds: Ints
    at_risk: Ints
    died: Ints
    survival: Floats
    size: Ints
    longest: Ints

    def exact(self, step: int) -> Fraction:
        """Return S just after ``step`` in exact fractions."""
        first = int(np.searchsorted(self.group, self.group[step]))
        risk = self.at_risk[first : step + 1]
        left = risk - self.died[first : step + 1]
        # Without a censoring between two steps, who is left after the first is at risk at the second.
        kept = np.flatnonzero(left[:-1] != risk[1:])
        over = [*left[kept].tolist(), int(left[-1])]
        return Fraction(prod(over), prod([int(risk[0]), *risk[kept + 1].tolist()]))

    def drawn(self, group: int = 0) -> Iterator[tuple[int, float]]:
        """Return (seconds, S) of one group, from (0, 1) on, a pair per event time."""
        yield 0, 1.0
        mine = self.group == group
        yield from zip(self.seconds[mine].tolist(), self.survival[mine].tolist(), strict=True)


def curves(group: Ints, seconds: Ints, observed: Bools, groups: int) -> Curves:
    """Return the curves of durations; not observed = still open, censored after events of that time."""
    order = np.lexsort((seconds, group))
    group, seconds, died = group[order], seconds[order], observed[order].astype(np.int64)
    size = np.bincount(group, minlength=groups)
    first = np.concatenate(([0], np.cumsum(size)[:-1])).astype(np.int64)
    longest = np.full(groups, -1, dtype=np.int64)
    longest[size > 0] = seconds[(first + size - 1)[size > 0]]
    fresh = np.ones(len(group), dtype=np.bool_)
    fresh[1:] = (group[1:] != group[:-1]) | (seconds[1:] != seconds[:-1])
    starts = np.flatnonzero(fresh)
    deaths = np.add.reduceat(died, starts) if len(starts) else died
    kept = starts[deaths > 0]
    at = group[kept]
    risk, dead = size[at] - (kept - first[at]), deaths[deaths > 0]
    return Curves(
        group=at,
        seconds=seconds[kept],
        at_risk=risk,
        died=dead,
        survival=_survival(at, risk, dead),
        size=size,
        longest=longest,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantile:
    """Per group: the q-quantile and its limits in seconds, -1 where not reached."""

    value: Ints
    low: Ints
    high: Ints


def quantile(found: Curves, q: Fraction) -> Quantile:
    """Return the smallest event times where S, and its 95 % limits, fall to 1 − q.

    Greenwood's variance, log(−log) transform; there are no limits where S is 0.
    """
    left = 1 - q
    reached = found.survival <= float(left)
    for step in np.flatnonzero(np.abs(found.survival - float(left)) < _CLOSE).tolist():
        reached[step] = found.exact(step) <= left
    alive = found.at_risk > found.died
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(alive, found.died / (found.at_risk * (found.at_risk - found.died)), 0.0)
        theta = Z * np.sqrt(_running(found.group, terms)) / np.abs(np.log(found.survival))
        lower = found.survival ** np.exp(theta)
        upper = found.survival ** np.exp(-theta)
    return Quantile(
        value=_first(found, reached),
        low=_first(found, alive & (lower <= float(left))),
        high=_first(found, alive & (upper <= float(left))),
    )


def restricted_mean(found: Curves, horizon_seconds: Fraction) -> list[Fraction | None]:
    """Return per group the area under S up to the horizon, in seconds; None for an empty group.

    Sixty digits are carried and thirty kept, so that the figure is exact wherever it is short.
    """
    edges = np.searchsorted(found.group, np.arange(len(found.size) + 1)).tolist()
    times, risks, deaths = found.seconds.tolist(), found.at_risk.tolist(), found.died.tolist()
    with localcontext(Context(prec=_DIGITS)):
        horizon = Decimal(horizon_seconds.numerator) / horizon_seconds.denominator
        return [
            _area(times[a:b], risks[a:b], deaths[a:b], horizon) if size else None
            for a, b, size in zip(edges[:-1], edges[1:], found.size.tolist(), strict=True)
        ]


def _area(times: list[int], risks: list[int], deaths: list[int], horizon: Decimal) -> Fraction:
    """Return the area of one curve."""
    area, left, last = Decimal(0), Decimal(1), Decimal(0)
    for time, risk, died in zip(times, risks, deaths, strict=True):
        if time >= horizon:
            break
        area += left * (time - last)
        left = left * (risk - died) / risk
        last = Decimal(time)
    area += left * (horizon - last)
    return Fraction(area.quantize(Decimal(1).scaleb(-_KEPT_DIGITS)))


def _survival(group: Ints, at_risk: Ints, died: Ints) -> Floats:
    """Return S after each step."""
    alive = at_risk > died
    logs = np.log1p(-np.where(alive, died / at_risk, 0.0))
    return np.where(alive, np.exp(_running(group, logs)), 0.0)


def _running(group: Ints, terms: Floats) -> Floats:
    """Return the running sum inside each group."""
    total = np.cumsum(terms)
    if not len(total):
        return total
    first = np.searchsorted(group, group)
    return np.asarray(total - np.where(first > 0, total[first - 1], 0.0), dtype=np.float64)


def _first(found: Curves, flag: Bools) -> Ints:
    """Return per group the seconds of the first flagged step, -1 without one."""
    out = np.full(len(found.size), -1, dtype=np.int64)
    hits = np.flatnonzero(flag)[::-1]
    out[found.group[hits]] = found.seconds[hits]
    return out
