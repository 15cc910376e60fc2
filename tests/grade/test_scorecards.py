"""Every scenario of scorecards.yaml, and broken rules that the scenarios must notice."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from reportgen.grade import points, scorecard
from reportgen.grade.grade import graded
from reportgen.policy.pack import Band, Pack
from tests.grade import frames
from tests.grade.example_packs import EDGES, bands, pack
from tests.grade.example_packs import scorecard as form_of

SCENARIOS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "scorecards.yaml").read_text(encoding="utf-8")
)
NO_MEASURES = frames.measures("2026Q3", "none", {})
ASKED = {"P03.15", "P03.16", "P03.17", "P03.18", "P03.20", "P03.22"}


def pack_of(form: dict[str, Any]) -> Pack:
    changes = dict(form)
    if "includes_lower" in changes:
        side = changes.pop("includes_lower")
        changes["bands"] = tuple(b.model_copy(update={"includes_lower": side}) for b in bands(EDGES, "P03.22"))
    if changes.get("entry") == "points":
        changes["mark_max"] = None
    return pack("P03", "3.0", date(2026, 1, 1), grading=form_of(**changes))


def outcome(scenario: dict[str, Any]) -> dict[str, Any]:
    facts = frames.facts(
        register=frames.register("2026Q3", {"client_id": "C01"}),
        memberships=frames.memberships({"client_id": "C01", "office_id": "E"}),
        **frames.cards({"client_id": "C01", "graded_on": "2026-09-18", "entries": scenario["given"]}),
    )
    found = graded(facts, NO_MEASURES, frames.window("2026Q3"), {"P03": (pack_of(scenario.get("form", {})),)})
    row = found.graded.to_dict("records")[0]
    return {
        "score": row["score"],
        "level": row["level"],
        "vetoed": None if pd.isna(row["vetoed"]) else bool(row["vetoed"]),
        "held": bool(row["held"]),
    }


def wanted(scenario: dict[str, Any]) -> dict[str, Any]:
    expect = scenario["expect"]
    return {**expect, "score": None if expect["score"] is None else Fraction(str(expect["score"]))}


def noticed(name: str) -> bool:
    """Whether the scenario of that name no longer comes out."""
    (one,) = [scenario for scenario in SCENARIOS if scenario["name"].startswith(name)]
    return outcome(one) != wanted(one)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one["name"])
def test_scenario(scenario: dict[str, Any]) -> None:
    assert outcome(scenario) == wanted(scenario)


def test_every_clause_on_the_form_has_a_scenario() -> None:
    named = {
        word.strip("()") for one in SCENARIOS for word in one["name"].split() if word.strip("(").startswith("P03.")
    }
    assert named == ASKED


def half_even(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def test_control_rounding_half_to_even_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorecard, "half_up", half_even)
    assert noticed("half a point is rounded up")


def test_control_an_edge_on_the_wrong_side_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Band, "holds", lambda band, value: band.lower is None or value > band.lower)
    assert noticed("a score on the edge earns the better level")


def test_control_a_minus_item_with_its_written_sign_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = points._earned

    def as_written(*cells: Any) -> tuple[Fraction | None, str]:
        earned, problem = plain(*cells)
        return (-earned if earned and str(cells[-1]).startswith("-") else earned), problem

    monkeypatch.setattr(points, "_earned", as_written)
    assert noticed("a minus item subtracts, whatever sign")


def test_control_a_blank_read_as_0_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = points._earned

    def guessed(known: Any, version: str, own_version: str, code: str, entry: str) -> tuple[Fraction | None, str]:
        return plain(known, version, own_version, code, entry or "0")

    monkeypatch.setattr(points, "_earned", guessed)
    assert noticed("a blank base item")


def test_control_a_veto_that_does_not_bite_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def toothless(cards: Any, items: Any, versions: Any) -> pd.DataFrame:
        found = points.item_points(cards, items, versions)
        return found.assign(fired=found["fired"].where(found["fired"].isna(), other=False))

    monkeypatch.setattr(scorecard, "item_points", toothless)
    assert noticed("any veto fails the card")
