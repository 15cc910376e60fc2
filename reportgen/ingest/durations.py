"""How long something took, as platforms and people write it."""

import re
from decimal import Decimal

from reportgen.ingest.values import Fault
from reportgen.model.folding import tidied

_NUMBER = re.compile(r"^\d+(?:\.\d+)?$", re.ASCII)
_CLOCK = re.compile(r"^(?:(?P<h>\d+):)?(?P<m>\d{1,4}):(?P<s>\d{2}(?:\.\d+)?)$", re.ASCII)
_SPOKEN = re.compile(
    r"^(?:(?P<d>\d+)\s*(?:天|d|days?))?\s*(?:(?P<h>\d+)\s*(?:小时|时|h|hours?))?\s*"
    r"(?:(?P<m>\d+)\s*(?:分钟|分|m|min|minutes?))?\s*(?:(?P<s>\d+(?:\.\d+)?)\s*(?:秒钟|秒|s|sec|seconds?))?$",
    re.ASCII | re.IGNORECASE,
)
_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


def seconds(text: str) -> Decimal | Fault | None:
    """Return the seconds that a text tells, None for a blank, or the code of its fault.

    >>> seconds("123秒"), seconds("2分3秒"), seconds("0:02:03"), seconds("123.4"), seconds("")
    (Decimal('123'), Decimal('123'), Decimal('123'), Decimal('123.4'), None)
    >>> seconds("soon"), seconds("-5")
    (Fault(code='E205'), Fault(code='E210'))
    """
    tidy = tidied(text)
    if not tidy:
        return None
    if _NUMBER.match(tidy):
        return Decimal(tidy)
    found = _CLOCK.match(tidy) or _SPOKEN.match(tidy)
    if not found:
        return Fault("E210" if any(c.isdigit() for c in tidy) else "E205")
    parts = found.groupdict()
    return sum((Decimal(value) * _UNITS[unit] for unit, value in parts.items() if value), Decimal(0))
