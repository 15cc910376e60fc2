"""Charts that stand as a section of their own, as the templates print them."""

from dataclasses import dataclass
from typing import Literal

from reportgen.render.viewmodel import Heading, Rich, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One client: its value (x), the service it says it gets (y), and how its level moved."""

    label: str
    x: float
    y: float
    said: str
    """Both figures in words, with n; empty where too many clients would say theirs."""
    arrow: Literal["", "up", "down"] = ""
    strong: bool = False
    """Worth much and served below the line: named first, in bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrant:
    """Service against value; two lines part four quadrants. The first and last tick are the edges."""

    heading: Heading
    alt: str
    detail: str
    """Every client in words."""
    places: tuple[Standing, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    x_line: float
    y_line: float
    x_name: str
    y_name: str
    corners: tuple[str, str, str, str]
    """Names at the top left, top right, bottom left, bottom right."""
    note: Rich = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day: its column (week) and row (weekday), and how many of what it received went wrong."""

    week: int
    weekday: int
    late: int
    said: str
    """The day in words, with n; empty where nothing went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A period as weeks × weekdays; days that are closed are not drawn."""

    heading: Heading
    alt: str
    detail: str
    """Every day with a late reply in words."""
    weeks: int
    days: tuple[CalendarDay, ...]
    months: tuple[Tick, ...]
    """Names of the months at their first week."""
    weekdays: tuple[str, ...]
    sums: tuple[int, ...]
    """Of each weekday; 0 is not written."""
    steps: tuple[int, int]
    """From which count a day is darker, and darkest."""
    note: Rich = ()
