"""What is known of a returned form beside its answers."""

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.durations import seconds
from reportgen.ingest.exports import Understood
from reportgen.ingest.values import Fault
from reportgen.model.problem import Severity
from tests.ingest.literal import coded, export, fates, read

MORE = ("duration", "started_at", "mode", "source", "finished", "score_total", "complaint_id")


def forms(*rows: str, also: tuple[str, ...] = MORE, **more: Any) -> Understood:
    """Long answers to Q1, one form each, with these further columns."""
    lead = [f"R{number},C01,p{number},r,2026-08-01 10:00:00,Q1,5,{row}" for number, row in enumerate(rows)]
    return read(export("survey", *lead, also={name: [name] for name in also}, **more))


def one(found: Understood, name: str) -> list[Any]:
    """A column of RESPONSES; None where nothing is said."""
    values = found.facts.responses.sort_values("response_id")[name]
    return [None if pd.isna(value) else value for value in values]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("123秒", 123), ("123", 123), ("１２３秒", 123), ("2分3秒", 123), ("2分钟3秒", 123), ("0:02:03", 123),
        ("02:03", 123), ("1小时2分3秒", 3723), ("1天", 86400), ("1:02:03", 3723), ("62 min 3 s", 3723), ("0", 0),
        ("123.5", Decimal("123.5")), ("", None), ("-5", "E210"), ("123元", "E210"), ("很快", "E205"),
    ],
)  # fmt: skip
def test_durations_in_the_forms_of_platforms(text: str, told: object) -> None:
    found = seconds(text)
    assert (found.code if isinstance(found, Fault) else found) == told


@given(st.integers(0, 10**6))
def test_hours_minutes_and_seconds_are_so_many_seconds(count: int) -> None:
    hours, rest = divmod(count, 3600)
    minutes, left = divmod(rest, 60)
    assert seconds(f"{hours}小时{minutes}分{left}秒") == seconds(f"{hours}:{minutes:02}:{left:02}") == count


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(seconds(text), Decimal | Fault | None)


def test_a_form_has_what_the_export_says_of_it() -> None:
    found = forms("61.5秒,,预览,微信,是,88分,", ",,,,,,", "90,,,链接,Partial,,")
    assert one(found, "duration_s") == [62, None, 90]
    assert one(found, "mode") == ["预览", "", ""]
    assert one(found, "source") == ["微信", "", "链接"]
    assert one(found, "finished") == [True, None, False]
    assert one(found, "score_total") == ["88", "", ""]


def test_a_form_names_the_complaint_that_it_is_about() -> None:
    found = forms(",,,,,, TS-01 ", ",,,,,,", ",,,,,,1.23E+11")
    assert one(found, "complaint_id") == ["TS-01", "", ""]
    assert [p.column for p in coded(found, "E161")] == ["complaint_id"]


def test_without_a_duration_the_start_tells_it() -> None:
    also = ("started_at", "mode", "source", "finished", "score_total")
    found = forms("2026-08-01 09:58:30,,,,", "2026-08-01 10:01:00,,,,", ",,,,", also=also)
    assert one(found, "duration_s") == [90, None, None]


def test_a_cell_that_cannot_be_read_costs_its_value_not_the_form() -> None:
    found = forms("很快,,,,也许,很多,")
    assert [(p.code, p.column, p.severity) for p in coded(found, "E205")] == [
        ("E205", column, Severity.SET_ASIDE) for column in ("duration", "finished", "score_total")
    ]
    assert fates(found, "survey.csv") == {"read": 1, "used": 1}
    assert one(found, "duration_s") == [None]


def test_a_form_of_several_rows_stands_once_and_a_replaced_one_not_at_all() -> None:
    rows = ["R1,C01,Li,r,2026-08-01,Q1,5,60", "R1,C01,Li,r,2026-08-01,Q2,4,60", "R2,C01,Li,r,2026-08-02,Q1,4,30"]
    found = read(export("survey", *rows, also={"duration": ["duration"]}))
    assert one(found, "response_id") == ["R2"]
    assert one(found, "duration_s") == [30]


def test_forms_without_an_id_get_one() -> None:
    found = read(export("survey", ",C01,,r,2026-08-01,Q1,5", ",C01,,r,2026-08-02,Q1,4"))
    assert one(found, "response_id") == ["#surveys/2026Q3/survey.csv:2", "#surveys/2026Q3/survey.csv:3"]
    assert sorted(found.facts.answers["response_id"]) == one(found, "response_id")


def test_control_a_duration_read_as_a_plain_number_is_seen() -> None:
    assert seconds("0:02:03") != Decimal("2.03")
    assert one(forms("2分3秒,,,,,,"), "duration_s") == [123]


def test_the_rules_own_words_for_answers_are_read() -> None:
    rows = ["R1,C01,Li,r,2026-08-01,Q1,很赞", "R2,C01,Wu,r,2026-08-01,Q1,没感觉"]
    found = read(export("survey", *rows, values={"answer": {"5": ["很赞"], "3": ["没感觉", "一般般"]}}))
    assert sorted(found.facts.answers["value_micro"]) == [3_000_000, 5_000_000]
    assert [p.code for p in coded(read(export("survey", *rows)), "E205")] == ["E205", "E205"]
