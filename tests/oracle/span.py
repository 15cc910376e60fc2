"""A quarter and the moments that bound it, reckoned without the product."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter as of its end: days [first, end), moments [start, as_of) in UTC without a zone."""

    name: str
    zone: ZoneInfo

    @property
    def first(self) -> date:
        return date(int(self.name[:4]), 3 * int(self.name[5]) - 2, 1)

    @property
    def end(self) -> date:
        return self.shifted(1).first

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def start(self) -> datetime:
        return moment(self.first, self.zone)

    @property
    def as_of(self) -> datetime:
        return moment(self.end, self.zone)

    @property
    def days(self) -> int:
        return (self.end - self.first).days

    def shifted(self, quarters: int) -> "Span":
        """Return the quarter so many later."""
        year, quarter = divmod(int(self.name[:4]) * 4 + int(self.name[5]) - 1 + quarters, 4)
        return Span(f"{year:04d}Q{quarter + 1}", self.zone)


def moment(day: date, zone: ZoneInfo) -> datetime:
    """Return the UTC moment at which a day begins in a zone."""
    return datetime.combine(day, time(0), zone).astimezone(UTC).replace(tzinfo=None)
