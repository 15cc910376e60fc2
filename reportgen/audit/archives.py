"""Workbooks and other ZIP containers as pieces: cells, properties, comments, defined names, members."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from reportgen.audit.decoding import LONGEST
from reportgen.audit.markup import markup
from reportgen.audit.piece import Piece, UnreadableError
from reportgen.model.text import Text, text

Inner = Callable[[str, bytes], Iterator[Piece]]
CELL = text("cell")
MEMBER = text("name of a part")
_CHANNELS = (
    ("docProps/", text("properties")),
    ("xl/comments", text("comment")),
    ("xl/threadedComments", text("comment")),
    ("xl/workbook.xml", text("names of sheets and ranges")),
)
_SHEET = re.compile(r"""<sheet [^>]*?name="([^"]*)\"""")
_CELL = re.compile(r"<c ([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(r'\br="([A-Z]+[0-9]+)"')
_SHARED = re.compile(r"<v>(\d+)</v>")
_ITEM = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def archive(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Yield the pieces of a ZIP container; ``inner`` reads a part that is no XML.

    Raises:  UnreadableError where it cannot be opened or unfolds to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            if sum(one.file_size for one in box.infolist()) > LONGEST:
                raise UnreadableError("too large when unpacked")
            parts = [(one.filename, box.read(one)) for one in box.infolist() if not one.is_dir()]
            yield Piece(MEMBER, Text(""), box.comment.decode("utf-8", "replace"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableError(str(error)) from error
    texts = {name: part.decode("utf-8", "replace") for name, part in parts if _is_xml(name)}
    addresses = _addresses(texts)
    for name, part in parts:
        yield Piece(MEMBER, Text(name.replace("{", "{{").replace("}", "}}")), name)
        if name == "xl/sharedStrings.xml":
            yield from _strings(texts[name], addresses)
        elif name.startswith("xl/worksheets/") and name in texts:
            yield from _sheet(texts[name], _sheet_name(name, texts))
        elif name in texts:
            yield from markup(texts[name], _channel(name))
        else:
            yield from inner(name, part)


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))


def _channel(name: str) -> Text:
    return next((channel for start, channel in _CHANNELS if name.startswith(start)), text("part of the workbook"))


def _sheet_name(part: str, texts: dict[str, str]) -> str:
    """Return the name of a sheet by its part, its number where the workbook has no such sheet."""
    names = _SHEET.findall(texts.get("xl/workbook.xml", ""))
    number = re.sub(r"\D", "", PurePosixPath(part).stem)
    return names[int(number) - 1] if number and 0 < int(number) <= len(names) else PurePosixPath(part).stem


def _place(sheet: str, address: str) -> Text:
    return text("{sheet}!{address}", sheet=sheet, address=address)


def _addresses(texts: dict[str, str]) -> dict[int, Text]:
    """Return the first cell that shows each shared string."""
    found: dict[int, Text] = {}
    for name, source in texts.items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        sheet = _sheet_name(name, texts)
        for attributes, inside in _CELL.findall(source):
            shared, address = _SHARED.search(inside), _REFERENCE.search(attributes)
            if 't="s"' in attributes and shared and address:
                found.setdefault(int(shared[1]), _place(sheet, address[1]))
    return found


def _strings(source: str, addresses: dict[int, Text]) -> Iterator[Piece]:
    """Yield the shared strings, runs of one cell joined, then whatever else the part holds."""
    unused = text("in no cell")
    for number, found in enumerate(_ITEM.finditer(source)):
        yield Piece(CELL, addresses.get(number, unused), _TAG.sub("", found[1]))
    yield from markup(_ITEM.sub("", source), CELL)


def _sheet(source: str, sheet: str) -> Iterator[Piece]:
    """Yield the cells that hold their own value, then whatever else the sheet holds."""
    for found in _CELL.finditer(source):
        address = _REFERENCE.search(found[1])
        if found[2] and 't="s"' not in found[1]:
            yield Piece(CELL, _place(sheet, address[1] if address else "?"), _TAG.sub("\ue001", found[2]))
    yield from markup(_CELL.sub("", source), text("sheet"))
