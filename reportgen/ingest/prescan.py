"""A stream through the XML of an .xlsx in bounded memory: what the parser would not say, or die of."""

import re
from collections.abc import Collection
from pathlib import Path

from reportgen.ingest.archive import Archive
from reportgen.ingest.bookparts import TRUE, WORKBOOK, Book, is_blank
from reportgen.ingest.limits import Limits
from reportgen.ingest.opendocument import is_open_document
from reportgen.ingest.refusal import Place, RefusalError
from reportgen.ingest.scan import Scan, SheetScan
from reportgen.ingest.sheet import column_number
from reportgen.ingest.sniff import AS_XLSX, damaged, mismatch
from reportgen.ingest.xmlparts import check_prolog, local, parse
from reportgen.model.text import text

_DIGITS = "0123456789"
_RANGE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_OTHER_ELEMENTS = 2_000_000
_LAST_COLUMN = 16_384


def scan_xlsx(path: Path, limits: Limits) -> Scan:
    """Return what stands in each sheet of an .xlsx or .xlsm.

    Raises:  RefusalError E105 to E113 if it is damaged, hostile or larger than allowed.
    """
    archive = Archive(path, limits)
    parts = {name.lower(): name for name in archive.names()}
    if WORKBOOK not in parts:
        raise _no_workbook(parts, path.suffix)
    archive.check()
    for lowered, name in parts.items():
        if lowered.endswith((".xml", ".rels", ".vml")):
            check_prolog(archive, name)
    book = Book(archive, parts)
    return Scan(
        sheets=tuple(_scan_sheet(book, part, sheet, limits) for sheet, part in book.sheets()),
        date_system=1904 if book.since_1904 else 1900,
        macros="xl/vbaproject.bin" in parts,
    )


def _scan_sheet(book: Book, part: str, sheet: SheetScan, limits: Limits) -> SheetScan:
    reader = _SheetReader(book, sheet, limits, part)
    parse(book.archive, part, reader.start, reader.end, reader.characters)
    sheet.check_area(limits)
    return sheet


class _SheetReader:
    """Handlers that count one sheet's cells. Cells stand where their reference says, as in the parser."""

    def __init__(self, book: Book, sheet: SheetScan, limits: Limits, part: str) -> None:
        self._book = book
        self._sheet = sheet
        self._limits = limits
        self._part = part
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._row = self._column = self._others = 0
        self._type: str | None = None
        self._style: str | None = None
        self._formula = self._reading = self._phonetic = False
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match self._names.get(name):
            case "c":
                self._cell(attributes)
            case "v":
                self._reading = True
            case "f":
                self._formula = True
            case "row":
                self._new_row(attributes)
            case "t":
                self._reading = not self._phonetic
            case "rPh":
                self._phonetic = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case _:
                self._other(name)

    def characters(self, data: str) -> None:
        if self._reading:
            self._text += data

    def end(self, name: str) -> None:
        match self._names.get(name):
            case "v" | "t":
                self._reading = False
            case "c":
                self._finish()
            case "rPh":
                self._phonetic = False

    def _other(self, name: str) -> None:
        if not self._others:  # the root: its prefix is everyone's
            prefix = name[: -len(local(name))]
            known = ("c", "v", "f", "row", "t", "rPh", "mergeCell")
            self._names = {f"{prefix}{one}": one for one in known}
        self._others += 1
        if self._others > _OTHER_ELEMENTS:
            expected = text("a sheet of cells; {name} is full of something else", name=self._part)
            raise RefusalError("E109", expected, place=Place(self._sheet.name))

    def _new_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        self._row = int(stated) if stated.isdecimal() else self._row + 1
        self._column = 0
        if attributes.get("hidden", "").lower() in TRUE:
            self._sheet.hidden_rows.append(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            name = reference.rstrip(_DIGITS)
            self._column = self._columns.get(name) or self._new_column(name)
            row = reference[len(name) :]
            if not row:
                raise self._bad_reference(reference)
            self._row = int(row)
        else:
            self._column += 1
        self._type = attributes.get("t")
        self._style = attributes.get("s")
        self._formula = False
        self._text = ""

    def _new_column(self, name: str) -> int:
        number = column_number(name)
        if not 0 < number <= _LAST_COLUMN:
            raise self._bad_reference(name)
        self._columns[name] = number
        return number

    def _finish(self) -> None:
        """Judge the cell that ends here: blank, error, uncalculated or a value."""
        sheet, place = self._sheet, (self._row, self._column)
        if self._type == "s" and self._text:
            if self._is_blank_string():
                return
        elif is_blank(self._text):
            if not self._formula or self._type == "str":
                return
            sheet.uncalculated.append(place)
            sheet.note(*place, self._limits)
            return
        if self._type == "e":
            sheet.errors[place] = self._text
        else:
            sheet.values += 1
            sheet.formulas += self._formula
        sheet.note(*place, self._limits)
        if self._style in self._book.struck and self._row not in sheet.strike_rows[-1:]:
            sheet.strike_rows.append(self._row)

    def _is_blank_string(self) -> bool:
        index = int(self._text) if self._text.strip().isdecimal() else -1
        if not 0 <= index < self._book.strings:
            raise damaged(text("a whole workbook; a cell's text is missing"), f"{self._part} {self._text[:20]}")
        return index in self._book.blank_strings

    def _merge(self, reference: str) -> None:
        found = _RANGE.match(reference)
        if not found:
            raise self._bad_reference(reference)
        left, top, right, bottom = found.groups()
        first = (int(top), column_number(left))
        last = (int(bottom), column_number(right)) if right else first
        self._sheet.merged.append((*first, *last))

    def _bad_reference(self, reference: str) -> RefusalError:
        return damaged(text("references to cells such as B12; {name} has others", name=self._part), reference[:20])


def _no_workbook(parts: Collection[str], suffix: str) -> RefusalError:
    if is_open_document(parts):
        return mismatch(suffix, text("a workbook of Excel; this one is OpenDocument"), text("rename it to .ods"))
    if "xl/workbook.bin" in parts:
        return RefusalError(
            "E107", text("a workbook in a format that is read: .xlsx, .xls or .ods"), value=suffix, hint=AS_XLSX
        )
    if not any(name.startswith("xl/") for name in parts):
        hint = text("unpack it and deliver the files inside") if suffix == ".zip" else AS_XLSX
        return mismatch(suffix, text("a workbook; the zip holds none"), hint)
    return damaged(text("a whole workbook; its part {name} is missing", name=WORKBOOK))
