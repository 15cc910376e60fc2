"""Wordings of questions and options: without markup, and in the form in which they are compared."""

import html
import re

from reportgen.model.folding import folded, tidied

_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|td|tr|h\d)\b[^<>]*>", re.IGNORECASE)
_CODE_TAG = re.compile(r"<(script|style)\b", re.IGNORECASE)
_CODE_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_NO_OPINION = frozenset(
    {
        "n/a", "na", "notapplicable", "doesnotapply", "unfamiliar(n/a)", "unfamiliar", "don'tknow", "donotknow",
        "noanswer", "noopinion", "nobasis", "nobasisforevaluation", "prefernottosay", "prefernottoanswer",
        "keineantwort", "keineangabe", "weißnicht", "nichtzutreffend", "kannichnichtbeurteilen",
        "不适用", "不了解", "不清楚", "不知道", "无法评价", "无法判断", "未使用", "未接触", "没有意见", "拒绝回答",
    }
)  # fmt: skip


def plain(markup: str) -> str:
    """Return what a reader sees of a text that may hold HTML: tidied, without tags and their scripts.

    >>> plain("<p>Wie <b>zufrieden</b> sind&nbsp;Sie?</p>")
    'Wie zufrieden sind Sie?'
    """
    if "<" not in markup and "&" not in markup:
        return tidied(markup)
    return tidied(html.unescape(_TAG.sub("", _BREAK.sub(" ", _uncoded(markup)))))


def alike(wording: str) -> str:
    """Return the form in which wordings are compared: plain, without spaces, in one case.

    >>> alike(" Sehr wichtig") == alike("sehr&nbsp;wichtig")
    True
    """
    return folded(plain(wording)).casefold()


def says_nothing(label: str) -> bool:
    """Whether an option means that no opinion was given: it is never scored.

    >>> says_nothing("Unfamiliar (N/A)"), says_nothing("Neither agree nor disagree")
    (True, False)
    """
    return alike(label).replace("’", "'").rstrip(".") in _NO_OPINION


def _uncoded(markup: str) -> str:
    """Return markup without its scripts and styles, which are no wording."""
    kept, at = [], 0
    while found := _CODE_TAG.search(markup, at):
        kept.append(markup[at : found.start()])
        end = _CODE_ENDS[found[1].lower()].search(markup, found.end())
        at = end.start() if end else len(markup)
    return "".join((*kept, markup[at:]))
