"""Frames of results as CSV and back, exact: fractions stay fractions, a missing cell stays missing."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reportgen.model.frame import BOOL, DAY, EXACT, FLOAT, INT, MOMENT, TEXT, Frame

if TYPE_CHECKING:
    import pandas as pd


def written(frame: "pd.DataFrame", contract: Frame) -> bytes:
    """Return a checked frame as CSV bytes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(contract.columns)
    columns = [_cells(frame[name], column.dtype) for name, column in contract.columns.items()]
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue().encode()


def read(content: bytes, contract: Frame) -> "pd.DataFrame":
    """Return the frame that ``written`` wrote; a column that the contract has gained since is missing or empty.

    Raises:  ContractError where the content is no such frame.
    """
    import pandas as pd

    reader = csv.DictReader(io.StringIO(content.decode()))
    rows = list(reader)
    series = {
        name: pd.Series([_value(row.get(name, ""), column.dtype) for row in rows], dtype=column.dtype)
        for name, column in contract.columns.items()
    }
    return contract.check(pd.DataFrame(series))


def _cells(column: "pd.Series[Any]", dtype: str) -> list[str]:
    missing = column.isna().to_numpy()
    return [
        "" if gone else _cell(value, dtype) for value, gone in zip(column.astype(object), missing, strict=True)
    ]


def _cell(value: Any, dtype: str) -> str:
    return str(_WRITTEN.get(dtype, str)(value))


def _value(cell: str, dtype: str) -> Any:
    if dtype == TEXT:
        return cell
    return _READ[dtype](cell) if cell else None


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    BOOL: lambda value: "true" if value else "false",
    FLOAT: lambda value: repr(float(value)),
    DAY: lambda value: value.date().isoformat(),
    MOMENT: lambda value: value.isoformat(),
    EXACT: lambda value: str(Fraction(value)),
}
_READ: Mapping[str, Callable[[str], Any]] = {
    INT: int,
    BOOL: "true".__eq__,
    FLOAT: float,
    DAY: date.fromisoformat,
    MOMENT: str,
    EXACT: Fraction,
}
