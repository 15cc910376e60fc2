"""How many complaints are within noise, given how many there were before."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_UNUSUAL = 0.05
"""Below this chance of its spread a baseline is more than Poisson noise."""


def noise_limits(base: Ints, odds: Floats, side: Floats, stretch: Floats) -> tuple[Ints, Ints]:
    """The fewest and the most events that are within noise.

    Of the events before and now together, each falls to now with the chance odds ÷ (1 + odds). A
    number is beyond noise where so many, or more (so few, or fewer), have at most the chance
    ``side``. That holds whatever the true rate is, and it allows for the baseline being a sample
    too. A stretch above 1 moves the limits away from what is expected.

    In:      base: events before; odds: exposure now ÷ exposure before, > 0; side: 0 < side < 1;
             stretch ≥ 1. One entry per limit.
    Out:     low, high, both still within noise; whole numbers ≥ 0.
    Source:  P11.14-17; house rule, decision 12: exact conditional limits.
    """
    share = odds / (1 + odds)
    high = _most(base, share, side)
    low = _fewest(base, share, side)
    expected = base * odds
    wide = stretch > 1
    far = np.floor(expected + stretch * (high - expected)).astype(np.int64)
    near = np.ceil(expected - stretch * (expected - low)).astype(np.int64)
    return np.where(wide, np.maximum(near, 0), low), np.where(wide, np.maximum(far, high), high)


def stretch(counts: Ints, exposure: Ints) -> tuple[Floats, Floats]:
    """How much more than Poisson noise some baselines vary, and by how much that widens their limits.

    Complaints that come in clumps (a bad batch) vary more than by chance alone. Where the spread of
    a baseline has a chance below 5 %, limits are √dispersion times as wide, as in Laney's chart.

    In:      counts: one row per baseline, one column per month; exposure of the months, > 0.
    Out:     dispersion (Pearson's χ² ÷ degrees of freedom; NaN below two months or without events);
             stretch ≥ 1.
    Source:  house rule, decision 12.
    """
    from scipy.special import chdtrc

    months = counts.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        usual = counts.sum(axis=1, keepdims=True) * exposure / exposure.sum(axis=1, keepdims=True)
        squares = ((counts - usual) ** 2 / usual).sum(axis=1)
        dispersion = squares / (months - 1) if months > 1 else np.full(len(counts), np.nan)
    clumped = np.nan_to_num(chdtrc(max(months - 1, 1), np.nan_to_num(squares))) < _UNUSUAL
    known = np.isfinite(dispersion)
    return dispersion, np.where(known & clumped, np.sqrt(np.maximum(np.where(known, dispersion, 1), 1)), 1.0)


def _most(base: Ints, share: Floats, side: Floats) -> Ints:
    """Return the largest x with P(x or more of base + x) > side."""
    from scipy.special import betainc

    def within(x: Ints) -> Bools:
        chance = betainc(np.maximum(x, 1), base + 1, share)
        return np.asarray((x == 0) | (chance > side), dtype=np.bool_)

    above = np.ones(len(base), dtype=np.int64)
    while (grown := within(above)).any():
        above = np.where(grown, above * 2, above)
    below = np.where(above > 1, above // 2, 0)
    while (above - below > 1).any():
        middle = (above + below) // 2
        kept = within(middle)
        below, above = np.where(kept, middle, below), np.where(kept, above, middle)
    return below


def _fewest(base: Ints, share: Floats, side: Floats) -> Ints:
    """Return the smallest x with P(x or fewer of base + x) > side."""
    from scipy.special import betainc

    def within(x: Ints) -> Bools:
        chance = betainc(np.maximum(base, 1), x + 1, 1 - share)
        return np.asarray((base == 0) | (chance > side), dtype=np.bool_)

    below = np.full(len(base), -1, dtype=np.int64)
    above = np.ceil(base * share / (1 - share)).astype(np.int64) + 1
    while (above - below > 1).any():
        middle = (above + below) // 2
        kept = (middle >= 0) & within(np.maximum(middle, 0))
        below, above = np.where(kept, below, middle), np.where(kept, middle, above)
    return np.maximum(above, 0)
