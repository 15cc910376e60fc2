"""What drives the overall answer, of literal surveys."""

from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from reportgen.measure.drivers import FEWEST_RESPONSES, drivers
from reportgen.measure.scoring import scored
from reportgen.measure.table import measured
from tests.measure import literal, rules
from tests.measure.test_relative_importance import by_orders

Row = dict[str, Any]
QUESTIONS = {"quality": "Q1", "price": "Q2", "speed": "Q3"}
OVERALL = {"question": "Q7", "scale": rules.SCALE, "top_from": None}
CLIENTS = tuple(f"C{number:02}" for number in range(20))


def survey(**changes: Any) -> dict[str, Any]:
    named = {
        name: rules.dimension(w, q) for (name, q), w in zip(QUESTIONS.items(), ("0.5", "0.3", "0.2"), strict=True)
    }
    return rules.satisfaction(named, **({"overall": OVERALL} | changes))


def forms(number: int, seed: int = 1, noise: float = 0.3) -> list[dict[str, int]]:
    """Answers from 1 to 5; the overall one follows the quality, which is poor."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(number):
        quality, price, speed = (int(np.clip(rng.normal(mean, 1), 1, 5).round()) for mean in (2.5, 4.0, 3.5))
        overall = int(np.clip(round(quality + rng.normal(0, noise)), 1, 5))
        found.append({"Q1": quality, "Q2": price, "Q3": speed, "Q7": overall})
    return found


def table(answered: list[dict[str, int]], clients: tuple[str, ...] = CLIENTS, **changes: Any) -> pd.DataFrame:
    rows = [
        {"client_id": clients[i % len(clients)], "response_id": f"R{i:03}", "question": code, "value": value}
        for i, form in enumerate(answered)
        for code, value in form.items()
    ]
    facts = literal.facts(**literal.clients(*clients), answers=literal.answers(*rows))
    packs = rules.packs(survey=survey(**changes))
    found = measured(facts, literal.window(), packs, rules.profile())
    pack = packs["P06"].satisfaction
    assert pack is not None
    return drivers(facts, literal.window(), pack, scored(facts.answers, literal.window(), pack), found.measures)


def of(frame: pd.DataFrame, name: str, level: str = "company") -> Row:
    (row,) = frame[(frame["level"] == level) & (frame["measure"] == f"satisfaction.{name}")].to_dict("records")
    return {str(column): None if value is pd.NA else value for column, value in row.items()}


def test_the_importance_is_the_share_of_what_is_explained() -> None:
    answered = forms(60)
    data = np.array([[form[code] for code in ("Q1", "Q2", "Q3", "Q7")] for form in answered], dtype=np.float64)
    values = by_orders(data)
    found = table(answered)
    assert [of(found, one)["importance"] for one in QUESTIONS] == pytest.approx(values / values.sum(), abs=1e-7)
    adjusted = 1 - (1 - values.sum()) * 59 / (60 - 3 - 1)
    row = of(found, "quality")
    assert row["explained"] == pytest.approx(adjusted, abs=1e-9)
    assert (row["n"], row["n_clients"], row["weight"]) == (60, 20, Fraction(1, 2))


def test_a_planted_driver_that_is_poor_is_to_be_improved_and_clear() -> None:
    found = table(forms(60))
    row = of(found, "quality")
    assert (row["quadrant"], row["clear"]) == ("improve", True)
    assert row["low"] > 1 / 3
    assert row["performance"] == Fraction(sum(25 * (form["Q1"] - 1) for form in forms(60)), 60)
    assert of(found, "price")["quadrant"] == "enough"


def test_control_a_driver_drowned_in_noise_is_not_clear() -> None:
    assert of(table(forms(60, noise=6.0)), "quality")["clear"] is not True


def test_answers_that_follow_nothing_give_no_importance() -> None:
    rng = np.random.default_rng(3)
    answered = [form | {"Q7": int(rng.integers(1, 6))} for form in forms(60)]
    row = of(table(answered), "quality")
    assert row["explained"] <= 0
    assert (row["importance"], row["gap"], row["quadrant"], row["clear"]) == (None, "NO_DATA", "", None)


def test_unrelated_answers_that_explain_a_little_by_chance_give_no_importance_either() -> None:
    """An adjusted R² above 0 is common in noise, one beyond the F test is not."""
    rows = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        answered = [form | {"Q7": int(rng.integers(1, 6))} for form in forms(40, seed)]
        rows.append(of(table(answered), "quality"))
    assert sum(row["explained"] > 0 for row in rows) >= 5
    assert sum(row["gap"] == "NO_DATA" for row in rows) >= 18


@pytest.mark.parametrize(("number", "gap"), [(FEWEST_RESPONSES - 1, "TOO_FEW"), (FEWEST_RESPONSES, "")])
def test_fewer_than_thirty_responses_are_too_few(number: int, gap: str) -> None:
    row = of(table(forms(number)), "quality")
    assert (row["gap"], row["n"]) == (gap, number)


def test_without_an_overall_question_nothing_is_configured() -> None:
    row = of(table(forms(60), overall=None), "quality")
    assert (row["gap"], row["importance"], row["n"]) == ("NOT_CONFIGURED", None, 0)
    assert row["performance"] is not None


def test_a_dimension_that_most_leave_out_is_not_used_and_costs_no_response() -> None:
    answered = [
        form if i % 3 == 0 else {q: a for q, a in form.items() if q != "Q3"} for i, form in enumerate(forms(60))
    ]
    found = table(answered)
    assert (of(found, "speed")["gap"], of(found, "quality")["n"]) == ("TOO_FEW", 60)
    assert of(found, "quality")["importance"] + of(found, "price")["importance"] == pytest.approx(1)


def test_a_response_without_one_of_the_dimensions_used_does_not_count() -> None:
    answered = [form if i else {q: a for q, a in form.items() if q != "Q3"} for i, form in enumerate(forms(61))]
    assert of(table(answered), "quality")["n"] == 60


def test_a_dimension_that_everybody_answers_alike_says_nothing() -> None:
    found = table([form | {"Q3": 4} for form in forms(60)])
    assert (of(found, "speed")["gap"], of(found, "speed")["importance"]) == ("NO_DATA", None)
    assert of(found, "quality")["gap"] == ""


def test_without_answers_each_dimension_says_so() -> None:
    found = table([])
    assert {(gap, n) for gap, n in zip(found["gap"], found["n"], strict=True)} == {("NO_DATA", 0)}


def test_an_office_has_its_own_responses() -> None:
    assert of(table(forms(60)), "quality", "office")["n"] == 60


def test_one_client_alone_has_an_importance_without_limits() -> None:
    row = of(table(forms(40), clients=("C00",)), "quality")
    assert row["importance"] > 0.5
    assert (row["low"], row["clear"]) == (None, False)


def test_the_order_of_answers_changes_nothing() -> None:
    answered = forms(60)
    turned = [dict(reversed(form.items())) for form in answered]
    pd.testing.assert_frame_equal(table(answered), table(turned))
