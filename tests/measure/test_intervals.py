"""Limits beside their definitions, written out in plain Python."""

from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.measure.clusters import Clusters, objects
from reportgen.measure.intervals import cluster_limits, factor, wilson, wilson_of_clusters
from reportgen.model.survival import Z

T = {1: 12.706204736432095, 2: 4.302652729911275, 3: 3.182446305284263, 4: 2.7764451051977987}
"""t(0.975, degrees of freedom), from printed tables."""


def ints(*values: int) -> Any:
    return np.array(values, dtype=np.int64)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_limits_are_where_the_share_is_z_standard_errors_away(pair: tuple[int, int]) -> None:
    k, n = pair
    low, high = (float(side[0]) for side in wilson(ints(k), ints(n)))
    assert -1e-12 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1 + 1e-12
    for p in (low, high):
        assert (k / n - p) ** 2 == pytest.approx(Z**2 * p * (1 - p) / n, abs=1e-9)


def test_control_the_normal_limits_are_not_wilsons() -> None:
    p, n = 1 / 20, 20
    low = p - Z * sqrt(p * (1 - p) / n)
    assert (p - low) ** 2 != pytest.approx(Z**2 * low * (1 - low) / n, abs=1e-9)


def test_wilson_of_nothing_is_missing() -> None:
    assert np.isnan(wilson(ints(0), ints(0))).all()


Pairs = list[tuple[int, int]]


def clusters(pairs: Pairs) -> Clusters:
    y, m = zip(*pairs, strict=True)
    return Clusters(
        scope=np.zeros(len(pairs), dtype=np.int64),
        unit=objects([str(i) for i in range(len(pairs))]),
        y=objects(list(y)),
        m=ints(*m),
        n=ints(*m),
        scale=1,
    )


def by_definition(pairs: Pairs, members: int) -> tuple[float, float]:
    """Limits r ± t·se, in exact fractions up to the root."""
    count, answers = len(pairs), sum(m for _, m in pairs)
    r = Fraction(sum(y for y, _ in pairs), answers)
    spread = sum((y - r * m) ** 2 for y, m in pairs)
    finite = 1 - Fraction(count, members) if members else Fraction(1)
    half = T[count - 1] * sqrt(finite * Fraction(count, count - 1) * spread / answers**2)
    return float(r) - half, float(r) + half


cluster_pairs = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 4)), min_size=2, max_size=5)


@given(cluster_pairs, st.integers(0, 9))
def test_cluster_limits_are_those_of_the_formula(pairs: Pairs, more: int) -> None:
    members = len(pairs) + more
    sums = clusters(pairs).sums(1)
    low, high = cluster_limits(sums.means(), sums, ints(members))
    assert (low[0], high[0]) == pytest.approx(by_definition(pairs, members), rel=1e-9, abs=1e-6)


@given(cluster_pairs)
def test_without_a_finite_population_nothing_shrinks(pairs: Pairs) -> None:
    sums = clusters(pairs).sums(1)
    low, high = cluster_limits(sums.means(), sums, ints(0))
    assert (low[0], high[0]) == pytest.approx(by_definition(pairs, 0), rel=1e-9, abs=1e-6)


def test_control_a_forgotten_population_is_seen() -> None:
    pairs = [(100, 1), (50, 2), (75, 1)]
    sums = clusters(pairs).sums(1)
    low, _ = cluster_limits(sums.means(), sums, ints(4))
    assert low[0] != pytest.approx(by_definition(pairs, 0)[0], rel=1e-3)


def test_one_cluster_has_no_limits() -> None:
    sums = clusters([(100, 2)]).sums(1)
    low, high = cluster_limits(sums.means(), sums, ints(9))
    assert np.isnan([low[0], high[0]]).all()


def test_a_census_has_no_margin() -> None:
    sums = clusters([(100, 1), (50, 1)]).sums(1)
    low, high = cluster_limits(sums.means(), sums, ints(2))
    assert (low[0], high[0]) == (75.0, 75.0)
    low, high = wilson_of_clusters(np.array([0.5]), ints(2), ints(2))
    assert (low[0], high[0]) == (0.5, 0.5)


def test_more_clusters_than_members_count_as_a_census() -> None:
    assert factor(ints(3, 1, 2), ints(2, 4, 0)).tolist() == [0.0, 0.75, 1.0]


def test_a_satisfied_share_uses_the_clients_and_the_population() -> None:
    """Five of ten clients: n_eff = 5 / (1 − 1/2) = 10, so the limits are those of 6 in 10."""
    low, high = wilson_of_clusters(np.array([0.6]), ints(5), ints(10))
    wanted = wilson(ints(6), ints(10))
    assert (low[0], high[0]) == pytest.approx((wanted[0][0], wanted[1][0]), rel=1e-12)
    low, _ = wilson_of_clusters(np.array([0.6]), ints(1), ints(10))
    assert np.isnan(low[0])
