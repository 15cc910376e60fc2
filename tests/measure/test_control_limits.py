"""Limits of noise against exact binomial sums, and what they do with noise and with a shift."""

from fractions import Fraction
from math import comb

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.measure.control_limits import noise_limits, stretch

Counts = npt.NDArray[np.int64]
FAMILY = 7 * 4 * 2
"""Six categories and their sum, three months and the period, two sides."""


def tail(n: int, total: int, share: Fraction) -> Fraction:
    """P(Bin(total, share) ≥ n), exact."""
    chances = (comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(n, total + 1))
    return sum(chances, Fraction(0))


def by_hand(base: int, odds: Fraction, side: Fraction) -> tuple[int, int]:
    """The limits by trying one number after another, in fractions."""
    share = odds / (1 + odds)
    high = 0
    while tail(high + 1, base + high + 1, share) > side:
        high += 1
    low = 0
    while 1 - tail(low + 1, base + low, share) <= side:
        low += 1
    return low, high


def limits(base: int, odds: Fraction, side: Fraction, wide: float = 1.0) -> tuple[int, int]:
    low, high = noise_limits(np.array([base]), np.array([float(odds)]), np.array([float(side)]), np.array([wide]))
    return int(low[0]), int(high[0])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 60),
    st.fractions(Fraction(1, 30), Fraction(3), max_denominator=40),
    st.sampled_from([Fraction(1, 20), Fraction(1, 100), Fraction(27, 20_000)]),
)
def test_the_limits_are_those_of_exact_binomial_sums(base: int, odds: Fraction, side: Fraction) -> None:
    assert limits(base, odds, side) == by_hand(base, odds, side)


def test_control_a_sum_that_leaves_out_its_first_term_gives_other_limits() -> None:
    """P(more than n) in place of P(n or more)."""
    base, odds, side = 24, Fraction(1, 12), Fraction(1, 100)
    short = 0
    while tail(short + 2, base + short + 1, odds / (1 + odds)) > side:
        short += 1
    assert limits(base, odds, side)[1] == by_hand(base, odds, side)[1] == short + 1


def test_without_complaints_before_two_may_still_be_noise() -> None:
    assert limits(0, Fraction(1, 12), Fraction(1, 1000)) == (0, 2)  # (1/13)² = 0.006, (1/13)³ = 0.0005


def test_a_stretch_moves_both_limits_away_from_what_is_expected() -> None:
    narrow, wide = (limits(120, Fraction(1, 12), Fraction(1, 1000), by) for by in (1.0, 2.0))
    assert narrow == by_hand(120, Fraction(1, 12), Fraction(1, 1000)) == (2, 22)
    assert wide == (0, 34)  # 10 + 2 × (22 − 10); 10 − 2 × (10 − 2) is below 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.floats(0.02, 3), st.floats(0.0001, 0.2), st.floats(1, 3))
def test_what_is_expected_is_always_within_noise(base: int, odds: float, side: float, wide: float) -> None:
    low, high = noise_limits(*(np.array([x]) for x in (base, odds, side, wide)))
    assert low[0] <= np.ceil(base * odds)
    assert high[0] >= np.floor(base * odds)


# ------------------------------------------------------------------ noise and shift
def series(rng: np.random.Generator, usual: float, now: float, months: int, number: int) -> tuple[Counts, Counts]:
    before = rng.poisson(usual, (number, months)).astype(np.int64)
    return before, rng.poisson(now, number).astype(np.int64)


def alarms(before: Counts, now: Counts, side: float, *, widened: bool = True) -> float:
    """The share of series whose count now is beyond its limits."""
    number, months = before.shape
    _, wide = stretch(before, np.ones((number, months), dtype=np.int64))
    by = wide if widened else np.ones(number)
    low, high = noise_limits(before.sum(axis=1), np.full(number, 1 / months), np.full(number, side), by)
    return float(((now > high) | (now < low)).mean())


def shewhart(before: Counts, now: Counts) -> float:
    """The same with limits at three standard deviations around the mean before."""
    mean = before.mean(axis=1)
    return float((np.abs(now - mean) > 3 * np.sqrt(mean)).mean())


@pytest.mark.parametrize("usual", [0.5, 1.0, 3.0, 10.0, 30.0])
@pytest.mark.parametrize("months", [6, 12, 24])
def test_noise_alarms_no_more_often_than_asked(usual: float, months: int) -> None:
    """Two sides of 0.00135; 20,000 series, Monte-Carlo error of 0.0027 at most 0.0004."""
    before, now = series(np.random.default_rng(20261125), usual, usual, months, 20_000)
    assert alarms(before, now, 0.00135) <= 0.0027 + 3 * 0.0004


def test_control_three_standard_deviations_alarm_too_often() -> None:
    before, now = series(np.random.default_rng(20261125), 1.0, 1.0, 12, 20_000)
    assert shewhart(before, now) > 0.012


def test_all_charts_of_a_quiet_period_alarm_in_at_most_five_per_cent() -> None:
    """Seven series, three months and their sum; 4,000 periods, Monte-Carlo error 0.35 points."""
    rng = np.random.default_rng(20261126)
    periods, months, side = 4000, 12, 0.05 / FAMILY
    quiet = np.zeros(periods, dtype=np.bool_)
    usual = [0.7, 1.5, 2.0, 3.0, 4.0, 9.0]
    before = np.stack([rng.poisson(one, (periods, months)) for one in usual], axis=1)
    now = np.stack([rng.poisson(one, (periods, 3)) for one in usual], axis=1)
    before, now = (np.concatenate([x, x.sum(axis=1, keepdims=True)], axis=1) for x in (before, now))
    for line in range(before.shape[1]):
        _, wide = stretch(before[:, line], np.ones((periods, months), dtype=np.int64))
        base = before[:, line].sum(axis=1)
        for count, odds in [*((now[:, line, m], 1 / 12) for m in range(3)), (now[:, line].sum(axis=1), 3 / 12)]:
            low, high = noise_limits(base, np.full(periods, odds), np.full(periods, side), wide)
            quiet |= (count > high) | (count < low)
    assert quiet.mean() <= 0.05


@pytest.mark.parametrize(("usual", "times", "found"), [(30.0, 2, 0.85), (10.0, 3, 0.85), (3.0, 4, 0.5)])
def test_a_planted_shift_is_found(usual: float, times: int, found: float) -> None:
    before, now = series(np.random.default_rng(20261125), usual, usual * times, 12, 5000)
    assert alarms(before, now, 0.00135) > found


def test_clumped_complaints_widen_the_limits_and_alarm_less() -> None:
    """Variance twice the mean: without the stretch, the control, twice as many alarms."""
    rng = np.random.default_rng(20261125)
    before = rng.negative_binomial(10, 0.5, (20_000, 24)).astype(np.int64)
    now = rng.negative_binomial(10, 0.5, 20_000).astype(np.int64)
    widened, plain = (alarms(before, now, 0.00135, widened=by) for by in (True, False))
    assert widened < 0.012
    assert plain > 2 * widened


def test_the_dispersion_is_pearsons() -> None:
    dispersion, wide = stretch(np.array([[2, 4, 6], [4, 4, 4], [0, 0, 0]]), np.ones((3, 3), dtype=np.int64))
    assert dispersion[:2] == pytest.approx([1.0, 0.0])  # (4 + 0 + 4) ÷ 4 ÷ 2
    assert np.isnan(dispersion[2])
    assert wide == pytest.approx([1.0, 1.0, 1.0])
