"""Orders and loyalty before and after a measure, on literal rows counted by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.compare import granted as module
from reportgen.compare.granted import Known, granted
from reportgen.model.facts import Facts
from reportgen.policy.pack import Satisfaction, Treatment
from tests.grade.example_packs import pack, words
from tests.measure import literal, rules
from tests.records import records

START = date(2026, 7, 31)
DAYS = 60
"""Up to the last day of September 62 days are left, so both sides have 60."""
LOW = Treatment(
    clause="P04.14", level="D", treatment=words("win back"), must=False,
    measures=("targeted_promotion",), effect_days=DAYS,
)  # fmt: skip
PACKS = {"P04": pack("P04", "1.0", date(2024, 1, 1), treatments=(LOW,))}
SURVEY = Satisfaction.model_validate(
    rules.satisfaction(
        rules.EXAMPLE["dimensions"], nps_question="Q8", min_n={"client": 3, "office": 1, "company": 1}
    )
)
READ = tuple((export, period) for export in ("orders", "survey") for period in ("2026Q2", "2026Q3"))


def days(*counts: int) -> list[date]:
    """Days that lie so far from the start; negative = before it."""
    return [START + timedelta(days=one) for one in counts]


def facts(
    ordered: Iterable[date] = (), said: Iterable[tuple[date, int]] = (), read: Any = READ, **grant: Any
) -> Facts:
    """Client A with orders, answers to the recommendation question and one grant."""
    base = literal.facts(
        read=read,
        **literal.clients("A"),
        orders=literal.orders(*({"client_id": "A", "order_date": one, "yuan": 1} for one in ordered)),
        answers=literal.answers(
            *(
                {
                    "client_id": "A",
                    "response_id": f"R{at}",
                    "answered_at": f"{one} 12:00",
                    "question": "Q8",
                    "value": x,
                }
                for at, (one, x) in enumerate(said)
            )
        ),
    )
    one = {
        "client_id": "A",
        "measure_code": "targeted_promotion",
        "granted_at": pd.Timestamp(START),
        "given": True,
    }
    return replace(base, records=records(measures=[one | grant]))


def looked(given: Facts, *, now: str = "D", before: str = "C") -> pd.DataFrame:
    levels = pd.DataFrame(
        {"period": ["2026Q2", "2026Q3"], "pack": "P04", "client_id": "A", "level": [before, now]}
    )
    known = Known(facts=given, window=literal.window(), survey=SURVEY, levels=levels)
    return granted(known, PACKS)


def told(found: pd.DataFrame, what: str) -> tuple[Any, ...]:
    (row,) = found[found["what"] == what].to_dict("records")
    names = ("before", "after", "n_before", "n_after", "verdict", "gap")
    return tuple(row[name] for name in names)


def test_orders_are_counted_on_as_many_days_before_as_after() -> None:
    ordered = days(-61, -60, -1, 0, 1, 2, 59, 60)
    found = looked(facts(ordered))
    assert told(found, "orders") == (Fraction(1), Fraction(2), 2, 4, "no_clear_change", "")
    assert found[["days_before", "days_after"]].to_numpy().tolist() == [[60, 60]] * 2


def test_a_change_beyond_noise_is_told_with_the_exact_p() -> None:
    ordered = days(-5, *range(12))
    row = looked(facts(ordered)).set_index("what").loc["orders"]
    assert row["p_value"] == pytest.approx(2 * (1 + 13) / 2**13)
    assert row["verdict"] == "up"


def test_so_few_orders_that_nothing_could_be_beyond_noise_are_too_few() -> None:
    assert told(looked(facts(days(0, 1, 2, 3, 4))), "orders")[-2] == "too_few"
    assert told(looked(facts(days(0, 1, 2, 3, 4, 5))), "orders")[-2] == "up"


def test_loyalty_is_the_mean_answer_and_needs_min_n_on_both_sides() -> None:
    before, after = [(one, 3) for one in days(-9, -8, -7)], [(one, 9) for one in days(0, 5, 6)]
    found = told(looked(facts(said=[*before, *after])), "loyalty")
    assert found == (3, 9, 3, 3, "up", "")
    assert told(looked(facts(said=[*before, *after[1:]])), "loyalty")[4] == "too_few"
    assert told(looked(facts(said=before)), "loyalty")[-2:] == ("", "NO_DATA")


def test_an_answer_off_the_scale_is_no_answer() -> None:
    said = [(one, 4) for one in days(-2, 3)]
    assert told(looked(facts(said=[*said, (START, 11)])), "loyalty")[:4] == (4, 4, 1, 1)


@pytest.mark.parametrize("gone", READ)
def test_an_export_that_lacks_a_period_of_either_side_gives_no_figure(gone: tuple[str, str]) -> None:
    said = [(one, 4) for one in days(-2, 3)]
    read = [one for one in READ if one != gone]
    what = {"orders": "orders", "survey": "loyalty"}[gone[0]]
    found = looked(facts(days(-1, 1), said, read=read))
    assert told(found, what)[:2] == (None, None)
    assert told(found, what)[-1] == "NO_DATA"
    assert {row["gap"] for row in found.to_dict("records") if row["what"] != what} == {""}


@pytest.mark.parametrize(
    ("grant", "levels", "rows"),
    [
        ({}, {}, 2),
        ({"given": False}, {}, 0),
        ({"measure_code": "preferential_policy"}, {}, 0),
        ({"granted_at": pd.Timestamp(2026, 10, 1)}, {}, 0),
        ({"granted_at": pd.Timestamp(2026, 5, 2)}, {}, 0),
        ({"granted_at": pd.Timestamp(2026, 5, 3)}, {}, 2),
        ({}, {"now": "B", "before": "D"}, 2),
        ({}, {"now": "B", "before": "C"}, 0),
    ],
)
def test_only_measures_that_were_given_to_the_level_they_are_for_are_looked_at(
    grant: dict[str, Any], levels: dict[str, str], rows: int
) -> None:
    assert len(looked(facts(days(-1, 1), **grant), **levels)) == rows


def test_a_client_of_a_few_weeks_has_as_many_days_before() -> None:
    given = facts(days(-9, 1))
    register = given.register.assign(start_date=pd.Timestamp(START - timedelta(days=10)))
    found = looked(replace(given, register=register.astype({"start_date": "datetime64[us]"})))
    assert told(found, "orders")[:4] == (Fraction(3), Fraction(1, 2), 1, 1)


def test_control_sides_of_different_length_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module,
        "_days",
        lambda _known, _client, start, n: (start - timedelta(days=2 * n), start, start + timedelta(days=n)),
    )
    assert told(looked(facts(days(-61, -60, -1, 0))), "orders")[2] == 3


def test_control_without_the_test_every_difference_is_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "binomial", lambda n, *_: n * 0.0)
    assert told(looked(facts(days(-1, 0, 1))), "orders")[-2] == "up"
