"""The checks that a pack may name, and what those still wait for that no build reads yet."""

from enum import StrEnum


class CheckName(StrEnum):
    """A rule whose breach is a finding; ``grade/findings.py`` runs it."""

    CARD_MISSING = "card_missing"
    COMPLAINT_INCOMPLETE = "complaint_incomplete"
    CORRECTION_WITHOUT_FORM = "correction_without_form"
    DIMENSION_WITHOUT_ANSWERS = "dimension_without_answers"
    EVIDENCE_MISSING = "evidence_missing"
    LEVEL_MISSING = "level_missing"
    MINUTES_MISSING = "minutes_missing"
    ORDER_BEFORE_CARD = "order_before_card"
    ORDER_WITHOUT_PASS = "order_without_pass"  # noqa: S105 - a scorecard is passed
    PAYMENT_UNVERIFIED = "payment_unverified"
    RECORD_STALE = "record_stale"
    SIGNOFF_ORDER = "signoff_order"
    WRONG_APPROVER = "wrong_approver"
    YEARLY_PART_MISSING = "yearly_part_missing"


AWAITED = {
    CheckName.MINUTES_MISSING: "meetings",
    CheckName.PAYMENT_UNVERIFIED: "payments",
    CheckName.RECORD_STALE: "clients.updated_at",
    CheckName.YEARLY_PART_MISSING: "ratings",
}
"""Checks → the export or field they need; until a build reads it, a report says "not checked"."""
