"""How like a heading is to the usual spellings of a field."""

import difflib
import re
from collections.abc import Iterable
from functools import cache

from reportgen.ingest.headers import bare
from reportgen.policy.synonyms import Spellings

EXACT = 1.0
CLOSE = 0.95
"""The same without its unit in brackets, or as the last part of a heading of several rows."""
LIKELY = 0.85
"""An exact spelling that means other things too."""

_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NUMBERED = re.compile(r"^(?:[qQ]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*[、.．:：)）]\s*")
_WORDS = re.compile(r"[a-z]+|\d+|[\u4e00-\u9fff]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ALIKE = 0.72
_SHORTEST = 2


def nearness(heading: str, spellings: Spellings) -> float:
    """Return 1 for a spelling that means nothing else, down to 0 for a heading that is none of them.

    >>> nearness("金额（元）", Spellings(sure=("金额",))), nearness("Date", Spellings(likely=("date",)))
    (0.95, 0.85)
    """
    best = max((_alike(heading, one) for one in spellings.sure), default=0.0)
    likely = max((_alike(heading, one) for one in spellings.likely), default=0.0)
    return max(best, likely * LIKELY)


@cache
def _alike(heading: str, spelling: str) -> float:
    whole, wanted = plain(heading), plain(spelling)
    if not whole or not wanted:
        return 0.0
    if whole == wanted:
        return EXACT
    own = forms(heading)
    if wanted in own:
        return CLOSE
    return max((_partly(form, wanted) for form in own if form), default=0.0)


@cache
def forms(heading: str) -> frozenset[str]:
    """Return a heading, and it without its unit, its number, or the upper rows.

    >>> sorted(forms("时间/收到时间"))
    ['收到时间', '时间/收到时间']
    """
    parts = (heading, _BRACKETS.sub("", heading), heading.rsplit("/", 1)[-1], _NUMBERED.sub("", heading))
    return frozenset(map(plain, parts))


def _partly(whole: str, wanted: str) -> float:
    """Return up to 0.8 for a heading that holds a spelling, or is held by it, or is typed a little differently."""
    if whole.isascii() != wanted.isascii():
        return 0.0
    if whole.isascii():
        have, want = set(whole.split()), set(wanted.split())
        common = have & want
        return 0.75 * len(common) / len(have | want) if common else 0.0
    if len(wanted) >= _SHORTEST and wanted in whole:
        return 0.4 + 0.4 * len(wanted) / len(whole)
    ratio = difflib.SequenceMatcher(None, whole, wanted).ratio()
    return 0.75 * ratio if ratio >= _ALIKE else 0.0


@cache
def plain(heading: str) -> str:
    """Return a heading as words: width, case, underscores, camel case and punctuation do not matter.

    >>> plain("created_date"), plain("EndDate"), plain("＊客户 名称（必填）")
    ('created date', 'end date', '客户名称')
    """
    if heading.isascii():
        return " ".join(_WORDS.findall(_CAMEL.sub(" ", heading).lower()))
    return bare(heading)


def holds_any(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Whether one of ``texts`` holds one of ``words``."""
    many = [plain(one) for one in texts]
    return any(plain(word) in one for word in words for one in many)
