"""Complaints told apart by category and by who handles them: how fast, how well, how many."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from reportgen.measure.complaints import marked
from reportgen.measure.figures import ratios
from reportgen.measure.hours import HALF, HOUR
from reportgen.measure.ledger import ledger
from reportgen.measure.on_time import judged, time_limits
from reportgen.model.gap import Gap
from reportgen.model.pattern_frames import COMPLAINT_GROUPS
from reportgen.model.survival import curves, quantile
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.clock import Clock
    from reportgen.model.facts import Facts
    from reportgen.model.measured import Measured
    from reportgen.policy.pack import Complaints
    from reportgen.policy.patterns import Groups

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
_KEY = ["level", "office_id", "by", "group"]


def complaint_groups(
    facts: "Facts", now: "Measured", rules: "Complaints", wanted: "Groups", clock: "Clock"
) -> pd.DataFrame:
    """The complaints of the period by category and by handler, each group with the figures of the whole.

    Times, limits and marks are those of ``complaint.handling_hours.p50``, ``complaint.handling_on_time``,
    ``complaint.resolution_rate`` and ``complaint.satisfaction``: what is open counts in the median as far as
    it has waited.

    In:      COMPLAINTS; now: DURATIONS of the window.
    Out:     COMPLAINT_GROUPS: a row per group with a complaint, of the company and of every office. Marks
             of fewer than the pack's min_n are TOO_FEW. Empty without the period's ledger.
    Source:  P11.5, P11.21; limits, scale and min_n are the pack's.
    """
    divisions = {"category": wanted.category, "handler": wanted.handler}
    clauses = {by: one.clause for by, one in divisions.items() if one is not None}
    here = ledger(facts, now.window).here
    if here.empty or not clauses or not facts.was_read(Export.COMPLAINTS, now.window.period):
        return COMPLAINT_GROUPS.empty()
    known = _told(here, now, rules, clock)
    every = pd.concat(_spread(known, facts.offices["office_id"].tolist(), clauses), ignore_index=True)
    every["place"] = every.groupby(_KEY, sort=True).ngroup().to_numpy(dtype=np.int64)
    rows = every.drop_duplicates("place").sort_values("place", ignore_index=True)[_KEY]
    size, limited = len(rows), time_limits(here, rules, "handling") is not None
    kept = _kept(every, size) if limited else _no_limit(size)
    columns = {**_counts(every, size), **kept, **_hours(every, size), **_marks(every, rules, size)}
    found = rows.assign(**columns, period=str(now.window.period), clause=rows["by"].map(clauses))
    return COMPLAINT_GROUPS.cast(found)


def _told(here: pd.DataFrame, now: "Measured", rules: "Complaints", clock: "Clock") -> pd.DataFrame:
    """Return the complaints with what their limit says, how long they waited and how they ended."""
    timed = here[here["timed"]]
    limit = time_limits(timed, rules, "handling")
    blank = pd.Series(data=False, index=here.index)
    said = dict.fromkeys(("asked", "due", "kept", "unsure"), blank)
    if limit is not None:
        state = judged(timed, limit, "handling", pd.Timestamp(now.window.as_of), clock)
        said = {name: state[name].reindex(here.index, fill_value=False) for name in said}
    solved = here["dated"] & here["timed"] & (here["state"] == "resolved")
    waits = now.durations[now.durations["clock"] == "handling"]
    return here.assign(**said, solved=solved).merge(
        waits[["complaint_id", "seconds", "observed", "provisional"]],
        on="complaint_id",
        how="left",
        validate="one_to_one",
    )


def _spread(known: pd.DataFrame, offices: list[str], clauses: dict[str, str]) -> "Iterator[pd.DataFrame]":
    """Yield the complaints once a level and division."""
    inside = known[known["office_id"].isin(offices)].assign(level="office")
    for by in clauses:
        for rows in (known.assign(level="company", office_id=""), inside):
            yield rows.assign(by=by, group=rows[by])


def _tally(rows: pd.DataFrame, size: int) -> Ints:
    """Return how many rows each group has."""
    return np.bincount(rows["place"].to_numpy(dtype=np.int64), minlength=size)


def _counts(every: pd.DataFrame, size: int) -> dict[str, Any]:
    received, solved = _tally(every, size), _tally(every[every["solved"]], size)
    unsure = every["unsure"] | every["provisional"].fillna(value=False).astype("bool")
    return {
        "count": received,
        "n_clients": _tally(every.drop_duplicates(["place", "client_id"]), size),
        "solved": solved,
        "resolution_rate": _exact(ratios(solved.tolist(), received.tolist())),
        "provisional": np.where(_tally(every[unsure], size) > 0, "true", ""),
    }


def _kept(every: pd.DataFrame, size: int) -> dict[str, Any]:
    """Return how many kept the limit of those due."""
    due, kept, asked = (_tally(every[every[name]], size) for name in ("due", "kept", "asked"))
    shares = ratios(kept.tolist(), due.tolist())
    gaps = np.where(due > 0, "", np.where(asked > 0, Gap.NOT_DUE.value, Gap.NO_DATA.value))
    return {"due": due, "on_time": kept, "on_time_share": _exact(shares), "on_time_gap": gaps}


def _no_limit(size: int) -> dict[str, Any]:
    """Return what is known of a limit that the pack does not give."""
    none = pd.array([None] * size, dtype="Int64")
    said = np.full(size, Gap.NOT_CONFIGURED.value)
    return {"due": none, "on_time": none, "on_time_share": _exact([None] * size), "on_time_gap": said}


def _hours(every: pd.DataFrame, size: int) -> dict[str, Any]:
    """Return the median of the handling, of closed and open complaints together."""
    at = every[every["seconds"].notna()]
    found = curves(
        at["place"].to_numpy(dtype=np.int64),
        at["seconds"].to_numpy(dtype=np.int64),
        at["observed"].to_numpy(dtype=np.bool_),
        size,
    )
    half = quantile(found, HALF)
    gaps = np.where(found.size == 0, Gap.NO_DATA.value, np.where(half.value < 0, Gap.NOT_REACHED.value, ""))
    return {
        "timed": found.size,
        "handling_p50": _exact([None if one < 0 else Fraction(one, HOUR) for one in half.value.tolist()]),
        "low": np.where(half.low < 0, np.nan, half.low / HOUR),
        "high": np.where(half.high < 0, np.nan, half.high / HOUR),
        "at_least": np.where(gaps == Gap.NOT_REACHED.value, found.longest / HOUR, np.nan),
        "handling_gap": gaps,
    }


def _marks(every: pd.DataFrame, rules: "Complaints", size: int) -> dict[str, Any]:
    """Return the mean of the marks that clients gave the handling."""
    if rules.satisfaction is None:
        said = np.full(size, Gap.NOT_CONFIGURED.value)
        return {"scored": np.zeros(size), "satisfaction": _exact([None] * size), "satisfaction_gap": said}
    scored, scale = marked(every, rules.satisfaction)
    n = _tally(scored, size)
    few = n < (rules.min_n or 1)
    total = scored.groupby("place")["mark"].sum().to_dict()
    means = [
        None if short else Fraction(int(total[at]), count * scale)
        for at, (count, short) in enumerate(zip(n.tolist(), few.tolist(), strict=True))
    ]
    gaps = np.where(n == 0, Gap.NO_DATA.value, np.where(few, Gap.TOO_FEW.value, ""))
    return {"scored": n, "satisfaction": _exact(means), "satisfaction_gap": gaps}


def _exact(values: "list[Any]") -> "pd.Series[Any]":
    return pd.Series(values, dtype="object")
