"""Reporting periods: quarters, half years, years and months."""

import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"^(?P<year>\d{4})(?:(?P<kind>[QH])(?P<number>\d)|-(?P<month>\d{2}))?$")
_MONTHS = {"Q": 3, "H": 6, "Y": 12, "M": 1}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A half-open span of whole months, such as 2026Q3 = [2026-07-01, 2026-10-01)."""

    start: date
    months: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period that ``text`` names.

        >>> Period.parse("2026Q3").end
        datetime.date(2026, 10, 1)

        Raises:  ValueError if it is not of a form such as 2026Q3, 2026H2, 2026 or 2026-09.
        """
        found = _FORM.match(text)
        if not found:
            raise ValueError(f"'{text}' is not a period such as 2026Q3, 2026H2, 2026 or 2026-09")
        kind = found["kind"] or ("M" if found["month"] else "Y")
        number = int(found["number"] or found["month"] or 1)
        months = _MONTHS[kind]
        if not 1 <= number <= 12 // months:
            raise ValueError(f"'{text}' is not a period such as 2026Q3, 2026H2, 2026 or 2026-09")
        return cls(date(int(found["year"]), (number - 1) * months + 1, 1), months)

    @property
    def kind(self) -> str:
        """Q, H, Y or M."""
        return next(kind for kind, months in _MONTHS.items() if months == self.months)

    @property
    def end(self) -> date:
        """The first day after it."""
        return _shifted(self.start, self.months)

    @property
    def previous(self) -> "Period":
        """The period of equal length just before."""
        return Period(_shifted(self.start, -self.months), self.months)

    @property
    def year_ago(self) -> "Period":
        """The same period one year earlier."""
        return Period(_shifted(self.start, -12), self.months)

    def __str__(self) -> str:
        """Return its name: 2026Q3, 2026H2, 2026 or 2026-09."""
        if self.months == _MONTHS["Y"]:
            return f"{self.start.year:04d}"
        if self.months == _MONTHS["M"]:
            return f"{self.start:%Y-%m}"
        return f"{self.start.year:04d}{self.kind}{(self.start.month - 1) // self.months + 1}"


def _shifted(day: date, months: int) -> date:
    """Return the first of the month ``months`` later."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
