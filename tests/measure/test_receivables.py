"""Invoices by hand, and against a plain loop over them."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.measure import receivables
from reportgen.measure.table import measured
from reportgen.model.fact_frames import RECEIVABLES
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

Invoice = tuple[str, str, str, int, int]
"""Folder, client, due day, amount and paid in yuan."""
READ = [("receivables", "2026Q2"), ("receivables", "2026Q3")]


def facts(*invoices: Invoice, read: Any = READ, **frames: Any) -> Any:
    rows = [
        {
            "state_period": folder,
            "invoice_id": f"{client}-{due}",
            "client_id": client,
            "office_id": "E",
            "due_date": due,
            "amount_fen": amount * 100,
            "paid_fen": paid * 100,
        }
        for folder, client, due, amount, paid in invoices
    ]
    return literal.facts(
        read=read, **(literal.clients("A", "B") | frames), receivables=literal.framed(RECEIVABLES, rows)
    )


def table(*invoices: Invoice, period: str = "2026Q3", as_of: date | None = None, **more: Any) -> pd.DataFrame:
    window = literal.window(period, as_of)
    return measured(facts(*invoices, **more), window, rules.packs(), rules.profile()).measures


def told(found: pd.DataFrame, measure: str, **scope: str) -> tuple[Any, int]:
    one = row(found, measure, **scope)
    return one["gap"] or one["value"], one["n"]


ONES: tuple[Invoice, ...] = (
    ("2026Q3", "A", "2026-06-30", 1000, 400),  # due before the period, 600 open, 93 days
    ("2026Q3", "A", "2026-07-31", 500, 500),
    ("2026Q3", "A", "2026-09-30", 300, 0),  # due on the last day: overdue by one day
    ("2026Q3", "A", "2026-10-01", 999, 0),  # not due yet
    ("2026Q3", "B", "2026-08-15", 200, 250),  # paid in excess
)


def test_what_fell_due_in_the_period_and_was_paid() -> None:
    found = table(*ONES)
    assert told(found, "trade.collection_rate", client="A") == (Fraction(500, 800), 2)
    assert told(found, "trade.collection_rate", client="B") == (1, 1), "an excess counts once"
    assert told(found, "trade.collection_rate") == (Fraction(700, 1000), 3)
    assert told(found, "trade.collection_rate", office="E") == (Fraction(700, 1000), 3)


def test_what_is_open_of_everything_due_before_as_of() -> None:
    found = table(*ONES)
    assert told(found, "trade.overdue_amount", client="A") == (900, 3)
    assert told(found, "trade.overdue_amount", client="B") == (-50, 1), "the contract's difference, as it stands"
    assert told(found, "trade.overdue_amount") == (850, 4)


def test_the_longest_delay_counts_from_the_due_day_to_as_of() -> None:
    found = table(*ONES)
    assert told(found, "trade.overdue_days_max", client="A") == (93, 2)
    assert told(found, "trade.overdue_days_max", client="B") == (0, 0), "nothing is open: a real zero"
    assert told(table(*ONES[2:3]), "trade.overdue_days_max", client="A") == (1, 1)


def test_an_earlier_as_of_knows_less_to_be_due() -> None:
    found = table(*ONES, as_of=date(2026, 8, 15))
    assert told(found, "trade.collection_rate") == (1, 2)
    assert told(found, "trade.overdue_days_max") == (47, 1)
    assert told(table(*ONES, as_of=date(2026, 8, 14)), "trade.collection_rate") == (1, 1)


def test_nothing_due_is_no_rate_but_nothing_overdue_is_zero() -> None:
    found = table(("2026Q3", "A", "2026-12-31", 10, 0))
    assert told(found, "trade.collection_rate", client="A") == (Gap.NO_DATA, 0)
    assert told(found, "trade.overdue_amount", client="A") == (0, 0)
    assert told(found, "trade.overdue_amount", client="B") == (0, 0)


def test_without_the_export_nothing_is_known() -> None:
    found = table(*ONES, read=[("receivables", "2026Q2"), ("orders", "2026Q3")])
    assert {told(found, name)[0] for name in receivables.NAMES} == {Gap.NO_DATA}


def test_control_with_it_there_are_values() -> None:
    assert Gap.NO_DATA not in {told(table(*ONES), name)[0] for name in receivables.NAMES}


def test_each_period_looks_at_the_state_of_its_own_time() -> None:
    """Open at the end of June, paid by the end of September."""
    states: tuple[Invoice, ...] = (("2026Q2", "A", "2026-05-31", 100, 0), ("2026Q3", "A", "2026-05-31", 100, 100))
    before = {"period": "2026Q2", **literal.clients("A", "B", period="2026Q2")}
    assert told(table(*states, **before), "trade.overdue_amount") == (100, 1)
    assert told(table(*states, **before), "trade.collection_rate") == (0, 1)
    assert told(table(*states), "trade.overdue_amount") == (0, 1)


def test_an_invoice_that_a_later_list_leaves_out_keeps_its_last_state() -> None:
    states: tuple[Invoice, ...] = (
        ("2026Q2", "A", "2026-05-31", 100, 30),
        ("2026Q3", "B", "2026-08-31", 1, 1),
        ("2026Q4", "A", "2026-05-31", 100, 100),
    )
    assert told(table(*states), "trade.overdue_amount", client="A") == (70, 1)


def test_lists_of_whole_years_come_after_their_quarters_by_their_ends() -> None:
    """By name 2026 stands before 2026Q3; it ends later."""
    states: tuple[Invoice, ...] = (("2026Q4", "A", "2026-05-31", 9, 4), ("2026", "A", "2026-05-31", 9, 4))
    assert told(table(*states, ("2026Q1", "A", "2026-05-31", 9, 0)), "trade.overdue_amount") == (9, 1)


def test_an_invoice_counts_at_the_office_of_its_due_day() -> None:
    one = facts(("2026Q3", "A", "2026-08-31", 100, 40), offices=literal.offices("E", "S"))
    moved = one.receivables.assign(office_id="S")
    other = literal.facts(
        read=READ,
        register=one.register,
        memberships=one.memberships,
        offices=one.offices,
        receivables=moved.astype({"office_id": "str"}),
    )
    found = measured(other, literal.window(), rules.packs(), rules.profile()).measures
    assert told(found, "trade.overdue_amount", office="S") == (60, 1)
    assert told(found, "trade.overdue_amount", office="E") == (0, 0)
    assert told(found, "trade.overdue_amount", client="A") == (60, 1)


# ------------------------------------------------------------------ against a loop
Numbers = tuple[Fraction | None, Fraction, int]
day = st.dates(min_value=date(2026, 4, 1), max_value=date(2026, 11, 30))
invoice = st.tuples(st.sampled_from("AB"), day, st.integers(1, 500), st.integers(0, 700))
ledger = st.lists(invoice, max_size=8, unique_by=lambda one: (one[0], one[1]))


def looped(invoices: Sequence[tuple[str, date, int, int]], client: str) -> Numbers:
    """Rate, open amount and longest delay of one client as of 2026-10-01, one invoice after the other."""
    as_of, start = date(2026, 10, 1), date(2026, 7, 1)
    charged = received = still_open = longest = 0
    for whose, due, amount, paid in invoices:
        if whose != client or due >= as_of:
            continue
        still_open += amount - paid
        longest = max(longest, (as_of - due).days if paid < amount else 0)
        if due >= start:
            charged += amount
            received += min(amount, paid)
    return Fraction(received, charged) if charged else None, Fraction(still_open), longest


def computed(invoices: Sequence[tuple[str, date, int, int]], client: str) -> Numbers:
    found = table(*(("2026Q3", whose, str(due), amount, paid) for whose, due, amount, paid in invoices))
    rate, amount, days = (row(found, name, client=client)["value"] for name in receivables.NAMES)
    return rate, amount, days


@given(ledger)
@settings(max_examples=25, deadline=None)
def test_the_frames_agree_with_a_loop(invoices: list[tuple[str, date, int, int]]) -> None:
    assert computed(invoices, "A") == looped(invoices, "A")


@given(ledger)
@settings(max_examples=10, deadline=None)
def test_clients_add_up_to_the_company(invoices: list[tuple[str, date, int, int]]) -> None:
    found = table(*(("2026Q3", whose, str(due), amount, paid) for whose, due, amount, paid in invoices))
    parts = [row(found, "trade.overdue_amount", client=one)["value"] for one in "AB"]
    assert sum(parts) == row(found, "trade.overdue_amount")["value"]
    longest = [row(found, "trade.overdue_days_max", client=one)["value"] for one in "AB"]
    assert max(longest) == row(found, "trade.overdue_days_max")["value"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda due: due.assign(settled_fen=due["amount_fen"] - due["open_fen"]),  # an excess pays for others
        lambda due: due.assign(open_fen=due["open_fen"].clip(lower=0)),
        lambda due: due[due["due_date"] >= pd.Timestamp("2026-07-01")],  # older debts forgotten
    ],
)
def test_control_a_wrong_arithmetic_disagrees_with_the_loop(
    wrong: Callable[[pd.DataFrame], pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = receivables._due
    monkeypatch.setattr(receivables, "_due", lambda invoices, window: wrong(right(invoices, window)))
    given_ones = [("A", date(2026, 6, 1), 10, 4), ("A", date(2026, 8, 1), 10, 15), ("A", date(2026, 8, 2), 10, 4)]
    assert computed(given_ones, "A") != looped(given_ones, "A")
