"""LimeSurvey: which heading is which question, in every style of its export."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.platforms import limesurvey_headings, limesurvey_structure
from reportgen.ingest.platforms.layout import Kind, Layout
from reportgen.ingest.platforms.limesurvey import recognised
from reportgen.ingest.platforms.longform import answers
from tests.ingest.literal import Rows, sheet
from tests.ingest.platforms import writing_abroad as writing
from tests.ingest.platforms.survey import FORMS, LABELS, QUALITY

LEAD = ["id", "submitdate", "lastpage", "startlanguage"]
SENT = ["1", "2023-03-01 10:00:00", "2", "en"]


def layout(rows: Rows, *, asked: bool = False) -> Layout:
    structure = limesurvey_structure.structure(writing.lss(), "survey.lss") if asked else None
    found = recognised(sheet(rows), structure)
    assert found
    return found


def named(found: Layout) -> list[tuple[str, str, str]]:
    return [(one.code, one.wording, one.part) for one in found.questions]


def of_headings(*headings: str) -> list[tuple[str, str, str]]:
    return named(layout([[*LEAD, *headings], [*SENT, *["x"] * len(headings)]]))


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("likert3[satisGen1]", ("likert3[satisGen1]", "", "")),
        ("why [SQ001]", ("why[SQ001]", "", "")),
        ("grid[SQ001][SQ002]", ("grid[SQ001][SQ002]", "", "")),
        ("edu1. What is your degree?", ("edu1", "What is your degree?", "")),
        ("skill2-1. Which skill?", ("skill2-1", "Which skill?", "")),
        ("sat[a]._.How is it? [The price]", ("sat[a]", "How is it?", "The price")),
        ("likert3[satisGen1]._. [In general]", ("likert3[satisGen1]", "", "In general")),
        ("tool[other]. Which tools? [Other]", ("tool[other]", "Which tools?", "Other")),
        ("grid[a][b]. How? [Row][Column]", ("grid[a][b]", "How?", "Row/Column")),
        ("pay[a]. Pay [EUR] [Gross]", ("pay[a]", "Pay [EUR]", "Gross")),
        ("lic[2]. Which? [BSD 3-Clause [new]]", ("lic[2]", "Which?", "BSD 3-Clause [new]")),
    ],
)
def test_a_heading_is_code_wording_and_part(heading: str, told: tuple[str, str, str]) -> None:
    """Headings as in the exports of research software engineers, 2016 to 2018."""
    both = (
        ["a1. One?", "b1. Two?", "c1. Three?", "d1. Four?"]
        if ". " in heading or "._." in heading
        else ["b2", "b3"]
    )
    assert of_headings(heading, *both)[0] == told


def test_headings_without_codes_are_numbered_by_their_place() -> None:
    """Headings as in results_english.csv of the survey on digital twins."""
    rows = [
        [
            "Answer ID",
            "Your field? [Chemistry]",
            "Your field? [Physics]",
            "Your field? [Other]",
            "Pay [EUR]?",
            "Why?",
        ],
        ["1", "Yes", "No", "Law", "3000", "because\nof it"],
    ]
    found = layout(rows)
    assert named(found) == [
        ("Q1_1", "Your field?", "Chemistry"),
        ("Q1_2", "Your field?", "Physics"),
        ("Q1_3", "Your field?", "Other"),
        ("Q2", "Pay [EUR]?", ""),
        ("Q3", "Why?", ""),
    ]
    kinds = [one.kind for one in found.questions]
    assert kinds == [Kind.MULTIPLE, Kind.MULTIPLE, Kind.OTHER, Kind.NUMBER, Kind.TEXT]


@pytest.mark.parametrize(
    "rows",
    [writing.limesurvey_codes(), writing.limesurvey_texts(), writing.limesurvey_both()],
    ids=["codes", "texts", "both"],
)
def test_the_questionnaire_gives_code_kind_and_options_whatever_the_headings(rows: Rows) -> None:
    found = layout(rows, asked=True)
    by_code = {one.code: one for one in found.questions}
    assert by_code["sat[SQ001]"].part == QUALITY
    assert [one.label for one in by_code["sat[SQ001]"].options] == list(LABELS)
    assert [one.value for one in by_code["sat[SQ001]"].options] == ["5", "4", "3", "2", "1"]
    assert {by_code[f"why[W{n}]"].kind for n in (1, 2, 3)} == {Kind.MULTIPLE}
    assert by_code["why[other]"].kind is Kind.OTHER
    assert {by_code[f"ord[{n}]"].kind for n in (1, 2, 3)} == {Kind.RANKING}
    assert found.coded is (rows == writing.limesurvey_codes())


def long_form(rows: Rows) -> list[tuple[str, ...]]:
    """(form, question, label or text, place) of every answer but the client's and the person's."""
    found = layout(rows, asked=True)
    lines = answers(sheet(rows), found)
    told = [(one["response_id"], one["question"], one["label"] or one["text"], one["place"]) for one in lines]
    return [one for one in told if one[1] not in {"firm", "name"}]


def told_by_the_forms() -> list[tuple[str, ...]]:
    told: list[tuple[str, ...]] = []
    for form in FORMS:
        n = str(form.number)
        rated = enumerate((form.quality, form.speed, form.service), start=1)
        told += [(n, f"sat[SQ00{at}]", label, "") for at, label in rated if label]
        told += [
            (n, f"why[W{at}]", one, "")
            for at, one in enumerate(("质量", "交期", "价格"), 1)
            if one in form.reasons
        ]
        told += [(n, "why[other]", form.other, "")] if form.other else []
        told += [(n, f"ord[{at}]", one, str(at)) for at, one in enumerate(form.order, start=1)]
        told += [(n, "words", form.words, "")] if form.words else []
    return told


STYLES = {
    "codes": writing.limesurvey_codes(),
    "texts": writing.limesurvey_texts(),
    "both": writing.limesurvey_both(),
}


@pytest.mark.parametrize("rows", STYLES.values(), ids=STYLES.keys())
def test_every_style_gives_the_same_long_form(rows: Rows) -> None:
    assert long_form(rows) == told_by_the_forms()


def test_an_answer_in_other_capitals_is_the_option_of_the_questionnaire() -> None:
    rows = [["id", "submitdate", "lastpage", "startlanguage", "sat[SQ001]"], [*SENT, " 非常\u3000满意 "]]
    (line,) = answers(sheet(rows), layout(rows, asked=True))
    assert (line["option"], line["label"]) == ("A1", "非常满意")


def test_control_one_cell_changed_is_another_long_form() -> None:
    changed = [list(row) for row in writing.limesurvey_codes()]
    changed[1][8] = "A5"
    assert long_form(changed) != told_by_the_forms()


@given(st.randoms())
def test_columns_in_any_order_are_the_same_questions(chance: random.Random) -> None:
    rows = writing.limesurvey_both()
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    moved = layout([[row[at] for at in order] for row in rows])
    assert sorted(named(moved)) == sorted(named(layout(rows)))
    assert {name: order[at] for name, at in moved.fields.items()} == dict(layout(rows).fields)


def test_control_questions_without_codes_are_others_in_another_order() -> None:
    rows = writing.limesurvey_texts()
    turned = layout([[*row[:6], *reversed(row[6:])] for row in rows])
    assert sorted(named(turned)) != sorted(named(layout(rows)))


def test_lead_columns_are_known_in_german() -> None:
    """Names of lead columns as in results_german.csv and in the program's German catalogue."""
    lead = ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Datum gestartet", "IP-Adresse"]
    found = layout([[*lead, "Zufrieden?"], ["1", "2023-03-01 10:00", "2", "de", "2023-03-01 09:50", "", "Ja"]])
    assert dict(found.fields) == {"response_id": 0, "answered_at": 1, "started_at": 4}
    assert named(found) == [("Q1", "Zufrieden?", "")]


def test_a_survey_that_keeps_no_dates_is_dated_by_its_start() -> None:
    rows = [[*LEAD, "startdate", "q"], ["1", "1980-01-01 00:00:00", "2", "en", "2023-03-01 09:00:00", "A1"]]
    assert layout(rows).fields["answered_at"] == 4
    rows[1][4] = "1980-01-01 00:00:00"
    assert "answered_at" not in layout(rows).fields


def test_what_was_not_shown_or_not_answered_is_no_answer() -> None:
    rows = [
        ["Response ID", "Used? [Web]", "Used? [Shop]", "Happy?"],
        ["1", "N/A", "Yes", "No answer"],
        ["2", "No", "No", "Very"],
        ["3", "Yes", "No", "Not applicable"],
    ]
    lines = answers(sheet(rows), layout(rows))
    assert [(one["response_id"], one["label"]) for one in lines] == [("1", "Shop"), ("2", "Very"), ("3", "Web")]


def test_the_second_of_a_code_gets_a_number() -> None:
    """tool5_can[multi] stands over several columns of the Canadian survey of 2017."""
    told = of_headings("t[multi]. Which? [A]", "t[multi]. Which? [B]", "u1. Why?", "v1. Who?")
    assert [code for code, _, _ in told] == ["t[multi]", "t[multi]#2", "u1", "v1"]


TWO_ROWS: Rows = [
    ["Your field?", "", "", "How often?", "", "Name"],
    ["Chemistry", "Physics", "Other", "at work", "at home", ""],
    ["Yes", "No", "", "never", "often", "Li"],
    ["No", "Yes", "Law", "often", "often", "Wu"],
]


def test_two_heading_rows_are_question_over_part() -> None:
    """As in results-survey.csv of the survey on informal models."""
    found = layout(TWO_ROWS)
    assert (found.at, found.rows) == (0, 2)
    assert [(one.code, one.part, one.kind) for one in found.questions] == [
        ("Q1_1", "Chemistry", Kind.MULTIPLE),
        ("Q1_2", "Physics", Kind.MULTIPLE),
        ("Q1_3", "Other", Kind.OTHER),
        ("Q2_1", "at work", Kind.SINGLE),
        ("Q2_2", "at home", Kind.SINGLE),
        ("Q3", "", Kind.SINGLE),
    ]


def test_a_column_without_question_and_part_ends_a_block() -> None:
    rows = [[*row[:3], "", *row[3:]] for row in TWO_ROWS]
    rows[0][4], rows[1][4] = "", "at work"
    assert 4 not in {one.column for one in layout(rows).questions}


def test_merged_headings_are_the_same_questions_as_in_a_csv() -> None:
    merged = recognised(sheet(TWO_ROWS, merged=((1, 1, 1, 2), (1, 4, 1, 5))), None)
    assert merged
    assert merged.questions == layout(TWO_ROWS).questions


@pytest.mark.parametrize(
    "rows",
    [
        [["Table", "Cleanup"], ["column 3", "renamed"], ["column 9", "translated"]],
        [["客户编号", "评价日期", "质量"], ["C01", "2026-08-01", "5"]],
        [["Q1. One?", "Q2. Two?", "Q3. Three?"], ["1", "2", "3"]],
        [["a", "b"]],
        [],
    ],
    ids=["notes", "ledger", "counted questions", "headings alone", "nothing"],
)
def test_other_sheets_are_not_taken_for_it(rows: Rows) -> None:
    assert recognised(sheet(rows), None) is None


def test_control_a_recogniser_that_asks_for_nothing_takes_a_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limesurvey_headings, "_ENOUGH", 0)
    monkeypatch.setattr(limesurvey_headings, "_authored", lambda _found: True)
    ledger: Rows = [["id. No", "day. Day", "quality. Quality"], ["1", "2", "3"]]
    assert recognised(sheet(ledger), None)


def test_titles_above_the_headings_are_passed() -> None:
    rows: list[list[str]] = [["Survey of 2023"], *map(list, writing.limesurvey_codes())]
    found = layout([[*row, *[""] * (len(rows[1]) - len(row))] for row in rows])
    assert found.at == 1
    assert replace(found, at=0) == layout(writing.limesurvey_codes())
