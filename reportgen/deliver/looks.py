"""How cells of the data book look: number formats by unit, and colours that keep their sign in black and white.

A coloured cell keeps the contract's word as its value, so that it sorts, filters and counts as the CSV does; the
sign and the judgement beside it are part of the number format. Blue and orange are told apart by every kind of
eye, and what is bad is bold.
"""

from functools import lru_cache
from typing import Literal

from reportgen.model.frame import ContractError
from reportgen.model.measures import definition
from reportgen.model.text import msg

Tone = Literal["good", "bad", "watch", "plain", "quiet"]
Mark = tuple[Tone, str, str]
"""Tone, sign before the word, English words after it."""

NUMBERS = {
    "share": "0.0%",
    "ratio": "0.0%",
    "yuan": "#,##0.00",
    "points": "0.0",
    "hours": "#,##0.0",
    "h": "#,##0.0",
    "count": "#,##0",
    "days": "#,##0",
    "d": "#,##0",
    "years": "0.0",
    "per_100_orders": "0.00",
    "per_client": "0.00",
    "p": "0.0000",
    "ratio_of_variances": "0.00",
}
DAYS = "yyyy-mm-dd"
CHANGES = frozenset({"change", "year_ago_change", "contribution"})
"""Columns that show their sign."""
BY_ROW = frozenset({"value", "low", "high", "previous", "change", "year_ago", "year_ago_change", "at_least"})
"""Columns of figures, whose unit is the measure's."""
PAINTS: dict[Tone, dict[str, object]] = {
    "good": {"bg_color": "#d9e8f6", "font_color": "#0b3d6b"},
    "bad": {"bg_color": "#fbe0cc", "font_color": "#7a3200", "bold": True},
    "watch": {"bg_color": "#fff4d6", "font_color": "#5c4400"},
    "plain": {},
    "quiet": {"font_color": "#636d78", "italic": True},
}
BETTER, WORSE = msg("better"), msg("worse")
_WAYS = {"up": "▲", "down": "▼"}
_GRADES: dict[str, Mark] = {
    "up": ("good", "▲", BETTER),
    "down": ("bad", "▼", WORSE),
    "new": ("watch", "＊", ""),
    "not_rerated": ("watch", "!", ""),
    "withdrawn": ("bad", "✕", ""),
    "lost": ("quiet", "✕", ""),
    "unrated": ("quiet", "○", ""),
    "same": ("plain", "＝", ""),
}
MARKS: dict[tuple[str, str], dict[str, Mark]] = {
    ("grades", "transition"): _GRADES,
    ("grades", "transition_same_rules"): _GRADES,
    ("grades", "vetoed"): {"true": ("bad", "✕", "")},
    ("problems", "severity"): {
        "refused": ("bad", "✕", ""),
        "set_aside": ("bad", "!", ""),
        "warning": ("watch", "△", ""),
        "note": ("quiet", "○", ""),
    },
    ("complaint_months", "beyond"): {"high": ("bad", "▲", WORSE), "low": ("good", "▼", BETTER)},
    ("patterns", "noise"): {"beyond": ("bad", "▲", "")},
    ("drivers", "quadrant"): {"improve": ("bad", "!", ""), "keep": ("good", "○", "")},
    ("remedies", "status"): {"overdue": ("bad", "!", ""), "done": ("good", "○", "")},
}


def number_format(unit: str, column: str = "") -> str:
    """Return the number format of a unit, with the sign where the column is a change.

    >>> number_format("share"), number_format("points", "change"), number_format("yuan"), number_format("")
    ('0.0%', '+0.0;-0.0;0.0', '#,##0.00', '')
    """
    plain = NUMBERS.get(unit, "")
    signed = column in CHANGES or unit == "ratio"
    return f"+{plain};-{plain};{plain}" if plain and signed else plain


@lru_cache(maxsize=1024)
def unit_of(measure: str) -> str:
    """Return the unit of a measure; "" where the list of measures does not have it."""
    try:
        return definition(measure).unit
    except ContractError:
        return ""


@lru_cache(maxsize=4096)
def verdict(word: str, measure: str) -> Mark:
    """Return the look of a verdict: whether up is good is the measure's own property.

    >>> verdict("up", "satisfaction.index"), verdict("up", "complaint.count"), verdict("too_few", "x")
    (('good', '▲', 'better'), ('bad', '▲', 'worse'), ('quiet', '', ''))
    """
    if word not in _WAYS:
        return "quiet", "", ""
    try:
        up_is = definition(measure).up_is
    except ContractError:
        up_is = "neither"
    if up_is == "neither":
        return "plain", _WAYS[word], ""
    good = (up_is == "good") == (word == "up")
    return ("good", _WAYS[word], BETTER) if good else ("bad", _WAYS[word], WORSE)
