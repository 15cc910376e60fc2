"""A card of the kind revoked takes the level away until a new one is given."""

from typing import Any

import pandas as pd
import pytest

from reportgen.compare.contributions import contributions
from reportgen.compare.transitions import transitions
from reportgen.grade.grade import graded
from tests.grade import frames
from tests.grade.example_packs import P03_V30, P03_V31

PACKS = {"P03": (P03_V30, P03_V31)}
NONE = frames.measures("2026Q3", "none", {})
FULL: dict[str, Any] = {"B1": 4, "B2": 4, "B3": 4, "A1": 4, "M1": 0, "V1": False}
GIVEN = {"graded_on": "2026-06-20", "entries": FULL}
REVOKED = {"graded_on": "2026-08-01", "entries": {"B1": None}, "card_kind": "revoked"}


def compared(*cards: dict[str, Any], period: str = "2026Q3") -> tuple[dict[str, Any], int, int]:
    """Return the row of GRADES, the number of contributions and of findings."""
    register = frames.register("2026Q1", {"client_id": "C01"})
    members = frames.memberships({"client_id": "C01", "office_id": "E", "since": "2020-01-01"})
    facts = frames.facts(
        register=register,
        memberships=members,
        **frames.cards(*({"client_id": "C01", **one} for one in cards)),
    )
    window = frames.window(period)
    before = graded(facts, NONE, frames.window(str(window.period.previous)), PACKS)
    now = graded(facts, NONE, window, PACKS)
    rescored = graded(facts, NONE, frames.window(str(window.period.previous)), PACKS, rules=now)
    grades = transitions(before, rescored, now, PACKS, window, facts)
    (row,) = grades.to_dict("records")
    parts = contributions(before, rescored, now, grades)
    return {str(name): cell for name, cell in row.items()}, len(parts), len(now.findings)


def test_a_revoked_level_is_withdrawn_and_explains_nothing() -> None:
    row, parts, findings = compared(GIVEN, REVOKED)
    assert (row["transition"], row["level"], row["previous_level"]) == ("withdrawn", "", "A")
    assert (row["gap"], row["score"], row["policy_version"]) == ("NO_DATA", None, "")
    assert pd.isna(row["graded_on"])
    assert (parts, findings) == (0, 0)


def test_it_stays_withdrawn_in_the_next_period() -> None:
    row, _, _ = compared(GIVEN, REVOKED, period="2026Q4")
    assert (row["transition"], row["previous_level"]) == ("withdrawn", "")


def test_a_level_given_since_is_new() -> None:
    row, _, _ = compared(GIVEN, REVOKED, {"graded_on": "2026-10-09", "entries": FULL}, period="2026Q4")
    assert (row["transition"], row["level"], row["previous_level"]) == ("new", "A", "")


def test_revoked_and_given_again_in_one_period_is_no_withdrawal() -> None:
    row, _, _ = compared(GIVEN, REVOKED, {"graded_on": "2026-09-09", "entries": FULL})
    assert (row["transition"], row["level"]) == ("same", "A")


@pytest.mark.parametrize("kind", ["quarterly", ""])
def test_control_a_card_of_another_kind_withdraws_nothing(kind: str) -> None:
    row, _, _ = compared(GIVEN, {**REVOKED, "card_kind": kind})
    assert row["transition"] == "not_rerated"
