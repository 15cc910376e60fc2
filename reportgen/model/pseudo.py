"""A made-up language that shows which words of a page no catalogue knows: every letter of it has an accent."""

import re

PSEUDO = "qps"
"""The locale's name; Unicode keeps ``qaa`` to ``qtz`` for private use."""

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTED = "ÅБĆĐĒФĜĤĪĴĶĻМŃŐПΩŔŠŢŪЏŴΧŸŽáъçđéƒğĥïĵķļмñóþφŕšţúνŵχýž"
_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
_PLACE = re.compile(r"({[^{}]*})")
_WORDS = "öñé ţŵó ţĥŕéé ƒóúŕ ƒïνé šïχ šéνéñ éïğĥţ ñïñé ţéñ"
_LONGER = 0.3


def pseudo(pattern: str) -> str:
    """Return a pattern with accents on its letters, a third longer, between marks; its places stay as they are.

    >>> pseudo("{n} clients")
    '«{n} çļïéñţš öñ»'
    """
    said = "".join(part if _PLACE.fullmatch(part) else part.translate(_LETTERS) for part in _PLACE.split(pattern))
    more = round(sum(map(str.isalpha, pattern)) * _LONGER)
    return f"«{said} {_WORDS[:more].rstrip()}»" if more else said
