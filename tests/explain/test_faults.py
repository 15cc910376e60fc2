"""Rows that count nowhere are listed with what was wrong with them, and with their client where it is known."""

from typing import Any

from reportgen.explain.explain import Explanation
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from tests.explain import asking
from tests.measure import rules
from tests.measure.literal import answers, clients, complaints, facts, orders

LEDGER, SURVEY = "surveys/2026Q3/complaints.csv", "surveys/2026Q3/responses.csv"
ROWS = complaints(
    {"client_id": "C01", "received_at": "2026-08-03 09:00", "file": LEDGER, "row": 2},
    {"client_id": "C02", "received_at": "2026-08-04 09:00", "file": LEDGER, "row": 3, "impossible": True},
)
FORMS = answers(
    {"client_id": "C01", "question": "Q1", "value": 5, "file": SURVEY, "row": 2},
    {"client_id": "C02", "question": "Q3", "value": 5, "file": SURVEY, "row": 3},
)


def problem(row: int, code: str = "E241", file: str = LEDGER, column: str = "client_id", **values: Any) -> Problem:
    known: dict[str, Any] = {"expected": text("a client of the register"), "severity": Severity.SET_ASIDE}
    return Problem(code=code, file=file, row=row, column=column, **(known | {"value": "C99"} | values))


def explain(measure: str, *problems: Problem, **subject: str) -> Explanation:
    """C01 and C02 of office E: a complaint and a form each; C02's times are impossible."""
    of = asking.config(rules.packs(rules.satisfaction(), rules.complaints()), rules.profile())
    given = facts(**clients("C01", "C02"), complaints=ROWS, answers=FORMS, orders=orders({"client_id": "C01"}))
    return asking.explain((asking.built(given, of, problems=problems), of), measure, **subject)


def lost(one: Explanation) -> list[tuple[int | None, str, str]]:
    """Row, client and reason of what does not count."""
    return [(row.row, row.client_id, str(row.why)) for row in one.rows if not row.used]


REPLACED = problem(
    9,
    "E244",
    column="complaint_id",
    severity=Severity.NOTE,
    expected=text("each record once; {place} replaces it", place=f"{LEDGER}:2"),
)


def test_a_superseded_row_belongs_to_the_client_of_the_row_that_replaced_it() -> None:
    for subject in ({"client": "C01"}, {"office": "E"}, {}):
        found = explain("complaint.count", REPLACED, **subject)
        assert lost(found) == [(9, "C01", "superseded by another row of the same key")]
    assert lost(explain("complaint.count", REPLACED, client="C02")) == []


def test_a_row_of_an_unknown_client_is_listed_for_the_company_alone() -> None:
    assert lost(explain("complaint.count", problem(7))) == [(7, "", "set aside as a whole")]
    assert lost(explain("complaint.count", problem(7), office="E")) == []
    assert lost(explain("complaint.count", problem(7), client="C01")) == []


def test_a_row_with_two_faults_is_listed_once() -> None:
    assert len(lost(explain("complaint.count", problem(7), problem(7, "E222", column="received_at")))) == 1


def test_a_refused_file_is_listed() -> None:
    refused = problem(1, "E105", severity=Severity.REFUSED)
    assert lost(explain("complaint.count", refused)) == [(1, "", "the file was refused")]


def test_faults_of_other_exports_and_of_earlier_folders_are_not_listed() -> None:
    other = problem(7, file="surveys/2026Q3/orders.csv")
    earlier = problem(7, file="surveys/2026Q1/complaints.csv")
    assert lost(explain("complaint.count", other, earlier)) == []


def test_a_measure_that_looks_back_lists_faults_of_every_folder() -> None:
    earlier = problem(7, file="surveys/2026Q1/complaints.csv")
    assert lost(explain("complaint.open", earlier)) == [(7, "", "set aside as a whole")]


def test_a_warning_is_no_reason_to_leave_out() -> None:
    assert lost(explain("complaint.count", problem(7, "W243", severity=Severity.WARNING))) == []


def test_impossible_times_carry_their_fault() -> None:
    fault = problem(3, "E226", column="closed_at", expected=text("a time not before the receipt"))
    found = explain("complaint.first_reply_hours.p50", fault)
    assert [row.detail for row in found.rows if not row.used and row.row == 3] == [fault]
    assert lost(explain("complaint.count", fault)) == []


def test_a_missing_answer_carries_the_fault_of_its_own_cell_only() -> None:
    """The long layout has one column of answers; C02's form begins at row 3."""
    mine, other = problem(3, "E204", SURVEY, "answer"), problem(3, "E222", SURVEY, "answered_at")
    found = explain("satisfaction.price", mine, other)
    assert [row.detail for row in found.rows if not row.used] == [mine]
    assert [row.detail for row in explain("satisfaction.price", other).rows if not row.used] == [None]
