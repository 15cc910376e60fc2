"""The Qualtrics questionnaire: what each type of question gives, and what no file can do."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.platforms import qualtrics_structure
from reportgen.ingest.platforms.layout import Question
from reportgen.ingest.platforms.qualtrics_structure import structure
from reportgen.ingest.refusal import RefusalError
from tests.ingest.platforms.writing_abroad import qsf

OTHER = {"3": {"Display": "Other", "TextEntry": "on"}}
AB = {"1": {"Display": "Apple"}, "2": {"Display": "Bean"}}

LIKERT = {"QuestionType": "Matrix", "Selector": "Likert", "Choices": AB, "Answers": AB}


def asked(**said: Any) -> tuple[Question, ...]:
    """The questions of a file with one question QID1, tag Q1."""
    payload = {"QuestionText": "Which?", "DataExportTag": "Q1", "QuestionID": "QID1"} | said
    element = {"Element": "SQ", "PrimaryAttribute": "QID1", "Payload": payload}
    return structure(json.dumps({"SurveyElements": [element]}).encode(), "a.qsf").questions


def told(questions: tuple[Question, ...]) -> list[str]:
    return [f"{one.code} {one.tag} {one.kind} {one.part}".strip() for one in questions]


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        ({"QuestionType": "MC", "Selector": "SAVR", "Choices": AB}, ["QID1 Q1 single"]),
        (
            {"QuestionType": "MC", "Selector": "MAVR", "Choices": AB},
            ["QID1_1 Q1_1 multiple Apple", "QID1_2 Q1_2 multiple Bean"],
        ),
        (
            {"QuestionType": "MC", "Selector": "SAVR", "Choices": AB | OTHER},
            ["QID1 Q1 single", "QID1_TEXT Q1_TEXT other Other"],
        ),
        (
            LIKERT | {"SubSelector": "SingleAnswer"},
            ["QID1_1 Q1_1 single Apple", "QID1_2 Q1_2 single Bean"],
        ),
        (
            LIKERT | {"SubSelector": "MultipleAnswer", "ChoiceDataExportTags": {"1": "apple", "2": "bean"}},
            ["QID1_1_1 apple_1 multiple Apple/Apple", "QID1_1_2 apple_2 multiple Apple/Bean",
             "QID1_2_1 bean_1 multiple Bean/Apple", "QID1_2_2 bean_2 multiple Bean/Bean"],
        ),
        (
            {"QuestionType": "Matrix", "Selector": "TE", "SubSelector": "Short", "Choices": AB, "Answers": AB},
            ["QID1_1_1_TEXT Q1_1_1_TEXT text Apple/Apple", "QID1_1_2_TEXT Q1_1_2_TEXT text Apple/Bean",
             "QID1_2_1_TEXT Q1_2_1_TEXT text Bean/Apple", "QID1_2_2_TEXT Q1_2_2_TEXT text Bean/Bean"],
        ),
        ({"QuestionType": "TE", "Selector": "SL"}, ["QID1_TEXT Q1 text"]),
        (
            {"QuestionType": "TE", "Selector": "FORM", "Choices": AB},
            ["QID1_1 Q1_1 text Apple", "QID1_2 Q1_2 text Bean"],
        ),
        ({"QuestionType": "Slider", "Choices": AB}, ["QID1_1 Q1_1 number Apple", "QID1_2 Q1_2 number Bean"]),
        ({"QuestionType": "RO", "Choices": AB}, ["QID1_1 Q1_1 ranking Apple", "QID1_2 Q1_2 ranking Bean"]),
        ({"QuestionType": "DB", "Selector": "TB"}, []),
    ],
    ids=["choice", "choices", "other", "matrix", "ticks", "texts", "text", "form", "slider", "order", "none"],
)  # fmt: skip
def test_a_question_is_the_columns_of_its_export(said: dict[str, Any], columns: list[str]) -> None:
    """Types and tags as in the .qsf files and the two- and three-row exports of QualtricsTools' samples."""
    assert told(asked(**said)) == columns


def test_side_by_side_each_column_is_a_question_of_its_own() -> None:
    """Side-by-Side_Questions.qsf: AdditionalQuestions, tags statement_one: 2."""
    inner = {"QuestionText": "Now", "QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer",
             "Choices": AB, "Answers": AB}  # fmt: skip
    tagged = inner | {"ChoiceDataExportTags": {"1": "apple", "2": "bean"}, "AnswerDataExportTag": 2}
    found = asked(QuestionType="SBS", AdditionalQuestions={"1": inner, "2": tagged})
    assert told(found) == [
        "QID1#1_1 Q1#1_1 single Apple",
        "QID1#1_2 Q1#1_2 single Bean",
        "QID1#2_1 apple: 2 single Apple",
        "QID1#2_2 bean: 2 single Bean",
    ]
    assert found[0].wording == "Which? - Now"


def values(labels: dict[str, str], recoded: dict[str, Any], **more: Any) -> dict[str, str]:
    choices = {number: {"Display": label} for number, label in labels.items()}
    (question,) = asked(QuestionType="MC", Selector="SAVR", Choices=choices, RecodeValues=recoded, **more)
    return {f"{one.code} {one.label}": one.value for one in question.options}


def test_an_option_without_opinion_has_no_value() -> None:
    """No_Basis_for_Evaluation.qsf: recoded to −1 and −2 beside 1, 2, 3."""
    labels = {"1": "Like", "2": "Neither", "3": "Dislike", "4": "No Opinion", "5": "Never tried it"}
    recoded = {"1": 1, "2": 2, "3": 3, "4": "-1", "5": "-2"}
    assert list(values(labels, recoded).values()) == ["1", "2", "3", "", ""]


def test_a_scale_that_goes_both_ways_keeps_its_negative_numbers() -> None:
    labels = {"1": "Worse", "2": "Same", "3": "Better"}
    assert list(values(labels, {"1": "-1", "2": "0", "3": "1"}).values()) == ["-1", "0", "1"]


def test_a_choice_that_is_left_out_of_the_analysis_has_no_value() -> None:
    """Better_Sample_Survey.qsf: AnalyzeChoices of None of the above."""
    assert values({"1": "Kiwi", "2": "None of the above"}, {}, AnalyzeChoices={"2": "on"}) == {
        "1 Kiwi": "1",
        "2 None of the above": "",
    }


def test_the_order_is_that_of_the_blocks_and_the_bin_is_left_out() -> None:
    said = json.loads(qsf())
    blocks = [
        {"Type": "Default", "BlockElements": [{"Type": "Question", "QuestionID": f"QID{n}"} for n in (6, 2)]},
        {"Type": "Trash", "BlockElements": [{"Type": "Question", "QuestionID": "QID1"}]},
    ]
    for listed in (blocks, {"1": blocks[0], "2": blocks[1]}):
        said["SurveyElements"][0]["Payload"] = listed
        found = structure(json.dumps(said).encode(), "a.qsf").questions
        assert [one.code for one in found] == ["QID6_TEXT", "QID2_TEXT"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E105"),
        (b"\xff\xfe\x00", "E105"),
        (qsf()[:300], "E105"),
        (b"[]", "E108"),
        (b"{}", "E108"),
        (b'{"SurveyElements": [{"Element": "BL", "Payload": []}]}', "E108"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "E109"),
        (b"[" * 100_000, "E109"),
    ],
    ids=["empty", "binary", "cut off", "a list", "nothing", "no question", "deep", "deeper"],
)
def test_a_file_that_is_no_whole_questionnaire_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        structure(content, "a.qsf")
    assert refused.value.code == code
    assert str(refused.value.expected)


def test_brackets_in_a_wording_are_no_depth() -> None:
    (one,) = asked(QuestionType="TE", Selector="SL", QuestionText='[{"' * 200)
    assert one.wording.startswith('[{"')


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qualtrics_structure, "_LARGEST", 100)
    with pytest.raises(RefusalError, match="E109"):
        structure(qsf(), "a.qsf")


NAMES = st.sampled_from(
    ["SurveyElements", "Element", "SQ", "BL", "Payload", "QuestionType", "MC", "Matrix", "SBS", "TE", "Choices",
     "Answers", "ChoiceOrder", "RecodeValues", "AdditionalQuestions", "PrimaryAttribute", "Selector", "1", "MAVR"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)


@given(ANYTHING)
def test_whatever_stands_where_it_is_read_or_refused_and_never_a_crash(payload: object) -> None:
    element = {"Element": "SQ", "PrimaryAttribute": "QID1", "Payload": payload}
    with suppress(RefusalError):
        assert structure(json.dumps({"SurveyElements": [element, payload]}).encode(), "a.qsf").file == "a.qsf"


@given(st.integers(0, len(qsf()) - 1), st.binary(max_size=3), st.integers(0, 40))
def test_a_spoilt_file_is_read_or_refused_and_never_a_crash(at: int, put: bytes, cut: int) -> None:
    content = qsf()
    with suppress(RefusalError):
        assert structure(content[:at] + put + content[at + cut :], "a.qsf").file == "a.qsf"


def test_control_the_whole_file_is_read() -> None:
    assert len(structure(qsf(), "a.qsf").questions) == 14
