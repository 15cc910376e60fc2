"""File names made from ids, never from names; and the names that one cell holds."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

_BETWEEN = re.compile(r"[;；,，、|\n]")
_SAFE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a file name stem for every id, unique ignoring case.

    >>> file_names(["C01", "a/b"])["C01"]
    'C01'
    """
    known = sorted(set(ids))
    folded = Counter(one.casefold() for one in known)
    return {one: one if _SAFE.match(one) and folded[one.casefold()] == 1 else hashed(one) for one in known}


def several(cell: str) -> tuple[str, ...]:
    """Return the names in a cell that may hold several.

    >>> several("甲厂； 乙厂")
    ('甲厂', '乙厂')
    """
    return tuple(name for part in _BETWEEN.split(cell) if (name := part.strip()))


def hashed(one: str) -> str:
    """Return the name of an id that cannot be a file name itself."""
    return "c-" + hashlib.sha256(one.encode()).hexdigest()[:12]
