"""Weighted grading: the scenarios of weighted.yaml, what holds for all values, and broken rules."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.grade import weighted
from reportgen.grade.grade import graded
from reportgen.grade.weighted import portions, weights_of
from reportgen.model.rounding import half_up
from reportgen.policy.pack import Grading, Pack
from reportgen.policy.weighting import Weighted
from tests.grade import frames
from tests.grade.example_packs import bands, pack

SCENARIOS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "weighted.yaml").read_text(encoding="utf-8")
)
Q3 = frames.window("2026Q3")
IDS = {"sales": "trade.sales", "satisfaction": "satisfaction.index", "rate": "complaint.rate_per_100_orders"}
STEPS = [
    {"lower": "5", "includes_lower": False, "points": "0"},
    {"lower": "1", "includes_lower": False, "points": "60"},
    {"lower": None, "includes_lower": True, "points": "100"},
]
ITEMS: dict[str, Any] = {
    IDS["sales"]: {"clause": "P04.5", "weight": "0.5", "points": {"anchors": [["0", "0"], ["300", "100"]]}},
    IDS["satisfaction"]: {
        "clause": "P04.10",
        "weight": "0.3",
        "points": {"anchors": [["0", "0"], ["100", "100"]]},
    },
    IDS["rate"]: {"clause": "P04.9", "weight": "0.2", "points": {"bands": STEPS}},
}


def rules(
    items: Mapping[str, Any] = ITEMS, *, missing: str = "renormalise", min_weight: str | None = "0.6"
) -> Weighted:
    """The rules of the scenarios."""
    return Weighted.model_validate({"missing": missing, "min_weight": min_weight, "items": items})


def p04(kind: Weighted | None = None, version: str = "1.0", day: date = date(2026, 1, 1)) -> Pack:
    """A pack with these rules."""
    grading = Grading(
        basis="weighted",
        weighted=kind or rules(),
        cycle="computed",
        places=1,
        veto_level=None,
        pass_level=None,
        bands=bands((("A", "85"), ("B", "70"), ("C", None)), "P04.1"),
    )
    return pack("P04", version, day, grading=grading)


def measures(values: Mapping[str, Mapping[str, Any]], period: str = "2026Q3") -> pd.DataFrame:
    """Client → short name → value."""
    tables = [
        frames.measures(
            period, IDS[name], {client: Fraction(own[name]) for client, own in values.items() if name in own}
        )
        for name in IDS
    ]
    return pd.concat(tables, ignore_index=True)


def outcome(values: Mapping[str, Any], *packs: Pack) -> tuple[Fraction | None, str]:
    facts = frames.facts(register=frames.register("2026Q3", {"client_id": "C01"}))
    row = graded(facts, measures({"C01": values}), Q3, {"P04": packs or (p04(),)}).graded.to_dict("records")[0]
    return row["score"], row["level"]


def wanted(one: dict[str, Any]) -> tuple[Fraction | None, str]:
    return (None if one["score"] is None else Fraction(one["score"])), one["level"]


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one["name"])
def test_scenario(one: dict[str, Any]) -> None:
    assert outcome(one["values"]) == wanted(one)


def missed() -> set[str]:
    return {one["name"][:40] for one in SCENARIOS if outcome(one["values"]) != wanted(one)}


def test_control_a_look_up_of_the_bare_value_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighted, "MEASURE_PLACES", 12)
    assert missed() == {"a value is rounded half up to six decima"}


def test_control_weights_that_are_not_taken_over_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: Fraction(item["weight"]) for name, item in ITEMS.items()}
    monkeypatch.setattr(weighted, "weights_of", lambda _, there: {name: kept[name] for name in there})
    assert len(missed()) == 3


# ------------------------------------------------------------------ missing values
def test_withhold_gives_no_level_for_one_missing_value() -> None:
    strict = p04(rules(missing="withhold", min_weight=None))
    assert outcome({"sales": "300", "satisfaction": "80"}, strict) == (None, "")
    assert outcome({"sales": "300", "satisfaction": "80", "rate": "1"}, strict) == (Fraction(94), "A")


def test_without_a_smallest_weight_one_measure_is_enough() -> None:
    loose = p04(rules(min_weight=None))
    assert outcome({"rate": "0"}, loose) == (Fraction(100), "A")


def test_three_thirds_are_a_whole() -> None:
    items = {name: {**ITEMS[name], "weight": "0.25"} for name in ITEMS}
    items["client.years"] = {
        "clause": "P04.8",
        "weight": "0.25",
        "points": {"anchors": [["0", "0"], ["10", "100"]]},
    }
    found = weights_of(rules(items), {"trade.sales", "client.years", IDS["satisfaction"]})
    assert found == {
        "client.years": Fraction("0.333333"),
        "satisfaction.index": Fraction("0.333333"),
        "trade.sales": Fraction("0.333334"),
    }


def test_a_measure_without_weight_lends_none() -> None:
    items = {**ITEMS, IDS["rate"]: {**ITEMS[IDS["rate"]], "weight": "0"}}
    items[IDS["sales"]] = {**ITEMS[IDS["sales"]], "weight": "0.7"}
    assert outcome({"rate": "0"}, p04(rules(items, min_weight=None))) == (None, "")


# ------------------------------------------------------------------ the frames
def table(*versions: Pack, **values: Mapping[str, Any]) -> Any:
    facts = frames.facts(register=frames.register("2026Q3", *({"client_id": one} for one in values)))
    return graded(facts, measures(values), Q3, {"P04": versions or (p04(),)})


def test_a_level_computed_now_dates_from_the_last_day_known() -> None:
    row = table(C01={"sales": 300, "satisfaction": 80, "rate": 1}).graded.to_dict("records")[0]
    assert (row["graded_on"], row["policy_version"], row["card_id"]) == (pd.Timestamp("2026-09-30"), "1.0", "")
    assert (row["in_period"], row["vetoed"], row["held"], row["rank"]) == (True, False, False, 1)


def test_points_keep_the_value_the_weight_and_what_it_earned() -> None:
    rows = table(C01={"sales": 200, "satisfaction": 40}).points.to_dict("records")
    told = {row["item"]: (row["value"], row["weight"], row["earned"], row["points"]) for row in rows}
    assert told == {
        IDS["sales"]: (200, Fraction("0.625"), Fraction("66.666667"), Fraction("0.625") * Fraction("66.666667")),
        IDS["satisfaction"]: (40, Fraction("0.375"), 40, 15),
        IDS["rate"]: (None, 0, None, 0),
    }
    assert {row["part"] for row in rows} == {"weighted"}


def test_a_client_without_a_level_has_no_points() -> None:
    found = table(C01={"rate": 0}, C02={"sales": 300, "satisfaction": 80, "rate": 1})
    assert found.graded["level"].tolist() == ["", "A"]
    assert set(found.points["client_id"]) == {"C02"}
    assert pd.isna(found.graded["graded_on"].iloc[0])


def test_each_client_is_graded_under_the_version_of_the_window() -> None:
    later = p04(rules({IDS["sales"]: {**ITEMS[IDS["sales"]], "weight": "1"}}), "2.0", date(2026, 7, 1))
    found = table(p04(), later, C01={"sales": 300, "satisfaction": 0, "rate": 9}).graded.to_dict("records")[0]
    assert (found["score"], found["policy_version"]) == (100, "2.0")


# ------------------------------------------------------------------ what holds for all values
amounts = st.decimals(min_value=-50, max_value=400, places=7)
known = st.dictionaries(st.sampled_from([*IDS]), amounts, min_size=1)


@given(known)
@settings(max_examples=20)
def test_renormalised_weights_sum_to_one_and_points_to_the_score(values: dict[str, Decimal]) -> None:
    parts = portions(rules(min_weight=None), {IDS[name]: Fraction(value) for name, value in values.items()})
    assert sum(one.weight for one in parts) == 1
    assert {one.item for one in parts} == {*IDS.values()}
    score, _ = outcome(values, p04(rules(min_weight=None)))
    assert score == Fraction(half_up(sum((one.points for one in parts), Fraction(0)), 1))


def test_control_weights_rounded_without_a_rest_do_not_sum_to_one() -> None:
    thirds = [Fraction(half_up(Fraction(1, 3), 6))] * 3
    assert sum(thirds) != 1


def score_of(kind: Weighted, sales: Decimal) -> Fraction:
    parts = portions(
        kind, {IDS["sales"]: Fraction(sales), IDS["satisfaction"]: Fraction(50), IDS["rate"]: Fraction(2)}
    )
    return sum((one.points for one in parts), Fraction(0))


@given(amounts, amounts)
@settings(max_examples=20)
def test_more_sales_never_lower_the_score_on_a_rising_line(one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    assert score_of(rules(), less) <= score_of(rules(), more)


def test_control_a_falling_line_lowers_it() -> None:
    falling = {**ITEMS[IDS["sales"]], "points": {"anchors": [["0", "100"], ["300", "0"]]}}
    kind = rules({**ITEMS, IDS["sales"]: falling})
    assert score_of(kind, Decimal(0)) > score_of(kind, Decimal(300))


anchor = st.tuples(st.integers(-20, 20), st.integers(0, 100))
line = st.lists(anchor, min_size=2, max_size=5, unique_by=lambda one: one[0])


@given(line, st.integers(-25, 25))
@settings(max_examples=80)
def test_a_line_stays_between_its_neighbouring_anchors(anchors: list[tuple[int, int]], value: int) -> None:
    ends = sorted(anchors)
    kind = Weighted.model_validate(
        {
            "missing": "withhold",
            "items": {"trade.sales": {"clause": "P04.5", "weight": 1, "points": {"anchors": ends}}},
        }
    )
    found = kind.items["trade.sales"].points.exact(Decimal(value))
    below = [points for at, points in ends if at <= value][-1:] or [ends[0][1]]
    above = [points for at, points in ends if at >= value][:1] or [ends[-1][1]]
    assert min(below + above) <= found <= max(below + above)
    assert dict(ends).get(value, found) == found, "an anchor earns exactly its points"
