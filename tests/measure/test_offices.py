"""What the register tells about offices and clients."""

from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.measure.table import measured
from reportgen.model.gap import Gap
from tests.measure import literal, rules
from tests.measure.literal import row

Row = dict[str, Any]
PEOPLE = (
    {"client_id": "A", "start_date": "2020-10-01"},
    {"client_id": "B", "end_date": "2026-08-31"},
    {"client_id": "C", "start_date": "2026-07-15"},
    {"client_id": "D"},
    {"client_id": "F", "end_date": "2026-06-30"},
    {"client_id": "G", "end_date": "2026-12-31"},
)
STAYS = (
    *({"client_id": one["client_id"], "office_id": "E"} for one in PEOPLE),
    {"client_id": "D", "office_id": "S", "since": "2026-08-01"},
)


def table(*registers: pd.DataFrame, stays: tuple[Row, ...] = STAYS) -> pd.DataFrame:
    facts = literal.facts(
        register=pd.concat(registers, ignore_index=True),
        memberships=literal.memberships(*stays),
        offices=literal.offices("E", "S"),
    )
    return measured(facts, literal.window(), rules.packs(), rules.profile()).measures


def told(found: pd.DataFrame, measure: str, **scope: str) -> tuple[Any, int]:
    one = row(found, measure, **scope)
    return one["gap"] or one["value"], one["n"]


NOW = literal.register("2026Q3", *PEOPLE)


def test_clients_at_as_of_have_not_ended_yet() -> None:
    found = table(NOW)
    assert told(found, "office.clients") == (4, 4)
    assert told(found, "office.clients", office="E") == (3, 3), "A, C and G"
    assert told(found, "office.clients", office="S") == (1, 1)


def test_growth_begins_with_the_eve_of_the_period() -> None:
    found = table(NOW)
    assert told(found, "office.client_growth") == (0, 4), "A, B, D, G before; A, C, D, G after"
    assert told(found, "office.client_growth", office="E") == (Fraction(-1, 4), 4)
    assert told(found, "office.client_growth", office="S") == (Gap.NO_DATA, 0)


def test_the_register_of_the_period_before_says_who_was_there_before() -> None:
    """H stands in the older register only: it left without an end date."""
    older = literal.register("2026Q2", {"client_id": "A"}, {"client_id": "H"})
    found = table(older, NOW, stays=(*STAYS, {"client_id": "H", "office_id": "E"}))
    assert told(found, "office.client_growth", office="E") == (Fraction(1, 2), 2)


def test_lost_clients_ended_in_the_period() -> None:
    found = table(NOW)
    assert told(found, "office.clients_lost") == (1, 1)
    assert told(found, "office.clients_lost", office="E") == (1, 1)
    assert told(found, "office.clients_lost", office="S") == (0, 0)


def test_nobody_lost_is_a_real_zero() -> None:
    assert told(table(literal.register("2026Q3", PEOPLE[0])), "office.clients_lost") == (0, 0)


def test_years_count_from_the_first_day_to_as_of() -> None:
    found = table(NOW)
    assert told(found, "client.years", client="A") == (Fraction(2191 * 4, 1461), 1)
    assert told(found, "client.years", client="D") == (Gap.NO_DATA, 0)


def test_office_figures_stand_at_no_client_and_years_at_no_office() -> None:
    found = table(NOW)
    levels = {name: set(part["level"]) for name, part in found.groupby("measure")}
    assert levels["client.years"] == {"client"}
    assert levels["office.clients"] == {"company", "office"}


def test_without_a_register_offices_have_no_clients_to_count() -> None:
    found = table(literal.register("2026Q4", PEOPLE[0]))
    assert told(found, "office.clients") == (Gap.NO_DATA, 0)
    assert told(found, "office.clients_lost") == (Gap.NO_DATA, 0)
    assert not (found["level"] == "client").any()


def test_control_one_client_more_is_one_client_more() -> None:
    more = literal.register("2026Q3", *PEOPLE, {"client_id": "I"})
    found = table(more, stays=(*STAYS, {"client_id": "I", "office_id": "S"}))
    assert told(found, "office.clients", office="S") == (2, 2)


def test_a_client_that_went_over_into_another_is_not_lost() -> None:
    merged = {"client_id": "B", "end_date": "2026-08-31", "merged_into": "A", "merged_on": "2026-08-31"}
    people = (merged if one["client_id"] == "B" else one for one in PEOPLE)
    assert told(table(NOW), "office.clients_lost", office="E")[0] == 1
    found = table(literal.register("2026Q3", *people))
    assert told(found, "office.clients_lost", office="E")[0] == 0
    assert told(found, "office.clients") == told(table(NOW), "office.clients")
