"""What an improvement has come to on a day."""

from datetime import date
from typing import Literal

State = Literal["open", "overdue", "done", "cancelled"]


def state_on(day: date, *, status: str, due: date | None, done: date | None) -> State:
    """Return the state of an improvement as known on ``day``.

    One that is done without a day is done, as a complaint closed without a date is closed; what was done
    later is still open, and on its last day itself it is overdue.

    Source:  P07.16, P11.18; docs/results.md, section 8.

    >>> state_on(date(2026, 9, 30), status="done", due=None, done=date(2026, 10, 1))
    'open'
    """
    if (done is not None and done <= day) or (done is None and status == "done"):
        return "done"
    if status == "cancelled":
        return "cancelled"
    return "overdue" if due is not None and due <= day else "open"
