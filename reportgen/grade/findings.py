"""Breaches of the policies in force, seen in sound data; every check has its line here."""

from typing import TYPE_CHECKING

from reportgen.grade.card_findings import card_findings
from reportgen.grade.correction_findings import correction_without_form
from reportgen.grade.duty_findings import (
    card_missing,
    card_overdue,
    level_missing,
    order_before_card,
    order_without_pass,
)
from reportgen.grade.record_findings import complaint_incomplete, dimension_without_answers
from reportgen.grade.signoff_findings import signoff_findings
from reportgen.policy.checks import CheckName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportgen.grade.scene import Scene
    from reportgen.model.finding import Finding

CHECKS: "dict[CheckName, Callable[[Scene, str], Iterator[Finding]]]" = {
    CheckName.CARD_MISSING: card_missing,
    CheckName.COMPLAINT_INCOMPLETE: complaint_incomplete,
    CheckName.CORRECTION_WITHOUT_FORM: correction_without_form,
    CheckName.DIMENSION_WITHOUT_ANSWERS: dimension_without_answers,
    CheckName.LEVEL_MISSING: level_missing,
    CheckName.ORDER_BEFORE_CARD: order_before_card,
    CheckName.ORDER_WITHOUT_PASS: order_without_pass,
}
"""Checks that run where a pack names them; those of policy/checks.py that wait run nowhere yet."""
ON_CARDS = (CheckName.EVIDENCE_MISSING, CheckName.SIGNOFF_ORDER, CheckName.WRONG_APPROVER)
"""Checks that run with the cards."""


def findings(scenes: "Iterable[Scene]") -> "tuple[Finding, ...]":
    """The breaches of every pack in one window.

    In:      scenes: one per pack in force.
    Out:     findings, by clause, office, client, subject.
    Source:  the checks, sign-offs and cycles of the packs; results contract, section 5.
    """
    found = [one for scene in scenes for one in _of_pack(scene)]
    return tuple(sorted(set(found), key=_order))


def _of_pack(scene: "Scene") -> "Iterator[Finding]":
    for rule in scene.pack.checks:
        if rule.check in CHECKS:
            yield from CHECKS[rule.check](scene, rule.clause)
    yield from card_findings(scene)
    yield from signoff_findings(scene)
    yield from card_overdue(scene)


def _order(one: "Finding") -> tuple[str, int, str, str, str, str, str]:
    policy, number = one.clause.split(".")
    return (policy, int(number), one.office_id, one.client_id, one.subject, one.since, str(one.what))
