"""Halves up, from exact numbers: for a score in ``grade``, for print in ``render``, nowhere else."""

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction, places: int) -> Decimal:
    """Return ``value`` rounded to ``places`` decimals, a half away from zero.

    >>> half_up(Fraction(165, 2), 0), half_up(Fraction(-5, 1000), 2), half_up(Fraction(2, 3), 3)
    (Decimal('83'), Decimal('-0.01'), Decimal('0.667'))
    """
    units = (abs(value) * 10**places * 2 + 1) // 2
    return Decimal(-units if value < 0 else units).scaleb(-places)
