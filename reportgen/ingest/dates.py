"""Columns of moments and of days: parsed once for each distinct text, in the profile's zone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reportgen.ingest.moments import Fault, Written, written
from reportgen.ingest.table import Table, mapped
from reportgen.model.folding import tidied
from reportgen.model.problem import Problem
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    import pandas as pd

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1)
_MICRO = timedelta(microseconds=1)
_NOTHING = -(2**63)
"""numpy's NaT."""
_SHORT_YEAR = re.compile(r"^(\d{1,2}/\d{1,2}/)(\d{2})(?!\d)", re.ASCII)

AMBIGUOUS = text("a date whose month is sure, such as 2026-04-03")
UNREADABLE = text("a date such as 2026-03-31, or with a time 2026-03-31 09:05")
FORMS: dict[str, tuple[str, Text]] = {
    "form": (
        "W231",
        text("2026-03-31 or 2026-03-31 09:05; cells in another form that were understood: {count}"),
    ),
    "serial": ("W232", text("dates; serial numbers read by the workbook's date system: {count}")),
    "day_end": ("W233", text("times up to 23:59; cells with 24:00, read as the start of the next day: {count}")),
    "zone": ("W234", text("local times; cells that name a zone and were converted: {count}")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """One column of a table."""

    found: Sequence[Written | None]
    """None where blank or faulty."""
    faults: dict[int, Problem]
    notes: list[Problem]


def moments(table: Table, name: str, missing: frozenset[str]) -> Moments:
    """Return the moments of a field; faults by position, harmless forms in one note each."""
    order, system = table.source.date_order, table.sheet.date_system
    short_years = bool(order and table.layout and table.layout.short_years)

    def read(found: str) -> Written | Fault | None:
        tidy = _SHORT_YEAR.sub(r"\g<1>20\2", tidied(found)) if short_years else tidied(found)
        return None if not tidy or tidy in missing else written(tidy, order, system)

    results = mapped(table.cells(name), read)
    faults = table.unusable(name)
    for at, result in enumerate(results):
        if isinstance(result, Fault) and at not in faults:
            expected = AMBIGUOUS if result.code == "E221" else UNREADABLE
            hint = (
                text("Say date_order: dmy or mdy in config/sources.yaml.") if result.code == "E221" else Text("")
            )
            faults[at] = table.problem(at, name, result.code, expected, hint=hint)
    found = [
        result if isinstance(result, Written) and at not in faults else None for at, result in enumerate(results)
    ]
    return Moments(found=found, faults=faults, notes=_notes(table, name, found))


def _notes(table: Table, name: str, found: Sequence[Written | None]) -> list[Problem]:
    places: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        if one is not None and (one.form or one.offset is not None):
            places.setdefault(one.form or "zone", []).append(at)
    return [
        note
        for form, (code, expected) in FORMS.items()
        for note in table.noted(name, code, places.get(form, ()), expected)
    ]


def micros(found: Sequence[Written | None], zone: ZoneInfo) -> list[int | None]:
    """Return moments as microseconds since 1970 in UTC."""
    # one object stands for each distinct text, so that its id is the cheapest key
    known = {key: (one.utc(zone) - _EPOCH) // _MICRO for key, one in _distinct(found).items()}
    return [None if one is None else known[id(one)] for one in found]


def days(found: Sequence[Written | None], zone: ZoneInfo) -> list[date | None]:
    """Return the dates of moments in ``zone``."""
    known = {key: one.day(zone) for key, one in _distinct(found).items()}
    return [None if one is None else known[id(one)] for one in found]


def _distinct(found: Sequence[Written | None]) -> dict[int, Written]:
    return {id(one): one for one in found if one is not None}


def instant(moment: datetime) -> int:
    """Return a moment as microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // _MICRO


def moment_column(values: Sequence[int | None]) -> "pd.Series[pd.Timestamp]":
    """Return microseconds since 1970 as a column of moments."""
    import numpy as np
    import pandas as pd

    raw = np.array([_NOTHING if value is None else value for value in values], dtype="int64")
    return pd.Series(raw.view("datetime64[us]")).dt.tz_localize("UTC")


def day_column(values: Sequence[date | None]) -> "pd.Series[pd.Timestamp]":
    """Return dates as a column of days."""
    import numpy as np
    import pandas as pd

    known = {value: (value - _EPOCH_DAY).days * 86_400_000_000 for value in set(values) if value is not None}
    raw = np.array([_NOTHING if value is None else known[value] for value in values], dtype="int64")
    return pd.Series(raw.view("datetime64[us]"))
