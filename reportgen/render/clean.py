"""Strings from the inputs, made safe to lay out: what a page may hold, and no more.

The engine cleans every string of a view model, so that no builder can forget it. Escaping is Jinja's.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from reportgen.model.language import Translate

T = TypeVar("T")

SHOWN_CHARACTERS = 2000
SHOWN_NAME = 60
CUT = "……"
LINE_BREAKS = 20
COMBINING = 8
STAND_IN = "▢"

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff{_BIDI}]"
)
_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
_SUSPECT = re.compile(f"[^\t\n -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u3000-\u9fff\uff01-\uffee]|[{_BIDI}]")
_BREAKS = re.compile(r"\n\s*\n")


def cleaned_text(text: str) -> str:
    r"""Return ``text`` without control, bidi and surrogate characters, at most 8 marks on a letter.

    >>> cleaned_text("a\x00b\u202egpj.exe"), len(cleaned_text("e" + "\u0301" * 5000))
    ('abgpj.exe', 9)
    """
    if not _SUSPECT.search(text):
        return text
    text = _INVISIBLE.sub("", _BREAK.sub("\n", text))
    out, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= COMBINING:
            out.append(character)
    return "".join(out)


def shown_comment(text: str, translate: Translate, limit: int = SHOWN_CHARACTERS) -> str:
    r"""Return a comment as a report shows it: at most ``limit`` characters and 20 line breaks.

    >>> shown_comment("x" * 3000, str, 5)
    'xxxxx…… (3,000 characters in all; the data holds the whole text)'
    """
    whole = _BREAKS.sub("\n", cleaned_text(text).strip())
    short = bounded(whole, limit)
    if short == whole:
        return whole
    note = translate("…… ({n} characters in all; the data holds the whole text)").format(
        n=f"{len(text.strip()):,}"
    )
    return short.rstrip() + note


def bounded(text: str, limit: int) -> str:
    r"""Return at most ``limit`` characters and 20 line breaks of ``text``.

    >>> bounded("a\nb" * 100, 4), bounded("\n" * 100, 50).count("\n")
    ('a\nba', 20)
    """
    short = text[:limit]
    return "\n".join(short.split("\n", LINE_BREAKS + 1)[: LINE_BREAKS + 1]) if "\n" in short else short


def shown_name(text: str, limit: int = SHOWN_NAME) -> str:
    r"""Return a name on one line, cut at ``limit``; a name of nothing visible is a stand-in.

    >>> shown_name("甲" * 200)[-2:], shown_name(" \u202e ")
    ('甲…', '▢')
    """
    name = " ".join(cleaned_text(text).split()) or STAND_IN
    return name if len(name) <= limit else name[: limit - 1] + "…"


def mapped(view: T, change: Callable[[str], str]) -> T:
    """Return a view model with ``change`` applied to every string in it, tuples and parts included."""
    return cast("T", _mapped(view, change))


def _mapped(node: Any, change: Callable[[str], str]) -> Any:
    if isinstance(node, str):
        return change(node)
    if isinstance(node, tuple):
        changed = tuple(_mapped(one, change) for one in node)
        return node if all(a is b for a, b in zip(node, changed, strict=True)) else changed
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        differing = {}
        for name in _fields(type(node)):
            value = getattr(node, name)
            after = _mapped(value, change)
            if after is not value:
                differing[name] = after
        return dataclasses.replace(node, **differing) if differing else node
    return node


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
