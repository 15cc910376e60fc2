"""Cells of the data files: exact, plain, harmless in a spreadsheet."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.deliver.tables import csv_text, finding_rows, frame_rows, guarded, problem_rows, shown
from reportgen.model.finding import Finding
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Fraction(425, 6), "70.83333333333333"),
        (Fraction(75), "75"),
        (Fraction(1, 3), "0.3333333333333333"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (True, "true"),
        (None, ""),
        (pd.Timestamp("2026-09-18"), "2026-09-18"),
    ],
)
def test_a_number_is_the_shortest_decimal_that_round_trips(value: object, cell: str) -> None:
    assert shown(value) == cell


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_comes_back(value: float) -> None:
    cell = shown(value)
    assert float(cell) == value
    assert "e" not in cell.lower()


def test_python_alone_would_write_an_exponent() -> None:
    """The control: repr round-trips but is not plain."""
    assert "e" in repr(1e-7)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＠x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+3.5", "-1,234.50", "P03.18", "苏州恒达", ""])
def test_plain_text_and_negative_numbers_stay(cell: str) -> None:
    assert guarded(cell) == cell


def test_missing_values_of_every_kind_are_empty_cells() -> None:
    frame = pd.DataFrame(
        {
            "a": pd.Series([Fraction(1, 2), None], dtype="object"),
            "b": pd.Series([1, pd.NA], dtype="Int64"),
            "c": pd.Series([pd.NaT, pd.Timestamp("2026-01-02")], dtype="datetime64[us]"),
            "d": pd.Series([True, pd.NA], dtype="boolean"),
        }
    )
    assert list(frame_rows(frame)) == [["0.5", "1", "", "true"], ["", "", "2026-01-02", ""]]


def test_lines_end_with_a_line_feed_and_quotes_stand_only_where_needed() -> None:
    assert csv_text(("a", "b"), [["1", "x,y"]]) == 'a,b\n1,"x,y"\n'


def test_problems_stand_in_the_order_of_their_place() -> None:
    late = Problem(
        code="E204", severity=Severity.SET_ASIDE, file="b.csv", row=9, value="=6", expected=text("a number")
    )
    early = Problem(code="W156", severity=Severity.NOTE, file="a.csv", expected=text("headings"))
    assert problem_rows([late, early]) == [
        ["W156", "note", "a.csv", "", "", "", "", "headings", ""],
        ["E204", "set_aside", "b.csv", "", "9", "", "'=6", "a number", ""],
    ]


def test_a_finding_is_a_row_with_its_period() -> None:
    found = Finding(
        clause="P03.19",
        office_id="E",
        client_id="C1",
        subject="2026-09-18",
        since="2026-09-18",
        what=text("no evidence for {items}", items="B1"),
        evidence="x.xlsx",
    )
    assert finding_rows("2026Q3", [found]) == [
        ["2026Q3", "P03.19", "E", "C1", "2026-09-18", "2026-09-18", "no evidence for B1", "x.xlsx"]
    ]
