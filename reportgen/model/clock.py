"""Working time between moments: the opening hours of an office, summed up over the days.

Moments are whole microseconds since 1970 in UTC, lengths are whole microseconds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Span = tuple[int, int]
"""Opening and closing in seconds of the day, the closing not included."""

HOUR = 3_600_000_000
SECOND = 1_000_000
NEVER = int(np.iinfo(np.int64).max)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_LAST_YEAR = 2200


def micros(moment: datetime) -> int:
    """Return a moment as microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // _MICRO


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """A country's public holidays and make-up days, for the years that are announced."""

    name: str
    version: str
    country: str
    first_year: int
    last_year: int
    off: frozenset[date]
    made_up: Mapping[date, int]
    """Of a make-up day (调休) the weekday whose hours it has, Monday = 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When an office is open; ``week`` begins with Monday, ``days`` have hours of their own."""

    week: tuple[tuple[Span, ...], ...]
    days: Mapping[date, tuple[Span, ...]]
    workdays: Workdays | None

    def on(self, day: date) -> tuple[Span, ...]:
        """Return the opening hours of one day; () = closed."""
        if day in self.days:
            return self.days[day]
        if self.workdays is None:
            return self.week[day.weekday()]
        if day in self.workdays.off:
            return ()
        return self.week[self.workdays.made_up.get(day, day.weekday())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """Spans of opening in time, whole years, none touching another's inside."""

    years: tuple[int, int]
    starts: Ints
    ends: Ints
    before: Ints
    """Time open before each span."""

    @classmethod
    def of(cls, hours: Hours, zone: ZoneInfo, years: tuple[int, int]) -> "Openings":
        """Return the spans of the years, first and last included.

        An hour that the zone skips is in no span; one that it repeats counts twice.
        """
        first = date(years[0], 1, 1)
        days = (first + timedelta(days=n) for n in range((date(years[1] + 1, 1, 1) - first).days))
        spans = [
            (_local(day, opens, zone), _local(day, closes, zone))
            for day in days
            for opens, closes in hours.on(day)
        ]
        edges = np.array(spans, dtype=np.int64).reshape(-1, 2)
        edges = edges[np.argsort(edges[:, 0], kind="stable")]
        starts, ends = edges[:, 0], np.maximum.accumulate(edges[:, 1])
        starts[1:] = np.maximum(starts[1:], ends[:-1])
        kept = ends > starts
        starts, ends = starts[kept], ends[kept]
        before = np.asarray(np.cumsum(ends - starts) - (ends - starts), dtype=np.int64)
        return cls(years=years, starts=starts, ends=ends, before=before)

    def until(self, at: Ints) -> Ints:
        """Return the time open before each moment."""
        if not len(self.starts):
            return np.zeros(len(at), dtype=np.int64)
        span = np.searchsorted(self.starts, at, side="right") - 1
        inside = np.minimum(at, self.ends[span]) - self.starts[span]
        return np.where(span < 0, 0, self.before[span] + inside)

    def left_at(self, total: Ints) -> Ints:
        """Return the last moments with no more than ``total`` open before them; NEVER beyond the years."""
        span = np.searchsorted(self.before + self.ends - self.starts, total, side="right")
        known = span < len(self.starts)
        at = np.where(known, span, 0)
        if not len(self.starts):
            return np.full(len(total), NEVER, dtype=np.int64)
        return np.where(known, self.starts[at] + total - self.before[at], NEVER)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How waiting is counted: in the opening hours of offices, or, without ``company``, as it elapses."""

    zone: ZoneInfo
    company: Hours | None = None
    offices: Mapping[str, Hours] = field(default_factory=dict)
    """Offices with hours of their own."""
    _tables: dict[str, Openings] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def working(self) -> bool:
        """Whether only opening hours count."""
        return self.company is not None

    def hours(self, office: str) -> Hours | None:
        """Return the hours of an office, the company's for "" and where it has none of its own."""
        return None if self.company is None else self.offices.get(office, self.company)

    def elapsed(self, offices: Sequence[str], start: Ints, end: Ints) -> Ints:
        """The length of [start, end) inside the opening hours; negative where the end is earlier.

        In:      offices: of each pair, the client's at receipt; moments.
        Out:     microseconds, nothing rounded.
        Source:  results contract section 2.
        """
        if self.company is None:
            return end - start
        length = np.zeros(len(start), dtype=np.int64)
        for office, mine in self._groups(offices):
            table = self._table(office, self._years(start[mine], end[mine]))
            length[mine] = table.until(end[mine]) - table.until(start[mine])
        return length

    def passed_at(self, offices: Sequence[str], start: Ints, limit: Ints) -> Ints:
        """The last moments with no more than ``limit`` elapsed since ``start``: from then on it is broken.

        In:      offices as in ``elapsed``; moments; limits in microseconds, 0 or more.
        Out:     moments; where a limit ends at closing time, the next opening. NEVER after the year 2200.
        Source:  results contract section 2: a limit is kept when the time is no longer than the limit.
        """
        if self.company is None:
            return start + limit
        passed = np.zeros(len(start), dtype=np.int64)
        for office, mine in self._groups(offices):
            first, last = self._years(start[mine], start[mine])
            passed[mine] = NEVER
            while last <= _LAST_YEAR and (passed[mine] == NEVER).any():
                table = self._table(office, (first, last))
                passed[mine] = table.left_at(table.until(start[mine]) + limit[mine])
                last += table.years[1] - first + 1
        return passed

    def provisional(self, offices: Sequence[str], start: Ints, end: Ints) -> Bools:
        """Whether [start, end) touches a year whose public holidays are not announced.

        In:      as in ``elapsed``.
        Out:     a flag for each pair; none where no public calendar counts.
        Source:  results contract section 2.
        """
        flags = np.zeros(len(start), dtype=np.bool_)
        for office, mine in self._groups(offices):
            hours = self.hours(office)
            if hours is None or hours.workdays is None:
                continue
            first, last = (
                _local(date(year, 1, 1), 0, self.zone)
                for year in (hours.workdays.first_year, hours.workdays.last_year + 1)
            )
            begin, stop = start[mine], end[mine]
            flags[mine] = (stop > begin) & ((begin < first) | (stop > last))
        return flags

    def opening(self, office: str, day: date) -> int | None:
        """Return the moment at which an office opens on a day, or None."""
        spans = self._on(office, day)
        return _local(day, min(opens for opens, _ in spans), self.zone) if spans else None

    def closing(self, office: str, day: date) -> int | None:
        """Return the moment at which an office closes on a day, or None."""
        spans = self._on(office, day)
        return _local(day, max(closes for _, closes in spans), self.zone) if spans else None

    def _on(self, office: str, day: date) -> tuple[Span, ...]:
        hours = self.hours(office)
        return () if hours is None else hours.on(day)

    def _groups(self, offices: Sequence[str]) -> Iterator[tuple[str, Bools]]:
        """Yield each office with hours of its own and its places, then "" and all others."""
        names = np.asarray(offices, dtype=object)
        rest = np.ones(len(names), dtype=np.bool_)
        for office in self.offices:
            mine = np.asarray(names == office, dtype=np.bool_)
            rest &= ~mine
            if mine.any():
                yield office, mine
        if rest.any():
            yield "", rest

    def _years(self, start: Ints, end: Ints) -> tuple[int, int]:
        """Return the first and last year of some moments, a day of grace on both sides."""
        edges = (min(start.min(), end.min()), max(start.max(), end.max()))
        low, high = (_EPOCH + timedelta(microseconds=int(edge)) for edge in edges)
        return (low - timedelta(days=2)).year, (high + timedelta(days=2)).year

    def _table(self, office: str, years: tuple[int, int]) -> Openings:
        """Return the openings of an office that hold the years at least."""
        known = self._tables.get(office)
        if known is not None and known.years[0] <= years[0] and years[1] <= known.years[1]:
            return known
        hours = self.hours(office)
        if hours is None:
            raise ValueError("elapsed time has no opening hours")
        wide = years if known is None else (min(years[0], known.years[0]), max(years[1], known.years[1]))
        self._tables[office] = Openings.of(hours, self.zone, wide)
        return self._tables[office]


def _local(day: date, second: int, zone: ZoneInfo) -> int:
    """Return the moment at which the wall clock shows a second of a day."""
    return micros(datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(seconds=second))
