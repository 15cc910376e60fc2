"""One thing that a reader is told about somebody, and how a printed number is read back."""

import re
from dataclasses import dataclass
from fractions import Fraction

COMPANY = ""
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Told:
    """``subject`` ("" = the company) has a number between ``low`` and ``high``.

    ``name`` is a measure, or table.column:key of a table of counts; ``column`` is value, n or n_clients.
    """

    channel: str
    period: str
    subject: str
    name: str
    column: str
    low: Fraction
    high: Fraction

    @property
    def about(self) -> tuple[str, str, str, str]:
        return self.period, self.subject, self.name, self.column


def exact(text: str) -> Fraction:
    """Return the fraction that was written as the decimal of a double, to 16 digits in a workbook.

    >>> exact("0.8591549295774648")
    Fraction(61, 71)
    """
    written = Fraction(text)
    near = written.limit_denominator(100_000)
    return near if abs(near - written) <= abs(written) / 10**15 else written


def printed(text: str, *, share: bool = False) -> tuple[Fraction, Fraction] | None:
    """Return the numbers that round, halves up, to what is printed; None where it holds no single number.

    >>> printed("86", share=True), printed("about")
    ((Fraction(171, 200), Fraction(173, 200)), None)
    """
    found = _NUMBER.findall(text.replace("−", "-"))
    if len(found) != 1:
        return None
    places = len(found[0].partition(".")[2])
    scale = 100 if share else 1
    half = Fraction(1, 2 * 10**places)
    middle = Fraction(found[0].replace(",", ""))
    return (middle - half) / scale, (middle + half) / scale
