"""Forms that should not count in silence: told, and in or out by the source's rule."""

from typing import Any

import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import coded, export, fates, read

FIELDS = ["client_id", "contact", "round", "answered_at", "comment", "duration", "mode", "finished"]
HEAD = [*FIELDS, "质量", "速度", "价格"]
FAST = {"too_fast": {"seconds": 20, "then": "note"}}


def forms(*rows: str, doubtful: Any, sample: tuple[str, ...] | None = None) -> Understood:
    questions = {"Q1": ["质量"], "Q2": ["速度"], "Q3": ["价格"]}
    survey = export(
        "survey",
        *rows,
        heading=HEAD,
        layout="wide",
        columns=dict.fromkeys(FIELDS),
        questions=questions,
        doubtful=doubtful,
    )
    others = () if sample is None else (export("survey_sample", *sample),)
    return read(survey, *others)


def counted(found: Understood) -> dict[str, str]:
    """Contact of every form that counts → its doubts."""
    frame = found.facts.responses
    return dict(zip(frame["contact"], frame["doubts"], strict=True))


ROWS = (
    "C01,Li,r,2026-08-01,,12秒,线上,是,5,4,3",
    "C01,Wang,r,2026-08-01,,45,线上,是,4,4,4",
    "C02,测试员,r,2026-08-01,,,线上,否,4,3,4",
)


def test_a_form_answered_too_fast_is_told_and_counts() -> None:
    found = forms(*ROWS, doubtful=FAST)
    assert counted(found) == {"Li": "too_fast", "Wang": "", "测试员": ""}
    (told,) = coded(found, "E253")
    assert (told.severity, told.row, told.column, told.value) == (Severity.NOTE, 2, "duration", "12秒")
    assert "1" in str(told.hint)
    assert fates(found, "survey.csv") == {"read": 3, "used": 3}


def test_a_rule_can_leave_it_out_and_its_answers_and_comments_with_it() -> None:
    row = "C01,Li,r,2026-08-01,快,12,线上,是,5,4,3"
    found = forms(row, *ROWS[1:], doubtful={"too_fast": {"seconds": 20, "then": "leave_out"}})
    assert set(counted(found)) == {"Wang", "测试员"}
    assert [p.severity for p in coded(found, "E253")] == [Severity.SET_ASIDE]
    assert fates(found, "survey.csv") == {"read": 3, "used": 2, "set_aside": 1}
    assert found.facts.comments.empty
    assert "Li" not in set(found.facts.answers["contact"])


@pytest.mark.parametrize(("seconds", "hits"), [(12, []), (13, ["Li"]), (45, ["Li"]), (46, ["Li", "Wang"])])
def test_the_limit_itself_is_not_too_fast_and_what_is_not_said_neither(seconds: int, hits: list[str]) -> None:
    found = forms(*ROWS, doubtful={"too_fast": {"seconds": seconds, "then": "note"}})
    assert [name for name, doubts in counted(found).items() if doubts] == hits


@pytest.mark.parametrize(("questions", "hits"), [(3, ["Wang"]), (4, [])])
def test_the_same_answer_everywhere_is_doubtful_from_so_many_questions_on(questions: int, hits: list[str]) -> None:
    found = forms(*ROWS, doubtful={"straight_lined": {"questions": questions, "then": "note"}})
    assert [name for name, doubts in counted(found).items() if doubts] == hits


def test_words_of_a_trial_are_looked_for_in_contact_and_mode() -> None:
    rows = (*ROWS, "C02,Sun,r,2026-08-01,,,Preview,是,4,3,4")
    found = forms(*rows, doubtful={"trial": {"words": ["测试", "preview"], "then": "leave_out"}})
    assert set(counted(found)) == {"Li", "Wang"}
    assert [p.row for p in coded(found, "E255")] == [4, 5]


def test_a_form_that_was_not_finished() -> None:
    found = forms(*ROWS, doubtful={"unfinished": {"then": "note"}})
    assert {name for name, doubts in counted(found).items() if doubts == "unfinished"} == {"测试员"}


def test_a_client_that_nobody_asked_is_outside_the_sample() -> None:
    rule = {"outside_sample": {"then": "note"}}
    found = forms(*ROWS, doubtful=rule, sample=("r,C01,代表性",))
    assert [name for name, doubts in counted(found).items() if doubts] == ["测试员"]
    assert not any(counted(forms(*ROWS, doubtful=rule)).values())  # without a list nobody is outside


def test_several_doubts_of_one_form_stand_together() -> None:
    rules = {**FAST, "straight_lined": {"questions": 3, "then": "note"}}
    found = forms("C01,Li,r,2026-08-01,,12,线上,是,5,5,5", doubtful=rules)
    assert counted(found) == {"Li": "too_fast;straight_lined"}


def test_control_without_rules_nothing_is_doubtful() -> None:
    found = forms(*ROWS, doubtful=None)
    assert set(counted(found).values()) == {""}
    assert not [p for p in found.problems if p.code in {"E253", "E254", "E255", "E256", "E257"}]
