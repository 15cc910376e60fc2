"""How long replies and handling take, on the profile's clock."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.figures import Bools, Figures, Ints, missing
from reportgen.measure.scopes import Scopes
from reportgen.model.clock import SECOND, Clock
from reportgen.model.gap import Gap
from reportgen.model.result_frames import DURATIONS
from reportgen.model.survival import Curves, curves, quantile, restricted_mean

if TYPE_CHECKING:
    from reportgen.measure.ledger import Ledger
    from reportgen.model.facts import Window

HOUR = 3600
HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)
CLOCKS = ("first_reply", "handling", "first_reply_calendar", "handling_calendar")
"""What is timed, on the profile's clock and as time elapses; the ids are ``complaint.<clock>_hours``."""


def durations(ledger: "Ledger", window: "Window", clock: Clock) -> pd.DataFrame:
    """How long each complaint of the period waited for its first reply and for its close.

    Left out: impossible times; of the first reply, what was closed without a recorded reply; of the
    handling, what was closed without a date. What is still open ends at as-of, not observed.

    In:      Ledger.
    Out:     DURATIONS, every wait on the profile's clock and as it elapses; seconds ≥ 0 unless a reply
             stands before its receipt.
    Source:  P11.2, P11.5; results contract sections 2 and 4; worked example, settled 12 and 13.
    """
    here = ledger.here[ledger.here["timed"]]
    asked = here[here["replied"] | ~here["done"]]
    handled = here[here["dated"] | ~here["done"]]
    elapsed = Clock(zone=window.zone)
    parts = [
        _waits(rows, rows[until].where(known, pd.Timestamp(window.as_of)), by).assign(
            clock=name + suffix, observed=known.astype("boolean")
        )
        for name, rows, until, known in (
            ("first_reply", asked, "first_reply_at", asked["replied"]),
            ("handling", handled, "closed_at", handled["dated"]),
        )
        for suffix, by in (("", clock), ("_calendar", elapsed))
    ]
    every = pd.concat(parts, ignore_index=True).assign(period=str(window.period))
    return DURATIONS.check(every.astype({"clock": "str", "period": "str"}))


def _waits(rows: pd.DataFrame, end: pd.Series, clock: Clock) -> pd.DataFrame:
    """Return the whole seconds from receipt to ``end``, in the hours of the office at receipt."""
    offices, start, stop = rows["office_id"].tolist(), instants(rows["received_at"]), instants(end)
    return rows[["complaint_id", "client_id", "office_id"]].assign(
        seconds=pd.array(clock.elapsed(offices, start, stop) // SECOND, dtype="Int64"),
        closed=rows["done"].astype("boolean"),
        provisional=pd.array(clock.provisional(offices, start, stop), dtype="boolean"),
    )


def instants(moments: pd.Series) -> Ints:
    """Return moments as microseconds since 1970; where there is none, the smallest number."""
    return np.asarray(moments.dt.tz_convert(None).to_numpy(dtype="datetime64[us]")).astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The curves of one clock: over all complaints, and over closed ones alone."""

    every: Curves
    closed_only: Curves
    provisional: Bools
    provisional_closed: Bools

    @classmethod
    def of(cls, frame: pd.DataFrame, scopes: Scopes, clock: str) -> "Waits":
        """Return the curves of every scope."""
        at = scopes.spread(frame[frame["clock"] == clock])
        closed, unsure = at["closed"].astype("bool"), at["provisional"].astype("bool")
        return cls(
            every=_curves(at, scopes),
            closed_only=_curves(at[closed], scopes),
            provisional=scopes.tally(at["scope"], unsure) > 0,
            provisional_closed=scopes.tally(at["scope"], unsure & closed) > 0,
        )


def hour_figures(waits: Waits, clock: str, *, read: bool) -> list[Figures]:
    """The quantiles of one clock.

    In:      the curves of every scope.
    Out:     Figures: p50, p90, closed_only.p50; NOT_REACHED with at_least where S stays above.
    Source:  P11.2, P11.5; results contract section 4.
    """
    stem = f"complaint.{clock}_hours"
    found = (
        (_quantile(f"{stem}.p50", waits.every, HALF, read=read), waits.provisional),
        (_quantile(f"{stem}.p90", waits.every, NINE_TENTHS, read=read), waits.provisional),
        (_quantile(f"{stem}.closed_only.p50", waits.closed_only, HALF, read=read), waits.provisional_closed),
    )
    return [replace(one, provisional=unsure) for one, unsure in found]


def mean_figure(waits: Waits, clock: str, horizon_hours: Fraction | None, *, read: bool) -> Figures:
    """The mean of one clock up to the pack's horizon.

    In:      the curves of every scope.
    Out:     Figures; NOT_CONFIGURED without a horizon.
    Source:  P11.5 with the pack's mean_horizon_hours.
    """
    size, name = len(waits.every.size), f"complaint.{clock}_hours.mean"
    if horizon_hours is None:
        return missing(name, size, Gap.NOT_CONFIGURED)
    if not read:
        return missing(name, size, Gap.NO_DATA)
    areas = restricted_mean(waits.every, horizon_hours * HOUR)
    value = [None if one is None else one / HOUR for one in areas]
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return Figures(measure=name, value=value, n=waits.every.size, gap=gap, provisional=waits.provisional)


def _curves(at: pd.DataFrame, scopes: Scopes) -> Curves:
    """Return the curves of durations that are spread over the scopes."""
    return curves(
        at["scope"].to_numpy(dtype=np.int64),
        at["seconds"].to_numpy(dtype=np.int64),
        at["observed"].to_numpy(dtype=np.bool_),
        scopes.size,
    )


def _quantile(measure: str, found: Curves, q: Fraction, *, read: bool) -> Figures:
    """Return one quantile over all scopes."""
    if not read:
        return missing(measure, len(found.size), Gap.NO_DATA)
    at = quantile(found, q)
    gap = np.where(found.size == 0, Gap.NO_DATA, np.where(at.value < 0, Gap.NOT_REACHED, "")).tolist()
    beyond = np.where((found.size > 0) & (at.value < 0), found.longest / HOUR, np.nan)
    return Figures(
        measure=measure,
        value=[None if why else Fraction(v, HOUR) for v, why in zip(at.value.tolist(), gap, strict=True)],
        n=found.size,
        gap=gap,
        low=_hours(at.low),
        high=_hours(at.high),
        at_least=beyond,
    )


def _hours(seconds: Ints) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return seconds as hours, NaN for −1."""
    return np.where(seconds < 0, np.nan, seconds / HOUR)
