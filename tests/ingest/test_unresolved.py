"""What rows without a client say: gathered by what a person has to decide."""

from dataclasses import replace
from datetime import date
from typing import Any

from reportgen.ingest.exports import Understood
from reportgen.policy.aliases import Alias
from tests.ingest.literal import Export, config, export, read

ORDERS = {"client_name": ["client_name"], "credit_code": ["credit_code"]}


def said(found: Understood, *names: str) -> list[tuple[Any, ...]]:
    """The rows of UNRESOLVED, by these columns."""
    return [tuple(row[name] for name in names) for row in found.unresolved.to_dict("records")]


def sold(*rows: str) -> Export:
    """Orders as id, name, code."""
    lines = (
        f"O{i},{c},2026-07-{i:02},1,done,{n},{k}" for i, (c, n, k) in enumerate((r.split("|") for r in rows), 1)
    )
    return export("orders", *lines, also=ORDERS)


def test_unknown_names_are_counted_by_what_they_say_with_the_first_row() -> None:
    found = read(sold("|东方厂|", "|恒达电子|", "|东方厂|", "|新客户|"))
    assert said(found, "client_name", "rows", "first_row") == [("东方厂", 2, 2), ("新客户", 1, 5)]
    assert said(found, "export", "file")[0] == ("orders", "surveys/2026Q3/orders.csv")


def test_an_unknown_id_beside_a_known_name_waits_but_two_known_clients_contradict() -> None:
    found = read(sold("KH17|恒达电子|", "C01|恒达电子|", "KH18||"))
    assert said(found, "client_id", "client_name") == [("KH17", "恒达电子"), ("KH18", "")]


def test_rows_that_name_nobody_do_not_wait() -> None:
    assert said(read(sold("||", "||91350100M000100Y4Z")), "client_id") == []


def test_a_name_that_is_confirmed_for_other_days_waits_on_its_own() -> None:
    chosen = replace(config(), aliases=(Alias(written="东方厂", client_id="C01", until=date(2026, 7, 2)),))
    assert said(read(sold("|东方厂|", "|东方厂|", "|东方厂|"), chosen=chosen), "rows", "first_row") == [(1, 4)]


def test_rows_say_which_office_they_are_from() -> None:
    mapped = {"client_name": ["client_name"], "office_name": ["office_name"]}
    rows = [
        f"K{i},,报价,2026-07-0{i},,,open,东方厂,{office}" for i, office in enumerate(("华东", "华南", "华东"), 1)
    ]
    found = read(export("complaints", *rows, also=mapped))
    assert said(found, "office_id", "rows") == [("E", 2), ("S", 1)]


def test_lines_of_a_card_wait_too() -> None:
    found = read(export("scorecard_items", "C99,2026-07-01,base,x,5", "C99,2026-07-01,base,y,5"))
    assert said(found, "client_id", "rows") == [("C99", 2)]


def test_without_a_register_nobody_waits() -> None:
    assert said(read(sold("|东方厂|"), clients=[["client_id", "name", "office_id"]]), "rows") == []


def test_control_the_rows_that_wait_are_rows_that_were_set_aside() -> None:
    found = read(sold("|东方厂|", "|恒达电子|", "|东方厂|"))
    (row,) = found.coverage[found.coverage["export"] == "orders"].to_dict("records")
    assert found.unresolved["rows"].sum() == row["rows_set_aside"] == 2
