"""Complaints that repeat, spread or rise: the patterns that a policy wants to see."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from reportgen.measure.control_limits import Ints
from reportgen.measure.hours import instants
from reportgen.measure.scopes import subjects
from reportgen.model.clock import micros
from reportgen.model.facts import Window
from reportgen.model.pattern_frames import ALL_CATEGORIES, PATTERNS
from reportgen.model.period import Period
from reportgen.model.register import offices_on
from reportgen.policy.patterns import Patterns, Repeat, Rising, Spread
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.facts import Facts

Record = dict[str, Any]
_US_A_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Complaints known at as-of, and what is known of their clients' offices and of noise."""

    facts: "Facts"
    window: Window
    every: pd.DataFrame
    """COMPLAINTS columns; ``here``: received in the period; ``day``: of receipt."""
    known: pd.DataFrame
    """Those with a category, sorted by receipt."""
    homes: dict[str, str]
    """Client → office at as-of."""
    beyond: dict[tuple[str, str, str], str]
    """level, office, category → high or low where any judged span is beyond, "" where none is."""

    @property
    def here(self) -> pd.DataFrame:
        """Return the complaints of the period."""
        return self.known[self.known["here"]]

    def noise(self, level: str, office: str, category: str) -> str:
        """Return beyond, within, or "" without limits."""
        found = self.beyond.get((level, office, category))
        return "" if found is None else "beyond" if found == "high" else "within"


def patterns(facts: "Facts", window: Window, rules: Patterns, months: pd.DataFrame) -> pd.DataFrame:
    """The repeated and systemic problems of a period.

    Whether a pattern reaches the pack's numbers is one thing, whether its category is beyond noise
    is another: both are said. A complaint without a category makes no pattern.

    In:      COMPLAINTS, MEMBERSHIPS; months: COMPLAINT_MONTHS.
    Out:     PATTERNS: one row per pattern; empty without the period's ledger.
    Source:  P11.16 repeats, of a client and of a product; P11.17 spread and rise; all numbers are the
             pack's; P11.15 limits of noise.
    """
    if not facts.was_read(Export.COMPLAINTS, window.period):
        return PATTERNS.empty()
    ledger = _ledger(facts, window, months)
    found: list[Record] = []
    if rules.repeat is not None:
        found += _repeats(ledger, rules.repeat)
    if rules.spread is not None:
        found += _spreads(ledger, rules.spread)
    if rules.rising is not None:
        found += _risings(ledger, rules.rising)
    if rules.limits is not None:
        found += _beyond_limits(ledger, months, rules.limits.clause)
    return _framed(found, window)


def _ledger(facts: "Facts", window: Window, months: pd.DataFrame) -> Ledger:
    known = facts.complaints[facts.complaints["received_at"] < pd.Timestamp(window.as_of)]
    received = known["received_at"]
    here = (received >= pd.Timestamp(window.start)) & (received < pd.Timestamp(window.end))
    every = known.assign(here=here, day=received.dt.tz_convert(window.zone).dt.date)
    named = every[every["category"] != ""].sort_values(["received_at", "complaint_id"], ignore_index=True)
    homes = offices_on(facts.memberships, window.last_day)
    judged = months[(months["gap"] == "") & months["judged"].fillna(value=False).astype("bool")]
    keys = ["level", "office_id", "category"]
    most = judged.groupby(keys, as_index=False).agg(beyond=("beyond", "max"), high=("beyond", _any_high))
    return Ledger(
        facts=facts,
        window=window,
        every=every,
        known=named,
        homes=dict(zip(homes["client_id"].tolist(), homes["office_id"].tolist(), strict=True)),
        beyond={
            (row["level"], row["office_id"], row["category"]): "high" if row["high"] else row["beyond"]
            for row in most.to_dict("records")
        },
    )


def _any_high(beyond: "pd.Series[str]") -> bool:
    return bool((beyond == "high").any())


# ------------------------------------------------------------------ repeats
def _repeats(ledger: Ledger, rule: Repeat) -> list[Record]:
    """Return the repeats of clients, and of products at every level above."""
    found = [
        {
            "signal": "repeat_client",
            "level": "client",
            "office_id": ledger.homes.get(client, ""),
            "client_id": client,
            "category": category,
            **seen,
            "noise": "",
        }
        for (client, category), seen in _fullest(ledger.known, ["client_id", "category"], rule)
    ]
    made = ledger.known[ledger.known["product"] != ""]
    for level, office, own in subjects(ledger.facts, made):
        for (product, category), seen in _fullest(own, ["product", "category"], rule):
            row = {"signal": "repeat_product", "level": level, "office_id": office, "category": category}
            found.append({**row, "product": product, **seen, "noise": ledger.noise(level, office, category)})
    return found


def _fullest(rows: pd.DataFrame, keys: list[str], rule: Repeat) -> "Iterator[tuple[tuple[str, str], Record]]":
    """Yield, per key, the fullest window that ends in the period, the later of two, where it is full enough."""
    if rows.empty:
        return
    number = rows.groupby(keys).ngroup().to_numpy(dtype=np.int64)
    order = np.argsort(number, kind="stable")
    ordered = rows.iloc[order]
    group = np.asarray(number[order], dtype=np.int64)
    first, last = _windows(group, instants(ordered["received_at"]), rule.days * _US_A_DAY)
    size = np.where(ordered["here"].to_numpy(dtype=np.bool_), last - first, 0)
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    most = np.maximum.reduceat(size, starts)
    latest = np.zeros(len(starts), dtype=np.int64)
    full = np.flatnonzero(size == most[group])
    latest[group[full]] = full
    chosen = latest[most >= rule.times]
    counts = _numbers_of(ordered, first[chosen], last[chosen])
    names = [ordered[key].iloc[chosen].astype("str").tolist() for key in keys]
    ids, days = ordered["complaint_id"].tolist(), ordered["day"].tolist()
    for one, other, start, end, (clients, offices) in zip(
        *names, first[chosen].tolist(), last[chosen].tolist(), counts, strict=True
    ):
        yield (
            (one, other),
            {
                "count": end - start,
                "n_clients": clients,
                "n_offices": offices,
                "threshold": rule.times,
                "since": days[start],
                "clause": rule.clause,
                "evidence": ";".join(ids[start:end]),
            },
        )


def _windows(group: Ints, at: Ints, width: int) -> tuple[Ints, Ints]:
    """Return the first row of the window of ``width`` that ends with each row, and the row behind its last.

    Rows are sorted by group and moment. Group and rank of the moment make one number, so that one
    search serves all groups.
    """
    moments = np.unique(at)
    base = group * (len(moments) + 1)
    place = base + np.searchsorted(moments, at)  # at most groups × moments: far below 2**63
    first = np.searchsorted(place, base + np.searchsorted(moments, at - width), side="left")
    return first.astype(np.int64), np.searchsorted(place, place, side="right").astype(np.int64)


def _numbers_of(rows: pd.DataFrame, first: Ints, last: Ints) -> list[tuple[int, int]]:
    """Return how many clients, and how many offices, stand in the rows from each first to before its last."""
    size = last - first
    window = np.repeat(np.arange(len(first)), size)
    flat = np.arange(len(window)) - np.repeat(np.cumsum(size) - size, size) + np.repeat(first, size)
    inside = rows.iloc[flat][["client_id", "office_id"]].assign(window=window)
    clients = inside[["window", "client_id"]].drop_duplicates()["window"]
    offices = inside.loc[inside["office_id"] != "", ["window", "office_id"]].drop_duplicates()["window"]
    counts = (np.bincount(one.to_numpy(), minlength=len(first)).tolist() for one in (clients, offices))
    return list(zip(*counts, strict=True))


def _counted(rows: pd.DataFrame) -> Record:
    return {
        "count": len(rows),
        "n_clients": int(rows["client_id"].nunique()),
        "n_offices": int(rows.loc[rows["office_id"] != "", "office_id"].nunique()),
    }


# ------------------------------------------------------------------ systemic problems
def _spreads(ledger: Ledger, rule: Spread) -> list[Record]:
    """Return the categories over many clients, and, of the company, over many offices."""
    found = []
    for level, office, own in subjects(ledger.facts, ledger.here):
        for category, rows in own.groupby("category"):
            seen = _counted(rows)
            asked = {"spread_clients": (seen["n_clients"], rule.clients)}
            if level == "company":
                asked["spread_offices"] = (seen["n_offices"], rule.offices)
            for signal, (number, least) in asked.items():
                if least is not None and number >= least:
                    row = {"signal": signal, "level": level, "office_id": office, "category": category}
                    said = _since(seen, least, ledger.window.period.start, rule.clause)
                    found.append({**row, **said, "noise": ledger.noise(level, office, str(category))})
    return found


def _since(seen: Record, threshold: int, since: date, clause: str) -> Record:
    return {**seen, "threshold": threshold, "since": since, "clause": clause}


def _risings(ledger: Ledger, rule: Rising) -> list[Record]:
    """Return the categories whose rate is above that of the period before, so many periods running."""
    periods = [ledger.window.period]
    for _ in range(rule.periods):
        periods.insert(0, periods[0].previous)
    if not all(ledger.facts.was_read(Export.COMPLAINTS, one) for one in periods):
        return []
    edges = [*(one.start for one in periods), min(periods[-1].end, ledger.window.as_of.date())]
    moments = np.array([micros(datetime.combine(edge, time(0), ledger.window.zone)) for edge in edges])
    at = ledger.known.assign(place=np.searchsorted(moments, instants(ledger.known["received_at"]), "right") - 1)
    at = at[(at["place"] >= 0) & (at["place"] < len(periods))]
    found = []
    for level, office, own in subjects(ledger.facts, at):
        exposure = _exposures(ledger, office, periods, edges)
        for category, rows in own.groupby("category"):
            counts = np.bincount(rows["place"].to_numpy(), minlength=len(periods))
            if (counts[1:] * exposure[:-1] > counts[:-1] * exposure[1:]).all():
                row = {"signal": "rising", "level": level, "office_id": office, "category": category}
                said = _since(_counted(rows[rows["here"]]), rule.periods, periods[1].start, rule.clause)
                found.append({**row, **said, "noise": ledger.noise(level, office, str(category))})
    return found


def _exposures(ledger: Ledger, office: str, periods: list[Period], edges: list[date]) -> Ints:
    """Return the orders of an office ("" = all) in each period where all have some, else the days."""
    days = np.array([(end - start).days for start, end in pairwise(edges)], dtype=np.int64)
    if not all(ledger.facts.was_read(Export.ORDERS, one) for one in periods):
        return days
    orders = ledger.facts.orders
    kept = orders[~orders["cancelled"].fillna(value=False).astype("bool")]
    kept = kept if not office else kept[kept["office_id"] == office]
    limits = np.array(edges, dtype="datetime64[us]")
    place = np.searchsorted(limits, kept["order_date"].to_numpy(dtype="datetime64[us]"), side="right")
    number = np.bincount(place, minlength=len(edges) + 1)[1 : len(edges)]
    return number if (number > 0).all() else days


def _beyond_limits(ledger: Ledger, months: pd.DataFrame, clause: str) -> list[Record]:
    """Return the categories with a span of the period above or below its limits."""
    found = []
    out = months[months["beyond"] != ""]
    for key, rows in out.groupby(["level", "office_id", "category", "beyond"]):
        level, office, category, beyond = map(str, key)
        high = beyond == "high"
        first = min(rows.to_dict("records"), key=lambda row: _place(row["span"]))
        own = ledger.every[ledger.every["here"]]
        own = own if not office else own[own["office_id"] == office]
        own = own if category == ALL_CATEGORIES else own[own["category"] == category]
        found.append(
            {
                "signal": "above_limits" if high else "below_limits",
                "level": level,
                "office_id": office,
                "category": category,
                **_since(_counted(own), int(first["high" if high else "low"]), _place(first["span"])[0], clause),
                "noise": "beyond",
            }
        )
    return found


def _place(span: str) -> tuple[date, int]:
    """Return what orders spans: the first day, then the longer."""
    period = Period.parse(span)
    return period.start, -period.months


def _framed(found: list[Record], window: Window) -> pd.DataFrame:
    """Return the rows as PATTERNS."""
    blank = {"office_id": "", "client_id": "", "product": "", "evidence": "", "noise": ""}
    rows = [{**blank, **row, "period": str(window.period)} for row in found]
    if not rows:
        return PATTERNS.empty()
    frame = pd.DataFrame(rows)
    return PATTERNS.cast(frame)
