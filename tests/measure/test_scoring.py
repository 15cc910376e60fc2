"""Raw answers to points."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.measure.scoring import NPS, OVERALL, Scored, is_top, points, recommends, scored
from reportgen.policy.pack import Question, Satisfaction
from tests.measure import literal, rules


def scale(low: str, high: str, *, reverse: bool = False) -> Question:
    return Question(min=Decimal(low), max=Decimal(high), reversed=reverse)


@pytest.mark.parametrize(("answer", "wanted"), [(1, 0), (2, 25), (3, 50), (4, 75), (5, 100), (0, None), (6, None)])
def test_five_points_become_a_hundred(answer: int, wanted: int | None) -> None:
    assert points(Fraction(answer), scale("1", "5")) == wanted


@given(st.integers(0, 10))
def test_a_reversed_question_mirrors(answer: int) -> None:
    straight, turned = (points(Fraction(answer), scale("0", "10", reverse=r)) for r in (False, True))
    assert straight is not None
    assert turned is not None
    assert straight + turned == 100


def test_control_mirroring_is_not_the_same() -> None:
    assert points(Fraction(1), scale("1", "5")) != points(Fraction(1), scale("1", "5", reverse=True))


STRAIGHT, TURNED = scale("1", "5"), scale("1", "5", reverse=True)


@pytest.mark.parametrize(
    ("answer", "asked", "top_from", "wanted"),
    [
        (4, STRAIGHT, None, 100),
        (3, STRAIGHT, None, 0),
        (2, TURNED, None, 100),
        (3, TURNED, None, 0),
        (4, STRAIGHT, Decimal(5), 0),
        (3, STRAIGHT, Decimal(3), 100),
        (9, STRAIGHT, None, None),
    ],
)
def test_the_two_highest_points_are_satisfied_unless_the_pack_says_from_where(
    answer: int, asked: Question, top_from: Decimal | None, wanted: int | None
) -> None:
    assert is_top(Fraction(answer), asked, top_from) == wanted


@pytest.mark.parametrize(
    ("answer", "wanted"), [(10, 100), (9, 100), (8, 0), (7, 0), (6, -100), (0, -100), (11, None), (-1, None)]
)
def test_nine_and_ten_recommend_and_up_to_six_advise_against(answer: int, wanted: int | None) -> None:
    assert recommends(Fraction(answer)) == wanted


def counted(rows: list[dict[str, Any]], **changes: Any) -> Scored:
    answers = literal.answers(*rows)
    return scored(answers, literal.window(), Satisfaction.model_validate(rules.satisfaction(**changes)))


def test_blanks_off_scale_answers_and_other_questions_are_no_answers() -> None:
    rows: list[dict[str, Any]] = [
        {"client_id": "C1", "question": "Q1", "value": None},
        {"client_id": "C2", "question": "Q1", "value": 7},
        {"client_id": "C3", "question": "Q9", "value": 3},
        {"client_id": "C4", "question": "Q1", "value": 3},
    ]
    assert counted(rows).answers["client_id"].tolist() == ["C4"]


def test_only_answers_of_the_window_count() -> None:
    rows = [
        {"client_id": "C1", "question": "Q1", "value": 3, "answered_at": "2026-06-30 23:59:59"},
        {"client_id": "C2", "question": "Q1", "value": 3, "answered_at": "2026-07-01 00:00"},
        {"client_id": "C3", "question": "Q1", "value": 3, "answered_at": "2026-06-30T16:00+00:00"},
        {"client_id": "C4", "question": "Q1", "value": 3, "answered_at": "2026-10-01 00:00"},
    ]
    assert sorted(counted(rows).answers["client_id"]) == ["C2", "C3"]


def test_points_stay_exact_on_scales_that_do_not_divide_a_hundred() -> None:
    dimensions = {"price": rules.dimension("1", "Q1", max="7")}
    found = counted([{"client_id": "C1", "question": "Q1", "value": 2}], dimensions=dimensions)
    assert Fraction(int(found.answers["points"].sum()), found.scale) == Fraction(100, 6)


def test_a_question_may_serve_a_dimension_and_the_overall_figure() -> None:
    overall = {"question": "Q1", "scale": rules.SCALE, "top_from": None}
    found = counted([{"client_id": "C1", "question": "Q1", "value": 4}], overall=overall, nps_question="Q1")
    assert found.answers["what"].tolist() == ["price", OVERALL, NPS]
    assert found.answers["points"].tolist() == [75, 100, -100]
