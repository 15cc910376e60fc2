"""Halves up, against the decimal module."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.rounding import half_up

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


def by_decimal(value: Decimal, places: int, rule: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rule)


@given(numbers, st.integers(0, 3))
def test_a_half_is_rounded_away_from_zero_as_decimal_does(value: Decimal, places: int) -> None:
    assert half_up(Fraction(value), places) == by_decimal(value, places, ROUND_HALF_UP)


def test_control_half_even_differs() -> None:
    assert by_decimal(Decimal("82.5"), 0, ROUND_HALF_EVEN) != half_up(Fraction("82.5"), 0)


def test_a_third_is_exact_until_it_is_rounded() -> None:
    assert half_up(Fraction(1, 3) * 3, 2) == Decimal("1.00")
