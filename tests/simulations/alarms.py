"""How often a change is called real that is none: of single tests, and of all offices or clients together."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reportgen.compare import verdicts
from reportgen.compare.significance import binomial, fisher, log_rank, paired, welch
from tests.simulations.rates import REPETITIONS, Floats
from tests.simulations.survival import Ledger

Alarm = Callable[[np.random.Generator, int, int], Floats]
"""P values of so many tests of no change, with every record counted so many times."""
UNITS = 15
CASES = 25


def moments(values: Floats, copies: int) -> pd.DataFrame:
    """Return n, mean and variance of each row."""
    every = np.repeat(values, copies, axis=1)
    return pd.DataFrame({"n": every.shape[1], "mean": every.mean(axis=1), "var": every.var(axis=1, ddof=1)})


def points(taste: Floats, dice: np.random.Generator, spread: float) -> Floats:
    """Return client means of two answers around a taste, on a scale from 1 to 5 turned into points."""
    means = np.rint(2 * (taste + dice.normal(0, spread, taste.shape))) / 2
    return np.asarray(25 * (np.clip(means, 1, 5) - 1), dtype=np.float64)


def by_welch(dice: np.random.Generator, tests: int, copies: int = 1) -> Floats:
    """Satisfaction of other clients than before."""
    taste = np.full((tests, UNITS), 3.0)
    return welch(moments(points(taste, dice, 0.8), copies), moments(points(taste, dice, 0.8), copies))


def by_pairs(dice: np.random.Generator, tests: int, copies: int = 1) -> Floats:
    """Satisfaction of the same clients."""
    taste = dice.normal(3, 0.8, (tests, UNITS))
    return paired(moments(points(taste, dice, 0.5) - points(taste, dice, 0.5), copies))


def by_fisher(dice: np.random.Generator, tests: int, copies: int = 1) -> Floats:
    """Shares of complaints, three in four kept."""
    whole = np.full(tests, CASES * copies)
    now, before = (copies * dice.binomial(CASES, 0.75, tests) for _ in range(2))
    return fisher(now, whole, before, whole)


def by_binomial(dice: np.random.Generator, tests: int, copies: int = 1) -> Floats:
    """Complaints of two quarters on unlike numbers of orders."""
    now, before = copies * dice.poisson(12, tests), copies * dice.poisson(8, tests)
    return binomial(now, np.full(tests, 300 * copies), before, np.full(tests, 200 * copies))


@dataclass(frozen=True, slots=True)
class ByLogRank:
    """Waiting times of so many complaints now and before, two in five still open."""

    now: int
    before: int

    def __call__(self, dice: np.random.Generator, tests: int, copies: int = 1) -> Floats:
        found = [self._some(dice, copies) for _ in range(tests // REPETITIONS)]
        return np.concatenate(found)

    def _some(self, dice: np.random.Generator, copies: int) -> Floats:
        sides = [Ledger.of(self.now, dice), Ledger.of(self.before, dice)]
        group, seconds, observed = (
            np.tile(np.concatenate([getattr(side, name) for side in sides]), copies)
            for name in ("repetition", "seconds", "observed")
        )
        now = np.tile(np.repeat([True, False], [REPETITIONS * self.now, REPETITIONS * self.before]), copies)
        return log_rank(group, seconds, observed, now, REPETITIONS)[0]


def single(test: Alarm, dice: np.random.Generator) -> float:
    """Return how often one test finds at 5 %."""
    return _any(test(dice, REPETITIONS, 1), 1)


def naive_single(test: Alarm, dice: np.random.Generator) -> float:
    """Return the same where every record stands there four times and is taken for four."""
    return _any(test(dice, REPETITIONS, 4), 1)


def together(test: Alarm, rows: int, dice: np.random.Generator) -> float:
    """Return how often anything is found among so many rows, adjusted as verdicts are."""
    return _any(adjusted(test(dice, REPETITIONS * rows, 1), rows), rows)


def naive_together(test: Alarm, rows: int, dice: np.random.Generator) -> float:
    """Return the same of the p values as they are."""
    return _any(test(dice, REPETITIONS * rows, 1), rows)


def adjusted(p: Floats, rows: int) -> Floats:
    """Return the product's adjustment: over the offices or clients of one measure, here of one repetition."""
    frame = pd.DataFrame({"p_value": p, "level": "office", "measure": np.arange(len(p)) // rows})
    return np.asarray(verdicts._adjusted(frame), dtype=np.float64)


def _any(p: Floats, rows: int) -> float:
    return float(np.mean((p.reshape(-1, rows) <= verdicts.ALPHA).any(axis=1)))
