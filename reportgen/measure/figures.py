"""One measure over all scopes, before it becomes rows of MEASURES."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.measure.intervals import wilson
from reportgen.measure.scopes import Scopes
from reportgen.model.gap import Gap
from reportgen.model.measures import definition
from reportgen.model.result_frames import MEASURES

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
    provisional: Bools | None = None


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


def rows(every: Sequence[Figures], scopes: Scopes, *, period: str, sources: Sequence[str]) -> pd.DataFrame:
    """MEASURES rows of all measures, at the levels that each has.

    In:      figures: a value or gap per position of ``scopes``; the clauses of each.
    Out:     MEASURES columns, one row per measure and position.
    Source:  results contract section 1.
    """
    known = [definition(one.measure) for one in every]
    size = scopes.size
    none = np.full(size, np.nan)
    levels = scopes.rows["level"].to_numpy(dtype=object)
    whom = pd.concat([scopes.rows] * len(every), ignore_index=True)
    frame = whom.assign(
        period=pd.Series(period, index=whom.index, dtype="str"),
        measure=_repeated([one.measure for one in every], size),
        value=pd.Series([value for one in every for value in one.value], dtype="object"),
        unit=_repeated([one.unit for one in known], size),
        n=pd.array(np.concatenate([one.n for one in every]), dtype="Int64"),
        gap=pd.Series([str(gap) for one in every for gap in one.gap], dtype="str"),
        low=_floats([none if one.low is None else one.low for one in every]),
        high=_floats([none if one.high is None else one.high for one in every]),
        n_clients=_floats([none if one.n_clients is None else one.n_clients for one in every]).astype("Int64"),
        at_least=_floats([none if one.at_least is None else one.at_least for one in every]),
        source=_repeated(sources, size),
        provisional=_marked([one.provisional for one in every], size),
    )
    kept = np.concatenate([np.isin(levels, one.levels) for one in known])
    return frame.loc[kept, list(MEASURES.columns)]


def _repeated(words: Sequence[str], size: int) -> "pd.Series[str]":
    """Return each word ``size`` times."""
    return pd.Series(np.repeat(np.array(words, dtype=object), size), dtype="str")


def _marked(parts: Sequence[Bools | None], size: int) -> "pd.Series[str]":
    """Return true where a figure is provisional, else nothing."""
    flags = [np.zeros(size, dtype=np.bool_) if one is None else one for one in parts]
    return pd.Series(np.where(np.concatenate(flags), "true", ""), dtype="str")


def _floats(parts: Sequence[Floats | Ints]) -> "pd.Series[float]":
    """Return floats with NA for NaN."""
    return pd.Series(np.concatenate(parts), dtype="Float64")
