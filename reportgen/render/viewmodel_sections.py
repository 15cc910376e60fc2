"""Sections of the reports, as the templates print them (see ``viewmodel``)."""

from dataclasses import dataclass
from typing import Literal

from reportgen.render.viewmodel import (
    Axis,
    Badge,
    Cell,
    Dots,
    Grade,
    GradeMove,
    Heading,
    Rich,
    TableSection,
    Tick,
    Tone,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallRow:
    """One item from ``start`` to ``end`` on the axis."""

    label: str
    weight: str = ""
    values: str = ""
    """3.4 → 5.1, or 未变."""
    unit: str = ""
    start: float
    end: float
    points: str
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Why a score moved: before, item by item, now. The rows sum exactly to the move."""

    heading: Heading
    items_label: str
    """指标（权重） or 评估项."""
    axis: Axis
    before: Grade
    before_score: str
    before_at: float
    rows: tuple[WaterfallRow, ...]
    after: Grade
    after_score: str
    after_at: float
    note: Rich = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A thing to do; ``state`` prints as a badge where its tone is not same."""

    what: str
    why: str
    source: str
    who: str
    due: str
    state: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The list of things to do; ``empty`` says that there are none, ``more`` how many are left out on paper."""

    heading: Heading
    rows: tuple[Action, ...]
    empty: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One row of the satisfaction plot. A missing figure is its reason, with its tone."""

    name: str
    source: str
    before: Cell
    now: Cell
    change: Cell
    badge: Badge | None
    n: str
    peer: Cell
    dots: Dots
    style: Literal["", "find", "total"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A client's own words, and who said them when."""

    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """Dimensions now and before with intervals, verdict, n and a peer's mean."""

    heading: Heading
    axis: Axis
    peer_label: str
    """办事处均值 or 公司均值; empty hides the column."""
    rows: tuple[Dimension, ...]
    quotes: tuple[Quote, ...] = ()
    quotes_more: str = ""
    more_href: str = ""
    """Where the site has all comments."""
    empty: str = ""
    others: tuple[TableSection, ...] = ()
    """The same answers under the rules of further packs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A Kaplan–Meier curve as (hours, share still waiting) after each event, from (0, 1)."""

    title: str
    source: str
    alt: str
    """The curve in one sentence, for those who do not see it."""
    steps: tuple[tuple[float, float], ...]
    end: float
    """Hours up to which this period's curve is drawn (the longest duration, open ones included)."""
    censored: tuple[tuple[float, float], ...] = ()
    before: tuple[tuple[float, float], ...] = ()
    before_end: float = 0.0
    ticks: tuple[Tick, ...]
    """The first at 0, the last at the right edge."""
    limit: Tick | None = None
    at_limit: float | None = None
    """Share still waiting when the limit passes."""
    at_limit_label: str = ""
    said: tuple[str, ...] = ()
    """What still waits at each tick, for who points at it; empty for none."""
    label: str = ""
    """本季 n=11"""
    before_label: str = ""
    tone: Tone = "same"
    lines: tuple[Rich, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """First reply and handling, side by side."""

    heading: Heading
    curves: tuple[Curve, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One row of the complaints table."""

    id: str
    received: str
    category: str
    content: str
    first_reply: Cell
    handling: Cell
    state: Badge
    note: str
    score: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaints:
    """At most as many rows as the profile allows; ``more`` gives the count of the others."""

    heading: Heading
    rows: tuple[Complaint, ...]
    hours_unit: str
    more: str = ""
    more_href: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """The veto row: what fired, or that none did."""

    fired: bool
    summary: str
    items: tuple[tuple[str, str], ...]
    """(item, answer)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardItem:
    """One line of the scorecard."""

    part: str
    """Only in the part's first row."""
    name: str
    source: str
    full: str
    before: str
    now: str
    change: Cell
    evidence: str
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One step of the sign-off chain."""

    step: str
    who: str
    when: str
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The card, veto row first; only where the audience may see cards."""

    heading: Heading
    veto: Veto | None
    items: tuple[CardItem, ...]
    total: CardItem
    total_move: GradeMove | None
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One figure over the periods; a value None is a gap in the line."""

    name: str
    unit: str
    alt: str
    """All points in words: 24Q4 84.2，25Q1 无数据，…"""
    first: str
    last: str
    """Labels of the first and last period."""
    values: tuple[float | None, ...]
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()
    limit: Tick | None = None
    latest: str
    """The last value as printed."""
    tone: Tone = "same"
    breaks: tuple[int, ...] = ()
    """Indexes where the policy's version changed: the line is marked."""
    break_labels: tuple[str, ...] = ()
    """Which version came, one per break: P06 2.0."""
    said: tuple[str, ...] = ()
    """Each point in words with its interval and n, for who points at it; empty for none."""
    from_zero: bool = False
    """Whether the axis begins at 0: of what is counted or paid, half the height is half as much."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """Small charts, four a row."""

    heading: Heading
    charts: tuple[Trend, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What of the inputs touches this report and was not used."""

    heading: Heading
    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and how it is computed."""

    term: str
    words: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """Definitions of the figures shown, no others."""

    heading: Heading
    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A count in the movement matrix; zero prints as ·."""

    text: str
    kind: Literal["same", "down", "up", "other", "zero", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Level before × level now, with margins; the last row and column are the sums."""

    heading: Heading
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[MatrixCell, ...]], ...]
    note: Rich = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A client whose level changed, and the items that decided."""

    arrow: Literal["", "up", "down"]
    name: str
    href: str
    move: GradeMove
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Movers:
    """Who moved, worst first; ``empty`` says that nobody did."""

    heading: Heading
    rows: tuple[Mover, ...]
    empty: str = ""
