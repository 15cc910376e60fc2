"""What called for an evaluation and what evaluated it, on literal rows judged by hand."""

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from reportgen.measure.evaluations import evaluated, evaluations
from reportgen.model.fact_frames import RESPONSES
from reportgen.model.facts import Facts
from tests.measure import literal
from tests.measure.listened import Row, rows, said, with_records
from tests.measure.literal import framed

TRIGGERS = {"emergency": "P14.8", "complaint": "P14.9", "suggestion": "P14.10", "important_item": "P14.11"}
PLAN: tuple[Row, ...] = (
    {"year": 2026, "round": "asked back", "kind": "ad_hoc", "trigger": "suggestion"},
    {"year": 2026, "round": "yearly", "kind": "regular", "trigger": "none", "planned_from": "2026-07-01"},
    {"year": 2026, "round": "flood", "kind": "ad_hoc", "trigger": "emergency", "planned_from": "2026-06-20"}
    | {"done_from": "2026-07-02"},
    {
        "year": 2026,
        "round": "new gear",
        "kind": "ad_hoc",
        "trigger": "important_item",
        "planned_from": "2026-09-01",
    },
    {
        "year": 2026,
        "round": "old gear",
        "kind": "ad_hoc",
        "trigger": "important_item",
        "planned_from": "2026-06-01",
    },
)
READ = {(one, "2026Q3") for one in ("clients", "survey", "complaints", "feedback", "survey_plan")}


def form(client: str, day: str, name: str = "yearly", complaint: str = "") -> Row:
    return {
        "response_id": f"R-{client}-{day}-{complaint}",
        "client_id": client,
        "office_id": "E",
        "round": name,
        "answered_at": f"{day} 10:00",
        "complaint_id": complaint,
    }


def complaint(number: str, day: str = "2026-08-01", client: str = "A", **rest: Any) -> Row:
    return {"complaint_id": number, "client_id": client, "received_at": f"{day} 10:00", **rest}


def world(
    *forms: Row, complaints: tuple[Row, ...] = (), feedback: tuple[Row, ...] = (), read: Any = None
) -> Facts:
    known = literal.facts(
        **literal.clients("A", "B"),
        complaints=literal.complaints(*complaints),
        responses=framed(RESPONSES, forms),
        read=READ if read is None else read,
    )
    plan = PLAN if read is None or ("survey_plan", "2026Q3") in read else ()
    return with_records(known, periods=(), feedback=feedback, survey_plan=plan)


def found(facts: Facts, **triggers: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Trigger and subject → by, day."""
    table = evaluations(facts, literal.window(), triggers or TRIGGERS)
    return {
        key: (row["by"], None if row["evaluated_on"] is None else f"{row['evaluated_on']:%m-%d}")
        for key, row in rows(table, "trigger", "subject").items()
    }


def test_a_complaint_is_evaluated_by_a_form_that_names_it_else_by_the_ledger() -> None:
    scored: dict[str, Any] = {"satisfaction_micro": 4_000_000, "closed_at": "2026-08-09 10:00"}
    facts = world(
        form("B", "2026-09-20", complaint="K1"),
        form("A", "2026-09-10", complaint="K1"),
        form("A", "2026-09-12"),
        form("A", "2026-10-01", complaint="K3"),  # after the quarter
        complaints=(
            complaint("K1", **scored),
            complaint("K2", **scored),
            complaint("K3"),
            complaint("K4", satisfaction_micro=5_000_000),
            complaint("K5", **scored | {"impossible": True}),
            complaint("K6", day="2026-06-30", **scored),
        ),
    )
    assert {subject: cells for (one, subject), cells in found(facts).items() if one == "complaint"} == {
        "K1": ("form", "09-10"),
        "K2": ("ledger", "08-09"),
        "K3": ("", None),
        "K4": ("ledger", None),
        "K5": ("ledger", None),
    }


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (form("A", "2026-08-10", "asked back"), ("form", "08-10")),
        (form("A", "2026-08-09", "asked back"), ("", None)),  # the day before
        (form("B", "2026-08-20", "asked back"), ("", None)),
        (form("A", "2026-08-20", "flood"), ("", None)),
        (form("A", "2026-08-20"), ("", None)),
    ],
)
def test_a_suggestion_is_evaluated_by_its_client_in_a_round_after_suggestions(
    answer: Row, wanted: tuple[Any, ...]
) -> None:
    given = (
        said("A", "suggestion", "2026-08-10", feedback_id="F1"),
        said("A", "opinion", "2026-08-10", feedback_id="F2"),
        said("A", "suggestion", "2026-06-10", feedback_id="F0"),
    )
    facts = world(answer, feedback=given)
    assert {subject: cells for (one, subject), cells in found(facts).items() if one == "suggestion"} == {
        "F1": wanted
    }


def test_a_round_that_began_in_the_quarter_is_evaluated_by_its_first_form() -> None:
    facts = world(form("A", "2026-08-20", "flood"), form("B", "2026-08-11", "flood"))
    assert found(facts) == {("emergency", "flood"): ("form", "08-11"), ("important_item", "new gear"): ("", None)}


def test_only_what_the_pack_names_calls_for_an_evaluation() -> None:
    facts = world(complaints=(complaint("K1"),))
    assert found(facts, complaint="P14.9").keys() == {("complaint", "K1")}


def counts(facts: Facts) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    table = evaluations(facts, literal.window(), TRIGGERS)
    total = evaluated(facts, literal.window(), TRIGGERS, table)
    cells = ("n", "evaluated", "by_form", "share", "clause")
    return {
        key: tuple(row[name] for name in cells)
        for key, row in rows(total, "level", "client_id", "trigger").items()
    }


def test_counts_stand_for_the_company_each_office_and_the_clients_concerned() -> None:
    facts = world(
        form("A", "2026-09-10", complaint="K1"),
        complaints=(complaint("K1"), complaint("K2", satisfaction_micro=1), complaint("K3", client="gone")),
    )
    assert counts(facts) == {
        ("company", "", "complaint"): (3, 2, 1, Fraction(2, 3), "P14.9"),
        ("company", "", "suggestion"): (0, 0, 0, None, "P14.10"),
        ("company", "", "emergency"): (1, 0, 0, Fraction(0), "P14.8"),
        ("company", "", "important_item"): (1, 0, 0, Fraction(0), "P14.11"),
        ("office", "", "complaint"): (3, 2, 1, Fraction(2, 3), "P14.9"),
        ("office", "", "suggestion"): (0, 0, 0, None, "P14.10"),
        ("client", "A", "complaint"): (2, 2, 1, Fraction(1), "P14.9"),
    }


@pytest.mark.parametrize(
    ("lacking", "gone"),
    [
        ("complaints", {"complaint"}),
        ("feedback", {"suggestion"}),
        ("survey_plan", {"emergency", "important_item"}),
        ("survey", {*TRIGGERS}),
    ],
)
def test_what_was_not_read_is_no_row_and_no_zero(lacking: str, gone: set[str]) -> None:
    facts = world(read={one for one in READ if one[0] != lacking})
    assert {trigger for _, _, trigger in counts(facts)} == {*TRIGGERS} - gone


def test_control_a_form_without_the_complaint_s_number_evaluates_nothing() -> None:
    named, bare = (
        world(form("A", "2026-09-10", complaint=one), complaints=(complaint("K1"),)) for one in ("K1", "")
    )
    assert counts(named)["company", "", "complaint"][:3] == (1, 1, 1)
    assert counts(bare)["company", "", "complaint"][:3] == (1, 0, 0)


def test_the_days_are_the_profile_s_not_utc() -> None:
    facts = world(
        form("A", "2026-09-10", complaint="K1"), complaints=(complaint("K1", received_at="2026-08-02 01:00"),)
    )
    table = evaluations(facts, literal.window(), TRIGGERS)
    (own,) = table.loc[table["subject"] == "K1", ["since", "evaluated_on"]].to_dict("records")
    assert own == {"since": pd.Timestamp("2026-08-02"), "evaluated_on": pd.Timestamp("2026-09-10")}
