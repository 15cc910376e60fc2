"""A weighted pack's change: each measure's share, the rules' and the client's, and the rounding."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compare import contributions as module
from reportgen.policy.pack import Pack
from tests.compare.windows import Compared, compared, facts_of
from tests.grade.test_weighted import IDS, ITEMS, measures, p04, rules

SALES, INDEX, RATE = IDS.values()
Values = dict[str, Any]
HEAVIER = {
    SALES: {**ITEMS[SALES], "weight": "0.6"},
    INDEX: {**ITEMS[INDEX], "weight": "0.3"},
    RATE: {**ITEMS[RATE], "weight": "0.1"},
}


def change(before: Values, now: Values, *versions: Pack) -> Compared:
    """Client C01 in two quarters."""
    tables = (measures({"C01": before}, "2026Q2"), measures({"C01": now}, "2026Q3"))
    return compared(facts_of((), ("C01",), ("C01",)), {"P04": versions or (p04(),)}, tables)


def test_each_measures_share_is_its_weight_times_the_change_of_its_points() -> None:
    found = change({"sales": 300, "satisfaction": 80, "rate": 1}, {"sales": 240, "satisfaction": 90, "rate": 3})
    assert found.rows("C01") == {
        (SALES, "client"): Fraction(-10),
        (INDEX, "client"): Fraction(3),
        (RATE, "client"): Fraction(-8),
    }
    row = found.grade("C01", "P04")
    assert (row["previous_score"], row["score"], row["transition"]) == (94, 79, "down")


def test_what_rounding_added_closes_the_sum() -> None:
    found = change({"sales": 100, "satisfaction": 50, "rate": 1}, {"sales": 200, "satisfaction": 50, "rate": 1})
    assert found.rows("C01") == {
        (SALES, "client"): Fraction("16.666667"),  # 0.5 × (66.666667 − 33.333333)
        (INDEX, "client"): 0,
        (RATE, "client"): 0,
        (module.ROUNDING, "rounding"): Fraction("16.6") - Fraction("16.666667"),  # 51.7 → 68.3
    }


def test_the_measures_that_decide_a_fall_stand_in_order() -> None:
    found = change({"sales": 300, "satisfaction": 80, "rate": 1}, {"sales": 240, "satisfaction": 90, "rate": 3})
    assert found.grade("C01", "P04")["because"] == SALES, "without −10 it would be 89: A"
    both = change({"sales": 300, "satisfaction": 60, "rate": 1}, {"sales": 288, "satisfaction": 60, "rate": 9})
    assert both.grade("C01", "P04")["because"] == RATE, "without −20 it would be 86: A"
    two = change({"sales": 300, "satisfaction": 60, "rate": 1}, {"sales": 252, "satisfaction": 36, "rate": 1})
    assert two.grade("C01", "P04")["because"] == f"{SALES};{INDEX}", "82.8 and then 90.8"


def test_a_measure_that_goes_missing_hands_its_weight_over() -> None:
    found = change({"sales": 300, "satisfaction": 40, "rate": 1}, {"sales": 300, "satisfaction": 40})
    assert found.rows("C01") == {
        (SALES, "client"): Fraction("62.5") - 50,
        (INDEX, "client"): 15 - 12,
        (RATE, "client"): Fraction(-20),
    }
    assert found.grade("C01", "P04")["score"] == Fraction("77.5")


def test_a_level_that_cannot_be_computed_keeps_the_last_one() -> None:
    found = change({"sales": 300, "satisfaction": 80, "rate": 1}, {"rate": 1})
    row = found.grade("C01", "P04")
    assert (row["transition"], row["level"], row["score"]) == ("not_rerated", "A", 94)
    assert found.rows("C01") == {}


def test_new_weights_are_the_rules_share_and_new_values_the_clients() -> None:
    later = p04(rules(HEAVIER), "2.0", date(2026, 7, 1))
    values = {"sales": 240, "satisfaction": 80, "rate": 1}, {"sales": 270, "satisfaction": 80, "rate": 3}
    found = change(*values, p04(), later)
    assert found.rows("C01") == {
        (SALES, "rules"): Fraction(8),  # 0.1 × 80
        (INDEX, "rules"): 0,
        (RATE, "rules"): Fraction(-10),  # −0.1 × 100
        (SALES, "client"): Fraction(6),  # 0.6 × 10
        (INDEX, "client"): 0,
        (RATE, "client"): Fraction(-4),  # 0.1 × −40
    }
    row = found.grade("C01", "P04")
    assert (row["previous_score"], row["score"]) == (84, 84)


def test_a_level_moved_by_new_weights_alone_says_so() -> None:
    later = p04(rules(HEAVIER), "2.0", date(2026, 7, 1))
    sure = {"sales": 300, "satisfaction": 70, "rate": 3}  # 50 + 21 + 12 = 83 → 60 + 21 + 6 = 87
    row = change(sure, sure, p04(), later).grade("C01", "P04")
    assert (row["transition"], row["because"], row["transition_same_rules"]) == ("up", "(rules)", "same")


values = st.fixed_dictionaries(
    {
        "sales": st.decimals(0, 400, places=3),
        "satisfaction": st.decimals(0, 100, places=3),
        "rate": st.integers(0, 9),
    }
)


def unexplained(before: Values, now: Values, *versions: Pack) -> Fraction:
    """What the rows leave of the score's change."""
    found = change(before, now, *versions)
    row = found.grade("C01", "P04")
    return Fraction(row["score"] - row["previous_score"] - sum(found.rows("C01").values()))


@given(values, values)
@settings(max_examples=12, deadline=None)
def test_the_rows_sum_to_the_change_under_old_and_new_rules(
    before: dict[str, Decimal], now: dict[str, Decimal]
) -> None:
    assert unexplained(before, now) == 0
    assert unexplained(before, now, p04(), p04(rules(HEAVIER), "2.0", date(2026, 7, 1))) == 0


def test_control_without_the_rounding_row_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = module._rounding
    monkeypatch.setattr(module, "_rounding", lambda rows, moved: empty(rows, moved).iloc[:0])
    assert unexplained(
        {"sales": 100, "satisfaction": 50, "rate": 1}, {"sales": 200, "satisfaction": 50, "rate": 1}
    )
