"""Who is a client when, and of which office."""

from datetime import date

import pandas as pd

from reportgen.model.register import clients_at, offices_on, registered
from tests.grade.frames import memberships, register, window

TWO = pd.concat(
    [
        register("2026Q1", {"client_id": "C01"}, {"client_id": "C02"}),
        register("2026Q3", {"client_id": "C02"}, {"client_id": "C03"}),
    ]
)


def ids(frame: pd.DataFrame) -> list[str]:
    return list(frame["client_id"])


def test_the_register_of_the_period_is_used() -> None:
    assert ids(registered(TWO, window("2026Q3"))) == ["C02", "C03"]


def test_without_one_the_last_earlier_register_is_used() -> None:
    assert ids(registered(TWO, window("2026Q2"))) == ["C01", "C02"]


def test_a_later_register_says_nothing_about_an_earlier_period() -> None:
    assert registered(TWO, window("2025Q4")).empty


def test_a_half_years_register_is_not_yet_that_of_its_first_quarter() -> None:
    halves = register("2026H1", {"client_id": "C01"})
    assert registered(halves, window("2026Q1")).empty
    assert ids(registered(halves, window("2026Q2"))) == ["C01"]


def test_the_last_day_as_a_client_still_counts() -> None:
    rows = register(
        "2026Q3",
        {"client_id": "gone", "end_date": "2026-09-30"},
        {"client_id": "going", "end_date": "2026-10-01"},
        {"client_id": "coming", "start_date": "2026-10-01"},
        {"client_id": "new", "start_date": "2026-09-30"},
        {"client_id": "always"},
    )
    assert ids(clients_at(rows, window("2026Q3"))) == ["always", "going", "new"]


def test_a_client_belongs_to_its_new_office_from_the_first_day_there() -> None:
    moves = memberships(
        {"client_id": "C04", "office_id": "E", "since": "2019-09-01"},
        {"client_id": "C04", "office_id": "S", "since": "2026-08-15"},
    )
    days = (date(2019, 8, 31), date(2026, 8, 14), date(2026, 8, 15))
    assert [list(offices_on(moves, day)["office_id"]) for day in days] == [["E"], ["E"], ["S"]]


def test_an_office_without_a_first_day_was_there_from_the_start() -> None:
    moves = memberships(
        {"client_id": "C01", "office_id": "S", "since": "2026-08-15"},
        {"client_id": "C01", "office_id": "E"},
    )
    assert list(offices_on(moves, date(2000, 1, 1))["office_id"]) == ["E"]
    assert list(offices_on(moves, date(2026, 9, 1))["office_id"]) == ["S"]
