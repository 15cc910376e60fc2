"""Every letter that a reader of a build sees, and which of them no catalogue marked.

In a build under the made-up language each letter of our own has an accent. A plain one is a user's, and only if
it stands in what the users wrote, or it is one of the ids that the reports themselves are addressed by.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import yaml

from reportgen.model.codes import CODES
from reportgen.model.frame import ContractError
from reportgen.model.measures import definition

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*[A-Za-z0-9]|[A-Za-z]|[\u4e00-\u9fff]+")
SEEN_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary")
SEEN_METAS = ("author", "description", "keywords")
ADDRESS = re.compile(r"(?:company|[A-Z][\w-]*)/([a-z_0-9]+(?:\.[a-z_0-9]+)+|grade:P\d\d)")
"""Of a figure, as ``reportgen explain`` takes it."""
NAMED = re.compile(r"U\+[0-9A-F]{4,5}|\bP\d\d(?:\.\d+)?(?=\b|\d{4}-)|\bS\((?:t|[\d.]+ h)\)")
"""Characters by their number, clauses (a PDF may set a day close behind), and the share that still waits."""
ALONE = re.compile(r"«?([ -~]+?)(?: [^ -~]+)*»?")
"""A name with nothing of our own around it but the marks."""
NAMES = frozenset({"utf-8", "gb18030", "Asia/Shanghai", "chinesecalendar", "reportgen"})
"""Encodings, the zone of the sample's clock, the calendar's library and the program, which have no other name."""


@dataclass(frozen=True)
class Data:
    """What the users wrote: Latin words as a whole, Chinese as it stands in a longer text."""

    words: frozenset[str]
    text: str
    roles: tuple[str, ...]
    """English names of roles in the policies, which sentences about people hold."""
    names: frozenset[str]
    """English names of what the policies score, which explanations list beside their numbers."""


def data_of(root: Path, more: Path, pages: Iterable[str]) -> Data:
    """Read every cell, sheet and file name of a workspace, its patterns of files, its levels, roles and items.

    ``more``: the shipped configuration, whose policies the workspace uses; ``pages``: paths of the pages made.
    """
    exports = sorted(path for path in (root / "surveys").rglob("*") if path.is_file())
    found = [one for path in exports for one in _written(root, path)]
    kept = sorted(path for folder in (root / "config", more) for path in folder.rglob("*.yaml"))
    configured = [yaml.safe_load(path.read_text("utf-8")) for path in kept]
    found += [one for each in configured for one in _values(each, "files", "level")]
    found += [part for page in pages for part in (page.partition("/")[0], f"{Path(page).name}.html")]
    text = "\n".join(map(str, found))
    roles, names = (_english(configured, *keys) for keys in (("role", "owner"), ("name",)))
    return Data(frozenset(WORD.findall(text)), text, tuple(sorted(roles, key=len, reverse=True)), names)


def _english(configured: Sequence[object], *keys: str) -> frozenset[str]:
    found = (one for each in configured for one in _values(each, *keys))
    return frozenset(str(one["en"]) for one in found if isinstance(one, dict) and "en" in one)


def unmarked(text: str, data: Data) -> list[str]:
    """Return the words of a text that are neither marked nor data."""
    alone = ALONE.fullmatch(text.strip())
    if alone and alone[1] in data.names:
        return []
    for role in data.roles if "«" in text else ():
        text = text.replace(role, " ")
    for name in NAMES:
        text = text.replace(name, " ")
    text = NAMED.sub(" ", ADDRESS.sub(lambda found: " " if _is_measure(found[1]) else found[0], text))
    return [word for word in WORD.findall(text) if not _is_data(word, data)]


def of_page(html: str) -> Iterator[tuple[str, str]]:
    """Yield where and what a page shows or tells a screen reader."""

    def walk(element: ET.Element, where: str) -> Iterator[tuple[str, str]]:
        tag = element.tag.rpartition("}")[2]
        if tag in {"script", "style", "code"}:  # code: a command to type
            return
        here = f"{where}/{tag}.{element.get('class', '')}".rstrip(".")
        yield from ((f"{here}@{name}", element.get(name, "")) for name in SEEN_ATTRIBUTES)
        if tag == "meta" and element.get("name") in SEEN_METAS:
            yield f"{here}@content", element.get("content", "")
        yield here, element.text or ""
        for child in element:
            yield from walk(child, here)
            yield here, child.tail or ""

    return ((where, text) for where, text in walk(ET.fromstring(html), "") if text.strip())  # noqa: S314  # our own page


def of_book(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the words of a data book: headings of sheets, the first sheet and the last.

    Tables and columns have ids, which stand beside or below their words.
    """
    first, *tables, last = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    ids = {sheet.title for sheet in tables}
    for sheet in tables:
        heads = [str(cell) for cell in next(sheet.iter_rows(values_only=True)) if cell]
        ids |= {cell.partition("\n")[2] for cell in heads}
        yield from ((sheet.title, cell.partition("\n")[0]) for cell in heads)
    for sheet in (first, last):
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        yield from ((sheet.title, cell) for cell in (sheet.title, *cells) if cell not in ids)


def _written(root: Path, path: Path) -> Iterator[object]:
    yield str(path.relative_to(root))
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True):
            yield sheet.title
            yield from (cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))
    else:
        content = path.read_bytes()
        try:
            yield content.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield content.decode("gb18030")


def _values(node: object, *keys: str) -> Iterator[object]:
    """Yield the values of a key anywhere in a document."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in keys:
                yield from value if isinstance(value, list) else [value]
            yield from _values(value, *keys)
    elif isinstance(node, list):
        for one in node:
            yield from _values(one, *keys)


def _is_measure(name: str) -> bool:
    try:
        return name.startswith("grade:") or bool(definition(name))
    except ContractError:
        return False


def _is_data(word: str, data: Data) -> bool:
    if not word.isascii():
        return word in data.text
    return word in data.words or word in CODES or ("." in word and _is_measure(word))
