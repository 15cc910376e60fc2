"""Which improvement answers which repeated or systemic problem."""

from typing import TYPE_CHECKING

import pandas as pd

from reportgen.model.approvals import day_of
from reportgen.model.improvements import state_on
from reportgen.model.listening_frames import REMEDIES
from reportgen.model.pattern_frames import ALL_CATEGORIES

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.listening import Remedies

EXPORT = "improvement_actions"
GOOD_NEWS = ("below_limits",)
"""Patterns that need no remedy."""
_KEY = ["signal", "level", "office_id", "client_id", "category", "product"]


def remedies(facts: "Facts", window: "Window", rule: "Remedies", patterns: pd.DataFrame) -> pd.DataFrame:
    """The improvements that answer a complaint of each pattern, and the patterns that none answers.

    An improvement belongs to a pattern if its source is one of the complaints behind it, or if one of
    them names it: of a repeat those listed as evidence, else the period's of the category and office.

    In:      patterns: PATTERNS of the window; improvement_actions, COMPLAINTS.
    Out:     REMEDIES, decided on or before the last day; empty where no improvements were ever read.
    Source:  P11.18.
    """
    asked = patterns[~patterns["signal"].isin(GOOD_NEWS)]
    if asked.empty or not any(name == EXPORT for name, _ in facts.read):
        return REMEDIES.empty()
    actions = _actions(facts, window)
    ledger = facts.complaints
    named = dict(zip(ledger["complaint_id"], ledger["action_id"], strict=True))
    rows = [
        {**{name: one[name] for name in _KEY}, **action}
        for one in asked.to_dict("records")
        for action in _of(_complaints(facts, window, one), named, actions)
    ]
    found = pd.DataFrame(rows).assign(period=str(window.period), clause=rule.clause)
    return REMEDIES.cast(found)


def _actions(facts: "Facts", window: "Window") -> pd.DataFrame:
    """Return the improvements decided by the last day, with their status at as-of."""
    every, day = facts.records[EXPORT], window.last_day
    known = every[~(every["decided_at"] > pd.Timestamp(day))]
    told = zip(known["status"], *(map(day_of, known[name]) for name in ("due_date", "done_at")), strict=True)
    status = [state_on(day, status=status, due=due, done=done) for status, due, done in told]
    finished = pd.Series([one == "done" for one in status], index=known.index, dtype="bool")
    return known.assign(
        status=pd.Series(status, index=known.index, dtype="str"), done_on=known["done_at"].where(finished)
    )


def _complaints(facts: "Facts", window: "Window", pattern: "dict[object, object]") -> set[str]:
    """Return the complaints behind a pattern."""
    if pattern["evidence"]:
        return set(str(pattern["evidence"]).split(";"))
    every = facts.complaints
    own = every["received_at"].between(pd.Timestamp(window.start), pd.Timestamp(window.end), inclusive="left")
    if pattern["office_id"]:
        own &= every["office_id"] == pattern["office_id"]
    if pattern["category"] != ALL_CATEGORIES:
        own &= every["category"] == pattern["category"]
    return set(every.loc[own, "complaint_id"])


def _of(complaints: set[str], named: dict[str, str], actions: pd.DataFrame) -> "list[dict[str, object]]":
    """Return the improvements for some complaints, or one row that says there is none."""
    answer = actions["source_kind"].eq("complaint") & actions["source_id"].isin(complaints)
    chosen = {named.get(one, "") for one in complaints} - {""}
    own = actions[answer | actions["action_id"].isin(chosen)]
    if own.empty:
        return [{"action_id": "", "status": "", "due_on": pd.NaT, "done_on": pd.NaT}]
    return [
        {
            "action_id": one["action_id"],
            "status": one["status"],
            "due_on": one["due_date"],
            "done_on": one["done_on"],
        }
        for one in own.to_dict("records")
    ]
