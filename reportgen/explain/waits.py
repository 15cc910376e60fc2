"""Hours until the first reply and until the close: the event table of Kaplan and Meier, step by step."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import prod
from typing import NamedTuple

from reportgen.explain.account import Account, Grid, Outcome, SourceRow, nothing
from reportgen.explain.complaints import NO_LEDGER
from reportgen.explain.ledger import Complaint, Ledger
from reportgen.explain.said import equation, hours, short
from reportgen.model.gap import Gap
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

EVENT, CENSORED = "event", "censored"
HOUR = 3600
SECOND = timedelta(seconds=1)
LEFT = {"p50": Fraction(1, 2), "p90": Fraction(1, 10)}
"""What S(t) has to fall to."""
CLOSE = 1e-9
DIGITS = 80
AREA_PLACES = 20
"""An area is carried to so many digits that it agrees to this many decimals."""
MOST_STEPS = 25
"""Most lines of an event table; of a longer one the last lines before the answer are shown."""


class Step(NamedTuple):
    """One event time: how many were still waiting, how many were answered, and S just after it."""

    seconds: int
    at_risk: int
    events: int
    left: Decimal


def waits(ledger: Ledger) -> Account:
    """Return the account of a quantile or a mean of hours."""
    measure = ledger.inquiry.plain
    kind = measure.split(".", 2)[2]
    read = ledger.inquiry.was_read(Export.COMPLAINTS)
    if kind == "mean":
        return _mean(ledger, read=read)
    closed_only, quantile = kind.startswith("closed_only"), kind.rpartition(".")[2]
    rows = wait_rows(ledger, closed_only=closed_only)
    return Account(
        rows=tuple(rows),
        arithmetic=lambda found: _quantile(found, quantile, read=read),
        remarks=(_counted_in(ledger),),
    )


def _counted_in(ledger: Ledger) -> Text:
    return ledger.counted_in(calendar="calendar" in ledger.inquiry.plain)


def wait_rows(ledger: Ledger, *, closed_only: bool) -> list[SourceRow]:
    """Return every complaint of the period in the order of its wait; ``number`` is the seconds."""
    reply = ".first_reply" in ledger.inquiry.plain
    rows = [_row(ledger, one, reply=reply, closed_only=closed_only) for one in ledger.here]
    return sorted(rows, key=lambda row: (not row.used, row.number, row.role != EVENT, row.key))


def _row(ledger: Ledger, one: Complaint, *, reply: bool, closed_only: bool) -> SourceRow:
    until = one.replied if reply else one.closed
    if one.impossible:
        why = text("its times contradict each other or lie in the future")
        return ledger.row(one, why, used=False, detail=ledger.wrong_times(one))
    if until is None and one.done:
        why = text("closed without a recorded reply") if reply else text("closed without a date")
        return ledger.row(one, why, used=False, detail=ledger.wrong_times(one))
    if closed_only and not one.done:
        return ledger.row(one, text("not closed before as-of"), used=False)
    seconds = _seconds(ledger, one, until)
    local = ledger.inquiry.local
    ended = local(until) if until is not None else "…"
    value = f"{one.id} · {hours(seconds)} h · {local(one.received)} → {ended}"
    if until is None:
        why = text("still waiting at as-of: at risk until then")
    else:
        why = text("replied") if reply else text("closed")
    return ledger.row(one, why, value=value, role=CENSORED if until is None else EVENT, number=Fraction(seconds))


def _seconds(ledger: Ledger, one: Complaint, until: "datetime | None") -> int:
    """Return whole seconds from receipt to an end, or to as-of, on the clock of the measure."""
    end = one.as_of if until is None else until
    if "calendar" in ledger.inquiry.plain:
        return (end - one.received) // SECOND
    return ledger.elapsed(one, end) // SECOND


def steps(rows: Sequence[SourceRow]) -> list[Step]:
    """Return the event table; at equal times events come before censorings."""
    events = Counter(int(row.number) for row in rows if row.role == EVENT)
    every = Counter(int(row.number) for row in rows)
    at_risk, left = len(rows), Decimal(1)
    found: list[Step] = []
    with localcontext(Context(prec=DIGITS)):
        for seconds in sorted(every):
            if events[seconds]:
                left = left * (at_risk - events[seconds]) / at_risk
                found.append(Step(seconds, at_risk, events[seconds], left))
            at_risk -= every[seconds]
    return found


def reached(table: Sequence[Step], left: Fraction) -> int | None:
    """Return the place of the first step at which S is at most ``left``, decided in exact fractions."""
    for place, step in enumerate(table):
        if abs(float(step.left) - float(left)) < CLOSE:
            exact = Fraction(
                prod(one.at_risk - one.events for one in table[: place + 1]),
                prod(one.at_risk for one in table[: place + 1]),
            )
            if exact <= left:
                return place
        elif step.left < Decimal(left.numerator) / left.denominator:
            return place
    return None


def _quantile(rows: Sequence[SourceRow], name: str, *, read: bool) -> Outcome:
    """Return the smallest event time at which S has fallen to 1 − q."""
    left = LEFT[name]
    said = text("Kaplan–Meier: the smallest time of an event with S(t) ≤ {left}", left=short(left))
    if not read:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, NO_LEDGER))
    if not rows:
        return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, text("no complaint is on the curve")))
    table = steps(rows)
    place = reached(table, left)
    grid = _grid(table if place is None else table[: place + 1])
    if place is None:
        longest = max(row.number for row in rows) / HOUR
        lowest = table[-1].left if table else Decimal(1)
        why = text("S(t) ends at {left}; the longest wait is {hours} h", left=short(lowest), hours=short(longest))
        return Outcome(
            value=None, n=len(rows), gap=Gap.NOT_REACHED, at_least=longest, formula=(said, why), grids=(grid,)
        )
    step = table[place]
    put_in = equation("S({hours} h) = {left}", hours=hours(step.seconds), left=short(step.left))
    return Outcome(value=Fraction(step.seconds, HOUR), n=len(rows), formula=(said, put_in), grids=(grid,))


def _grid(table: Sequence[Step]) -> Grid:
    """Return the event table as it is shown; of a long one the end."""
    head = (text("Hours"), text("At risk"), text("Events"), equation("S(t)"))
    rows = [
        (hours(one.seconds), str(one.at_risk), str(one.events), short(one.left)) for one in table[-MOST_STEPS:]
    ]
    return Grid(head=head, rows=(*([("…",) * len(head)] if len(table) > MOST_STEPS else []), *rows))


def _mean(ledger: Ledger, *, read: bool) -> Account:
    """Return the account of the area under the curve up to the pack's horizon."""
    horizon = ledger.inquiry.complaint_rules.mean_horizon_hours
    if horizon is None:
        return nothing(Gap.NOT_CONFIGURED, text("the pack gives no horizon (mean_horizon_hours)"))

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        said = text("area under S(t) from 0 to {hours} h", hours=short(horizon))
        if not read:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, NO_LEDGER))
        if not rows:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, text("no complaint is on the curve")))
        table = [one for one in steps(rows) if one.seconds < horizon * HOUR]
        value = _area(table, horizon * HOUR) / HOUR
        put_in = text("Σ S × width of its step = {value}", value=short(value))
        return Outcome(value=value, n=len(rows), formula=(said, put_in), grids=(_grid(table),), places=AREA_PLACES)

    rows = tuple(wait_rows(ledger, closed_only=False))
    return Account(rows=rows, arithmetic=arithmetic, remarks=(_counted_in(ledger),))


def _area(table: Sequence[Step], horizon: Decimal) -> Fraction:
    """Return Σ S × width in seconds; S is 1 before the first event."""
    edges = [Fraction(0), *(Fraction(one.seconds) for one in table), Fraction(horizon)]
    heights = [Fraction(1), *(Fraction(one.left) for one in table)]
    return sum((s * (b - a) for s, a, b in zip(heights, edges[:-1], edges[1:], strict=True)), Fraction(0))
