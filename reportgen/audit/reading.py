"""Any finished file → its pieces, whatever wraps them; each hit with its channel and place."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from reportgen.audit.archives import archive
from reportgen.audit.decoding import layers, unzipped, wrapped
from reportgen.audit.markup import cells, lines, markup
from reportgen.audit.numbers import half_width
from reportgen.audit.papers import paper
from reportgen.audit.piece import Piece, UnreadableError
from reportgen.audit.secrets import Secret
from reportgen.audit.watched import Watched
from reportgen.model.sightings import Sought
from reportgen.model.text import Text, text

BETWEEN = "\ue000"
"""Stands between pieces that are searched in one go; it is no space, so no name runs through it."""
DEEPEST = 4
"""Files in files."""
FILE_NAME = text("name of a file or folder")
ATTACHED = text("attachment")
_MARKUP = (".html", ".htm", ".svg", ".xml", ".xhtml")


@dataclass(frozen=True, slots=True)
class Hit:
    """A secret in a file, where it must not be."""

    secret: Secret
    channel: Text
    place: Text


def hits(name: str, content: bytes, watched: Watched, *, objects: bool = True) -> list[Hit]:
    """Return every secret that a file holds, once for each channel.

    ``objects``: whether the objects of a PDF are looked into too; without them it is half blind.

    Raises:  UnreadableError where the file cannot be read back.
    """
    found = [*_in_name(name, watched), *_in_pieces(list(pieces(name, content, 0, objects=objects)), watched)]
    return list({(hit.secret, hit.channel): hit for hit in reversed(found)}.values())[::-1]


def pieces(name: str, content: bytes, depth: int, *, objects: bool = True) -> Iterator[Piece]:
    """Yield the pieces of a file, and of the files inside it."""
    if depth > DEEPEST:
        raise UnreadableError("too many files inside one another")

    def inner(inside: str, data: bytes) -> Iterator[Piece]:
        for one in pieces(inside, data, depth + 1, objects=objects):
            yield replace(one, channel=ATTACHED)

    if content.startswith(b"%PDF-"):
        yield from paper(content, inner, objects=objects)
    elif content.startswith(b"PK\x03\x04"):
        yield from archive(content, inner)
    elif (unfolded := unzipped(content)) is not None:
        yield from inner(PurePosixPath(name).stem, unfolded)
    else:
        yield from _plain(name, content, inner, depth)


def _plain(
    name: str, content: bytes, inner: Callable[[str, bytes], Iterator[Piece]], depth: int
) -> Iterator[Piece]:
    """Yield the pieces of a text file, of what base64 wraps in it, and of bytes that are no text."""
    try:
        source = (
            content.decode("utf-16") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else content.decode("utf-8-sig")
        )
    except UnicodeDecodeError:
        yield Piece(text("bytes"), Text(""), content.decode("utf-8", "ignore"), numbers=False, strong=True)
        yield Piece(text("bytes"), Text(""), content.decode("gb18030", "ignore"), numbers=False, strong=True)
        return
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _MARKUP or source.lstrip()[:1] == "<":
        yield from markup(source)
    else:
        yield from cells(source) if suffix == ".csv" else lines(source)
        if not suffix:
            # A file in a PDF comes without its name; in lines a number before a comma runs into the next.
            yield from _maybe_cells(source)
    if depth < DEEPEST:
        for at, data in wrapped(source, set()):
            for one in inner("", data):
                yield replace(one, channel=text("base64"), place=text("line {n}", n=source.count("\n", 0, at) + 1))


def _maybe_cells(source: str) -> Iterator[Piece]:
    """Yield the cells of a text where it can be read as CSV."""
    try:
        yield from cells(source)
    except csv.Error:
        return


def _in_name(name: str, watched: Watched) -> Iterator[Hit]:
    """Yield the secrets in the names of a file and its folders."""
    for said in dict.fromkeys((name, unquote(name))):
        for part in PurePosixPath(said).parts:
            stem = PurePosixPath(part).stem
            for span in watched.file_words.sightings(stem):
                yield Hit(watched.secret(span.word), FILE_NAME, Text(""))


def _in_pieces(found: list[Piece], watched: Watched) -> Iterator[Hit]:
    """Yield the secrets of pieces; all are searched in one go, and one by one only where there is something."""
    for strong, numbers in ((False, True), (False, False), (True, False)):
        alike = [one for one in found if one.strong is strong and one.numbers is numbers]
        words = watched.strong_words if strong else watched.words
        for layer in layers(BETWEEN.join(one.text for one in alike)):
            for one, word in _words(alike, layer, words):
                yield Hit(watched.secret(word), one.channel, one.place)
            yield from _numbers(alike, layer, watched) if numbers else ()


def _words(found: list[Piece], layer: str, words: Sought) -> Iterator[tuple[Piece, str]]:
    """Yield the words in a searched text, each with the piece that it stands in."""
    if not words.may_be_in(layer):
        return
    for number, part in enumerate(layer.split(BETWEEN)):
        if words.may_be_in(part):
            one = found[min(number, len(found) - 1)]
            yield from ((one, span.word) for span in words.sightings(part))


def _numbers(found: list[Piece], layer: str, watched: Watched) -> Iterator[Hit]:
    """Yield the secrets among the numbers of a searched text."""
    said = half_width(layer)
    for secret, at in watched.found_numbers(said):
        one = found[min(said.count(BETWEEN, 0, at), len(found) - 1)]
        yield Hit(secret, one.channel, one.place)


def found_in(name: str, content: bytes, secrets: Iterable[Secret]) -> set[Secret]:
    """Return which of ``secrets`` a file holds at all: the other side of the gate, what may be seen and is."""
    from reportgen.audit.watched import Reader

    nobody = Reader(id="", clients=frozenset(), kinds=frozenset())
    wanted = Watched(nobody, secrets, ())
    return {hit.secret for hit in hits(name, content, wanted)}
