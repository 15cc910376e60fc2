"""Which words of a comment count, of a pack's dictionary."""

from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.policy.keywords import Dictionary
from reportgen.policy.pack import Satisfaction

NAME = {"zh": "名", "en": "name"}
SCALE = {"min": 1, "max": 5, "reversed": False}


def rules(**words: dict[str, list[str]]) -> Satisfaction:
    """A dimension per argument, with its keywords."""
    share = str(1 / len(words))
    return Satisfaction.model_validate(
        {
            "weighting": "answers",
            "min_weight": 0,
            "min_n": {"client": 1, "office": 1, "company": 1},
            "dimensions": {name: dimension(share, keywords) for name, keywords in words.items()},
            "labels": {},
            "not_applicable": [],
        }
    )


def dimension(weight: str, keywords: dict[str, list[str]]) -> dict[str, Any]:
    named = {code: {"name": NAME, "words": words} for code, words in keywords.items()}
    return {
        "clause": "P06.7",
        "name": NAME,
        "weight": weight,
        "service": False,
        "questions": {"Q1": SCALE},
        "keywords": named or None,
    }


def dictionary(**words: dict[str, list[str]]) -> Dictionary:
    found = Dictionary.of(rules(**words))
    assert found is not None
    return found


def test_a_word_says_its_keyword_and_dimension() -> None:
    found = dictionary(speed={"delivery": ["交期", "发货"]}, price={"price": ["价格"]})
    assert found.found("交期太长，发货也慢") == {("speed", "delivery")}
    assert found.found("价格可以，交期不行") == {("price", "price"), ("speed", "delivery")}
    assert found.found("都好") == frozenset()


def test_of_words_that_overlap_the_longer_counts() -> None:
    found = dictionary(speed={"delivery": ["交期"]}, image={"affairs": ["外交期间"]})
    assert found.found("外交期间不便") == {("image", "affairs")}


def test_control_without_the_longer_word_the_shorter_is_found_in_it() -> None:
    assert dictionary(speed={"delivery": ["交期"]}).found("外交期间不便") == {("speed", "delivery")}


@pytest.mark.parametrize(
    ("comment", "hit"),
    [
        ("Long wait", True),
        ("waiting", True),
        ("await", False),
        ("ＷＡＩＴ", True),
        ("2wait", False),
        ("等wait", True),
    ],
)
def test_a_latin_word_begins_where_a_word_begins_whatever_its_case_and_width(comment: str, hit: bool) -> None:  # noqa: FBT001
    assert bool(dictionary(speed={"waiting": ["wait"]}).found(comment)) is hit


def test_a_word_may_belong_to_two_dimensions() -> None:
    found = dictionary(service={"people": ["技术人员"]}, contact={"people": ["技术人员"]})
    assert found.found("技术人员讲得清楚") == {("service", "people"), ("contact", "people")}


def test_characters_of_a_pattern_are_only_characters() -> None:
    found = dictionary(price={"price": ["性价比(高)", "a.c"]})
    assert found.found("性价比(高)") == {("price", "price")}
    assert found.found("abc") == frozenset()


def test_a_pack_without_words_has_no_dictionary() -> None:
    assert Dictionary.of(rules(price={})) is None


def test_a_keyword_without_words_is_a_fault() -> None:
    with pytest.raises(ValidationError):
        rules(price={"price": []})
    with pytest.raises(ValidationError):
        rules(price={"price": [""]})
