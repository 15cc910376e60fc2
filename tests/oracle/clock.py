"""Waiting time counted day by day: as it elapses, or in the opening hours that a profile gives."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import chinese_calendar

from tests.oracle.rules import Tree

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SECOND = timedelta(seconds=1)


class Clock(Protocol):
    """How waiting is counted."""

    def seconds(self, office: str, start: datetime, end: datetime) -> int:
        """Return the whole seconds from one moment to another."""

    def unsure(self, office: str, start: datetime, end: datetime) -> bool:
        """Whether they touch a year whose public holidays nobody has announced."""


class Elapsed:
    """Time as it passes."""

    def seconds(self, office: str, start: datetime, end: datetime) -> int:
        del office
        return (end - start) // SECOND

    def unsure(self, office: str, start: datetime, end: datetime) -> bool:
        del office, start, end
        return False


@dataclass(frozen=True, slots=True)
class Working:
    """Time inside opening hours; the public days are the calendar library's own answers."""

    zone: ZoneInfo
    company: Tree
    known: dict[tuple[str, date], list[tuple[datetime, datetime]]] = field(default_factory=dict)

    def seconds(self, office: str, start: datetime, end: datetime) -> int:
        total, day = timedelta(0), self._day(start)
        while day <= self._day(end):
            for opens, closes in self._spans(office, day):
                total += max(min(end, closes) - max(start, opens), timedelta(0))
            day += timedelta(days=1)
        return total // SECOND

    def unsure(self, office: str, start: datetime, end: datetime) -> bool:
        if self._own(office, "calendar") != "CN" or start >= end:
            return False
        return not all(_announced(self._day(one)) for one in (start, end - timedelta(microseconds=1)))

    def _day(self, moment: datetime) -> date:
        return moment.replace(tzinfo=UTC).astimezone(self.zone).date()

    def _spans(self, office: str, day: date) -> list[tuple[datetime, datetime]]:
        if (office, day) not in self.known:
            self.known[office, day] = [self._span(day, text) for text in self._hours(office, day)]
        return self.known[office, day]

    def _span(self, day: date, text: str) -> tuple[datetime, datetime]:
        opens, closes = text.split("-")
        return self._moment(day, opens), self._moment(day, closes)

    def _moment(self, day: date, clock: str) -> datetime:
        hour, minute = map(int, clock.split(":"))
        local = datetime.combine(day, time(0), self.zone) + timedelta(hours=hour, minutes=minute)
        return local.astimezone(UTC).replace(tzinfo=None)

    def _hours(self, office: str, day: date) -> Sequence[str]:
        own = self.company.get("offices", {}).get(office, {})
        for days in (own.get("days", {}), self.company.get("days", {})):
            if day.isoformat() in days:
                return list(days[day.isoformat()])
        week = own.get("week") or self.company["week"]
        public = self._own(office, "calendar") == "CN" and _announced(day)
        off, name = chinese_calendar.get_holiday_detail(day) if public else (False, None)
        if name is None:
            return list(week[WEEKDAYS[day.weekday()]])
        assert all(week[one] == week["monday"] for one in WEEKDAYS[:5]), "a make-up day is as any weekday"
        return [] if off else list(week["monday"])

    def _own(self, office: str, key: str) -> str:
        return str(self.company.get("offices", {}).get(office, {}).get(key) or self.company[key])


def _announced(day: date) -> bool:
    years: Mapping[date, str] = chinese_calendar.holidays
    return min(years).year <= day.year <= max(years).year


def passed_by(clock: Clock, office: str, start: datetime, limit: int, end: datetime) -> datetime:
    """Return the moment at which more than ``limit`` seconds have gone by, ``end`` where that is later."""
    moments = range((end - start) // SECOND)
    at = bisect_right(moments, limit, key=lambda s: clock.seconds(office, start, start + (s + 1) * SECOND))
    return min(start + at * SECOND, end)
