"""Whether a form for another level or limit was approved, as far as was known on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def approved_on(form: Mapping[Any, Any], last: date) -> date | None:
    """Return the day of the approval; None = nobody approved it, or nobody knew yet on ``last``."""
    day = day_of(form["approved_on"]) if form["approved_by"] else None
    return day if day is not None and day <= last else None


def day_of(moment: Any) -> date | None:
    """Return the date of a day of a frame, None where there is none."""
    return None if moment is None or moment != moment else moment.date()  # noqa: PLR0124 - NaT differs from itself
