"""What a build knows: the typed frames of all exports, and the window it looks through."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reportgen.model.period import Period
from reportgen.model.record_frames import no_records

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The frames of ``model.fact_frames`` that ingest returns, each checked by its contract."""

    register: "pd.DataFrame"
    offices: "pd.DataFrame"
    memberships: "pd.DataFrame"
    answers: "pd.DataFrame"
    responses: "pd.DataFrame"
    comments: "pd.DataFrame"
    complaints: "pd.DataFrame"
    orders: "pd.DataFrame"
    cards: "pd.DataFrame"
    card_items: "pd.DataFrame"
    signoffs: "pd.DataFrame"
    survey_sample: "pd.DataFrame"
    receivables: "pd.DataFrame"
    targets: "pd.DataFrame"
    visits: "pd.DataFrame"
    churn_reports: "pd.DataFrame"
    limit_applications: "pd.DataFrame"
    records: "Mapping[str, pd.DataFrame]" = field(default_factory=no_records)
    """Export → its frame, for every export of ``model.records``; one that nobody delivered has no rows."""
    read: frozenset[tuple[str, str]]
    """(export, folder period) pairs of which at least one file was read."""

    def was_read(self, export: str, period: Period) -> bool:
        """Whether a folder inside ``period``, or one that holds it, had the export."""
        folders = (Period.parse(folder) for name, folder in self.read if name == export)
        return any(f.start < period.end and period.start < f.end for f in folders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The period looked at and the moment up to which things are known (half-open)."""

    period: Period
    as_of: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, period: Period, zone: ZoneInfo, as_of: date | None = None) -> "Window":
        """Return the window of ``period`` as of its end, or as of the end of the day ``as_of``."""
        day = period.end if as_of is None else as_of + timedelta(days=1)
        return cls(period=period, as_of=datetime.combine(day, time(0), zone), zone=zone)

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return datetime.combine(self.period.start, time(0), self.zone)

    @property
    def end(self) -> datetime:
        """The moment at which the period or the knowledge of it ends, whichever is earlier."""
        return min(datetime.combine(self.period.end, time(0), self.zone), self.as_of)

    @property
    def last_day(self) -> date:
        """The last day that is known: the day before as-of."""
        return (self.as_of - timedelta(days=1)).date()
