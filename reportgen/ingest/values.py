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

_POINTS = r"(?:分|颗星|星|points?|pts?|stars?)"
_STARS = re.compile(r"^(?P<full>[★⭐🌟]*)(?P<open>☆*)$")
_ANCHOR = re.compile(rf"^(?P<number>\d+(?:\.\d+)?)\s*{_POINTS}?\s*[-–—=:(]\s*(?P<words>[^\d\s].*?)\)?$")
_BEHIND = re.compile(rf"^(?P<words>[^\d(]+?)\s*[(:]\s*(?P<number>\d+(?:\.\d+)?)\s*{_POINTS}?\)?$")
_MONTH = re.compile(
    r"^(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|"
    r"september|october|november|december)\.?(?:[- ]\d{2,4})?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\d{1,2}\s*(?:(?P<sign>[.、)])\s*|\s)(?P<words>[^\d\s].*)$")

SCORE_UNITS: Mapping[str, Decimal] = dict.fromkeys(
    ("分", "星", "颗星", "point", "points", "pt", "pts", "star", "stars"), Decimal(1)
)
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
    """number = with a unit, full width, grouped; label = by the table; anchor = beside words; "" = plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the numbers of one column may be written."""

    units: Mapping[str, Decimal] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    labels: Mapping[str, Decimal] = field(default_factory=dict)
    plain_unit: Decimal = Decimal(1)
    """What a number without a unit is multiplied by."""
    points: bool = False
    """Whether cells are points of a scale: stars, and numbers beside the words of their point, are read too."""


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
    found = _point(bare, how) if how.points else None
    if found is not None:
        return found
    code = _no_number(bare)
    return Fault(code) if code else _measured(bare, how)


def _point(tidy: str, how: Reading) -> Number | Fault | None:
    """Return the point of a scale that stars or a number beside words tell; None if it is neither.

    The number counts: 10 - Completely satisfied, 非常满意(5分). Words of the table that say another one contradict
    it. A number of a list (1. 非常满意) is no point, so there the words count, as do words in another case.
    """
    stars = _STARS.match(tidy.replace("\ufe0f", ""))
    if stars:
        return Number(Decimal(len(stars["full"])), "number")
    labels = {word.casefold(): value for word, value in how.labels.items()}
    if tidy.casefold() in labels:
        return Number(labels[tidy.casefold()], "label")
    anchor = _ANCHOR.match(tidy) or _BEHIND.match(tidy)
    return _anchored(anchor, how, labels) if anchor else _listed(_LISTED.match(tidy), how, labels)


def _anchored(found: re.Match[str], how: Reading, labels: Mapping[str, Decimal]) -> Number | Fault:
    """Return the number beside words, unless those say another point, a date or that it does not apply."""
    words, value = found["words"].strip(), Decimal(found["number"])
    if _MONTH.match(words):
        return Fault("E214")  # 4-5 that a spreadsheet made a date of: 5-Apr
    if words in how.missing:
        return Number(None)
    return Number(value, "anchor") if labels.get(words.casefold(), value) == value else Fault("E230")


def _listed(found: re.Match[str] | None, how: Reading, labels: Mapping[str, Decimal]) -> Number | Fault | None:
    """Return the point that the words behind a list's number mean; None if it is no list."""
    words = found["words"].strip() if found else ""
    if words.casefold() in labels:
        return Number(labels[words.casefold()], "label")
    if words and words in how.missing:
        return Number(None)
    return Fault("E205") if found and found["sign"] else None


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
