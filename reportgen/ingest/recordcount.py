"""A second count of a CSV's records, made from its text alone and without its parser."""

import re
from collections.abc import Iterable


def record_count(parts: Iterable[str], delimiter: str) -> int:
    r"""Return how many records a text has, blank ones included; a quoted field may span lines.

    >>> record_count(['a,b\n', '"x\ny",2\n', '\n3,4'], ",")
    4
    """
    quoted, unclosed = _patterns(delimiter)
    count, carry, last = 0, "", "\n"
    for part in parts:
        last = part[-1:] or last
        if '"' not in part and not carry:
            count += _line_ends(part)
            continue
        bare = quoted.sub("", carry + part)
        start = unclosed.search(bare)
        cut = start.start() if start else len(bare)
        count += _line_ends(bare[:cut])
        carry = bare[cut:]
    return count + _line_ends(carry) + (last not in "\r\n")


def leaves_open(line: str, delimiter: str) -> bool:
    """Whether a quote that opens in a line is not closed in it.

    >>> leaves_open('1,"x"y,"z', ","), leaves_open('1,"x"y,"z"', ",")
    (True, False)
    """
    quoted, unclosed = _patterns(delimiter)
    return bool(unclosed.search(quoted.sub("", line)))


def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a whole quoted field looks like, and a quote that opens one."""
    opening = rf'(?<![^\r\n{re.escape(delimiter)}])"'
    return re.compile(rf'{opening}[^"]*(?:""[^"]*)*"(?!")'), re.compile(opening)


def _line_ends(part: str) -> int:
    newlines = part.count("\n")
    return newlines + (part.count("\r") - part.count("\r\n") if "\r" in part else 0)
