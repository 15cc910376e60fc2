"""Parts of broken files that several cases share."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from tests.faults.workspace import rule
from tests.ingest.making import HEADER, SHEET, TABLE, bomb, built, inline, rezipped, sheet_xml, xlsx

CSV = "".join(",".join(map(str, row)) + "\n" for row in TABLE)
ROWS = [[f"C{number:02d}", "东方机械", str(number % 5 + 1), "2026-07-01"] for number in range(1, 41)]
LONG = "\n".join([",".join(HEADER), *(",".join(row) for row in ROWS)]) + "\n"
SURVEY = rule(
    "survey",
    {"client_id": "客户编号", "department": "客户名称", "answered_at": "日期"},
    layout="wide",
    questions={"Q1": ["服务态度"]},
    duplicates="all",
)
"""The rule for the table of ``tests.ingest.making``."""
XXE = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">'.encode() for n in range(1, 9))
    + b"]><Types>&a8;</Types>"
)
GIB = 1 << 30


def replaced(row: int, line: str) -> str:
    """Return the long table with one of its lines replaced."""
    rows = LONG.splitlines()
    rows[row - 1] = line
    return "\n".join(rows) + "\n"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def broken_checksum() -> bytes:
    """Return a workbook one of whose bytes was lost on its way."""
    book = bytearray(rezipped(xlsx(), extra={"docProps/extra.txt": b"plain text " * 100}))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        info = archive.getinfo(SHEET)
    start = info.header_offset + 30 + len(info.filename)
    book[start + info.compress_size // 2] ^= 0xFF
    return bytes(book)


def two_of_one_name() -> bytes:
    """Return a workbook with two members of one name."""
    file = io.BytesIO(xlsx())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return file.getvalue()


def hidden() -> bytes:
    """Return a workbook with a hidden sheet, hidden rows and a filter."""

    def fill(book: Any, sheet: Any) -> None:
        book.add_worksheet("留着").activate()
        sheet.hide()
        sheet.autofilter(0, 0, 2, 3)
        for row in (1, 2):
            sheet.set_row(row, None, None, {"hidden": True})

    return built(fill)


def with_links(book: bytes, server: str = "127.0.0.1:9") -> bytes:
    """Return a workbook with a link to another one, a picture and a pivot cache."""
    link = (
        b'<Relationships><Relationship Id="rId1" TargetMode="External" Target="http://'
        + server.encode()
        + b'/x.xlsx"/></Relationships>'
    )
    return rezipped(
        book,
        extra={
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": link,
            "xl/media/image1.png": b"\x89PNG" + bytes(1000),
            "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
        },
    )


def blanks_bomb() -> bytes:
    """Return a sheet of a gigabyte of blanks."""
    return bomb(SHEET, b"<worksheet><sheetData>", b" ", b"</sheetData></worksheet>", size=GIB)


def cells_bomb() -> bytes:
    """Return a sheet of a gigabyte of cells."""
    return bomb(SHEET, b"<worksheet>", b"<c><v>1</v></c>", b"</worksheet>", size=GIB)


def string_bomb() -> bytes:
    """Return a workbook one of whose texts is a gigabyte long."""
    return bomb("xl/sharedStrings.xml", b"<sst><si><t>", b"x", b"</t></si></sst>", size=GIB)


def tag_bomb() -> bytes:
    """Return a sheet whose first tag has 200 MB."""
    return bomb(SHEET, b"<worksheet ", b" ", b"/>", size=200 << 20)


def far_cell(place: str, row: int) -> bytes:
    """Return a workbook with two cells, one of them far away."""
    return sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{place}"><v>1</v></c></row>')


BOMBS = {
    "A13 blanks": (blanks_bomb, "E109"),
    "A13 cells": (cells_bomb, "E109"),
    "A13 string": (string_bomb, "E109"),
    "A13 tag": (tag_bomb, "E109"),
    "A13 parts": (lambda: zipped({f"x/{n}": b"" for n in range(10_001)}), "E109"),
    "A14": (lambda: far_cell("XFD1048576", 1_048_576), "E110"),
    "A14 inside": (lambda: far_cell("BZT200000", 200_000), "E110"),
    "A16 xxe": (lambda: rezipped(xlsx(), {"xl/sharedStrings.xml": lambda _: XXE}), "E111"),
    "A16 laughs": (lambda: rezipped(xlsx(), {"[Content_Types].xml": lambda _: LAUGHS}), "E111"),
    "A16 unused part": (lambda: rezipped(xlsx(), extra={"customXml/item1.xml": XXE}), "E111"),
}
"""Files of a few kilobytes that cost a believing reader its memory, and their codes."""


def many_rows(count: int = 1201) -> bytes:
    """Return a workbook with so many rows."""
    return sheet_xml("".join(inline(("C01", "1"), row) for row in range(1, count + 1)))


def million_rows() -> bytes:
    """Return a workbook with 1,000,000 rows, in 30 MB of XML."""
    row = b'<row><c t="inlineStr"><is><t>C01</t></is></c></row>'
    block = (1 << 20) // len(row) * len(row)
    size = -(-1_000_000 * len(row) // block) * block
    return bomb(SHEET, b"<worksheet><sheetData>", row, b"</sheetData></worksheet>", size=size)
