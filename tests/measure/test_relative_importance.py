"""Shapley values of R² against regressions in every order."""

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.measure.relative_importance import importance, shapley

Floats = npt.NDArray[np.float64]


def answers(seed: int, rows: int, dimensions: int) -> Floats:
    """Correlated answers from 1 to 5; the last follows the first most."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(rows, 1))
    given = np.clip(np.round(3.5 + 0.7 * common + rng.normal(size=(rows, dimensions))), 1, 5)
    overall = np.round(0.6 * given[:, 0] + 0.3 * given[:, -1] + rng.normal(size=rows))
    return np.column_stack([given, overall])


def r_squared(data: Floats, chosen: tuple[int, ...]) -> float:
    """Least squares with an intercept, from the data themselves."""
    design = np.column_stack([np.ones(len(data)), data[:, list(chosen)]])
    fitted = design @ np.linalg.lstsq(design, data[:, -1], rcond=None)[0]
    return float(1 - ((data[:, -1] - fitted) ** 2).sum() / ((data[:, -1] - data[:, -1].mean()) ** 2).sum())


def by_orders(data: Floats) -> Floats:
    """What each answer adds, averaged over all orders."""
    p = data.shape[1] - 1
    orders = list(permutations(range(p)))
    added = np.zeros(p)
    for order in orders:
        for place, one in enumerate(order):
            added[one] += r_squared(data, order[: place + 1]) - (r_squared(data, order[:place]) if place else 0.0)
    return added / len(orders)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 4))
def test_the_values_are_those_of_regressions_in_every_order(seed: int, dimensions: int) -> None:
    data = answers(seed, 60, dimensions)
    expected = by_orders(data)
    shares, _, explained = importance(data, np.arange(60))
    assert explained == pytest.approx(r_squared(data, tuple(range(dimensions))), abs=1e-9)
    assert shares == pytest.approx(expected / expected.sum(), abs=1e-7)


def test_control_squared_correlations_are_something_else() -> None:
    """They look alike, but count what the dimensions have in common once for each."""
    data = answers(1, 60, 3)
    alone = np.array([r_squared(data, (one,)) for one in range(3)])
    assert alone.sum() > r_squared(data, (0, 1, 2)) + 0.05
    assert alone / alone.sum() != pytest.approx(importance(data, np.arange(60))[0], abs=0.02)


def test_the_error_leaves_out_one_client_at_a_time() -> None:
    data, client = answers(3, 40, 3), np.repeat(np.arange(10), 4)
    without = np.array([importance(data[client != one], np.arange(36))[0] for one in range(10)])
    expected = np.sqrt(9 / 10 * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    assert importance(data, client)[1] == pytest.approx(expected, abs=1e-9)


def test_control_responses_taken_one_by_one_give_another_error() -> None:
    rng = np.random.default_rng(5)
    alike = np.repeat(answers(5, 10, 2), 4, axis=0) + rng.normal(0, 0.05, (40, 3))
    clustered, naive = (importance(alike, one)[1] for one in (np.repeat(np.arange(10), 4), np.arange(40)))
    assert (naive < 0.7 * clustered).all()


def test_two_dimensions_that_say_the_same_share_equally() -> None:
    data = answers(7, 50, 1)
    twice = np.column_stack([data[:, 0], data[:, 0], data[:, 1]])
    shares, _, explained = importance(twice, np.arange(50))
    assert shares == pytest.approx([0.5, 0.5], abs=1e-9)
    assert explained == pytest.approx(r_squared(data, (0,)), abs=1e-9)


def test_neither_scale_nor_order_of_rows_changes_anything() -> None:
    data, client = answers(9, 40, 3), np.repeat(np.arange(8), 5)
    shares, error, explained = importance(data, client)
    moved = data * np.array([25.0, 1.0, 3.0, 25.0]) - 25
    back = np.random.default_rng(1).permutation(40)
    again = importance(moved[back], client[back])
    assert again[0] == pytest.approx(shares, abs=1e-9)
    assert again[1] == pytest.approx(error, abs=1e-9)
    assert again[2] == pytest.approx(explained, abs=1e-9)


def test_an_overall_answer_without_spread_is_explained_by_nothing() -> None:
    data = answers(11, 30, 2)
    data[:, -1] = 4
    shares, _, _ = importance(data, np.arange(30))
    assert np.isnan(shares).all()


def test_a_client_that_holds_all_the_spread_leaves_no_error() -> None:
    data = answers(13, 30, 2)
    data[5:, -1] = 4
    shares, error, _ = importance(data, np.repeat([0, 1], [5, 25]))
    assert not np.isnan(shares).any()
    assert np.isnan(error).all()


def test_one_client_alone_has_no_error() -> None:
    assert np.isnan(importance(answers(15, 30, 2), np.zeros(30, dtype=np.int64))[1]).all()


def test_the_values_of_a_correlation_matrix_by_hand() -> None:
    """Uncorrelated dimensions: each explains its squared correlation."""
    matrix = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]])
    assert shapley(matrix[None])[0] == pytest.approx([0.36, 0.09])
