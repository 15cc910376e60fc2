"""When a grading is due: in the period in which its quarter or year ends, once that end has passed."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.facts import Window

_MONTHS = {"quarterly": 3, "yearly": 12}


def due_since(cycle: str, window: "Window") -> date | None:
    """Return the first day on which a grading counts as the one due in the period; None = none was due.

    ``cycle`` is quarterly, yearly or computed (graded in every period).
    """
    start = window.period.start
    if cycle == "computed":
        return start
    end = due_by(cycle, window)
    return None if end is None else min(start, _months_before(end, _MONTHS[cycle]))


def due_by(cycle: str, window: "Window") -> date | None:
    """Return the first day after the quarter or year that ended in the period, if one did."""
    months = _MONTHS[cycle]
    last = min(window.period.end, window.as_of.date())
    index = (last.year * 12 + last.month - 1) // months * months
    end = date(index // 12, index % 12 + 1, 1)
    return end if end > window.period.start else None


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
