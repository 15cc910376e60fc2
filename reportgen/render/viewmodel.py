"""What the templates print: finished strings, and numbers only where a chart needs a place for them.

The contract between the builders (views, sentences, actions, audience) and the templates. A builder
says every sentence and every figure in the reader's language; a template only lays out and adds fixed
labels. Everything is frozen and picklable. Text from the inputs (names, contents, comments) arrives as
it is: the engine cleans, cuts and escapes it.

A figure that is missing is a Cell or Kpi whose text is the reason and whose tone is "few" or "none".
"""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["bad", "good", "same", "few", "none"]
"""bad, good: beyond noise. same: no clear change. few: too few answers. none: no figure, with its reason."""
RunStyle = Literal["", "strong", "sub", "bad", "good", "same", "few", "none"]
Step = Literal["a", "b", "c", "d", "was", "none", "veto"]
"""Lightness of a level inside its pack: a best … d worst; was = the level before; none = no level."""
Mark = Literal["", "dim", "sub", "strong", "late", "bad", "good"]
"""late = past a limit (▲ and bold)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence; styles of a verdict print it as a badge."""

    text: str
    style: RunStyle = ""


Rich = tuple[Run, ...]


def rich(pattern: str, /, **values: object) -> Rich:
    """Return ``pattern`` (already translated) with its values; ``**`` around a part makes it strong.

    Only the pattern is searched for ``**``, so a value may hold any characters.

    >>> rich("index **{x}** points", x="7**4")
    (Run(text='index ', style=''), Run(text='7**4', style='strong'), Run(text=' points', style=''))
    """
    parts = [part.format(**values) if values else part for part in pattern.split("**")]
    return tuple(Run(part, "strong" if i % 2 else "") for i, part in enumerate(parts) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; without ``href`` it prints as text (a period not built yet)."""

    text: str
    href: str = ""
    count: str = ""
    current: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict or a state: ▲ 变慢, 样本太少, 超限."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Grade:
    """One level as a tile: A, B, 未, 新, 否."""

    text: str
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeMove:
    """The level before (None where nothing is compared) and the level now."""

    before: Grade | None = None
    after: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTile:
    """One pack's grade in the page's head: name, move, and one line such as 92 → 84 分，合格."""

    name: str
    move: GradeMove
    line: Rich
    address: str = ""
    """As of Kpi: C001/grade:P03."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What every page carries."""

    lang: str
    """Of the html element: zh-CN, en."""
    company: str
    product: str
    kind: str
    """客户报告, 办事处报告, …"""
    period: str
    """2026Q3"""
    period_words: str
    """2026 年第三季度"""
    tag: str
    """机密, or empty."""
    foot: str
    """Readers, as-of date, notes: one line at the foot of each page."""
    build: str
    """Build and packs, at the foot of the site's pages."""
    root: str = ""
    """From this page's folder to the audience's: "" or "../"."""
    nav: tuple[Link, ...] = ()
    periods: tuple[Link, ...] = ()
    crumbs: tuple[Link, ...] = ()
    readers: str = ""
    """Who may read it, in words."""
    watermark: str = ""
    """Across each page on paper: 草稿 or 机密; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Five:
    """The five lines of page one: how is it, what changed, is it real, why, what next."""

    how: Rich
    changed: Rich
    real: Rich
    why: Rich
    next: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A small line; None is a period without a value, drawn as a break."""

    points: tuple[float | None, ...]
    tone: Tone = "same"
    limit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One tile. ``value`` is "—" where ``badge`` gives the reason; ``value`` may be ">113"."""

    name: str
    value: str
    unit: str = ""
    badge: Badge | None = None
    beside: str = ""
    """Beside the badge: 上季 79."""
    spark: Spark | None = None
    notes: tuple[str, ...] = ()
    """One line each: 上季 79.5 / 区间 69.5–79.6 / n=12 份，抽样 18 人."""
    source: str = ""
    """Clauses: P06.18."""
    address: str = ""
    """What `reportgen explain` takes: C001/complaint.count; empty = not a published figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section's head: the finding, what is drawn with unit and n, the clauses."""

    title: str
    about: Rich = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A row plot's scale, shared by all rows of its column; ``line`` is a limit, ``peer`` a mean (dashed)."""

    low: float
    high: float
    ticks: tuple[Tick, ...]
    line: Tick | None = None
    peer: Tick | None = None
    shade: Literal["", "above", "below"] = ""
    """Which side of ``line`` is tinted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """A row's marks: now with its interval, before with its interval, and a peer's value."""

    now: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    before_low: float | None = None
    before_high: float | None = None
    peer: float | None = None
    tone: Tone = "same"
    said: str = ""
    """Both figures with interval and n, for who points at them; empty where the cells beside say all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row's bar from 0, and a short line where it was before."""

    value: float
    before: float | None = None
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A row's bar in parts from 0: within a limit, past it, far past it, without one."""

    parts: tuple[tuple[float, Literal["within", "past", "far", "none"]], ...]


# ------------------------------------------------------------------ tables
@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; what is given prints in this order: mark, move, text, unit, badge, note. A plot stands alone."""

    text: str = ""
    unit: str = ""
    note: str = ""
    """Small and grey, after the text (second line in the first column of the index)."""
    mark: Mark = ""
    move: GradeMove | None = None
    badge: Badge | None = None
    arrow: Literal["", "up", "down"] = ""
    """▼ worse level, △ better level, before the text."""
    href: str = ""
    spark: Spark | None = None
    dots: Dots | None = None
    bar: Bar | None = None
    stack: Stack | None = None
    sort: str = ""
    """What the site sorts by: a plain number or text; empty = always last."""
    address: str = ""
    """As of Kpi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a Table."""

    label: str
    width: int = 0
    """Per cent of the table's width, 2 to 60; 0 = shares what is left."""
    align: Literal["left", "right", "centre"] = "left"
    axis: Axis | None = None
    minor: bool = False
    """Folded away on a narrow screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; the first text cell is its heading."""

    cells: tuple[Cell, ...]
    style: Literal["", "find", "total"] = ""
    """find = bold, a finding; total = a sum or the index."""
    key: str = ""
    """What the site searches, in lower case."""
    tags: tuple[str, ...] = ()
    """What the site filters by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``empty`` prints where there are no rows, ``more`` below a table that was cut."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: int = 0
    """Index of the column that names the row."""
    empty: str = ""
    more: str = ""
    more_href: str = ""
    """Where the site has what was cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSection:
    """A heading, a table, a note."""

    heading: Heading
    table: Table
    note: Rich = ()
