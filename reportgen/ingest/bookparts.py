"""The parts of an .xlsx that its sheets refer to: their places, shared strings, styles."""

import posixpath
import re
from collections.abc import Collection, Mapping

from reportgen.ingest.archive import Archive
from reportgen.ingest.scan import SheetScan
from reportgen.ingest.sniff import damaged
from reportgen.ingest.xmlparts import local, parse
from reportgen.model.text import text

WORKBOOK = "xl/workbook.xml"
_RELS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedstrings.xml"
_STYLES = "xl/styles.xml"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = frozenset({"1", "true", "on"})


class Book:
    """What the sheets refer to: their parts, blank shared strings, struck styles."""

    def __init__(self, archive: Archive, parts: Mapping[str, str]) -> None:
        self.archive = archive
        self.since_1904 = False
        self._parts = parts
        self._sheets: list[tuple[SheetScan, str]] = []
        self._targets: dict[str, str] = {}
        if _RELS in parts:
            parse(archive, parts[_RELS], self._relation)
        parse(archive, parts[WORKBOOK], self._workbook)
        strings = _Strings(archive, parts.get(_STRINGS, ""))
        self.strings, self.blank_strings = strings.count, frozenset(strings.blank)
        self.struck = _struck_styles(archive, parts.get(_STYLES, ""))

    def sheets(self) -> list[tuple[SheetScan, str]]:
        """Return each sheet and the name of its part."""
        return self._sheets

    def _relation(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self._targets[attributes.get("Id", "")] = path.lower()

    def _workbook(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "workbookPr":
                self.since_1904 = attributes.get("date1904", "").lower() in TRUE
            case "sheet":
                self._add_sheet(attributes)

    def _add_sheet(self, attributes: dict[str, str]) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        target = self._targets.get(relation)
        if target is None:
            return  # a chart or a macro sheet
        if target not in self._parts:
            raise damaged(text("a whole workbook; its part {name} is missing", name=target))
        hidden = attributes.get("state", "visible") != "visible"
        scan = SheetScan(name=attributes.get("name", ""), hidden=hidden)
        self._sheets.append((scan, self._parts[target]))


class _Strings:
    """Counts the shared strings and remembers the blank ones."""

    def __init__(self, archive: Archive, part: str) -> None:
        self.count = 0
        self.blank: set[int] = set()
        self._filled = False
        self._inside = self._phonetic = False
        if part:
            parse(archive, part, self._start, self._end, self._characters)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        match local(name):
            case "si":
                self._filled = False
            case "t":
                self._inside = not self._phonetic
            case "rPh":
                self._phonetic = True

    def _characters(self, data: str) -> None:
        if self._inside and not self._filled:
            self._filled = not is_blank(data)

    def _end(self, name: str) -> None:
        match local(name):
            case "si":
                if not self._filled:
                    self.blank.add(self.count)
                self.count += 1
            case "t":
                self._inside = False
            case "rPh":
                self._phonetic = False


def _struck_styles(archive: Archive, part: str) -> Collection[str]:
    """Return the cell styles (as ``s`` names them) whose font is struck through."""
    fonts: list[bool] = []
    struck: set[str] = set()
    within = ""
    formats = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal within, formats
        match local(name):
            case "fonts" | "cellXfs" as section:
                within = section
            case "font" if within == "fonts":
                fonts.append(False)
            case "strike" if within == "fonts" and fonts:
                fonts[-1] = attributes.get("val", "1").lower() in TRUE
            case "xf" if within == "cellXfs":
                font = attributes.get("fontId", "0")
                if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
                    struck.add(str(formats))
                formats += 1

    def end(name: str) -> None:
        nonlocal within
        if local(name) == within:
            within = ""

    if part:
        parse(archive, part, start, end)
    return struck


def is_blank(found: str) -> bool:
    r"""Whether a stored text shows nothing.

    >>> is_blank(" "), is_blank("_x0009_"), is_blank("0")
    (True, True, False)
    """
    if "_x" in found:
        found = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), found)
    return not found.strip()
