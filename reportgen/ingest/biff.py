"""A look through the records of an .xls: errors, merged ranges, hidden rows, and a count of its own."""

import struct
from collections.abc import Iterator
from pathlib import Path

from reportgen.ingest.limits import Limits
from reportgen.ingest.refusal import RefusalError
from reportgen.ingest.scan import Scan, SheetScan
from reportgen.ingest.sniff import AS_XLSX, damaged, mismatch, password
from reportgen.model.text import text

_BOF, _EOF = 0x0809, 0x000A
_BIFF8 = 0x0600
_FILEPASS, _DATEMODE, _BOUNDSHEET = 0x002F, 0x0022, 0x0085
_ROW, _MERGED = 0x0208, 0x00E5
_NUMBER, _RK, _LABEL, _RSTRING, _LABELSST = 0x0203, 0x027E, 0x0204, 0x00D6, 0x00FD
_MULRK, _BOOLERR = 0x00BD, 0x0205
_FORMULAS = (0x0006, 0x0206, 0x0406)
_STRING = 0x0207
_HIDDEN_ROW = 0x20
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_SINGLE = frozenset({_NUMBER, _RK, _LABEL, _RSTRING, _LABELSST})
_TEXTS = frozenset({_LABEL, _RSTRING, _LABELSST})
_NO_NUMBER = 0xFFFF
_TEXT_RESULT, _ERROR_RESULT, _BLANK_RESULT, _NUMERIC_RESULT = 0, 2, 3, 256

Record = tuple[int, bytes]


def scan_xls(path: Path, limits: Limits) -> Scan:
    """Return what stands in each sheet of an .xls of Excel 97 or later.

    Raises:  RefusalError E105 if it is damaged, E106 if it has a password, E107 if it is older,
             E108 if it is another kind of document, E110 and E113 if it is larger than allowed.
    """
    data = _workbook_stream(path)
    try:
        date_system, places = _globals(data)
        sheets = tuple(_scan_sheet(data, at, name, limits, hidden=hidden) for name, at, hidden in places)
    except struct.error as error:
        raise damaged(text("a whole workbook; its records are cut off"), str(error)) from error
    return Scan(sheets=sheets, date_system=date_system)


def _workbook_stream(path: Path) -> bytes:
    import olefile  # late: few workbooks need it

    try:
        with olefile.OleFileIO(path) as ole:
            names = {"/".join(entry) for entry in ole.listdir()}
            if "EncryptedPackage" in names:
                raise password()
            name = next((one for one in ("Workbook", "Book") if one in names), "")
            data: bytes = ole.openstream(name).read() if name else b""
            size = ole.get_size(name) if name else 0
    except (OSError, ValueError, IndexError, TypeError, RecursionError, struct.error) as error:
        raise damaged(text("a whole workbook; its container is cut off"), str(error)) from error
    if not names or len(data) < size:
        raise damaged(text("a whole workbook; its container is cut off"), f"{len(data)} < {size} B")
    if not name:
        raise mismatch(path.suffix, text("a workbook; the content is another Office document"))
    if path.suffix in {".xlsx", ".xlsm", ".csv", ".tsv", ".txt"}:
        expected = text("a file of this suffix, not a workbook of the old format")
        raise mismatch(path.suffix, expected, text("rename it to .xls"))
    return data


def _records(data: bytes, at: int = 0) -> Iterator[Record]:
    """Yield the records of one substream, up to its end."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + size]
        if len(body) < size:
            break
        at += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, body
        if not depth:
            return
    raise damaged(text("a whole workbook; its records are cut off"))


def _globals(data: bytes) -> tuple[int, list[tuple[str, int, bool]]]:
    """Return the date system, and name, offset and visibility of each sheet."""
    date_system = 1900
    sheets = []
    for number, (kind, body) in enumerate(_records(data)):
        if not number and (kind != _BOF or body[:2] != struct.pack("<H", _BIFF8)):
            raise RefusalError("E107", text("a workbook of Excel 97 or later"), value=body[:4].hex(), hint=AS_XLSX)
        if kind == _FILEPASS:
            raise password()
        if kind == _DATEMODE and body[:1] == b"\x01":
            date_system = 1904
        if kind == _BOUNDSHEET and len(body) > 8 and not body[5]:  # noqa: PLR2004 - a worksheet's record has a name
            offset, state = struct.unpack_from("<IB", body)
            wide = body[7] & 1
            name = body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
            sheets.append((name, offset, bool(state & 3)))
    return date_system, sheets


def _scan_sheet(data: bytes, at: int, name: str, limits: Limits, *, hidden: bool) -> SheetScan:
    sheet = SheetScan(name=name, hidden=hidden)
    cells = _Cells(sheet, limits)
    for kind, body in _records(data, at):
        if kind == _ROW:
            row, options = struct.unpack_from("<H10xI", body)
            if options & _HIDDEN_ROW:
                sheet.hidden_rows.append(row + 1)
        elif kind == _MERGED:
            for first, last, left, right in struct.iter_unpack("<4H", body[2:]):
                sheet.merged.append((first + 1, left + 1, last + 1, right + 1))
        else:
            cells.take(kind, body)
    sheet.check_area(limits)
    return sheet


class _Cells:
    """Counts the cells of one sheet."""

    def __init__(self, sheet: SheetScan, limits: Limits) -> None:
        self._sheet = sheet
        self._limits = limits
        self._text_formula: tuple[int, int] | None = None

    def take(self, kind: int, body: bytes) -> None:
        """Count the cells of one record, if it is a record of cells."""
        if kind in _FORMULAS:
            self._formula(body)
        elif kind == _STRING and self._text_formula:
            self._count(*self._text_formula)
            self._sheet.formulas += 1
            self._sheet.uncertain += 1
            self._text_formula = None
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for column in range(first, first + (len(body) - 6) // 6):
                self._count(row, column)
        elif kind == _BOOLERR:
            row, column, value, is_error = struct.unpack_from("<HH2xBB", body)
            self._error(row, column, value) if is_error else self._count(row, column)
        elif kind in _SINGLE:
            self._count(*struct.unpack_from("<HH", body))
            self._sheet.uncertain += kind in _TEXTS

    def _formula(self, body: bytes) -> None:
        row, column, what, value, mark = struct.unpack_from("<HH2xBxB3xH", body)
        self._text_formula = None
        if mark != _NO_NUMBER:
            what = _NUMERIC_RESULT
        if what == _TEXT_RESULT:
            self._text_formula = (row, column)
        elif what == _ERROR_RESULT:
            self._error(row, column, value)
        elif what != _BLANK_RESULT:
            self._count(row, column)
            self._sheet.formulas += 1

    def _count(self, row: int, column: int) -> None:
        self._sheet.values += 1
        self._sheet.note(row + 1, column + 1, self._limits)

    def _error(self, row: int, column: int, code: int) -> None:
        self._sheet.errors[(row + 1, column + 1)] = _ERRORS.get(code, f"#{code}")
        self._sheet.note(row + 1, column + 1, self._limits)
