"""One measure over all scopes, before it becomes rows of MEASURES."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.measure.intervals import wilson
from reportgen.measure.scopes import Scopes
from reportgen.model.frames import MEASURES
from reportgen.model.gap import Gap
from reportgen.model.measures import definition

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A value or a gap per scope, position by position; NaN in a limit = none."""

    measure: str
    value: Sequence[Fraction | None]
    n: Ints
    gap: Sequence[str]
    low: Floats | None = None
    high: Floats | None = None
    n_clients: Ints | None = None
    at_least: Floats | None = None


def counted(measure: str, number: Ints, *, read: bool) -> Figures:
    """Return a count: a real zero where the export was read, else no data."""
    if not read:
        return missing(measure, len(number), Gap.NO_DATA)
    return Figures(
        measure=measure,
        value=[Fraction(one) for one in number.tolist()],
        n=number,
        gap=[""] * len(number),
    )


def missing(measure: str, size: int, gap: Gap) -> Figures:
    """Return a measure that has no value anywhere, for one reason."""
    return Figures(measure=measure, value=[None] * size, n=np.zeros(size, dtype=np.int64), gap=[gap] * size)


def share(measure: str, part: Ints, whole: Ints, *, gap: Sequence[str] | None = None) -> Figures:
    """Return part ÷ whole with Wilson limits; ``gap`` says why there is no whole, else NO_DATA."""
    low, high = wilson(part, whole)
    reasons = [Gap.NO_DATA] * len(whole) if gap is None else gap
    return Figures(
        measure=measure,
        value=ratios(part.tolist(), whole.tolist()),
        n=whole,
        gap=["" if n else reason for n, reason in zip(whole.tolist(), reasons, strict=True)],
        low=low,
        high=high,
    )


def ratios(part: Sequence[int], whole: Sequence[int], factor: int = 1) -> list[Fraction | None]:
    """Return factor × part ÷ whole, None over nothing."""
    return [Fraction(factor * k, n) if n else None for k, n in zip(part, whole, strict=True)]


def rows(figures: Figures, scopes: Scopes, *, period: str, source: str) -> pd.DataFrame:
    """MEASURES rows of one measure, at the levels that it has.

    In:      figures: a value or gap per position of ``scopes``.
    Out:     MEASURES columns, one row per position.
    Source:  results contract section 1.
    """
    known = definition(figures.measure)
    size = scopes.size
    empty = np.full(size, np.nan)
    frame = scopes.rows.assign(
        period=period,
        measure=figures.measure,
        value=pd.Series(list(figures.value), dtype="object"),
        unit=known.unit,
        n=pd.array(figures.n, dtype="Int64"),
        gap=pd.Series([str(one) for one in figures.gap], dtype="str"),
        low=_limit(empty if figures.low is None else figures.low),
        high=_limit(empty if figures.high is None else figures.high),
        n_clients=_whole(figures.n_clients, size),
        at_least=_limit(empty if figures.at_least is None else figures.at_least),
        source=source,
    ).astype({"period": "str", "measure": "str", "unit": "str", "source": "str"})
    return frame.loc[frame["level"].isin(known.levels), list(MEASURES.columns)]


def _limit(values: Floats) -> Any:
    """Return floats with NA for NaN."""
    return pd.array(values, dtype="Float64")


def _whole(values: Ints | None, size: int) -> Any:
    """Return whole numbers, NA throughout without any."""
    return pd.array([pd.NA] * size if values is None else values, dtype="Int64")
