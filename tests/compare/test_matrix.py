"""The movement matrix: its margins are the register's, counted with DuckDB."""

from datetime import date
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.model.movements import movement_matrix
from tests.compare.windows import Compared, compared, facts_of
from tests.grade.example_facts import EXAMPLE, example_facts, sales_12m
from tests.grade.example_packs import P03_V30, P03_V31, P17, PACKS

CLIENTS_AT = """
SELECT client_id FROM read_csv(?, header = true, all_varchar = true)
WHERE CAST(start_date AS DATE) < CAST(? AS DATE)
  AND (coalesce(end_date, '') = '' OR CAST(end_date AS DATE) >= CAST(? AS DATE))
"""


@pytest.fixture(scope="module")
def example() -> Compared:
    sales = (sales_12m("2026Q2", date(2026, 7, 1)), sales_12m("2026Q3", date(2026, 10, 1)))
    return compared(example_facts(), PACKS, sales)


def matrix_of(grades: pd.DataFrame, one: Any) -> pd.DataFrame:
    return movement_matrix(grades[grades["pack"] == one.id], [band.level for band in one.grading.bands])


def registered(period: str, day: str) -> set[str]:
    path = str(EXAMPLE / "surveys" / period / "clients.csv")
    return {client for (client,) in duckdb.connect().execute(CLIENTS_AT, [path, day, day]).fetchall()}


def margins(matrix: pd.DataFrame) -> tuple[int, int]:
    """Clients before or now, and those now."""
    return int(matrix["clients"].sum()), int(matrix.loc[matrix["present"] != "lost", "clients"].sum())


def expected_margins() -> tuple[int, int]:
    before, now = registered("2026Q2", "2026-07-01"), registered("2026Q3", "2026-10-01")
    return len(before | now), len(now)


@pytest.mark.parametrize("one", [P03_V31, P17], ids=lambda one: one.id)
def test_the_margins_are_those_of_the_register(example: Compared, one: Any) -> None:
    assert margins(matrix_of(example.grades, one)) == expected_margins()


def test_control_a_dropped_client_is_noticed(example: Compared) -> None:
    grades = example.grades[example.grades["client_id"] != "C05"]
    assert margins(matrix_of(grades, P03_V31)) != expected_margins()


def test_the_example_moves_as_told(example: Compared) -> None:
    matrix = matrix_of(example.grades, P03_V31)
    moves = {(r["previous"], r["present"]): r["clients"] for r in matrix.to_dict("records") if r["clients"]}
    assert moves == {
        ("A", "B"): 1,
        ("B", "A"): 1,
        ("B", "D"): 1,
        ("C", "B"): 1,
        ("C", "not_rerated"): 1,
        ("C", "lost"): 1,
        ("new", "B"): 1,
        ("unrated", "unrated"): 1,
    }
    assert list(dict.fromkeys(matrix["previous"])) == ["A", "B", "C", "D", "new", "unrated"]
    assert list(dict.fromkeys(matrix["present"])) == [
        "A",
        "B",
        "C",
        "D",
        "not_rerated",
        "withdrawn",
        "unrated",
        "lost",
    ]


def test_a_level_of_an_older_version_has_its_own_line(example: Compared) -> None:
    older = example.grades.assign(previous_level=example.grades["previous_level"].replace("C", "E"))
    matrix = matrix_of(older, P03_V31)
    assert margins(matrix) == expected_margins()
    assert matrix.loc[matrix["previous"] == "E", "clients"].sum() == 3


ENTRIES: dict[str, Any] = {"B1": 4, "B2": 4, "B3": 4, "A1": 4, "M1": 0, "V1": False}
lives = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.sampled_from((None, 0, 2, 4)), st.sampled_from((None, 0, 2, 4))),
    min_size=1,
    max_size=20,
)


@settings(max_examples=8)
@given(lives)
def test_every_client_stands_in_exactly_one_cell(lives: list[tuple[bool, bool, int | None, int | None]]) -> None:
    named = {f"C{i}": life for i, life in enumerate(lives)}
    q2 = [client for client, (before, _, _, _) in named.items() if before]
    q3 = [client for client, (_, now, _, _) in named.items() if now]
    cards = [
        {"client_id": client, "graded_on": day, "entries": ENTRIES | {"B1": mark, "B2": mark}}
        for client, (_, _, old, new) in named.items()
        for day, mark in (("2026-06-20", old), ("2026-09-18", new))
        if mark is not None
    ]
    if not q3:
        return
    found = compared(facts_of(cards, q2, q3), {"P03": (P03_V30,)})
    assert margins(matrix_of(found.grades, P03_V30)) == (len({*q2, *q3}), len(q3))
