"""Small fact frames from literals: what a test says, and nothing where it says nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from reportgen.model.fact_frames import (
    CARD_ITEMS,
    CARDS,
    FACT_FRAMES,
    MEMBERSHIPS,
    OFFICES,
    ORDERS,
    REGISTER,
    SIGNOFFS,
)
from reportgen.model.facts import Facts, Window
from reportgen.model.frame import DAY, TEXT, Frame
from reportgen.model.period import Period
from reportgen.model.result_frames import MEASURES

ZONE = ZoneInfo("Asia/Shanghai")
Row = Mapping[str, Any]


def window(period: str, as_of: date | None = None) -> Window:
    """A window in Shanghai."""
    return Window.of(Period.parse(period), ZONE, as_of)


def framed(frame: Frame, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a frame of the contract; a column that a row does not name is empty."""
    table = list(rows)
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
    return value


def facts(**frames: pd.DataFrame) -> Facts:
    """Facts of the given frames, the others empty."""
    every: dict[str, Any] = {frame.name.lower(): frame.empty() for frame in FACT_FRAMES}
    return Facts(**(every | frames), read=frozenset())


def register(period: str, *rows: Row) -> pd.DataFrame:
    """One register; a client is its id, in office E for always unless the row says otherwise."""
    plain = {"register_period": period, "office_id": "E"}
    return framed(
        REGISTER, ({"name": row["client_id"], "row": i, **plain, **row} for i, row in enumerate(rows, 2))
    )


def memberships(*rows: Row) -> pd.DataFrame:
    """Which office from which day."""
    return framed(MEMBERSHIPS, rows)


def offices(*ids: str) -> pd.DataFrame:
    """Offices by id."""
    return framed(OFFICES, ({"office_id": one, "name": one} for one in ids))


def orders(*rows: Row) -> pd.DataFrame:
    """Orders that were not cancelled unless said."""
    return framed(ORDERS, ({"cancelled": False, **row} for row in rows))


def measures(period: str, measure: str, values: Mapping[str, Fraction | int | None]) -> pd.DataFrame:
    """One measure of clients."""
    return framed(
        MEASURES,
        (
            {
                "period": period,
                "level": "client",
                "client_id": client,
                "measure": measure,
                "value": None if value is None else Fraction(value),
                "gap": "NO_DATA" if value is None else "",
            }
            for client, value in values.items()
        ),
    )


def cards(*rows: Row) -> dict[str, pd.DataFrame]:
    """Cards and their items.

    Each row: client_id, graded_on, entries (item → entry, or True, False, None for a veto item)
    and whatever CARDS has more. ``signed`` = (role, person, day) in order.
    """
    heads, lines, signatures = [], [], []
    for at, row in enumerate(rows, 2):
        card_id = row.get("card_id") or f"{row['client_id']}/{row['graded_on']}"
        own = {"client_id": row["client_id"], "graded_on": row["graded_on"], "card_id": card_id, "row": at}
        heads.append({**row, **own, "special": row.get("special")})
        lines += [{**own, **_line(row, item, entry)} for item, entry in row["entries"].items()]
        signatures += [
            {**own, "step": step, "role": role, "person": person, "signed_on": day}
            for step, (role, person, day) in enumerate(row.get("signed", ()), 1)
        ]
    return {
        "cards": framed(CARDS, heads),
        "card_items": framed(CARD_ITEMS, lines),
        "signoffs": framed(SIGNOFFS, signatures),
    }


def _line(row: Row, item: str, entry: Any) -> Row:
    veto = isinstance(entry, bool) or (entry is None and item.startswith("V"))
    hit = entry if veto else None
    without = row.get("without_evidence", ())
    return {
        "item": item,
        "entry": "" if veto or entry is None else str(entry),
        "hit": hit,
        "evidence": "" if item in without else "seen",
    }
