"""Real exports of SurveyMonkey, against the csv module alone."""

from collections import Counter
from pathlib import Path

import pytest

from reportgen.ingest.moments import Fault, written
from reportgen.ingest.platforms.layout import Kind
from tests.ingest.reading import parsed
from tests.real.platforms.exports import counted, laid_out, long_form, said, sheet_of, table_of
from tests.real.workspace import DATA

FILMS, CODES, FLIGHTS = (
    DATA / "surveymonkey_538" / name for name in ("StarWars.csv", "raw-responses.csv", "flying-etiquette.csv")
)
ENCODING = "cp1252"


def test_the_encoding_has_to_be_told(tmp_path: Path) -> None:
    outcome = parsed(tmp_path, FILMS.name, FILMS.read_bytes())
    (problem,) = outcome.problems
    assert problem.code == "E132"
    assert "encoding:" in str(problem.hint)


@pytest.mark.parametrize(
    ("path", "encoding", "forms", "questions"),
    [(FILMS, ENCODING, 1186, 37), (CODES, None, 1615, 95), (FLIGHTS, None, 1040, 26)],
    ids=["two rows", "codes", "one row"],
)
def test_questions_and_forms_are_as_many_as_the_file_has(
    path: Path, encoding: str | None, forms: int, questions: int
) -> None:
    sheet = sheet_of(path, encoding)
    found = laid_out("surveymonkey", sheet)
    rows = table_of(path, encoding or "utf-8-sig")[found.rows :]
    assert len(sheet.cells) - found.rows == len(rows) == forms
    assert len(found.questions) == len({question.code for question in found.questions}) == questions


def test_each_column_of_the_films_is_what_it_holds() -> None:
    kinds = Counter(question.kind for question in laid_out("surveymonkey", sheet_of(FILMS, ENCODING)).questions)
    assert kinds == {Kind.SINGLE: 23 + 2, Kind.MULTIPLE: 6, Kind.RANKING: 6}


def test_every_answer_about_the_films_is_there_once_and_unfamiliar_is_none() -> None:
    rows = table_of(FILMS, ENCODING)[2:]
    wanted = {
        column + 1: count
        for column in range(1, len(rows[0]))
        if (count := sum(word != "Unfamiliar (N/A)" for word in said(rows, column)))
    }
    lines = long_form("surveymonkey", sheet_of(FILMS, ENCODING))
    assert counted(lines) == wanted
    assert "Unfamiliar (N/A)" in {word for column in range(15, 29) for word in said(rows, column)}
    assert "Unfamiliar (N/A)" not in {line["label"] for line in lines}


def test_control_unfamiliar_would_be_answers_too_many() -> None:
    rows = table_of(FILMS, ENCODING)[2:]
    filled = sum(len(said(rows, column)) for column in range(1, len(rows[0])))
    assert counted(long_form("surveymonkey", sheet_of(FILMS, ENCODING))).total() < filled


def test_a_tick_is_its_film_and_a_rank_is_a_place() -> None:
    lower, *rows = table_of(FILMS, ENCODING)[1:]
    lines = long_form("surveymonkey", sheet_of(FILMS, ENCODING))
    ticks = Counter(line["label"] for line in lines if line["question"].startswith("Q3_"))
    assert ticks == {" ".join(lower[column].split()): len(said(rows, column)) for column in range(3, 9)}
    places = Counter(line["place"] for line in lines if line["question"].startswith("Q4_"))
    assert places == Counter(word for column in range(9, 15) for word in said(rows, column))
    assert set(places) == {"1", "2", "3", "4", "5", "6"}


def test_control_a_reader_without_the_second_row_counts_it_as_a_form() -> None:
    sheet = sheet_of(FILMS, ENCODING)
    assert len(sheet.cells) - 1 != len(table_of(FILMS, ENCODING)[2:])


def test_every_answer_behind_codes_is_there_once() -> None:
    """Not selected, NA and No answer are none; nor is Prefer not to answer."""
    head, *rows = table_of(CODES)
    wanted = {
        column + 1: count
        for column in range(3, len(head))
        if (count := sum(word != "Prefer not to answer" for word in said(rows, column)))
    }
    assert counted(long_form("surveymonkey", sheet_of(CODES))) == wanted


def test_an_option_that_is_only_a_code_gets_its_words_from_the_answers() -> None:
    head, *rows = table_of(CODES)
    found = {question.code: question for question in laid_out("surveymonkey", sheet_of(CODES)).questions}
    several = [code for code, question in found.items() if question.kind is Kind.MULTIPLE]
    assert len(several) == 58
    assert all({found[code].part} == {*said(rows, head.index(code))} for code in several)


def test_its_dates_end_in_two_digits_and_are_no_date_without_an_order() -> None:
    head, *rows = table_of(CODES)
    days = {row[head.index("StartDate")] for row in rows}
    assert all(isinstance(written(day), Fault) for day in days)
    assert laid_out("surveymonkey", sheet_of(CODES)).short_years
