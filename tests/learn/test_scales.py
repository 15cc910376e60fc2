"""Scales by labels, by numbers, by the strength of words."""

from collections import Counter

import pytest

from reportgen.learn.looks import looks
from reportgen.learn.proposal import Scale
from reportgen.learn.scales import scale_of, shared
from tests.learn.knowing import shipped


def scale(*cells: str) -> Scale | None:
    seen = looks(0, "?", list(cells) * 5, frozenset())
    return scale_of(seen, shipped().words.words.scales, ("不适用",))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("1", "3", "5", "4"), "1–5"),
        (("4", "5分", "满意", "3", "2", "５"), "1–5"),
        (("0", "7", "10"), "0–10"),
        (("10 - Completely satisfied", "7", "\ufeff0 - Not at all satisfied"), "0–10"),
        (("20", "85", "90", "100", "75", "60", "45", "88", "93", "77", "66", "51"), "0–100"),
        (("满意", "非常满意", "一般", "不适用"), "非常不满意 < 不满意 < 一般 < 满意 < 非常满意"),
        (("Not very keen", "Very keen", "Somewhat keen"), "Not very keen < Somewhat keen < Very keen"),
    ],
)
def test_a_scale_is_the_shortest_usual_one(cells: tuple[str, ...], said: str) -> None:
    assert str(scale(*cells)) == said


@pytest.mark.parametrize(
    "cells", [("Yes", "No"), ("是", "否"), ("1", "0"), ("red", "green", "blue"), ("12.5", "99999")]
)
def test_what_has_no_order_is_no_scale(cells: tuple[str, ...]) -> None:
    assert scale(*cells) is None


def test_one_answer_off_the_scale_does_not_make_a_longer_one() -> None:
    seen = looks(0, "?", ["3", "4", "5"] * 40 + ["6"], frozenset())
    assert str(scale_of(seen, (), ())) == "1–5"


def test_control_many_answers_off_the_scale_do() -> None:
    seen = looks(0, "?", ["3", "4", "5", "6"] * 40, frozenset())
    assert str(scale_of(seen, (), ())) == "1–7"


def test_a_column_with_few_labels_shares_the_scale_of_its_family() -> None:
    words = ("low", "middle", "high")
    own = {0: Scale(words=words), 1: Scale(words=words)}
    few = looks(2, "?", ["high", "high"], frozenset())
    other = looks(3, "?", ["blue"], frozenset())
    assert shared(own, {2: few, 3: other}, ()) == {2: Scale(words=words)}
    assert Counter(few.counts) == {"high": 2}
