"""Where a name stands in a text, and where it only seems to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.sightings import MASK, Sought

NAMES = ("南海仪表", "南仪", "C1", "C0417", "East Machinery", "91440101MA5CANARY9", "ABC机械")


@pytest.mark.parametrize(
    "text",
    [
        "南海仪表",
        "比南 海\u3000仪\n表慢",
        "南\u200b仪来过",
        "client C1.",
        "Ｃ０４１７号",
        "c0417",
        "by EAST\n  machinery ltd",
        "9144 0101 MA5C ANARY9",
        "找ABC机械",
        "(C1)",
    ],
)
def test_a_name_is_seen_however_it_is_typed(text: str) -> None:
    assert Sought(NAMES).spans(text)


@pytest.mark.parametrize(
    "text",
    [
        "C12",
        "c1 is no C-1",
        "AC1",
        "level C 1 of 3",
        "C04\n17",
        "northeast machinery",
        "East Machineryx",
        "XABC机械",
        "南海 仪器",
        "",
    ],
)
def test_a_part_of_another_word_is_no_name(text: str) -> None:
    assert not Sought(NAMES).spans(text)


def test_a_name_inside_a_longer_one_that_may_be_seen_is_none() -> None:
    sought = Sought(["东方", "C0417"], ["东方机械有限公司"])
    assert sought.masked("东方机械有限公司与东方") == f"东方机械有限公司与{MASK}"


def test_control_without_the_longer_name_both_are_seen() -> None:
    assert len(Sought(["东方"]).spans("东方机械有限公司与东方")) == 2


def test_a_name_that_an_own_client_has_too_is_not_looked_for() -> None:
    assert not Sought(["东方"], ["东 方"]).words


def test_one_character_is_no_name() -> None:
    assert not Sought(["东", " x "]).words


def test_the_longest_of_several_names_is_masked_as_a_whole() -> None:
    assert Sought(["南海", "南海仪表"]).masked("南海仪表和南海") == f"{MASK}和{MASK}"


@given(st.sampled_from(NAMES), st.lists(st.sampled_from([" ", "\u3000", "\n", "\u200b"]), max_size=3), st.data())
def test_spaces_inside_a_chinese_name_hide_nothing(name: str, spaces: list[str], data: st.DataObject) -> None:
    if name.isascii():
        return
    letters = list(name)
    for space in spaces:
        letters.insert(data.draw(st.integers(0, len(letters))), space)
    assert name not in Sought(NAMES).masked("甲" + "".join(letters) + "乙").replace(" ", "")


@given(st.text(max_size=40))
def test_a_masked_text_has_nothing_left_to_mask(text: str) -> None:
    sought = Sought(NAMES)
    once = sought.masked(text)
    assert sought.masked(once) == once
    assert sought.may_be_in(text) or once == text
