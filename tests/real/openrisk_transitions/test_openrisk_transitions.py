"""Transitions of 1,829 obligors in seven years, against those that SQL finds."""

import csv
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from reportgen.compare.history import transitions_of
from reportgen.model.facts import Window
from reportgen.model.period import Period
from tests.real.workspace import DATA, expected, same_as_derived

SOURCE = DATA / "openrisk_transitions" / "rating_data_raw.csv"
EXPECTED = expected("openrisk_transitions")
YEARS = tuple(year for year in EXPECTED if year.isdigit())
EUROPE = ZoneInfo("Europe/London")
LEVELS = ("AAA", "AA+", "A+", "BBB+", "BB+", "B+", "CCC+", "D")

Move = tuple[str, str, str]  # previous level, level, transition


def history() -> pd.DataFrame:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [date(int(r["Date"][6:]), int(r["Date"][3:5]), int(r["Date"][:2])) for r in rows]
    return pd.DataFrame(
        {
            "client_id": pd.Series([r["CustomerId"] for r in rows], dtype="str"),
            "rated_on": pd.Series(pd.to_datetime(days), dtype="datetime64[us]"),
            "level": pd.Series([r["Rating"] for r in rows], dtype="str"),
        }
    )


def wanted(year: str) -> dict[str, Move]:
    return {
        str(obligor): (move["previous_level"], move["level"], move["transition"])
        for move in EXPECTED[year]
        for obligor in move["obligors"]
    }


def found(year: str, rows: pd.DataFrame, **other: Any) -> dict[str, Move]:
    window = Window.of(Period.parse(year), EUROPE)
    choices: dict[str, Any] = {"levels": LEVELS, "revoked": "NR", "cycle": "yearly", **other}
    table = transitions_of(rows, sorted(set(history()["client_id"])), window, **choices)
    cells = table[["client_id", "previous_level", "level", "transition"]].itertuples(index=False, name=None)
    return {client: (previous, level, transition) for client, previous, level, transition in cells}


def test_the_expected_transitions_are_those_of_derive_and_of_these_inputs() -> None:
    assert same_as_derived("openrisk_transitions")


@pytest.mark.parametrize("year", YEARS)
def test_every_obligor_makes_the_move_that_sql_finds(year: str) -> None:
    assert found(year, history()) == wanted(year)


@pytest.mark.parametrize("year", YEARS)
def test_every_year_classifies_the_whole_register(year: str) -> None:
    assert len(wanted(year)) == EXPECTED["facts"]["obligors"] == 1829


def test_control_one_row_dropped_is_seen() -> None:
    rows = history()
    last = rows.index[rows["rated_on"].dt.year == 2002][-1]
    assert found("2002", rows.drop(index=last)) != wanted("2002")


def test_control_nr_taken_for_no_row_is_seen() -> None:
    rows = history()
    assert found("2002", rows[rows["level"] != "NR"]) != wanted("2002")


def test_control_the_first_row_of_a_day_instead_of_the_last_is_seen() -> None:
    rows = history().drop_duplicates(["client_id", "rated_on"], keep="first")
    assert found("2002", rows) != wanted("2002")


def test_control_levels_in_the_wrong_order_are_seen() -> None:
    assert found("2002", history(), levels=LEVELS[::-1]) != wanted("2002")
