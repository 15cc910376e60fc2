"""HTML, SVG and XML as pieces: what is shown, attributes, comments; and plain text by lines."""

import csv
import io
import re
from collections.abc import Iterator

from reportgen.audit.piece import SOURCE, Piece, line
from reportgen.model.text import Text, text

SHOWN = text("shown text")
ATTRIBUTE = text("attribute")
COMMENT = text("comment in the source")
_TOKEN = re.compile(r"<!--.*?(?:-->|$)|<[^<>]*>|[^<]+|<", re.DOTALL)
_NAME = re.compile(r"</?\s*([A-Za-z0-9:_-]+)")
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span"}
    | {"strong", "sub", "sup", "tspan", "u", "wbr", "r", "t"}
)
"""Elements within a word or a line: a name may run through them."""
_TELLING = re.compile(r"""\b(?:href|title|alt|content|value|aria-[a-z]+|data-[a-z-]+)\s*=""")
"""Attributes whose numbers are figures and not coordinates."""


def markup(source: str, shown: Text = SHOWN) -> Iterator[Piece]:
    """Yield the pieces of a page; ``shown`` is the channel of its text."""
    number, began = 1, 1
    run: list[str] = []
    for found in _TOKEN.finditer(source):
        token = found.group()
        if token.startswith("<!--"):
            yield Piece(COMMENT, line(number), token[4:])
        elif token.startswith("<") and len(token) > 1:
            if not _is_inline(token) and run:
                yield Piece(shown, line(began), "".join(run))
                run = []
            if "=" in token or token[1] in "!?":
                yield Piece(ATTRIBUTE, line(number), token[1:-1], numbers=bool(_TELLING.search(token)))
        else:
            if not run:
                began = number + (len(token) - len(token.lstrip("\n")) if token.startswith("\n") else 0)
            run.append(token)
        number += token.count("\n")
    if run:
        yield Piece(shown, line(began), "".join(run))


def _is_inline(tag: str) -> bool:
    name = _NAME.match(tag)
    return name is not None and name[1].rpartition(":")[2].lower() in _INLINE


def lines(source: str, channel: Text = SOURCE) -> Iterator[Piece]:
    """Yield the lines of a script, a stylesheet or any other text."""
    for number, one in enumerate(source.split("\n"), start=1):
        yield Piece(channel, line(number), one)


def cells(source: str) -> Iterator[Piece]:
    """Yield the cells of a CSV file."""
    channel = text("cell")
    for row, values in enumerate(csv.reader(io.StringIO(source, newline="")), start=1):
        for column, value in enumerate(values, start=1):
            if value:
                yield Piece(channel, text("row {row}, column {column}", row=row, column=column), value)
