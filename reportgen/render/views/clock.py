"""How long complaints waited, on the profile's clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from reportgen.model.clock import micros

if TYPE_CHECKING:
    from reportgen.model.clock import Clock

Record = dict[str, Any]
_SETTLED = ("resolved", "closed")


class Waited(NamedTuple):
    """One complaint at a moment: what had happened, and its microseconds up to the reply, the close or then."""

    replied: bool
    closed: bool
    dated: bool
    reply: int
    handling: int


def waited(clock: "Clock", rows: Sequence[Record], as_of: datetime) -> list[Waited]:
    """Return how long complaints had waited at a moment; a settled state without a date is closed too."""
    import numpy as np

    ends = [[_before(row[name], as_of) for row in rows] for name in ("first_reply_at", "closed_at")]
    offices = [str(row["office_id"]) for row in rows]
    start = np.array([micros(row["received_at"]) for row in rows], dtype=np.int64)
    stops = [np.array([micros(end or as_of) for end in column], dtype=np.int64) for column in ends]
    lengths = [clock.elapsed(offices, start, stop).tolist() for stop in stops]
    return [
        Waited(
            replied=reply is not None,
            closed=close is not None or (row["closed_at"] is None and row["state"] in _SETTLED),
            dated=close is not None,
            reply=until_reply,
            handling=until_close,
        )
        for row, reply, close, until_reply, until_close in zip(rows, *ends, *lengths, strict=True)
    ]


def _before(moment: datetime | None, as_of: datetime) -> datetime | None:
    return moment if moment is not None and moment < as_of else None


def shown_unit(measure: str, kind: str, *, working: bool) -> str:
    """Return the unit of a figure as it is shown: hours of the working clock are no plain hours.

    >>> shown_unit("complaint.first_reply_hours.p50", "hours", working=True)
    'working_hours'
    """
    return "working_hours" if working and kind == "hours" and "_calendar_" not in measure else kind
