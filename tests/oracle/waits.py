"""Waiting times of complaints and their curves: Kaplan–Meier in exact fractions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import exp, log, sqrt
from typing import Any

from scipy import stats

from tests.oracle.clock import Clock
from tests.oracle.figure import Figure
from tests.oracle.world import Scope, View

CLOCKS = ("first_reply", "handling")
KNOWN = """
    SELECT *, received_at >= $start AS here,
        coalesce(closed_at < $as_of, false) AS dated,
        coalesce(closed_at < $as_of, false) OR (closed_at IS NULL AND state IN ('resolved', 'closed')) AS done,
        coalesce(first_reply_at < $as_of, false) AS replied
    FROM complaints WHERE received_at < $as_of
"""
HERE = f"SELECT * FROM ({KNOWN}) WHERE here"
CASES = f"""
    SELECT *, first_reply_at AS first_reply_until, replied AS first_reply_seen,
        closed_at AS handling_until, dated AS handling_seen
    FROM ({HERE}) WHERE NOT impossible
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """One complaint's wait; ``seen``: its end is known, else it is censored at as-of."""

    seconds: int
    seen: bool
    closed: bool
    unsure: bool


Waits = dict[Scope, list[Wait]]


def waits_of(view: View, clock: Clock) -> dict[str, Waits]:
    """Return the durations of first replies and of handling, on one clock."""
    found = {}
    for name in CLOCKS:
        timed = f"SELECT * FROM ({CASES}) WHERE {name}_seen OR NOT done"
        cases = view.by_scope(timed, f"list((office_id, received_at, {name}_until, {name}_seen, done))")
        found[name] = {scope: [_wait(view, clock, one) for one in mine] for scope, mine in cases.items()}
    return found


def _wait(view: View, clock: Clock, one: Any) -> Wait:
    office, received, until, seen, done = one
    end = until if seen else view.span.as_of
    return Wait(clock.seconds(office, received, end), seen, done, clock.unsure(office, received, end))


@dataclass(frozen=True, slots=True)
class Step:
    """An event time of a curve: S and Greenwood's sum after it."""

    seconds: int
    left: Fraction
    greenwood: Fraction | None


def kaplan_meier(waits: Iterable[Wait]) -> list[Step]:
    """Return the steps of the curve; at equal times events come before censorings."""
    every = list(waits)
    left, greenwood, steps = Fraction(1), Fraction(0), []
    for time in sorted({one.seconds for one in every if one.seen}):
        risk = sum(one.seconds >= time for one in every)
        died = sum(one.seconds == time and one.seen for one in every)
        left *= Fraction(risk - died, risk)
        if left:
            greenwood += Fraction(died, risk * (risk - died))
        steps.append(Step(time, left, greenwood if left else None))
    return steps


def _band(step: Step, sign: int) -> float | None:
    """Return a limit of S by the log(−log) transform, none where S is 0."""
    if step.greenwood is None:
        return None
    z, s = float(stats.norm.ppf(0.975)), float(step.left)
    theta = z * sqrt(step.greenwood) / -log(s)
    return float(s ** exp(sign * theta))


def _fallen(step: Step, *, sign: int, aim: float) -> bool:
    edge = _band(step, sign)
    return edge is not None and edge <= aim


def _first(steps: Iterable[Step], reached: Callable[[Step], bool]) -> Fraction | None:
    return next((Fraction(step.seconds, 3600) for step in steps if reached(step)), None)


def quantile(waits: list[Wait], q: Fraction) -> Figure:
    """Return the smallest event time with S ≤ 1 − q, and those where the limits of S fall to it."""
    if not waits:
        return Figure(gap="NO_DATA")
    steps = kaplan_meier(waits)
    value = _first(steps, lambda step: step.left <= 1 - q)
    low, high = (_first(steps, partial(_fallen, sign=sign, aim=float(1 - q))) for sign in (1, -1))
    return Figure(
        value=value,
        n=len(waits),
        gap="" if value is not None else "NOT_REACHED",
        low=low,
        high=high,
        at_least=None if value is not None else Fraction(max(one.seconds for one in waits), 3600),
        provisional=any(one.unsure for one in waits),
    )


def area_under(steps: Iterable[Step], horizon: Fraction) -> Fraction:
    """Return the area under a curve up to a number of hours."""
    area, left, last = Fraction(0), Fraction(1), Fraction(0)
    for step in steps:
        time = min(Fraction(step.seconds, 3600), horizon)
        area, left, last = area + left * (time - last), step.left, time
    return area + left * (horizon - last)
