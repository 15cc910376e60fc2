"""Literal facts with feedback and improvements beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from reportgen.model.facts import Facts
from reportgen.model.record_frames import RECORD_FRAMES
from tests.records import records

Row = Mapping[str, Any]
PERIODS = ("2026Q2", "2026Q3")


def with_records(facts: Facts, *, periods: Iterable[str] = PERIODS, **exports: Iterable[Row]) -> Facts:
    """The facts with rows of declared exports, read for the periods."""
    periods = tuple(periods)
    numbered = {
        export: [_numbered(export, i, row) for i, row in enumerate(rows)] for export, rows in exports.items()
    }
    seen = {(export, period) for export in exports for period in periods}
    return replace(facts, records=records(**numbered), read=facts.read | seen)


def _numbered(export: str, number: int, row: Row) -> Row:
    key = RECORD_FRAMES[export].key[0]
    return {key: f"{export}-{number:03}", "office_id": "E", **row}


def said(client: str, kind: str, date: str, **rest: Any) -> Row:
    """One row of feedback."""
    return {"client_id": client, "kind": kind, "date": date, **rest}


def rows(table: pd.DataFrame, *key: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows by some columns, what is missing as None."""
    plain = table.astype(object).where(table.notna(), None)
    return {
        tuple(row[name] for name in key): {str(name): cell for name, cell in row.items()}
        for row in plain.to_dict("records")
    }
