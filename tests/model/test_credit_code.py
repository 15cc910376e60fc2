"""GB 32100-2015, against the standard's own example and the congruence that its formula amounts to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.credit_code import credit_check, is_credit_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PRINTED_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""Table 2 of the standard."""
heads = st.tuples(
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
).map("".join)


def remainder(code: str) -> int:
    """The other way round: all 18 characters together, weighted as printed, are 0 modulo 31."""
    values = [ALPHABET.index(char) for char in code]
    return (sum(w * v for w, v in zip(PRINTED_WEIGHTS, values, strict=False)) + values[17]) % 31


def test_the_example_of_the_standard_has_the_sum_1640_and_the_check_character_3() -> None:
    values = [ALPHABET.index(char) for char in "91350100M000100Y4"]
    assert sum(w * v for w, v in zip(PRINTED_WEIGHTS, values, strict=True)) == 1640
    assert credit_check("91350100M000100Y4") == "3"
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y4Z")


@given(heads)
def test_a_code_with_its_check_character_fits_the_congruence(first: str) -> None:
    code = first + credit_check(first)
    assert remainder(code) == 0
    assert is_credit_code(code)


@given(heads, st.integers(0, 17), st.integers(1, 30))
def test_one_wrong_character_is_always_noticed(first: str, place: int, step: int) -> None:
    code = first + credit_check(first)
    wrong = ALPHABET[(ALPHABET.index(code[place]) + step) % 31]
    assert not is_credit_code(code[:place] + wrong + code[place + 1 :])


@given(heads, st.integers(0, 16))
def test_two_neighbours_swapped_are_always_noticed(first: str, place: int) -> None:
    code = first + credit_check(first)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_credit_code(swapped) == (swapped == code)


def test_control_weights_of_one_notice_no_swap() -> None:
    def flat(first: str) -> str:
        return ALPHABET[-sum(ALPHABET.index(char) for char in first) % 31]

    assert flat("91350100M000100Y4") == flat("91350100M00010Y04")
    assert credit_check("91350100M000100Y4") != credit_check("91350100M00010Y04")


@pytest.mark.parametrize(
    "written",
    [
        " 91350100m000100y43 ",
        "91350100 M000100Y 43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100-M000100Y43",
    ],
)
def test_spaces_width_case_and_hyphens_do_not_matter(written: str) -> None:
    assert is_credit_code(written)


@pytest.mark.parametrize(
    "written",
    ["", "91350100M000100Y4", "91350100M000100Y430", "91350100M00O100Y43", "913501000123456", "M000100Y4"],
)
def test_what_is_no_code_of_18_characters_is_none(written: str) -> None:
    """Too short, too long, the letter O for the digit 0, the old 15-digit registration number, 组织机构代码."""
    assert not is_credit_code(written)
