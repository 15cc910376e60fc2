"""Rows of declared exports from literals."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from reportgen.model.frame import DAY, EXACT, TEXT
from reportgen.model.record_frames import RECORD_FRAMES, no_records

Row = Mapping[str, Any]


def record_frame(export: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as the frame of an export; what a row does not say is empty."""
    frame = RECORD_FRAMES[export]
    table = [{"file": f"{export}.csv", "row": at, **row} for at, row in enumerate(rows, start=2)]
    columns = {
        name: pd.Series([_cell(column.dtype, row.get(name)) for row in table], dtype=column.dtype)
        for name, column in frame.columns.items()
    }
    return frame.check(pd.DataFrame(columns))


def _cell(dtype: str, value: Any) -> Any:
    if dtype == TEXT:
        return "" if value is None else str(value)
    if dtype == DAY:
        return pd.NaT if value in (None, "") else pd.Timestamp(value)
    if dtype == EXACT:
        return None if value is None else Fraction(value)
    return pd.NA if value is None else value


def records(**exports: Iterable[Row]) -> Mapping[str, pd.DataFrame]:
    """Every export: the given rows, and nothing for the others."""
    return {**no_records(), **{name: record_frame(name, rows) for name, rows in exports.items()}}
