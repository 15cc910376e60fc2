"""How much each of several answers explains of another, whatever order they are looked at in."""

from itertools import combinations
from math import factorial

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SINGULAR = 1e-10


def importance(answers: Floats, client: Ints) -> tuple[Floats, Floats, float]:
    """The shares of the explained variance that fall to each explaining answer, and their spread.

    The share of an answer is its Shapley value of R² (Lindeman, Merenda and Gold): what it adds to
    the answers already looked at, averaged over all orders. The values sum to R². Their standard
    error leaves one client out at a time, as responses of a client belong together.

    In:      answers: one row per response, the answer to explain last, at least one explaining;
             client: number of each row's client, from 0.
    Out:     shares that sum to 1, their standard errors (NaN below two clients, or where one client
             holds all the variance), R². NaN where nothing is explained.
    Source:  house rule, decision 13.
    """
    clients = int(client.max()) + 1
    own = np.zeros((clients, answers.shape[1] + 1, answers.shape[1] + 1))
    longer = np.column_stack([answers - answers.mean(axis=0), np.ones(len(answers))])
    np.add.at(own, client, longer[:, :, None] * longer[:, None, :])
    whole = own.sum(axis=0)
    values = shapley(_correlations(np.concatenate([whole[None], whole - own])))
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = values / values.sum(axis=1, keepdims=True)
    apart = shares[1:] - shares[1:].mean(axis=0)
    error = (
        np.sqrt((clients - 1) / clients * (apart**2).sum(axis=0))
        if clients > 1
        else np.full(len(whole) - 2, np.nan)
    )
    return shares[0], error, float(values[0].sum())


def shapley(correlations: Floats) -> Floats:
    """The Shapley values of R² of each explaining variable.

    In:      correlation matrices, the variable to explain last; NaN where it does not vary.
    Out:     one row per matrix; sums to R².
    Source:  house rule, decision 13.
    """
    p = correlations.shape[1] - 1
    found = {frozenset[int](): np.zeros(len(correlations))}
    for size in range(1, p + 1):
        for chosen in combinations(range(p), size):
            within = correlations[:, np.array(chosen)[:, None], np.array(chosen)]
            across = correlations[:, chosen, -1]
            inverse = np.linalg.pinv(np.nan_to_num(within), rcond=_SINGULAR, hermitian=True)
            found[frozenset(chosen)] = np.einsum("mi,mij,mj->m", across, inverse, across)
    values: Floats = np.zeros((len(correlations), p))
    for before, explained in found.items():
        orders = factorial(len(before)) * factorial(max(p - len(before) - 1, 0)) / factorial(p)
        for one in set(range(p)) - before:
            values[:, one] += orders * (found[before | {one}] - explained)
    return values


def _correlations(sums: Floats) -> Floats:
    """Return correlation matrices from sums of products whose last row holds sums and the number.

    A variable without spread is related to nothing; where it is the one to explain, all is NaN.
    """
    n = sums[:, -1, -1]
    total = sums[:, :-1, -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        products = sums[:, :-1, :-1] - total[:, :, None] * total[:, None, :] / n[:, None, None]
        spread = np.einsum("mii->mi", products)
        flat = spread <= _SINGULAR * np.maximum(np.einsum("mii->mi", sums[:, :-1, :-1]), 1)
        deviation = np.sqrt(np.where(flat, np.nan, spread))
        found = products / (deviation[:, :, None] * deviation[:, None, :])
    found[:, :-1, :] = np.nan_to_num(found[:, :-1, :])
    found[flat[:, -1], :-1, -1] = np.nan
    return np.asarray(found, dtype=np.float64)
