"""One figure of the oracle, and the limits that SciPy and plain arithmetic give it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from scipy import stats

from tests.oracle.world import Scope

Limits = tuple[float, float] | None
Figures = dict[str, dict[Scope, "Figure"]]
Unit = tuple[Fraction, int]
"""What a unit's answers sum to, and what the unit weighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value or why there is none, and what stands beside it."""

    value: Fraction | None = None
    n: int = 0
    gap: str = ""
    limits: Limits = None
    low: Fraction | None = None
    high: Fraction | None = None
    n_clients: int | None = None
    at_least: Fraction | None = None
    provisional: bool = False


def counts(scopes: Sequence[Scope], found: dict[Scope, int], *, read: bool) -> dict[Scope, Figure]:
    """Return a count per scope: 0 where nothing was found, no data where nothing was read."""
    if not read:
        return gaps(scopes, "NO_DATA")
    return {one: Figure(value=Fraction(found.get(one, 0)), n=found.get(one, 0)) for one in scopes}


def gaps(scopes: Sequence[Scope], gap: str) -> dict[Scope, Figure]:
    """Return the same gap for every scope."""
    return dict.fromkeys(scopes, Figure(gap=gap))


def share(part: int, whole: int, gap: str = "NO_DATA") -> Figure:
    """Return a share with Wilson's limits on its denominator."""
    if not whole:
        return Figure(gap=gap)
    return Figure(value=Fraction(part, whole), n=whole, limits=wilson(part / whole, whole))


def wilson(p: float, n: float) -> tuple[float, float]:
    """Return the two roots of (p − x)² = z²·x·(1 − x) / n."""
    z2 = float(stats.norm.ppf(0.975)) ** 2
    a, b, c = 1 + z2 / n, -(2 * p + z2 / n), p * p
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def mean(units: Sequence[Unit]) -> Fraction | None:
    """Return Σy / Σm."""
    weight = sum(m for _, m in units)
    return sum((y for y, _ in units), Fraction(0)) / weight if weight else None


def finite(clusters: int, members: int | None) -> Fraction:
    """Return 1 − C/N, 1 where no population is finite."""
    return Fraction(1) if members is None else max(1 - Fraction(clusters, members), Fraction(0))


def around(centre: Fraction | None, units: Sequence[Unit], members: int | None) -> Limits:
    """Return centre ± t·se, with se² = (1 − C/N)·C/(C−1)·Σ(y − r·m)²/(Σm)²."""
    c = len(units)
    r = mean(units)
    if centre is None or r is None or c < 2:
        return None
    weight = sum(m for _, m in units)
    scatter = sum(((y - r * m) ** 2 for y, m in units), Fraction(0))
    se = sqrt(finite(c, members) * Fraction(c, c - 1) * scatter / weight**2)
    half = float(stats.t(c - 1).ppf(0.975)) * se
    return float(centre) - half, float(centre) + half
