"""Names are found as people type them: in full, by initials, with the reading that they know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.views.spelt import spelt, variously_spelt


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("重庆", "chongqing", "cq"),
        ("厦门", "xiamen", "xm"),
        ("长沙", "changsha", "cs"),
        ("西安", "xian", "xa"),
        ("ABB电气（中国）", "abbdianqizhongguo", "abbdqzg"),
        ("３Ｍ中国", "３ｍzhongguo", "３ｍzg"),
        ("吕梁", "lvliang", "ll"),
    ],
)
def test_a_name_is_read_as_its_phrase(name: str, full: str, initials: str) -> None:
    assert spelt(name).split() == [full, initials]


@pytest.mark.parametrize(
    ("name", "typed"),
    [("长江", "zhangjiang"), ("单县", "shanxian"), ("厦工", "xiagong"), ("重工", "chonggong"), ("乐清", "leqing")],
)
def test_a_short_name_is_found_with_another_reading(name: str, typed: str) -> None:
    assert typed in variously_spelt(name).split()


def test_a_whole_name_has_one_reading() -> None:
    """The control of the test above."""
    assert "shanxian" not in spelt("单县").split()


def test_what_is_not_chinese_has_no_spelling() -> None:
    assert (spelt("Hengda Ltd"), variously_spelt("C0417"), spelt("")) == ("", "", "")


@given(st.text(alphabet="重长行单厦乐朝会大都龘㐀A7（） ", max_size=14))
def test_a_spelling_is_short_and_begins_with_that_of_the_phrase(name: str) -> None:
    words = variously_spelt(name).split()
    assert len(words) <= 16
    assert words[:2] == list(dict.fromkeys(spelt(name).split()))
