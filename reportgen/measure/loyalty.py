"""Whether clients order again after a complaint, and whether they speak less ill of us once it is closed."""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.feedback import EXPORT, known_feedback
from reportgen.measure.intervals import wilson
from reportgen.measure.ledger import ledger
from reportgen.measure.population import population
from reportgen.measure.scopes import subjects
from reportgen.model.facts import Window
from reportgen.model.listening_frames import LOYALTY, MENTIONS
from reportgen.model.register import offices_on
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts
    from reportgen.policy.listening import Loyalty, Mentions

GROUPS = ("resolved", "unresolved", "none")


def loyalty(facts: "Facts", window: "Window", rule: "Loyalty") -> pd.DataFrame:
    """The share of the clients of the period before that ordered again, by what became of their complaints.

    In:      COMPLAINTS of the period before; ORDERS of the period; REGISTER, MEMBERSHIPS.
    Out:     LOYALTY: the company and every office, all groups; resolved = every complaint of the
             client is closed as resolved by as-of; empty where complaints or orders were not read.
    Source:  P11.24 (the figure is inferred).
    """
    before = Window.of(window.period.previous, window.zone)
    read = facts.was_read(Export.COMPLAINTS, before.period) and facts.was_read(Export.ORDERS, window.period)
    if not read:
        return LOYALTY.empty()
    people = pd.Index(population(facts, before)["client_id"].unique())
    homes = offices_on(facts.memberships, window.last_day).set_index("client_id")["office_id"]
    told = pd.DataFrame({"client_id": people})
    told = told.assign(
        office_id=told["client_id"].map(homes).fillna(""),
        group=told["client_id"].map(_became(facts, window, before)).fillna("none"),
        ordering=told["client_id"].isin(_buyers(facts, window)),
    )
    rows = pd.concat([_counted(own, level, office) for level, office, own in subjects(facts, told)])
    low, high = wilson(rows["ordering"].to_numpy(np.int64), rows["n"].to_numpy(np.int64))
    share = [
        Fraction(part, whole) if whole else None for part, whole in zip(rows["ordering"], rows["n"], strict=True)
    ]
    found = rows.assign(
        period=str(window.period),
        share=pd.Series(share, index=rows.index, dtype="object"),
        low=low,
        high=high,
        clause=rule.clause,
    )
    return LOYALTY.cast(found)


def _became(facts: "Facts", window: Window, before: Window) -> "pd.Series[str]":
    """Return client → what became of all its complaints received in the period before."""
    known = ledger(facts, window).known
    own = known[
        known["received_at"].between(pd.Timestamp(before.start), pd.Timestamp(before.end), inclusive="left")
    ]
    solved = (own["done"] & (own["state"] == "resolved")).groupby(own["client_id"]).all()
    return solved.map({True: "resolved", False: "unresolved"})


def _buyers(facts: "Facts", window: Window) -> "pd.Series[str]":
    """Return the clients with an order in the period that was not cancelled."""
    orders = facts.orders
    kept = ~orders["cancelled"].fillna(value=False).astype("bool")
    inside = orders["order_date"].between(
        pd.Timestamp(window.period.start),
        pd.Timestamp(min(window.period.end, window.as_of.date())),
        inclusive="left",
    )
    return orders.loc[kept & inside, "client_id"]


def _counted(own: pd.DataFrame, level: str, office: str) -> pd.DataFrame:
    counts = own.groupby("group").agg(n=("client_id", "size"), ordering=("ordering", "sum"))
    return counts.reindex(GROUPS, fill_value=0).reset_index().assign(level=level, office_id=office)


# ------------------------------------------------------------------ mentions
def mentions(facts: "Facts", window: Window, rule: "Mentions") -> pd.DataFrame:
    """Negative mentions of clients before and after a complaint of theirs was closed.

    In:      COMPLAINTS closed in the period before; negative feedback records.
    Out:     MENTIONS: the company and every office; empty where complaints of the period before or
             the feedback of either period were not read. A mention near several closes counts once a side.
    Source:  P11.22 (the figure is inferred); days are the pack's.
    """
    before = Window.of(window.period.previous, window.zone)
    heard = all(facts.was_read(EXPORT, one) for one in (before.period, window.period))
    if not heard or not facts.was_read(Export.COMPLAINTS, before.period):
        return MENTIONS.empty()
    known = ledger(facts, window).known
    closed = known["closed_at"].dt.tz_convert(window.zone).dt.tz_localize(None).dt.normalize()
    inside = known["dated"] & closed.between(
        pd.Timestamp(before.period.start), pd.Timestamp(before.period.end), inclusive="left"
    )
    handled = known[inside].assign(closed_on=closed[inside])[
        ["complaint_id", "client_id", "office_id", "closed_on"]
    ]
    bad = known_feedback(facts, window)
    bad = bad.loc[bad["tone"] == "negative", ["feedback_id", "client_id", "date"]]
    pairs = handled.merge(bad, on="client_id", how="inner", validate="many_to_many")
    apart = (pairs["date"] - pairs["closed_on"]).dt.days
    at = pairs.assign(before=(apart <= 0) & (apart > -rule.days), after=(apart > 0) & (apart <= rule.days))
    ends = handled["closed_on"] + pd.Timedelta(days=rule.days) > pd.Timestamp(window.last_day)
    rows = [
        {
            "level": level,
            "office_id": office,
            "handled": len(own),
            "cut": int(ends[own.index].sum()),
            **_voices(at[at["complaint_id"].isin(own["complaint_id"])]),
        }
        for level, office, own in subjects(facts, handled)
    ]
    found = pd.DataFrame(rows).assign(period=str(window.period), days=rule.days, clause=rule.clause)
    return MENTIONS.cast(found)


def _voices(near: pd.DataFrame) -> dict[str, int]:
    """Return how many mentions lie before a close, and how many after one."""
    return {side: int(near.loc[near[side], "feedback_id"].nunique()) for side in ("before", "after")}
