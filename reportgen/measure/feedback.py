"""Feedback that nobody asked for: how much, in what tone, and how soon it is answered."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.hours import HALF
from reportgen.measure.scopes import Scopes, scopes_of
from reportgen.model.listening_frames import ALL_KINDS, FEEDBACK
from reportgen.model.survival import curves, quantile

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.listening import Replies

EXPORT = "feedback"
_TONES = ("positive", "neutral", "negative")


def feedback(facts: "Facts", window: "Window", rule: "Replies") -> pd.DataFrame:
    """Feedback of the period by kind, with its tone and its answers.

    The median days to an answer count those still waiting up to as-of (Kaplan–Meier).

    In:      feedback records: client_id, office_id, date, kind, tone, replied_at.
    Out:     FEEDBACK: the company and every office with every kind there is and ``(all)``, zeros
             included, and each client with feedback; empty without the period's export.
    Source:  P11.10-11, P11.19, P11.22; days are the pack's.
    """
    if not facts.was_read(EXPORT, window.period):
        return FEEDBACK.empty()
    scopes, day = scopes_of(facts, window), pd.Timestamp(window.last_day)
    known = known_feedback(facts, window)
    here = known[known["date"] >= pd.Timestamp(window.period.start)]
    told = _waited(here, day, rule.days)
    at = _each_kind(scopes.spread(told))
    keys = ["scope", "kind"]
    counted = at.groupby(keys, as_index=False).agg(
        count=("feedback_id", "size"),
        n_clients=("client_id", "nunique"),
        **{name: (name, "sum") for name in (*_TONES, "replied", "late")},
    )
    rows = _rows(scopes, at).merge(counted, on=keys, how="left", validate="one_to_one")
    rows = rows.merge(_medians(at), on=keys, how="left", validate="one_to_one")
    rows = rows.merge(_before(facts, window, scopes), on=keys, how="left", validate="one_to_one")
    return _framed(facts, rows, scopes, window, rule)


def known_feedback(facts: "Facts", window: "Window") -> pd.DataFrame:
    """The feedback up to the last day, with an answer only where it was known then.

    In:      feedback records.
    Out:     their rows; replied_at is NA where the answer came later.
    Source:  results contract, section 1: only what was known at as-of counts.
    """
    every, day = facts.records[EXPORT], pd.Timestamp(window.last_day)
    known = every[every["date"] <= day]
    return known.assign(replied_at=known["replied_at"].where(known["replied_at"] <= day))


def _waited(here: pd.DataFrame, day: pd.Timestamp, days: int | None) -> pd.DataFrame:
    """Return the feedback with the whole days until its answer, or until as-of."""
    waited = (here["replied_at"].fillna(day) - here["date"]).dt.days.clip(lower=0).astype("int64")
    return here.assign(
        **{tone: (here["tone"] == tone).astype("int64") for tone in _TONES},
        replied=here["replied_at"].notna().astype("int64"),
        waited=waited,
        late=(waited > (waited.max() if days is None else days)).astype("int64"),
    )


def _each_kind(at: pd.DataFrame) -> pd.DataFrame:
    """Return every row under its kind, and once more under all kinds."""
    return pd.concat([at, at.assign(kind=ALL_KINDS)], ignore_index=True)


def _rows(scopes: Scopes, at: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of scope and kind that get a row."""
    above = np.flatnonzero(~scopes.is_client)
    kinds = sorted({*at["kind"], ALL_KINDS})
    every = pd.MultiIndex.from_product([above, kinds], names=["scope", "kind"]).to_frame(index=False)
    return pd.concat([every, at[["scope", "kind"]]]).drop_duplicates(ignore_index=True)


def _medians(at: pd.DataFrame) -> pd.DataFrame:
    """Return the median days to an answer of each scope and kind, NA where it is not reached."""
    group = np.asarray(at.groupby(["scope", "kind"]).ngroup(), dtype=np.int64)
    named = at[["scope", "kind"]].assign(group=group).drop_duplicates().sort_values("group", ignore_index=True)
    waited, replied = np.asarray(at["waited"], dtype=np.int64), np.asarray(at["replied"], dtype=np.bool_)
    value = pd.Series(quantile(curves(group, waited, replied, len(named)), HALF).value)
    return named[["scope", "kind"]].assign(reply_days_p50=value.astype("Int64").mask(value.lt(0)))


def _before(facts: "Facts", window: "Window", scopes: Scopes) -> pd.DataFrame:
    """Return the negative feedback of the period before by scope and kind; no row where nothing was read."""
    period, every = window.period.previous, facts.records[EXPORT]
    inside = (every["date"] >= pd.Timestamp(period.start)) & (every["date"] < pd.Timestamp(period.end))
    at = _each_kind(scopes.spread(every[inside & (every["tone"] == "negative")]))
    return at.groupby(["scope", "kind"], as_index=False).agg(negative_previous=("feedback_id", "size"))


def _framed(facts: "Facts", rows: pd.DataFrame, scopes: Scopes, window: "Window", rule: "Replies") -> pd.DataFrame:
    """Return the counts as FEEDBACK; a count that nothing tells is NA, any other one at least 0."""
    at = scopes.rows.iloc[rows["scope"].to_numpy(dtype=np.int64)].reset_index(drop=True)
    counts = {name: rows[name].fillna(0) for name in ("count", "n_clients", *_TONES, "replied")}
    counts["late"] = _told(rows["late"], known=rule.days is not None)
    counts["negative_previous"] = _told(
        rows["negative_previous"], known=facts.was_read(EXPORT, window.period.previous)
    )
    found = at.assign(
        period=str(window.period),
        kind=rows["kind"].to_numpy(),
        **{name: column.astype("Int64").to_numpy() for name, column in counts.items()},
        reply_days_p50=rows["reply_days_p50"].to_numpy(),
        clause=rule.clause,
    )
    return FEEDBACK.cast(found)


def _told(counts: "pd.Series[int]", *, known: bool) -> "pd.Series[int]":
    return counts.fillna(0) if known else counts.astype("Int64").mask(counts.index >= 0)
