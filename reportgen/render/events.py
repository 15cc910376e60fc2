"""What happened to clients themselves between two periods: renamed, merged, come out of another."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from reportgen.model.period import Period
from reportgen.model.register import offices_on, registered

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Facts, Window

Kind = Literal["renamed", "merged", "merged_in", "split_off", "split_from"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that makes figures before a day and from it on figures of different people or names."""

    kind: Kind
    """merged: it went over into ``other``; merged_in: ``other`` went over into it; split_off: ``other`` came out
    of it; split_from: it came out of ``other``; renamed: ``other`` was its name before."""
    client_id: str
    day: date
    """The first day of the new state; of a new name, the first of the period whose register tells it."""
    other: str
    """The other client's id, or the name before."""
    name: str = ""
    """Of a new name: that."""


def events_of(facts: "Facts", window: "Window") -> dict[tuple[str, str], list[Event]]:
    """Return (level, id) → events up to as-of, in time.

    In:      the facts that the reader may see. At an office stand the mergers that moved records into it or
             out of it; splits and names change no office's sum.
    """
    found: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in _renamed(facts.register, window):
        found["client", event.client_id].append(event)
    for row in _rows(registered(facts.register, window)):
        for client, event in (*_merged(row), *_split(row)):
            if event.day <= window.last_day:
                found["client", client].append(event)
    for events in [*found.values()]:
        for event in events:
            if event.kind == "merged":
                for office in _moved_between(facts, event):
                    found["office", office].append(event)
    return {key: sorted(own, key=lambda one: (one.day, one.kind, one.other)) for key, own in found.items()}


def _rows(frame: "pd.DataFrame") -> list[Row]:
    rows = frame[frame["merged_into"].ne("") | frame["split_from"].ne("")].to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _renamed(register: "pd.DataFrame", window: "Window") -> list[Event]:
    """Return the changes of registered names from one register to the next."""
    ends = {name: Period.parse(name).end for name in register["register_period"].unique()}
    known = register.assign(end=register["register_period"].map(ends))
    known = known[known["end"] <= window.period.end].sort_values(["client_id", "end"], kind="stable")
    before = known["name"].shift(1).where(known["client_id"] == known["client_id"].shift(1))
    changed = known.assign(before=before)[before.notna() & (before != known["name"])]
    return [
        Event(
            kind="renamed",
            client_id=row["client_id"],
            day=Period.parse(row["register_period"]).start,
            other=row["before"],
            name=row["name"],
        )
        for row in changed.to_dict("records")
    ]


def _merged(row: Row) -> list[tuple[str, Event]]:
    """Return a merger as both clients see it."""
    if not row["merged_into"]:
        return []
    day = row["merged_on"].date() + timedelta(days=1)
    one, other = row["client_id"], row["merged_into"]
    return [
        (one, Event(kind="merged", client_id=one, day=day, other=other)),
        (other, Event(kind="merged_in", client_id=other, day=day, other=one)),
    ]


def _split(row: Row) -> list[tuple[str, Event]]:
    """Return a split as both clients see it; without a first day of the new client nobody knows when."""
    import pandas as pd

    if not row["split_from"] or pd.isna(row["start_date"]):
        return []
    day, one, other = row["start_date"].date(), row["client_id"], row["split_from"]
    return [
        (one, Event(kind="split_from", client_id=one, day=day, other=other)),
        (other, Event(kind="split_off", client_id=other, day=day, other=one)),
    ]


def _moved_between(facts: "Facts", event: Event) -> list[str]:
    """Return the two offices between which a merger moved records; none where both clients had one office."""
    before = _home(facts, event.client_id, event.day - timedelta(days=1))
    after = _home(facts, event.other, event.day)
    return [office for office in (before, after) if office] if before != after else []


def _home(facts: "Facts", client: str, day: date) -> str:
    homes = offices_on(facts.memberships[facts.memberships["client_id"] == client], day)
    return str(homes["office_id"].iloc[0]) if len(homes) else ""
