"""How long a computed change of level waited until the level in use followed it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One change of level, and when the recorded level followed."""

    client_id: str
    before: str
    level: str
    changed_on: date
    adjusted_on: date | None
    """None: not by the last day looked at."""
    days: int
    """From the change to the adjustment, or to the last day looked at; 0 = the level was in use already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The computed levels of one pack at the ends of two periods that follow each other."""

    before: "Mapping[str, str]"
    """Client → level at the end of the earlier one; "" or absent = none."""
    after: "Mapping[str, str]"
    day: date
    """Last day of the later one: the day of the change."""


def adjustments(turn: Turn, ratings: "pd.DataFrame", last: date) -> tuple[Adjustment, ...]:
    """Every change of level of clients whose levels are recorded, by client.

    A client without any recorded level of the policy is left out: its levels may be recorded elsewhere.

    In:      ratings: rows of the export for one pack; last: only rows that begin by then count.
    Out:     an adjustment per client whose levels differ at the two ends, both of them known.
    Source:  P04.17 (the days are inferred: from the last day of the period to valid_from).
    """
    recorded: dict[str, list[tuple[date, str]]] = {}
    for row in ratings.sort_values("valid_from", kind="stable").to_dict("records"):
        begun = row["valid_from"].date()
        if begun <= last:
            recorded.setdefault(row["client_id"], []).append((begun, _level(row["grade"])))
    changed = [
        (client, turn.before[client], level)
        for client, level in sorted(turn.after.items())
        if level and turn.before.get(client, "") not in {"", level} and client in recorded
    ]
    return tuple(_followed(one, recorded[one[0]], turn.day, last) for one in changed)


def _followed(change: tuple[str, str, str], recorded: list[tuple[date, str]], day: date, last: date) -> Adjustment:
    client, before, level = change
    in_use = [grade for begun, grade in recorded if begun <= day]
    later = [begun for begun, grade in recorded if begun > day and grade == _level(level)]
    there = in_use[-1:] == [_level(level)]
    on = day if there else later[0] if later else None
    return Adjustment(
        client_id=client,
        before=before,
        level=level,
        changed_on=day,
        adjusted_on=on,
        days=((on or last) - day).days,
    )


def _level(grade: Any) -> str:
    """Return a level as it is compared: case makes no difference."""
    return str(grade).casefold()
