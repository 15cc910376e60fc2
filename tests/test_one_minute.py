"""The minute with page one: every question is there, and every figure quoted is that of the sample."""

import re
from pathlib import Path

import pandas as pd
import pytest

from reportgen.model.period import Period
from reportgen.pipeline import check
from tests.one_minute import Quote, Tables, quotes, said, untrue

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "one-minute.md").read_text("utf-8")
PAGES = ("client", "office", "management")
QUESTIONS = ("how is it", "what changed", "is it real", "why", "what next")
ROW = re.compile(r"(?m)^\| (\w+) \| ([a-z ]+) \| [^|]*\|([^|]*)\|[^|]*\|$")
TABLES = Tables(
    measures=pd.DataFrame(
        [
            ("company", "", "", "complaint.count", 200.0, 31.0, "no_clear_change"),
            ("office", "HD", "", "complaint.count", 66.0, 16.0, "no_clear_change"),
            ("client", "HD", "C001", "complaint.count", 12.0, 4.0, "no_clear_change"),
            ("client", "HD", "C001", "complaint.first_reply_on_time", 0.335, -0.665, "down"),
            ("client", "HD", "C002", "complaint.first_reply_on_time", None, None, None),
        ],
        columns=["level", "office_id", "client_id", "measure", "value", "change", "verdict"],
    ),
    grades=pd.DataFrame(
        [("P04", "HD", "C001", "B", "down", 80.8), ("P04", "HB", "C002", "B", "same", 71.0)],
        columns=["pack", "office_id", "client_id", "level", "transition", "score"],
    ),
)


def test_every_page_answers_every_question_with_a_figure() -> None:
    rows = {(page, question): list(quotes(cell)) for page, question, cell in ROW.findall(TEXT)}
    assert [(page, question) for page in PAGES for question in QUESTIONS if not rows.get((page, question))] == []


def test_no_code_that_looks_like_a_figure_is_left_unread() -> None:
    assert len(re.findall(r"`[^`]+ = [^`]+`", TEXT)) - 1 == len(list(quotes(TEXT)))  # one explains the form


@pytest.mark.parametrize(
    "quote",
    [
        Quote("company", "complaint.count", "value", "200"),
        Quote("HD", "complaint.count", "change", "16"),
        Quote("C001", "complaint.count", "value", "12.0"),
        Quote("C001", "complaint.first_reply_on_time", "value", "34%"),
        Quote("C001", "complaint.first_reply_on_time", "change", "-0.67"),
        Quote("C001", "complaint.first_reply_on_time", "verdict", "down"),
        Quote("C001", "grade:P04", "score", "80.8"),
        Quote("C001", "grade:P04", "level", "B"),
        Quote("company", "grade:P04", "B", "2"),
        Quote("HD", "grade:P04", "down", "1"),
    ],
    ids=str,
)
def test_a_quotation_is_written_with_the_decimals_of_its_own(quote: Quote) -> None:
    assert said(quote, TABLES) == quote.value


@pytest.mark.parametrize(
    "wrong",
    [
        "`company complaint.count = 201`",
        "`HD complaint.count change = -16`",
        "`C001 complaint.first_reply_on_time = 33%`",
        "`C002 complaint.first_reply_on_time = 0%`",
        "`C001 grade:P04 level = A`",
        "`C009 grade:P04 level = B`",
        "`HD grade:P04 B = 2`",
        "`company complaint.anger = 1`",
        "`company complaint.count mood = 200`",
    ],
)
def test_control_a_figure_that_the_tables_deny_is_found(wrong: str) -> None:
    assert len(untrue(wrong, TABLES)) == 1


@pytest.mark.slow
def test_every_figure_quoted_is_that_of_the_sample() -> None:
    run = check(ROOT, Period.parse("2026Q3"))
    assert run.results is not None
    tables = Tables(run.results.changed, run.results.grades)
    assert untrue(TEXT, tables) == {}
    assert len(untrue(re.sub(r"= [^`]+`", "= 4711`", TEXT), tables)) == len({str(one) for one in quotes(TEXT)})
