"""Dates and moments as people write them, one text at a time."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from reportgen.model.folding import tidied

DateOrder = Literal["dmy", "mdy"] | None

_CLOCK = (
    r"(?:[T ]*(?P<half>上午|下午|AM|PM)?\s*(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})?分?"
    r"(?::?(?P<second>\d{1,2})秒?(?:[.,](?P<part>\d{1,6})\d*)?)?\s*(?P<after>AM|PM)?)?"
)
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
_YEAR_FIRST = re.compile(
    rf"^(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_CLOCK}{_ZONE}$"
)
_CHINESE = re.compile(rf"^(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]?{_CLOCK}{_ZONE}$")
_YEAR_LAST = re.compile(
    rf"^(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<middle>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}){_CLOCK}{_ZONE}$"
)
_NAMED = re.compile(
    rf"^(?:(?P<day>\d{{1,2}})[- ](?P<name>[A-Za-z]{{3,9}})|(?P<name2>[A-Za-z]{{3,9}})[- ](?P<day2>\d{{1,2}}),?)"
    rf"[-, ]+(?P<year>\d{{4}}){_CLOCK}{_ZONE}$"
)
_COMPACT = re.compile(
    r"^(?P<year>(?:19|20|21)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2}):?(?P<second>\d{2})?)?$"
)
_SERIAL = re.compile(r"^-?\d{1,6}(?:\.\d+)?$")
_WEEKDAY = re.compile(r"[((]?(?:星期|周)[一二三四五六日天][))]?")
_PLAIN = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EPOCHS = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}  # noqa: DTZ001 - serials have no zone
_LAST_LEAP_ERROR = 60
_NOON = 12
_MIDNIGHT = 24


class Fault(NamedTuple):
    """Why a text is no moment: the catalogue's code."""

    code: str


@dataclass(frozen=True, slots=True)
class Written:
    """A moment as written: local time, what the writer said of its zone, and how it was said."""

    local: datetime
    offset: timedelta | None = None
    timed: bool = True
    form: str = ""
    """How it differs from ISO 8601: form, serial, day_end; "" = it does not."""

    def utc(self, zone: ZoneInfo) -> datetime:
        """Return the moment; without a zone of its own it is one of ``zone``."""
        if self.offset is not None:
            return (self.local - self.offset).replace(tzinfo=UTC)
        return self.local.replace(tzinfo=zone).astimezone(UTC)

    def day(self, zone: ZoneInfo) -> date:
        """Return its date in ``zone``."""
        return self.local.date() if self.offset is None else self.utc(zone).astimezone(zone).date()


def written(text: str, order: DateOrder = None, system: int = 1900) -> Written | Fault:
    """Return the moment that a text tells, or the code of its fault.

    ``system`` is the workbook's epoch, 1900 or 1904, for bare serials.

    >>> written("2026年3月31日 9时05分").local
    datetime.datetime(2026, 3, 31, 9, 5)
    >>> written("2026/03/31 9:05:00 AM GMT+8").offset == timedelta(hours=8)
    True
    >>> written("03/04/2026"), written("2026-02-30")
    (Fault(code='E221'), Fault(code='E222'))
    """
    plain = _PLAIN.match(text)
    if plain:
        try:
            return Written(datetime.fromisoformat(text), timed=len(text) > len("2026-03-31"))
        except ValueError:
            pass  # 24:00, or no day of the calendar: told apart below
    tidy = tidied(_WEEKDAY.sub(" ", tidied(text)))
    for form in (_YEAR_FIRST, _CHINESE, _COMPACT):
        found = form.match(tidy)
        if found:
            parts = found.groupdict()
            return _moment(
                parts, int(parts["month"]), int(parts["day"]), plain=parts.get("sep") == "-" and tidy == text
            )
    if _SERIAL.match(tidy):
        return _of_serial(float(tidy), system)
    found = _NAMED.match(tidy)
    if found:
        parts = found.groupdict()
        name = (parts["name"] or parts["name2"])[:3].lower()
        if name in _MONTHS:
            return _moment(parts, _MONTHS.index(name) + 1, int(parts["day"] or parts["day2"]))
    found = _YEAR_LAST.match(tidy)
    return _of_order(found.groupdict(), order) if found else Fault("E222")


def _of_order(parts: dict[str, str], order: DateOrder) -> Written | Fault:
    """Return a date with the year last; which number is the month must be sure."""
    first, middle = int(parts["first"]), int(parts["middle"])
    if order is None and first <= _NOON and middle <= _NOON and first != middle:
        return Fault("E221")
    month_first = order == "mdy" if order else middle > _NOON
    return _moment(parts, first if month_first else middle, middle if month_first else first)


def _of_serial(serial: float, system: int) -> Written | Fault:
    """Return the moment of a spreadsheet's serial number: 2000 to 2100 only."""
    if system == 1900 and serial <= _LAST_LEAP_ERROR:  # noqa: PLR2004 - the name of the date system
        return Fault("E222")
    local = _EPOCHS[system] + timedelta(seconds=round(serial * 86400))
    if not 2000 <= local.year <= 2100:  # noqa: PLR2004 - the catalogue's limits
        return Fault("E222")
    return Written(local, timed=serial != int(serial), form="serial")


def _moment(parts: dict[str, str], month: int, day: int, *, plain: bool = False) -> Written | Fault:
    """Return the moment of its parts; 24:00 is the next day's start."""
    hour = int(parts.get("hour") or 0)
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    half = parts.get("half") or parts.get("after") or ""
    if half:
        hour = hour % _NOON + (_NOON if half in {"下午", "PM"} else 0)
    day_end = hour == _MIDNIGHT and minute == second == 0
    micro = int((parts.get("part") or "").ljust(6, "0") or 0)
    try:
        local = datetime(int(parts["year"]), month, day, 0 if day_end else hour, minute, second, micro)  # noqa: DTZ001
    except ValueError:
        return Fault("E222")
    form = "day_end" if day_end else "" if plain else "form"
    return Written(
        local + timedelta(days=1) if day_end else local,
        offset=_offset(parts.get("zone")),
        timed=parts.get("hour") is not None,
        form=form,
    )


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    shift = zone.removeprefix("UTC").removeprefix("GMT")
    if shift in {"Z", ""}:
        return timedelta(0)
    digits = shift[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hours alone
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return ahead if shift[0] == "+" else -ahead
