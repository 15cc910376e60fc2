"""SurveyMonkey: two heading rows, one column a question or one column an option, or codes."""

import pytest

from reportgen.ingest.platforms.layout import Kind, Layout
from reportgen.ingest.platforms.longform import answers
from reportgen.ingest.platforms.surveymonkey import recognised
from reportgen.model.problem import Severity
from tests.ingest.literal import Rows, sheet
from tests.ingest.platforms import writing_abroad as writing
from tests.ingest.platforms.survey import (
    FORMS,
    LABELS,
    ORDER,
    QUALITY,
    REASONS,
    SERVICE,
    SPEED,
    Export,
    read,
    rule,
)
from tests.ingest.reading import Hints, text_of

FILMS: Rows = [
    ["RespondentID", "Seen any?", "Which seen?", "", "Rank them", "", "View of", "", "Why?"],
    ["", "Response", "Film I", "Film II", "Film I", "Film II", "Han", "Leia", "Open-Ended Response"],
    ["329", "Yes", "Film I", "Film II", "2", "1", "Very favorably", "Unfamiliar (N/A)", "fun"],
    ["328", "Yes", "", "Film II", "1", "2", "Unfavorably", "Very favorably", ""],
    ["327", "No", "", "", "", "", "", "", ""],
]
"""Laid out as StarWars.csv of FiveThirtyEight."""


def layout(rows: Rows) -> Layout:
    found = recognised(sheet(rows), None)
    assert found
    return found


def long_form(rows: Rows) -> list[tuple[str, ...]]:
    found = layout(rows)
    asked = {one.code: one for one in found.questions}
    return [
        (
            one["response_id"],
            asked[one["question"]].wording,
            one["part"],
            one["label"] or one["text"],
            one["place"],
        )
        for one in answers(sheet(rows), found)
    ]


def test_a_question_stands_over_the_first_of_its_columns() -> None:
    assert [(one.code, one.part, str(one.kind)) for one in layout(FILMS).questions] == [
        ("Q1", "", "single"),
        ("Q2_1", "Film I", "multiple"),
        ("Q2_2", "Film II", "multiple"),
        ("Q3_1", "Film I", "ranking"),
        ("Q3_2", "Film II", "ranking"),
        ("Q4_1", "Han", "single"),
        ("Q4_2", "Leia", "single"),
        ("Q5", "", "text"),
    ]


def test_ticks_places_and_words_are_answers_and_unfamiliar_is_none() -> None:
    assert long_form(FILMS) == [
        ("329", "Seen any?", "", "Yes", ""),
        ("329", "Which seen?", "Film I", "Film I", ""),
        ("329", "Which seen?", "Film II", "Film II", ""),
        ("329", "Rank them", "Film I", "Film I", "2"),
        ("329", "Rank them", "Film II", "Film II", "1"),
        ("329", "View of", "Han", "Very favorably", ""),
        ("329", "Why?", "", "fun", ""),
        ("328", "Seen any?", "", "Yes", ""),
        ("328", "Which seen?", "Film II", "Film II", ""),
        ("328", "Rank them", "Film I", "Film I", "1"),
        ("328", "Rank them", "Film II", "Film II", "2"),
        ("328", "View of", "Han", "Unfavorably", ""),
        ("328", "View of", "Leia", "Very favorably", ""),
        ("327", "Seen any?", "", "No", ""),
    ]


def test_control_unfamiliar_counts_where_it_is_no_such_word() -> None:
    changed = [[cell.replace("Unfamiliar (N/A)", "Unfamiliar face") for cell in row] for row in FILMS]
    assert ("329", "View of", "Leia", "Unfamiliar face", "") in long_form(changed)


def test_expanded_columns_give_the_same_answers_as_condensed_ones() -> None:
    condensed, expanded = long_form(writing.surveymonkey_rows()), long_form(writing.surveymonkey_expanded_rows())
    assert sorted(condensed) == sorted(expanded)
    rated = {
        (str(11000000000 + form.number), wording, "", label, "")
        for form in FORMS
        for wording, label in ((QUALITY, form.quality), (SPEED, form.speed), (SERVICE, form.service))
        if label
    }
    assert rated <= {*condensed}
    assert {one[3] for one in condensed if one[1] == REASONS} == {"质量", "交期", "价格", "物流"}
    assert {one[4] for one in condensed if one[1] == ORDER} == {"1", "2", "3"}


def test_one_answer_over_several_columns_has_the_options_of_them_all() -> None:
    rated = next(one for one in layout(writing.surveymonkey_expanded_rows()).questions if one.wording == QUALITY)
    assert (rated.kind, len(rated.also)) == (Kind.SINGLE, 4)
    assert [option.label for option in rated.options] == list(LABELS)


def test_two_answers_where_one_was_asked_are_kept_apart_and_are_no_option() -> None:
    rows = [list(row) for row in writing.surveymonkey_expanded_rows()]
    blank = rows[3][:8] + [""] * 15 + rows[3][23:]
    many = [*rows[:2], *[list(rows[2]) for _ in range(520)], blank]
    many[-1][8], many[-1][9] = LABELS[0], LABELS[1]
    assert ("11000000002", QUALITY, "", f"{LABELS[0]} | {LABELS[1]}", "") in long_form(many)


def test_control_a_checkbox_with_two_ticks_is_no_single_answer() -> None:
    rows = [list(row) for row in writing.surveymonkey_expanded_rows()]
    rows[2][8], rows[2][9] = LABELS[0], LABELS[1]
    kinds = {one.kind for one in layout(rows).questions if one.wording == QUALITY}
    assert kinds == {Kind.MULTIPLE}


CODES: Rows = [
    [
        "",
        "StartDate",
        "EndDate",
        "q0001",
        "q0004_0001",
        "q0004_0002",
        "q0007_0001",
        "q0007_0002",
        "age3",
        "weight",
    ],
    [
        "1",
        "5/10/18 4:01",
        "5/10/18 4:06",
        "Very",
        "Not selected",
        "Friends",
        "Often",
        "No answer",
        "35 - 64",
        "1.7140",
    ],
    ["2", "5/10/18 6:30", "5/10/18 6:53", "Not", "Father", "Not selected", "Often", "Rarely", "18 - 34", "0.5157"],
    ["3", "5/10/18 7:02", "5/10/18 7:09", "NA", "NA", "NA", "Rarely", "Often", "18 - 34", "1.2471"],
]
"""Laid out as raw-responses.csv of FiveThirtyEight's survey of 2018."""


def test_codes_in_one_row_are_questions_and_their_options() -> None:
    found = layout(CODES)
    assert (found.rows, dict(found.fields)) == (1, {"started_at": 1, "answered_at": 2})
    assert [(one.code, one.part, str(one.kind)) for one in found.questions] == [
        ("q0001", "", "single"),
        ("q0004_0001", "Father", "multiple"),
        ("q0004_0002", "Friends", "multiple"),
        ("q0007_0001", "", "single"),
        ("q0007_0002", "", "single"),
        ("age3", "", "single"),
        ("weight", "", "number"),
    ]


def test_not_selected_and_no_answer_are_no_answers() -> None:
    said = [one["label"] for one in answers(sheet(CODES), layout(CODES)) if one["question"].startswith("q")]
    assert said == ["Very", "Friends", "Often", "Not", "Father", "Often", "Rarely", "Rarely", "Often"]


def test_one_row_of_wordings_is_read_too() -> None:
    """Headings of flying-etiquette.csv of FiveThirtyEight."""
    found = layout(
        [["RespondentID", "How tall are you?", "Gender"], ["343", "6'3\"", "Male"], ["344", "5'8\"", ""]]
    )
    assert (found.rows, [one.wording for one in found.questions]) == (1, ["How tall are you?", "Gender"])


def test_other_beside_options_is_free_text() -> None:
    rows: Rows = [
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "Where?", "", "Which?", "", ""],
        ["", "", "", "", "Response", "Other (please specify)", "Web", "Shop", "Other (please specify)"],
        ["1", "9", "10/24/2017 12:30:18 PM", "10/24/2017 12:33:00 PM", "Here", "", "Web", "", "by post"],
        ["2", "9", "10/24/2017 1:30:18 PM", "10/24/2017 1:33:00 PM", "", "there", "Web", "Shop", ""],
    ]
    assert [str(one.kind) for one in layout(rows).questions] == [
        "single",
        "other",
        "multiple",
        "multiple",
        "other",
    ]


def test_a_file_in_another_encoding_is_read_where_the_rule_names_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """StarWars.csv: byte 8c in a heading, which is Œ in cp1252 and no UTF-8."""
    content = "\r\n".join(",".join(row) for row in FILMS).replace("Seen any?", "Seen any?\u0152").encode("cp1252")
    root = tmp_path_factory.mktemp("monkey")
    refused = text_of(root, content)
    assert [one.code for one in refused.problems] == ["E131"]
    found = recognised(text_of(root, content, Hints(encoding="cp1252")).sheet, None)
    assert found
    assert found.questions[0].wording == "Seen any?Œ"


def short_years(**more: str) -> tuple[list[str], set[str]]:
    """The days of the answers where the export writes 8/3/26 9:05, and the problems' codes."""
    long = writing.surveymonkey_rows()
    dates = [[f"{form.at:%m/%d/%y %H:%M}".lstrip("0")] * 2 for form in FORMS]
    rows = [*long[:2], *([*row[:2], *when, *row[4:]] for row, when in zip(long[2:], dates, strict=True))]
    found = read(Export(files={"Sheet_1.csv": rows}, rule=rule("surveymonkey", **more)))
    days = sorted({f"{day:%Y-%m-%d}" for day in found.facts.answers["answered_at"]})
    return days, {problem.code for problem in found.problems if problem.severity is Severity.SET_ASIDE}


def test_a_year_of_two_digits_is_read_where_the_rule_says_the_order() -> None:
    """raw-responses.csv of FiveThirtyEight: 5/10/18 4:01."""
    assert short_years(date_order="mdy") == (["2026-08-03", "2026-08-04", "2026-08-25", "2026-08-26"], set())


def test_control_without_the_order_such_a_date_is_set_aside() -> None:
    assert short_years() == ([], {"E222"})


@pytest.mark.parametrize(
    "rows",
    [[], [["a", "b"]], [["Start Date", "End Date"], ["1", "2"]], [["q0001", "q0002"], ["1", "2"]]],
    ids=["nothing", "other", "dates", "few codes"],
)
def test_other_sheets_are_not_taken_for_it(rows: Rows) -> None:
    assert recognised(sheet(rows), None) is None
