from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.gap import Gap
from reportgen.render.filters import GAP_WORDS, MINUS, halves_up, number, percent, pieces, span


@given(st.decimals(min_value=-1_000_000, max_value=1_000_000, allow_nan=False, places=4), st.integers(0, 3))
def test_halves_go_away_from_zero_as_decimal_rounds(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert halves_up(value, places) == Fraction(expected)


def test_python_alone_would_round_some_halves_down() -> None:
    assert f"{0.125:.2f}" == "0.12"
    assert number(0.125, 2) == "0.13"


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (0, 0, "0"),
        (0, 1, "0.0"),
        (Decimal("-0.04"), 1, "0.0"),
        (Decimal("-0.05"), 1, f"{MINUS}0.1"),
        (1234567.5, 0, "1,234,568"),
        (Fraction(1, 3), 2, "0.33"),
        (999.95, 1, "1,000.0"),
        (Decimal("89.95"), 1, "90.0"),
    ],
)
def test_numbers_read_as_people_write_them(value: Decimal, places: int, said: str) -> None:
    assert number(value, places) == said


@pytest.mark.parametrize(("value", "said"), [(1, "+1"), (-1, f"{MINUS}1"), (0, "0"), (Decimal("0.4"), "0")])
def test_a_change_has_a_sign_unless_it_is_nothing(value: Decimal, said: str) -> None:
    assert number(value, sign=True) == said


def test_shares_and_spans() -> None:
    assert percent(Fraction(1, 3), 1) == "33.3"
    assert span(0.15, 0.65, 1) == "0.2–0.7"


def test_every_gap_has_its_words() -> None:
    assert set(GAP_WORDS) == set(Gap)
    assert len(set(GAP_WORDS.values())) == len(Gap)


@given(st.text(alphabet="甲a，。（）「」 ", max_size=20))
def test_the_pieces_of_a_text_are_the_text(words: str) -> None:
    assert "".join(piece for piece, _ in pieces(words)) == words
