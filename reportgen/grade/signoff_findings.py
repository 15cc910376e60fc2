"""The chain of signatures under a card: who is missing, who signed too early."""

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from reportgen.grade.card_findings import cards_of_period, place
from reportgen.grade.people import may_sign, roles_by_period, roles_of
from reportgen.model.approvals import day_of as approval_day
from reportgen.model.records.words import role_names
from reportgen.model.text import Text, text
from reportgen.policy.checks import CheckName

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from reportgen.grade.scene import Row, Scene
    from reportgen.model.finding import Finding
    from reportgen.policy.pack import Signoff
    from reportgen.policy.strict import Words

Signed = dict[str, date | None]
"""Folded role → day of its signature; None = a name without a day."""


def signoff_findings(scene: "Scene") -> "Iterator[Finding]":
    """The breaches of the sign-off chain on the cards of the period.

    In:      scene: of a pack with a scorecard; its sign-offs with a step are the chain.
    Out:     a finding per missing or undated signature, per signature dated before an earlier step's,
             per special client that the general manager did not approve, and, where the list of people
             was read, per signature of somebody who has another role.
    Source:  P03.6-14 the roles, P03.21 the order, P03.23 the approver.
    """
    special = set(scene.clients.loc[scene.clients["approval_class"] == "special", "client_id"])
    signed = signatures(scene.facts.signoffs)
    others = _of_others(scene)
    for card in cards_of_period(scene).to_dict("records"):
        own = signed.get(card["card_id"], {})
        yield from (_on_card(scene, card, clause, what) for clause, what in others.get(card["card_id"], ()))
        yield from _missing(scene, card, own, steps_of(scene, special=card["special"]))
        yield from _disorder(scene, card, own)
        yield from _approver(scene, card, own, client_is_special=card["client_id"] in special)


def signatures(signoffs: "pd.DataFrame") -> dict[str, Signed]:
    """Who signed each card, and when.

    In:      signoffs: SIGNOFFS.
    Out:     card → role, without spaces and width → day; a step without a name is no signature.
    Source:  P03.6: name and date.
    """
    import pandas as pd

    rows = signoffs[signoffs["person"] != ""].sort_values(["card_id", "step"], kind="stable")
    found: dict[str, Signed] = {}
    for card, role, day in zip(rows["card_id"], rows["role"], rows["signed_on"], strict=True):
        found.setdefault(card, {})[_folded(role)] = None if pd.isna(day) else day.date()
    return found


def steps_of(scene: "Scene", *, special: bool) -> "tuple[Signoff, ...]":
    """The steps that a card needs, in the order of the chain.

    In:      special: whether the card is a special case.
    Out:     sign-offs of the pack that have a step.
    Source:  P03.14: special cases need the general manager.
    """
    needed = ("always", "special") if special else ("always",)
    chain = [one for one in scene.pack.signoffs if one.step is not None and one.when in needed]
    return tuple(sorted(chain, key=lambda one: one.step or 0))


def approved_on(scene: "Scene", card: "Row", own: Signed) -> date | None:
    """The day on which a card was approved: that of the last signature it needs.

    In:      card: a row of the book; own: its signatures.
    Out:     a day; the day of the card where the pack has no chain; None = not approved.
    Source:  P03.12, P03.14 final approval.
    """
    steps = steps_of(scene, special=card["special"])
    if not steps:
        return date.fromisoformat(str(card["graded_on"])[:10])
    return day_of(own, steps[-1])


def day_of(own: Signed, step: "Signoff") -> date | None:
    """The day on which the role of a step signed.

    In:      own: signatures of one card; step: of the pack.
    Out:     a day, or None.
    Source:  house rule: roles match by their name in either language or another word that the pack
             gives, spaces and width aside.
    """
    days = (own.get(name) for name in _names(step))
    return next((day for day in days if day is not None), None)


def _names(step: "Signoff") -> tuple[str, ...]:
    return tuple(_folded(name) for name in (step.role.zh, step.role.en, *step.also))


def _folded(role: str) -> str:
    return "".join(unicodedata.normalize("NFKC", role).split()).casefold()


def _missing(scene: "Scene", card: "Row", own: Signed, steps: "tuple[Signoff, ...]") -> "Iterator[Finding]":
    for step in steps:
        if day_of(own, step) is not None:
            continue
        names = {"role_en": step.role.en, "role_zh": step.role.zh}
        undated = any(name in own for name in _names(step))
        yield _on_card(
            scene,
            card,
            step.clause,
            text("the signature of {role_en} has no date", **names)
            if undated
            else text("not signed by {role_en}", **names),
        )


def _disorder(scene: "Scene", card: "Row", own: Signed) -> "Iterator[Finding]":
    clause = scene.clause(CheckName.SIGNOFF_ORDER)
    last: tuple[date, Words] | None = None
    for step in steps_of(scene, special=True):
        day = day_of(own, step)
        if day is None or clause is None:
            continue
        if last and day < last[0]:
            what = text(
                "{role_en} signed on {day}, before {earlier_en} on {other}",
                role_en=step.role.en,
                role_zh=step.role.zh,
                day=day.isoformat(),
                earlier_en=last[1].en,
                earlier_zh=last[1].zh,
                other=last[0].isoformat(),
            )
            yield _on_card(scene, card, clause, what)
        if last is None or day >= last[0]:
            last = (day, step.role)


def _of_others(scene: "Scene") -> dict[str, list[tuple[str, Text]]]:
    """Return card → clause and words for each signature of a person whose role is not the step's.

    A person that the list does not have, and a role that the pack does not name, tell nothing.
    """
    people = roles_by_period(scene.facts.records["staff"])
    approvers = {step.step for step in (*steps_of(scene, special=False)[-1:], *steps_of(scene, special=True)[-1:])}
    steps = {name: step for step in steps_of(scene, special=True) for name in _names(step)}
    found: dict[str, list[tuple[str, Text]]] = {}
    rows = scene.facts.signoffs[scene.facts.signoffs["person"] != ""] if people else scene.facts.signoffs.iloc[:0]
    for row in rows.to_dict("records"):
        step, day = steps.get(_folded(row["role"])), approval_day(row["signed_on"]) or scene.window.last_day
        roles = roles_of(row["person"], day, people)
        if step is None or not roles or may_sign(step, roles):
            continue
        what = text(
            "signed for {role_en} by somebody whose role is {other}",
            role_en=step.role.en,
            role_zh=step.role.zh,
            other=role_names(roles),
        )
        clause = scene.clause(CheckName.WRONG_APPROVER) if step.step in approvers else None
        found.setdefault(row["card_id"], []).append((clause or step.clause, what))
    return found


def _on_card(scene: "Scene", card: "Row", clause: str, what: Text) -> "Finding":
    return scene.found(
        clause,
        what,
        client=card["client_id"],
        subject=card["card_id"],
        since=card["graded_on"],
        evidence=place(card),
    )


def _approver(scene: "Scene", card: "Row", own: Signed, *, client_is_special: bool) -> "Iterator[Finding]":
    clause = scene.clause(CheckName.WRONG_APPROVER)
    for step in scene.pack.signoffs:
        if clause and client_is_special and step.when == "special" and day_of(own, step) is None:
            what = text(
                "a special client is not approved by {role_en}", role_en=step.role.en, role_zh=step.role.zh
            )
            yield _on_card(scene, card, clause, what)
