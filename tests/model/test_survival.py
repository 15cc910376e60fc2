"""Kaplan–Meier beside a brute force in exact fractions."""

from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.survival import Curves, Z, curves, quantile, restricted_mean

HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)
Duration = tuple[int, bool]
durations = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=14)


def curve(*groups: list[Duration]) -> Curves:
    """Curves of literal durations: (seconds, observed)."""
    flat = [(g, s, e) for g, group in enumerate(groups) for s, e in group]
    group, seconds, observed = (
        (np.array(column) for column in zip(*flat, strict=True)) if flat else (np.array([]),) * 3
    )
    return curves(group.astype(np.int64), seconds.astype(np.int64), observed.astype(np.bool_), max(len(groups), 1))


def brute(items: list[Duration], q: Fraction) -> tuple[int, int, int]:
    """Value, low, high in seconds by the definition, -1 where not reached."""
    left, green, found = Fraction(1), Fraction(0), [-1, -1, -1]
    for time in sorted({s for s, e in items if e}):
        risk, died = sum(s >= time for s, _ in items), sum(s == time and e for s, e in items)
        left *= 1 - Fraction(died, risk)
        reached = [left <= 1 - q, False, False]
        if left > 0:
            green += Fraction(died, risk * (risk - died))
            theta = Z * sqrt(green) / abs(log(left))
            reached[1:] = [float(left) ** exp(theta) <= 1 - q, float(left) ** exp(-theta) <= 1 - q]
        found = [time if was < 0 and now else was for was, now in zip(found, reached, strict=True)]
    return found[0], found[1], found[2]


def seen(items: list[Duration], q: Fraction) -> tuple[int, int, int]:
    one = quantile(curve(items), q)
    return int(one.value[0]), int(one.low[0]), int(one.high[0])


@given(durations, st.sampled_from([HALF, NINE_TENTHS]))
def test_quantiles_and_limits_are_those_of_the_definition(items: list[Duration], q: Fraction) -> None:
    assert seen(items, q) == brute(items, q)


def test_control_the_brute_force_sees_a_censoring_taken_for_an_event() -> None:
    items = [(6, True), (6, False), (7, True)]
    assert seen(items, HALF) == brute(items, HALF)
    assert brute([(s, True) for s, _ in items], HALF) != brute(items, HALF)


@given(st.lists(durations, min_size=1, max_size=5))
def test_groups_do_not_touch_each_other(groups: list[list[Duration]]) -> None:
    together = quantile(curve(*groups), HALF)
    assert together.value.tolist() == [seen(one, HALF)[0] for one in groups]


def test_an_event_comes_before_a_censoring_of_the_same_time() -> None:
    found = curve([(6, True), (6, False), (9, True)])
    assert [found.exact(i) for i in range(2)] == [Fraction(2, 3), 0]


def test_a_half_is_reached_exactly() -> None:
    """Three factors whose product is 1/2 only in exact fractions."""
    items = [(t, True) for t in range(1, 7)]
    assert seen(items, HALF)[0] == 3
    assert curve(items).exact(2) == HALF


def test_nothing_observed_reaches_nothing_and_knows_its_longest() -> None:
    found = curve([(5, False), (9, False)], [])
    assert quantile(found, HALF).value.tolist() == [-1, -1]
    assert (found.longest.tolist(), found.size.tolist()) == ([9, -1], [2, 0])


def test_no_durations_at_all() -> None:
    found = curve([])
    assert quantile(found, HALF).value.tolist() == [-1]
    assert list(found.drawn()) == [(0, 1.0)]


def test_the_drawn_curve_starts_at_one_and_steps_down() -> None:
    found = curve([(1, True)], [(2, True), (4, False), (8, True)])
    assert list(found.drawn(1)) == [(0, 1.0), (2, pytest.approx(2 / 3)), (8, 0.0)]


def area(items: list[Duration], horizon: int) -> Fraction:
    """The area second by second."""
    total = Fraction(0)
    for moment in range(horizon):
        left = Fraction(1)
        for time in sorted({s for s, e in items if e and s <= moment}):
            risk, died = sum(s >= time for s, _ in items), sum(s == time and e for s, e in items)
            left *= 1 - Fraction(died, risk)
        total += left
    return total


@given(durations.filter(bool), st.integers(1, 15))
def test_the_mean_is_the_area_under_the_curve(items: list[Duration], horizon: int) -> None:
    (found,) = restricted_mean(curve(items), Fraction(horizon))
    assert found is not None
    assert abs(found - area(items, horizon)) < Fraction(1, 10**29)


def test_control_the_area_depends_on_the_horizon() -> None:
    items = [(2, True), (6, True)]
    assert restricted_mean(curve(items), Fraction(4)) == [3] != restricted_mean(curve(items), Fraction(6))


def test_the_mean_of_nobody_is_missing() -> None:
    assert restricted_mean(curve([]), Fraction(4)) == [None]


def test_ten_thousand_durations_with_as_many_censorings_take_no_time() -> None:
    items = [(i, i % 2 == 0) for i in range(10_000)]
    assert seen(items, HALF)[0] == brute_fast(items)


def brute_fast(items: list[Duration]) -> int:
    left = 1.0
    for place, (time, observed) in enumerate(items):
        left *= 1 - observed / (len(items) - place)
        if left <= 1 / 2:
            return time
    return -1
