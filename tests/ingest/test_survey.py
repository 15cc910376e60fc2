"""Answers, in long and in wide form, and forms returned more than once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from reportgen.policy.config import Config
from reportgen.policy.pack import Dimension, Question, Satisfaction
from tests.ingest.literal import coded, codes, config, export, fates, read

WIDE = {
    "layout": "wide",
    "columns": dict.fromkeys(["client_id", "contact", "round", "answered_at", "comment"]),
    "questions": {"Q1": ["质量"], "Q2": ["速度"]},
}
WIDE_HEAD = ["client_id", "contact", "round", "answered_at", "comment", "质量", "速度"]


def long(*rows: str, **more: Any) -> Understood:
    return read(export("survey", *rows, **more))


def wide(*rows: str | list[str], **more: Any) -> Understood:
    return read(export("survey", *rows, heading=WIDE_HEAD, **WIDE, **more))


def answers(found: Understood) -> list[tuple[str, str, float]]:
    """(client, question, value) of every answer."""
    frame = found.facts.answers
    return [
        (c, q, v / 1e6)
        for c, q, v in zip(frame["client_id"], frame["question"], frame["value_micro"], strict=True)
    ]


def texts(*given: str) -> Understood:
    """A long export with one form an answer to Q1."""
    return long(*(f"R{i},C01,p{i},r,2026-08-01 10:00,Q1,{text}" for i, text in enumerate(given)))


# ------------------------------------------------------------------ answers
def test_numbers_and_labels_are_answers_blanks_and_not_applicable_are_not() -> None:
    found = texts("5", "4分", "３", "非常满意", "2.5", "", "不适用", "无", "-")
    assert [value for _, _, value in answers(found)] == [5, 4, 3, 5, 2.5]
    assert fates(found, "survey.csv") == {"read": 9, "used": 9}
    assert {(p.code, p.severity) for p in found.problems} == {("W201", Severity.NOTE), ("W202", Severity.NOTE)}
    assert str(coded(found, "W201")[0].expected).endswith(": 2")


@pytest.mark.parametrize(
    ("text", "code"),
    [("7", "E204"), ("0", "E204"), ("-3", "E204"), ("4-5", "E213"), ("TRUE", "E212"), ("2026-04-05", "E214"),
     ("还行", "E205"), ("85%", "E210"), ("NaN", "E209")],
)  # fmt: skip
def test_in_long_form_a_faulty_answer_sets_its_row_aside(text: str, code: str) -> None:
    found = texts(text, "5")
    assert [(p.code, p.row, p.column, p.value) for p in found.problems] == [(code, 2, "answer", text)]
    assert fates(found, "survey.csv") == {"read": 2, "used": 1, "set_aside": 1}


def test_off_the_scale_names_the_scale() -> None:
    assert str(coded(texts("7"), "E204")[0].expected) == "a number from 1 to 5, or blank"


def test_in_wide_form_a_faulty_answer_costs_its_value_not_the_form() -> None:
    found = wide("C01,Li,r,2026-08-01,,7,4")
    assert answers(found) == [("C01", "Q2", 4)]
    assert [(p.code, p.column) for p in found.problems] == [("E204", "质量")]
    assert fates(found, "survey.csv") == {"read": 1, "used": 1}


def test_a_form_of_which_nothing_can_be_used_is_set_aside() -> None:
    found = wide("C01,Li,r,2026-08-01,,7,9", "C01,Wang,r,2026-08-01,很好,7,9", "C01,Sun,r,2026-08-01,,,")
    assert fates(found, "survey.csv") == {"read": 3, "used": 2, "set_aside": 1}
    assert found.facts.comments["comment"].tolist() == ["很好"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("R1,C99,Li,r,2026-08-01,Q1,5", "E241"),
        ("R1,C01,Li,r,,Q1,5", "E203"),
        ("R1,C01,Li,r,2026-12-15,Q1,5", "E224"),
        ("R1,C01,Li,r,2026-08-01,,5", "E203"),
    ],
)
def test_without_client_date_or_question_the_row_is_set_aside(row: str, code: str) -> None:
    found = long(row, "R2,C01,Wang,r,2026-08-01,Q1,5")
    assert codes(found) == [code]
    assert fates(found, "survey.csv") == {"read": 2, "used": 1, "set_aside": 1}


def test_questions_may_stand_in_the_file_as_words() -> None:
    found = long("R1,C01,Li,r,2026-08-01,产品质量,5", values={"question": {"Q1": ["产品质量"]}})
    assert answers(found) == [("C01", "Q1", 5)]


def test_a_question_that_no_policy_asks_is_noted_and_its_words_are_no_faults() -> None:
    found = long(
        "R1,C01,Li,r,2026-08-01,Q9,77", "R1,C01,Li,r,2026-08-01,Q8,whatever", "R1,C01,Li,r,2026-08-01,Q1,5"
    )
    (note,) = coded(found, "W237")
    assert (note.severity, note.value) == (Severity.NOTE, "Q9 (1)")
    assert fates(found, "survey.csv") == {"read": 3, "used": 3}


def test_a_column_on_another_scale_refuses_the_file() -> None:
    found = texts("80", "90", "75", "60", "95", "4")
    (problem,) = coded(found, "E207")
    assert (problem.severity, problem.value) == (Severity.REFUSED, "Q1")
    assert found.facts.answers.empty
    assert fates(found, "survey.csv") == {"read": 6, "set_aside": 6}
    assert ("survey", "2026Q3") not in found.facts.read


def test_more_than_six_decimals_are_rounded_with_a_note() -> None:
    found = texts("3.3333333333")
    assert found.facts.answers["value_micro"].tolist() == [3_333_333]
    assert [p.code for p in found.problems] == ["W236"]


def changed_scale(day: date) -> Config:
    """P06 with a scale of 1 to 10 for Q1 in a version from ``day`` on."""
    (pack,) = config().packs["P06"]
    rules = pack.satisfaction
    assert isinstance(rules, Satisfaction)
    quality = rules.dimensions["product_quality"]
    ten = Question(min=Decimal(1), max=Decimal(10), reversed=False)
    changed = Dimension(**{**dict(quality), "questions": {"Q1": ten}})
    later = pack.model_copy(
        update={
            "version": "2.0",
            "in_force": day,
            "satisfaction": rules.model_copy(
                update={"dimensions": {**rules.dimensions, "product_quality": changed}}
            ),
        }
    )
    return replace(config(), packs={**config().packs, "P06": (pack, later)})


def test_the_scale_is_that_of_the_version_in_force_at_the_end_of_the_answers_period() -> None:
    rows = ["R1,C01,a,r,2026-06-30,Q1,7", "R2,C01,b,r,2026-07-05,Q1,7"]
    found = read(export("survey", *rows), chosen=changed_scale(date(2026, 8, 1)))
    assert [(p.code, p.row) for p in found.problems] == [("E204", 2)]
    assert answers(found) == [("C01", "Q1", 7)]


# ------------------------------------------------------------------ comments
def test_comments_are_kept_whole_once_for_each_form() -> None:
    found = wide(["C01", "Li", "r", "2026-08-01", "交期太长\n请改进", "5", "5"], "C01,Wang,r,2026-08-01,无,5,5")
    assert found.facts.comments["comment"].tolist() == ["交期太长\n请改进"]
    rows = ["R1,C01,Li,r,2026-08-01,Q1,5,好", "R1,C01,Li,r,2026-08-01,Q2,5,好"]
    assert len(long(*rows, also={"comment": ["意见"]}).facts.comments) == 1


# ------------------------------------------------------------------ forms returned twice
FIRST = ["R1,C01,Li,r,2026-08-01 10:00,Q1,5", "R1,C01,Li,r,2026-08-01 10:00,Q2,4"]
AGAIN = ["R2,C01,Li,r,2026-08-02 10:00,Q1,3", "R2,C01,Li,r,2026-08-02 10:00,Q2,"]


def test_of_one_senders_forms_the_later_counts_as_a_whole() -> None:
    found = long(*FIRST, *AGAIN)
    assert answers(found) == [("C01", "Q1", 3)]
    assert [(p.row, p.column, p.value, p.severity) for p in coded(found, "E244")] == [
        (2, "contact", "Li", Severity.NOTE), (3, "contact", "Li", Severity.NOTE),
    ]  # fmt: skip
    assert fates(found, "survey.csv") == {"read": 4, "used": 2, "superseded": 2}


def test_the_moment_decides_not_the_row() -> None:
    assert answers(long(*AGAIN, *FIRST)) == [("C01", "Q1", 3)]


def test_at_the_same_moment_the_later_row_counts() -> None:
    rows = ["R1,C01,Li,r,2026-08-01,Q1,5", "R2,C01,Li,r,2026-08-01,Q1,3"]
    assert answers(long(*rows)) == [("C01", "Q1", 3)]


@pytest.mark.parametrize(("rule", "values"), [("last", [3]), ("first", [5, 4]), ("all", [5, 4, 3])])
def test_the_rule_may_say_otherwise(rule: str, values: list[float]) -> None:
    assert [value for _, _, value in answers(long(*FIRST, *AGAIN, duplicates=rule))] == values


def test_another_round_contact_or_client_is_another_sender() -> None:
    rows = ["R1,C01,Li,r1,2026-08-01,Q1,5", "R2,C01,Li,r2,2026-08-02,Q1,4", "R3,C01,Wang,r1,2026-08-03,Q1,3",
            "R4,C02,Li,r1,2026-08-04,Q1,2"]  # fmt: skip
    assert len(answers(long(*rows))) == 4


def test_without_a_contact_two_forms_are_two_senders() -> None:
    rows = ["R1,C01,,r,2026-08-01,Q1,5", "R2,C01,,r,2026-08-02,Q1,3"]
    assert len(answers(long(*rows))) == 2


def test_a_word_that_means_a_blank_is_no_contact() -> None:
    rows = ["R1,C01,无,r,2026-08-01,Q1,5", "R2,C01,无,r,2026-08-02,Q1,3"]
    assert len(answers(long(*rows))) == 2


def test_a_set_aside_form_replaces_nothing() -> None:
    assert answers(long(*FIRST, "R2,C01,Li,r,2026-08-02 10:00,Q1,9")) == [("C01", "Q1", 5), ("C01", "Q2", 4)]


BY_ID = {"columns": dict.fromkeys(["response_id", "client_id", "answered_at", "question", "answer"])}


def test_without_contact_and_round_the_exports_own_id_tells() -> None:
    rows = ["7,C01,2026-08-01,Q1,5", "7,C01,2026-08-02,Q1,3", "7,C02,2026-08-02,Q1,4", "8,C01,2026-08-02,Q1,2"]
    found = long(*rows, **BY_ID)
    assert answers(found) == [("C01", "Q1", 3), ("C02", "Q1", 4), ("C01", "Q1", 2)]
    assert found.facts.answers["response_id"].nunique() == 3


def test_a_cumulative_export_in_a_later_folder_replaces_the_earlier_one() -> None:
    old, new = ["7,C01,2026-06-01,Q1,5"], ["7,C01,2026-06-01,Q1,5", "8,C01,2026-08-01,Q1,4"]
    found = read(
        export("survey", *old, folder="2026Q2", **BY_ID), export("survey", *new, **BY_ID),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )  # fmt: skip
    assert len(found.facts.answers) == 2
    assert fates(found, "2026Q2/survey.csv") == {"read": 1, "superseded": 1}
    assert [p.column for p in coded(found, "E244")] == ["response_id"]


BARE = {"columns": dict.fromkeys(["client_id", "answered_at", "question", "answer"])}


def test_without_any_key_only_identical_records_are_duplicates() -> None:
    found = long("C01,2026-08-01,Q1,5", "C01,2026-08-01,Q1,5", "C01,2026-08-01,Q1,4", **BARE)
    assert [value for _, _, value in answers(found)] == [5, 4]
    assert fates(found, "survey.csv") == {"read": 3, "used": 2, "superseded": 1}


def test_a_column_that_nobody_maps_tells_records_apart() -> None:
    rows = ["C01,2026-08-01,Q1,5,1", "C01,2026-08-01,Q1,5,2"]
    heading = ["client_id", "answered_at", "question", "answer", "序号"]
    assert len(answers(long(*rows, heading=heading, **BARE))) == 2


def test_the_same_question_twice_in_one_form_counts_once() -> None:
    rows = ["R1,C01,Li,r,2026-08-01,Q1,5", "R1,C01,Li,r,2026-08-01,Q1,3"]
    assert answers(long(*rows)) == [("C01", "Q1", 3)]
    assert answers(long(*rows, duplicates="first")) == [("C01", "Q1", 5)]


def test_wide_forms_are_told_apart_by_row() -> None:
    found = wide(
        "C01,,r,2026-08-01,,5,4", "C01,,r,2026-08-01,,5,3", "C01,Li,r,2026-08-01,,5,3", "C01,Li,r,2026-08-02,,4,"
    )
    assert found.facts.answers["response_id"].nunique() == 3
    assert fates(found, "survey.csv") == {"read": 4, "used": 3, "superseded": 1}


# ------------------------------------------------------------------ sample list
def test_the_list_of_clients_asked() -> None:
    found = read(export("survey_sample", "2026Q3,C01", "2026Q3,C02", "2026Q3,C01", ",C03", "2026Q3,C99"))
    assert found.facts.survey_sample[["period", "round", "client_id"]].to_numpy().tolist() == [
        ["2026Q3", "2026Q3", "C01"], ["2026Q3", "2026Q3", "C02"],
    ]  # fmt: skip
    assert codes(found) == ["E203", "E241"]
    assert fates(found, "survey_sample.csv") == {"read": 5, "used": 2, "superseded": 1, "set_aside": 2}
