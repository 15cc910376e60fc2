"""P values of two samples, many pairs of samples at once; all two-sided."""

from collections.abc import Callable
from math import erfc, sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_SAME = 1 + 1e-7
"""Probabilities this close count as equal, as in R and SciPy."""
_NOTHING = 1e-9
"""Means of equal numbers differ by less: the mean of three times x need not be x to the last digit."""


def welch(now: pd.DataFrame, before: pd.DataFrame) -> Floats:
    """P of Welch's t test.

    In:      two frames, row by row: n, mean, var (of the sample).
    Out:     p; NaN below two units on a side.
    Source:  results contract section 3, verdicts.
    """
    a, b = (f["var"].to_numpy(np.float64) / f["n"].to_numpy(np.float64) for f in (now, before))
    n, m = (f["n"].to_numpy(np.float64) for f in (now, before))
    difference = now["mean"].to_numpy(np.float64) - before["mean"].to_numpy(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1))
        return _t_test(difference, a + b, df)


def paired(pairs: pd.DataFrame) -> Floats:
    """P of the paired t test.

    In:      n, mean, var of the differences.
    Out:     p; NaN below two pairs.
    Source:  results contract section 3, verdicts.
    """
    n = pairs["n"].to_numpy(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _t_test(pairs["mean"].to_numpy(np.float64), pairs["var"].to_numpy(np.float64) / n, n - 1)


def _t_test(difference: Floats, se2: Floats, df: Floats) -> Floats:
    """Return p of difference ÷ se; without any spread 1 for no difference, else 0."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stdtr(df, -np.abs(difference) / np.sqrt(se2))
    flat = np.where(np.abs(difference) < _NOTHING, 1.0, 0.0)
    return np.asarray(np.where(se2 == 0, flat, p), dtype=np.float64)


def fisher(part: Ints, whole: Ints, other_part: Ints, other_whole: Ints) -> Floats:
    """P of Fisher's exact test of two shares: the tables no likelier than the one seen.

    In:      four arrays, position by position.
    Out:     p.
    Source:  results contract section 3, verdicts.
    """
    tables = np.column_stack([part, whole, other_part, other_whole])
    return _distinct(tables, _fisher)


def binomial(count: Ints, exposure: Ints, other_count: Ints, other_exposure: Ints) -> Floats:
    """P of the exact conditional binomial test of two rates.

    Of count + other_count events, each falls to the first side with exposure ÷ both exposures.

    In:      four arrays, position by position; exposures > 0.
    Out:     p.
    Source:  results contract section 3, verdicts.
    """
    tables = np.column_stack([count, exposure, other_count, other_exposure])
    return _distinct(tables, _binomial)


def _distinct(tables: Ints, test: Callable[[int, int, int, int], float]) -> Floats:
    """Return the p of every row, each different row computed once."""
    if not len(tables):
        return np.empty(0)
    seen, back = np.unique(tables, axis=0, return_inverse=True)
    p = np.array([test(*row) for row in seen.tolist()], dtype=np.float64)
    return p[back.reshape(-1)]


def _fisher(a: int, n: int, b: int, m: int) -> float:
    """Return Fisher's p of a of n against b of m."""
    from scipy.special import gammaln

    hits = a + b
    x = np.arange(max(0, hits - m), min(n, hits) + 1)

    def log_comb(top: int, k: npt.NDArray[np.int64]) -> Floats:
        return np.asarray(gammaln(top + 1) - gammaln(k + 1) - gammaln(top - k + 1), dtype=np.float64)

    return _as_unlikely(log_comb(n, x) + log_comb(m, hits - x), a - int(x[0]))


def _binomial(a: int, n: int, b: int, m: int) -> float:
    """Return the p of a events on exposure n against b on exposure m."""
    from scipy.special import gammaln

    total = a + b
    x = np.arange(total + 1)
    choices = gammaln(total + 1) - gammaln(x + 1) - gammaln(total - x + 1)
    share = n / (n + m)
    return _as_unlikely(choices + x * np.log(share) + (total - x) * np.log1p(-share), a)


def _as_unlikely(log_weights: Floats, seen: int) -> float:
    """Return the probability of everything no likelier than what was seen."""
    weights = np.exp(log_weights - log_weights.max())
    return min(1.0, float(weights[weights <= weights[seen] * _SAME].sum() / weights.sum()))


def log_rank(group: Ints, seconds: Ints, observed: Bools, now: Bools, groups: int) -> tuple[Floats, Floats]:
    """P of the log-rank test of durations now against before, and by how much fewer ended than expected.

    Censored durations are at risk at the events of their own time.

    In:      one entry per duration; groups are numbered from 0.
    Out:     p, NaN where no event happens while both sides are at risk; expected − seen events of
             now, positive where now lasts longer.
    Source:  results contract section 3, verdicts.
    """
    order = np.lexsort((seconds, group))
    group, seconds, died, now = group[order], seconds[order], observed[order].astype(np.int64), now[order]
    size, mine = np.bincount(group, minlength=groups), np.bincount(group[now], minlength=groups)
    fresh = np.ones(len(group), dtype=np.bool_)
    fresh[1:] = (group[1:] != group[:-1]) | (seconds[1:] != seconds[:-1])
    starts = np.flatnonzero(fresh)
    if not len(starts):
        return np.full(groups, np.nan), np.zeros(groups)
    at = group[starts]
    d, d_now = np.add.reduceat(died, starts), np.add.reduceat(died * now, starts)
    n = size[at] - (starts - np.searchsorted(group, at))
    passed = np.concatenate(([0], np.cumsum(now)))
    n_now = mine[at] - (passed[starts] - passed[np.searchsorted(group, at)])
    share = n_now / n
    spread = d * share * (1 - share) * np.where(n > 1, (n - d) / np.maximum(n - 1, 1), 0.0)
    expected = np.bincount(at, weights=d * share, minlength=groups)
    variance = np.bincount(at, weights=spread, minlength=groups)
    fewer = np.asarray(expected - np.bincount(at, weights=d_now, minlength=groups), dtype=np.float64)
    pairs = zip(fewer.tolist(), variance.tolist(), strict=True)
    p = [erfc(abs(gap) / sqrt(2 * v)) if v > 0 else np.nan for gap, v in pairs]
    return np.array(p, dtype=np.float64), fewer


def benjamini_hochberg(p: Floats) -> Floats:
    """P values adjusted for their number, so that at most 5 % of the findings at 5 % are false.

    In:      p, no NaN.
    Out:     adjusted p, in the same order.
    Source:  results contract section 3, verdicts.
    """
    count = len(p)
    order = np.argsort(p, kind="stable")[::-1]
    scaled = p[order] * count / np.arange(count, 0, -1)
    adjusted = np.empty(count)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return adjusted
