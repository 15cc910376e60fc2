"""All rows of the worked example's measures.csv, text for text."""

import csv
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.compare.changes import changes
from reportgen.measure.table import measured
from reportgen.model.facts import Facts
from reportgen.policy.load import load_config
from tests.measure.example_facts import CONFIG, EXPECTED, example_facts
from tests.measure.literal import window

KEY = ("level", "office_id", "client_id", "measure")
TEXTS = ("value", "unit", "n", "gap", "previous", "change", "n_clients", "year_ago", "year_ago_change", "at_least")
FLOATS = ("low", "high")
Cells = dict[str, str]


def shown(value: Any) -> str:
    """The shortest decimal that round-trips, plain; empty where there is none."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return ""
    if isinstance(value, str):
        return value
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else format(Decimal(repr(float(exact))), "f")


def built(facts: Facts) -> dict[tuple[str, ...], Cells]:
    """Every published row of 2026Q3 by key."""
    config, problems = load_config(CONFIG)
    assert config is not None, problems
    now, before = (
        measured(facts, one, config.in_force(one.last_day), config.profile)
        for one in (window("2026Q3"), window("2026Q2"))
    )
    table, _ = changes(now, before, None, config.in_force(now.window.last_day), config.profile)
    return {
        tuple(str(one[name]) for name in KEY): {name: shown(one[name]) for name in (*TEXTS, *FLOATS)}
        for one in table.to_dict("records")
    }


def expected() -> dict[tuple[str, ...], Cells]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return {tuple(one[name] for name in KEY): one for one in csv.DictReader(file)}


def same(name: str, wanted: str, found: str) -> bool:
    if name in TEXTS or "" in (wanted, found):
        return wanted == found
    return float(found) == pytest.approx(float(wanted), rel=1e-9, abs=0)


def differences(found: dict[tuple[str, ...], Cells]) -> list[str]:
    wanted = expected()
    lines = [f"{key}: no such row" for key in wanted.keys() - found.keys()]
    lines += [
        f"{key} {name}: {found[key][name]!r} for {wanted[key][name]!r}"
        for key in wanted.keys() & found.keys()
        for name in (*TEXTS, *FLOATS)
        if not same(name, wanted[key][name], found[key][name])
    ]
    return sorted(lines)


def test_every_row_of_the_example_comes_out_to_the_digit() -> None:
    assert len(expected()) == 220
    assert differences(built(example_facts())) == []


def without(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    kept = frame[frame[column] != value]
    assert len(kept) < len(frame)
    return kept


def moved(frame: pd.DataFrame, complaint: str, hours: int) -> pd.DataFrame:
    times = frame["received_at"].mask(
        frame["complaint_id"] == complaint, frame["received_at"] + pd.Timedelta(hours=hours)
    )
    return frame.assign(received_at=times)


def test_control_a_lost_answer_a_lost_order_and_a_shifted_time_are_seen() -> None:
    facts = example_facts()
    broken = (
        replace(facts, answers=without(facts.answers, "response_id", "R309")),
        replace(facts, orders=without(facts.orders, "order_id", "O306")),
        replace(facts, complaints=moved(facts.complaints, "K304", -8)),
        replace(facts, memberships=without(facts.memberships, "office_id", "E")),
    )
    for one in broken:
        assert differences(built(one)) != []


@pytest.mark.parametrize("control", ["value", "low", "gap"])
def test_control_a_changed_cell_is_seen(control: str) -> None:
    found = built(example_facts())
    key = ("company", "", "", "satisfaction.index")
    found[key] = {**found[key], control: "71.8452"}
    assert len(differences(found)) == 1
