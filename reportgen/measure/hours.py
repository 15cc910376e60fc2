"""How long replies and handling take, on the profile's clock."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.figures import Figures, Ints, missing
from reportgen.measure.scopes import Scopes
from reportgen.model.gap import Gap
from reportgen.model.result_frames import DURATIONS
from reportgen.model.survival import Curves, curves, quantile, restricted_mean

if TYPE_CHECKING:
    from reportgen.measure.ledger import Ledger
    from reportgen.model.facts import Window

HOUR = 3600
HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)
STEMS = {
    "first_reply": ("complaint.first_reply_hours", "complaint.first_reply_calendar_hours"),
    "handling": ("complaint.handling_hours", "complaint.handling_calendar_hours"),
}
"""Of each clock the ids on the profile's hours and on the calendar's; both are the same while the
profile knows the calendar only."""


def durations(ledger: "Ledger", window: "Window") -> pd.DataFrame:
    """How long each complaint of the period waited for its first reply and for its close.

    Left out: impossible times; of the first reply, what was closed without a recorded reply; of the
    handling, what was closed without a date. What is still open ends at as-of, not observed.

    In:      Ledger.
    Out:     DURATIONS; seconds ≥ 0 unless a reply stands before its receipt.
    Source:  P11.2, P11.5; results contract section 4; worked example, settled 12 and 13.
    """
    here = ledger.here[ledger.here["timed"]]
    asked = here[here["replied"] | ~here["done"]]
    handled = here[here["dated"] | ~here["done"]]
    parts = [
        _waits(asked, "first_reply_at", asked["replied"], window).assign(clock="first_reply"),
        _waits(handled, "closed_at", handled["dated"], window).assign(clock="handling"),
    ]
    every = pd.concat(parts, ignore_index=True).assign(period=str(window.period))
    return DURATIONS.check(every.astype({"clock": "str", "period": "str"}))


def _waits(rows: pd.DataFrame, until: str, observed: pd.Series, window: "Window") -> pd.DataFrame:
    """Return the seconds from receipt to ``until``, or to as-of where it was not observed."""
    end = rows[until].where(observed, pd.Timestamp(window.as_of))
    return rows[["complaint_id", "client_id", "office_id"]].assign(
        seconds=((end - rows["received_at"]).dt.floor("s").dt.total_seconds()).astype("Int64"),
        observed=observed.astype("boolean"),
        closed=rows["done"].astype("boolean"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The curves of one clock: over all complaints, and over closed ones alone."""

    every: Curves
    closed_only: Curves

    @classmethod
    def of(cls, frame: pd.DataFrame, scopes: Scopes, clock: str) -> "Waits":
        """Return the curves of every scope."""
        at = scopes.spread(frame[frame["clock"] == clock])
        return cls(every=_curves(at, scopes), closed_only=_curves(at[at["closed"].astype("bool")], scopes))


def hour_figures(waits: Waits, clock: str, *, read: bool) -> list[Figures]:
    """The quantiles of one clock under both of its ids.

    In:      the curves of every scope.
    Out:     Figures: p50, p90, closed_only.p50; NOT_REACHED with at_least where S stays above.
    Source:  P11.2, P11.5; results contract section 4.
    """
    found = (
        _quantile("p50", waits.every, HALF, read=read),
        _quantile("p90", waits.every, NINE_TENTHS, read=read),
        _quantile("closed_only.p50", waits.closed_only, HALF, read=read),
    )
    return [replace(one, measure=f"{stem}.{one.measure}") for stem in STEMS[clock] for one in found]


def mean_figures(waits: Waits, clock: str, horizon_hours: Fraction | None, *, read: bool) -> list[Figures]:
    """The mean of one clock up to the pack's horizon, under both of its ids.

    In:      the curves of every scope.
    Out:     Figures; NOT_CONFIGURED without a horizon.
    Source:  P11.5 with the pack's mean_horizon_hours.
    """
    size = len(waits.every.size)
    names = [f"{stem}.mean" for stem in STEMS[clock]]
    if horizon_hours is None:
        return [missing(name, size, Gap.NOT_CONFIGURED) for name in names]
    if not read:
        return [missing(name, size, Gap.NO_DATA) for name in names]
    areas = restricted_mean(waits.every, horizon_hours * HOUR)
    value = [None if one is None else one / HOUR for one in areas]
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return [Figures(measure=name, value=value, n=waits.every.size, gap=gap) for name in names]


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
