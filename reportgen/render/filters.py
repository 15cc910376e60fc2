"""Figures as people read them: rounded halves up, once, here; a real minus sign; no break before a unit.

Builders call these as functions and put the words into the view models. Nothing here knows a measure.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reportgen.model.gap import Gap
from reportgen.model.text import msg

Number = int | float | Decimal | Fraction

MINUS = "−"
RANGE = "–"
NBSP = "\u00a0"
NO_FIGURE = "—"

GAP_WORDS: dict[Gap, str] = {
    Gap.NO_DATA: msg("no data"),
    Gap.TOO_FEW: msg("too few"),
    Gap.NOT_CONFIGURED: msg("not configured"),
    Gap.NOT_DUE: msg("not due yet"),
    Gap.NOT_REACHED: msg("not reached"),
    Gap.HIDDEN: msg("not shown to this audience"),
}
"""Message ids of the reasons, to be translated; TOO_FEW has the tone ``few``, the others ``none``."""

_CLOSING = "，。、；：）」』】》！？”’"
_OPENING = "（「『【《“‘"
_UNIT = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])")
"""The space between a number and the Chinese word that it counts."""
_PAIR = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|[{_OPENING}](?=[{_OPENING}])")


def halves_up(value: Number, places: int = 0) -> Fraction:
    """Return ``value`` rounded to ``places``, halves away from zero.

    >>> halves_up(Decimal("0.125"), 2), halves_up(-2.5), halves_up(89.95, 1)
    (Fraction(13, 100), Fraction(-3, 1), Fraction(90, 1))
    """
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if exact >= 0 else -whole, 10**places)


def number(value: Number, places: int = 0, *, sign: bool = False) -> str:
    """Return ``value`` with ``places`` decimals, thousands apart, and its sign where ``sign`` is asked for.

    A change that rounds to zero has no sign.

    >>> number(9862, 1), number(Fraction(-89, 10), 1), number(4.55, 1, sign=True), number(-0.04, 1, sign=True)
    ('9,862.0', '−8.9', '+4.6', '0.0')
    """
    rounded = halves_up(value, places)
    digits = f"{abs(int(rounded * 10**places)):0{places + 1}d}"
    whole, decimals = (digits[:-places], "." + digits[-places:]) if places else (digits, "")
    before = MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    return f"{before}{int(whole):,}{decimals}"


def percent(share: Number, places: int = 0, *, sign: bool = False) -> str:
    """Return a share of 0 to 1 in per cent, without the % sign.

    >>> percent(Fraction(1, 8)), percent(0.842, 1), percent(-0.031, 1, sign=True)
    ('13', '84.2', '−3.1')
    """
    exact = Fraction(str(share)) if isinstance(share, float) else Fraction(share)
    return number(exact * 100, places, sign=sign)


def span(low: Number, high: Number, places: int = 0) -> str:
    """Return an interval.

    >>> span(69.5, 79.6, 1), span(-3.25, 4, 1)
    ('69.5–79.6', '−3.3–4.0')
    """
    return f"{number(low, places)}{RANGE}{number(high, places)}"


def with_unit(words: str, unit: str) -> str:
    r"""Return a figure and its unit, which no line break parts; % stands close.

    >>> with_unit("9.5", "h"), with_unit("84.2", "%"), with_unit("7", "")
    ('9.5\xa0h', '84.2%', '7')
    """
    return words + unit if unit in ("", "%") else f"{words}{NBSP}{unit}"


def day(value: date) -> str:
    """Return the full date.

    >>> day(date(2026, 9, 30))
    '2026-09-30'
    """
    return value.isoformat()


def short_day(value: date) -> str:
    """Return month and day, for dates inside the period.

    >>> short_day(date(2026, 9, 3))
    '09-03'
    """
    return f"{value:%m-%d}"


def pieces(words: str) -> Iterator[tuple[str, bool]]:
    r"""Parts of ``words``; True marks a full-width mark that is set half-width before another mark.

    No line breaks between a number and the word that it counts.

    >>> list(pieces("六月（上旬），好")), list(pieces("9.5 工作小时"))
    ([('六月（上旬', False), ('）', True), ('，好', False)], [('9.5\xa0工作小时', False)])
    """
    words, done = _UNIT.sub(NBSP, words), 0
    for pair in _PAIR.finditer(words):
        if pair.start() > done:
            yield words[done : pair.start()], False
        yield pair[0], True
        done = pair.end()
    if done < len(words) or not words:
        yield words[done:], False
