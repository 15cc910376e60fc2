"""Breaches of the policies in force, seen in sound data; every check has its line here."""

from typing import TYPE_CHECKING

from reportgen.grade.card_findings import card_findings
from reportgen.grade.client_findings import client_file_incomplete, level_not_recorded, record_stale
from reportgen.grade.correction_findings import correction_without_form
from reportgen.grade.duty_findings import (
    card_missing,
    card_overdue,
    level_missing,
    order_before_card,
    order_without_pass,
)
from reportgen.grade.record_findings import complaint_incomplete, dimension_without_answers
from reportgen.grade.responsible_findings import role_unassigned, team_missing
from reportgen.grade.signoff_findings import signoff_findings
from reportgen.grade.survey_findings import (
    group_without_answers,
    important_client_not_asked,
    plan_not_in_work_plan,
)
from reportgen.grade.telling_findings import improvement_not_told
from reportgen.grade.upkeep_findings import minutes_missing, payment_unverified, yearly_part_missing
from reportgen.model.finding import Unmade
from reportgen.policy.checks import CheckName, lacking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportgen.grade.scene import Scene
    from reportgen.model.finding import Finding

CHECKS: "dict[CheckName, Callable[[Scene, str], Iterator[Finding]]]" = {
    CheckName.CARD_MISSING: card_missing,
    CheckName.CLIENT_FILE_INCOMPLETE: client_file_incomplete,
    CheckName.COMPLAINT_INCOMPLETE: complaint_incomplete,
    CheckName.CORRECTION_WITHOUT_FORM: correction_without_form,
    CheckName.DIMENSION_WITHOUT_ANSWERS: dimension_without_answers,
    CheckName.GROUP_WITHOUT_ANSWERS: group_without_answers,
    CheckName.IMPORTANT_CLIENT_NOT_ASKED: important_client_not_asked,
    CheckName.IMPROVEMENT_NOT_TOLD: improvement_not_told,
    CheckName.LEVEL_MISSING: level_missing,
    CheckName.LEVEL_NOT_RECORDED: level_not_recorded,
    CheckName.MINUTES_MISSING: minutes_missing,
    CheckName.ORDER_BEFORE_CARD: order_before_card,
    CheckName.ORDER_WITHOUT_PASS: order_without_pass,
    CheckName.PAYMENT_UNVERIFIED: payment_unverified,
    CheckName.PLAN_NOT_IN_WORK_PLAN: plan_not_in_work_plan,
    CheckName.RECORD_STALE: record_stale,
    CheckName.ROLE_UNASSIGNED: role_unassigned,
    CheckName.TEAM_MISSING: team_missing,
    CheckName.YEARLY_PART_MISSING: yearly_part_missing,
}
"""Checks that run where a pack names them and what they need was delivered (policy/checks.py)."""
ON_CARDS = (CheckName.EVIDENCE_MISSING, CheckName.SIGNOFF_ORDER, CheckName.WRONG_APPROVER)
"""Checks that run with the cards."""
OVER_TIME = (CheckName.LEVEL_ADJUSTED_LATE,)
"""Checks that look at the levels of several periods (adjustment_findings.py)."""


def findings(scenes: "Iterable[Scene]") -> "tuple[Finding, ...]":
    """The breaches of every pack in one window.

    In:      scenes: one per pack in force.
    Out:     findings, by clause, office, client, subject.
    Source:  the checks, sign-offs and cycles of the packs; results contract, section 5.
    """
    return ordered(one for scene in scenes for one in _of_pack(scene))


def ordered(found: "Iterable[Finding]") -> "tuple[Finding, ...]":
    """Findings, each once.

    In:      findings in any order.
    Out:     by clause, office, client, subject.
    Source:  results contract, section 5.
    """
    return tuple(sorted(set(found), key=_order))


def unmade(scenes: "Iterable[Scene]") -> "tuple[Unmade, ...]":
    """The checks of every pack that were not made in one window, and what they lacked.

    In:      scenes: one per pack in force.
    Out:     by clause.
    Source:  results contract, section 5: a check without its input is not made.
    """
    pairs = [(rule, lacking(rule.check, one.facts, one.window)) for one in scenes for rule in one.pack.rules]
    found = [Unmade(clause=rule.clause, check=rule.check.value, needs=needs) for rule, needs in pairs if needs]
    return tuple(sorted(found, key=lambda one: (*_number(one.clause), one.check)))


def _of_pack(scene: "Scene") -> "Iterator[Finding]":
    for rule in scene.pack.rules:
        if rule.check in CHECKS and not lacking(rule.check, scene.facts, scene.window):
            yield from CHECKS[rule.check](scene, rule.clause)
    yield from card_findings(scene)
    yield from signoff_findings(scene)
    yield from card_overdue(scene)


def _number(clause: str) -> tuple[str, int]:
    policy, number = clause.split(".")
    return policy, int(number)


def _order(one: "Finding") -> tuple[str, int, str, str, str, str, str]:
    return (*_number(one.clause), one.office_id, one.client_id, one.subject, one.since, str(one.what))
