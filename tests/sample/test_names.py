from string import digits

from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.credit_code import is_credit_code
from reportgen.sample.names import credit_code, dice, people


@given(st.integers(), st.text(digits, min_size=6, max_size=6))
def test_a_credit_code_has_a_right_check_character(seed: int, place: str) -> None:
    assert is_credit_code(credit_code(dice(seed, "x"), place))


def test_people_of_one_place_have_different_names() -> None:
    assert len(set(people(dice(1, "many"), 200))) == 200


def test_dice_of_different_subjects_are_independent() -> None:
    assert dice(1, "a").random() != dice(1, "b").random()
    assert dice(1, "a").random() == dice(1, "a").random()
