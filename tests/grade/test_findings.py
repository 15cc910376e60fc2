"""Breaches of a policy in sound data, and what is none."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import pytest

from reportgen.grade.findings import CHECKS, ON_CARDS, OVER_TIME
from reportgen.grade.grade import graded
from reportgen.model.fact_frames import COMPLAINTS
from reportgen.model.finding import Finding
from reportgen.model.result_frames import MEASURES
from reportgen.policy.checks import NEEDS, CheckName
from reportgen.policy.pack import Dimension, MinN, Pack, Process, Question, Satisfaction
from tests.grade import frames
from tests.grade.example_packs import checks, pack, quarterly, signoffs, words
from tests.grade.example_packs import scorecard as form_of

FULL: dict[str, Any] = {"B1": 4, "B2": 4, "B3": 4, "A1": 0, "M1": 0, "V1": False}
NONE = MEASURES.empty()
SIGNED = (
    ("销售工程师", "王静", "2026-09-18"),
    ("商务专员", "许岚", "2026-09-20"),
    ("分管副总", "陆征", "2026-09-25"),
)


class Said(NamedTuple):
    """What a test looks at in a finding."""

    clause: str
    client: str
    since: str
    what: str


def p03(**changes: Any) -> Pack:
    grading = changes.pop("grading", None) or form_of(evidence_required=True, pass_level="C")  # noqa: S106
    return pack("P03", "3.0", date(2026, 1, 1), grading=grading, **changes)


def card(**changes: Any) -> dict[str, Any]:
    return {"client_id": "C01", "graded_on": "2026-09-18", "entries": FULL, "signed": SIGNED} | changes


def found(
    one: Pack,
    *cards: dict[str, Any],
    clients: tuple[dict[str, Any], ...] = ({"client_id": "C01", "start_date": "2020-01-01"},),
    measures: pd.DataFrame = NONE,
    **others: pd.DataFrame,
) -> tuple[Finding, ...]:
    facts = frames.facts(
        register=frames.register("2026Q3", *clients),
        memberships=frames.memberships(*({"client_id": row["client_id"], "office_id": "E"} for row in clients)),
        **frames.cards(*cards),
        **others,
    )
    return graded(facts, measures, frames.window("2026Q3"), {one.id: (one,)}).findings


def said(findings: tuple[Finding, ...]) -> list[Said]:
    return [Said(one.clause, one.client_id, one.since, str(one.what)) for one in findings]


def order(order_id: str, day: str, client: str = "C01", **changes: Any) -> dict[str, Any]:
    return {"order_id": order_id, "client_id": client, "order_date": day, "amount_fen": 100, **changes}


# ------------------------------------------------------------------ the card itself
@pytest.mark.parametrize("stated", ["90", "90.0", None])
def test_a_total_that_is_right_or_not_stated_is_no_finding(stated: str | None) -> None:
    assert found(p03(), card(stated_total=stated)) == ()


def test_the_exact_total_before_rounding_is_right_too() -> None:
    assert found(p03(), card(entries=FULL | {"A1": 1}, stated_total="92.5")) == ()


def test_a_wrong_total_is_told_with_both_numbers() -> None:
    (one,) = found(p03(), card(stated_total="85", file="surveys/2026Q3/cards.xlsx", sheet="C01"))
    assert (one.office_id, one.subject, one.evidence) == (
        "E",
        "C01/2026-09-18",
        "surveys/2026Q3/cards.xlsx[C01]:2",
    )
    assert said((one,)) == [
        Said("P03.22", "C01", "2026-09-18", "the form states a total of 85, its items come to 90")
    ]


def test_a_wrong_total_of_decimals() -> None:
    decimals = p03(grading=form_of(places=1))
    (one,) = found(decimals, card(entries=FULL | {"A1": 1}, stated_total="90"))
    assert str(one.what).endswith("its items come to 92.5")


def test_a_card_of_an_earlier_quarter_was_told_then() -> None:
    assert found(p03(), card(graded_on="2026-06-20", stated_total="85")) == ()


def test_blank_and_impossible_entries_hold_the_grading() -> None:
    entries = FULL | {"B1": None, "B2": None, "B3": 9, "V1": None}
    assert said(found(p03(), card(entries=entries))) == [
        Said("P03.15", "C01", "2026-09-18", "an entry beyond its limits for B3: the grading is held"),
        Said("P03.15", "C01", "2026-09-18", "no entry for B1, B2: the grading is held"),
        Said("P03.18", "C01", "2026-09-18", "no entry for V1: the grading is held"),
    ]


def test_items_that_the_policy_does_not_have_are_named() -> None:
    entries = FULL | {"B9": 1, "A9": 1}
    assert said(found(p03(), card(entries=entries))) == [
        Said("P03.22", "C01", "2026-09-18", "the policy has no item A9, B9; it was left out")
    ]


EVIDENCE = checks(evidence_missing="P03.19")


def test_items_without_evidence_are_named_where_they_count() -> None:
    bare = card(without_evidence=("B1", "B2", "A1", "M1", "V1"))
    assert said(found(p03(checks=EVIDENCE), bare)) == [
        Said("P03.19", "C01", "2026-09-18", "no evidence for B1, B2")
    ]


def test_a_veto_hit_and_points_of_plus_and_minus_items_need_evidence() -> None:
    entries = FULL | {"A1": 1, "M1": 1, "V1": True}
    bare = card(entries=entries, without_evidence=("A1", "M1", "V1"))
    assert said(found(p03(checks=EVIDENCE), bare)) == [
        Said("P03.19", "C01", "2026-09-18", "no evidence for A1, M1, V1")
    ]


def test_a_pack_that_wants_no_evidence_gets_no_finding() -> None:
    relaxed = p03(grading=form_of(evidence_required=False), checks=EVIDENCE)
    assert found(relaxed, card(without_evidence=("B1",))) == ()
    assert found(p03(), card(without_evidence=("B1",))) == ()


# ------------------------------------------------------------------ sign-offs
CHAIN: dict[str, Any] = {
    "signoffs": signoffs(),
    "checks": checks(wrong_approver="P03.23"),
    "processes": (
        Process(
            clause="P03.21", duty=words("in order"), evidence="scorecard_items", check=CheckName.SIGNOFF_ORDER
        ),
    ),
}


def test_a_chain_that_is_signed_in_order_is_no_finding() -> None:
    assert found(p03(**CHAIN), card()) == ()


def test_a_missing_signature_is_a_breach_of_its_own_clause() -> None:
    unsigned = (SIGNED[0], ("商务专员", "", None))
    assert said(found(p03(**CHAIN), card(signed=unsigned))) == [
        Said("P03.7", "C01", "2026-09-18", "not signed by 商务专员"),
        Said("P03.12", "C01", "2026-09-18", "not signed by 分管副总"),
    ]


def test_a_signature_without_a_date_is_told_apart() -> None:
    undated = (*SIGNED[:2], ("分管副总", "陆征", None))
    assert [one.what for one in said(found(p03(**CHAIN), card(signed=undated)))] == [
        "the signature of 分管副总 has no date"
    ]


def test_roles_are_matched_without_spaces_and_width_and_by_other_words() -> None:
    renamed = tuple(
        one.model_copy(update={"also": ("营销ＶＰ",)}) if one.step == 3 else one for one in CHAIN["signoffs"]
    )
    written = (("销售 工程师", "王静", "2026-09-18"), SIGNED[1], ("营销VP", "陆征", "2026-09-25"))
    assert found(p03(**CHAIN | {"signoffs": renamed}), card(signed=written)) == ()


def test_a_date_that_goes_backwards_is_out_of_order() -> None:
    backwards = (SIGNED[0], ("商务专员", "许岚", "2026-09-17"), SIGNED[2])
    assert said(found(p03(**CHAIN), card(signed=backwards))) == [
        Said("P03.21", "C01", "2026-09-18", "商务专员 signed on 2026-09-17, before 销售工程师 on 2026-09-18")
    ]


def test_an_early_signature_does_not_hide_the_next_one() -> None:
    backwards = (
        SIGNED[0],
        ("商务专员", "许岚", "2026-09-16"),
        ("分管副总", "陆征", "2026-09-17"),
    )
    assert [one.what for one in said(found(p03(**CHAIN), card(signed=backwards)))] == [
        "分管副总 signed on 2026-09-17, before 销售工程师 on 2026-09-18",
        "商务专员 signed on 2026-09-16, before 销售工程师 on 2026-09-18",
    ]


def test_a_special_case_needs_the_general_manager() -> None:
    assert said(found(p03(**CHAIN), card(special=True))) == [
        Said("P03.14", "C01", "2026-09-18", "not signed by 总经理")
    ]
    assert found(p03(**CHAIN), card(special=True, signed=(*SIGNED, ("总经理", "何远山", "2026-09-26")))) == ()


def test_a_special_client_needs_the_general_manager() -> None:
    special = ({"client_id": "C01", "start_date": "2020-01-01", "approval_class": "special"},)
    assert said(found(p03(**CHAIN), card(), clients=special)) == [
        Said("P03.23", "C01", "2026-09-18", "a special client is not approved by 总经理")
    ]


def test_a_pack_without_the_checks_keeps_quiet_about_them() -> None:
    quiet = p03(signoffs=signoffs())
    backwards = (SIGNED[0], ("商务专员", "许岚", "2026-09-17"), SIGNED[2])
    special = ({"client_id": "C01", "start_date": "2020-01-01", "approval_class": "special"},)
    assert found(quiet, card(signed=backwards), clients=special) == ()


# ------------------------------------------------------------------ cards that are due
MISSING = checks(card_missing="P03.4")


def test_a_client_that_never_had_a_card() -> None:
    assert said(found(p03(checks=MISSING))) == [Said("P03.4", "C01", "2020-01-01", "no card was ever made")]
    assert found(p03(checks=MISSING), card()) == ()


def test_a_client_without_a_start_date_has_no_since() -> None:
    assert said(found(p03(checks=MISSING), clients=({"client_id": "C01"},)))[0].since == ""


def test_an_existing_client_without_a_card_this_quarter() -> None:
    (one,) = found(p03(cycles=quarterly()), card(graded_on="2026-06-20"))
    assert said((one,)) == [Said("P03.32", "C01", "2026-09-30", "the last card is of 2026-06-20")]
    assert one.subject == "C01/2026-06-20"


def test_a_card_this_quarter_or_no_card_at_all_is_not_overdue() -> None:
    assert found(p03(cycles=quarterly()), card()) == ()
    assert found(p03(cycles=quarterly())) == ()


def test_without_the_duty_in_the_pack_nothing_is_overdue() -> None:
    assert found(p03(), card(graded_on="2026-06-20")) == ()


def test_a_card_is_not_overdue_before_its_quarter_has_ended() -> None:
    facts = frames.facts(
        register=frames.register("2026Q3", {"client_id": "C01"}), **frames.cards(card(graded_on="2026-06-20"))
    )
    window = frames.window("2026Q3", date(2026, 9, 1))
    assert graded(facts, NONE, window, {"P03": (p03(cycles=quarterly()),)}).findings == ()


def test_a_client_without_a_level() -> None:
    ungraded = p03(checks=checks(level_missing="P17.1"))
    assert said(found(ungraded)) == [Said("P17.1", "C01", "2026-09-30", "no level")]
    assert found(ungraded, card()) == ()


# ------------------------------------------------------------------ orders
FRESH = ({"client_id": "C01", "start_date": "2026-07-15"},)
FIRST = checks(order_before_card="P03.30")


def test_a_new_client_that_orders_before_its_card_is_approved() -> None:
    orders = frames.orders(order("O2", "2026-09-20"), order("O1", "2026-09-19", file="orders.csv", row=7))
    early = found(p03(checks=FIRST, signoffs=signoffs()), card(), clients=FRESH, orders=orders)
    assert said(early) == [
        Said("P03.30", "C01", "2026-09-19", "first order on 2026-09-19, the first card was approved on 2026-09-25")
    ]
    assert (early[0].subject, early[0].evidence) == ("O1", "orders.csv:7")


def test_a_new_client_that_orders_without_any_approved_card() -> None:
    orders = frames.orders(order("O1", "2026-09-19"))
    one = p03(checks=FIRST, signoffs=signoffs())
    what = "first order on 2026-09-19, no approved card yet"
    assert [f.what for f in said(found(one, clients=FRESH, orders=orders))] == [what]
    unsigned = found(one, card(signed=SIGNED[:2]), clients=FRESH, orders=orders)
    assert [f.what for f in said(unsigned) if f.clause == "P03.30"] == [what]


def test_without_a_chain_the_day_of_the_card_counts() -> None:
    one = p03(checks=FIRST)
    on_the_day = frames.orders(order("O1", "2026-09-18"))
    a_day_early = frames.orders(order("O1", "2026-09-17"))
    cards = (card(graded_on="2026-09-20"), card())
    assert found(one, *cards, clients=FRESH, orders=on_the_day) == ()
    assert len(found(one, *cards, clients=FRESH, orders=a_day_early)) == 1


def test_cancelled_and_later_orders_and_old_clients_break_no_rule() -> None:
    one = p03(checks=FIRST)
    orders = frames.orders(order("O1", "2026-08-01", cancelled=True), order("O2", "2026-10-01"))
    assert found(one, clients=FRESH, orders=orders) == ()
    assert found(one, orders=frames.orders(order("O1", "2026-08-01"))) == ()
    assert found(one, orders=frames.orders(order("O1", "2026-08-01", client="C99"))) == ()


PASS = checks(order_without_pass="P03.31")  # noqa: S106
FAILED: dict[str, Any] = FULL | {"B1": 0, "B2": 0}


def test_orders_after_a_failed_card_are_counted_and_named() -> None:
    orders = frames.orders(*(order(f"O{i}", f"2026-09-{18 + i}") for i in range(7)))
    (one,) = found(p03(checks=PASS), card(entries=FAILED), orders=orders)
    assert said((one,)) == [
        Said("P03.31", "C01", "2026-09-18", "7 orders although the card of 2026-09-18 failed with level D")
    ]
    assert one.evidence == "O0, O1, O2, O3, O4, …"


def test_a_veto_fails_the_card_whatever_the_pass_level_is() -> None:
    orders = frames.orders(order("O1", "2026-09-19"))
    vetoed = card(entries=FULL | {"V1": True})
    for level in ("C", None):
        one = p03(grading=form_of(pass_level=level, veto_level="C"), checks=PASS)
        assert len(found(one, vetoed, orders=orders)) == 1
    plain = p03(grading=form_of(pass_level=None), checks=PASS)
    assert found(plain, card(entries=FAILED), orders=orders) == ()


def test_orders_before_the_failed_card_or_after_a_passed_one_are_fine() -> None:
    orders = frames.orders(order("O1", "2026-09-17"), order("O2", "2026-09-26"), order("O3", "2026-06-25"))
    cards = (card(entries=FAILED, graded_on="2026-09-18"), card(graded_on="2026-09-25"))
    assert found(p03(checks=PASS), *cards, orders=orders) == ()


def test_a_revoked_level_passes_nothing_until_a_new_one_is_given() -> None:
    orders = frames.orders(order("O1", "2026-08-01"), order("O2", "2026-09-20"))
    cards = (
        card(graded_on="2026-06-20"),
        card(graded_on="2026-08-01", card_kind="revoked", entries={"B1": None}),
        card(graded_on="2026-09-18"),
    )
    assert said(found(p03(checks=PASS), *cards, orders=orders)) == [
        Said("P03.31", "C01", "2026-08-01", "1 orders although the level was revoked on 2026-08-01")
    ]


def test_a_client_without_any_card_that_gives_a_level_has_passed_nothing() -> None:
    orders = frames.orders(order("O1", "2026-09-17"), order("O2", "2026-09-19"))
    held = found(p03(checks=PASS), card(entries=FAILED | {"V1": None}), orders=orders)
    assert said(held)[1:] == [Said("P03.31", "C01", "2026-09-17", "2 orders without a card that gives a level")]
    assert (held[1].subject, held[1].evidence) == ("", "O1, O2")


def test_a_client_new_in_the_period_is_told_by_its_first_order_alone() -> None:
    orders = frames.orders(order("O1", "2026-09-17"))
    both = p03(checks=(*PASS, *FIRST))
    assert [one.clause for one in found(both, clients=FRESH, orders=orders)] == ["P03.30"]


# ------------------------------------------------------------------ records
def complaint(complaint_id: str, **changes: Any) -> dict[str, Any]:
    whole = {
        "complaint_id": complaint_id,
        "client_id": "C01",
        "office_id": "E",
        "received_at": pd.Timestamp("2026-06-30T16:30Z"),
        "content": "noise",
        "handler": "王静",
        "result": "replaced",
        "state": "resolved",
    }
    return whole | changes


P11 = pack("P11", "1.0", date(2026, 1, 1), checks=checks(complaint_incomplete="P11.3"))


def ledger(*rows: dict[str, Any]) -> tuple[Finding, ...]:
    return found(P11, complaints=frames.framed(COMPLAINTS, rows))


def test_a_complaint_that_is_not_recorded_whole() -> None:
    bare = complaint("K2", content="", handler="", result="", file="ledger.csv", row=3)
    findings = ledger(complaint("K1"), bare)
    assert said(findings) == [
        Said("P11.3", "C01", "2026-07-01", "it is closed without a recorded result"),
        Said("P11.3", "C01", "2026-07-01", "nobody is named as handler"),
        Said("P11.3", "C01", "2026-07-01", "what the client complained about is not recorded"),
    ]
    assert {(one.subject, one.evidence, one.office_id) for one in findings} == {("K2", "ledger.csv:3", "E")}


def test_an_open_complaint_needs_no_result_yet() -> None:
    assert ledger(complaint("K1"), complaint("K2", result="", state="open")) == ()


def test_complaints_of_other_periods_were_told_then() -> None:
    outside = ("2026-06-30T15:59Z", "2026-09-30T16:00Z")
    rows = [complaint(f"K{i}", received_at=pd.Timestamp(day), handler="") for i, day in enumerate(outside)]
    assert ledger(complaint("K9"), *rows) == ()


def test_a_part_that_the_ledger_never_records_is_one_finding() -> None:
    (one,) = ledger(complaint("K1", handler=""), complaint("K2", handler=""))
    assert (one.client_id, one.subject, one.evidence) == ("", "", "2/2")


def test_a_dimension_that_nobody_answered() -> None:
    question = {"Q1": Question.model_validate({"min": 1, "max": 5, "reversed": False})}
    half = {"clause": "P06.7", "name": words("x"), "weight": "0.5", "service": True, "questions": question}
    survey = Satisfaction.model_validate(
        {
            "weighting": "answers",
            "min_weight": 0,
            "min_n": MinN(client=1, office=1, company=1),
            "dimensions": {"price": Dimension.model_validate(half), "quality": Dimension.model_validate(half)},
            "labels": {},
            "not_applicable": (),
        }
    )
    one = pack(
        "P06", "1.0", date(2026, 1, 1), checks=checks(dimension_without_answers="P06.4"), satisfaction=survey
    )
    plain = company(("satisfaction.price", "NO_DATA"), ("satisfaction.quality", "TOO_FEW"))
    second = company(("satisfaction.price", ""), ("satisfaction.price.p06", "NO_DATA"))
    for measures in (plain, second):
        (finding,) = found(one, measures=measures)
        assert (finding.clause, finding.subject, finding.since) == ("P06.4", "price", "2026-07-01")


def company(*gaps: tuple[str, str]) -> pd.DataFrame:
    rows = ({"period": "2026Q3", "level": "company", "measure": measure, "gap": gap} for measure, gap in gaps)
    return frames.framed(MEASURES, rows)


def test_a_pack_without_dimensions_has_none_unanswered() -> None:
    one = pack("P06", "1.0", date(2026, 1, 1), checks=checks(dimension_without_answers="P06.4"))
    assert found(one, measures=company(("satisfaction.price", "NO_DATA"))) == ()


# ------------------------------------------------------------------ all of them
def test_every_check_that_a_pack_may_name_runs() -> None:
    assert sorted([*CHECKS, *ON_CARDS, *OVER_TIME]) == sorted(CheckName)


def test_a_check_whose_export_was_not_delivered_finds_nothing_and_claims_nothing() -> None:
    assert found(p03(checks=checks(**dict.fromkeys(NEEDS, "P03.9"))), card()) == ()


def test_a_pack_without_a_scorecard_has_no_cards_to_find_fault_with() -> None:
    orders = frames.orders(order("O1", "2026-09-19"))
    bare = pack("P03", "3.0", date(2026, 1, 1), checks=(*EVIDENCE, *PASS, *FIRST), cycles=quarterly())
    assert said(found(bare, card(stated_total="1"), orders=orders)) == [
        Said("P03.31", "C01", "2026-09-19", "1 orders without a card that gives a level")
    ]


def test_findings_stand_in_the_order_of_clauses_and_clients() -> None:
    clients = ({"client_id": "C02"}, {"client_id": "C01"})
    both = p03(checks=(*checks(level_missing="P03.10"), *MISSING))
    assert [(f.clause, f.client_id) for f in found(both, clients=clients)] == [
        ("P03.4", "C01"),
        ("P03.4", "C02"),
        ("P03.10", "C01"),
        ("P03.10", "C02"),
    ]


def test_a_lost_clients_card_is_nobodys_finding() -> None:
    gone = ({"client_id": "C01", "end_date": "2026-09-20"},)
    assert found(p03(), card(stated_total="1"), clients=gone) == ()
