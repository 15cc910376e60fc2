"""What the pages say of the plan of evaluation and of whom the survey reached."""

from dataclasses import replace
from fractions import Fraction

from reportgen.render.viewmodel import TableSection
from reportgen.render.views.surveyed import surveyed
from tests.measure.listened import with_records
from tests.render.behind import Row, book, results
from tests.render.views.test_listening import cells

PLAN = (
    {
        "round": "R1",
        "kind": "regular",
        "planned_from": "2026-02-01",
        "planned_to": "2026-03-01",
        "done_to": "2026-03-02",
    },
    {
        "round": "R2",
        "kind": "regular",
        "planned_from": "2026-05-01",
        "planned_to": "2026-06-01",
        "plan_ref": "No. 3",
    },
    {
        "round": "R3",
        "kind": "ad_hoc",
        "trigger": "emergency",
        "planned_to": "2026-11-01",
        "done_from": "2026-09-01",
    },
    {"round": "R4", "kind": "regular", "planned_from": "2026-11-01", "planned_to": "2026-12-01"},
    {"round": "R0", "kind": "regular", "year": 2025, "planned_to": "2025-12-01"},
)


def sections(*rows: Row, plan: tuple[Row, ...] = PLAN) -> tuple[TableSection, ...]:
    found = results(surveyed=list(rows))
    planned = [{"year": 2026, "in_annual_work_plan": one["round"] != "R3", **one} for one in plan]
    return surveyed(book(replace(found, facts=with_records(found.facts, survey_plan=planned))), "company", "")


def test_each_round_of_the_year_has_its_state_on_the_last_day() -> None:
    (found,) = sections()
    assert found.heading.title == "Plan of 2026: 1 of 4 rounds done, 1 past their day"
    assert [(row[0], row[1], row[3], row[-1]) for row in cells(found)] == [
        ("R1", "regular", "done", "yes"),
        ("R2", "regular", "past its day", "No. 3"),
        ("R4", "regular", "planned", "yes"),
        ("R3", "irregular", "in progress", "—"),
    ]


def test_only_a_round_that_nothing_called_for_must_be_in_the_yearly_work_plan() -> None:
    kinds = ({"kind": "regular"}, {"kind": "ad_hoc"}, {"kind": "ad_hoc", "trigger": "complaint"})
    plan = tuple({"round": f"R{at}", "in_annual_work_plan": False, **one} for at, one in enumerate(kinds))
    (found,) = sections(plan=plan)
    assert [row[-1] for row in cells(found)] == ["no", "no", "—"]


def test_a_round_says_what_it_is_about_when_it_was_done_and_who_made_the_form() -> None:
    plan = (
        {
            "round": "R1",
            "trigger": "important_item",
            "subject": "gearboxes",
            "done_from": "2026-09-01",
            "done_to": "2026-10-02",  # not known yet
            "questionnaire_version": "V3",
            "designed_by": "committee",
            "approved_at": "2026-06-11",
        },
        {"round": "R2", "questionnaire_version": "V4", "approved_at": "2026-10-01"},
        {"round": "R3"},
    )
    (found,) = sections(plan=plan)
    assert [[cell.note for cell in row.cells[:3]] for row in found.table.rows] == [
        [
            "form V3, committee, approved 2026-06-11",
            "important project, product or service, gearboxes",
            "done 09-01–—",
        ],
        ["form V4, not approved", "", ""],
        ["", "", ""],
    ]


def test_a_round_that_should_have_ended_on_the_last_day_is_late() -> None:
    (found,) = sections(
        plan=({"round": "R1", "planned_to": "2026-09-30"}, {"round": "R2", "planned_to": "2026-10-01"})
    )
    assert [row[3] for row in cells(found)] == ["past its day", "planned"]


def test_a_group_that_was_asked_and_did_not_answer_is_the_heading() -> None:
    _, found = sections(
        {"by": "group", "name": "big", "asked": 3, "points": Fraction(75)},
        {"by": "group", "name": "new", "asked": 2, "responses": 0, "n_clients": 0, "answers": 0},
        {"by": "mode", "name": "", "points": Fraction(75)},
    )
    assert found.heading.title == "No client of these groups answered: new"
    assert cells(found) == [
        ["Client group", "big", "3", "1", "1", "1", "75.0"],
        ["Client group", "new", "2", "0", "0", "0", "—"],
    ]


def test_without_plan_and_survey_there_is_no_section() -> None:
    assert sections(plan=()) == ()
