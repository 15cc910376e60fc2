"""Who a name may mean: brands, glyphs and likeness; nothing here decides anything."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.candidates import Nearest, brand_core
from reportgen.model.folding import folded

NEAREST = Nearest(
    {
        "C01": ["恒达电子（北京）有限公司", "恒达北京"],
        "C02": ["恒达电子（上海）有限公司", "恒达上海"],
        "C03": ["苏州东方机械股份有限公司", "东方机械", "苏州东方厂"],
        "C04": ["安泰化工集团", "安泰"],
    }
)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("恒达电子有限公司", "恒达电子"),
        ("恒达电子（北京）有限公司", "恒达电子"),
        ("恒达电子(北京)有限责任公司", "恒达电子"),
        ("北京恒达电子股份有限公司", "恒达电子"),
        ("北京市恒达电子股份公司", "恒达电子"),
        ("恒达电子集团有限公司", "恒达电子"),
        ("江苏省苏州市恒达电子 有限公司", "恒达电子"),
        ("Acme Co., Ltd.", "acme"),
        ("北京公司", "北京"),
        ("有限公司", "有限公司"),
    ],
)
def test_a_brand_is_the_name_without_place_bracket_and_legal_form(name: str, core: str) -> None:
    assert brand_core(name) == core


def test_two_subsidiaries_of_one_brand_are_both_offered_and_said_to_be_two() -> None:
    found = NEAREST.of_name("恒达电子有限公司")
    assert [one.client_id for one in found] == ["C01", "C02"]
    assert {str(one.why) for one in found} == {
        "the same brand “恒达电子”; whether it is the same company only a person knows"
    }


def test_one_glyph_off_shows_its_code_points() -> None:
    assert str(NEAREST.of_name("恒达電子（北京）有限公司")[0].why) == "other characters: 電 U+96FB / 电 U+7535"


def test_a_short_name_inside_a_full_one_is_a_reason() -> None:
    first = NEAREST.of_name("安泰有限公司")[0]
    assert (first.client_id, str(first.why)) == ("C04", "its short name is the brand in it")


def test_the_same_brand_stands_before_a_name_that_only_looks_alike() -> None:
    found = NEAREST.of_name("东方机械厂有限公司")
    assert found[0].client_id == "C03"
    assert [one.client_id for one in NEAREST.of_name("上海东方机械")] == ["C03"]


def test_a_stranger_gets_no_candidate() -> None:
    assert NEAREST.of_name("李记杂货") == []


def test_an_id_is_compared_with_ids() -> None:
    assert next((one.client_id, one.name) for one in NEAREST.of_id("C031")) == ("C03", "苏州东方机械股份有限公司")


names = st.text("恒达电子东方机械北京上海有限公司（）", min_size=1, max_size=9)


@given(names, st.lists(names, min_size=1, max_size=6))
def test_likeness_is_difflibs_and_no_name_above_the_limit_is_missed(said: str, registered: list[str]) -> None:
    nearest = Nearest({f"C{i}": [name] for i, name in enumerate(registered)})
    found = {one.client_id: one.likeness for one in nearest.of_name(said, most=9)}
    for i, name in enumerate(registered):
        ratio = difflib.SequenceMatcher(None, folded(name), folded(said), autojunk=False).ratio()
        assert found.get(f"C{i}", ratio) == pytest.approx(ratio)
        assert ratio < 0.55 or f"C{i}" in found


def test_control_a_comparison_without_brands_misses_the_short_spelling() -> None:
    assert difflib.get_close_matches("恒达电子", ["恒达电子（北京）有限公司"], cutoff=0.55) == []
    assert NEAREST.of_name("恒达电子")[0].client_id == "C01"
