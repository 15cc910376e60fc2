"""Coverage of Wilson's limits over all shares from 0.05 to 0.95."""

import numpy as np
from scipy import stats

from reportgen.measure.intervals import wilson, wilson_of_clusters
from tests.simulations.rates import REPETITIONS, Floats

SIZES = (5, 8, 12, 20, 40, 100, 400)
SHARES = np.arange(5, 96) / 100
CLIENTS = (12, 20, 40)
LARGE = 100
"""From here on the limits of most spreadsheets are nearly right as well."""
HALF = 2


def coverage(size: int, dice: np.random.Generator) -> float:
    """Return the mean coverage over the shares: the repetitions are drawn at each of them."""
    seen = dice.binomial(size, SHARES, (REPETITIONS, len(SHARES)))
    low, high = wilson(seen, np.full_like(seen, size))
    return float(np.mean((low <= SHARES) & (high >= SHARES)))


def exact(size: int) -> Floats:
    """Return the coverage at each share as the binomial distribution gives it, without chance."""
    seen = np.arange(size + 1)
    low, high = wilson(seen, np.full_like(seen, size))
    holds = (low[:, None] <= SHARES) & (high[:, None] >= SHARES)
    return np.asarray((stats.binom.pmf(seen[:, None], size, SHARES) * holds).sum(axis=0), dtype=np.float64)


def naive_coverage(size: int, dice: np.random.Generator) -> float:
    """Return the mean coverage of share ± z·√(p(1 − p)/n), the limits of most spreadsheets."""
    seen = dice.binomial(size, SHARES, (REPETITIONS, len(SHARES))) / size
    half = stats.norm.ppf(0.975) * np.sqrt(seen * (1 - seen) / size)
    return float(np.mean((seen - half <= SHARES) & (seen + half >= SHARES)))


def of_clients(clients: int, dice: np.random.Generator) -> float:
    """Return the mean coverage of n_eff's limits where one half of the clients answers once each."""
    members = HALF * clients
    satisfied = np.rint(SHARES * members).astype(np.int64)
    seen = dice.hypergeometric(satisfied, members - satisfied, clients, (REPETITIONS, len(SHARES)))
    count = np.full(seen.shape, clients)
    low, high = wilson_of_clusters(seen / clients, count, np.full_like(count, members))
    return float(np.mean((low <= satisfied / members) & (satisfied / members <= high)))


def naive_of_clients(clients: int, answers: int, dice: np.random.Generator) -> float:
    """Return the same where clients give the same answer several times and each is taken for another client's."""
    members = HALF * clients
    satisfied = np.rint(SHARES * members).astype(np.int64)
    seen = dice.hypergeometric(satisfied, members - satisfied, clients, (REPETITIONS, len(SHARES)))
    low, high = wilson(seen * answers, np.full_like(seen, clients * answers))
    return float(np.mean((low <= satisfied / members) & (satisfied / members <= high)))
