"""Checks on the declared exports: what each finds, what it does not, and that it says what it lacked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from reportgen.grade.client_findings import recorded_levels
from reportgen.grade.grade import graded
from reportgen.model.fact_frames import ANSWERS, LIMIT_APPLICATIONS, SURVEY_SAMPLE
from reportgen.model.finding import Unmade
from reportgen.model.graded import Graded
from reportgen.model.result_frames import MEASURES
from reportgen.policy.checks import NEEDS, CheckName
from reportgen.policy.pack import Pack, Signoff
from tests.grade import frames
from tests.grade.example_packs import checks, pack, signoffs, words
from tests.grade.example_packs import scorecard as form_of
from tests.records import records

FULL: dict[str, Any] = {"B1": 4, "B2": 4, "B3": 4, "A1": 0, "M1": 0, "V1": False}
CLAUSE = "P04.1"
BASICS = {
    "registered_address": "苏州",
    "legal_representative": "王",
    "main_business": "机电",
    "contact_name": "李",
    "phone": "1",
    "updated_at": "2026-08-01",
}
CONTRACT = {"contract_id": "H1", "client_id": "C01", "signed_at": "2026-01-08", "valid_to": "2026-12-31"}
ORDER = {"order_id": "O1", "client_id": "C01", "order_date": "2026-07-05", "amount_fen": 100}
READ = ("orders", "survey", "survey_sample", "clients", *(need for needs in NEEDS.values() for need in needs))


def outcome(
    check: str,
    *,
    clients: tuple[dict[str, Any], ...] = ({},),
    exports: dict[str, Any] | None = None,
    read: tuple[str, ...] = READ,
    period: str = "2026Q3",
    **given: Any,
) -> Graded:
    """What one check says of a few clients; ``exports``: rows of declared exports."""
    rows = [{"client_id": f"C{at:02d}", "start_date": "2020-01-01", **row} for at, row in enumerate(clients, 1)]
    one = given.pop("pack", None) or pack("P04", "1.0", date(2024, 1, 1), checks=checks(**{check: CLAUSE}))
    facts = frames.facts(
        register=frames.register(period, *rows),
        memberships=frames.memberships(*({"client_id": row["client_id"], "office_id": "E"} for row in rows)),
        **given,
    )
    facts = replace(facts, records=records(**(exports or {})), read=frozenset((name, period) for name in read))
    return graded(facts, MEASURES.empty(), frames.window(period), {one.id: (one,)})


def told(check: str, **given: Any) -> list[tuple[str, str]]:
    """Whom it is about and what is wrong; each finding names the clause."""
    found = outcome(check, **given).findings
    assert {one.clause for one in found} <= {CLAUSE}
    return [(one.client_id or one.subject, str(one.what)) for one in found]


# ------------------------------------------------------------------ what was not delivered
@pytest.mark.parametrize(
    ("check", "needs"), NEEDS.items(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_check_says_what_it_lacked(check: CheckName, needs: tuple[str, ...]) -> None:
    found = outcome(check.value, read=())
    assert found.findings == ()
    assert found.unmade == (Unmade(clause=CLAUSE, check=check.value, needs=needs),)


def test_control_a_check_that_has_what_it_needs_is_made() -> None:
    assert outcome("payment_unverified").unmade == ()


def test_contracts_and_levels_hold_beyond_their_folder_and_payments_do_not() -> None:
    for check, unmade in (("client_file_incomplete", 0), ("yearly_part_missing", 0), ("payment_unverified", 1)):
        one = pack("P04", "1.0", date(2024, 1, 1), checks=checks(**{check: CLAUSE}))
        facts = replace(
            frames.facts(), read=frozenset((name, "2026Q1") for name in ("contracts", "ratings", "payments"))
        )
        facts = replace(facts, register=frames.register("2026Q3", {"client_id": "C01"}))
        found = graded(facts, MEASURES.empty(), frames.window("2026Q3"), {one.id: (one,)})
        assert len(found.unmade) == unmade, check


# ------------------------------------------------------------------ client files (P04.21)
def whole(**changes: Any) -> dict[str, Any]:
    return {"clients": (BASICS,), "exports": {"contracts": [CONTRACT]}, "orders": frames.orders(ORDER)} | changes


def test_a_whole_client_file_is_no_finding() -> None:
    assert told("client_file_incomplete", **whole()) == []


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"orders": frames.orders()}, "the file holds no order"),
        ({"exports": {"contracts": []}}, "the file holds no contract in force"),
        (
            {"exports": {"contracts": [CONTRACT | {"valid_to": "2026-09-29"}]}},
            "the file holds no contract in force",
        ),
        (
            {"exports": {"contracts": [CONTRACT | {"valid_from": "2026-10-01"}]}},
            "the file holds no contract in force",
        ),
    ],
)
def test_each_missing_group_of_a_client_file_is_told(changes: dict[str, Any], what: str) -> None:
    assert told("client_file_incomplete", **whole(**changes)) == [("C01", what)]


def test_basic_data_that_the_register_records_for_others_are_missed() -> None:
    both = (BASICS, BASICS | {"phone": "", "main_business": ""})
    contracts = [CONTRACT, CONTRACT | {"contract_id": "H2", "client_id": "C02"}]
    orders = frames.orders(ORDER, ORDER | {"order_id": "O2", "client_id": "C02"})
    found = told("client_file_incomplete", clients=both, exports={"contracts": contracts}, orders=orders)
    assert found == [("C02", "the file lacks basic data: main business, telephone")]


def test_control_basic_data_that_nobody_records_are_not_missed() -> None:
    assert told("client_file_incomplete", **whole(clients=({},))) == []


def test_a_client_new_in_the_period_need_not_have_ordered() -> None:
    fresh = (BASICS | {"start_date": "2026-08-01"},)
    assert told("client_file_incomplete", **whole(clients=fresh, orders=frames.orders())) == []


# ------------------------------------------------------------------ stale data (P17.23)
@pytest.mark.parametrize(("day", "stale"), [("2025-09-29", True), ("2025-09-30", False), ("2026-09-30", False)])
def test_data_are_stale_after_a_year(day: str, stale: bool) -> None:  # noqa: FBT001
    found = outcome("record_stale", clients=(BASICS | {"updated_at": day},)).findings
    assert [(one.client_id, one.since) for one in found] == ([("C01", day)] if stale else [])


def test_data_without_a_day_are_told_where_others_have_one() -> None:
    assert told("record_stale", clients=(BASICS, {})) == [
        ("C02", "no day is recorded on which its data were looked through")
    ]


# ------------------------------------------------------------------ levels in use (P04.18)
def by_card(check: str) -> Pack:
    return pack("P04", "1.0", date(2024, 1, 1), grading=form_of(), checks=checks(**{check: CLAUSE}))


def card(client: str = "C01", **more: Any) -> dict[str, Any]:
    return {"client_id": client, "graded_on": "2026-09-18", "entries": FULL, **more}


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        ("P04:A;P17:C", []),
        ("P04:a", []),
        ("P17:C", []),
        ("P04:B", [("C01", "the level in use is B, the computed one A")]),
    ],
)
def test_the_level_in_use_is_compared_with_the_computed_one(recorded: str, found: list[tuple[str, str]]) -> None:
    given: dict[str, Any] = {"clients": ({"grade_recorded": recorded},), "pack": by_card("level_not_recorded")}
    assert told("level_not_recorded", **given, **frames.cards(card())) == found


def test_a_level_that_only_the_export_of_levels_records_counts_until_its_last_day() -> None:
    rating = {"client_id": "C01", "pack_id": "P04", "grade": "C", "valid_from": "2026-03-01"}
    given: dict[str, Any] = {"pack": by_card("level_not_recorded"), **frames.cards(card())}
    assert len(told("level_not_recorded", exports={"ratings": [rating]}, **given)) == 1
    assert told("level_not_recorded", exports={"ratings": [rating | {"valid_to": "2026-06-30"}]}, **given) == []
    assert told("level_not_recorded", exports={"ratings": [rating | {"pack_id": "P17"}]}, **given) == []


def test_recorded_levels_are_taken_apart() -> None:
    assert recorded_levels("P03:A;P17:VIP") == {"P03": "A", "P17": "VIP"}
    assert recorded_levels("") == {}


# ------------------------------------------------------------------ the survey (P14.4, P14.7, P14.13)
ROUND = {"year": 2026, "round": "R3", "kind": "regular", "done_from": "2026-08-01", "in_annual_work_plan": True}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, False),
        ({"in_annual_work_plan": False}, True),
        ({"in_annual_work_plan": None}, True),
        ({"in_annual_work_plan": False, "kind": "ad_hoc", "trigger": "complaint"}, False),
        ({"in_annual_work_plan": False, "kind": "ad_hoc", "trigger": "none"}, True),
        ({"in_annual_work_plan": False, "done_from": "2026-05-01"}, False),
        ({"in_annual_work_plan": False, "done_from": None, "planned_from": "2026-09-30"}, True),
    ],
)
def test_a_round_of_the_period_stands_in_the_yearly_work_plan(changes: dict[str, Any], found: bool) -> None:  # noqa: FBT001
    said = told("plan_not_in_work_plan", exports={"survey_plan": [ROUND | changes]})
    assert said == ([("R3", "the yearly work plan does not hold this round")] if found else [])


def answers(*clients: str, name: str = "R3") -> pd.DataFrame:
    rows = [
        {
            "client_id": one,
            "round": name,
            "answered_at": pd.Timestamp("2026-08-05 10:00", tz="UTC"),
            "question": "Q1",
            "row": at,
        }
        for at, one in enumerate(clients)
    ]
    return frames.framed(ANSWERS, rows)


def test_answers_of_a_round_that_no_plan_holds_are_told() -> None:
    given: dict[str, Any] = {"exports": {"survey_plan": [ROUND]}}
    assert told("plan_not_in_work_plan", **given, answers=answers("C01", name="R9")) == [
        ("R9", "no plan holds this round")
    ]
    assert told("plan_not_in_work_plan", **given, answers=answers("C01")) == []


def asked(*rows: tuple[str, str]) -> pd.DataFrame:
    every = [
        {"period": "2026Q3", "round": "R3", "client_id": one, "group": group, "row": at}
        for at, (one, group) in enumerate(rows, 2)
    ]
    return frames.framed(SURVEY_SAMPLE, every)


@pytest.mark.parametrize(
    ("important", "sample", "found"),
    [(True, ("C02",), ["C01"]), (True, ("C01", "C02"), []), (False, ("C02",), [])],
)
def test_an_important_client_is_asked(important: bool, sample: tuple[str, ...], found: list[str]) -> None:  # noqa: FBT001
    people = ({"is_important": important}, {"is_important": False})
    sampled = asked(*((one, "") for one in sample))
    said = told("important_client_not_asked", clients=people, survey_sample=sampled)
    assert [client for client, _ in said] == found


def test_a_group_of_which_nobody_answered_is_told() -> None:
    sample = asked(("C01", "大客户"), ("C02", "新客户"), ("C03", "新客户"))
    assert told("group_without_answers", survey_sample=sample, answers=answers("C01")) == [
        ("新客户", "nobody of this group has answered; clients asked: 2")
    ]
    assert told("group_without_answers", survey_sample=sample, answers=answers("C01", "C03")) == []


# ------------------------------------------------------------------ meetings (P03.8-9)
MEETING = {"meeting_id": "M1", "kind": "credit", "date": "2026-09-20", "office_id": "E", "minutes_ref": "J1"}


def held(*meetings: dict[str, Any]) -> list[tuple[str, str]]:
    given: dict[str, Any] = {
        "pack": by_card("minutes_missing"),
        **frames.cards(card(card_id="K1"), card("C02", card_id="K2")),
    }
    return told("minutes_missing", clients=({}, {}), exports={"meetings": meetings}, **given)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, 0),
        ({"minutes_ref": ""}, 1),
        ({"minutes_ref": "", "kind": "dealer"}, 0),
        ({"minutes_ref": "", "date": "2026-06-30"}, 0),
    ],
)
def test_a_credit_meeting_of_the_period_has_minutes(changes: dict[str, Any], found: int) -> None:
    assert held(MEETING | changes) == [("M1", "a credit meeting without minutes")] * found


def test_every_card_is_discussed_where_meetings_list_their_cards() -> None:
    assert held(MEETING | {"card_ids": "K1"}) == [("C02", "no credit meeting discussed this card")]
    assert held(MEETING | {"card_ids": "K2、 K1"}) == []
    assert held(MEETING) == [], "control: where no meeting lists cards, none is missed"


# ------------------------------------------------------------------ payments (P17.19)
PAYMENT = {
    "payment_id": "Z1",
    "client_id": "C01",
    "paid_at": "2026-08-03",
    "amount_fen": 100,
    "verified_by_finance": True,
}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, 0),
        ({"verified_by_finance": False}, 1),
        ({"verified_by_finance": None}, 1),
        ({"verified_by_finance": False, "paid_at": "2026-06-30"}, 0),
    ],
)
def test_a_payment_of_the_period_is_verified(changes: dict[str, Any], found: int) -> None:
    said = told("payment_unverified", exports={"payments": [PAYMENT | changes]})
    assert said == [("C01", "payments that finance has not verified: 1")] * found


def test_payments_of_one_client_are_one_finding_with_the_first() -> None:
    rows = [
        PAYMENT | {"payment_id": one, "paid_at": day, "verified_by_finance": False}
        for one, day in (("Z2", "2026-08-09"), ("Z3", "2026-07-02"))
    ]
    (one,) = outcome("payment_unverified", exports={"payments": rows}).findings
    assert (one.subject, one.since, str(one.what)[-1]) == ("Z3", "2026-07-02", "2")


# ------------------------------------------------------------------ the yearly grading (P17.22)
CREDIT = {"client_id": "C01", "pack_id": "P03", "axis": "credit", "grade": "A", "valid_from": "2026-03-01"}
CLASS = {"client_id": "C01", "pack_id": "P04", "axis": "value", "grade": "A", "valid_from": "2026-12-28"}


def yearly(*ratings: dict[str, Any], period: str = "2026Q4") -> list[str]:
    given: dict[str, Any] = {"pack": by_card("yearly_part_missing"), **frames.cards(card(graded_on="2026-12-01"))}
    return [what for _, what in told("yearly_part_missing", exports={"ratings": ratings}, period=period, **given)]


def test_the_yearly_grading_with_all_its_parts_is_no_finding() -> None:
    assert yearly(CREDIT, CLASS) == []


def test_each_missing_part_of_the_yearly_grading_is_told() -> None:
    assert yearly(CREDIT) == ["no class is recorded for the year"]
    assert yearly(CREDIT, CLASS | {"valid_from": "2025-12-28"}) == ["no class is recorded for the year"]
    assert yearly(CLASS) == ["no credit level is recorded at the end of the year"]
    assert yearly(CREDIT, CLASS | {"grade": "B"}) == ["A is not confirmed; recorded is B"]


def test_control_nothing_is_due_before_the_year_ends() -> None:
    assert yearly(period="2026Q3") == []


# ------------------------------------------------------------------ who may sign (P03.23, P03.29)
PEOPLE = (
    ("王静", "sales_engineer"),
    ("许岚", "business_specialist"),
    ("陆征", "vice_president"),
    ("何远山", "general_manager"),
)
SIGNED = (
    ("销售工程师", "王静", "2026-09-18"),
    ("商务专员", "许岚", "2026-09-20"),
    ("分管副总", "陆征", "2026-09-25"),
)


def staff(*people: tuple[str, str], period: str = "2026Q3") -> list[dict[str, Any]]:
    return [
        {"state_period": period, "person_id": str(at), "name": name, "role": role}
        for at, (name, role) in enumerate(people)
    ]


def signed(chain: tuple[tuple[str, str, str], ...], people: list[dict[str, Any]]) -> list[tuple[str, str]]:
    one = pack(
        "P03",
        "3.0",
        date(2024, 1, 1),
        grading=form_of(),
        signoffs=signoffs(),
        checks=checks(wrong_approver="P03.23"),
    )
    cards: dict[str, Any] = frames.cards(card(signed=chain))
    found = outcome("", pack=one, exports={"staff": people}, **cards)
    return [(finding.clause, str(finding.what)) for finding in found.findings]


def test_signers_of_the_right_roles_are_no_finding() -> None:
    assert signed(SIGNED, staff(*PEOPLE)) == []


def test_an_approver_of_another_role_is_told_under_the_approvers_clause() -> None:
    wrong = (*SIGNED[:2], ("分管副总", "许 岚", "2026-09-25"))
    ((clause, what),) = signed(wrong, staff(*PEOPLE))
    assert clause == "P03.23"
    assert "role is business specialist" in what


def test_a_signer_of_another_role_is_told_under_the_steps_clause() -> None:
    wrong = (SIGNED[0], ("商务专员", "王静", "2026-09-20"), SIGNED[2])
    ((clause, what),) = signed(wrong, staff(*PEOPLE))
    assert clause != "P03.23"
    assert "role is sales engineer" in what


@pytest.mark.parametrize("people", [[], staff(("别人", "finance"))], ids=["no list", "not in the list"])
def test_control_who_is_in_no_list_tells_nothing(people: list[dict[str, Any]]) -> None:
    wrong = (*SIGNED[:2], ("分管副总", "许岚", "2026-09-25"))
    assert signed(wrong, people) == []


def test_the_list_of_the_period_of_the_signature_counts() -> None:
    wrong = (SIGNED[0], ("商务专员", "某人", "2026-09-20"), ("分管副总", "许岚", "2026-09-25"))
    promoted = staff(("许岚", "vice_president"))
    before = staff(("许岚", "business_specialist"), period="2026Q2")
    assert signed(wrong, [*before, *promoted]) == []
    assert len(signed(wrong, before)) == 1


FORM = {
    "application_id": "F1",
    "client_id": "C01",
    "filled_on": "2026-09-19",
    "approved_on": "2026-09-20",
    "effective_on": "2026-09-21",
    "new_level": "A",
}


@pytest.mark.parametrize(("approver", "found"), [("何远山", 0), ("陆征", 1), ("路人", 0)])
def test_a_correction_is_approved_by_the_general_manager(approver: str, found: int) -> None:
    chain = (*signoffs(), Signoff(clause="P03.29", step=None, role=words("general manager"), when="correction"))
    one = pack(
        "P03",
        "3.0",
        date(2024, 1, 1),
        grading=form_of(),
        signoffs=chain,
        checks=checks(correction_without_form="P03.28"),
    )
    forms = frames.framed(LIMIT_APPLICATIONS, [FORM | {"approved_by": approver}])
    cards: dict[str, Any] = frames.cards(card(signed=SIGNED))
    people = {"staff": staff(*PEOPLE)}
    read = ("limit_applications",)
    given = outcome("", pack=one, exports=people, read=read, limit_applications=forms, **cards)
    said = [(finding.clause, finding.subject) for finding in given.findings]
    assert said == [("P03.29", "F1")] * found
