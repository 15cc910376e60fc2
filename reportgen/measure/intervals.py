"""Limits of 95 %: Wilson for shares, clusters with a finite population for means."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reportgen.model.survival import Z

if TYPE_CHECKING:
    from reportgen.measure.clusters import Sums

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Limits = tuple[Floats, Floats]


def wilson(part: Ints, whole: Ints) -> Limits:
    """Wilson limits of part ÷ whole on the whole, without correction.

    In:      two arrays, position by position; 0 ≤ part ≤ whole.
    Out:     low, high, 0 to 1; NaN where the whole is 0.
    Source:  results contract section 3, complaint shares.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return _wilson(part / whole, whole.astype(np.float64))


def wilson_of_clusters(value: Floats, clusters: Ints, members: Ints) -> Limits:
    """Wilson limits of a satisfaction share, on n_eff = C / (1 − C/N).

    In:      the published share; C, its clusters; N, the members, 0 for no finite population.
    Out:     low, high; both the value itself where C = N; NaN below two clusters.
    Source:  results contract section 3, unit and interval.
    """
    left = factor(clusters, members)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _wilson(value, clusters / left)
    whole = left == 0
    few = clusters < 2  # noqa: PLR2004 - a spread needs two
    low, high = np.where(whole, value, low), np.where(whole, value, high)
    return np.where(few, np.nan, low), np.where(few, np.nan, high)


def factor(clusters: Ints, members: Ints) -> Floats:
    """Return 1 − C/N, 1 where N is 0, never below 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(members > 0, np.maximum(1 - clusters / members, 0.0), 1.0)


def cluster_limits(value: Sequence[Fraction | None], sums: "Sums", members: Ints) -> Limits:
    """Limits r ± t(0.975, C−1)·se around a published value, not clipped.

    se² = (1 − C/N)·C/(C−1)·Σ(y − r·m)²/(Σm)², with r = Σy/Σm.

    In:      the published value per position; the sums of its clusters; N, 0 for no finite population.
    Out:     low, high; NaN without a value or below two clusters.
    Source:  results contract section 3, unit and interval.
    """
    from scipy.special import stdtrit

    size = len(sums.clusters)
    half = np.full(size, np.nan)
    wide = np.flatnonzero(sums.clusters > 1).tolist()
    quantiles = dict.fromkeys(sums.clusters[wide].tolist(), 0.0)
    quantiles = {c: float(stdtrit(c - 1, 0.975)) for c in quantiles}
    for i in wide:
        c, n = int(sums.clusters[i]), int(members[i])
        residual, total = sums.residual_squares(i), int(sums.m[i])
        finite = Fraction(max(n - c, 0), n) if n else Fraction(1)
        half[i] = quantiles[c] * sqrt(finite * Fraction(c, c - 1) * residual / total**2)
    centre = np.array([np.nan if one is None else float(one) for one in value], dtype=np.float64)
    return centre - half, centre + half


def _wilson(p: Floats, n: Floats) -> Limits:
    """Return Wilson's limits of the share p seen on n."""
    z2 = Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * np.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return middle - half, middle + half
