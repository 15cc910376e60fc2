"""Improvements after complaints, and whether their clients were told (P11.20)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportgen.grade.grade import graded
from reportgen.model.fact_frames import COMPLAINTS
from reportgen.model.finding import Finding, Unmade
from reportgen.model.improvements import told_on
from reportgen.model.result_frames import MEASURES
from reportgen.policy.pack import Complaints, Disclosure, Limits, Pack
from tests.grade import frames
from tests.grade.example_packs import pack, words
from tests.measure.literal import framed
from tests.records import records

Row = dict[str, Any]
NO_LIMITS = Limits(first_reply_hours=None, handling_hours=None)
COMPLAINT: Row = {"complaint_id": "K1", "client_id": "C01", "received_at": "2026-06-20 09:00"}
ACTION: Row = {
    "action_id": "M1",
    "source_kind": "complaint",
    "source_id": "K1",
    "decided_at": "2026-07-01",
    "status": "done",
    "done_at": "2026-08-01",
}
NOTICE: Row = {
    "notice_id": "N1",
    "client_id": "C01",
    "kind": "improvement",
    "decided_at": "2026-08-02",
    "sent_at": "2026-08-03",
    "action_id": "M1",
}
LISTENING = dict.fromkeys(("replies", "mentions", "needs", "loyalty", "remedies"))


def p11(days: int | None = 10) -> Pack:
    told = {"clause": "P11.20", "days": days}
    rules = {"limits": NO_LIMITS, "repeat_days": None, "mean_horizon_hours": None, "satisfaction": None}
    listening = {**LISTENING, "telling": told}
    return pack(
        "P11",
        "1.0",
        date(2020, 1, 1),
        complaints=Complaints.model_validate({**rules, "min_n": None, "listening": listening}),
        disclosures=(
            Disclosure(clause="P11.20", what=words("shown"), to=("client",), check="improvement_not_told"),
        ),
    )


def outcome(
    actions: tuple[Row, ...] = (ACTION,),
    notices: tuple[Row, ...] = (),
    complaints: tuple[Row, ...] = (COMPLAINT,),
    days: int | None = 10,
    read: tuple[str, ...] = ("improvement_actions", "notices", "complaints"),
) -> tuple[tuple[Finding, ...], tuple[Unmade, ...]]:
    clients = [{"client_id": one, "start_date": "2020-01-01"} for one in ("C01", "C02")]
    facts = frames.facts(
        register=frames.register("2026Q3", *clients),
        memberships=frames.memberships(*({"client_id": row["client_id"], "office_id": "E"} for row in clients)),
        complaints=framed(COMPLAINTS, complaints),
    )
    exports = {"improvement_actions": actions, "notices": notices}
    facts = replace(facts, records=records(**exports), read=frozenset((name, "2026Q3") for name in read))
    found = graded(facts, MEASURES.empty(), frames.window("2026Q3"), {"P11": (p11(days),)})
    return found.findings, found.unmade


def untold(*actions: Row, **given: Any) -> list[tuple[str, str, str]]:
    findings, _ = outcome(actions or (ACTION,), **given)
    return [(one.client_id, one.subject, one.since) for one in findings]


def test_a_client_that_nobody_told_of_its_improvement_is_a_finding_with_its_row() -> None:
    ((one,), _) = outcome()
    assert (one.clause, one.client_id, one.office_id, one.subject) == ("P11.20", "C01", "E", "M1")
    assert one.since == "2026-08-01"
    assert one.evidence.endswith(":2")


@pytest.mark.parametrize(
    "notice",
    [NOTICE, NOTICE | {"action_id": ""}, NOTICE | {"sent_at": "2026-09-30"}],
    ids=["that names it", "that names none, after it", "late, but sent"],
)
def test_a_notice_tells_the_client(notice: Row) -> None:
    assert untold(notices=(notice,)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "C02"},
        {"action_id": "M9"},
        {"sent_at": None},
        {"sent_at": "2026-10-01"},
        {"kind": "credit"},
        {"action_id": "", "sent_at": "2026-07-31"},
    ],
    ids=["of another", "of another improvement", "not sent", "sent later", "of credit", "sent before it was done"],
)
def test_control_another_notice_does_not(changes: Row) -> None:
    assert untold(notices=(NOTICE | changes,)) == [("C01", "M1", "2026-08-01")]


def test_the_day_that_the_improvement_itself_gives_is_enough() -> None:
    assert untold(ACTION | {"shown_to_client_at": "2026-08-05"}) == []
    assert untold(ACTION | {"shown_to_client_at": "2026-10-05"}) == [("C01", "M1", "2026-08-01")]


def test_each_improvement_is_looked_at_in_the_period_of_its_last_day() -> None:
    assert untold(ACTION | {"done_at": "2026-09-20"}) == [("C01", "M1", "2026-09-20")]
    assert untold(ACTION | {"done_at": "2026-09-21"}) == []
    assert untold(ACTION | {"done_at": "2026-06-21"}) == [("C01", "M1", "2026-06-21")]
    assert untold(ACTION | {"done_at": "2026-06-20"}) == []
    assert untold(ACTION | {"done_at": "2026-09-21"}, days=None) == [("C01", "M1", "2026-09-21")]


def test_what_is_not_done_or_answers_no_complaint_is_not_told() -> None:
    assert untold(ACTION | {"status": "open", "done_at": None}) == []
    assert untold(ACTION | {"source_kind": "survey"}) == []
    assert untold(ACTION | {"source_id": "K9"}) == []


def test_every_client_whose_complaint_names_the_improvement_is_to_be_told() -> None:
    others = ({"complaint_id": "K2", "client_id": "C02", "action_id": "M1", "received_at": "2026-07-02 09:00"},)
    found = untold(complaints=(COMPLAINT, *others), notices=(NOTICE,))
    assert found == [("C02", "M1", "2026-08-01")]


def test_without_notices_the_check_is_not_made() -> None:
    findings, unmade = outcome(read=("improvement_actions", "complaints"))
    assert findings == ()
    assert [(one.clause, one.check, one.needs) for one in unmade] == [
        ("P11.20", "improvement_not_told", ("notices",))
    ]


def test_the_first_of_several_days_is_the_one_on_which_it_was_told() -> None:
    sent = [("M1", date(2026, 8, 9)), ("", date(2026, 8, 4)), ("M1", None)]

    def known(day: date) -> date | None:
        return told_on(day, action_id="M1", done=date(2026, 8, 1), shown=date(2026, 8, 20), notices=sent)

    assert known(date(2026, 9, 30)) == date(2026, 8, 4)
    assert known(date(2026, 8, 3)) is None
