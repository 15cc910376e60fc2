"""The company's mark: a small SVG or PNG of the workspace that is safe to put on every page.

A page carries it inside a stylesheet, so nothing is fetched. An SVG may only draw: what could run, load or
write is refused, never cleaned, so that a company sees what its readers get.
"""

import base64
import re
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

from reportgen.model.text import Text, text

MOST_BYTES = 100_000
"""It stands in a stylesheet of each site and in each PDF."""
MOST_PIXELS = 2000
WIDEST = 10
"""Times wider than high, or higher than wide."""
_PNG = b"\x89PNG\r\n\x1a\n"
_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(?:px|pt|mm|cm|in|em)?\s*")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(|image-set\(|\\", re.IGNORECASE)
_DRAWS = frozenset(
    {"svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line", "polyline"}
    | {"polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "use", "symbol"}
)
_MOST_PARTS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture that was checked."""

    kind: str
    """svg+xml or png."""
    content: bytes
    ratio: float
    """Width by height."""

    @property
    def url(self) -> str:
        """The picture as an address that holds it whole."""
        return f"data:image/{self.kind};base64,{base64.b64encode(self.content).decode()}"


def read_logo(root: Path, name: str) -> Logo | Text:
    """Return the workspace's file ``name`` as a logo, or what is expected of it instead."""
    path = root / name
    if not _NAME.fullmatch(name) or ".." in Path(name).parts or not path.resolve().is_relative_to(root.resolve()):
        return text("a file inside the workspace, such as config/logo.svg")
    try:
        content = path.read_bytes()
    except OSError:
        return text("a file that is there, given from the workspace's folder on, such as config/logo.svg")
    if len(content) > MOST_BYTES:
        return text("a picture of at most {most} kB; this one has {size} kB", most=100, size=len(content) // 1000)
    if content.startswith(_PNG):
        return _png(content)
    if path.suffix.lower() == ".svg":
        return _svg(content)
    return text("an SVG or a PNG picture")


def _png(content: bytes) -> Logo | Text:
    """Return a PNG whose parts all have their right sums and whose pixels can be unpacked."""
    packed, at = bytearray(), len(_PNG)
    width = height = 0
    ended = False
    while at + 12 <= len(content) and not ended:
        size = int.from_bytes(content[at : at + 4])
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        if zlib.crc32(kind + body).to_bytes(4) != content[at + 8 + size : at + 12 + size]:
            break
        if kind == b"IHDR":
            width, height = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
        packed += body if kind == b"IDAT" else b""
        ended = kind == b"IEND"
        at += 12 + size
    if not ended or not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS or not _unpacks(packed, height):
        return text(
            "a whole PNG of at most {most} by {most} pixels; this one is broken or larger", most=MOST_PIXELS
        )
    return _shaped("png", content, width / height)


def _unpacks(packed: bytearray, height: int) -> bool:
    most = MOST_PIXELS * MOST_PIXELS * 8
    try:
        made = zlib.decompressobj().decompress(bytes(packed), most)
    except zlib.error:
        return False
    return height < len(made) < most


def _svg(content: bytes) -> Logo | Text:
    """Return an SVG that only draws."""
    if _DECLARED.search(content):
        return text("an SVG without a document type, entities or a stylesheet of its own")
    try:
        root = ET.fromstring(content)  # noqa: S314  # no entity can be declared, and the file is small
    except (ET.ParseError, ValueError):
        return text("an SVG that is well-formed XML")
    parts = list(root.iter())
    if _bare(root.tag) != "svg" or len(parts) > _MOST_PARTS:
        return text("an SVG of at most {most} shapes", most=_MOST_PARTS)
    for part in parts:
        said = _does(part)
        if said:
            return text("an SVG of shapes only: no text, picture, script, style or link; found {what}", what=said)
    ratio = _ratio(root)
    if ratio is None:
        return text("an SVG with a viewBox, or a width and a height")
    return _shaped("svg+xml", content, ratio)


def _does(part: ET.Element) -> str:
    """Return what an element does beside drawing, or nothing."""
    tag = _bare(part.tag)
    if tag not in _DRAWS:
        return f"<{tag}>"
    for name, value in part.attrib.items():
        bare = _bare(name)
        if bare.lower().startswith("on") or _OUTSIDE.search(value):
            return bare
        if bare in ("href", "src") and not value.startswith("#"):
            return bare
    return ""


def _bare(name: object) -> str:
    """Return a name without its namespace; comments and instructions have none."""
    return name.rpartition("}")[2] if isinstance(name, str) else "?"


def _ratio(root: ET.Element) -> float | None:
    try:
        box = [float(one) for one in root.get("viewBox", "").replace(",", " ").split()]
    except ValueError:
        return None
    if len(box) == 4:  # noqa: PLR2004  # x, y, width, height
        return box[2] / box[3] if box[2] > 0 and box[3] > 0 else None
    sizes = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    given = [float(size[1]) for size in sizes if size and float(size[1])]
    return next((wide / high for wide, high in pairwise(given)), None)


def _shaped(kind: str, content: bytes, ratio: float) -> Logo | Text:
    if not 1 / WIDEST <= ratio <= WIDEST:
        return text("a picture at most {most} times as wide as high", most=WIDEST)
    return Logo(kind=kind, content=content, ratio=ratio)
