"""Qualtrics: three heading rows or two, with and without the questionnaire."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.platforms import qualtrics_structure
from reportgen.ingest.platforms.layout import Kind, Layout, Structure
from reportgen.ingest.platforms.longform import answers
from reportgen.ingest.platforms.qualtrics import recognised
from reportgen.ingest.platforms.qualtrics_headings import headings
from tests.ingest.literal import Rows, sheet
from tests.ingest.platforms import writing_abroad as writing
from tests.ingest.platforms.survey import FORMS, LABELS, QUALITY, REASON_OPTIONS, REASONS

QSF = qualtrics_structure.structure(writing.qsf(), "survey.qsf")


def layout(rows: Rows, structure: Structure | None = None) -> Layout:
    found = recognised(sheet(rows), structure)
    assert found
    return found


def columns(**asked: tuple[str, str, str]) -> Rows:
    """Three heading rows and one form: tag → wording, import id, cell."""
    lead = {
        "ResponseId": ("Response ID", "_recordId", "R_1"),
        "EndDate": ("End Date", "endDate", "2022-11-09 18:44:00"),
    }
    every = lead | asked
    ids = [f'{{"ImportId":"{name}"}}' for _, name, _ in every.values()]
    return [[*every], [wording for wording, _, _ in every.values()], ids, [cell for *_, cell in every.values()]]


def shown(rows: Rows) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.wording, one.part, str(one.kind)) for one in layout(rows).questions]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('{"ImportId":"QID7_5_TEXT"}', "QID7_5_TEXT"),
        ("{'ImportId': 'QID5-1-2'}", "QID5_1_2"),
        ("{'ImportId': 'QID4#1-2'}", "QID4#1_2"),
        ('{"ImportId":"QID1","choiceId":"4"}', "QID1_4"),
        ("{'ImportId': 'QID1', 'choiceId': '4'}", "QID1_4"),
        ('{"ImportId":"1_QID10_1"}', "1_QID10_1"),
    ],
)
def test_an_import_id_is_a_code_in_either_quotes(cell: str, code: str) -> None:
    """Cells as in the samples of QualtricsTools (2016), the export of the FinSL signbank (2022) and surveyir's."""
    rows: Rows = [
        ["Q", "ResponseId"],
        ["Wording", "Response ID"],
        [cell, '{"ImportId":"_recordId"}'],
        ["1", "R_1"],
    ]
    assert [one.code for one in layout(rows).questions] == [code]


def test_lead_columns_are_found_by_import_id_whatever_their_names() -> None:
    rows = writing.qualtrics_rows(words=False)
    assert dict(layout(rows).fields) == {
        "started_at": 0,
        "answered_at": 1,
        "mode": 2,
        "duration": 4,
        "finished": 5,
        "response_id": 7,
        "source": 8,
    }


def test_the_recorded_date_is_the_answers_date_where_there_is_no_end() -> None:
    rows: Rows = [
        ["ResponseId", "RecordedDate", "Q1"],
        ["Response ID", "Recorded Date", "How?"],
        [
            '{"ImportId":"_recordId"}',
            '{"ImportId":"recordedDate","timeZone":"Asia/Shanghai"}',
            '{"ImportId":"QID1"}',
        ],
        ["R_1", "2022-11-09 18:44:00", "2"],
    ]
    assert layout(rows).fields["answered_at"] == 1


def test_columns_of_one_question_share_its_wording_up_to_a_dash() -> None:
    rows = columns(
        Q3_1=("Rate each - the price", "QID3_1", "2"),
        Q3_2=("Rate each - the pre-sales", "QID3_2", "1"),
        Q4_1=("Which?-Kiwi", "QID4-1", "1"),
        Q4_2=("Which?-Lime", "QID4-2", ""),
        Q5=("Like it? - Selected Choice", "QID5", "Other"),
        Q5_9_TEXT=("Like it? - Other - Text", "QID5_9_TEXT", "sort of"),
        Q6=("Why - or why not?", "QID6_TEXT", "so"),
    )
    assert shown(rows) == [
        ("QID3_1", "Rate each", "the price", "single"),
        ("QID3_2", "Rate each", "the pre-sales", "single"),
        ("QID4_1", "Which?", "Kiwi", "multiple"),
        ("QID4_2", "Which?", "Lime", "multiple"),
        ("QID5", "Like it?", "", "single"),
        ("QID5_9_TEXT", "Like it? - Other", "", "other"),
        ("QID6_TEXT", "Why - or why not?", "", "text"),
    ]


def test_what_is_no_answer_is_no_question() -> None:
    """Order shown, times on the page, groups of recommenders: columns that belong to questions."""
    rows = columns(
        Q1=("How likely?", "QID1", "9"),
        Q1_NPS_GROUP=("Group", "QID1_NPS_GROUP", "Promoter"),
        Q2_DO=("Display Order", "QID2_DO", "1|2"),
        t=("Timing - First Click", "QID3_FIRST_CLICK", "1.2"),
        region=("region", "region", "East"),
    )
    assert [one.code for one in layout(rows).questions] == ["QID1"]


def test_a_question_goes_by_its_tag_and_by_its_import_id() -> None:
    rated = next(one for one in layout(writing.qualtrics_rows(words=True)).questions if one.part == QUALITY)
    assert {"QID3_1", "Q3_1", QUALITY} <= {*rated.names}


def test_the_questionnaire_gives_options_their_words_and_numbers() -> None:
    found = layout(writing.qualtrics_rows(words=False), QSF)
    by_code = {one.code: one for one in found.questions}
    assert found.coded
    assert [(one.code, one.label) for one in by_code["QID3_2"].options] == [
        (str(number), label) for number, label in enumerate(LABELS, start=11)
    ]
    assert (by_code["QID4"].kind, found.joined) == (Kind.MULTIPLE, ",")
    assert [one.label for one in by_code["QID4"].options] == list(REASON_OPTIONS)
    assert by_code["QID5_1"].kind is Kind.RANKING


def long_form(rows: Rows, structure: Structure | None) -> set[tuple[str, ...]]:
    """(form, wording, label or text, place) of every answer."""
    found = layout(rows, structure)
    asked = {one.code: one for one in found.questions}
    lines = answers(sheet(rows), found)
    worded = {
        code: one.part if one.kind in {Kind.SINGLE, Kind.RANKING} else one.wording for code, one in asked.items()
    }
    return {
        (one["response_id"], worded[one["question"]], one["label"] or one["text"], one["place"]) for one in lines
    }


def test_numbers_in_three_rows_and_in_two_are_the_same_long_form() -> None:
    assert long_form(writing.qualtrics_rows(words=False), QSF) == long_form(writing.qualtrics_older_rows(), QSF)


def test_words_and_numbers_are_the_same_long_form() -> None:
    assert long_form(writing.qualtrics_rows(words=True), QSF) == long_form(
        writing.qualtrics_rows(words=False), QSF
    )


def test_the_long_form_is_what_the_forms_say() -> None:
    found = long_form(writing.qualtrics_rows(words=False), QSF)
    assert ("R_1", QUALITY, "非常满意", "") in found
    assert {one[2] for one in found if one[:2] == ("R_3", REASONS)} == {"交期", "其他", "物流"}
    assert not [one for one in found if one[2] == "-99"]
    rated = sum(bool(label) for form in FORMS for label in (form.quality, form.speed, form.service))
    assert sum(one[2] in LABELS for one in found) == rated


def test_control_without_the_questionnaire_numbers_are_not_words() -> None:
    assert long_form(writing.qualtrics_rows(words=False), None) != long_form(writing.qualtrics_older_rows(), QSF)


def test_older_tags_of_rows_that_repeat_are_taken_in_their_order() -> None:
    """Single_Answer_Matrix_Questions.csv: question_one stands over a row of two questions."""
    rows: Rows = [
        ["V1", "V2", "V3", "one", "two", "one", "two"],
        ["ResponseID", "StartDate", "EndDate", "A-x", "A-y", "B-x", "B-y"],
        ["R_1", "2016-05-27 11:44:08", "2016-05-27 11:44:09", "1", "2", "3", "4"],
    ]
    codes = ("QID1_1", "QID1_2", "QID2_1", "QID2_2")
    base = QSF.questions[2]
    made = [(code, tag) for code, tag in zip(codes, ("one", "two", "one", "two"), strict=True)]
    structure = Structure(
        platform="qualtrics",
        file="a.qsf",
        questions=tuple(
            type(base)(code=c, tag=t, wording=c[:4], part=t, column=-1, kind=Kind.SINGLE) for c, t in made
        ),
    )
    assert [one.code for one in layout(rows, structure).questions] == [*codes]
    assert [one.code for one in layout(rows).questions] == ["one", "two", "one#2", "two#2"]


@pytest.mark.parametrize("kept", [(0, 1, 2), (0, 1), (0,)])
def test_heading_rows_that_somebody_deleted_are_not_missed(kept: tuple[int, ...]) -> None:
    rows = writing.qualtrics_rows(words=True)
    left = [rows[at] for at in kept] + list(rows[3:])
    found = headings(sheet(left))
    assert found
    assert (found.at, found.rows) == (0, len(kept))
    assert [head.tag for head in found.heads] == list(rows[0][10:])


def test_a_title_above_the_headings_is_passed() -> None:
    rows = writing.qualtrics_rows(words=True)
    found = layout([["Customer survey", *[""] * (len(rows[0]) - 1)], *rows])
    assert (found.at, found.rows) == (1, 3)


@given(st.randoms())
def test_columns_in_any_order_are_the_same_questions(chance: random.Random) -> None:
    rows = writing.qualtrics_rows(words=False)
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    moved = [[row[at] for at in order] for row in rows]
    assert long_form(moved, QSF) == long_form(rows, QSF)


def test_control_cells_in_another_order_than_their_headings_are_other_answers() -> None:
    rows = writing.qualtrics_rows(words=False)
    turned = [*rows[:3], *([*row[:12], *reversed(row[12:15]), *row[15:]] for row in rows[3:])]
    assert long_form(turned, QSF) != long_form(rows, QSF)


@pytest.mark.parametrize(
    "rows", [[], [["a"]], [["ResponseId", "Q1"], ["R_1", "2"]], [["StartDate", "EndDate"], ["1", "2"]]]
)
def test_other_sheets_are_not_taken_for_it(rows: Rows) -> None:
    assert recognised(sheet(rows), None) is None
