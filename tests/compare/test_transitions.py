"""Grades now against grades before: what stays, what goes, what decided."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from reportgen.compare.transitions import transitions
from reportgen.grade.grade import graded
from reportgen.policy.pack import Pack
from tests.compare.windows import Q2, Q3, compared, facts_of
from tests.grade import frames
from tests.grade.example_packs import MAXIMA, P03_V30, P17, pack
from tests.grade.example_packs import scorecard as form_of

FULL: dict[str, Any] = {"B1": 4, "B2": 4, "B3": 4, "A1": 4, "M1": 0, "V1": False}
HALF: dict[str, Any] = {"B1": 2, "B2": 2, "B3": 2, "A1": 2, "M1": 0, "V1": False}
OLD, NEW = "2026-06-20", "2026-09-18"


def card(day: str, entries: dict[str, Any], client: str = "C01") -> dict[str, Any]:
    return {"client_id": client, "graded_on": day, "entries": entries}


def grade(*cards: dict[str, Any], versions: tuple[Pack, ...] = (P03_V30,)) -> dict[str, Any]:
    return compared(facts_of(cards, ["C01"], ["C01"]), {"P03": versions}).grade("C01")


@pytest.mark.parametrize(
    ("before", "now", "transition"),
    [(HALF, FULL, "up"), (FULL, HALF, "down"), (FULL, FULL, "same")],
)
def test_two_cards_compare_by_rank(before: dict[str, Any], now: dict[str, Any], transition: str) -> None:
    row = grade(card(OLD, before), card(NEW, now))
    assert (row["transition"], row["transition_same_rules"]) == (transition, transition)


def test_a_card_on_hold_is_no_grading_so_the_last_one_stays() -> None:
    row = grade(card(OLD, FULL), card(NEW, HALF | {"V1": None}))
    assert (row["transition"], row["level"], row["score"], row["gap"]) == ("not_rerated", "A", 100, "")
    assert (row["graded_on"], row["previous_score"], row["because"]) == (pd.Timestamp(OLD), 100, "")


def test_a_first_card_on_hold_leaves_the_client_unrated() -> None:
    row = grade(card(NEW, FULL | {"V1": None}))
    assert (row["transition"], row["level"], row["score"], row["gap"]) == ("unrated", "", None, "NO_DATA")


def test_a_client_that_came_back_with_an_old_card_is_new() -> None:
    facts = facts_of([card(OLD, FULL)], [], ["C01"])
    facts_with_others = facts_of([card(OLD, FULL)], ["C02"], ["C01"])
    for known in (facts, facts_with_others):
        row = compared(known, {"P03": (P03_V30,)}).grade("C01")
        assert (row["transition"], row["previous_level"], row["level"]) == ("new", "", "A")


def test_a_lost_client_keeps_only_its_previous_level() -> None:
    row = compared(facts_of([card(OLD, FULL)], ["C01"], ["C02"]), {"P03": (P03_V30,)}).grade("C01")
    assert (row["transition"], row["previous_level"], row["previous_score"]) == ("lost", "A", 100)
    assert (row["level"], row["score"], row["gap"], row["policy_version"]) == ("", None, "NO_DATA", "")
    assert pd.isna(row["rank"])
    assert pd.isna(row["vetoed"])
    assert pd.isna(row["graded_on"])


def test_a_fired_veto_and_a_cleared_one_are_the_reason() -> None:
    fired = grade(card(OLD, FULL), card(NEW, FULL | {"V1": True}))
    cleared = grade(card(OLD, FULL | {"V1": True}), card(NEW, FULL))
    assert [(row["transition"], row["because"]) for row in (fired, cleared)] == [("down", "V1"), ("up", "V1")]


def test_a_veto_that_changes_no_level_is_no_reason() -> None:
    none = dict.fromkeys(FULL, 0) | {"V1": False}
    row = grade(card(OLD, none), card(NEW, none | {"V1": True}))
    assert (row["transition"], row["because"]) == ("same", "")


def test_a_vetoed_card_without_a_score_still_moves_the_level() -> None:
    row = grade(card(OLD, FULL), card(NEW, FULL | {"B1": None, "V1": True}))
    assert (row["transition"], row["score"], row["because"]) == ("down", None, "V1")


def test_a_veto_level_that_the_rules_moved_is_the_rules_doing() -> None:
    softer = pack("P03", "4.0", date(2026, 7, 1), grading=form_of(veto_level="C"))
    vetoed = FULL | {"B1": None, "V1": True}
    row = grade(card(OLD, vetoed), card(NEW, vetoed), versions=(P03_V30, softer))
    assert (row["previous_level"], row["level"], row["transition"]) == ("D", "C", "up")
    assert (row["because"], row["transition_same_rules"]) == ("(rules)", "same")


def test_levels_of_an_older_version_rank_as_in_the_present_one() -> None:
    edges = (("AA", "95"), ("A", "83"), ("B", "65"), ("C", "50"), ("D", None))
    finer = pack("P03", "4.0", date(2026, 7, 1), grading=form_of(MAXIMA, edges))
    row = grade(card(OLD, FULL | {"B3": 1}), card(NEW, FULL | {"B3": 1}), versions=(P03_V30, finer))
    assert (row["previous_level"], row["level"], row["rank"], row["transition"]) == ("A", "A", 2, "same")


def test_a_level_that_the_present_version_dropped_keeps_its_old_rank() -> None:
    edges = (("A", "83"), ("C", "50"), ("D", None))
    coarser = pack("P03", "4.0", date(2026, 7, 1), grading=form_of(MAXIMA, edges))
    entries = FULL | {"B3": 0, "A1": 0}
    row = grade(card(OLD, entries), card(NEW, FULL), versions=(P03_V30, coarser))
    assert (row["previous_level"], row["level"], row["transition"]) == ("B", "A", "up")


def test_a_card_before_a_change_of_version_inside_the_quarter_is_compared_under_its_own() -> None:
    later = pack("P03", "4.0", date(2026, 8, 1), grading=form_of(MAXIMA | {"B2": "10"}))
    found = compared(
        facts_of([card(OLD, HALF), card("2026-07-10", FULL)], ["C01"], ["C01"]), {"P03": (P03_V30, later)}
    )
    row = found.grade("C01")
    assert (row["policy_version"], row["score"], row["because"]) == ("3.0", 100, "B1;B2;B3")
    assert {kind for _, kind in found.rows("C01")} == {"client"}


def test_a_measure_without_a_value_keeps_the_last_level() -> None:
    sales = (
        frames.measures("2026Q2", "trade.sales_12m", {"C01": 6_000_000}),
        frames.measures("2026Q3", "trade.sales_12m", {"C01": None}),
    )
    row = compared(facts_of([], ["C01"], ["C01"]), {"P17": (P17,)}, sales).grade("C01", "P17")
    assert (row["transition"], row["level"], row["score"], row["gap"]) == ("not_rerated", "A", 6_000_000, "")
    assert (row["graded_on"], row["policy_version"], row["vetoed"]) == (pd.Timestamp("2026-06-30"), "1.0", False)


def test_a_level_in_force_without_a_grading_due_stays_the_same() -> None:
    yearly = pack("P03", "3.0", date(2026, 1, 1), grading=form_of(cycle="yearly"))
    row = grade(card(OLD, FULL), versions=(yearly,))
    assert (row["transition"], row["graded_on"]) == ("same", pd.Timestamp(OLD))


def test_as_of_a_day_inside_the_quarter_no_grading_is_due_yet() -> None:
    facts, packs = facts_of([card(OLD, FULL)], ["C01"], ["C01"]), {"P03": (P03_V30,)}
    window = frames.window("2026Q3", date(2026, 8, 15))
    none = frames.measures("2026Q3", "none", {})
    now, before = graded(facts, none, window, packs), graded(facts, none, Q2, packs)
    grades = transitions(before, graded(facts, none, Q2, packs, rules=now), now, packs, window, facts)
    assert list(grades["transition"]) == ["same"]


def test_a_client_of_no_known_office_has_none() -> None:
    facts = frames.facts(register=frames.register("2026Q3", {"client_id": "C01"}))
    none = frames.measures("2026Q3", "none", {})
    now, before = graded(facts, none, Q3, {"P03": (P03_V30,)}), graded(facts, none, Q2, {"P03": (P03_V30,)})
    grades = transitions(before, before, now, {"P03": (P03_V30,)}, Q3, facts)
    assert list(grades["office_id"]) == [""]


def test_nothing_in_gives_an_empty_table() -> None:
    found = compared(frames.facts(), {"P03": (P03_V30,)})
    assert found.grades.empty
    assert found.contributions.empty
