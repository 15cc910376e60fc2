"""Published tables beside what the oracle expects of them, with a line per difference."""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from tests.oracle.oracle import Expected, Key, Row

Cells = Mapping[str, str]
NEAR = {"low": 1e-9, "high": 1e-9, "p_value": 1e-7}
"""Columns of floats, and how near they must be; all others are compared as text."""


def differences(expected: Expected, measures: Sequence[Cells], parts: Sequence[Cells]) -> list[str]:
    """Return a line for each row that is missing or too many, and for each cell that differs."""
    found = {_key(row): row for row in measures}
    wanted = {key: _cells(key, row) for key, row in expected.rows.items()}
    lines = list(_rows(wanted, found))
    cells = {(p["level"], p["office_id"], p["measure"], p["part"]): {"value": p["value"]} for p in parts}
    lines += _rows({key: {"value": shown(one)} for key, one in expected.parts.items()}, cells)
    return sorted(lines)


def shown(value: Fraction | None) -> str:
    """Return the shortest decimal that round-trips, plain."""
    if value is None:
        return ""
    return str(value) if value.denominator == 1 else format(Decimal(repr(float(value))), "f")


def _key(row: Cells) -> Key:
    return row["level"], row["office_id"], row["client_id"], row["measure"]


def _cells(key: Key, row: Row) -> dict[str, str]:
    figure, said = row.figure, row.said
    low, high = figure.limits or (figure.low, figure.high)
    return {
        "value": shown(figure.value),
        "unit": row.unit,
        "n": str(figure.n),
        "gap": figure.gap,
        "low": _number(low),
        "high": _number(high),
        "previous": shown(row.previous),
        "change": _difference(figure.value, row.previous),
        "verdict": said.verdict,
        "source": row.source,
        "n_clients": "" if figure.n_clients is None else str(figure.n_clients),
        "year_ago": shown(row.year_ago),
        "year_ago_change": _difference(figure.value, row.year_ago),
        "p_value": _number(said.p),
        "test": said.test,
        "at_least": shown(figure.at_least),
        "provisional": "true" if figure.provisional else "",
    }


def _difference(one: Fraction | None, other: Fraction | None) -> str:
    return "" if one is None or other is None else shown(one - other)


def _number(value: float | Fraction | None) -> str:
    return "" if value is None else repr(float(value))


def _rows(wanted: Mapping[Key, Cells], found: Mapping[Key, Cells]) -> Iterator[str]:
    yield from (f"{'/'.join(key)}: no such row" for key in wanted.keys() - found.keys())
    yield from (f"{'/'.join(key)}: nobody expects this row" for key in found.keys() - wanted.keys())
    for key in wanted.keys() & found.keys():
        for name, cell in wanted[key].items():
            if not _same(name, cell, found[key][name]):
                yield f"{'/'.join(key)} {name}: {found[key][name]!r} for {cell!r}"


def _same(name: str, wanted: str, found: str) -> bool:
    if name in NEAR and wanted and found:
        return math.isclose(float(wanted), float(found), rel_tol=NEAR[name], abs_tol=1e-12)
    return wanted == found
