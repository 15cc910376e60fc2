"""Each measure and strategy of P04 has its place in the client's report, and its input moves that place alone.

Generated from the shipped pack: for every treatment the input is taken away, and the page is read again.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from reportgen.model.result_frames import GRADES
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.policy.pack import Pack, Treatment
from reportgen.render.views.client import client_page
from tests.measure.listened import Row, with_records
from tests.measure.literal import framed
from tests.render.behind import book, config, results
from tests.render.views.test_listening import cells

ROOT = Path(__file__).resolve().parents[3]
CLAUSES = ("P04.13", "P04.14", "P04.24", "P04.25")
DAY = "2026-08-15"
Place = dict[tuple[str, str], str]
"""Clause and level → what stands in its row of the section of measures."""


@cache
def shipped() -> Pack:
    found, problems = load_config(ROOT)
    assert found, problems
    return found.packs["P04"][-1]


def treatments() -> list[Treatment]:
    return [one for one in shipped().treatments if one.clause in CLAUSES]


def settings(without: Treatment | None = None) -> Config:
    found = config()
    kept = tuple(one for one in shipped().treatments if one is not without)
    return replace(found, packs={**found.packs, "P04": (shipped().model_copy(update={"treatments": kept}),)})


def given(code: str, client: str = "C01") -> Row:
    return {"client_id": client, "measure_code": code, "granted_at": DAY}


def everything(level: str) -> list[Row]:
    """One record of every measure that the level's treatments name."""
    codes = {code for one in treatments() if one.level == level for code in one.measures}
    return [given(code) for code in sorted(codes)]


def place(level: str, granted: list[Row], without: Treatment | None = None) -> Place:
    """The rows of the client's section of measures, on that level of P04."""
    found = results()
    grade = {"pack": "P04", "client_id": "C01", "office_id": "E", "period": "2026Q3"}
    rows = [grade | {"level": level, "transition": "same", "rank": 1}]
    facts = with_records(found.facts, periods=("2026Q3",), measures=granted)
    one = book(replace(found, grades=framed(GRADES, rows), facts=facts), settings(without))
    section = client_page(one, "C01").treatments
    told = cells(section) if section else []
    return {(row[2], row[1]): row[-1] for row in told}


def moved(before: Place, after: Place) -> set[str]:
    """The clauses whose rows differ."""
    return {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def with_measures() -> list[tuple[Treatment, str]]:
    return [(one, code) for one in treatments() for code in one.measures]


def test_each_clause_has_a_place_and_the_pack_names_its_inputs() -> None:
    assert {one.clause for one in treatments()} == set(CLAUSES)
    assert {one.clause for one, _ in with_measures()} == {"P04.13", "P04.14", "P04.25"}
    assert {one.level for one in treatments() if one.clause == "P04.24"} == {"A", "B", "C", "D"}


@pytest.mark.parametrize("one", treatments(), ids=lambda one: f"{one.clause}-{one.level}")
def test_a_treatment_taken_out_of_the_pack_leaves_its_place_and_no_other(one: Treatment) -> None:
    level, granted = one.level, everything(one.level)
    before, after = place(level, granted), place(level, granted, without=one)
    assert moved(before, after) == {one.clause}
    assert len(before) == len(after) + 1


@pytest.mark.parametrize(("one", "code"), with_measures(), ids=lambda one: getattr(one, "clause", one))
def test_a_record_of_a_measure_stands_in_its_place_and_goes_with_it(one: Treatment, code: str) -> None:
    other = "priority_service"  # named by no treatment of P04
    before, after = place(one.level, [given(code), given(other)]), place(one.level, [given(other)])
    named = {other.clause for other in treatments() if other.level == one.level and code in other.measures}
    assert moved(before, after) == named
    assert {before[key] for key in before if key[0] == one.clause} == {DAY}
    assert {after[key] for key in after if key[0] == one.clause} == {"not recorded"}


@pytest.mark.parametrize("level", ["A", "B", "C", "D"])
def test_control_a_record_of_nobody_s_measure_or_of_another_client_moves_nothing(level: str) -> None:
    granted = everything(level)
    others = [given("priority_service"), *(given(str(row["measure_code"]), "C02") for row in granted)]
    assert place(level, granted) == place(level, [*granted, *others]) != {}


def test_control_the_place_of_another_level_does_not_count() -> None:
    (one,) = (row for row in treatments() if row.clause == "P04.13")
    assert moved(place("B", everything("A")), place("B", everything("A"), without=one)) == set()
