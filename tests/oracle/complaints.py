"""Counts, rates and shares of complaints, and the figures of how long they wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tests.oracle.clock import Clock, passed_by
from tests.oracle.figure import Figure, Figures, counts, gaps, share
from tests.oracle.rules import Ledger
from tests.oracle.waits import CASES, CLOCKS, HERE, KNOWN, Waits, area_under, kaplan_meier, quantile
from tests.oracle.world import Scope, View

IDS = (
    "complaint.count",
    "complaint.rate_per_100_orders",
    "complaint.open",
    "complaint.resolution_rate",
    "complaint.reopened_rate",
    "complaint.repeat_rate",
    "complaint.satisfaction",
    "complaint.first_reply_on_time",
    "complaint.handling_on_time",
    "complaint.not_due",
)
QUANTILES = {"p50": Fraction(1, 2), "p90": Fraction(9, 10)}
HOUR_IDS = tuple(
    f"complaint.{clock}{kind}.{name}"
    for clock in CLOCKS
    for kind in ("_hours", "_calendar_hours")
    for name in ("p50", "p90", "closed_only.p50", "mean")
)


EVER_CLOSED = f"SELECT * FROM ({HERE}) WHERE done OR (state = 'reopened' AND closed_at IS NULL)"


def plain_figures(view: View, waits: Mapping[str, Waits]) -> Figures:
    """Return what no pack's rules change; ``waits`` by id stem, such as first_reply_hours."""
    scopes, read = view.scopes(), view.read("complaints")
    received, done = view.by_scope(HERE), view.by_scope(EVER_CLOSED)
    solved = view.by_scope(f"SELECT * FROM ({HERE}) WHERE dated AND NOT impossible AND state = 'resolved'")
    reopened = view.by_scope(f"SELECT * FROM ({EVER_CLOSED}) WHERE state = 'reopened'")
    figures = {
        "complaint.count": counts(scopes, received, read=read),
        "complaint.rate_per_100_orders": _rate(view, received, read=read),
        "complaint.open": counts(scopes, view.by_scope(f"SELECT * FROM ({KNOWN}) WHERE NOT done"), read=read),
        "complaint.resolution_rate": _shares(scopes, solved, received, read=read),
        "complaint.reopened_rate": _shares(scopes, reopened, done, read=read),
    }
    for stem, found in waits.items():
        for name, q in QUANTILES.items():
            figures[f"complaint.{stem}.{name}"] = _quantiles(scopes, found, q, read=read)
        closed = {scope: [one for one in mine if one.closed] for scope, mine in found.items()}
        figures[f"complaint.{stem}.closed_only.p50"] = _quantiles(scopes, closed, Fraction(1, 2), read=read)
    return figures


def pack_figures(view: View, rules: Ledger, waits: Mapping[str, Waits], clock: Clock) -> Figures:
    """Return what the rules of a pack decide."""
    scopes, read = view.scopes(), view.read("complaints")
    figures = {
        "complaint.repeat_rate": _repeats(view, rules, read=read),
        "complaint.satisfaction": _satisfaction(view, rules, read=read),
    }
    for stem, found in waits.items():
        figures[f"complaint.{stem}.mean"] = _means(scopes, found, rules.horizon, read=read)
    return figures | _on_time(view, rules, clock, read=read)


def _rate(view: View, received: dict[Scope, int], *, read: bool) -> dict[Scope, Figure]:
    if not read or not view.read("orders"):
        return gaps(view.scopes(), "NO_DATA")
    sold = view.by_scope(
        "SELECT * FROM orders WHERE NOT cancelled AND order_date BETWEEN $first AND $last",
        "count(DISTINCT order_id)",
    )
    return {
        scope: Figure(value=100 * Fraction(received.get(scope, 0), sold[scope]), n=sold[scope])
        if scope in sold
        else Figure(gap="NO_DATA")
        for scope in view.scopes()
    }


def _shares(
    scopes: Iterable[Scope], part: dict[Scope, int], whole: dict[Scope, int], *, read: bool
) -> dict[Scope, Figure]:
    if not read:
        return gaps(list(scopes), "NO_DATA")
    return {scope: share(part.get(scope, 0), whole.get(scope, 0)) for scope in scopes}


def _repeats(view: View, rules: Ledger, *, read: bool) -> dict[Scope, Figure]:
    if rules.repeat_days is None:
        return gaps(view.scopes(), "NOT_CONFIGURED")
    again = f"""
        SELECT * FROM ({HERE}) AS late WHERE category <> '' AND EXISTS (
            FROM complaints AS early
            WHERE early.client_id = late.client_id AND early.category = late.category
            AND early.received_at < late.received_at
            AND late.received_at - early.received_at <= INTERVAL {rules.repeat_days} DAY)
    """
    return _shares(view.scopes(), view.by_scope(again), view.by_scope(HERE), read=read)


def _satisfaction(view: View, rules: Ledger, *, read: bool) -> dict[Scope, Figure]:
    if rules.scale is None:
        return gaps(view.scopes(), "NOT_CONFIGURED")
    scored = f"SELECT * FROM ({HERE}) WHERE micro BETWEEN {rules.scale.low} AND {rules.scale.high}"
    found = view.by_scope(scored, "(sum(micro), count(*))") if read else {}
    figures = {}
    for scope in view.scopes():
        total, n = found.get(scope, (0, 0))
        few = scope[0] != "client" and n < rules.min_n
        gap = "NO_DATA" if not n else "TOO_FEW" if few else ""
        value = None if gap else rules.scale.points(int(total), n) / n
        figures[scope] = Figure(value=value, n=n, gap=gap)
    return figures


def _quantiles(scopes: Iterable[Scope], waits: Waits, q: Fraction, *, read: bool) -> dict[Scope, Figure]:
    if not read:
        return gaps(list(scopes), "NO_DATA")
    return {scope: quantile(waits.get(scope, []), q) for scope in scopes}


def _means(scopes: Iterable[Scope], waits: Waits, horizon: Fraction | None, *, read: bool) -> dict[Scope, Figure]:
    if horizon is None:
        return gaps(list(scopes), "NOT_CONFIGURED")
    figures = {}
    for scope in scopes:
        mine = waits.get(scope, []) if read else []
        area, unsure = area_under(kaplan_meier(mine), horizon), any(one.unsure for one in mine)
        figures[scope] = Figure(value=area, n=len(mine), provisional=unsure) if mine else Figure(gap="NO_DATA")
    return figures


# ------------------------------------------------------------------ limits


@dataclass(frozen=True, slots=True)
class Judged:
    """What one limit says of one complaint: kept, late or waiting."""

    complaint: str
    said: str
    unsure: bool


def _on_time(view: View, rules: Ledger, clock: Clock, *, read: bool) -> Figures:
    """Return the shares that kept their limit and the number not due yet."""
    scopes, figures = view.scopes(), {}
    every: dict[Scope, list[Judged]] = {scope: [] for scope in scopes}
    for kind in CLOCKS:
        what = "list((complaint_id, office_id, category, priority, received_at, {0}_until, {0}_seen, done))"
        found = view.by_scope(CASES, what.format(kind))
        limits, share_of = rules.limits[kind], {}
        for scope in scopes:
            judged = [_judged(view, clock, limits, case) for case in found.get(scope, [])]
            mine = [one for one in judged if one is not None]
            every[scope] += mine
            due = [one for one in mine if one.said != "waiting"]
            one = share(sum(case.said == "kept" for case in due), len(due), "NOT_DUE" if mine else "NO_DATA")
            share_of[scope] = replace(one, provisional=any(case.unsure for case in mine))
        known = share_of if read else gaps(scopes, "NO_DATA")
        figures[f"complaint.{kind}_on_time"] = known if limits else gaps(scopes, "NOT_CONFIGURED")
    if not any(rules.limits.values()):
        return figures | {"complaint.not_due": gaps(scopes, "NOT_CONFIGURED")}
    waiting = {scope: {one.complaint for one in mine if one.said == "waiting"} for scope, mine in every.items()}
    number = counts(scopes, {scope: len(ids) for scope, ids in waiting.items()}, read=read)
    marked = {s: replace(one, provisional=any(case.unsure for case in every[s])) for s, one in number.items()}
    return figures | {"complaint.not_due": marked}


def _judged(view: View, clock: Clock, limits: Mapping[tuple[str, str], Fraction], case: Any) -> Judged | None:
    """Return what a limit says; None where none applies or the end is not recorded."""
    complaint, office, category, priority, received, until, seen, done = case
    own = [limits[key] for key in (("category", category), ("priority", priority)) if key in limits]
    limit = min(own) if own else limits.get(("", ""))
    if limit is None or not (seen or not done):
        return None
    as_of, seconds = view.span.as_of, int(limit * 3600)
    end, due = until if seen else as_of, clock.seconds(office, received, as_of) > seconds
    kept = seen and clock.seconds(office, received, end) <= seconds
    unsure = clock.unsure(office, received, end)
    if not unsure and clock.unsure(office, received, as_of):
        unsure = clock.unsure(office, received, passed_by(clock, office, received, seconds, as_of))
    return Judged(complaint, "waiting" if not due else "kept" if kept else "late", unsure)
