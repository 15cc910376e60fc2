"""The rows of a score's change: they sum to it, and each can be recomputed."""

from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.policy.pack import Pack
from tests.compare.windows import Compared, compared, facts_of
from tests.grade import frames
from tests.grade.example_packs import MAXIMA, P03_V30, P03_V31, P17, pack
from tests.grade.example_packs import scorecard as form_of

FULL: dict[str, Any] = {"B1": 4, "B2": 4, "B3": 4, "A1": 4, "M1": 0, "V1": False}


def two(before: dict[str, Any], now: dict[str, Any], *versions: Pack) -> Compared:
    cards = [
        {"client_id": "C01", "graded_on": "2026-06-20", "entries": before},
        {"client_id": "C01", "graded_on": "2026-09-18", "entries": now},
    ]
    return compared(facts_of(cards, ["C01"], ["C01"]), {"P03": versions or (P03_V30,)})


def test_a_change_of_version_and_of_facts_are_told_apart() -> None:
    rows = two(FULL, FULL | {"B1": 2}, P03_V30, P03_V31).rows("C01")
    assert (rows["B2", "rules"], rows["B2", "client"], rows["B1", "client"]) == (-5, 0, -20)


def test_an_unchanged_version_has_no_rows_of_rules() -> None:
    assert {kind for _, kind in two(FULL, FULL).rows("C01")} == {"client"}


def test_an_item_new_in_the_rules_counts_from_0() -> None:
    wider = pack("P03", "4.0", date(2026, 7, 1), grading=form_of(MAXIMA | {"B4": "20"}))
    rows = two(FULL, FULL | {"B4": 3}, P03_V30, wider).rows("C01")
    assert (rows["B4", "rules"], rows["B4", "client"]) == (0, 15)


def test_an_item_that_the_rules_dropped_takes_its_points_along() -> None:
    narrower = {code: top for code, top in MAXIMA.items() if code != "B3"}
    rows = two(
        FULL,
        {code: FULL[code] for code in narrower},
        P03_V30,
        pack("P03", "4.0", date(2026, 7, 1), grading=form_of(narrower)),
    ).rows("C01")
    assert rows["B3", "rules"] == -20
    assert ("B3", "client") not in rows


def test_a_remainder_of_rounding_has_its_own_row() -> None:
    found = two(FULL | {"B2": 3}, FULL)  # 92.5 is 93, 100 is 100
    assert found.rows("C01")["(rounding)", "rounding"] == Fraction(-1, 2)
    row = found.contributions[found.contributions["item"] == "(rounding)"].iloc[0]
    assert (row["points_before"], row["points_after"]) == (None, None)


def test_a_card_without_a_score_has_no_rows() -> None:
    assert two(FULL, FULL | {"B1": None, "V1": True}).rows("C01") == {}


def test_a_measure_is_its_own_only_item() -> None:
    sales = (
        frames.measures("2026Q2", "trade.sales_12m", {"C01": Fraction("1.005")}),
        frames.measures("2026Q3", "trade.sales_12m", {"C01": Fraction("2.0049")}),
    )
    found = compared(facts_of([], ["C01"], ["C01"]), {"P17": (P17,)}, sales)
    assert found.rows("C01") == {
        ("trade.sales_12m", "client"): Fraction("0.9999"),
        ("(rounding)", "rounding"): Fraction("-0.0099"),
    }


marks = st.integers(0, 4)
filled = st.fixed_dictionaries(
    {"B1": marks, "B2": marks, "B3": marks, "A1": marks, "M1": st.integers(-4, 4), "V1": st.booleans()}
)
maximum = st.integers(0, 200).map(
    lambda quarter: str(Fraction(quarter, 4)) if quarter % 4 == 0 else str(quarter / 4)
)
maxima = st.fixed_dictionaries(dict.fromkeys(("B1", "B2", "B3", "A1", "M1"), maximum) | {"V1": st.none()})


def open_sum(found: Compared, client: str = "C01") -> Fraction:
    """What the rows do not explain of the change of the score."""
    row = found.grade(client)
    change: Fraction = row["score"] - row["previous_score"]
    return change - sum(found.rows(client).values(), Fraction(0))


def without_rounding(found: Compared) -> Compared:
    rows = found.contributions
    return found._replace(contributions=rows[rows["kind"] != "rounding"])


def without_rules(found: Compared) -> Compared:
    rows = found.contributions
    return found._replace(contributions=rows[rows["kind"] != "rules"])


@settings(max_examples=10)
@given(st.lists(st.tuples(filled, filled), min_size=1, max_size=12), maxima, st.integers(0, 2))
def test_the_rows_sum_to_the_change_and_rounding_is_at_most_one_unit(
    forms: list[tuple[dict[str, Any], dict[str, Any]]], tops: dict[str, str | None], places: int
) -> None:
    rules = pack("P03", "4.0", date(2026, 7, 1), grading=form_of(tops, places=places))
    old = pack("P03", "3.0", date(2026, 1, 1), grading=form_of(places=places))
    named = {f"C{at:02}": form for at, form in enumerate(forms)}
    cards = [
        {"client_id": client, "graded_on": day, "entries": entries}
        for client, form in named.items()
        for day, entries in zip(("2026-06-20", "2026-09-18"), form, strict=True)
    ]
    found = compared(facts_of(cards, list(named), list(named)), {"P03": (old, rules)})
    for client in named:
        assert open_sum(found, client) == 0
        rounding = found.rows(client).get(("(rounding)", "rounding"), Fraction(0))
        assert abs(rounding) <= Fraction(1, 10**places)


def test_control_a_missing_row_is_noticed() -> None:
    found = two(FULL | {"B2": 3}, FULL, P03_V30, P03_V31)
    assert open_sum(found) == 0
    assert open_sum(without_rounding(found)) != 0
    assert open_sum(without_rules(found)) != 0


def test_the_order_of_rows_and_the_frames_given_are_left_alone() -> None:
    facts = facts_of(
        [{"client_id": "C01", "graded_on": day, "entries": FULL} for day in ("2026-06-20", "2026-09-18")],
        ["C01"],
        ["C01"],
    )
    copies = {name: getattr(facts, name).copy() for name in ("cards", "card_items", "register")}
    first = compared(facts, {"P03": (P03_V30,)})
    turned = frames.facts(
        **{name: frame.iloc[::-1].reset_index(drop=True) for name, frame in copies.items()},
        memberships=facts.memberships,
    )
    again = compared(turned, {"P03": (P03_V30,)})
    pd.testing.assert_frame_equal(first.contributions, again.contributions)
    pd.testing.assert_frame_equal(first.grades, again.grades)
    for name, copy in copies.items():
        pd.testing.assert_frame_equal(getattr(facts, name), copy)
