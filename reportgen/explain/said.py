"""Numbers as they stand in a formula: short, halves up, never in another form than the figure's own."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from reportgen.model.rounding import half_up
from reportgen.model.text import Text, msg

PLACES = 4
SHOWN = 12
"""Most terms of a sum that are written out."""
GAPS = {
    "NO_DATA": msg("nothing to compute from"),
    "TOO_FEW": msg("fewer than the pack's minimum"),
    "NOT_CONFIGURED": msg("the pack leaves out what the figure needs"),
    "NOT_DUE": msg("every limit still lies ahead"),
    "NOT_REACHED": msg("beyond the longest observation"),
    "HIDDEN": msg("not for this audience"),
}
"""Why a figure is missing."""


def short(value: Fraction | float | Decimal, places: int = PLACES) -> str:
    """Return a number to ``places`` decimals without trailing zeros.

    >>> short(Fraction(425, 6)), short(Fraction(3)), short(Fraction(-1, 8)), short(0.00001)
    ('70.8333', '3', '-0.125', '0')
    """
    rounded = half_up(Fraction(value), places)
    text = f"{rounded:f}"
    tidy = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if tidy == "-0" else tidy


def hours(seconds: Fraction | int) -> str:
    """Return seconds as hours.

    >>> hours(9000)
    '2.5'
    """
    return short(Fraction(seconds) / 3600)


def yuan(fen: Fraction | int) -> str:
    """Return fen as yuan, with its two decimals and thousands apart.

    >>> yuan(1234500)
    '12,345.00'
    """
    return f"{half_up(Fraction(fen) / 100, 2):,.2f}"


def added(terms: Iterable[str]) -> str:
    """Return terms as a sum; of many, the first ones and how many more there are.

    >>> added(["2", "3"])
    '2 + 3'
    """
    every = list(terms)
    more = f" + … ({len(every)})" if len(every) > SHOWN else ""
    return " + ".join(every[:SHOWN]) + more


def equation(pattern: str, /, **values: str | int) -> Text:
    """Return a formula of signs and numbers alone: the same in every language."""
    return Text(pattern, tuple(values.items()))
