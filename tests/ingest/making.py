"""Files of every shape, sound and broken, written byte by byte where no library would write them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
_LIMIT = 256 << 20
HEADER = ("客户编号", "客户名称", "服务态度", "日期")
TABLE: Rows = (HEADER, ("C01", "东方机械", 5, "2026-07-01"), ("C02", "恒达电子", 4, "2026-07-02"))


def xlsx(*sheets: Rows, names: Sequence[str] = ("问卷", "台账", "附表"), **options: bool) -> bytes:
    """Return a workbook with these sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        for rows, name in zip(sheets or (TABLE,), names, strict=False):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write(number, column, value)
    return file.getvalue()


def built(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """Return a workbook of one sheet that ``fill(book, sheet)`` has filled below the usual table."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("问卷")
        for number, row in enumerate(TABLE):
            sheet.write_row(number, 0, row)
        fill(book, sheet)
    return file.getvalue()


def changed(book: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook one of whose parts is changed."""
    return rezipped(book, {part: change})


def rezipped(
    book: bytes,
    changes: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType({}),
    extra: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return a workbook with some parts changed and some added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            change = changes.get(info.filename)
            new.writestr(info.filename, change(content) if change else content)
        for name, content in extra.items():
            new.writestr(name, content)
    return file.getvalue()


def with_rows(rows_xml: str) -> Callable[[bytes], bytes]:
    """Return the change that puts other rows into a sheet."""

    def change(xml: bytes) -> bytes:
        before, after = xml.split(b"<sheetData>")[0], xml.split(b"</sheetData>")[1]
        return before + b"<sheetData>" + rows_xml.encode() + b"</sheetData>" + after

    return change


SHEET = "xl/worksheets/sheet1.xml"


def sheet_xml(rows_xml: str) -> bytes:
    """Return a workbook whose one sheet has these rows."""
    return changed(xlsx(), SHEET, with_rows(rows_xml))


def inline(cells: Iterable[str], row: int) -> str:
    """Return a row of inline strings."""
    return (
        f'<row r="{row}">' + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"
    )


def bomb(part: str, head: bytes, piece: bytes, tail: bytes, *, size: int) -> bytes:
    """Return a workbook one of whose parts holds ``piece`` over and over, ``size`` bytes in all.

    The pieces are deflated once and repeated: a full flush makes deflated blocks independent.
    """
    block = piece * max(1, (1 << 20) // len(piece))
    times = size // len(block)
    checksum = 0
    if size < _LIMIT:  # beyond it no reader gets as far as the checksum
        for part_of_it in (head, *[block] * times, tail):
            checksum = zlib.crc32(part_of_it, checksum)
    packed = _flushed(head) + _flushed(block) * times + _ended(tail)
    return _raw_zip(xlsx(), (part, packed, checksum, len(head) + times * len(block) + len(tail)))


def _flushed(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def _ended(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FINISH)


def _raw_zip(book: bytes, part: tuple[str, bytes, int, int]) -> bytes:
    """Return a workbook with a part given as name, deflated bytes, checksum and size."""
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        whole = {name: old.read(name) for name in old.namelist() if name != part[0]}
    parts = [(name, _ended(data), zlib.crc32(data), len(data)) for name, data in whole.items()]
    parts.append(part)
    local, directory = b"", b""
    for name, data, crc, length in parts:
        fixed = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(data), length, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<HHHII", 0, 0, 0, 0, len(local))
        directory += name.encode()
        local += b"PK\x03\x04" + fixed + name.encode() + data
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), len(local), 0)
    return local + directory + end


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file (the container of an .xls) with these streams."""
    sector = 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    body = b""
    for number, (name, data) in enumerate(streams.items(), start=1):
        padded = data + b"\0" * (max(8 * sector, -len(data) % sector + len(data)) - len(data))
        count = len(padded) // sector
        first = len(fat)
        fat += [*range(first + 1, first + count), 0xFFFFFFFE]
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(padded), right=right))
        body += padded
    entries += [b"\0" * 128] * (4 - len(entries))
    assert len(fat) <= sector // 4
    table = struct.pack(f"<{sector // 4}I", *fat, *[0xFFFFFFFF] * (sector // 4 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + table + b"".join(entries) + body


def _entry(
    name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    wide = name.encode("utf-16-le")
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide) + 2, kind, 1, 0xFFFFFFFF, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", first, size)
    )


def xls(*, password: bool = False, since_1904: bool = False) -> bytes:
    """Return an .xls: the table, an error, a formula, a hidden row and a merged range."""
    texts = [*HEADER, "C01", "东方机械", "C02", "恒达电子"]
    strings = struct.pack("<II", len(texts), len(texts)) + b"".join(
        struct.pack("<HB", len(one), 1) + one.encode("utf-16-le") for one in texts
    )
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0))
    head = (_record(0x002F, b"\0" * 6) if password else b"") + _record(0x0022, struct.pack("<H", since_1904))
    tail = _record(0x00FC, strings) + _record(0x000A, b"")
    name = "问卷".encode("utf-16-le")
    place = len(start) + len(head) + 4 + 8 + len(name) + len(tail)
    bound = _record(0x0085, struct.pack("<IBBBB", place, 0, 0, 2, 1) + name)
    label = [_record(0x00FD, struct.pack("<HHHI", row, column, 0, index)) for row, column, index in _labels()]
    cells = [
        _record(0x0208, struct.pack("<HHHHHHI", 2, 0, 4, 255, 0, 0, 0x20)),
        *label,
        _record(0x0203, struct.pack("<HHHd", 1, 2, 0, 5.0)),
        _record(0x00BD, struct.pack("<HH", 2, 2) + struct.pack("<HI", 0, 4 << 2 | 2) * 2 + struct.pack("<H", 3)),
        _record(0x0205, struct.pack("<HHHBB", 3, 2, 0, 0x07, 1)),
        _record(0x0006, struct.pack("<HHHdHIH", 3, 3, 0, 9.0, 0, 0, 0)),
        _record(0x0006, struct.pack("<HHHBBBBBBHHIH", 3, 1, 0, 2, 0, 0x2A, 0, 0, 0, 0xFFFF, 0, 0, 0)),
        _record(0x00E5, struct.pack("<HHHHH", 1, 1, 2, 0, 0)),
    ]
    sheet = (
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0))
        + b"".join(cells)
        + _record(0x000A, b"")
    )
    return ole({"Workbook": start + head + bound + tail + sheet})


def _labels() -> list[tuple[int, int, int]]:
    return [(0, column, column) for column in range(4)] + [(1, 0, 4), (1, 1, 5), (2, 0, 6), (2, 1, 7)]


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
