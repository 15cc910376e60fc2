"""Which card is in force for whom, under which version."""

from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.grade.grade import graded
from reportgen.model.graded import Graded
from reportgen.policy.pack import Pack
from tests.grade import frames
from tests.grade.example_packs import MAXIMA, P03_V30, P03_V31, P17, pack
from tests.grade.example_packs import scorecard as form_of

FULL: dict[str, Any] = {"B1": 4, "B2": 4, "B3": 4, "A1": 4, "M1": 0, "V1": False}
HALF: dict[str, Any] = {"B1": 2, "B2": 2, "B3": 2, "A1": 2, "M1": 0, "V1": False}
NONE = frames.measures("2026Q3", "none", {})
C01 = frames.register("2026Q3", {"client_id": "C01"})


def found(
    *cards: dict[str, Any],
    versions: tuple[Pack, ...] = (P03_V30, P03_V31),
    register: pd.DataFrame = C01,
    rules: Graded | None = None,
    period: str = "2026Q3",
) -> Graded:
    facts = frames.facts(register=register, **frames.cards(*({"client_id": "C01", **one} for one in cards)))
    return graded(facts, NONE, frames.window(period), {"P03": versions}, rules=rules)


def only(result: Graded) -> dict[str, Any]:
    (row,) = result.graded.to_dict("records")
    return {str(name): cell for name, cell in row.items()}


def test_the_latest_card_before_as_of_is_in_force() -> None:
    row = only(
        found(
            {"graded_on": "2026-07-10", "entries": FULL},
            {"graded_on": "2026-09-30", "entries": HALF},
            {"graded_on": "2026-10-01", "entries": FULL},
        )
    )
    assert (row["graded_on"], row["score"], row["in_period"]) == (pd.Timestamp("2026-09-30"), 48, True)


def test_a_card_of_an_earlier_period_stays_in_force_under_the_version_of_its_day() -> None:
    row = only(found({"graded_on": "2026-06-20", "entries": HALF}))
    assert (row["policy_version"], row["score"], row["in_period"]) == ("3.0", 50, False)


def test_of_two_cards_on_one_day_the_later_row_counts() -> None:
    row = only(
        found(
            {"graded_on": "2026-09-18", "card_id": "z", "entries": FULL},
            {"graded_on": "2026-09-18", "card_id": "a", "entries": HALF},
        )
    )
    assert (row["card_id"], row["score"]) == ("a", 48)


def test_a_card_on_hold_leaves_the_last_whole_card_in_force_and_says_so() -> None:
    result = found(
        {"graded_on": "2026-06-20", "entries": FULL},
        {"graded_on": "2026-09-18", "entries": HALF | {"V1": None}},
    )
    row = only(result)
    assert (row["score"], row["level"], row["held"], row["in_period"]) == (100, "A", True, False)
    assert set(result.points["points"]) == {Fraction(40), Fraction(30), Fraction(20), Fraction(10), Fraction(0)}


def test_an_earlier_card_on_hold_no_longer_matters() -> None:
    row = only(
        found(
            {"graded_on": "2026-06-20", "entries": HALF | {"V1": None}},
            {"graded_on": "2026-09-18", "entries": FULL},
        )
    )
    assert (row["level"], row["held"]) == ("A", False)


def test_a_client_whose_only_card_is_on_hold_shows_what_is_filled_in() -> None:
    result = found({"graded_on": "2026-09-18", "entries": {"B1": 4, "V1": False}})
    row = only(result)
    assert (row["score"], row["level"], row["held"], row["card_id"]) == (None, "", True, "")
    assert pd.isna(row["vetoed"])
    points = dict(zip(result.points["item"], result.points["points"], strict=True))
    assert points == {"A1": None, "B1": 40, "B2": None, "B3": None, "M1": None, "V1": 0}


def test_a_client_without_a_card_has_a_row_without_a_level() -> None:
    row = only(found())
    assert (row["score"], row["level"], row["held"], row["policy_version"]) == (None, "", False, "")
    assert pd.isna(row["graded_on"])


def test_a_card_before_the_first_version_makes_no_grading() -> None:
    assert only(found({"graded_on": "2025-12-31", "entries": FULL}))["level"] == ""


def test_a_card_without_any_item_of_the_pack_is_another_policys_card() -> None:
    assert not only(found({"graded_on": "2026-09-18", "entries": {"X1": 4}}))["held"]


def test_a_pack_that_is_not_in_force_yet_has_no_rows() -> None:
    assert found({"graded_on": "2025-12-31", "entries": FULL}, period="2025Q4").graded.empty


def test_a_pack_without_a_scale_has_no_rows() -> None:
    facts = frames.facts(register=C01)
    bare = pack("P06", "1.0", date(2026, 1, 1))
    assert graded(facts, NONE, frames.window("2026Q3"), {"P06": (bare,)}).graded.empty


@pytest.mark.parametrize(
    ("start", "end", "rows"),
    [
        (None, None, 1),
        ("2026-09-30", None, 1),
        ("2026-10-01", None, 0),
        (None, "2026-09-30", 0),
        (None, "2026-10-01", 1),
    ],
)
def test_the_population_is_taken_at_as_of(start: str | None, end: str | None, rows: int) -> None:
    register = frames.register("2026Q3", {"client_id": "C01", "start_date": start, "end_date": end})
    assert len(found({"graded_on": "2026-09-18", "entries": FULL}, register=register).graded) == rows


def test_old_facts_under_new_rules_keep_their_card() -> None:
    cards = ({"graded_on": "2026-06-20", "entries": HALF}, {"graded_on": "2026-09-18", "entries": FULL})
    now = found(*cards)
    old = found(*cards, period="2026Q2", register=frames.register("2026Q2", {"client_id": "C01"}))
    again = found(*cards, period="2026Q2", register=frames.register("2026Q2", {"client_id": "C01"}), rules=now)
    assert [only(one)["policy_version"] for one in (old, again)] == ["3.0", "3.1"]
    assert [only(one)["score"] for one in (old, again)] == [50, 48]
    assert [only(one)["graded_on"] for one in (old, again)] == [pd.Timestamp("2026-06-20")] * 2
    assert again.findings == ()


def test_an_item_that_the_old_form_did_not_have_earns_nothing_under_the_new_rules() -> None:
    wider = pack("P03", "4.0", date(2026, 7, 1), grading=form_of(MAXIMA | {"B4": "20", "V2": None}))
    cards = (
        {"graded_on": "2026-06-20", "entries": FULL},
        {"graded_on": "2026-09-18", "entries": FULL | {"B4": 4, "V2": False}},
    )
    versions, register = (P03_V30, wider), frames.register("2026Q2", {"client_id": "C01"})
    now = found(*cards, versions=versions)
    again = found(*cards, versions=versions, period="2026Q2", register=register, rules=now)
    assert (only(now)["score"], only(again)["score"], only(again)["level"]) == (120, 100, "A")
    points = dict(zip(again.points["item"], again.points["points"], strict=True))
    assert points["B4"] == points["V2"] == 0


def test_an_item_that_the_new_rules_dropped_is_not_counted_under_them() -> None:
    maxima = {code: top for code, top in MAXIMA.items() if code != "B3"}
    narrower = pack("P03", "4.0", date(2026, 7, 1), grading=form_of(maxima))
    cards = (
        {"graded_on": "2026-06-20", "entries": FULL},
        {"graded_on": "2026-09-18", "entries": {code: FULL[code] for code in maxima}},
    )
    versions, register = (P03_V30, narrower), frames.register("2026Q2", {"client_id": "C01"})
    again = found(
        *cards, versions=versions, period="2026Q2", register=register, rules=found(*cards, versions=versions)
    )
    assert only(again)["score"] == 80
    assert "B3" not in set(again.points["item"])


def test_points_written_on_a_form_count_in_proportion_to_its_maximum() -> None:
    old = pack("P03", "3.0", date(2026, 1, 1), grading=form_of(entry="points", mark_max=None))
    grading = form_of(MAXIMA | {"B2": "15", "M1": "40"}, entry="points", mark_max=None)
    new = pack("P03", "3.1", date(2026, 7, 1), grading=grading)
    entries = {"B1": 40, "B2": 20, "B3": 10, "A1": 0, "M1": 5, "V1": False}
    cards = ({"graded_on": "2026-06-20", "entries": entries}, {"graded_on": "2026-09-18", "entries": FULL})
    register = frames.register("2026Q2", {"client_id": "C01"})
    again = found(
        *cards, versions=(old, new), period="2026Q2", register=register, rules=found(*cards, versions=(old, new))
    )
    points = dict(zip(again.points["item"], again.points["points"], strict=True))
    assert (points["B2"], points["M1"]) == (10, -10)


def test_an_item_worth_nothing_earns_nothing() -> None:
    empty = pack(
        "P03", "3.0", date(2026, 1, 1), grading=form_of(MAXIMA | {"A1": "0"}, entry="points", mark_max=None)
    )
    row = only(found({"graded_on": "2026-09-18", "entries": FULL | {"A1": 0}}, versions=(empty,)))
    assert row["score"] == 12


def test_facts_without_an_export_give_empty_frames() -> None:
    result = graded(frames.facts(), NONE, frames.window("2026Q3"), {"P03": (P03_V30,), "P17": (P17,)})
    assert result.graded.empty
    assert result.points.empty
    assert result.findings == ()


def test_a_new_scale_computed_from_a_measure_is_looked_up_under_it_too() -> None:
    assert P17.grading is not None
    dearer = P17.grading.model_copy(
        update={"bands": (P17.grading.bands[0].model_copy(update={"lower": 30}), *P17.grading.bands[-1:])}
    )
    cheap = dearer.model_copy(
        update={"bands": (P17.grading.bands[0].model_copy(update={"lower": 10}), *P17.grading.bands[-1:])}
    )
    versions = (
        pack("P17", "1.0", date(2026, 1, 1), grading=cheap),
        pack("P17", "2.0", date(2026, 7, 1), grading=dearer),
    )
    facts = frames.facts(register=pd.concat([C01, frames.register("2026Q2", {"client_id": "C01"})]))
    sales = frames.measures("2026Q3", "trade.sales_12m", {"C01": 20})
    now = graded(facts, sales, frames.window("2026Q3"), {"P17": versions})
    old = graded(facts, sales, frames.window("2026Q2"), {"P17": versions})
    again = graded(facts, sales, frames.window("2026Q2"), {"P17": versions}, rules=now)
    assert [only(one)["level"] for one in (old, again, now)] == ["VIP", "C", "C"]
