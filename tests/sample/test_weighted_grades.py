"""P04 of the sample, computed again from measures.csv and the pack's YAML with Decimal alone."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from tests.sample.conftest import Outcome

PACK: dict[str, Any] = yaml.load(
    (Path(__file__).parents[2] / "config" / "packs" / "P04.yaml").read_text("utf-8"),
    yaml.BaseLoader,  # noqa: S506 - texts only
)["grading"]
RULES = PACK["weighted"]["items"]
SIX, TENTH = Decimal("0.000001"), Decimal("0.1")


def rounded(value: Decimal, unit: Decimal) -> Decimal:
    return value.quantize(unit, ROUND_HALF_UP)


def points(rule: Mapping[str, Any], value: Decimal) -> Decimal:
    """What a value earns, by the pack's steps or lines."""
    if "bands" in rule:
        floors = ((band["lower"], Decimal(band["points"])) for band in rule["bands"])
        return next(earned for floor, earned in floors if floor == "null" or value >= Decimal(floor))
    anchors = [(Decimal(at), Decimal(earned)) for at, earned in rule["anchors"]]
    value = min(max(value, anchors[0][0]), anchors[-1][0])
    (x0, y0), (x1, y1) = next(pair for pair in pairwise(anchors) if value <= pair[1][0])
    return rounded(y0 + (value - x0) * (y1 - y0) / (x1 - x0), SIX)


def shares(values: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Weight times points of every measure that has a value."""
    if len(values) < len(weights):
        whole = sum((weights[name] for name in values), Decimal(0))
        *most, last = sorted(values)
        scaled = {name: rounded(weights[name] / whole, SIX) for name in most}
        weights = scaled | {last: 1 - sum(scaled.values(), Decimal(0))}
    return {
        name: weights[name] * points(RULES[name]["points"], rounded(value, SIX)) for name, value in values.items()
    }


def level(score: Decimal) -> str:
    levels = (b["level"] for b in PACK["bands"] if b["lower"] == "null" or score >= Decimal(b["lower"]))
    return str(next(levels))


def values_of(outcome: Outcome, client: str, column: str) -> dict[str, Decimal]:
    return {
        row["measure"]: Decimal(row[column])
        for row in outcome.tables["measures"]
        if row["client_id"] == client and row["measure"] in RULES and row[column]
    }


WEIGHTS = {name: Decimal(rule["weight"]) for name, rule in RULES.items()}


def differing(outcome: Outcome, weights: Mapping[str, Decimal] = WEIGHTS) -> list[str]:
    """The clients whose published score or level is another one."""
    found = []
    for row in outcome.tables["grades"]:
        if row["pack"] != "P04" or not row["level"]:
            continue
        own = shares(values_of(outcome, row["client_id"], "value"), weights)
        score = rounded(sum(own.values(), Decimal(0)), TENTH)
        if (score, level(score)) != (Decimal(row["score"]), row["level"]):
            found.append(row["client_id"])
    return found


def test_every_score_and_level_is_recomputed(outcome: Outcome) -> None:
    assert sum(row["pack"] == "P04" and bool(row["level"]) for row in outcome.tables["grades"]) == 11
    assert differing(outcome) == []


def test_control_other_weights_give_other_scores(outcome: Outcome) -> None:
    swapped = {**WEIGHTS, "trade.sales": Decimal("0.20"), "trade.collection_rate": Decimal("0.25")}
    assert differing(outcome, swapped)


def test_a_client_without_answers_is_graded_by_the_others(outcome: Outcome) -> None:
    known = values_of(outcome, "C005", "value")
    assert set(RULES) - set(known) == {"satisfaction.index"}
    (row,) = (row for row in outcome.tables["grades"] if (row["pack"], row["client_id"]) == ("P04", "C005"))
    assert row["level"] == "D"


def test_every_contribution_is_the_change_of_a_share_and_they_sum_to_the_scores(outcome: Outcome) -> None:
    rows = [row for row in outcome.tables["contributions"] if row["pack"] == "P04"]
    moved = {row["client_id"] for row in rows}
    assert len(moved) == 10, "all but the new and the lost one"
    for client in moved:
        before, now = (shares(values_of(outcome, client, column), WEIGHTS) for column in ("previous", "value"))
        own = {row["item"]: Decimal(row["contribution"]) for row in rows if row["client_id"] == client}
        for name in RULES:
            expected = now.get(name, Decimal(0)) - before.get(name, Decimal(0))
            assert abs(own[name] - expected) < SIX, (client, name)
        scores = next(r for r in outcome.tables["grades"] if (r["pack"], r["client_id"]) == ("P04", client))
        change = Decimal(scores["score"]) - Decimal(scores["previous_score"])
        assert abs(sum(own.values()) - change) < Decimal("1e-9")
