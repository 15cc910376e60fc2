"""Levels looked up from a measure: the edges of P17."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from reportgen.grade import computed
from reportgen.grade.computed import by_measure
from reportgen.grade.grade import graded
from tests.grade import frames
from tests.grade.example_packs import P17

SCENARIOS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "computed.yaml").read_text(encoding="utf-8")
)
Q3 = frames.window("2026Q3")


def outcome(sales: str | None) -> tuple[Fraction | None, str]:
    value = None if sales is None else Fraction(sales)
    facts = frames.facts(register=frames.register("2026Q3", {"client_id": "C01"}))
    measures = frames.measures("2026Q3", "trade.sales_12m", {"C01": value} if sales else {"C01": None})
    row = graded(facts, measures, Q3, {"P17": (P17,)}).graded.to_dict("records")[0]
    return row["score"], row["level"]


def wanted(one: dict[str, Any]) -> tuple[Fraction | None, str]:
    return (None if one["score"] is None else Fraction(one["score"])), one["level"]


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one["name"])
def test_scenario(one: dict[str, Any]) -> None:
    assert outcome(one["sales"]) == wanted(one)


def test_control_a_look_up_without_six_decimals_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computed, "MEASURE_PLACES", 12)
    assert [one["name"] for one in SCENARIOS if outcome(one["sales"]) != wanted(one)] == [
        "six decimals come first and then the places (P17.7)"
    ]


def test_a_level_computed_today_dates_from_the_last_day_known() -> None:
    facts = frames.facts(register=frames.register("2026Q3", {"client_id": "C01"}))
    measures = frames.measures("2026Q3", "trade.sales_12m", {"C01": 1})
    row = graded(facts, measures, Q3, {"P17": (P17,)}).graded.to_dict("records")[0]
    assert (row["graded_on"], row["policy_version"], row["card_id"]) == (pd.Timestamp("2026-09-30"), "1.0", "")
    assert (row["in_period"], row["vetoed"], row["held"]) == (True, False, False)


def test_a_client_without_a_row_in_measures_has_no_level_and_no_points() -> None:
    clients = pd.DataFrame({"client_id": pd.Series(["C01"], dtype="str")})
    table, points = by_measure(clients, frames.measures("2026Q3", "trade.sales", {"C01": 5}), Q3, (P17,), None)
    row = table.to_dict("records")[0]
    assert (row["score"], row["level"], row["policy_version"]) == (None, "", "")
    assert pd.isna(row["graded_on"])
    assert points.empty
