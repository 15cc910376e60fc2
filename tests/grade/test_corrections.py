"""Corrections of a level or limit: the form, and its approval before it comes into force (P03.28-29)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportgen.grade.grade import graded
from reportgen.model.fact_frames import LIMIT_APPLICATIONS
from reportgen.model.result_frames import MEASURES
from reportgen.policy.pack import Pack, Signoff
from tests.grade import frames
from tests.grade.example_packs import checks, pack, words
from tests.grade.example_packs import scorecard as form_of

LEVEL = {  # marks that earn it: 100, 80, 60 and 0 of 100 points
    "A": {"B1": 4, "B2": 4, "B3": 4, "A1": 4, "M1": 0, "V1": False},
    "B": {"B1": 4, "B2": 4, "B3": 0, "A1": 4, "M1": 0, "V1": False},
    "D": {"B1": 0, "B2": 0, "B3": 0, "A1": 0, "M1": 0, "V1": False},
}
MANAGER = Signoff(clause="P03.29", step=None, role=words("总经理"), when="correction")
READ = frozenset({("limit_applications", "2026Q3")})
Told = tuple[str, str, str, str]


def p03(**changes: Any) -> Pack:
    asked = {"checks": checks(correction_without_form="P03.28"), "signoffs": (MANAGER,)}
    return pack("P03", "3.0", date(2026, 1, 1), grading=form_of(), **(asked | changes))


def card(day: str, level: str, **changes: Any) -> dict[str, Any]:
    return {"client_id": "C01", "graded_on": day, "entries": LEVEL[level]} | changes


def form(**changes: Any) -> dict[str, Any]:
    plain = {"application_id": "E1", "client_id": "C01", "filled_on": "2026-09-19", "file": "f", "row": 2}
    approved = {"approved_by": "何远山", "approved_on": "2026-09-22", "effective_on": "2026-09-25"}
    return plain | approved | changes


def found(*cards: dict[str, Any], forms: tuple[dict[str, Any], ...] = (), one: Pack | None = None,
          read: frozenset[tuple[str, str]] = READ, as_of: date | None = None) -> list[Told]:  # fmt: skip
    one = one or p03()
    clients = frames.register("2026Q3", {"client_id": "C01"})
    given = frames.facts(
        register=clients,
        memberships=frames.memberships({"client_id": "C01", "office_id": "E"}),
        limit_applications=frames.framed(LIMIT_APPLICATIONS, forms),
        **frames.cards(*cards),
    )
    findings = graded(
        replace(given, read=read), MEASURES.empty(), frames.window("2026Q3", as_of), {"P03": (one,)}
    ).findings
    return [(f.clause, f.subject, f.since, str(f.what)) for f in findings]


FALL = (card("2026-06-10", "A"), card("2026-09-18", "B"))
BARE = [
    ("P03.28", "C01/2026-09-18", "2026-09-18", "A → B without the form for corrections"),
    ("P03.29", "C01/2026-09-18", "2026-09-18", "unauthorised change: A → B, not approved"),
]


def test_a_change_of_level_without_a_form_is_found_twice() -> None:
    assert found(*FALL) == BARE


def test_a_form_approved_before_it_came_into_force_is_in_order() -> None:
    assert found(*FALL, forms=(form(),)) == []
    assert found(*FALL, forms=(form(new_level="B"),)) == []
    assert found(*FALL, forms=(form(approved_on="2026-09-25"),)) == [], "on the very day"


def test_the_day_of_the_card_stands_in_for_a_day_that_the_form_leaves_out() -> None:
    assert found(*FALL, forms=(form(effective_on=None, approved_on="2026-09-18", filled_on="2026-09-17"),)) == []
    assert found(*FALL, forms=(form(effective_on=None),)) == [
        ("P03.29", "E1", "2026-09-18", "unauthorised change: in force on 2026-09-18, approved on 2026-09-22")
    ]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"approved_on": "2026-09-26"}, "in force on 2026-09-25, approved on 2026-09-26"),
        ({"approved_on": None}, "in force on 2026-09-25, not approved"),
        ({"approved_by": ""}, "in force on 2026-09-25, not approved"),
    ],
)
def test_an_approval_that_is_late_or_missing_is_an_unauthorised_change(changes: dict[str, Any], what: str) -> None:
    assert found(*FALL, forms=(form(**changes),)) == [
        ("P03.29", "E1", "2026-09-25", f"unauthorised change: {what}")
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"new_level": "C"},  # asks for another level
        {"client_id": "C02"},
        {"filled_on": "2026-06-10"},  # of the change before
        {"filled_on": "2026-10-01", "effective_on": "2026-10-01"},  # not known yet
    ],
)
def test_a_form_about_something_else_is_not_this_ones(other: dict[str, Any]) -> None:
    assert [one for one in found(*FALL, forms=(form(**other),)) if one[1] != "E1"] == BARE


def test_of_several_forms_the_latest_counts() -> None:
    first = form(application_id="E0", filled_on="2026-09-18", approved_on=None, effective_on=None)
    assert found(*FALL, forms=(first, form())) == []


def test_a_change_that_was_announced_but_is_not_in_force_yet_may_still_be_approved() -> None:
    assert found(*FALL, forms=(form(approved_on=None, effective_on="2026-10-20"),)) == []
    assert found(*FALL, forms=(form(approved_on=None, effective_on="2026-09-30"),)) == [
        ("P03.29", "E1", "2026-09-30", "unauthorised change: in force on 2026-09-30, not approved")
    ]


def test_a_limit_changed_without_approval_is_found_though_no_level_moved() -> None:
    same = (card("2026-06-10", "A"), card("2026-09-18", "A"))
    assert found(*same) == []
    assert found(*same, forms=(form(approved_on=None),)) == [
        ("P03.29", "E1", "2026-09-25", "unauthorised change: in force on 2026-09-25, not approved")
    ]
    assert found(*same, forms=(form(approved_on=None, effective_on="2026-10-20"),)) == []
    assert found(*same, forms=(form(approved_on=None, effective_on=None),)) == []


def test_a_card_that_says_it_is_a_correction_needs_its_form_even_without_another_level() -> None:
    again = card("2026-09-18", "A", card_kind="correction")
    assert [one[3] for one in found(card("2026-06-10", "A"), again)] == [
        "A → A without the form for corrections",
        "unauthorised change: A → A, not approved",
    ]
    assert next(one[3] for one in found(again)) == "— → A without the form for corrections"


def test_a_first_card_and_an_earlier_quarters_change_correct_nothing_now() -> None:
    assert found(card("2026-09-18", "B")) == []
    assert found(card("2026-03-10", "A"), card("2026-06-10", "B")) == []


def test_two_changes_in_one_quarter_need_two_forms() -> None:
    cards = (*FALL, card("2026-09-28", "A"))
    assert [one[3] for one in found(*cards, forms=(form(new_level="B"),))] == [
        "B → A without the form for corrections",
        "unauthorised change: B → A, not approved",
    ]


def test_a_card_on_hold_corrects_nothing() -> None:
    held = card("2026-09-18", "B", entries={**LEVEL["B"], "B1": None})
    assert {clause for clause, *_ in found(card("2026-06-10", "A"), held)} == {"P03.15"}, "the blank alone"


def test_without_the_export_nothing_is_checked() -> None:
    assert found(*FALL, read=frozenset({("limit_applications", "2026Q2")})) == []


def test_control_a_pack_that_does_not_ask_finds_nothing() -> None:
    assert found(*FALL, one=p03(checks=())) == []


def test_a_pack_without_the_managers_line_reports_under_its_check() -> None:
    assert {clause for clause, *_ in found(*FALL, one=p03(signoffs=()))} == {"P03.28"}


def test_an_approval_after_as_of_is_not_known_yet() -> None:
    late = form(effective_on="2026-09-18", approved_on="2026-09-20", filled_on="2026-09-17")
    assert [one[3] for one in found(*FALL, forms=(late,), as_of=date(2026, 9, 19))] == [
        "unauthorised change: in force on 2026-09-18, not approved"
    ]
    assert [one[3] for one in found(*FALL, forms=(late,))] == [
        "unauthorised change: in force on 2026-09-18, approved on 2026-09-20"
    ]
