"""How often something happened in simulated repetitions, seed by seed, with its Monte-Carlo error."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

SEEDS = (20260331, 20260630, 20260930)
REPETITIONS = 2_000
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Experiment = Callable[[np.random.Generator], float]
"""One seed's repetitions: the share of them in which it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share per seed, and how many repetitions stand behind each."""

    shares: tuple[float, ...]
    repetitions: int = REPETITIONS

    @property
    def whole(self) -> float:
        """The share over all seeds."""
        return sum(self.shares) / len(self.shares)

    @property
    def error(self) -> float:
        """The standard error of the share over all seeds."""
        p = min(max(self.whole, 1 / self.repetitions), 1 - 1 / self.repetitions)
        return sqrt(p * (1 - p) / (self.repetitions * len(self.shares)))

    def within(self, low: float, high: float) -> bool:
        """Whether all lie within, give or take two errors, and every seed, give or take three of its own."""
        own = 3 * self.error * sqrt(len(self.shares))
        seeds = all(low - own <= one <= high + own for one in self.shares)
        return seeds and low - 2 * self.error <= self.whole <= high + 2 * self.error


def rate(experiment: Experiment) -> Rate:
    """Return the share of every seed."""
    return Rate(shares=tuple(experiment(np.random.default_rng(seed)) for seed in SEEDS))
