"""When a number gives somebody away."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.audit.numbers import DIGITS, forms, half_width, tokens


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(123456789, 100), {"1234567.89", "1234567.9", "1234568"}),
        ("87.1234", {"87.1234"}),
        (128401, {"128401"}),
        (500000, set()),  # a round limit
        ("87.5", set()),  # a score of few digits
        (Fraction(25, 3), set()),  # 8.333333…: a mean of three
        (Fraction(105, 32), set()),  # 3.28125
    ],
)
def test_a_number_is_distinctive_where_it_takes_many_digits_to_say(
    value: Fraction | int | str, printed: set[str]
) -> None:
    assert forms(value) == printed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234,567.89 元", ["1234567.89"]),
        ("１２３４５６７．８９", ["1234567.89"]),
        ("-1234567.890", ["1234567.89"]),
        ("x1234567.89", []),  # part of a word
        ("1234567.89.1", []),  # a version
        ("2026-07-01 12:00", []),
        ("12345", []),
    ],
)
def test_numbers_are_read_as_they_are_printed(text: str, found: list[str]) -> None:
    assert [number for number, _ in tokens(half_width(text))] == found


@given(st.integers(10 ** (DIGITS + 2), 10**12), st.sampled_from(["{}", "{:,}", "¥{:,}。"]))
def test_an_amount_is_found_in_every_form_in_which_it_is_printed(fen: int, pattern: str) -> None:
    value = Fraction(fen, 100)
    printed = pattern.format(Decimal(fen).scaleb(-2))
    assert {number for number, _ in tokens(printed)} <= forms(value) or not forms(value)
