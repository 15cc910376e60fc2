from string import digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sample.names import credit_check, credit_code, dice, people

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def weighted_sum(code: str) -> int:
    """GB 32100 the other way round: the whole code, check character included, sums to 0 modulo 31."""
    return sum(pow(3, place, 31) * ALPHABET.index(char) for place, char in enumerate(code[:17])) + ALPHABET.index(
        code[17]
    )


@given(st.integers(), st.text(digits, min_size=6, max_size=6))
def test_a_credit_code_has_a_right_check_character(seed: int, place: str) -> None:
    code = credit_code(dice(seed, "x"), place)
    assert len(code) == 18
    assert weighted_sum(code) % 31 == 0


@given(st.integers(), st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_is_noticed(seed: int, place: int, step: int) -> None:
    code = credit_code(dice(seed, "x"), "320500")
    wrong = ALPHABET[(ALPHABET.index(code[place]) + step) % 31]
    assert credit_check(code[:place] + wrong + code[place + 1 : 17]) != code[17]


@pytest.mark.parametrize("code", ["91350100M000100Y43"])
def test_the_check_agrees_with_the_example_of_the_standard(code: str) -> None:
    assert credit_check(code[:17]) == code[17]


def test_people_of_one_place_have_different_names() -> None:
    assert len(set(people(dice(1, "many"), 200))) == 200


def test_dice_of_different_subjects_are_independent() -> None:
    assert dice(1, "a").random() != dice(1, "b").random()
    assert dice(1, "a").random() == dice(1, "a").random()
