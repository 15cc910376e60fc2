"""Scales of every length, in wide and in long form, through a mapping of any table."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reportgen.ingest.exports import Understood
from reportgen.policy.config import Config
from reportgen.policy.pack import Question
from tests.ingest.literal import coded, config, export, fates, read

AGREE = {"Strongly agree": 5, "Agree": 4, "Neither": 3, "Disagree": 2, "Strongly disagree": 1}
SATISFIED = {"Very satisfied": 5, "Satisfied": 4, "Neutral": 3, "Dissatisfied": 2, "Very dissatisfied": 1}
SEVEN = {"完全同意": 7, "同意": 6, "比较同意": 5, "一般": 4, "比较不同意": 3, "不同意": 2, "完全不同意": 1}


def on_scale(low: int, high: int, labels: dict[str, int] | None = None) -> Config:
    """The example's choices with another scale for Q1, and other words for its points."""
    (pack,) = config().packs["P06"]
    rules = pack.satisfaction
    assert rules
    scale = Question(min=Decimal(low), max=Decimal(high), reversed=False)
    quality = rules.dimensions["product_quality"].model_copy(update={"questions": {"Q1": scale}})
    changed: dict[str, Any] = {"dimensions": {**rules.dimensions, "product_quality": quality}}
    if labels is not None:
        changed["labels"] = {word: Decimal(value) for word, value in labels.items()}
    other = pack.model_copy(update={"satisfaction": rules.model_copy(update=changed)})
    return replace(config(), packs={**config().packs, "P06": (other,)})


def long(cells: list[str], chosen: Config) -> Understood:
    """One form an answer to Q1."""
    rows = [[f"R{n}", "C01", f"p{n}", "r", "2026-08-01 10:00", "Q1", cell] for n, cell in enumerate(cells)]
    return read(export("survey", *rows), chosen=chosen)


def wide(cells: list[str], chosen: Config) -> Understood:
    """The same with a column for the question."""
    names = ["response_id", "client_id", "answered_at"]
    rule = {"layout": "wide", "columns": dict.fromkeys(names), "questions": {"Q1": ["质量"]}}
    rows = [[f"R{n}", "C01", "2026-08-01 10:00", cell] for n, cell in enumerate(cells)]
    return read(export("survey", *rows, heading=[*names, "质量"], **rule), chosen=chosen)


def points(found: Understood) -> list[float]:
    """The answers in the order of the rows."""
    return [value / 1e6 for value in found.facts.answers.sort_values("row")["value_micro"]]


CASES: list[tuple[int, int, dict[str, int] | None, list[str], list[float]]] = [
    (1, 5, None, ["非常满意", "满意", "一般", "不满意", "非常不满意"], [5, 4, 3, 2, 1]),
    (1, 5, SATISFIED, ["Very satisfied", "satisfied", "NEUTRAL", "5 - Very satisfied"], [5, 4, 3, 5]),
    (1, 5, AGREE, ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"], [5, 4, 3, 2, 1]),
    (1, 7, SEVEN, ["完全同意", "比较不同意", "7", "4分", "７＝完全同意"], [7, 3, 7, 4, 7]),
    (1, 10, None, ["10", "1 分", "10 - Completely satisfied", "１０"], [10, 1, 10, 10]),
    (0, 10, None, ["0", "0-完全不可能", "10", "9 points", "5.5"], [0, 0, 10, 9, 5.5]),
    (0, 100, None, ["100", "87.5分", "0", "\ufeff66"], [100, 87.5, 0, 66]),
    (0, 5, None, ["★★★★☆", "☆☆☆☆☆", "5星", "3 stars"], [4, 0, 5, 3]),
]
IDS = ["5, words", "5, English words", "5, agreement", "7", "10", "11", "100", "stars"]


@pytest.mark.parametrize("case", CASES, ids=IDS)
@pytest.mark.parametrize("form", [long, wide])
def test_each_scale_is_read_in_long_and_in_wide_form(form: Any, case: tuple[Any, ...]) -> None:
    low, high, labels, cells, wanted = case
    found = form(cells, on_scale(low, high, labels))
    assert points(found) == wanted
    assert [p for p in found.problems if p.severity.value != "note"] == []


@pytest.mark.parametrize("form", [long, wide])
def test_words_of_another_set_are_never_guessed(form: Any) -> None:
    found = form(["Very satisfied", "很好", "5"], on_scale(1, 5))
    assert [(p.code, p.value) for p in coded(found, "E205")] == [("E205", "Very satisfied"), ("E205", "很好")]
    assert "非常满意" in str(coded(found, "E205")[0].expected)
    assert points(found) == [5]


def test_a_number_and_a_word_that_say_different_points_are_set_aside() -> None:
    found = long(["1 - 非常满意", "5 - 非常满意"], on_scale(1, 5))
    assert [(p.code, p.row, p.value) for p in coded(found, "E230")] == [("E230", 2, "1 - 非常满意")]
    assert fates(found, "survey.csv") == {"read": 2, "used": 1, "set_aside": 1}
    assert [str(p.expected) for p in coded(found, "W230")] == [
        "numbers; points with words beside them, read by their number: 1"
    ]


def test_control_on_the_scale_of_another_question_the_same_cells_lie_outside() -> None:
    for _, _, labels, cells, wanted in CASES:
        if max(wanted) > 5:
            assert points(long(cells, on_scale(1, 5, labels))) != wanted
