"""Published tables compared cell by cell, with a list of what differs."""

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Which columns name a row, which are not compared, which are floats."""

    key: tuple[str, ...]
    left_open: frozenset[str] = frozenset()
    floats: frozenset[str] = frozenset()
    subset: bool = False  # whether the build may have more rows


TABLES = {
    "measures": Table(
        key=("level", "office_id", "client_id", "measure"),
        left_open=frozenset({"verdict", "source", "p_value", "test", "provisional"}),
        floats=frozenset({"low", "high"}),
        subset=True,
    ),
    "grades": Table(key=("pack", "client_id"), subset=True),
    "contributions": Table(key=("pack", "client_id", "item", "kind"), subset=True),
    "coverage": Table(key=("file", "sheet")),
}


def rows_in(text: str) -> list[Row]:
    """Return the rows of a CSV as text."""
    return list(csv.DictReader(io.StringIO(text)))


def differences(name: str, expected: list[Row], found: list[Row]) -> list[str]:
    """Return one line per missing row, surplus row and differing cell."""
    table = TABLES[name]
    wanted, got = _by_key(table, expected), _by_key(table, found)
    lines = [f"{name} {'/'.join(key)}: no such row" for key in wanted.keys() - got.keys()]
    if not table.subset:
        lines += [f"{name} {'/'.join(key)}: surplus row" for key in got.keys() - wanted.keys()]
    for key in wanted.keys() & got.keys():
        lines += [f"{name} {'/'.join(key)}: {cell}" for cell in _cells(table, wanted[key], got[key])]
    return sorted(lines)


def _by_key(table: Table, rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    keyed = [(tuple(row[column] for column in table.key), row) for row in rows]
    found = dict(keyed)
    assert len(found) == len(keyed), "a key repeats"
    return found


def _cells(table: Table, wanted: Row, got: Row) -> Iterable[str]:
    for column in wanted.keys() - table.left_open:
        near = column in table.floats and _near(wanted[column], got.get(column, ""))
        if not near and wanted[column] != got.get(column):
            yield f"{column} is {got.get(column)!r}, expected {wanted[column]!r}"


def _near(one: str, other: str) -> bool:
    return bool(one and other) and math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-12)
