"""Receivables: the state of each invoice at the end of a folder's period."""

import pytest

from reportgen.model.problem import Severity
from tests.ingest.literal import coded, codes, export, fates, read


def paid(*rows: str, **more: object) -> list[list[object]]:
    """(invoice, amount, paid) in fen of the invoices that were kept."""
    found = read(export("receivables", *rows, **more)).facts.receivables
    return found[["invoice_id", "amount_fen", "paid_fen"]].to_numpy().tolist()


OPEN = {"columns": dict.fromkeys(("invoice_id", "client_id", "due_date", "amount", "open_amount"))}


def test_what_was_paid_stands_in_the_file_or_follows_from_what_is_open() -> None:
    assert paid("F1,C01,2026-06-01,2026-07-31,1000.10,400") == [["F1", 100010, 40000]]
    assert paid("F1,C01,2026-07-31,1000.10,600.10", **OPEN) == [["F1", 100010, 40000]]


def test_an_invoice_may_be_paid_in_excess_and_still_be_open_beyond_its_payments() -> None:
    assert paid("F1,C01,,2026-07-31,100,120") == [["F1", 10000, 12000]]
    both = dict.fromkeys(("invoice_id", "client_id", "due_date", "amount", "open_amount", "paid_amount"))
    found = read(export("receivables", "F1,C01,2026-07-31,100,70,40", columns=both))
    assert [p.code for p in found.problems] == ["W220"]
    assert found.facts.receivables["paid_fen"].tolist() == [4000], "the paid amount counts"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",C01,,2026-07-31,10,1", "E203", "invoice_id"),
        ("F1,C01,,,10,1", "E203", "due_date"),
        ("F1,C01,,2026-07-31,,1", "E203", "amount"),
        ("F1,C01,,2026-07-31,10,", "E203", "paid_amount"),
        ("F1,C01,,2026-07-31,-10,1", "E211", "amount"),
        ("F1,C01,,2026-07-31,10,-1", "E211", "paid_amount"),
        ("F1,C01,,2026-07-31,10kg,1", "E210", "amount"),
        ("F1,C99,,2026-07-31,10,1", "E241", "client_id"),
        ("F1,C01,,07/08/2026,10,1", "E221", "due_date"),
    ],
)
def test_a_row_that_says_too_little_is_set_aside_with_its_cell(row: str, code: str, column: str) -> None:
    found = read(export("receivables", row, "F2,C01,,2026-07-31,10,1"))
    (problem,) = [p for p in found.problems if p.severity is Severity.SET_ASIDE]
    assert (problem.code, problem.column, problem.row) == (code, column, 2)
    assert fates(found, "receivables.csv") == {"read": 2, "used": 1, "set_aside": 1}


def test_more_cannot_be_open_than_was_charged() -> None:
    found = read(export("receivables", "F1,C01,2026-07-31,100,100.01", "F2,C01,2026-07-31,100,100", **OPEN))
    assert [(p.code, p.row) for p in found.problems] == [("E219", 2)]
    assert found.facts.receivables["paid_fen"].tolist() == [0]


def test_an_invoice_date_in_the_future_costs_its_value_a_due_day_in_the_future_nothing() -> None:
    found = read(export("receivables", "F1,C01,2026-10-01,2026-12-31,10,0"))
    assert codes(found) == ["E224"]
    assert found.facts.receivables["invoice_date"].isna().all()
    assert fates(found, "receivables.csv") == {"read": 1, "used": 1}


def test_each_folder_states_its_own_time_and_nothing_is_superseded() -> None:
    found = read(
        export("receivables", "F1,C01,,2026-05-31,100,0", folder="2026Q2"),
        export("receivables", "F1,C01,,2026-05-31,100,100"),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert found.facts.receivables[["state_period", "paid_fen"]].to_numpy().tolist() == [
        ["2026Q2", 0],
        ["2026Q3", 10000],
    ]
    assert fates(found, "2026Q2/receivables.csv") == {"read": 1, "used": 1}


def test_one_number_with_two_contents_is_set_aside_both_times() -> None:
    found = read(export("receivables", "F1,C01,,2026-07-31,10,1", "F1,C01,,2026-07-31,10,2"))
    assert [p.row for p in coded(found, "E245")] == [2, 3]
    assert found.facts.receivables.empty


def test_the_office_is_the_clients_on_the_due_day() -> None:
    found = read(export("receivables", "F1,C01,,2026-07-31,10,1", "F2,C03,,2026-07-31,10,1"))
    assert found.facts.receivables["office_id"].tolist() == ["E", "S"]


def test_a_list_that_tells_neither_paid_nor_open_is_refused() -> None:
    bare = dict.fromkeys(("invoice_id", "client_id", "due_date", "amount"))
    found = read(export("receivables", "F1,C01,2026-07-31,10", columns=bare))
    assert [(p.code, p.severity) for p in found.problems] == [("E154", Severity.REFUSED)]
    assert not any(export == "receivables" for export, _ in found.facts.read)


def test_amounts_in_ten_thousands_are_told_by_the_rule() -> None:
    assert paid("F1,C01,,2026-07-31,1.2,0.5", amount_unit="wan_yuan") == [["F1", 1200000, 500000]]
