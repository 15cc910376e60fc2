"""Complaints by category and by handler, recomputed row by row in plain Python."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.oracle.behind import COMPANY, Lens, Row, Scope, Table, rows
from tests.oracle.clock import Clock
from tests.oracle.rules import Ledger
from tests.oracle.waits import Wait, quantile

HALF = Fraction(1, 2)
SETTLED = ("resolved", "closed")


def groups(lens: Lens, rules: Ledger, clock: Clock) -> Table:
    """(level, office, by, group) → the cells of COMPLAINT_GROUPS, in its order."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for one in rows(lens.facts.complaints):
        if lens.span.start <= one["received_at"] < lens.span.as_of:
            for key in _keys(lens, one):
                found.setdefault(key, []).append(one)
    return {key: _cells(lens, rules, clock, own) for key, own in found.items()}


def _keys(lens: Lens, one: Row) -> Iterator[tuple[str, str, str, str]]:
    places: list[Scope] = [COMPANY, *(("office", office) for office in lens.offices if office == one["office_id"])]
    for level, office in places:
        for by in ("category", "handler"):
            yield level, office, by, one[by]


def _cells(lens: Lens, rules: Ledger, clock: Clock, own: list[Row]) -> tuple[Any, ...]:
    waits = [one for one in (_wait(lens, clock, row) for row in own) if one is not None]
    said = [one for one in (_judged(lens, rules, clock, row) for row in own) if one]
    due = [one for one in said if one != "waiting"]
    solved = sum(_closed(lens, row) and not row["impossible"] and row["state"] == "resolved" for row in own)
    half = quantile(waits, HALF)
    return (
        len(own),
        len({row["client_id"] for row in own}),
        len(due),
        due.count("kept"),
        Fraction(due.count("kept"), len(due)) if due else None,
        "" if due else "NOT_DUE" if said else "NO_DATA",
        len(waits),
        half.value,
        *(None if one is None else round(float(one), 9) for one in (half.low, half.high, half.at_least)),
        half.gap,
        solved,
        Fraction(solved, len(own)),
        *_marks(rules, own),
        "true" if any(one.unsure for one in waits) else "",
    )


def _closed(lens: Lens, row: Row) -> bool:
    return row["closed_at"] is not None and row["closed_at"] < lens.span.as_of


def _wait(lens: Lens, clock: Clock, row: Row) -> Wait | None:
    """Return how long the handling took, or takes; nothing where the times say nothing."""
    seen = _closed(lens, row)
    done = seen or (row["closed_at"] is None and row["state"] in SETTLED)
    if row["impossible"] or (done and not seen):
        return None
    end = row["closed_at"] if seen else lens.span.as_of
    seconds = clock.seconds(row["office_id"], row["received_at"], end)
    return Wait(seconds, seen, done, clock.unsure(row["office_id"], row["received_at"], end))


def _judged(lens: Lens, rules: Ledger, clock: Clock, row: Row) -> str:
    """Return kept, late or waiting; nothing without a limit or a wait."""
    limits, wait = rules.limits["handling"], _wait(lens, clock, row)
    own = [limits[key] for key in (("category", row["category"]), ("priority", row["priority"])) if key in limits]
    limit = min(own) if own else limits.get(("", ""))
    if limit is None or wait is None:
        return ""
    if clock.seconds(row["office_id"], row["received_at"], lens.span.as_of) <= limit * 3600:
        return "waiting"
    return "kept" if wait.seen and wait.seconds <= limit * 3600 else "late"


def _marks(rules: Ledger, own: list[Row]) -> tuple[int, Fraction | None, str]:
    scale = rules.scale
    assert scale is not None
    given = [row["satisfaction_micro"] for row in own if row["satisfaction_micro"] is not None]
    marks = [scale.points(one, 1) for one in given if scale.low <= one <= scale.high]
    if len(marks) < max(rules.min_n, 1):
        return len(marks), None, "TOO_FEW" if marks else "NO_DATA"
    return len(marks), sum(marks, Fraction(0)) / len(marks), ""
