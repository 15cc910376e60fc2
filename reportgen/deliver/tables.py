"""Result frames → CSV text: the shortest decimal that round-trips, in plain notation."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reportgen.model.finding import Finding
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

FINDING_COLUMNS = ("period", "clause", "office_id", "client_id", "subject", "since", "what", "evidence")

_NUMBER = re.compile(r"^[-+]?[0-9][0-9.,]*%?$")
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def shown(value: Any) -> str:
    """Return one cell: a number in plain notation, a day as ISO 8601, what is missing as nothing.

    >>> shown(Fraction(425, 6)), shown(Fraction(3)), shown(1e-7), shown(True), shown(None)
    ('70.83333333333333', '3', '0.0000001', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    return _number(value)


def _number(value: Any) -> str:
    if isinstance(value, Fraction) and value.denominator == 1:
        return str(value.numerator)
    if isinstance(value, int):
        return str(value)
    number = float(value)
    return str(int(number)) if number.is_integer() else format(Decimal(repr(number)), "f")


def guarded(value: str) -> str:
    """Return text that no spreadsheet takes for a formula: a leading apostrophe where it might.

    >>> guarded("=1+1"), guarded("-5"), guarded("-x")
    ("'=1+1", '-5', "'-x")
    """
    if value.startswith(_FORMULA_STARTS) and not _NUMBER.match(value):
        return "'" + value
    return value


def frame_rows(frame: "pd.DataFrame") -> Iterator[list[str]]:
    """Yield the cells of each row as text."""
    columns = [_cells(frame[name]) for name in frame.columns]
    yield from (list(row) for row in zip(*columns, strict=True))


def _cells(column: "pd.Series[Any]") -> list[str]:
    missing = column.isna().to_numpy()
    plain = column.astype(object).to_list()
    return ["" if gone else shown(_plain(value)) for value, gone in zip(plain, missing, strict=True)]


def _plain(value: Any) -> Any:
    """Return a NumPy scalar as what Python has for it."""
    return value.item() if hasattr(value, "item") and not isinstance(value, Fraction) else value


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a CSV file: comma, line feed, quotes only where needed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def frame_csv(frame: "pd.DataFrame") -> str:
    """Return a frame as a CSV file."""
    return csv_text(list(frame.columns), frame_rows(frame))


def problem_rows(problems: Iterable[Problem]) -> list[list[str]]:
    """Return the cells of problems.csv, sorted by place and code."""
    rows = [
        [shown(value) for value in p.record]
        for p in sorted(problems, key=lambda p: (p.file, p.sheet, p.row or 0, p.column, p.code, p.value))
    ]
    return [[guarded(cell) for cell in row] for row in rows]


def finding_rows(period: str, findings: Iterable[Finding]) -> list[list[str]]:
    """Return the cells of findings.csv, sorted."""
    rows = [
        [period, f.clause, f.office_id, f.client_id, f.subject, f.since, str(f.what), f.evidence] for f in findings
    ]
    return sorted([guarded(cell) for cell in row] for row in rows)
