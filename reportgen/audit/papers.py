"""A PDF as pieces: the text of its pages, every decoded string and name, XMP, links, attachments.

No single look sees everything (faults, section 3.4): page text has no titles and bookmarks, strings have no
shown words, and neither has what an attachment holds.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from reportgen.audit.piece import Piece, UnreadableError
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    import pikepdf

Inner = Callable[[str, bytes], Iterator[Piece]]
PAGE = text("page text")
NAME = text("name inside")
CONTENT = text("marked content")
OUTSIDE = text("bytes outside objects")
_CHANNELS = {
    "/Alt": text("alternative text"),
    "/ActualText": text("alternative text"),
    "/URI": text("link"),
    "/D": text("destination"),
    "/Dest": text("destination"),
    "/Names": text("destination"),
    "/ID": text("id of an element"),
    "/Contents": text("annotation"),
    "/F": text("name of an attachment"),
    "/UF": text("name of an attachment"),
}
_INFORMATION = frozenset({"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"})
_HASHED = re.compile(r"#([0-9a-fA-F]{2})")
_HEXADECIMAL = re.compile(rb"<((?:\s*[0-9a-fA-F]){4,})\s*>")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_PROPERTY = re.compile(rb">>\s*(?:BDC|DP)\b")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_DEEPEST = 40


def paper(content: bytes, inner: Inner, *, objects: bool = True) -> Iterator[Piece]:
    """Yield the pieces of a PDF; ``inner`` reads an attachment; without ``objects`` the pages alone.

    Raises:  UnreadableError where it cannot be opened without a password.
    """
    yield from _pages(content)
    if objects:
        yield from _objects(content, inner)
        outside = _STREAM.sub(b"", content).decode("utf-8", "replace")
        yield Piece(OUTSIDE, Text(""), outside, numbers=False, strong=True)


def _pages(content: bytes) -> Iterator[Piece]:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(len(document)):
                words = document[number].get_textpage()
                yield Piece(PAGE, text("page {n}", n=number + 1), words.get_text_range())
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error


def _objects(content: bytes, inner: Inner) -> Iterator[Piece]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            fonts = set(_fonts(pdf))
            names: dict[str, Piece] = {}
            for number, one in enumerate(pdf.objects, start=1):
                place = text("object {n}", n=number)
                for piece in _strings(one, "", place, 0):
                    if piece.channel is not NAME:
                        yield piece
                    elif piece.text not in names:
                        names[piece.text] = piece
                if isinstance(one, pikepdf.Stream) and one.objgen not in fonts:
                    yield from _stream(one, place, inner)
            yield from names.values()
    except pikepdf.PdfError as error:
        raise UnreadableError(str(error)) from error


def _fonts(pdf: "pikepdf.Pdf") -> Iterator[tuple[int, int]]:
    """Yield the streams that are font programs: outlines, no words."""
    import pikepdf

    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontName" in one:
            yield from (one[key].objgen for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in one)


def _strings(one: Any, key: str, place: Text, depth: int) -> Iterator[Piece]:
    """Yield the strings and names of an object; what it refers to is an object of its own."""
    import pikepdf

    if depth > _DEEPEST or (depth and getattr(one, "is_indirect", False)):
        return
    if isinstance(one, pikepdf.String):
        yield Piece(_channel(key), place, _said(one), numbers=key != "/ID")
    elif isinstance(one, pikepdf.Name):
        yield Piece(NAME, place, _HASHED.sub(lambda m: chr(int(m[1], 16)), str(one)), numbers=False)
    elif isinstance(one, pikepdf.Array):
        for inside in one:
            yield from _strings(inside, key, place, depth + 1)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        outline = "/Parent" in one and "/Title" in one and "/S" not in one
        for name, inside in dict(one.items()).items():
            yield Piece(NAME, place, name, numbers=False)
            yield from _strings(inside, "/Bookmark" if outline and name == "/Title" else name, place, depth + 1)


def _channel(key: str) -> Text:
    if key == "/Bookmark":
        return text("bookmark")
    if key in _INFORMATION:
        return text("document information")
    return _CHANNELS.get(key, text("string"))


def _said(one: "pikepdf.String") -> str:
    """Return a string as a viewer shows it, and as UTF-8 where it is that too."""
    raw = bytes(one)
    said = str(one)
    try:
        plain = raw.decode()
    except UnicodeDecodeError:
        return said
    return said if plain == said else f"{said}\ue000{plain}"


def _stream(one: "pikepdf.Stream", place: Text, inner: Inner) -> Iterator[Piece]:
    """Yield what a stream holds beside drawings: metadata, attachments, properties of marked content."""
    import pikepdf

    kind = str(one.get("/Type", ""))
    if str(one.get("/Subtype", "")) == "/Image":
        return
    try:
        data = one.read_bytes()
    except pikepdf.PdfError:
        data = one.read_raw_bytes()
    if kind == "/Metadata":
        yield Piece(text("XMP"), place, data.decode("utf-8", "replace"))
    elif kind == "/EmbeddedFile":
        yield from inner("", data)
    else:
        for found in _PROPERTY.finditer(data):
            properties = data[max(data.rfind(b"<<", 0, found.start()), 0) : found.start()]
            yield from (Piece(CONTENT, place, said) for said in _literals(properties))
        yield Piece(text("stream"), place, data.decode("utf-8", "replace"), numbers=False, strong=True)


def _literals(source: bytes) -> Iterator[str]:
    """Yield the strings of a property list in a page's content."""
    import pikepdf

    for found in _HEXADECIMAL.finditer(source):
        digits = re.sub(rb"\s", b"", found[1])
        yield str(pikepdf.String(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())))
    for found in _LITERAL.finditer(source):
        yield str(pikepdf.String(_unescaped(found[1])))


def _unescaped(literal: bytes) -> bytes:
    simple = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def said(found: re.Match[bytes]) -> bytes:
        one = found[1]
        return bytes([int(one, 8) & 255]) if one.isdigit() else simple.get(one, one)

    return re.sub(rb"\\([0-7]{1,3}|.)", said, literal, flags=re.DOTALL)
