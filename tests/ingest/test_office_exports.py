"""Targets, visits, churn reports and limit applications."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.targets import month_of
from reportgen.model.problem import Severity
from tests.ingest.literal import coded, codes, export, fates, read


# ------------------------------------------------------------------ targets
@pytest.mark.parametrize(
    "written",
    [
        "2026-07",
        "2026/7",
        "2026年7月",
        "2026年07月份",
        "202607",
        "2026.7",
        "2026-07-01",
        "２０２６年７月",
        "46204",
    ],
)
def test_a_month_is_read_however_it_is_written(written: str) -> None:
    found = read(export("targets", f"C01,{written},1000"))
    assert found.facts.targets["month"].tolist() == [pd.Timestamp("2026-07-01")]
    assert found.facts.targets["target_fen"].tolist() == [100000]
    assert codes(found) == []


def test_year_and_month_may_stand_in_two_columns() -> None:
    two = dict.fromkeys(("client_id", "year", "month", "target_amount"))
    found = read(export("targets", "C01,2026年,7月,10", "C02,2026,12,10", "C01,2025,2026-08,10", columns=two))
    assert found.facts.targets["month"].tolist() == [pd.Timestamp("2026-07-01"), pd.Timestamp("2026-12-01")]
    assert [(p.code, p.row) for p in found.problems] == [("E222", 4)], "the two years differ"


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 1)))
def test_what_was_written_is_what_is_read(day: date) -> None:
    first = day.replace(day=1)
    assert month_of("", f"{day:%Y-%m}") == month_of("", f"{day.year}年{day.month}月") == first
    assert month_of(f"{day.year}", f"{day.month:02d}") == month_of(f"{day.year}年", f"{day.month}月") == first


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "7", "第三季度", "1999-07"])
def test_control_what_is_no_month_is_none(text: str) -> None:
    assert month_of("", text) is None
    found = read(export("targets", f"C01,{text},1000"))
    assert [(p.code, p.severity) for p in found.problems if p.severity is not Severity.NOTE] == [
        ("E222", Severity.SET_ASIDE)
    ]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("C01,,10", "E203", "month"),
        ("C01,2026-07,", "E203", "target_amount"),
        ("C01,2026-07,-5", "E211", "target_amount"),
        ("C99,2026-07,5", "E241", "client_id"),
    ],
)
def test_a_target_that_cannot_be_used_is_set_aside(row: str, code: str, column: str) -> None:
    found = read(export("targets", row))
    (problem,) = [p for p in found.problems if p.severity is Severity.SET_ASIDE]
    assert (problem.code, problem.column) == (code, column)


def test_the_later_folders_target_replaces_the_earlier_one() -> None:
    found = read(
        export("targets", "C01,2026-07,10", folder="2026Q2"),
        export("targets", "C01,2026年7月,20"),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert found.facts.targets["target_fen"].tolist() == [2000]
    assert fates(found, "2026Q2/targets.csv") == {"read": 1, "superseded": 1}


# ------------------------------------------------------------------ visits
def test_a_visit_is_to_a_client_or_to_an_office() -> None:
    found = read(export("visits", "C01,,2026-08-01,办事处,3,2", ",S,2026-08-02,营销副总,,"))
    assert found.facts.visits[["client_id", "office_id", "visitor_role"]].to_numpy().tolist() == [
        ["C01", "E", "办事处"],
        ["", "S", "营销副总"],
    ]
    assert found.facts.visits["problems_found"].tolist() == [3, pd.NA]
    assert codes(found) == []


def test_an_office_may_be_named_with_or_without_its_last_word() -> None:
    columns = dict.fromkeys(("office_name", "visited_at"))
    found = read(export("visits", "华东,2026-08-01", "华南办事处,2026-08-01", "西南,2026-08-01", columns=columns))
    assert sorted(found.facts.visits["office_id"]) == ["E", "S"]
    assert [(p.code, p.row) for p in found.problems] == [("E246", 4)]


def test_the_clients_office_wins_over_the_one_that_the_row_names() -> None:
    found = read(export("visits", "C01,S,2026-08-01,办事处,1,1"))
    assert found.facts.visits["office_id"].tolist() == ["E"]
    assert codes(found) == ["W243"]


def test_a_visit_to_an_unknown_client_is_none_to_its_office() -> None:
    found = read(export("visits", "C99,E,2026-08-01,办事处,1,1"))
    assert found.facts.visits.empty
    assert codes(found) == ["E241"]


@pytest.mark.parametrize(
    ("counts", "code"), [("1,2", "E219"), ("-1,0", "E209"), ("1.5,0", "E209"), ("many,0", "E205"), ("2,x", "E205")]
)
def test_counts_that_cannot_be_cost_both_and_not_the_visit(counts: str, code: str) -> None:
    found = read(export("visits", f"C01,,2026-08-01,办事处,{counts}"))
    assert codes(found) == [code]
    assert found.facts.visits[["problems_found", "problems_solved"]].isna().all(axis=None)
    assert fates(found, "visits.csv") == {"read": 1, "used": 1}


def test_only_identical_rows_are_one_visit() -> None:
    row = "C01,,2026-08-01,办事处,3,2"
    found = read(export("visits", row, row, "C01,,2026-08-01,办事处,3,1"))
    assert len(found.facts.visits) == 2
    assert [p.row for p in coded(found, "E244")] == [3]


def test_numbered_visits_are_told_by_their_numbers() -> None:
    columns = dict.fromkeys(("visit_id", "client_id", "visited_at"))
    found = read(export("visits", "1,C01,2026-08-01", "2,C01,2026-08-01", columns=columns))
    assert found.facts.visits["visit_id"].tolist() == ["1", "2"]


def test_what_a_visitor_wrote_and_scored_is_read_and_a_bad_score_costs_itself_alone() -> None:
    columns = dict.fromkeys(("client_id", "visited_at", "result_score", "evaluation"))
    found = read(export("visits", "C01,2026-08-01,8.5,库存偏高", "C01,2026-08-02,good,", columns=columns))
    assert found.facts.visits["evaluation"].tolist() == ["库存偏高", ""]
    assert found.facts.visits["result_score"].tolist() == [Fraction(17, 2), None]
    assert codes(found) == ["E205"]


@pytest.mark.parametrize("row", ["C01,,,办事处,1,1", "C01,,2026-10-01,办事处,1,1", ",,2026-08-01,办事处,1,1"])
def test_a_visit_without_its_day_or_whom_is_set_aside(row: str) -> None:
    assert fates(read(export("visits", row)), "visits.csv") == {"read": 1, "set_aside": 1}


def test_a_list_of_visits_to_nobody_is_refused() -> None:
    found = read(export("visits", "2026-08-01", columns={"visited_at": None}))
    assert [(p.code, p.severity) for p in found.problems] == [("E154", Severity.REFUSED)]


# ------------------------------------------------------------------ churn reports
def test_a_report_needs_its_client_and_its_day() -> None:
    found = read(
        export(
            "churn_reports",
            "C01,2026-09-20,2026-09-22,价格，交期",
            "C02,,2026-09-23,",
            "C03,2026-09-01,,",
            "C99,,2026-09-01,",
            "C03,,2026-10-02,",
            "C03,2026-12-01,2026-09-30,",
        )
    )
    reports = found.facts.churn_reports
    assert reports["client_id"].tolist() == ["C01", "C02", "C03"]
    assert reports["cause"].tolist() == ["价格，交期", "", ""]
    assert reports["lost_on"].isna().tolist() == [False, True, False], "a day to come may be known already"
    assert codes(found) == ["E203", "E224", "E241"]


# ------------------------------------------------------------------ limit applications
def test_a_form_keeps_who_asked_and_who_approved() -> None:
    found = read(
        export("limit_applications", "E1,C01,李明,2026-08-01,B,A,30万,500000,何远山,2026-08-03,2026-08-05")
    )
    (form,) = found.facts.limit_applications.to_dict("records")
    assert {name: str(form[name])[:10] for name in ("filled_on", "approved_on", "effective_on")} == {
        "filled_on": "2026-08-01",
        "approved_on": "2026-08-03",
        "effective_on": "2026-08-05",
    }
    assert (form["old_level"], form["new_level"], form["office_id"]) == ("B", "A", "E")
    assert (form["old_limit_fen"], form["new_limit_fen"]) == (30_000_000, 50_000_000)
    assert (form["filled_by"], form["approved_by"]) == ("李明", "何远山")
    assert codes(found) == []


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",C01,Li,2026-08-01,,,,,,,", "E203", "application_id"),
        ("E1,C01,Li,,,,,,,,", "E203", "filled_at"),
        ("E1,C01,Li,2026-10-01,,,,,,,", "E224", "filled_at"),
        ("E1,C99,Li,2026-08-01,,,,,,,", "E241", "client_id"),
    ],
)
def test_a_form_that_cannot_be_used_is_set_aside(row: str, code: str, column: str) -> None:
    found = read(export("limit_applications", row))
    (problem,) = [p for p in found.problems if p.severity is Severity.SET_ASIDE]
    assert (problem.code, problem.column) == (code, column)
    assert found.facts.limit_applications.empty


def test_an_approval_dated_in_the_future_is_none_and_a_bad_limit_costs_itself() -> None:
    found = read(export("limit_applications", "E1,C01,Li,2026-08-01,,,-1,10,Wu,2026-12-03,2026-12-05"))
    (form,) = found.facts.limit_applications.to_dict("records")
    assert pd.isna(form["approved_on"])
    assert pd.isna(form["old_limit_fen"])
    assert str(form["effective_on"])[:10] == "2026-12-05", "a change may be set for a day to come"
    assert codes(found) == ["E211", "E224"]
