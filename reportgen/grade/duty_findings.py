"""Cards that should be there, and orders that should not."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from reportgen.grade.scorecard import REVOKED
from reportgen.grade.signoff_findings import approved_on, signatures
from reportgen.model.due import due_by, due_since
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from reportgen.grade.scene import Row, Scene
    from reportgen.model.finding import Finding

SHOWN_ORDERS = 5
_EVERY = {"quarterly": "quarter", "yearly": "year"}


def card_missing(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients that have never had a card.

    In:      scene: of a pack with a scorecard.
    Out:     a finding per client.
    Source:  P03.4 all clients.
    """
    carded = scene.clients["client_id"].isin(scene.book.cards["client_id"])
    for client in scene.clients[~carded].to_dict("records"):
        yield scene.found(
            clause, text("no card was ever made"), client=client["client_id"], since=client["start_date"]
        )


def card_overdue(scene: "Scene") -> "Iterator[Finding]":
    """The clients with a card, but none in the quarter or year that ended in the period.

    In:      scene: of a pack with a scorecard whose cycles name the duty.
    Out:     a finding per client, since the last day on which the card was due.
    Source:  P03.32 existing clients every quarter.
    """
    import pandas as pd

    cycle = scene.pack.grading.cycle if scene.pack.grading else "computed"
    clauses = [duty.clause for duty in scene.pack.cycles if duty.every == _EVERY.get(cycle)]
    since, end = due_since(cycle, scene.window), None if cycle == "computed" else due_by(cycle, scene.window)
    if not clauses or since is None or end is None:
        return
    last = scene.book.cards.drop_duplicates("client_id", keep="last")
    late = last[(last["graded_on"] < pd.Timestamp(since)) & last["client_id"].isin(scene.clients["client_id"])]
    for card in late.to_dict("records"):
        yield scene.found(
            clauses[0],
            text("the last card is of {day}", day=str(card["graded_on"])[:10]),
            client=card["client_id"],
            subject=card["card_id"],
            since=end - timedelta(days=1),
        )


def level_missing(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients without a level.

    In:      scene: of a pack with a scale.
    Out:     a finding per client.
    Source:  P17.1 all clients.
    """
    for client in scene.graded.loc[scene.graded["level"] == "", "client_id"]:
        yield scene.found(clause, text("no level"), client=client, since=scene.window.last_day)


def order_before_card(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The clients new in the period whose first order came before their first approved card.

    In:      scene: of a pack with a scorecard.
    Out:     a finding per client, since its first order.
    Source:  P03.30 new clients are assessed before their first order.
    """
    import pandas as pd

    fresh = scene.clients[scene.clients["start_date"] >= pd.Timestamp(scene.window.period.start)]
    orders = _orders(scene)
    first = orders[orders["client_id"].isin(fresh["client_id"])].drop_duplicates("client_id", keep="first")
    approved = _first_approvals(scene)
    for order in first.to_dict("records"):
        day, ordered = approved.get(order["client_id"]), order["order_date"].date()
        if day is None or day > ordered:
            what = (
                text("first order on {day}, no approved card yet", day=ordered.isoformat())
                if day is None
                else text(
                    "first order on {day}, the first card was approved on {other}",
                    day=ordered.isoformat(),
                    other=day.isoformat(),
                )
            )
            yield scene.found(
                clause,
                what,
                client=order["client_id"],
                subject=order["order_id"],
                since=ordered,
                evidence=f"{order['file']}:{order['row']}",
            )


def order_without_pass(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The orders of the period from clients whose card failed, or who have none.

    A client has none if no card up to as-of gives it a level; one that is new in the period is left
    to ``order_before_card``.

    In:      scene: of a pack with a scorecard.
    Out:     a finding per client and failed card, or per client without one, with the first order's
             day and up to five order ids.
    Source:  P03.31 orders only after a pass; a veto fails the card, and so does a level below the
             pack's ``pass_level`` (null: vetoes only); P15.32 a revoked level is none.
    """
    import pandas as pd

    orders = _orders(scene)
    inside = orders[orders["order_date"] >= pd.Timestamp(scene.window.period.start)]
    cards = _judged(scene)
    known = pd.merge_asof(
        inside,
        cards.sort_values("graded_on", kind="stable"),
        left_on="order_date",
        right_on="graded_on",
        by="client_id",
    )
    failed = known[known["failed"].fillna(value=False).astype("bool")]
    for _, own in failed.groupby(["client_id", "card_id"]):
        yield _of_orders(scene, clause, own, _failure(own.iloc[0].to_dict(), len(own)))
    fresh = scene.clients[scene.clients["start_date"] >= pd.Timestamp(scene.window.period.start)]
    skipped = [*cards["client_id"], *fresh["client_id"]]
    for _, own in inside[~inside["client_id"].isin(skipped)].assign(card_id="").groupby("client_id"):
        yield _of_orders(
            scene, clause, own, text("{count} orders without a card that gives a level", count=len(own))
        )


def _failure(card: "Row", count: int) -> Text:
    day = str(card["graded_on"])[:10]
    if card["level"] == "":
        return text("{count} orders although the level was revoked on {day}", count=count, day=day)
    return text(
        "{count} orders although the card of {day} failed with level {level}",
        count=count,
        day=day,
        level=card["level"],
    )


def _of_orders(scene: "Scene", clause: str, own: "pd.DataFrame", what: Text) -> "Finding":
    first, ids = own.iloc[0].to_dict(), list(own["order_id"])
    return scene.found(
        clause,
        what,
        client=first["client_id"],
        subject=first["card_id"],
        since=first["order_date"],
        evidence=", ".join(ids[:SHOWN_ORDERS]) + (", …" if len(ids) > SHOWN_ORDERS else ""),
    )


def _judged(scene: "Scene") -> "pd.DataFrame":
    """Return the cards that give a level or revoke it, and whether each failed."""
    grading, every = scene.pack.grading, scene.book.cards
    cards = every[(every["level"] != "") | every["card_kind"].eq(REVOKED)]
    failed = (cards["level"] == "") | cards["vetoed"]
    if grading and grading.pass_level is not None:
        failed |= cards["rank"] > grading.rank(grading.pass_level)
    return cards.assign(failed=failed.astype("boolean"))[["client_id", "graded_on", "card_id", "level", "failed"]]


def _orders(scene: "Scene") -> "pd.DataFrame":
    """Return the orders known at as-of that were not cancelled, of the population, earliest first."""
    import pandas as pd

    orders = scene.facts.orders
    known = orders[
        ~orders["cancelled"].fillna(value=False) & (orders["order_date"] <= pd.Timestamp(scene.window.last_day))
    ]
    mine = known[known["client_id"].isin(scene.clients["client_id"])]
    return mine.sort_values(["order_date", "order_id"], kind="stable")


def _first_approvals(scene: "Scene") -> dict[str, date]:
    """Return client → day of its first approved card."""
    signed = signatures(scene.facts.signoffs)
    found: dict[str, date] = {}
    for card in scene.book.cards.to_dict("records"):
        day = approved_on(scene, card, signed.get(card["card_id"], {}))
        if day is not None:
            found[card["client_id"]] = min(day, found.get(card["client_id"], day))
    return found
