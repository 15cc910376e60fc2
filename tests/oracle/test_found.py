"""What the oracle found in the product, each kept as the smallest case that shows it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from reportgen.compare import significance
from reportgen.compare.changes import changes
from reportgen.compare.significance import welch
from reportgen.measure.table import measured
from tests.measure import literal, rules

THIRD = Fraction(100, 3)


def group(value: float, n: int) -> pd.DataFrame:
    """N units that all say the same, summed up as verdicts do."""
    units = pd.DataFrame({"one": 0, "mean": [value] * n})
    sums = units.groupby("one", as_index=False)
    return sums.agg(n=("mean", "count"), mean=("mean", "mean"), var=("mean", "var"))


def of_the_same() -> list[float]:
    """P of groups that say the same, of every pair of sizes."""
    sizes = [(n, m) for n in range(2, 14) for m in range(2, 14)]
    return [float(welch(group(float(THIRD) * 4, n), group(float(THIRD) * 4, m))[0]) for n, m in sizes]


def test_no_difference_without_any_spread_is_p_1_whatever_the_numbers() -> None:
    assert set(of_the_same()) == {1.0}


def test_control_without_care_for_the_last_digit_it_is_p_0(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(difference: Any, se2: Any, df: Any) -> Any:
        del df
        return np.where(se2 == 0, np.where(difference == 0, 1.0, 0.0), 0.5)

    monkeypatch.setattr(significance, "_t_test", careless)
    assert set(of_the_same()) == {0.0, 1.0}


def test_a_difference_without_any_spread_stays_p_0() -> None:
    assert welch(group(50.0, 5), group(50.5, 7))[0] == 0


def test_clients_that_say_the_same_in_more_answers_have_not_changed() -> None:
    row = said({"A": 5, "B": 5}, {"A": 11, "B": 6})
    assert (row["change"], row["p_value"], row["test"], row["verdict"]) == (0, 1.0, "paired_t", "no_clear_change")


def said(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, Any]:
    """The company's row of a dimension to which each client gives so many answers, all 3 of 1 to 7."""
    people = literal.clients(*before, period="2026Q2")
    answers = [
        {"client_id": client, "question": "Q1", "value": 3, "response_id": f"{day}{n}", "answered_at": day}
        for day, counts in (("2026-05-01", before), ("2026-08-01", now))
        for client, count in counts.items()
        for n in range(count)
    ]
    facts = literal.facts(answers=literal.answers(*answers), **people)
    packs = rules.packs(rules.satisfaction({"price": rules.dimension("1", "Q1", max="7")}))
    new, old = (measured(facts, literal.window(p), packs, rules.profile()) for p in ("2026Q3", "2026Q2"))
    changed, _ = changes(new, old, None, packs, rules.profile())
    return literal.row(changed, "satisfaction.price")
