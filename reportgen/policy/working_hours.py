"""When the offices work: the block ``working_hours`` of the profile."""

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from reportgen.policy.fault import fault
from reportgen.policy.public_holidays import china
from reportgen.policy.strict import Strict

if TYPE_CHECKING:
    from reportgen.model.clock import Clock, Hours, Span, Workdays

_SPAN = r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PublicCalendar = Literal["CN", "none"]


def span(text: str) -> "Span":
    """Return the seconds of the day of a span.

    >>> span("08:30-12:00")
    (30600, 43200)
    """
    hours = [int(part) for part in re.split("[:-]", text)]
    return hours[0] * 3600 + hours[1] * 60, hours[2] * 3600 + hours[3] * 60


def _a_span(text: str) -> str:
    if not re.match(_SPAN, text) or span(text)[0] >= span(text)[1]:
        raise fault("E323", "hours such as 08:30-12:00, the end after the start; a night ends at 24:00")
    return text


def _in_order(texts: tuple[str, ...]) -> tuple[str, ...]:
    spans = [span(text) for text in texts]
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise fault("E323", "hours in order, none inside another, such as [08:30-12:00, 13:00-17:30]")
    return texts


SpanText = Annotated[str, AfterValidator(_a_span), WithJsonSchema({"type": "string", "pattern": _SPAN})]
DayHours = Annotated[tuple[SpanText, ...], AfterValidator(_in_order)]
"""Opening hours of a day with its breaks; empty = closed."""


class Week(Strict):
    """Opening hours of every weekday."""

    monday: DayHours
    tuesday: DayHours
    wednesday: DayHours
    thursday: DayHours
    friday: DayHours
    saturday: DayHours
    sunday: DayHours

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if not any(getattr(self, name) for name in WEEKDAYS):
            raise fault("E323", "opening hours on at least one weekday")
        return self


class OfficeHours(Strict):
    """What is different in one office; the company's hours hold for the rest."""

    week: Week | None = None
    calendar: PublicCalendar | None = None
    days: dict[date, DayHours] = Field(default_factory=dict)


class WorkingHours(Strict):
    """Opening hours of the company and of offices that differ.

    ``days`` are half days, extra days and days closed, by date; they go before the public calendar.
    """

    calendar: PublicCalendar
    week: Week
    days: dict[date, DayHours] = Field(default_factory=dict)
    offices: dict[str, OfficeHours] = Field(default_factory=dict)

    def of(self, office: str) -> "Hours":
        """Return the hours of an office; of the company for "" and where it names none."""
        from reportgen.model.clock import Hours

        own = self.offices.get(office, OfficeHours())
        week, days = own.week or self.week, {**self.days, **own.days}
        return Hours(
            week=tuple(_spans(getattr(week, name)) for name in WEEKDAYS),
            days={day: _spans(texts) for day, texts in days.items()},
            workdays=_workdays(own.calendar or self.calendar),
        )


@lru_cache(maxsize=8)
def clock_of(timezone: str, hours: str) -> "Clock":
    """Return the clock that counts ``hours``, the block as JSON; "" = every hour.

    One clock for equal blocks, so that it sums up each year's opening hours once.
    """
    from reportgen.model.clock import Clock

    if not hours:
        return Clock(zone=ZoneInfo(timezone))
    block = WorkingHours.model_validate_json(hours)
    own = {office: block.of(office) for office in block.offices}
    return Clock(zone=ZoneInfo(timezone), company=block.of(""), offices=own)


def _spans(texts: tuple[str, ...]) -> "tuple[Span, ...]":
    return tuple(span(text) for text in texts)


def _workdays(calendar: PublicCalendar) -> "Workdays | None":
    return china() if calendar == "CN" else None
