"""The whole table of a window: complete, declared, sourced, and nothing changed on the way."""

from dataclasses import fields
from fractions import Fraction

import pandas as pd
import pytest

from reportgen.measure.table import measured, source_of
from reportgen.model.facts import Facts
from reportgen.model.gap import Gap
from reportgen.model.measures import MEASURES, definition
from reportgen.policy.load import load_config
from tests.measure import literal, rules
from tests.measure.example_facts import ROOT, example_facts

SHIPPED, _ = load_config(ROOT)
ASKED = {
    rule.measure
    for versions in (SHIPPED.packs.values() if SHIPPED else ())
    for pack in versions
    for rule in pack.measures
}
WINDOW = literal.window()
RULES = rules.packs(
    rules.satisfaction(rules.EXAMPLE["dimensions"], nps_question="Q8"), rules.complaints(repeat_days=30)
)


def test_every_measure_that_a_shipped_pack_asks_for_is_declared() -> None:
    assert len(ASKED) > 30
    assert {definition(one).id for one in ASKED} <= {one.id for one in MEASURES}


def test_every_declared_measure_is_built_and_nothing_else() -> None:
    built = set(measured(example_facts(), WINDOW, RULES, rules.profile()).measures["measure"])
    assert {definition(one).id for one in built} == {one.id for one in MEASURES}


def test_control_a_measure_less_is_seen() -> None:
    built = set(measured(example_facts(), WINDOW, {}, rules.profile()).measures["measure"])
    assert {definition(one).id for one in built} < {one.id for one in MEASURES}


def test_every_measure_has_a_row_for_everyone_and_a_value_or_a_gap() -> None:
    found = measured(example_facts(), WINDOW, RULES, rules.profile()).measures
    whole = found.groupby("measure").size()
    for name, count in whole.items():
        levels = definition(str(name)).levels
        assert count == ("company" in levels) + 2 * ("office" in levels) + 8 * ("client" in levels)
    has_value = found["value"].map(lambda one: isinstance(one, Fraction))
    assert (has_value == (found["gap"] == "")).all()
    assert set(found["gap"]) <= {"", *Gap}
    assert found.loc[found["gap"] != "", ["low", "high"]].isna().all(axis=None) or set(
        found.loc[(found["gap"] != "") & found["low"].notna(), "gap"]
    ) == {Gap.NOT_REACHED}


@pytest.mark.parametrize("unit", ["share"])
def test_shares_lie_between_nothing_and_everything(unit: str) -> None:
    found = measured(example_facts(), WINDOW, RULES, rules.profile()).measures
    values = found.loc[(found["unit"] == unit) & (found["gap"] == ""), "value"]
    assert values.between(0, 1).all()
    assert len(values) > 20


def test_the_facts_are_left_as_they_are() -> None:
    facts, copies = example_facts(), example_facts()
    measured(facts, WINDOW, RULES, rules.profile())
    for name in _frames():
        pd.testing.assert_frame_equal(getattr(facts, name), getattr(copies, name))
    for name in facts.records:
        pd.testing.assert_frame_equal(facts.records[name], copies.records[name])


def test_control_a_changed_fact_would_be_seen() -> None:
    facts, copies = example_facts(), example_facts()
    changed = facts.orders.assign(amount_fen=facts.orders["amount_fen"] + 1)
    with pytest.raises(AssertionError):
        pd.testing.assert_frame_equal(changed, copies.orders)


def _frames() -> list[str]:
    return [one.name for one in fields(Facts) if one.name not in {"read", "records"}]


def test_a_source_lists_each_clause_once_by_pack() -> None:
    packs = {
        "P17": rules.pack("P17", {"trade.sales": "P17.2"}),
        "P03": rules.pack("P03", {"trade.sales": "P03.25"}),
        "P11": rules.pack("P11", {"complaint.not_due": "P11.2"}, complaints=rules.complaints()),
        "P07": rules.pack("P07", {"complaint.not_due": "P07.5"}, complaints=rules.complaints()),
    }
    assert source_of("trade.sales", packs, rules.profile()) == "P03.25 P17.2"
    assert source_of("complaint.not_due", packs, rules.profile()) == "P11.2"
    assert source_of("complaint.not_due.p07", packs, rules.profile()) == "P07.5"
    assert source_of("trade.orders", packs, rules.profile()) == ""


def test_facts_of_nothing_give_a_table_of_gaps() -> None:
    found = measured(literal.facts(read=()), WINDOW, RULES, rules.profile())
    assert set(found.measures["level"]) == {"company"}
    assert (found.measures["gap"] != "").all()
    assert (len(found.clusters), len(found.durations), len(found.population)) == (0, 0, 0)
