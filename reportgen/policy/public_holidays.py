"""Public holidays and make-up days, from a calendar library that follows the State Council's notices."""

from datetime import date, timedelta
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.clock import Workdays

LIBRARY = "chinesecalendar"
_ONE_HOLIDAY = timedelta(days=60)
"""Days of one name that stand closer than this belong to one year's holiday."""


@cache
def china() -> "Workdays":
    """Return the days that the State Council declared off and working, as far as the library knows them."""
    from chinese_calendar import holidays, in_lieu_days, workdays

    from reportgen.model.clock import Workdays

    return Workdays(
        name=LIBRARY,
        version=metadata.version(LIBRARY),
        country="CN",
        first_year=min(holidays).year,
        last_year=max(holidays).year,
        off=frozenset(holidays) - frozenset(workdays),
        made_up=made_up(workdays, in_lieu_days),
    )


def made_up(working: "Mapping[date, str]", off_instead: "Mapping[date, str]") -> dict[date, int]:
    """Return of each make-up day the weekday that it replaces, Monday = 0.

    The notices do not say which day off a make-up day stands for. Those of one holiday are paired in
    order of date; where their numbers differ, a make-up day counts as a Monday.

    >>> made_up({date(2026, 9, 20): "National Day"}, {date(2026, 10, 6): "National Day"})
    {datetime.date(2026, 9, 20): 1}
    """
    found: dict[date, int] = {}
    for group in _groups(working, off_instead):
        worked = [day for day in group if day in working]
        rested = [day for day in group if day in off_instead]
        paired = len(worked) == len(rested)
        found |= {day: rested[at].weekday() if paired else 0 for at, day in enumerate(worked)}
    return found


def _groups(working: "Mapping[date, str]", off_instead: "Mapping[date, str]") -> list[list[date]]:
    """Return the days of each holiday of each year, in order."""
    named = sorted((name, day) for days in (working, off_instead) for day, name in days.items())
    groups: list[list[date]] = []
    last: tuple[str, date] | None = None
    for name, day in named:
        if last is None or last[0] != name or day - last[1] > _ONE_HOLIDAY:
            groups.append([])
        groups[-1].append(day)
        last = name, day
    return groups
