"""Coverage of the limits of a mean over clients: who answers is chance, every client has its taste."""

from dataclasses import dataclass

import numpy as np

from reportgen.measure.clusters import Clusters, objects
from reportgen.measure.intervals import cluster_limits
from tests.simulations.rates import REPETITIONS, Bools, Floats, Ints

CLIENTS = (8, 12, 20, 30, 60)
STEP = 25
"""Points between two neighbours of a scale from 1 to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Twice as many clients as respond, each with ``fewest`` to ``most`` answers around ``middle``."""

    responding: int
    fewest: int = 2
    most: int = 6
    middle: float = 3.0
    by_clients: bool = False

    @property
    def members(self) -> int:
        return 2 * self.responding


@dataclass(frozen=True, slots=True)
class Population:
    """What every client would answer: points by repetition, client and answer, and which of them are there."""

    points: Ints
    there: Bools

    @classmethod
    def of(cls, design: Design, dice: np.random.Generator) -> "Population":
        """Return populations whose answers lie on a scale from 1 to 5, around a client's own taste."""
        shape = (REPETITIONS, design.members, design.most)
        taste = dice.normal(design.middle, 0.8, (REPETITIONS, design.members, 1))
        scale = np.clip(np.rint(taste + dice.normal(0, 0.7, shape)), 1, 5).astype(np.int64)
        count = dice.integers(design.fewest, design.most + 1, (REPETITIONS, design.members))
        there = np.arange(design.most) < count[..., None]
        return cls(np.where(there, (scale - 1) * STEP, 0), there)

    def mean(self, *, by_clients: bool) -> Floats:
        """Return the mean if all had answered, over answers or over the clients' means."""
        y, m = self.points.sum(axis=2), self.there.sum(axis=2)
        mean = (y / m).mean(axis=1) if by_clients else y.sum(axis=1) / m.sum(axis=1)
        return np.asarray(mean, dtype=np.float64)


def coverage(design: Design, dice: np.random.Generator) -> float:
    """Return how often the limits hold the mean of the whole population."""
    people = Population.of(design, dice)
    y = people.points.sum(axis=2)[:, : design.responding].reshape(-1)
    m = people.there.sum(axis=2)[:, : design.responding].reshape(-1)
    scope = np.repeat(np.arange(REPETITIONS), design.responding)
    found = _clusters(scope, y, m)
    weighed = found.by_client(np.zeros(REPETITIONS, dtype=np.bool_)) if design.by_clients else found
    return _covered(weighed, people.mean(by_clients=design.by_clients), design.members)


def naive_coverage(design: Design, dice: np.random.Generator) -> float:
    """Return the same where every answer is taken for an independent one, of as many as the population gives."""
    people = Population.of(design, dice)
    there = people.there[:, : design.responding]
    scope = np.nonzero(there)[0]
    y = people.points[:, : design.responding][there]
    every = round(design.members * (design.fewest + design.most) / 2)
    return _covered(_clusters(scope, y, np.ones_like(y)), people.mean(by_clients=False), every)


def _clusters(scope: Ints, y: Ints, m: Ints) -> Clusters:
    """Return units as the product's sums want them, a repetition for a scope."""
    return Clusters(scope=scope, unit=objects([""] * len(scope)), y=objects(y.tolist()), m=m, n=m, scale=1)


def _covered(found: Clusters, truth: Floats, members: int) -> float:
    sums = found.sums(REPETITIONS)
    low, high = cluster_limits(sums.means(), sums, np.full(REPETITIONS, members))
    return float(np.mean((low <= truth) & (truth <= high)))
