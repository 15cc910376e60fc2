"""Levels and limits that were changed without the form, or before the general manager approved it."""

from typing import TYPE_CHECKING

from reportgen.grade.card_findings import cards_of_period, place
from reportgen.grade.people import may_sign, roles_by_period, roles_of
from reportgen.model.approvals import approved_on, day_of
from reportgen.model.records.words import role_names
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reportgen.grade.scene import Row, Scene
    from reportgen.model.finding import Finding


def correction_without_form(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The corrections of the period that lack their form or its approval in time.

    A correction is a card that gives another level than the client's card before it, or says of
    itself that it is one. Its form is the client's latest one that was filled in after that earlier
    card and asks for this level or for none. A form in force in the period needs its approval too,
    whatever it changes.

    In:      scene: of a pack with a scorecard; LIMIT_APPLICATIONS. Without the export in the period
             nothing is checked.
    Out:     a finding per correction without a form, and an unauthorised change per correction or
             form that nobody had approved on the day it came into force.
             Where the list of people was read, an approval by somebody of another role is a finding too.
    Source:  P03.28 the form; P03.29 the general manager's approval on or before the day.
    """
    if not scene.facts.was_read(Export.LIMIT_APPLICATIONS, scene.window.period):
        return
    approval = next((one.clause for one in scene.pack.signoffs if one.when == "correction"), clause)
    forms, used = _forms(scene), set()
    for card, before in corrections(scene):
        form = _form_of(card, before, forms)
        if form is None:
            move = _move(card, before)
            yield _bare(scene, clause, card, text("{move} without the form for corrections", move=move))
            yield _bare(scene, approval, card, text("unauthorised change: {move}, not approved", move=move))
            continue
        used.add(form["application_id"])
        yield from _unapproved(scene, approval, form, day_of(form["effective_on"]) or card["graded_on"].date())
    yield from _by_others(scene, approval, forms)
    for form in forms:
        day = day_of(form["effective_on"])
        if form["application_id"] not in used and day is not None and day >= scene.window.period.start:
            yield from _unapproved(scene, approval, form, day)


def _by_others(scene: "Scene", clause: str, forms: "Sequence[Row]") -> "Iterator[Finding]":
    """Yield the findings of forms approved in the period by somebody whose role may not approve them."""
    people = roles_by_period(scene.facts.records["staff"])
    step = next((one for one in scene.pack.signoffs if one.when == "correction"), None)
    for form in forms if step else ():
        day = approved_on(form, scene.window.last_day)
        if step is None or day is None or day < scene.window.period.start:
            continue
        roles = roles_of(form["approved_by"], day, people)
        if roles and not may_sign(step, roles):
            what = text(
                "approved by somebody whose role is {other}, not by {role_en}",
                role_en=step.role.en,
                role_zh=step.role.zh,
                other=role_names(roles),
            )
            yield scene.found(
                clause,
                what,
                client=form["client_id"],
                subject=form["application_id"],
                since=day,
                evidence=place(form),
            )


def corrections(scene: "Scene") -> "Iterator[tuple[Row, Row | None]]":
    """The cards of the period that correct a level, each with the client's card before it.

    In:      scene: of a pack with a scorecard.
    Out:     pairs of rows of the book; None = a correction without an earlier card.
    Source:  P03.28; house rule: a new version of the form that gives another level corrects it too.
    """
    inside = set(cards_of_period(scene)["card_id"])
    last: dict[str, Row] = {}
    for card in scene.book.cards.to_dict("records"):
        if card["level"] == "":
            continue
        before = last.get(card["client_id"])
        changed = before is not None and before["level"] != card["level"]
        if card["card_id"] in inside and (changed or card["card_kind"] == "correction"):
            yield card, before
        last[card["client_id"]] = card


def _forms(scene: "Scene") -> "Sequence[Row]":
    """Return the forms known at as-of, of the population, the earliest first."""
    import pandas as pd

    every = scene.facts.limit_applications
    known = every[every["filled_on"] <= pd.Timestamp(scene.window.last_day)]
    mine = known[known["client_id"].isin(scene.clients["client_id"])]
    return mine.sort_values(["filled_on", "application_id"], kind="stable").to_dict("records")


def _form_of(card: "Row", before: "Row | None", forms: "Sequence[Row]") -> "Row | None":
    fitting = [
        form
        for form in forms
        if form["client_id"] == card["client_id"]
        and form["new_level"] in {"", card["level"]}
        and (before is None or form["filled_on"] > before["graded_on"])
    ]
    return fitting[-1] if fitting else None


def _move(card: "Row", before: "Row | None") -> str:
    return f"{before['level'] if before else '—'} → {card['level']}"


def _bare(scene: "Scene", clause: str, card: "Row", what: Text) -> "Finding":
    return scene.found(
        clause,
        what,
        client=card["client_id"],
        subject=card["card_id"],
        since=card["graded_on"],
        evidence=place(card),
    )


def _unapproved(scene: "Scene", clause: str, form: "Row", day: "date") -> "Iterator[Finding]":
    """Yield the finding of a form that is in force at as-of and was not approved by the day it came into force."""
    last = scene.window.last_day
    approved = approved_on(form, last)
    if day > last or (approved is not None and approved <= day):
        return
    what = (
        text("unauthorised change: in force on {day}, not approved", day=str(day))
        if approved is None
        else text("unauthorised change: in force on {day}, approved on {other}", day=str(day), other=str(approved))
    )
    yield scene.found(
        clause, what, client=form["client_id"], subject=form["application_id"], since=day, evidence=place(form)
    )
