"""Whether a known median lies within its Kaplan–Meier limits when two in five complaints are still open."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from reportgen.model.survival import curves, quantile
from tests.simulations.rates import REPETITIONS, Bools, Ints

SIZES = (20, 40, 100, 200)
HALF = Fraction(1, 2)
MEDIAN = 24 * 3600
"""Seconds; waiting is log-normal, as it is in ledgers: most take a day, some a month."""
SPREAD = 1.2
CENSORED_BEFORE = 1.8
"""Of the median: as-of lies this many medians or less after receipt, evenly; two in five are open then."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Complaints of all repetitions, one after the other."""

    repetition: Ints
    seconds: Ints
    observed: Bools

    @classmethod
    def of(cls, size: int, dice: np.random.Generator) -> "Ledger":
        """Return complaints with a known median that are closed or still open at as-of."""
        shape = (REPETITIONS, size)
        waits = MEDIAN * np.exp(dice.normal(0, SPREAD, shape))
        known = dice.uniform(0, 2 * CENSORED_BEFORE * MEDIAN, shape)
        observed = waits <= known
        repetition = np.repeat(np.arange(REPETITIONS), size)
        return cls(repetition, np.minimum(waits, known).astype(np.int64).reshape(-1), observed.reshape(-1))


def open_share(size: int, dice: np.random.Generator) -> float:
    """Return the share that is open at as-of."""
    return float(1 - Ledger.of(size, dice).observed.mean())


def coverage(size: int, dice: np.random.Generator) -> float:
    """Return how often the limits of the median hold it."""
    return _holds(Ledger.of(size, dice))


def naive_coverage(size: int, dice: np.random.Generator) -> float:
    """Return the same over closed complaints alone."""
    every = Ledger.of(size, dice)
    closed = every.observed
    return _holds(Ledger(every.repetition[closed], every.seconds[closed], every.observed[closed]))


def _holds(ledger: Ledger) -> float:
    found = quantile(curves(ledger.repetition, ledger.seconds, ledger.observed, REPETITIONS), HALF)
    above = (found.low >= 0) & (found.low <= MEDIAN)
    return float(np.mean(above & ((found.high < 0) | (found.high >= MEDIAN))))
