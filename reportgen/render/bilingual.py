"""One page in two languages: Chinese first, English after it, from the two views of the same client.

Both views are cleaned before they are put together, so no text of the inputs can hold the marks. The
templates know nothing of it: the marks pass through them and become elements in the finished page.
"""

import dataclasses
import re
from typing import Any, TypeVar, cast

from reportgen.model.language import Translate
from reportgen.render.viewmodel import (
    Column,
    Edition,
    Five,
    GradeTile,
    Heading,
    Kpi,
    Run,
    Table,
    TableSection,
)
from reportgen.render.viewmodel_pages import ClientPage
from reportgen.render.viewmodel_sections import (
    Actions,
    Complaints,
    Definition,
    Dimension,
    Satisfaction,
    Veto,
    Waiting,
    Waterfall,
)

T = TypeVar("T")
OPEN, BETWEEN, CLOSE = "\x01", "\x02", "\x03"
"""Control characters, which cleaning takes from every text of the inputs."""
_SAID: dict[type, frozenset[str]] = {
    Actions: frozenset({"empty", "more"}),
    ClientPage: frozenset({"headline"}),
    Column: frozenset({"label"}),
    Complaints: frozenset({"empty", "more"}),
    Definition: frozenset({"term", "words"}),
    Dimension: frozenset({"name"}),
    Edition: frozenset({"foot"}),
    Five: frozenset({"how", "changed", "real", "why", "next"}),
    GradeTile: frozenset({"name"}),
    Heading: frozenset({"title", "about"}),
    Kpi: frozenset({"name"}),
    Satisfaction: frozenset({"empty", "peer_label", "quotes_more"}),
    Table: frozenset({"empty", "more"}),
    TableSection: frozenset({"note"}),
    Veto: frozenset({"summary"}),
    Waiting: frozenset({"empty"}),
    Waterfall: frozenset({"items_label", "note"}),
}
"""What stands in both languages; every other field, such as a value, a unit or a chart's text, stands once."""
_PIECE = re.compile(r"(?s)<title>.*?</title>|<svg\b.*?</svg>|<[^>]*>|[^<]+")
_ENGLISH = re.compile(f"{BETWEEN}[^{CLOSE}]*{CLOSE}")
_INLINE = str.maketrans({OPEN: "", BETWEEN: " / ", CLOSE: ""})
_ELEMENTS = str.maketrans({OPEN: "", BETWEEN: '<span class="second" lang="en">', CLOSE: "</span>"})


def both(chinese: str, english: str) -> str:
    r"""Return a text that carries both languages; what is the same in both stands once.

    >>> both("变化", "Change"), both("n", "n"), both("", "x")
    ('\x01变化\x02Change\x03', 'n', '')
    """
    return (
        chinese if chinese == english or not chinese or not english else OPEN + chinese + BETWEEN + english + CLOSE
    )


def speaker(chinese: Translate, english: Translate) -> Translate:
    """Return what says a template's fixed words in both languages."""
    return lambda pattern: both(chinese(pattern), english(pattern))


def merged(chinese: T, english: T) -> T:
    """Return the Chinese view with the English words of the other view beside its own.

    In: two views of the same page, cleaned; lists that differ in length stay Chinese.
    """
    return cast("T", _merged(chinese, english))


def _merged(chinese: Any, english: Any) -> Any:
    if isinstance(chinese, tuple) and isinstance(english, tuple) and len(chinese) == len(english):
        return tuple(_merged(one, other) for one, other in zip(chinese, english, strict=True))
    if not dataclasses.is_dataclass(chinese) or isinstance(chinese, type) or type(chinese) is not type(english):
        return chinese
    said = _SAID.get(type(chinese), frozenset())
    changed = {}
    for field in dataclasses.fields(chinese):
        one, other = getattr(chinese, field.name), getattr(english, field.name)
        changed[field.name] = _beside(one, other) if field.name in said else _merged(one, other)
    return dataclasses.replace(chinese, **changed)


def _beside(chinese: Any, english: Any) -> Any:
    """Return a text, or a sentence of runs, with its English after it."""
    if isinstance(chinese, str):
        return both(chinese, english)
    if chinese == english or not chinese or not english:
        return chinese
    return (Run(OPEN), *chinese, Run(BETWEEN), *english, Run(CLOSE))


def spoken(page: str) -> str:
    r"""Return a rendered page with elements for its marks; attributes and titles get "zh / en", drawings Chinese.

    >>> spoken('<p title="\x01变化\x02Change\x03">\x01变化\x02Change\x03</p>')
    '<p title="变化 / Change">变化<span class="second" lang="en">Change</span></p>'
    """
    return _PIECE.sub(lambda found: _piece(found[0]), page)


def _piece(piece: str) -> str:
    if piece.startswith("<svg"):
        return _ENGLISH.sub("", piece).replace(OPEN, "")
    return piece.translate(_INLINE if piece.startswith("<") else _ELEMENTS)
