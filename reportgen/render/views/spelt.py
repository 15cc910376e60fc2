"""How Chinese names are typed in Latin letters: whole syllables, and their first letters (decision record 23)."""

import re
from functools import lru_cache

_READINGS = 3
"""Readings of one character that a name may be typed with; rarer ones are left out."""
_SPELLINGS = 8
"""Spellings of one name at most."""
_RUNS = re.compile("([\u3400-\u9fff]+)")
_HELD = 65_536


@lru_cache(maxsize=_HELD)
def spelt(name: str) -> str:
    """Return the words that a name is found by in pinyin: full spelling and initials, space between.

    Characters are read as the phrase they stand in (重庆 is chongqing); Latin letters and digits stay.

    >>> spelt("重庆长安（集团）"), spelt("TCL王牌3号"), spelt("Hengda")
    ('chongqingchanganjituan cqcajt', 'tclwangpai3hao tclwp3h', '')
    """
    return " ".join(_words(_syllables(name))) if _RUNS.search(name) else ""


@lru_cache(maxsize=_HELD)
def variously_spelt(name: str) -> str:
    """Return ``spelt`` and the same with another reading of one character.

    For short names: whoever searches may read a character otherwise than the dictionary of phrases does.

    >>> variously_spelt("长江"), variously_spelt("单县")
    ('changjiang cj zhangjiang zj', 'danxian dx chanxian cx shanxian sx')
    """
    if not _RUNS.search(name):
        return ""
    from pypinyin import Style, pinyin

    base = _syllables(name)
    found = [base]
    for at, (syllable, letter) in enumerate(base):
        readings = pinyin(letter, style=Style.NORMAL, heteronym=True)[0][:_READINGS] if syllable != letter else ()
        found += [(*base[:at], (other, letter), *base[at + 1 :]) for other in readings if other != syllable]
    return " ".join(dict.fromkeys(word for one in found[:_SPELLINGS] for word in _words(one)))


def _syllables(name: str) -> tuple[tuple[str, str], ...]:
    """Return (how it is typed, as written) of each character; a run of Latin letters is one."""
    from pypinyin import lazy_pinyin

    found: list[tuple[str, str]] = []
    for run in _RUNS.split("".join(letter for letter in name.lower() if letter.isalnum())):
        if _RUNS.match(run):
            found += zip(lazy_pinyin(run), run, strict=True)
        elif run:
            found.append((run, run))
    return tuple(found)


def _words(syllables: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Return the full spelling and the initials."""
    initials = (typed if typed == written else typed[0] for typed, written in syllables)
    return "".join(typed for typed, _ in syllables), "".join(initials)
