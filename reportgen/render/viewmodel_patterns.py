"""Patterns of complaints, drivers of satisfaction and words of comments, as the templates print them."""

from dataclasses import dataclass
from typing import Literal

from reportgen.render.viewmodel import Badge, Heading, Rich, Table, Tick, Tone
from reportgen.render.viewmodel_sections import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """One month: its count, what was expected, and the limits of noise (None without them)."""

    count: float
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    judged: bool = False
    tone: Tone = "same"
    """bad above the limits, good below them."""
    said: str = ""
    """The month in words, for who points at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A control chart: months before, then the period's, against their limits."""

    name: str
    badge: Badge
    alt: str
    """All points in words."""
    points: tuple[ControlPoint, ...]
    labels: tuple[Tick, ...]
    """Months named below the axis, by index."""
    top: Tick
    """The highest round count of the axis."""
    note: Rich = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Systemic problems, repeated problems, and the charts that tell them from noise."""

    heading: Heading
    systemic: Table | None
    repeats: Table | None
    charts: tuple[Control, ...]
    about: Rich = ()
    empty: str = ""


Quadrant = Literal["improve", "keep", "low", "enough"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDot:
    """One dimension: value (x) and importance (y) with their intervals; ``clear``: both on one side."""

    label: str
    x: float
    y: float
    x_low: float | None = None
    x_high: float | None = None
    y_low: float | None = None
    y_high: float | None = None
    clear: bool = False
    tone: Tone = "same"
    said: str = ""
    """The dimension in words, for who points at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Importance against value; the means part four quadrants."""

    alt: str
    detail: str
    dots: tuple[GridDot, ...]
    x_ticks: tuple[Tick, ...]
    """The first and last are the edges."""
    y_ticks: tuple[Tick, ...]
    x_mean: float
    y_mean: float
    x_name: str
    y_name: str
    quadrants: tuple[str, str, str, str]
    """Names at the top left, top right, bottom left, bottom right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What drives the overall answer; without a grid ``empty`` says why."""

    heading: Heading
    grid: Grid | None
    table: Table | None
    note: Rich = ()
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What is written about one dimension: how much, which words, and the comments themselves."""

    name: str
    comments: str
    clients: str
    words: str
    """交期 3、答复 2"""
    quotes: tuple[Quote, ...]
    """On paper the first two."""
    rest: str = ""
    """How many more paper leaves out."""
    more: str = ""
    """How many more the site leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Comments by dimension, most written about first."""

    heading: Heading
    rows: tuple[Voice, ...]
    note: str = ""
