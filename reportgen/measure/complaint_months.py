"""Complaints by category and month against what the months before make likely."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.control_limits import Bools, Floats, Ints, noise_limits, stretch
from reportgen.model.gap import Gap
from reportgen.model.pattern_frames import ALL_CATEGORIES, COMPLAINT_MONTHS
from reportgen.model.period import Period
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.patterns import ControlLimits

_FEWEST_MONTHS = 2
"""A stretch needs a spread, and a spread two months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """The baseline's months and those of the period, oldest first; only months whose ledger was read."""

    names: tuple[str, ...]
    days: tuple[int, ...]
    baseline: int
    """How many of them stand before the period."""

    @classmethod
    def of(cls, facts: "Facts", window: "Window", most: int) -> "Months":
        """Return the months that are known at as-of, at most ``most`` of them before the period."""
        start, known_to = window.period.start, window.as_of.date()
        now = [one for one in months_of(window.period) if one.start < known_to]
        before = [Period(one, 1) for one in _months_before(start, most)]
        kept = [one for one in before if facts.was_read(Export.COMPLAINTS, one)]
        every = [*kept, *now]
        return cls(
            names=tuple(map(str, every)),
            days=tuple((min(one.end, known_to) - one.start).days for one in every),
            baseline=len(kept),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Counts and exposure, one row per subject and category, one column per month."""

    rows: pd.DataFrame
    """level, office_id, category."""
    counts: Ints
    exposure: Ints
    unit: str
    months: Months


def complaint_months(facts: "Facts", window: "Window", rules: "ControlLimits") -> pd.DataFrame:
    """Complaints of each category, by month, with the limits of noise.

    The baseline is what is known of the months before the period, at most the pack's number. Orders
    are the exposure where every month has them, else days. Judged are the months of the period and
    the period as a whole; of a company or office, all of them together alarm by noise alone in at
    most the pack's share of quiet periods (each gets an equal part).

    In:      COMPLAINTS, ORDERS.
    Out:     COMPLAINT_MONTHS: the company and every office, categories with a complaint in these
             months and their sum; NO_DATA for limits without a baseline or exposure. Empty without
             the period's ledger.
    Source:  P11.14, P11.15; exact limits: decision 12; baseline and share of alarms are the pack's.
    """
    months = Months.of(facts, window, rules.baseline_months)
    if not facts.was_read(Export.COMPLAINTS, window.period) or not months.names:
        return COMPLAINT_MONTHS.empty()
    series = _with_whole(_series(facts, window, months), window)
    frame = _limited(series, rules, _judged(series.months))
    return COMPLAINT_MONTHS.check(frame.assign(period=str(window.period)).astype({"period": "str"}))


def months_of(period: Period) -> list[Period]:
    """Return the months of a period."""
    return [Period(day, 1) for day in _months_before(period.end, period.months)]


def _months_before(day: date, number: int) -> list[date]:
    """Return the first days of the ``number`` months before the month of ``day``, oldest first."""
    index = day.year * 12 + day.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(index - number, index)]


def _series(facts: "Facts", window: "Window", months: Months) -> Series:
    """Return counts and exposure of every subject and category."""
    known = facts.complaints[facts.complaints["received_at"] < pd.Timestamp(window.as_of)]
    place = pd.Index(months.names)
    local = known["received_at"].dt.tz_convert(window.zone).dt.strftime("%Y-%m")
    at = known[["office_id", "category"]].assign(month=place.get_indexer(pd.Index(local)))
    at = at[at["month"] >= 0]
    spread = pd.concat(
        [
            part.assign(category=category) if category else part
            for part in (at.assign(level="company", office_id=""), at.assign(level="office"))
            for category in (ALL_CATEGORIES, "")
        ]
    )
    offices = facts.offices["office_id"].tolist()
    subjects = pd.DataFrame({"level": ["company"] + ["office"] * len(offices), "office_id": ["", *offices]})
    sums = subjects.assign(category=ALL_CATEGORIES)
    keys = ["level", "office_id", "category"]
    seen = pd.concat([sums, spread[keys]]).drop_duplicates().sort_values(keys, ignore_index=True).astype("str")
    seen = seen[(seen["level"] == "company") | seen["office_id"].isin(offices)].reset_index(drop=True)
    row = pd.MultiIndex.from_frame(seen).get_indexer(pd.MultiIndex.from_frame(spread[keys]))
    counts = np.zeros((len(seen), len(months.names)), dtype=np.int64)
    np.add.at(counts, (row[row >= 0], spread["month"].to_numpy()[row >= 0]), 1)
    exposure, unit = _exposure(facts, window, months, seen)
    return Series(rows=seen, counts=counts, exposure=exposure, unit=unit, months=months)


def _exposure(facts: "Facts", window: "Window", months: Months, rows: pd.DataFrame) -> tuple[Ints, str]:
    """Return orders per row and month where every month was exported and has some, else days."""
    days = np.tile(np.array(months.days, dtype=np.int64), (len(rows), 1))
    if not all(facts.was_read(Export.ORDERS, Period.parse(one)) for one in months.names):
        return days, "days"
    orders = facts.orders[~facts.orders["cancelled"].fillna(value=False).astype("bool")]
    orders = orders[orders["order_date"] < pd.Timestamp(window.as_of.date())]
    month = pd.Index(months.names).get_indexer(pd.Index(orders["order_date"].dt.strftime("%Y-%m")))
    office = pd.Index(rows["office_id"].unique())
    by_office = np.zeros((len(office), len(months.names)), dtype=np.int64)
    place = office.get_indexer(pd.Index(orders["office_id"]))
    inside = (month >= 0) & (place >= 0)
    np.add.at(by_office, (place[inside], month[inside]), 1)
    everywhere = np.bincount(month[month >= 0], minlength=len(months.names))
    by_office[office.get_loc("")] = everywhere
    if (everywhere == 0).any():
        return days, "days"
    return by_office[office.get_indexer(pd.Index(rows["office_id"]))], "orders"


def _with_whole(series: Series, window: "Window") -> Series:
    """Return the series with the whole period as last column, where it has more than one month."""
    months, first = series.months, series.months.baseline
    if len(months.names) - first < _FEWEST_MONTHS:
        return series
    whole = Months(
        names=(*months.names, str(window.period)),
        days=(*months.days, sum(months.days[first:])),
        baseline=first,
    )
    counts, exposure = (
        np.column_stack([part, part[:, first:].sum(axis=1)]) for part in (series.counts, series.exposure)
    )
    return Series(rows=series.rows, counts=counts, exposure=exposure, unit=series.unit, months=whole)


def _judged(months: Months) -> Bools:
    return np.arange(len(months.names)) >= months.baseline


def _limited(series: Series, rules: "ControlLimits", judged: Bools) -> pd.DataFrame:
    """Return one row per subject, category and span, with its limits."""
    based = np.where(series.exposure > 0, series.counts, 0)[:, ~judged]
    base, on = based.sum(axis=1), series.exposure[:, ~judged].sum(axis=1)
    dispersion, wide = _stretches(series, judged)
    usable = (on[:, None] > 0) & (series.exposure > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.where(usable, series.exposure / on[:, None], 1.0)
    shape = series.counts.shape
    side = _sides(series, rules, judged)
    low, high = noise_limits(*(np.broadcast_to(x, shape).ravel() for x in (base[:, None], odds, side, wide)))
    beyond = np.where(series.counts.ravel() > high, "high", np.where(series.counts.ravel() < low, "low", ""))
    flags = usable.ravel() & np.tile(judged, shape[0])
    frame = series.rows.loc[series.rows.index.repeat(shape[1])].reset_index(drop=True)
    return frame.assign(
        span=np.tile(np.array(series.months.names, dtype=object), shape[0]),
        count=pd.array(series.counts.ravel(), dtype="Int64"),
        exposure=pd.array(series.exposure.ravel(), dtype="Int64"),
        exposure_unit=series.unit,
        expected=pd.Series(_expected(base, on, series.exposure), dtype="object"),
        low=pd.arrays.IntegerArray(low, ~usable.ravel()),
        high=pd.arrays.IntegerArray(high, ~usable.ravel()),
        judged=pd.array(np.tile(judged, shape[0]), dtype="boolean"),
        beyond=np.where(flags, beyond, ""),
        dispersion=pd.array(np.repeat(dispersion, shape[1]), dtype="Float64"),
        gap=np.where(usable.ravel(), "", Gap.NO_DATA.value),
    ).astype({"span": "str", "exposure_unit": "str", "beyond": "str", "gap": "str"})


def _stretches(series: Series, judged: Bools) -> tuple[Floats, Floats]:
    """Return dispersion and stretch of every row; months without exposure do not count."""
    counts, exposure = series.counts[:, ~judged], series.exposure[:, ~judged]
    dispersion, wide = np.full(len(counts), np.nan), np.ones(len(counts))
    for held in np.unique(exposure > 0, axis=0) if counts.shape[1] else ():
        same = ((exposure > 0) == held).all(axis=1)
        if held.sum() >= _FEWEST_MONTHS:
            dispersion[same], wide[same] = stretch(counts[same][:, held], exposure[same][:, held])
    return dispersion, wide[:, None]


def _sides(series: Series, rules: "ControlLimits", judged: Bools) -> Floats:
    """Return the chance that each side of each point may alarm: an equal part of the subject's."""
    subject = series.rows["level"] + "\0" + series.rows["office_id"]
    busy = pd.Series(series.counts.sum(axis=1) > 0)
    rows = busy.groupby(subject).transform("sum").clip(lower=1).to_numpy(dtype=np.float64)
    points = np.asarray(rows * judged.sum() * 2, dtype=np.float64)
    return (float(rules.false_alarms) / points)[:, None]


def _expected(base: Ints, on: Ints, exposure: Ints) -> list[Fraction | None]:
    """Return the count that each span would have at the baseline's rate, exact."""
    return [
        Fraction(n * e, whole) if whole and e else None
        for n, whole, spans in zip(base.tolist(), on.tolist(), exposure.tolist(), strict=True)
        for e in spans
    ]
