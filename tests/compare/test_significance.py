"""P values beside SciPy's tests and beside tables counted out by hand."""

from fractions import Fraction
from math import comb, isnan
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reportgen.compare.significance import benjamini_hochberg, binomial, fisher, log_rank, paired, welch

samples = st.lists(st.integers(0, 20).map(float), min_size=2, max_size=9)


def moments(values: list[float]) -> pd.DataFrame:
    one = pd.Series(values, dtype="float64")
    return pd.DataFrame({"n": [len(one)], "mean": [one.mean()], "var": [one.var()]})


def ints(*values: int) -> Any:
    return np.array(values, dtype=np.int64)


@given(samples, samples)
def test_welch_is_scipys(now: list[float], before: list[float]) -> None:
    if len(set(now)) == 1 and len(set(before)) == 1:
        return
    sides = [x for one in (now, before) for x in (np.mean(one), np.std(one, ddof=1), len(one))]
    wanted = stats.ttest_ind_from_stats(*sides, equal_var=False).pvalue
    assert welch(moments(now), moments(before))[0] == pytest.approx(wanted, rel=1e-9)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=9))
def test_paired_is_scipys(pairs: list[tuple[int, int]]) -> None:
    differences = [float(a - b) for a, b in pairs]
    if len(set(differences)) == 1:
        return
    wanted = stats.ttest_rel(*zip(*pairs, strict=True)).pvalue
    assert paired(moments(differences))[0] == pytest.approx(wanted, rel=1e-9)


def test_control_the_two_tests_differ() -> None:
    now, before = [1.0, 5.0, 9.0], [2.0, 6.5, 9.5]
    differences = [a - b for a, b in zip(now, before, strict=True)]
    assert paired(moments(differences))[0] < 0.1 < welch(moments(now), moments(before))[0]


def test_without_any_spread_a_difference_is_sure_and_none_is_none() -> None:
    flat, higher = moments([50.0, 50.0, 50.0]), moments([75.0, 75.0, 75.0])
    assert welch(flat, flat)[0] == 1
    assert welch(higher, flat)[0] == 0
    assert paired(moments([25.0, 25.0]))[0] == 0


def test_one_unit_cannot_be_tested() -> None:
    assert isnan(welch(moments([1.0]), moments([2.0, 3.0]))[0])
    assert isnan(paired(moments([1.0]))[0])


def counted_out(a: int, n: int, b: int, m: int) -> Fraction:
    """Fisher's p, every table weighed in whole numbers."""
    hits = a + b
    weights = {x: comb(n, x) * comb(m, hits - x) for x in range(max(0, hits - m), min(n, hits) + 1)}
    return Fraction(sum(w for w in weights.values() if w <= weights[a]), sum(weights.values()))


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_fisher_weighs_the_tables_no_likelier(n: int, m: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    p = fisher(ints(a), ints(n), ints(b), ints(m))[0]
    assert p == pytest.approx(float(counted_out(a, n, b, m)), rel=1e-9)
    assert p == pytest.approx(stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue, rel=1e-6)


def test_control_a_one_sided_fisher_would_be_half() -> None:
    assert float(counted_out(0, 5, 5, 5)) == pytest.approx(2 / comb(10, 5))
    assert fisher(ints(0), ints(5), ints(5), ints(5))[0] != pytest.approx(1 / comb(10, 5))


@given(st.integers(0, 12), st.integers(0, 12), st.integers(1, 99), st.integers(1, 99))
def test_binomial_is_scipys(a: int, b: int, e: int, f: int) -> None:
    p = binomial(ints(a), ints(e), ints(b), ints(f))[0]
    wanted = stats.binomtest(a, a + b, e / (e + f)).pvalue if a + b else 1.0
    assert p == pytest.approx(wanted, rel=1e-6)


def test_twenty_against_five_on_equal_days() -> None:
    """2 × Σ C(25, k) for k ≥ 20 ÷ 2^25 = 2 × 68,406 ÷ 33,554,432."""
    assert binomial(ints(20), ints(92), ints(5), ints(92))[0] == pytest.approx(2 * 68_406 / 2**25, rel=1e-9)


def test_control_other_exposure_is_another_p() -> None:
    assert binomial(ints(20), ints(92), ints(5), ints(23))[0] == pytest.approx(1.0, abs=0.2)


def test_many_tables_come_back_in_their_order() -> None:
    p = fisher(ints(0, 5, 0), ints(5, 5, 5), ints(5, 5, 5), ints(5, 5, 5))
    assert p.tolist() == [p[0], 1.0, p[0]]
    assert len(fisher(*[ints()] * 4)) == 0


Durations = list[tuple[int, bool]]
durations = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=10)


def ranked(*groups: tuple[Durations, Durations]) -> tuple[Any, Any]:
    flat = [
        (g, s, e, side == 0) for g, pair in enumerate(groups) for side, part in enumerate(pair) for s, e in part
    ]
    group, seconds, observed, now = (np.array(column) for column in zip(*flat, strict=True))
    return log_rank(group, seconds, observed, now, len(groups))


def by_definition(now: Durations, before: Durations) -> tuple[Fraction, Fraction]:
    """Expected less seen events of now, and the variance, time by time."""
    gap, variance = Fraction(0), Fraction(0)
    for time in sorted({s for s, e in now + before if e}):
        n1, n = sum(s >= time for s, _ in now), sum(s >= time for s, _ in now + before)
        d1, d = (sum(s == time and e for s, e in part) for part in (now, now + before))
        gap += Fraction(d * n1, n) - d1
        if n > 1:
            variance += Fraction(d * n1 * (n - n1) * (n - d), n * n * (n - 1))
    return gap, variance


@given(durations, durations)
def test_log_rank_is_the_definition(now: Durations, before: Durations) -> None:
    (p,), (fewer,) = ranked((now, before))
    gap, variance = by_definition(now, before)
    assert fewer == pytest.approx(float(gap), abs=1e-9)
    if variance == 0:
        assert isnan(p)
    else:
        assert p == pytest.approx(stats.chi2.sf(float(gap**2 / variance), 1), rel=1e-8, abs=1e-12)


def test_log_rank_is_scipys() -> None:
    now, before = [(2, True), (5, True), (9, False), (7, True)], [(1, True), (3, True), (3, True), (8, True)]
    sides = [
        stats.CensoredData(
            uncensored=[s for s, e in one if e],
            right=[s for s, e in one if not e],
        )
        for one in (now, before)
    ]
    (p,), _ = ranked((now, before))
    assert p == pytest.approx(stats.logrank(*sides).pvalue, rel=1e-9)


def test_slower_now_means_fewer_ends_than_expected() -> None:
    slow, fast = [(9, True), (8, True), (7, False)], [(1, True), (2, True), (3, True)]
    _, (fewer, more) = ranked((slow, fast), (fast, slow))
    assert fewer > 0 > more


def test_control_censoring_matters() -> None:
    slow, fast = [(9, True), (8, True), (7, False)], [(1, True), (9, True), (9, True)]
    ended = [(s, True) for s, _ in slow]
    assert ranked((slow, fast))[0][0] != ranked((ended, fast))[0][0]


def test_no_durations_at_all() -> None:
    nothing = np.empty(0, dtype=np.int64)
    p, fewer = log_rank(nothing, nothing, nothing.astype(np.bool_), nothing.astype(np.bool_), 2)
    assert np.isnan(p).all()
    assert fewer.tolist() == [0, 0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_benjamini_hochberg_is_scipys(p: list[float]) -> None:
    found = benjamini_hochberg(np.array(p))
    assert found == pytest.approx(stats.false_discovery_control(p, method="bh"), rel=1e-12)


def test_control_the_adjustment_is_not_bonferronis() -> None:
    assert benjamini_hochberg(np.array([0.01, 0.04, 0.03])).tolist() == pytest.approx([0.03, 0.04, 0.04])
