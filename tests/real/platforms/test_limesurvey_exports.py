"""Ten real exports of LimeSurvey, against the csv, xml and openpyxl modules alone."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from reportgen.ingest.platforms.layout import Kind, Structure
from reportgen.ingest.platforms.limesurvey_structure import structure
from tests.real.platforms.exports import SILENT, Line, counted, laid_out, long_form, said, sheet_of, table_of
from tests.real.workspace import DATA

TWINS, MODELS, ENGINEERS = (DATA / f"limesurvey_{name}" for name in ("digital_twins", "informal_models", "rse"))
LSS = TWINS / "limesurvey_survey_222232.lss"
GERMAN, ENGLISH = TWINS / "results_german.csv", TWINS / "results_english.csv"
PUBLIC = sorted(ENGINEERS.rglob("public_data.csv"))
UNASKED = {"", "Antwort ID", "Answer ID", "startdate._.Date started"}
"""Headings of columns that are no question."""
TICKS = {"Yes", "No", "Ja", "Nein"}
UNTICKED = {"No", "Nein"}


@pytest.mark.parametrize("path", [GERMAN, ENGLISH, *PUBLIC], ids=lambda path: str(path.relative_to(DATA)))
def test_questions_and_forms_are_as_many_as_the_file_has(path: Path) -> None:
    head, *rows = table_of(path)
    sheet = sheet_of(path)
    found = laid_out("limesurvey", sheet)
    assert len(sheet.cells) - found.at - found.rows == len(rows)
    assert len(found.questions) == sum(cell.strip() not in UNASKED for cell in head)
    assert len({question.code for question in found.questions}) == len(found.questions)


def test_the_sets_are_as_large_as_their_publishers_say() -> None:
    """Forms and columns, as the surveys' own descriptions count them."""
    sizes = {str(path.relative_to(DATA)): (len(table_of(path)) - 1, len(table_of(path)[0])) for path in PUBLIC}
    assert sorted(sizes.values()) == [
        (22, 277), (77, 131), (110, 62), (164, 242), (253, 245), (273, 67), (325, 248), (997, 707),
    ]  # fmt: skip
    assert len(table_of(GERMAN)) - 1 == len(table_of(ENGLISH)) - 1 == 96


def expected(path: Path, ticked: set[int]) -> Counter[int]:
    """Answers by column, from 1: what is not blank, of a column of ticks only the ticks."""
    head, *rows = table_of(path)
    found: Counter[int] = Counter()
    for column, cell in enumerate(head):
        if cell.strip() not in UNASKED:
            words = [word for word in said(rows, column) if not is_no_opinion(word)]
            count = sum(word not in UNTICKED for word in words) if column in ticked else len(words)
            if count:
                found[column + 1] = count
    return found


def is_no_opinion(word: str) -> bool:
    return word.casefold() in {"prefer not to say", "keine angabe", "don't know", "do not know", "not applicable"}


@pytest.mark.parametrize("path", [GERMAN, ENGLISH, *PUBLIC[:4]], ids=lambda path: str(path.relative_to(DATA)))
def test_every_answer_is_there_once(path: Path) -> None:
    """A column of ticks is one whose heading has brackets and whose whole question is answered Yes or No."""
    head, *rows = table_of(path)
    stems: dict[str, set[str]] = {}
    for column, cell in enumerate(head):
        stem, bracket, _ = cell.partition("[")
        others = "[Other]" in cell or "[Sonstiges]" in cell
        if bracket and not others:
            stems.setdefault(stem, set()).update(said(rows, column))
    ticked = {
        column
        for column, cell in enumerate(head)
        if "[" in cell
        and not ("[Other]" in cell or "[Sonstiges]" in cell)
        and stems[cell.partition("[")[0]]
        and stems[cell.partition("[")[0]] <= TICKS
    }
    assert counted(long_form("limesurvey", sheet_of(path))) == expected(path, ticked)


def by_question(lines: list[Line]) -> Counter[str]:
    return Counter(line["question"] for line in lines)


def test_the_german_and_the_english_file_hold_as_many_answers_of_each_question() -> None:
    german, english = (by_question(long_form("limesurvey", sheet_of(path))) for path in (GERMAN, ENGLISH))
    assert german == english
    assert german.total() > 2000


def test_control_a_twin_without_its_last_form_holds_fewer() -> None:
    lines = long_form("limesurvey", sheet_of(ENGLISH))
    last = max(int(line["row"]) for line in lines)
    fewer = [line for line in lines if int(line["row"]) < last]
    assert by_question(fewer) != by_question(long_form("limesurvey", sheet_of(GERMAN)))


# ------------------------------------------------------------------ two heading rows, CSV and workbook
CSV, BOOK = MODELS / "results-survey.csv", MODELS / "results-survey.xlsx"


def bare(lines: list[Line]) -> set[tuple[str, ...]]:
    return {tuple(line[name] for name in ("question", "part", "label", "text", "row")) for line in lines}


def test_the_csv_and_the_workbook_are_the_same_answers() -> None:
    """The notes sheet beside the data is none: the rule names the sheet."""
    text = bare(long_form("limesurvey", sheet_of(CSV)))
    book = bare(long_form("limesurvey", sheet_of(BOOK, sheet="Data")))
    assert text == book
    cells = list(openpyxl.load_workbook(BOOK)["Data"].iter_rows(min_row=3, values_only=True))
    kinds = [question.kind for question in laid_out("limesurvey", sheet_of(CSV)).questions]
    words = [
        str(cell).strip()
        for row in cells
        for cell, kind in zip(row, kinds, strict=False)
        if str(cell or "").strip() not in SILENT | ({"Nein"} if kind is Kind.MULTIPLE else set())
    ]
    assert len(book) == sum(not is_no_opinion(word) for word in words)


def test_a_question_spans_its_block_and_no_more() -> None:
    upper, lower, *rows = table_of(CSV)
    found = laid_out("limesurvey", sheet_of(CSV))
    assert (found.rows, len(found.questions), len(rows)) == (2, len(lower), 45)
    blocks = Counter(question.wording for question in found.questions)
    starts = [column for column, cell in enumerate(upper) if cell.strip()] + [len(upper)]
    assert [*blocks.values()] == [end - start for start, end in pairwise(starts)]


def test_the_translated_file_has_as_many_answers_of_each_question() -> None:
    translated = long_form("limesurvey", sheet_of(MODELS / "results-survey-translated.csv"))
    german = long_form("limesurvey", sheet_of(CSV))
    assert by_question(translated) == by_question(german)


# ------------------------------------------------------------------ the questionnaire
@pytest.fixture(scope="module")
def questionnaire() -> Structure:
    return structure(LSS.read_bytes(), LSS.name)


def rows_of(table: str) -> list[Line]:
    found = ET.parse(LSS).getroot().find(f"{table}/rows")  # noqa: S314  a public file of the tests
    assert found is not None
    return [{cell.tag: cell.text or "" for cell in row} for row in found]


def test_the_questionnaire_has_a_column_for_each_question_row_and_other(questionnaire: Structure) -> None:
    """Types S and T have one column, F one a row, M one an option and one for the other."""
    top = rows_of("questions")
    alone = sum(row["type"] in {"S", "T"} for row in top)
    others = sum(row["other"] == "Y" for row in top)
    assert len(questionnaire.questions) == alone + len(rows_of("subquestions")) + others == 348


def test_every_scale_has_its_answers_in_their_order_with_their_values(questionnaire: Structure) -> None:
    answers: dict[str, list[Line]] = {}
    for row in rows_of("answers"):
        answers.setdefault(row["qid"], []).append(row)
    titles = {row["title"]: row["qid"] for row in rows_of("questions")}
    scales = 0
    for question in questionnaire.questions:
        if question.kind is Kind.SINGLE:
            own = sorted(answers[titles[question.code.partition("[")[0]]], key=lambda row: int(row["sortorder"]))
            told = [(row["code"], " ".join(row["answer"].split())) for row in own]
            assert [(option.code, option.label) for option in question.options] == told
            assessed = any(int(row["assessment_value"]) for row in own)
            values = [row["assessment_value"] if assessed and "Angabe" not in row["answer"] else "" for row in own]
            assert [option.value for option in question.options] == values
            scales += 1
    assert scales == 100


def test_every_heading_of_the_german_file_is_a_question_of_the_questionnaire(questionnaire: Structure) -> None:
    codes = {question.code for question in questionnaire.questions}
    found = laid_out("limesurvey", sheet_of(GERMAN), questionnaire)
    assert {question.code for question in found.questions} <= codes
    assert len(found.questions) == 316


def test_every_answer_of_the_german_file_is_an_option_of_its_question(questionnaire: Structure) -> None:
    """The questionnaire itself mixes Sehr wichtig and sehr wichtig, and has blanks before some labels."""
    known = {question.code: {option.label for option in question.options} for question in questionnaire.questions}
    lines = [line for line in long_form("limesurvey", sheet_of(GERMAN), questionnaire) if line["label"]]
    assert len(lines) > 2000
    assert all(line["option"] and line["label"] in known[line["question"]] for line in lines)
    assert {"Sehr wichtig", "sehr wichtig"} <= {line["label"] for line in lines}


def test_control_another_questionnaire_knows_none_of_the_headings(questionnaire: Structure) -> None:
    found = laid_out("limesurvey", sheet_of(CSV), questionnaire)
    codes = {question.code for question in questionnaire.questions}
    assert sum(question.code in codes for question in found.questions) < len(found.questions)
