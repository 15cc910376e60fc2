"""Transitions of 1,829 obligors in seven years, against those that SQL finds."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from reportgen.compare.history import transitions_of
from reportgen.model.facts import Window
from reportgen.model.movements import movement_matrix
from reportgen.model.period import Period
from reportgen.model.results import Results
from reportgen.policy.load import load_config
from tests.real.workspace import (
    DATA,
    HERE,
    analysed,
    expected,
    put,
    put_registers,
    same_as_derived,
    workspace,
)

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


def build(root: Path, year: str, drop: bytes = b"") -> Results:
    """The pipeline on yearly deliveries of the file; every obligor is registered from before the first."""
    header, *lines = SOURCE.read_bytes().splitlines(keepends=True)
    obligors = sorted({line.split(b",")[0].decode() for line in lines})
    workspace(root, "openrisk_transitions")
    put_registers(root, "1998", [(one, one, "ALL") for one in obligors], ["ALL"])
    deliveries: dict[str, bytes] = {}
    for line in lines:
        own = line.split(b",")[1][-4:].decode()
        if own <= year and line != drop:
            deliveries[own] = deliveries.get(own, header) + line
    for own, content in deliveries.items():
        put(root, own, SOURCE.name, content)
    return analysed(root, year)


def built(results: Results) -> dict[str, Move]:
    columns = ["client_id", "previous_level", "level", "transition"]
    cells = results.grades[columns].itertuples(index=False, name=None)
    return {client: (previous, level, transition) for client, previous, level, transition in cells}


@pytest.fixture(scope="module")
def in_2002(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return build(tmp_path_factory.mktemp("openrisk"), "2002")


def test_a_whole_build_makes_the_same_moves(in_2002: Results) -> None:
    assert built(in_2002) == wanted("2002")


@pytest.mark.slow
@pytest.mark.parametrize("year", [year for year in YEARS if year != "2002"])
def test_a_build_of_every_other_year_makes_the_same_moves(year: str, tmp_path: Path) -> None:
    assert built(build(tmp_path, year)) == wanted(year)


def test_every_delivery_is_read_and_its_earlier_rows_of_a_day_are_superseded(in_2002: Results) -> None:
    rows = in_2002.coverage[in_2002.coverage["export"] == "scorecard_items"].to_dict("records")
    found = {row["file"].split("/")[1]: {"rows": row["rows_read"], "days": row["rows_used"]} for row in rows}
    assert found == {year: cells for year, cells in EXPECTED["facts"]["by_year"].items() if year <= "2002"}
    assert all(row["rows_read"] == row["rows_used"] + row["rows_superseded"] for row in rows)


def test_the_margins_of_the_matrix_are_the_register(in_2002: Results) -> None:
    config, _ = load_config(HERE / "openrisk_transitions")
    assert config is not None
    grading = config.packs["P15"][0].grading
    assert grading is not None
    matrix = movement_matrix(in_2002.grades, [band.level for band in grading.bands])
    cells = {(m["previous"], m["present"]): int(m["clients"]) for m in matrix.to_dict("records") if m["clients"]}
    with SOURCE.open(encoding="utf-8", newline="") as file:
        register = {row["CustomerId"] for row in csv.DictReader(file)}
    assert sum(cells.values()) == len(register) == 1829
    assert cells == by_hand("2002")


def by_hand(year: str) -> dict[tuple[str, str], int]:
    """The cells of the matrix from the expected moves."""
    cells: Counter[tuple[str, str]] = Counter()
    for previous, level, transition in wanted(year).values():
        nothing = "new" if transition == "new" else "unrated"
        present = level if transition in {"up", "down", "same", "new"} else transition
        cells[previous or nothing, present] += 1
    return dict(cells)


def test_control_a_build_without_one_row_is_seen(tmp_path: Path) -> None:
    lines = SOURCE.read_bytes().splitlines(keepends=True)
    last = [line for line in lines if line.split(b",")[1].endswith(b"2002")][-1]
    assert built(build(tmp_path, "2002", drop=last)) != wanted("2002")


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
