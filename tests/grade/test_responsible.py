"""Roles that nobody has, teams that are missing, and levels in use that follow too late."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from reportgen.grade.adjustment_findings import Ended, adjusted, adjustment_findings
from reportgen.grade.grade import graded
from reportgen.model.facts import Facts
from reportgen.model.graded import Graded
from reportgen.model.result_frames import GRADED, MEASURES, POINTS
from reportgen.policy.pack import Analysis, Grading, Pack, Signoff, Treatment
from tests.grade import frames
from tests.grade.example_packs import P17, pack, words
from tests.records import records

MARKETING = Signoff(clause="P04.20", step=None, role=words("市场部"), when="owner", check="role_unassigned")
TEAM = Treatment(clause="P17.20", level="A", treatment=words("team"), must=False, check="team_missing")
LATE = Analysis(clause="P17.17", section="GR3", check="level_adjusted_late")
PERSON = {"person_id": "1", "name": "王", "state_period": "2026Q3"}
EMPTY = Graded(graded=GRADED.empty(), points=POINTS.empty(), findings=(), unmade=())


def limited(days: int | None) -> Pack:
    """P17 whose levels in use follow within some days."""
    assert P17.grading is not None
    grading = Grading.model_validate({**P17.grading.model_dump(), "adjust_within_days": days})
    return P17.model_copy(update={"grading": grading, "analyses": (LATE,)})


# ------------------------------------------------------------------ roles (P04.20)
def about_roles(*roles: str, read: bool = True, period: str = "2026Q3") -> Graded:
    one = pack("P04", "1.0", date(2024, 1, 1), signoffs=(MARKETING,))
    staff = [
        {**PERSON, "person_id": str(at), "role": role, "state_period": period} for at, role in enumerate(roles)
    ]
    facts = replace(
        frames.facts(register=frames.register("2026Q3", {"client_id": "C01"})),
        records=records(staff=staff),
        read=frozenset({("staff", "2026Q3")} if read else ()),
    )
    return graded(facts, MEASURES.empty(), frames.window("2026Q3"), {"P04": (one,)})


def test_a_role_that_nobody_has_is_found_once() -> None:
    (found,) = about_roles("finance", "customer_service").findings
    assert (found.clause, found.client_id, str(found.what)) == (
        "P04.20",
        "",
        "nobody on the list of people has the role 市场部",
    )


def test_a_role_that_somebody_has_is_no_finding() -> None:
    assert about_roles("finance", "marketing").findings == ()


def test_a_role_held_on_an_older_list_alone_is_unassigned_now() -> None:
    assert len(about_roles("marketing", period="2026Q2").findings) == 1


def test_without_a_list_of_people_the_check_is_not_made() -> None:
    found = about_roles(read=False)
    assert found.findings == ()
    assert [(one.clause, one.needs) for one in found.unmade] == [("P04.20", ("staff",))]


# ------------------------------------------------------------------ teams (P04.25)
def about_teams(yuan: int, teams: tuple[str, ...]) -> Graded:
    one = P17.model_copy(update={"treatments": (TEAM,)})
    rows = [{"client_id": f"C{at}", "account_team": team} for at, team in enumerate(teams)]
    facts = frames.facts(register=frames.register("2026Q3", *rows))
    facts = replace(facts, records=records(), read=frozenset({("clients", "2026Q3")}))
    sales = frames.measures("2026Q3", "trade.sales_12m", {f"C{at}": yuan for at in range(len(teams))})
    memberships = frames.memberships(*({"client_id": row["client_id"], "office_id": "E"} for row in rows))
    return graded(replace(facts, memberships=memberships), sales, frames.window("2026Q3"), {"P17": (one,)})


def test_a_client_of_the_level_without_a_team_is_found_and_the_one_with_a_team_is_not() -> None:
    found = about_teams(6_000_000, ("", "一组")).findings
    assert [(one.client_id, one.office_id, str(one.what)) for one in found] == [
        ("C0", "E", "level A, and no team looks after the client")
    ]


def test_a_client_of_another_level_needs_no_team() -> None:
    assert about_teams(100, ("", "一组")).findings == ()


def test_without_the_column_of_teams_the_check_is_not_made() -> None:
    found = about_teams(6_000_000, ("", ""))
    assert (found.findings, [one.check for one in found.unmade]) == ((), ["team_missing"])


# ------------------------------------------------------------------ in time (P04.17)
def ended(period: str, level: str) -> Ended:
    rows = frames.framed(
        GRADED, [{"pack": "P17", "client_id": "C1", "level": level, "rank": 1, "vetoed": False, "held": False}]
    )
    return Ended(window=frames.window(period), graded=replace(EMPTY, graded=rows))


def changed(*ratings: tuple[str, str], levels: tuple[str, str] = ("A", "B")) -> tuple[Facts, Ended, Ended]:
    """Recorded levels of one client, and its computed ones of the two quarters before 2026Q3."""
    rows: list[dict[str, Any]] = [
        {"pack_id": "p17", "client_id": "C1", "axis": "value", "grade": grade, "valid_from": day}
        for grade, day in ratings
    ]
    facts = replace(
        frames.facts(memberships=frames.memberships({"client_id": "C1", "office_id": "E"})),
        records=records(ratings=rows),
        read=frozenset({("ratings", "2026Q1")}),
    )
    return facts, ended("2026Q1", levels[0]), ended("2026Q2", levels[1])


def late(*ratings: tuple[str, str], days: int | None = 15, levels: tuple[str, str] = ("A", "B")) -> list[str]:
    """What is said in 2026Q3 of a level that changed at the end of 2026Q2, i.e. on 30 June."""
    facts, earlier, later = changed(*ratings, levels=levels)
    found = adjustment_findings(facts, frames.window("2026Q3"), {"P17": limited(days)}, earlier, later)
    assert {(one.clause, one.client_id, one.office_id, one.since) for one in found} <= {
        ("P17.17", "C1", "E", "2026-06-30")
    }
    return [str(one.what) for one in found]


def test_a_level_put_into_use_on_the_last_allowed_day_is_in_time() -> None:
    assert late(("A", "2026-01-01"), ("B", "2026-07-15")) == []


def test_a_day_later_is_too_late() -> None:
    assert late(("A", "2026-01-01"), ("B", "2026-07-16")) == [
        "the level B was put into use 16 days after the change, 15 allowed"
    ]


def test_a_level_that_is_never_put_into_use_waits_until_the_last_day() -> None:
    assert late(("A", "2026-01-01"), ("C", "2026-07-02")) == [
        "the level moved from A to B and is not in use after 92 days"
    ]


@pytest.mark.parametrize(
    ("ratings", "days", "levels"),
    [
        ((), 15, ("A", "B")),  # nothing recorded: it may be recorded elsewhere
        ((("A", "2026-01-01"),), None, ("A", "B")),  # the policy gives no days
        ((("A", "2026-01-01"),), 15, ("A", "A")),  # nothing changed
        ((("A", "2026-01-01"),), 15, ("", "B")),  # a first level is no change
        ((("b", "2026-06-01"),), 15, ("A", "B")),  # in use before the change
    ],
)
def test_nothing_is_late(ratings: tuple[tuple[str, str], ...], days: int | None, levels: tuple[str, str]) -> None:
    assert late(*ratings, days=days, levels=levels) == []


def test_control_the_same_ratings_with_a_change_and_days_are_late() -> None:
    assert late(("A", "2026-01-01"), days=15, levels=("A", "B")) != []


@pytest.mark.parametrize(
    ("in_use", "days", "told"),
    [
        ("2026-07-15", 15, ("2026-07-15", 15, "in_time")),
        ("2026-07-16", 15, ("2026-07-16", 16, "late")),
        ("2026-06-01", 15, ("2026-06-30", 0, "in_time")),
        ("2026-10-01", 15, ("", 92, "late")),
        ("2026-10-01", 92, ("", 92, "waiting")),
        ("2026-07-16", None, ("2026-07-16", 16, "")),
    ],
)
def test_each_change_has_its_days_and_its_state(in_use: str, days: int | None, told: tuple[Any, ...]) -> None:
    facts, earlier, later = changed(("A", "2026-01-01"), ("B", in_use))
    found = adjusted(facts, frames.window("2026Q3"), {"P17": limited(days)}, earlier, later)
    (row,) = found.to_dict("records")
    on = "" if pd.isna(row["adjusted_on"]) else f"{row['adjusted_on']:%Y-%m-%d}"
    assert (on, row["days"], row["state"]) == told
    assert (row["office_id"], row["before"], row["level"], f"{row['changed_on']:%Y-%m-%d}") == (
        "E", "A", "B", "2026-06-30",
    )  # fmt: skip


def test_control_without_a_change_or_a_record_no_change_is_told() -> None:
    for facts, earlier, later in (changed(("A", "2026-01-01"), levels=("A", "A")), changed()):
        assert adjusted(facts, frames.window("2026Q3"), {"P17": limited(15)}, earlier, later).empty
