"""The survey by round, kind, mode, group and function, on literal rows counted by hand."""

from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.measure.scoring import scored
from reportgen.measure.surveyed import surveyed
from reportgen.model.fact_frames import RESPONSES, SURVEY_SAMPLE
from reportgen.model.facts import Facts, Window
from reportgen.policy.pack import Satisfaction
from tests.measure import literal
from tests.measure.listened import rows, with_records
from tests.measure.literal import framed
from tests.policy.test_keywords import rules as worded

QUALITY, SPEED = "Q1", "Q2"
ALIKE = worded(quality={"q": ["质量"]}, speed={"s": ["答复"]})
PACK = ALIKE.model_copy(
    update={
        "dimensions": {
            name: rule.model_copy(update={"questions": {code: next(iter(rule.questions.values()))}})
            for (name, rule), code in zip(ALIKE.dimensions.items(), (QUALITY, SPEED), strict=True)
        }
    }
)


def table(
    *, mapped: bool = True, read: Any = None, planned: bool = True, rules: Satisfaction = PACK
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Client A answers 5 and 3 online in the regular round, B 1 by phone in an irregular one; C was asked."""
    forms = (("A", "R-A", "2026Q3", "online"), ("B", "R-B", "urgent", "phone"))
    facts = literal.facts(
        **literal.clients("A", "B", "C"),
        answers=literal.answers(
            {"client_id": "A", "question": QUALITY, "value": 5},
            {"client_id": "A", "question": SPEED, "value": 3},
            {"client_id": "B", "question": SPEED, "value": 1},
        ),
        responses=framed(
            RESPONSES,
            [
                {"client_id": one, "response_id": form, "round": name, "mode": mode, "office_id": "E"}
                for one, form, name, mode in forms
            ],
        ),
        survey_sample=framed(
            SURVEY_SAMPLE,
            [
                {"period": "2026Q3", "round": "2026Q3", "client_id": one, "group": group}
                for one, group in (("A", "big"), ("B", "small"), ("C", "new"))
            ],
        ),
        **({} if read is None else {"read": read}),
    )
    plan = [
        {"year": 2026, "round": "2026Q3", "kind": "regular"},
        {"year": 2026, "round": "urgent", "kind": "ad_hoc", "trigger": "emergency"},
    ]
    functions = [
        {"questionnaire_version": "V1", "pack_id": "P06", "question_code": QUALITY, "function": "sales"},
        {"questionnaire_version": "V1", "pack_id": "P06", "question_code": SPEED, "function": "customer_service"},
        {"questionnaire_version": "V1", "pack_id": "P14", "question_code": SPEED, "function": "after_sales"},
    ]
    known = with_records(facts, survey_plan=plan if planned else [], questionnaire_map=functions if mapped else [])
    found = surveyed(known, literal.window(), scored(known.answers, literal.window(), rules), "P06", "P06.5")
    return {key[1:]: row for key, row in rows(found, "level", "by", "name").items() if key[0] == "company"}


def of_round(facts: Facts, window: Window) -> pd.DataFrame:
    """The survey of a window without a plan."""
    known = with_records(facts, survey_plan=[])
    return surveyed(known, window, scored(known.answers, window, PACK), "P06", "P06.5")


def test_a_client_that_moved_was_asked_in_both_offices_as_of_the_response_rate() -> None:
    moved = {"client_id": "A"}
    facts = literal.facts(
        register=literal.register("2026Q3", moved),
        memberships=literal.memberships(
            {**moved, "office_id": "E"}, {**moved, "office_id": "W", "since": "2026-08-01"}
        ),
        offices=literal.offices("E", "W"),
        survey_sample=literal.survey_sample("A"),
    )
    found = of_round(facts, literal.window())
    asked = {key: row["asked"] for key, row in rows(found, "office_id", "by").items() if key[1] == "round"}
    assert asked == {("", "round"): 1, ("E", "round"): 1, ("W", "round"): 1}


def test_a_half_year_has_the_lists_of_its_quarters() -> None:
    facts = literal.facts(
        **literal.clients("A"), survey_sample=literal.survey_sample("A"), read={("survey", "2026H2")}
    )
    found = of_round(facts, literal.window("2026H2"))
    assert rows(found, "level", "by")["company", "round"]["asked"] == 1


def brief(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["asked"], row["responses"], row["n_clients"], row["answers"], row["points"]


def test_regular_and_irregular_rounds_stand_apart() -> None:
    found = table()
    assert brief(found["kind", "regular"]) == (3, 1, 1, 2, Fraction(75))  # 5 → 100, 3 → 50
    assert brief(found["kind", "ad_hoc"]) == (None, 1, 1, 1, Fraction(0))
    assert brief(found["round", "urgent"]) == (None, 1, 1, 1, Fraction(0))


def test_ways_of_answering_and_groups() -> None:
    found = table()
    assert brief(found["mode", "online"])[1:] == (1, 1, 2, Fraction(75))
    assert brief(found["mode", "phone"])[1:] == (1, 1, 1, Fraction(0))
    assert brief(found["group", "new"]) == (1, 0, 0, 0, None)


def test_functions_are_those_of_the_pack_s_own_questions() -> None:
    found = table()
    assert {name: row["points"] for (by, name), row in found.items() if by == "function"} == {
        "sales": Fraction(100),
        "customer_service": Fraction(25),
    }
    assert not [by for by, _ in table(mapped=False) if by == "function"]


def test_a_dimension_whose_questions_serve_two_functions_counts_each_question_for_its_own() -> None:
    quality = PACK.dimensions["quality"] if "quality" in PACK.dimensions else next(iter(PACK.dimensions.values()))
    both = quality.model_copy(update={"questions": dict.fromkeys((QUALITY, SPEED), quality.questions[QUALITY])})
    found = table(rules=PACK.model_copy(update={"dimensions": {"quality": both}}))
    assert {name: row["points"] for (by, name), row in found.items() if by == "function"} == {
        "sales": Fraction(100),
        "customer_service": Fraction(25),
    }


def test_each_division_has_all_answers() -> None:
    found = table()
    for by in ("round", "kind", "mode", "group", "function"):
        assert sum(row["answers"] for (one, _), row in found.items() if one == by) == 3


def test_control_without_a_plan_the_kinds_are_not_told_apart() -> None:
    assert [name for by, name in table(planned=False) if by == "kind"] == [""]


def test_without_the_survey_there_is_no_table() -> None:
    assert table(read={("clients", "2026Q3")}) == {}
