"""One view model per page type; ``Page`` is any of them (see ``viewmodel``)."""

from dataclasses import dataclass, field

from reportgen.render.viewmodel import (
    Badge,
    Cell,
    Edition,
    Five,
    GradeTile,
    Heading,
    Kpi,
    Link,
    Step,
    Table,
    TableSection,
)
from reportgen.render.viewmodel_charts import Calendar, Quadrant
from reportgen.render.viewmodel_patterns import Drivers, Patterns, Voices
from reportgen.render.viewmodel_sections import (
    Action,
    Actions,
    Complaints,
    Definition,
    Definitions,
    Matrix,
    Movers,
    Quality,
    Satisfaction,
    Scorecard,
    Trends,
    Waiting,
    Waterfall,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPage:
    """A client's report."""

    edition: Edition
    title: str
    """For the title bar and the PDF: name, kind, period."""
    name: str
    meta: tuple[tuple[str, ...], ...]
    """Lines of facts: (C0417, 经销商, 合作 9.2 年), (销售工程师 周屿, …)."""
    grades: tuple[GradeTile, ...]
    headline: str
    five: Five
    kpis: tuple[Kpi, ...]
    waterfalls: tuple[Waterfall, ...]
    actions: Actions
    satisfaction: Satisfaction | None
    waiting: Waiting | None
    complaints: Complaints | None
    scorecard: Scorecard | None
    trends: Trends | None
    quality: Quality
    definitions: Definitions
    downloads: tuple[Link, ...] = ()
    neighbours: tuple[Link, ...] = ()
    recurring: TableSection | None = None
    heard: tuple[TableSection, ...] = ()
    levels: tuple[TableSection, ...] = ()
    """What changes of its levels rest on, when they came into use, and what its measures came to."""
    treatments: TableSection | None = None
    file: TableSection | None = None
    weighted: TableSection | None = None
    """The items of a weighted score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePage:
    """An office's report."""

    edition: Edition
    title: str
    name: str
    meta: tuple[tuple[str, ...], ...]
    kpis: tuple[Kpi, ...]
    headline: str
    five: Five
    ranking: TableSection
    movers: Movers | None
    matrix: Matrix | None
    satisfaction: Satisfaction | None
    waiting: Waiting | None
    categories: TableSection | None
    actions: Actions
    trends: Trends | None
    quality: Quality
    definitions: Definitions
    downloads: tuple[Link, ...] = ()
    neighbours: tuple[Link, ...] = ()
    watch: TableSection | None = None
    patterns: Patterns | None = None
    ageing: TableSection | None = None
    drivers: Drivers | None = None
    voices: Voices | None = None
    listening: tuple[TableSection, ...] = ()
    improving: tuple[TableSection, ...] = ()
    surveyed: tuple[TableSection, ...] = ()
    by_level: TableSection | None = None
    market: TableSection | None = None
    standing: Quadrant | None = None
    late_days: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagementPage:
    """The report for management."""

    edition: Edition
    title: str
    name: str
    meta: tuple[tuple[str, ...], ...]
    kpis: tuple[Kpi, ...]
    headline: str
    five: Five
    offices: TableSection
    matrix: Matrix | None
    categories: TableSection | None
    watch: TableSection | None
    decisions: Actions
    satisfaction: Satisfaction | None
    waiting: Waiting | None
    trends: Trends | None
    quality: Quality
    definitions: Definitions
    downloads: tuple[Link, ...] = ()
    patterns: Patterns | None = None
    ageing: TableSection | None = None
    drivers: Drivers | None = None
    voices: Voices | None = None
    listening: tuple[TableSection, ...] = ()
    improving: tuple[TableSection, ...] = ()
    surveyed: tuple[TableSection, ...] = ()
    by_level: TableSection | None = None
    market: TableSection | None = None
    standing: Quadrant | None = None
    late_days: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    """How many clients of an office have a level; ``share`` is 0 to 1."""

    label: str
    count: str
    step: Step
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCard:
    """An office on the index."""

    name: str
    href: str
    badge: Badge | None
    figures: tuple[tuple[str, Cell], ...]
    """(label, figure)"""
    levels: tuple[LevelCount, ...]
    moves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter of the client table; an empty tag shows all."""

    tag: str
    label: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """The site's front page."""

    edition: Edition
    title: str
    headline: str
    about: str
    downloads: tuple[Link, ...]
    kpis: tuple[Kpi, ...]
    offices_heading: Heading
    offices: tuple[OfficeCard, ...]
    chips: tuple[Chip, ...]
    clients: Table
    clients_note: str
    todo_title: str
    todo_badge: Badge | None
    todo: tuple[Action, ...]
    todo_empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _TablesPage:
    """A headline, figures and tables."""

    edition: Edition
    title: str
    headline: str
    about: str
    kpis: tuple[Kpi, ...]
    sections: tuple[TableSection, ...]


class QualityPage(_TablesPage):
    """What was read, what was not used and why."""


class SightPage(_TablesPage):
    """Who sees what, as built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage(_TablesPage):
    """All complaints and comments of a client; ``pages`` where they do not fit on one."""

    pages: tuple[Link, ...] = ()


class CoveragePage(_TablesPage):
    """Who the exports know, and where they do not meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """How every figure of this audience is computed, under which clauses."""

    edition: Edition
    title: str
    headline: str
    about: str
    sections: tuple[Definitions, ...]
    tables: tuple[TableSection, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedFigure:
    """One figure with what it is made of; ``id`` is where the figures of other pages lead."""

    id: str
    title: str
    value: str
    lines: tuple[Definition, ...]
    """A line without a term belongs to the one above it."""
    tables: tuple[Table, ...] = ()
    command: str
    """What names every row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPage:
    """How the figures of one client, office or the company came about."""

    edition: Edition
    title: str
    headline: str
    about: str
    figures: tuple[ExplainedFigure, ...]


Page = (
    ClientPage
    | OfficePage
    | ManagementPage
    | IndexPage
    | QualityPage
    | CoveragePage
    | SightPage
    | RowsPage
    | MethodPage
    | ExplainedPage
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """One thing that the site's search finds; ``href`` is from the audience's folder."""

    name: str
    about: str
    href: str
    key: str
