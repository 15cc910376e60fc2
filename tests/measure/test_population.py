"""Who belongs to a window, and where."""

from typing import Any

import pandas as pd

from reportgen.measure.population import population, present
from reportgen.measure.scopes import scopes_of
from reportgen.model.facts import Facts
from tests.measure import literal

Row = dict[str, Any]


def facts(*people: Row, stays: tuple[Row, ...] = (), period: str = "2026Q3") -> Facts:
    homes = stays or tuple({"client_id": one["client_id"], "office_id": "E"} for one in people)
    return literal.facts(
        register=literal.register(period, *people),
        memberships=literal.memberships(*homes),
        offices=literal.offices("E", "N", "S"),
    )


def pairs(found: Facts, period: str = "2026Q3", as_of: Any = None) -> list[tuple[str, str]]:
    table = population(found, literal.window(period, as_of))
    return list(zip(table["client_id"], table["office_id"], strict=True))


def test_a_client_of_one_day_belongs_to_the_period() -> None:
    found = facts(
        {"client_id": "C1", "start_date": "2026-09-30"},
        {"client_id": "C2", "end_date": "2026-07-01"},
        {"client_id": "C3", "start_date": "2026-10-01"},
        {"client_id": "C4", "end_date": "2026-06-30"},
        {"client_id": "C5"},
    )
    assert pairs(found) == [("C1", "E"), ("C2", "E"), ("C5", "E")]


def test_a_client_that_moved_twice_belongs_to_three_offices() -> None:
    stays = (
        {"client_id": "C1", "office_id": "E"},
        {"client_id": "C1", "office_id": "S", "since": "2026-08-01"},
        {"client_id": "C1", "office_id": "N", "since": "2026-09-01"},
    )
    assert pairs(facts({"client_id": "C1"}, stays=stays)) == [("C1", "E"), ("C1", "N"), ("C1", "S")]


def test_the_first_day_in_a_new_office_belongs_to_it() -> None:
    stays = ({"client_id": "C1", "office_id": "E"}, {"client_id": "C1", "office_id": "S", "since": "2026-07-01"})
    assert pairs(facts({"client_id": "C1"}, stays=stays)) == [("C1", "S")]
    assert pairs(facts({"client_id": "C1"}, stays=stays, period="2026Q2"), "2026Q2") == [("C1", "E")]


def test_a_client_that_left_before_its_move_never_reached_the_new_office() -> None:
    stays = ({"client_id": "C1", "office_id": "E"}, {"client_id": "C1", "office_id": "S", "since": "2026-09-01"})
    assert pairs(facts({"client_id": "C1", "end_date": "2026-08-31"}, stays=stays)) == [("C1", "E")]


def test_a_client_before_its_first_known_day_has_the_first_office() -> None:
    stays = ({"client_id": "C1", "office_id": "S", "since": "2027-01-01"},)
    assert pairs(facts({"client_id": "C1"}, stays=stays)) == [("C1", "S")]


def test_without_a_register_of_the_period_the_last_earlier_one_holds() -> None:
    found = facts({"client_id": "C1"}, period="2026Q1")
    assert pairs(found) == [("C1", "E")]
    assert pairs(found, "2025Q4") == []


def test_what_happens_after_as_of_is_not_known_yet() -> None:
    found = facts({"client_id": "C1", "start_date": "2026-09-01"}, {"client_id": "C2"})
    assert pairs(found, as_of=pd.Timestamp("2026-08-31").date()) == [("C2", "E")]


def test_present_keeps_clients_of_a_single_day() -> None:
    people = literal.register("2026Q3", {"client_id": "C1", "start_date": "2026-07-05", "end_date": "2026-07-05"})
    day = pd.Timestamp("2026-07-05").date()
    assert len(present(people, first=day, last=day)) == 1
    assert present(people, first=pd.Timestamp("2026-07-06").date(), last=pd.Timestamp("2026-07-09").date()).empty


def test_scopes_hold_every_office_even_an_empty_one() -> None:
    scopes = scopes_of(facts({"client_id": "C1"}), literal.window())
    assert scopes.rows.to_numpy().tolist() == [
        ["company", "", ""],
        ["office", "E", ""],
        ["office", "N", ""],
        ["office", "S", ""],
        ["client", "E", "C1"],
    ]
    assert scopes.members.tolist() == [1, 1, 0, 0, 1]
    assert scopes.is_client.tolist() == [False, False, False, False, True]


def test_a_record_counts_for_the_company_its_office_and_its_client() -> None:
    scopes = scopes_of(facts({"client_id": "C1"}), literal.window())
    records = pd.DataFrame({"client_id": ["C1", "C9"], "office_id": ["S", "E"]}, dtype="str")
    at = scopes.spread(records)
    assert sorted(zip(at["scope"], at["client_id"], strict=True)) == [
        (0, "C1"),
        (0, "C9"),
        (1, "C9"),
        (3, "C1"),
        (4, "C1"),
    ]
    assert scopes.tally(at["scope"]).tolist() == [2, 1, 0, 1, 1]
    assert scopes.tally(at["scope"], at["client_id"] == "C1").tolist() == [1, 0, 0, 1, 1]


def test_control_a_record_of_an_unknown_office_is_nowhere_but_in_the_company() -> None:
    scopes = scopes_of(facts({"client_id": "C1"}), literal.window())
    records = pd.DataFrame({"client_id": ["C9"], "office_id": ["X"]}, dtype="str")
    assert scopes.tally(scopes.spread(records)["scope"]).tolist() == [1, 0, 0, 0, 0]
