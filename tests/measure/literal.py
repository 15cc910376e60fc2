"""Facts from literals: a test says what matters, everything else is filled in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from reportgen.model.fact_frames import (
    ANSWERS,
    COMPLAINTS,
    FACT_FRAMES,
    MEMBERSHIPS,
    OFFICES,
    ORDERS,
    REGISTER,
    SURVEY_SAMPLE,
)
from reportgen.model.facts import Facts, Window
from reportgen.model.frame import BOOL, DAY, MOMENT, TEXT, Frame
from reportgen.model.period import Period

ZONE = ZoneInfo("Asia/Shanghai")
Row = Mapping[str, Any]
EXPORTS = ("clients", "offices", "survey", "complaints", "orders")


def window(period: str = "2026Q3", as_of: Any = None) -> Window:
    """A window in Shanghai."""
    return Window.of(Period.parse(period), ZONE, as_of)


def framed(frame: Frame, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a frame of the contract; ``row`` counts up where a row does not say."""
    table = [{"row": i, "file": "literal", **one} for i, one in enumerate(rows, start=2)]
    columns = {
        name: pd.Series([_cell(c.dtype, one.get(name)) for one in table], dtype=c.dtype)
        for name, c in frame.columns.items()
    }
    return frame.check(pd.DataFrame(columns))


def _cell(dtype: str, value: Any) -> Any:
    if dtype == TEXT:
        return "" if value is None else str(value)
    if dtype == DAY:
        return pd.NaT if value in (None, "") else pd.Timestamp(value)
    if dtype == MOMENT:
        return pd.NaT if value in (None, "") else moment(value)
    if dtype == BOOL and value is None:
        return pd.NA
    return pd.NA if value is None else value


def moment(value: str) -> pd.Timestamp:
    """A local time, or one with its zone written."""
    found = datetime.fromisoformat(value)
    return pd.Timestamp(found if found.tzinfo else found.replace(tzinfo=ZONE)).tz_convert("UTC")


def register(period: str, *rows: Row) -> pd.DataFrame:
    """REGISTER of one folder."""
    return framed(REGISTER, [{"register_period": period, **row} for row in rows])


def memberships(*rows: Row) -> pd.DataFrame:
    """MEMBERSHIPS."""
    return framed(MEMBERSHIPS, rows)


def clients(*ids: str, office: str = "E", period: str = "2026Q3") -> dict[str, Any]:
    """Clients that have always been in one office: their register and memberships."""
    rows = [{"client_id": one, "office_id": office} for one in ids]
    return {"register": register(period, *rows), "memberships": memberships(*rows), "offices": offices(office)}


def offices(*ids: str) -> pd.DataFrame:
    """OFFICES."""
    return framed(OFFICES, [{"office_id": one} for one in ids])


def answers(*rows: Row) -> pd.DataFrame:
    """ANSWERS; ``value`` is the raw answer."""
    return framed(
        ANSWERS,
        [
            {"answered_at": "2026-08-01 10:00", "office_id": "E", "response_id": f"R-{row['client_id']}"}
            | {**row, "value_micro": None if row["value"] is None else int(Fraction(row["value"]) * 1_000_000)}
            for row in rows
        ],
    )


def complaints(*rows: Row) -> pd.DataFrame:
    """COMPLAINTS; numbered where a row has no id."""
    return framed(
        COMPLAINTS,
        [
            {"complaint_id": f"K{i:05}", "office_id": "E", "impossible": False, "state": "resolved"} | dict(row)
            for i, row in enumerate(rows)
        ],
    )


def orders(*rows: Row) -> pd.DataFrame:
    """ORDERS; ``yuan`` is the amount."""
    return framed(
        ORDERS,
        [
            {"order_id": f"O{i:05}", "office_id": "E", "cancelled": False, "order_date": "2026-08-01"}
            | {**row, "amount_fen": int(Fraction(row.get("yuan", 0)) * 100)}
            for i, row in enumerate(rows)
        ],
    )


def survey_sample(*client_ids: str, period: str = "2026Q3") -> pd.DataFrame:
    """SURVEY_SAMPLE of one round."""
    return framed(SURVEY_SAMPLE, [{"period": period, "round": period, "client_id": one} for one in client_ids])


def facts(*, read: Iterable[tuple[str, str]] | None = None, **frames: pd.DataFrame) -> Facts:
    """Facts of the given frames, the others empty; every export read for 2026Q2 and 2026Q3 unless said."""
    every: dict[str, Any] = {frame.name.lower(): frame.empty() for frame in FACT_FRAMES}
    seen = {(e, p) for e in EXPORTS for p in ("2026Q2", "2026Q3")} if read is None else set(read)
    return Facts(**(every | frames), read=frozenset(seen))


def row(table: pd.DataFrame, measure: str, **scope: str) -> dict[str, Any]:
    """The one row of a measure: of the company, or of ``office`` or ``client``."""
    level = "client" if "client" in scope else "office" if "office" in scope else "company"
    mine = table[(table["level"] == level) & (table["measure"] == measure)]
    if level == "client":
        mine = mine[mine["client_id"] == scope["client"]]
    if level == "office":
        mine = mine[mine["office_id"] == scope["office"]]
    (found,) = mine.to_dict("records")
    return {str(name): None if value is pd.NA else value for name, value in found.items()}
