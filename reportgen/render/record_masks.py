"""What an audience may see of the declared exports, and of the further fields of others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.model.facts import Facts
from reportgen.model.improvements import answered
from reportgen.model.records.every import RECORD, RECORDS
from reportgen.model.records.field import About, Field, Kind
from reportgen.model.records.more import MORE
from reportgen.policy.audiences import Fields

if TYPE_CHECKING:
    import pandas as pd

_FRAMES = {"clients": "register"}
"""Exports whose frame in the facts has another name."""
_IN_CONFIDENCE = ("value", "evidence_ref")
"""Columns of client_facts that the flag restricted is about."""
_WHOSE = frozenset({"client_id", "office_id", "state_period"})

Records = Mapping[str, "pd.DataFrame"]


def own_records(
    facts: Facts,
    own: frozenset[str],
    offices: frozenset[str],
    masked: Callable[["pd.DataFrame", tuple[str, ...]], "pd.DataFrame"],
) -> Records:
    """Return the rows about an audience's own clients and offices; what is about nobody is not its business.

    An action without a client is its own too where a complaint or feedback of its clients names it or led to it.

    In:      own: clients; offices: those whose figures it sees; masked: takes others' names out of
             columns of a frame, here out of all texts that do not say whose row it is.
    Source:  P08.19; fault catalogue F19.
    """
    linked = _linked(facts, own)
    seen = {}
    for export, frame in facts.records.items():
        kept = _about_own(export, frame, own, offices)
        if export == "improvement_actions":
            kept |= frame["client_id"].eq("") & frame["action_id"].isin(linked)
        texts = tuple(n for n in map(str, frame) if str(frame[n].dtype) == "str" and n not in _WHOSE)
        seen[export] = masked(frame[kept].reset_index(drop=True), texts)
    return seen


def _about_own(
    export: str, frame: "pd.DataFrame", own: frozenset[str], offices: frozenset[str]
) -> "pd.Series[bool]":
    import pandas as pd

    about = RECORD[export].about
    if about is About.CLIENT:
        return frame["client_id"].isin(own)
    if about is About.OFFICE:
        return frame["office_id"].isin(offices)
    if about is About.ANYONE:
        return frame["client_id"].isin(own) | (frame["client_id"].eq("") & frame["office_id"].isin(offices))
    return pd.Series(data=False, index=frame.index)


def _linked(facts: Facts, own: frozenset[str]) -> frozenset[str]:
    """Return the actions that the own clients' complaints and feedback name, or that come from one of them."""
    pairs = answered(facts.records["improvement_actions"], facts.complaints, facts.records["feedback"])
    return frozenset(pairs.loc[pairs["client_id"].isin(own), "action_id"])


def without_groups(facts: Facts, sees: Fields) -> Facts:
    """Return facts without the columns whose group ``sees`` masks.

    Source:  the profile's table of audiences; P08.19.
    """
    hidden = frozenset(name for name in Fields.model_fields if not getattr(sees, name))
    if not hidden:
        return facts
    records = {one.export: _blank(facts.records[one.export], one.fields, hidden) for one in RECORDS}
    if "cards" in hidden:
        records["client_facts"] = _without_restricted(records["client_facts"])
    frames: dict[str, Any] = {}
    for export, fields in MORE.items():
        name = _FRAMES.get(export, export)
        frames[name] = _blank(getattr(facts, name), fields, hidden)
    return replace(facts, records=records, **frames)


def group_of(one: Field) -> str:
    """Return the group of a field; "" = everybody who sees the row."""
    return one.group or ("amounts" if one.kind is Kind.MONEY else "")


def _blank(frame: "pd.DataFrame", fields: Iterable[Field], hidden: frozenset[str]) -> "pd.DataFrame":
    import pandas as pd

    gone = [one.column for one in fields if group_of(one) in hidden]
    nothing: dict[str, Any] = {name: "" if str(frame[name].dtype) == "str" else pd.NA for name in gone}
    return frame.assign(
        **{
            name: pd.Series([value] * len(frame), index=frame.index, dtype=frame[name].dtype)
            for name, value in nothing.items()
        }
    )


def _without_restricted(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return facts about clients without what is marked as told in confidence."""
    secret = frame["restricted"].fillna(value=False).astype("bool")
    return frame.assign(**{name: frame[name].mask(secret, "").astype("str") for name in _IN_CONFIDENCE})
