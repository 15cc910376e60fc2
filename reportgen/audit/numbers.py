"""When a number gives a client away, and where such numbers stand in a text.

A number tells of somebody only where it could hardly be anybody else's. Zeros at both ends not counted, it must
be printed with at least ``DIGITS`` digits; and it must take that many to say exactly: 8.333333 is 25 thirds and
3.28125 is 105 thirty-seconds, which many things are. So 1,234,567.89 and 87.1234 are distinctive; 500,000, 87.5
and a mean of a few answers are not. Nor is a number that the reader may see of its own clients, of an office or of
the company.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

DIGITS = 6
EXACT, ENDLESS = 7, 12
"""Digits of numerator and denominator that it takes to say a decimal, and a fraction that never ends."""
PLACES = (0, 1, 2, 4)
"""Decimals to which a figure may have been rounded for print."""
_TOKEN = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w]|[.,]\d)")


def forms(value: Fraction | int | str) -> set[str]:
    """Return how a number may be printed, each form plain and only where it is distinctive.

    >>> sorted(forms(Fraction(123456789, 100))), forms(500000), forms("87.5")
    (['1234567.89', '1234567.9', '1234568'], set(), set())
    """
    number = Fraction(value)
    if not _telling(number):
        return set()
    exact = Decimal(repr(float(number)))
    rounded = {_rounded(number, places) for places in PLACES}
    return {plain(one) for one in (exact, *rounded) if _significant(one) >= DIGITS}


def _telling(number: Fraction) -> bool:
    """Whether it takes many digits to say a number exactly."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    said = len(str(abs(number.numerator))) + len(str(number.denominator))
    return said >= (EXACT if rest == 1 else ENDLESS)


def _rounded(number: Fraction, places: int) -> Decimal:
    scaled = Decimal(number.numerator) / Decimal(number.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _significant(number: Decimal) -> int:
    return len(plain(number).replace(".", "").strip("0"))


def plain(number: Decimal) -> str:
    """Return a number without sign, grouping and zeros that say nothing.

    >>> plain(Decimal("-1200.50"))
    '1200.5'
    """
    text = format(abs(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def half_width(text: str) -> str:
    """Return a text in NFKC, in which digits are digits."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield the numbers of a half-width text in plain form that could be distinctive, and where each begins.

    >>> list(tokens(half_width("销售 １，234，567.80 元, 12 and 2026-07-01")))
    [('1234567.8', 3)]
    """
    for found in _TOKEN.finditer(text):
        digits = found.group().replace(",", "")
        if len(digits) >= DIGITS:
            yield (digits.rstrip("0").rstrip(".") if "." in digits else digits), found.start()


def all_forms(values: Iterable[Fraction | int | str]) -> set[str]:
    """Return the distinctive forms of many numbers."""
    return {form for value in values for form in forms(value)}
