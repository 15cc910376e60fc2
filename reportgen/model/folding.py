"""The forms in which names, headings and codes are compared; what is shown stays as written."""

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")


def tidied(text: str) -> str:
    """Return ``text`` in NFKC, without invisible characters, single spaces, stripped.

    >>> tidied("  ５\u200b分 ")
    '5分'
    """
    if text.isascii():  # NFKC changes no ASCII
        return " ".join(text.split())
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def as_shown(text: str) -> str:
    """Return ``text`` in its own width and signs, without invisible characters, single spaces, stripped.

    >>> as_shown(" （苏州）\u200b长江  实业")
    '（苏州）长江 实业'
    """
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def folded(text: str) -> str:
    """Return the form in which names and headings are compared: tidied, without spaces.

    >>> folded("东方 机械（苏州）") == folded("东方机械(苏州)")
    True
    """
    return tidied(text).replace(" ", "")
