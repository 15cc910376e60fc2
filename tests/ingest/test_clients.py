"""Registers: the state at the end of a folder's period, and all of them together."""

from datetime import date
from typing import Any

import pandas as pd

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import OFFICES, Export, coded, codes, export, fates, read

EVERY = ["client_id", "name", "office_id", "office_since", "start_date", "end_date"]


def register(*rows: str, folder: str = "2026Q3", **more: Any) -> Export:
    return export("clients", *rows, folder=folder, **more)


def spells(found: Understood, client: str) -> list[tuple[str, str]]:
    """(first day, office) of a client; "" = always."""
    own = found.facts.memberships[found.facts.memberships["client_id"] == client]
    return sorted(
        ("" if pd.isna(since) else str(since.date()), office)
        for since, office in zip(own["since"], own["office_id"], strict=True)
    )


def test_each_register_is_the_state_of_its_own_period() -> None:
    found = read(
        register("C01,东方,E,2020-01-01,2020-01-01,", folder="2026Q2"),
        register("C01,东方机械,S,2026-08-15,2020-01-01,", "C02,恒达,E,,,2026-09-25"),
        export("offices", *OFFICES[1:], folder="2026Q2"),
        export("offices", *OFFICES[1:]),
    )
    rows = found.facts.register[["register_period", "client_id", "name", "office_id"]].to_numpy().tolist()
    assert rows == [
        ["2026Q2", "C01", "东方", "E"],
        ["2026Q3", "C01", "东方机械", "S"],
        ["2026Q3", "C02", "恒达", "E"],
    ]
    assert spells(found, "C01") == [("2020-01-01", "E"), ("2026-08-15", "S")]
    assert spells(found, "C02") == [("", "E")]
    assert found.facts.register["end_date"].isna().tolist() == [True, True, False]
    assert codes(found) == []


def test_records_count_to_the_office_of_their_day() -> None:
    found = read(
        register("C01,东方,E,2020-01-01,,", folder="2026Q2"),
        register("C01,东方,S,2026-08-15,,"),
        export("orders", "O1,C01,2026-08-14,1,done", "O2,C01,2026-08-15,1,done", "O3,C01,2019-01-01,1,done"),
        export("offices", *OFFICES[1:], folder="2026Q2"),
    )
    assert found.facts.orders["office_id"].tolist() == ["E", "S", "E"]


def test_a_new_office_without_a_date_counts_from_the_registers_period_on() -> None:
    found = read(
        register("C01,东方,E,,,", folder="2026Q1"),
        register("C01,东方,E,,,", folder="2026Q2"),
        register("C01,东方,S,,,"),
    )
    assert spells(found, "C01") == [("", "E"), ("2026-07-01", "S")]


def test_a_later_register_corrects_what_earlier_ones_said() -> None:
    found = read(register("C01,东方,E,2026-05-01,,", folder="2026Q2"), register("C01,东方,S,2026-04-01,,"))
    assert spells(found, "C01") == [("2026-04-01", "S")]


def test_a_client_moved_inside_one_register_has_both_offices_and_stands_under_the_last() -> None:
    found = read(register("C01,东方,E,2020-01-01,2020-01-01,", "C01,东方,S,2026-08-15,2020-01-01,"))
    assert spells(found, "C01") == [("2020-01-01", "E"), ("2026-08-15", "S")]
    assert found.facts.register["office_id"].tolist() == ["S"]
    assert fates(found, "clients.csv") == {"read": 2, "used": 2}


def test_one_id_with_two_names_refuses_the_register() -> None:
    found = read(register("C01,东方,E,,,", "C01,恒达,E,,,"))
    assert [(p.severity, p.row) for p in coded(found, "E305")] == [(Severity.REFUSED, 2), (Severity.REFUSED, 3)]
    assert found.facts.register.empty
    assert fates(found, "clients.csv") == {"read": 2, "set_aside": 2}


def test_one_client_in_two_offices_at_once_refuses_the_register() -> None:
    found = read(register("C01,东方,E,,,", "C01,东方,S,,,"))
    assert [p.row for p in coded(found, "E304")] == [2, 3]
    assert found.facts.register.empty


def test_the_same_row_twice_counts_once() -> None:
    found = read(register("C01,东方,E,,,", "C02,恒达,E,,,", "C01,东方,E,,,"))
    assert [(p.severity, p.row) for p in coded(found, "E244")] == [(Severity.NOTE, 4)]
    assert fates(found, "clients.csv") == {"read": 3, "used": 2, "superseded": 1}


def test_an_office_that_no_register_has_sets_the_client_aside() -> None:
    found = read(register("C01,东方,E,,,", "C02,恒达,N,,,", "C03,安泰,华南,,,"))
    (problem,) = coded(found, "E307")
    assert (problem.row, problem.column, problem.value) == (3, "office_id", "N")
    assert "E, S" in str(problem.expected)
    assert found.facts.register["office_id"].tolist() == ["E", "S"]


def test_names_that_are_equal_when_folded_are_a_warning() -> None:
    found = read(register("C01,东方（苏州）,E,,,", "C02,东方(苏州),E,,,"))
    assert [(p.row, p.severity) for p in coded(found, "E303")] == [(2, Severity.WARNING), (3, Severity.WARNING)]


def test_a_bad_date_costs_its_value_not_the_client() -> None:
    found = read(register("C01,东方,E,,2026-02-30,", "C02,恒达,E,,2026-05-01,2026-04-01"))
    aside = sorted((p.code, p.row, p.column) for p in found.problems if p.severity is Severity.SET_ASIDE)
    assert aside == [("E222", 2, "start_date"), ("E226", 3, "end_date")]
    assert len(found.facts.register) == 2
    assert found.facts.register["start_date"].isna().tolist() == [True, False]
    assert found.facts.register["end_date"].isna().all()


def test_a_client_without_a_name_is_shown_by_its_id() -> None:
    found = read(register("C01,,E,,,"))
    assert found.facts.register["name"].tolist() == ["C01"]
    assert [p.column for p in coded(found, "E203")] == ["name"]


def test_renamed_clients_are_known_by_both_names() -> None:
    found = read(
        register("C01,东方厂,E,,,", folder="2026Q2"),
        register("C01,东方机械,E,,,"),
        export("orders", "O1,东方厂,2026-07-01,1,done", "O2,东方机械,2026-07-01,1,done",
               columns={"order_id": None, "client_name": None, "order_date": None, "amount": None, "state": None}),
    )  # fmt: skip
    assert found.facts.orders["client_id"].tolist() == ["C01", "C01"]


# ------------------------------------------------------------------ offices
def test_every_office_ever_named_is_kept_as_the_latest_register_says() -> None:
    found = read(
        export("offices", "E,华东", "N,华北", folder="2026Q1"), export("offices", "E,华东大区", "S,华南"),
        export("clients", "C01,东方,E,,,"),
    )  # fmt: skip
    assert found.facts.offices[["office_id", "name"]].to_numpy().tolist() == [
        ["E", "华东大区"],
        ["N", "华北"],
        ["S", "华南"],
    ]


def test_an_office_twice_refuses_the_register() -> None:
    found = read(export("offices", "E,华东", "E,华南"))
    assert [p.row for p in coded(found, "E305")] == [2, 3]
    assert found.facts.offices.empty


def test_an_office_without_manager_or_mail_is_a_warning_where_there_is_such_a_column() -> None:
    found = read(
        export("offices", "E,华东,许岚,", "S,华南,,s@x.example", also={"manager": ["manager"], "mail": ["mail"]})
    )
    assert [(p.row, p.column, p.severity) for p in coded(found, "E306")] == [
        (2, "mail", Severity.WARNING),
        (3, "manager", Severity.WARNING),
    ]


def test_dates_of_the_register_are_days() -> None:
    found = read(register("C01,东方,E,2020年3月1日,2020.3.1,"))
    row = found.facts.register.to_dict("records")[0]
    assert (row["office_since"].date(), row["start_date"].date()) == (date(2020, 3, 1), date(2020, 3, 1))
