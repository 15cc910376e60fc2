"""Frames of the declared exports, made from their declarations: ``Facts.records``."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.model.fact_frames import PLACE
from reportgen.model.frame import TEXT, Column, Frame
from reportgen.model.records.columns import columns_of
from reportgen.model.records.every import RECORDS
from reportgen.model.records.field import Record

if TYPE_CHECKING:
    import pandas as pd


def _frame(record: Record) -> Frame:
    """Return the contract of one export."""
    state = {"state_period": Column(TEXT, "period whose folder holds the list: the state at its end")}
    client = {"client_id": Column(TEXT, "client; empty = the row names none")}
    when = f"its office on the day {record.dated_by}" if record.has_client else "office"
    office = {"office_id": Column(TEXT, f"{when}; empty = none")}
    return Frame(
        record.export.upper(),
        record.key,
        {
            **(state if record.state else {}),
            **(client if record.has_client else {}),
            **(office if record.has_office else {}),
            **columns_of(record.fields),
            **PLACE,
        },
    )


RECORD_FRAMES: Mapping[str, Frame] = {record.export: _frame(record) for record in RECORDS}
"""Export → the contract of its frame."""


def no_records() -> "Mapping[str, pd.DataFrame]":
    """Return every export without rows."""
    return {export: frame.empty() for export, frame in RECORD_FRAMES.items()}
