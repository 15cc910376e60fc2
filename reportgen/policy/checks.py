"""The checks that a pack may name, and what each needs; without it a check is not made, and reports say so."""

from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.register import registered

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Facts, Window


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
    IMPROVEMENT_NOT_TOLD = "improvement_not_told"
    LEVEL_ADJUSTED_LATE = "level_adjusted_late"
    LEVEL_MISSING = "level_missing"
    LEVEL_NOT_RECORDED = "level_not_recorded"
    MINUTES_MISSING = "minutes_missing"
    ORDER_BEFORE_CARD = "order_before_card"
    ORDER_WITHOUT_PASS = "order_without_pass"  # noqa: S105 - a scorecard is passed
    PAYMENT_UNVERIFIED = "payment_unverified"
    PLAN_NOT_IN_WORK_PLAN = "plan_not_in_work_plan"
    RECORD_STALE = "record_stale"
    ROLE_UNASSIGNED = "role_unassigned"
    SIGNOFF_ORDER = "signoff_order"
    TEAM_MISSING = "team_missing"
    WRONG_APPROVER = "wrong_approver"
    YEARLY_PART_MISSING = "yearly_part_missing"


NEEDS: dict[CheckName, tuple[str, ...]] = {
    CheckName.CLIENT_FILE_INCOMPLETE: ("contracts",),
    CheckName.GROUP_WITHOUT_ANSWERS: ("survey_sample.group", "survey"),
    CheckName.IMPORTANT_CLIENT_NOT_ASKED: ("clients.is_important", "survey_sample"),
    CheckName.IMPROVEMENT_NOT_TOLD: ("improvement_actions", "notices"),
    CheckName.LEVEL_ADJUSTED_LATE: ("ratings",),
    CheckName.LEVEL_NOT_RECORDED: ("clients.grade_recorded|ratings",),
    CheckName.MINUTES_MISSING: ("meetings",),
    CheckName.PAYMENT_UNVERIFIED: ("payments",),
    CheckName.PLAN_NOT_IN_WORK_PLAN: ("survey_plan",),
    CheckName.RECORD_STALE: ("clients.updated_at",),
    CheckName.ROLE_UNASSIGNED: ("staff",),
    CheckName.TEAM_MISSING: ("clients.account_team",),
    CheckName.YEARLY_PART_MISSING: ("ratings",),
}
"""Checks → exports, or fields of exports, without which they are not made; a|b: either."""
_LASTING = frozenset({"contracts", "ratings"})
"""Exports whose rows hold beyond their period: an earlier folder is enough."""


def lacking(check: CheckName, facts: "Facts", window: "Window") -> tuple[str, ...]:
    """Return what a check needs and was not delivered; nothing = it is made.

    A field counts as delivered where the list of the period says it of anybody.
    """
    return tuple(
        need for need in NEEDS.get(check, ()) if not any(_there(one, facts, window) for one in need.split("|"))
    )


def _there(need: str, facts: "Facts", window: "Window") -> bool:
    export, _, field = need.partition(".")
    if field:
        return _said(_rows(export, facts, window)[field])
    if export in _LASTING:
        return any(name == export for name, _ in facts.read)
    return facts.was_read(export, window.period)


def _rows(export: str, facts: "Facts", window: "Window") -> "pd.DataFrame":
    if export == "clients":
        return registered(facts.register, window)
    return facts.survey_sample[facts.survey_sample["period"] == str(window.period)]


def _said(column: "pd.Series[str]") -> bool:
    return bool((column.notna() & column.astype("str").ne("")).any())
