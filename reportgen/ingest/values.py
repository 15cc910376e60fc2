"""Numbers, labels and yes/no as people write them, one text at a time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reportgen.model.folding import tidied

_PLAIN = re.compile(r"^-?(?:\d+(?:\.\d+)?|\.\d+)$", re.ASCII)
_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$", re.ASCII)
_DIGITS = re.compile(r"^(?:\d+\.?\d*|\.\d+)$", re.ASCII)
_POWER = re.compile(r"^\d+(?:\.\d+)?[eE][+-]?\d{1,3}$", re.ASCII)
_RANGE = re.compile(r"^\d+(?:\.\d+)?\s*(?:[-/~、—–]|或|到|至)\s*\d+(?:\.\d+)?$")
_DATE = re.compile(r"^(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[T ].*)?|\d{1,2}月\d{1,2}日?)$")
_CURRENCY = re.compile(r"^(?:[¥$€£]|RMB|CNY|人民币)\s*", re.IGNORECASE)
_UNIT = re.compile(r"^(?P<number>[\d.,]+(?:[eE][+-]?\d+)?)\s*(?P<unit>[^\d.,\s]+)$")
_ENDLESS = frozenset({"nan", "inf", "-inf", "+inf", "infinity", "-infinity", "∞", "-∞", "#num!"})
_TICKS = frozenset({"true", "false", "√", "✓", "✔", "☑", "☒", "☐", "×", "✗"})
_LARGEST_POWER = 30

SCORE_UNITS: Mapping[str, Decimal] = {"分": Decimal(1)}
YUAN_UNITS: Mapping[str, Decimal] = {
    "元": Decimal(1),
    "圆": Decimal(1),
    "元整": Decimal(1),
    "千元": Decimal(1_000),
    "万": Decimal(10_000),
    "万元": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "亿元": Decimal(100_000_000),
}
YES = frozenset({"yes", "y", "true", "是", "有", "√", "✓", "✔", "☑", "1"})
NO = frozenset({"no", "n", "false", "否", "无", "没有", "×", "✗", "☐", "0"})


class Fault(NamedTuple):
    """Why a text is no value: the catalogue's code."""

    code: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or None where the cell holds no value; ``form`` says how it was written."""

    value: Decimal | None
    form: str = ""
    """number = with a unit, full width, grouped; label = by the table; "" = plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the numbers of one column may be written."""

    units: Mapping[str, Decimal] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    labels: Mapping[str, Decimal] = field(default_factory=dict)
    plain_unit: Decimal = Decimal(1)
    """What a number without a unit is multiplied by."""


def number(text: str, how: Reading) -> Number | Fault:
    """Return the number that a text tells, a blank, or the code of its fault.

    >>> number("1.2万", Reading(units=YUAN_UNITS)).value
    Decimal('12000.0')
    >>> number("4-5", Reading()).code
    'E213'
    """
    if _PLAIN.match(text):
        return Number(Decimal(text) * how.plain_unit)
    tidy = tidied(text)
    if tidy in how.labels:
        return Number(how.labels[tidy], "label")
    if not tidy or tidy in how.missing:
        return Number(None)
    bare = tidy.removeprefix("'")  # how a spreadsheet is told to keep digits as text
    code = _no_number(bare)
    return Fault(code) if code else _measured(bare, how)


def _no_number(tidy: str) -> str:
    """Return the code of what looks like something else than a number, or nothing."""
    if tidy.lower() in _ENDLESS:
        return "E209"
    if tidy.lower() in _TICKS:
        return "E212"
    if _DATE.match(tidy):
        return "E214"
    return "E213" if _RANGE.match(tidy) else ""


def _measured(tidy: str, how: Reading) -> Number | Fault:
    """Return a number with its sign, currency and unit."""
    bare, negative = _unsigned(tidy)
    bare = _CURRENCY.sub("", bare)
    bare, late = _unsigned(bare)
    factor, found = how.plain_unit, _UNIT.match(bare)
    if found:
        if found["unit"] not in how.units:
            return Fault("E210")
        bare, factor = found["number"], how.units[found["unit"]]
    if _POWER.match(bare):
        if abs(int(re.split("[eE]", bare)[1])) > _LARGEST_POWER:
            return Fault("E209")
    elif _GROUPED.match(bare):
        bare = bare.replace(",", "")
    elif not _DIGITS.match(bare):
        # words are a label nobody declared; anything with digits has a unit nobody declared
        return Fault("E210" if any(c.isdigit() for c in bare) else "E205")
    value = Decimal(bare) * factor
    return Number(-value if negative != late else value, "number")


def _unsigned(tidy: str) -> tuple[str, bool]:
    """Return the text without its sign, and whether that was a minus; (3) is −3."""
    if tidy.startswith("(") and tidy.endswith(")"):
        return tidy[1:-1].strip(), True
    if tidy[:1] in {"-", "−", "+"}:
        return tidy[1:].strip(), tidy[0] != "+"
    return tidy, False


def answer(text: str, missing: frozenset[str]) -> bool | Fault | None:
    """Return yes, no, None for a blank, or the code of its fault.

    >>> answer("是", frozenset()), answer(" ", frozenset()), answer("perhaps", frozenset())
    (True, None, Fault(code='E205'))
    """
    tidy = tidied(text).lower()
    if not tidy or tidy in missing:
        return None
    if tidy in YES:
        return True
    return False if tidy in NO else Fault("E205")


def is_broken_code(text: str) -> bool:
    """Whether a spreadsheet has spoilt a long code: an exponent stands where digits were.

    >>> is_broken_code("9.13E+17"), is_broken_code("91320500MA1X")
    (True, False)
    """
    return bool(re.match(r"^\d+(?:\.\d+)?[eE]\+\d{1,3}$", text.strip()))
