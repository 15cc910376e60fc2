"""Meetings without minutes, payments that nobody verified, and what the yearly grading must contain."""

import re
from datetime import date
from typing import TYPE_CHECKING

from reportgen.grade.card_findings import cards_of_period, place
from reportgen.grade.client_findings import in_force
from reportgen.model.finding import Finding
from reportgen.model.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from reportgen.grade.scene import Scene

_BETWEEN_CARDS = re.compile(r"[;；,，、\n]")
_VALUE = ("value", "segment", "")
"""Axes under which a class of clients is recorded."""


def minutes_missing(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The credit meetings of the period without minutes, and its cards that no meeting discussed.

    In:      scene: of a pack with a scorecard; meetings of the declared exports.
    Out:     a finding per meeting and per card. Cards are looked for only where some meeting of the
             period lists the cards it discussed.
    Source:  P03.8 the meeting, P03.9 its record.
    """
    meetings = scene.facts.records["meetings"]
    credit = meetings[meetings["kind"].eq("credit") & _inside(scene, meetings["date"])]
    for row in credit[credit["minutes_ref"] == ""].to_dict("records"):
        yield Finding(
            clause=clause,
            office_id=row["office_id"],
            client_id="",
            subject=row["meeting_id"],
            since=str(row["date"])[:10],
            what=text("a credit meeting without minutes"),
            evidence=place(row),
        )
    discussed = {_tidy(one) for cell in credit["card_ids"] for one in _BETWEEN_CARDS.split(cell)} - {""}
    for card in cards_of_period(scene).to_dict("records") if discussed else ():
        if _tidy(card["card_id"]) not in discussed:
            yield scene.found(
                clause,
                text("no credit meeting discussed this card"),
                client=card["client_id"],
                subject=card["card_id"],
                since=card["graded_on"],
                evidence=place(card),
            )


def payment_unverified(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The payments of the period that finance has not verified.

    In:      scene: of any pack; payments of the declared exports.
    Out:     a finding per client, with how many payments and the first of them.
    Source:  P17.19 finance verifies payments.
    """
    payments = scene.facts.records["payments"]
    bare = payments[_inside(scene, payments["paid_at"]) & ~payments["verified_by_finance"].fillna(value=False)]
    for client, own in bare.sort_values(["paid_at", "payment_id"], kind="stable").groupby("client_id"):
        rows = own.to_dict("records")
        yield scene.found(
            clause,
            text("payments that finance has not verified: {count}", count=len(rows)),
            client=str(client),
            subject=rows[0]["payment_id"],
            since=rows[0]["paid_at"],
            evidence=place(rows[0]),
        )


def yearly_part_missing(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients whose yearly grading lacks its class, its confirmation as best class, or a credit level.

    In:      scene: of a pack with levels, in a period that ends a year; ratings of the declared exports.
    Out:     a finding per client and missing part.
    Source:  P17.22 class, VIP confirmation and credit level belong to the yearly grading.
    """
    end = scene.window.period.end
    if (end.month, end.day) != (1, 1) or scene.window.last_day < date(end.year - 1, 12, 31):
        return
    ratings = in_force(scene, scene.facts.records["ratings"])
    classes = ratings[(ratings["pack_id"].str.upper() == scene.pack.id) & ratings["axis"].isin(_VALUE)]
    recent = classes[classes["valid_from"] >= _stamp(date(end.year - 1, 1, 1))]
    classed = dict(zip(recent["client_id"], recent["grade"], strict=True))
    credited = set(ratings.loc[ratings["axis"] == "credit", "client_id"])
    best = scene.pack.grading.bands[0].level if scene.pack.grading and scene.pack.grading.bands else ""
    for row in scene.graded.to_dict("records"):
        client, recorded = row["client_id"], classed.get(row["client_id"], "")
        if not recorded:
            yield scene.found(clause, text("no class is recorded for the year"), client=client, since=_last(end))
        elif row["level"] == best and recorded.casefold() != best.casefold():
            what = text("{level} is not confirmed; recorded is {recorded}", level=best, recorded=recorded)
            yield scene.found(clause, what, client=client, since=_last(end))
        if client not in credited:
            what = text("no credit level is recorded at the end of the year")
            yield scene.found(clause, what, client=client, since=_last(end))


def _inside(scene: "Scene", days: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
    """Return which days lie in the period and were known at as-of."""
    return (days >= _stamp(scene.window.period.start)) & (days <= _stamp(scene.window.last_day))


def _last(end: date) -> str:
    return date(end.year - 1, 12, 31).isoformat()


def _tidy(card_id: str) -> str:
    return " ".join(card_id.split())


def _stamp(day: object) -> "pd.Timestamp":
    import pandas as pd

    return pd.Timestamp(str(day))
