"""The unified social credit code (统一社会信用代码, GB 32100-2015) and its check character."""

import re

from reportgen.model.folding import folded

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Its 31 characters; I, O, S, V and Z are none, as they are taken for 1, 0, 5, U and 2."""
_FORM = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def credit_check(first: str) -> str:
    """Return the check character of a code's first 17 characters.

    Source:  GB 32100-2015, 4.2.6 and annex A with its worked example: 31 − Σ Cᵢ·3^(i−1) mod 31.

    >>> credit_check("91350100M000100Y4")
    '3'
    """
    total = sum(pow(3, place, 31) * ALPHABET.index(char) for place, char in enumerate(first))
    return ALPHABET[-total % 31]


def credit_key(written: str) -> str:
    """Return the form in which codes are compared: no spaces or hyphens, capitals.

    >>> credit_key(" 91350100-m000100y43")
    '91350100M000100Y43'
    """
    return folded(written).replace("-", "").upper()


def is_credit_code(written: str) -> bool:
    """Whether a text is a code whose check character fits.

    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y4Z")
    (True, False)
    """
    key = credit_key(written)
    return _FORM.fullmatch(key) is not None and credit_check(key[:17]) == key[17]
