"""Twenty-three real exports of Qualtrics and their questionnaires, against the csv and json modules alone."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportgen.ingest.platforms.layout import Kind, Structure
from reportgen.ingest.platforms.qualtrics_structure import structure
from tests.real.platforms.exports import Line, counted, laid_out, long_form, sheet_of, table_of
from tests.real.workspace import DATA

SAMPLES = DATA / "qualtrics_tools_samples"
FILES = sorted(SAMPLES.glob("*/*.csv"))
QSFS = sorted(SAMPLES.glob("*/*.qsf"))
PAIRS = [
    ("Many Different Question Types", "Sample_Survey (Insights).csv", "Sample_Survey.csv"),
    ("Multiple Answer Matrix Questions", "Multiple_Answer_Matrix_Questions (Insights).csv",
     "Multiple_Answer_Matrix_Questions.csv"),
    ("Multiple Answer Multiple Choices Questions", "Multiple_Answer_MC_Questions (Insights).csv",
     "Multiple_Answer_MC_Questions.csv"),
    ("No Basis for Evaluation", "No_Basis_for_Evaluation (Insights).csv", "No_Basis_for_Evaluation (Legacy).csv"),
    ("Side-by-Side Questions", "SidebySide_Questions (Insights).csv", "SidebySide_Questions (Legacy).csv"),
    ("Single Answer Matrix Questions", "Single_Answer_Matrix_Questions (Insights).csv",
     "Single_Answer_Matrix_Questions.csv"),
    ("Single Answer Multiple Choice Questions", "Single_Answer_MC_Questions (Insights).csv",
     "Single_Answer_MC_Questions.csv"),
]  # fmt: skip
UNASKED = {
    Path("Better Sample Survey/Better_Sample_Survey.csv"): {"QID13_1_1", "QID13_2_1", "QID13_3_1"},
    Path("Long Exhaustive Sample Survey/Long_Exhaustive_Sample_Survey.csv"): {"QID1"},
}
"""Columns that the questionnaire beside the file does not ask: one is of another version, one is a description."""


@cache
def questionnaire(folder: str) -> Structure:
    (path,) = (SAMPLES / folder).glob("*.qsf")
    return structure(path.read_bytes(), path.name)


def name(path: Path) -> str:
    return str(path.relative_to(SAMPLES))


def heads_and_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """The columns that are questions, by the csv module: an import id with QID, or a tag but V1 and places."""
    rows = table_of(path)
    if "ImportId" in rows[2][0]:
        ids = re.findall(r"'ImportId': '([^']*)'", ";".join(rows[2]))
        return [one for one in ids if one.startswith("QID")], rows[3:]
    tags = [tag for tag in rows[0] if tag and not re.fullmatch(r"V\d+|Location.*", tag)]
    return tags, rows[2:]


def test_there_are_fifteen_files_of_three_rows_and_eight_of_two() -> None:
    rows = Counter(laid_out("qualtrics", sheet_of(path)).rows for path in FILES)
    assert rows == {3: 15, 2: 8}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_questions_and_forms_are_as_many_as_the_file_has(path: Path) -> None:
    asked, rows = heads_and_rows(path)
    sheet = sheet_of(path)
    found = laid_out("qualtrics", sheet)
    assert len(sheet.cells) - found.at - found.rows == len(rows)
    assert len(found.questions) == len(asked)
    assert len({question.code for question in found.questions}) == len(asked)
    assert {"response_id", "started_at", "answered_at", "finished", "mode"} <= {*found.fields}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_question_is_found_in_the_questionnaire(path: Path) -> None:
    asked = questionnaire(path.parent.name)
    found = laid_out("qualtrics", sheet_of(path), asked)
    strange = {question.code for question in found.questions} - {question.code for question in asked.questions}
    assert strange == UNASKED.get(path.relative_to(SAMPLES), set())


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_cell_that_says_something_is_an_answer(path: Path) -> None:
    """−99 is a question that was seen and passed over."""
    _, rows = heads_and_rows(path)
    sheet = sheet_of(path)
    columns = {question.column for question in laid_out("qualtrics", sheet).questions}
    wanted = {
        column + 1: count
        for column in columns
        if (count := sum(row[column].strip() not in {"", "-99"} for row in rows if column < len(row)))
    }
    assert counted(long_form("qualtrics", sheet)) == wanted


def test_control_questions_that_were_passed_over_would_be_answers_too_many() -> None:
    path = SAMPLES / "Text Entry Components" / "Questions_with_Text_Entry_Components.csv"
    _, rows = heads_and_rows(path)
    columns = {question.column for question in laid_out("qualtrics", sheet_of(path)).questions}
    filled = sum(bool(row[column].strip()) for row in rows for column in columns)
    assert counted(long_form("qualtrics", sheet_of(path))).total() < filled


# ------------------------------------------------------------------ the questionnaires
def elements(path: Path) -> dict[str, dict[str, Any]]:
    """The questions in use: the bin keeps others."""
    said = json.loads(path.read_text("utf-8"))["SurveyElements"]
    (listed,) = (one["Payload"] for one in said if one["Element"] == "BL")
    blocks = listed.values() if isinstance(listed, dict) else listed
    inside = [one for block in blocks if block["Type"] != "Trash" for one in block.get("BlockElements", ())]
    used = {one.get("QuestionID") for one in inside}
    asked = (one for one in said if one["Element"] == "SQ" and one["PrimaryAttribute"] in used)
    return {one["PrimaryAttribute"]: one["Payload"] for one in asked}


@pytest.mark.parametrize("path", QSFS, ids=name)
def test_every_scale_has_the_options_of_its_questionnaire(path: Path) -> None:
    """Choices of a single answer and answers of a matrix, with the numbers that they are recoded to."""
    asked = questionnaire(path.parent.name)
    own = elements(path)
    for question in asked.questions:
        if question.kind is Kind.SINGLE and "#" not in question.code:
            said = own[question.code.split("_")[0]]
            choices = said["Answers" if said["QuestionType"] == "Matrix" else "Choices"]
            recoded = said.get("RecodeValues") or {}
            codes = {str(recoded.get(number, number)) for number in choices}
            assert {option.code for option in question.options} == codes
            assert len(question.options) == len(choices)


@pytest.mark.parametrize("path", QSFS, ids=name)
def test_a_matrix_has_a_column_a_row_and_a_choice_of_many_one_a_choice(path: Path) -> None:
    asked = Counter(question.code.split("_")[0] for question in questionnaire(path.parent.name).questions)
    for qid, said in elements(path).items():
        kind, selector = said["QuestionType"], said["Selector"]
        texts = sum(bool(choice.get("TextEntry")) for choice in (said.get("Choices") or {}).values())
        if kind == "Matrix" and said.get("SubSelector") in {"SingleAnswer", "DND", "DL"}:
            assert asked[qid] == len(said["Choices"]) + texts
        elif kind == "Matrix" and said.get("SubSelector") == "MultipleAnswer":
            assert asked[qid] == len(said["Choices"]) * len(said["Answers"]) + texts
        elif kind == "MC" and selector.startswith("MA"):
            assert asked[qid] == len(said["Choices"]) + texts
        elif kind == "MC":
            assert asked[qid] == 1 + bool(texts)


# ------------------------------------------------------------------ one survey in two formats
def bare(lines: list[Line]) -> set[tuple[str, ...]]:
    columns = ("response_id", "question", "part", "option", "label", "text", "place")
    return {tuple(line[one] for one in columns) for line in lines}


@pytest.mark.parametrize(("folder", "insights", "older"), PAIRS, ids=[folder for folder, _, _ in PAIRS])
def test_both_formats_of_a_survey_give_the_same_long_form(folder: str, insights: str, older: str) -> None:
    asked = questionnaire(folder)
    three, two = (long_form("qualtrics", sheet_of(SAMPLES / folder / file), asked) for file in (insights, older))
    assert bare(three) == bare(two)
    assert len(three) == len(two) > 0


@pytest.mark.parametrize(("folder", "insights", "older"), PAIRS, ids=[folder for folder, _, _ in PAIRS])
def test_control_a_column_further_the_long_form_is_another(folder: str, insights: str, older: str) -> None:
    asked = questionnaire(folder)
    three, two = (long_form("qualtrics", sheet_of(SAMPLES / folder / file), asked) for file in (insights, older))
    codes = sorted({line["question"] for line in two})
    moved = dict(zip(codes, codes[1:] + codes[:1], strict=True))
    assert bare(three) != bare([line | {"question": moved[line["question"]]} for line in two])


def test_no_basis_for_evaluation_is_never_an_answer() -> None:
    """The questionnaire recodes No Opinion and Never tried it to −1 and −2."""
    folder, insights, _ = PAIRS[3]
    path = SAMPLES / folder / insights
    sheet, asked = sheet_of(path), questionnaire(folder)
    single = {q.column for q in laid_out("qualtrics", sheet, asked).questions if q.kind is Kind.SINGLE}
    _, rows = heads_and_rows(path)
    negative = sum(row[column] in {"-1", "-2"} for row in rows for column in single)
    given = sum(row[column] not in {"", "-99"} for row in rows for column in single)
    lines = [line for line in long_form("qualtrics", sheet, asked) if int(line["column"]) - 1 in single]
    assert negative > 0
    assert len(lines) == given - negative
    assert {line["label"] for line in lines} == {
        "Great", "In the middle", "Awful", "Like", "Neither like nor dislike", "Dislike",
    }  # fmt: skip


def test_control_without_the_questionnaire_they_are_numbers_below_zero() -> None:
    folder, insights, _ = PAIRS[3]
    lines = long_form("qualtrics", sheet_of(SAMPLES / folder / insights))
    assert {"-1", "-2"} <= {line["label"] for line in lines}
