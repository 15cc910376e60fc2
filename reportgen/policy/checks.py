"""The checks that a pack may name, and what those still wait for that no build reads yet."""

from enum import StrEnum


class CheckName(StrEnum):
    """A rule whose breach is a finding; ``grade/findings.py`` runs it."""

    CARD_MISSING = "card_missing"
    CLIENT_FILE_INCOMPLETE = "client_file_incomplete"
    COMPLAINT_INCOMPLETE = "complaint_incomplete"
    CORRECTION_WITHOUT_FORM = "correction_without_form"
    DIMENSION_WITHOUT_ANSWERS = "dimension_without_answers"
    EVIDENCE_MISSING = "evidence_missing"
    GROUP_WITHOUT_ANSWERS = "group_without_answers"
    IMPORTANT_CLIENT_NOT_ASKED = "important_client_not_asked"
    LEVEL_MISSING = "level_missing"
    LEVEL_NOT_RECORDED = "level_not_recorded"
    MINUTES_MISSING = "minutes_missing"
    ORDER_BEFORE_CARD = "order_before_card"
    ORDER_WITHOUT_PASS = "order_without_pass"  # noqa: S105 - a scorecard is passed
    PAYMENT_UNVERIFIED = "payment_unverified"
    PLAN_NOT_IN_WORK_PLAN = "plan_not_in_work_plan"
    RECORD_STALE = "record_stale"
    SIGNOFF_ORDER = "signoff_order"
    WRONG_APPROVER = "wrong_approver"
    YEARLY_PART_MISSING = "yearly_part_missing"


AWAITED = {
    CheckName.CLIENT_FILE_INCOMPLETE: "contracts",
    CheckName.GROUP_WITHOUT_ANSWERS: "survey_sample.group",
    CheckName.IMPORTANT_CLIENT_NOT_ASKED: "clients.is_important",
    CheckName.LEVEL_NOT_RECORDED: "clients.grade_recorded",
    CheckName.MINUTES_MISSING: "meetings",
    CheckName.PAYMENT_UNVERIFIED: "payments",
    CheckName.PLAN_NOT_IN_WORK_PLAN: "survey_plan",
    CheckName.RECORD_STALE: "clients.updated_at",
    CheckName.YEARLY_PART_MISSING: "ratings",
}
"""Checks → the export or field they need; until a build reads it, a report says "not checked"."""
