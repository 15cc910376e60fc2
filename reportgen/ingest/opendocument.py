"""A stream through the XML of an .ods in bounded memory: what the parser would not say, or die of."""

import re
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from reportgen.ingest.archive import Archive
from reportgen.ingest.limits import Limits
from reportgen.ingest.opencells import Cell, Row, counted, read_row
from reportgen.ingest.refusal import RefusalError
from reportgen.ingest.scan import Scan, SheetScan
from reportgen.ingest.sniff import AS_XLSX, damaged, mismatch, password
from reportgen.ingest.xmlparts import check_prolog, local, parse
from reportgen.model.text import text

CONTENT = "content.xml"
_MANIFEST = "meta-inf/manifest.xml"
_EPOCHS = {"1899-12-30": 1900, "1904-01-01": 1904}
Start = Callable[[dict[str, str]], None]
_MACROS = re.compile(r"basic/[^/]+/[^/]+\.xml|scripts/[^/]+/.+")


def scan_ods(path: Path, limits: Limits) -> Scan:
    """Return what stands in each sheet of an OpenDocument workbook; copies of other files' sheets are left out.

    Raises:  RefusalError E105 to E113 if it is damaged, hostile, encrypted, larger than allowed, or counts its
             days from a day of its own.
    """
    archive = Archive(path, limits)
    parts = {name.lower(): name for name in archive.names()}
    if _MANIFEST in parts:
        _check_password(archive, parts[_MANIFEST])
    if "xl/workbook.xml" in parts:
        raise mismatch(
            path.suffix, text("a workbook of OpenDocument; this one is Excel's"), text("rename it to .xlsx")
        )
    if CONTENT not in parts and not {"mimetype", _MANIFEST} & parts.keys():
        raise mismatch(path.suffix, text("a workbook; the zip holds none"))
    if CONTENT not in parts:
        raise damaged(text("a whole workbook; its part {name} is missing", name=CONTENT))
    archive.check()
    for lowered, name in parts.items():
        if lowered.endswith((".xml", ".rdf")):
            check_prolog(archive, name)
    reader = _Reader(limits)
    parse(archive, parts[CONTENT], reader.start, reader.end, reader.characters)
    for sheet in reader.sheets:
        sheet.check_area(limits)
    return Scan(
        sheets=tuple(reader.sheets),
        date_system=_EPOCHS[reader.epoch],
        macros=any(_MACROS.fullmatch(name) and not name.endswith("/script-lb.xml") for name in parts),
    )


def _check_password(archive: Archive, manifest: str) -> None:
    """Refuse a workbook of which any part is encrypted; the manifest says so."""

    def start(name: str, _attributes: dict[str, str]) -> None:
        if local(name) == "encryption-data":
            raise password()

    parse(archive, manifest, start)


class _Reader:
    """Handlers that count the cells of every sheet; a repeated row or cell counts as often as it stands there."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[SheetScan] = []
        self.epoch = "1899-12-30"
        self._limits = limits
        self._sheet: SheetScan | None = None
        self._linked = False
        self._depth = 0
        self._style = ""
        self._struck: set[str] = set()
        self._hidden: set[str] = set()
        self._columns: list[tuple[int, str]] = []
        self._row: Row | None = None
        self._cell: Cell | None = None
        self._next = 1
        self._spread = 0
        self._notes = self._inside = 0
        self._starts: dict[str, Start] = {
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "annotation": self._start_note,
            "table-row": self._start_row,
            "table-column": self._start_column,
            "table": self._open,
            "table-source": self._start_source,
            "null-date": self._set_epoch,
            "style": self._start_style,
            "text-properties": self._start_letters,
            "table-properties": self._start_look,
            **{one: partial(self._start_shown, one) for one in ("p", "s", "tab", "line-break")},
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if handle := self._starts.get(local(name)):
            handle(attributes)

    def characters(self, data: str) -> None:
        if self._inside and self._cell is not None and not self._notes:
            self._cell.shown += data

    def end(self, name: str) -> None:
        match local(name):
            case "table-cell" | "covered-table-cell" if self._row is not None and self._cell is not None:
                self._row.add(self._cell)
                self._cell = None
            case "annotation":
                self._notes -= 1
            case "p" if self._cell is not None and not self._notes:
                self._inside -= 1
            case "table-row" if self._row is not None:
                self._finish(self._row)
                self._row = None
            case "table":
                self._close()

    # -------------------------------------------------------------- what a sheet is made of
    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._row is not None and self._cell is None:
            self._cell = Cell.of(attributes, self._column_style())

    def _start_note(self, _attributes: dict[str, str]) -> None:
        self._notes += 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._row is None:
            self._row = Row.of(attributes, self._next)

    def _start_column(self, attributes: dict[str, str]) -> None:
        style = attributes.get("table:default-cell-style-name", "")
        self._columns.append((counted(attributes, "table:number-columns-repeated"), style))

    def _start_source(self, _attributes: dict[str, str]) -> None:
        self._linked = True

    # -------------------------------------------------------------- what its styles say
    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _start_letters(self, attributes: dict[str, str]) -> None:
        if attributes.get("style:text-line-through-style", "none") != "none":
            self._struck.add(self._style)

    def _start_look(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden.add(self._style)

    # -------------------------------------------------------------- what a cell shows
    def _start_shown(self, element: str, attributes: dict[str, str]) -> None:
        if self._cell is not None and not self._notes:
            self._write(self._cell, element, attributes)

    def _write(self, cell: Cell, element: str, attributes: dict[str, str]) -> None:
        """Add what an element inside a cell shows: a further paragraph, blanks, a tab, a line break."""
        match element:
            case "p":
                cell.shown += "\n" if cell.paragraphs else ""
                cell.paragraphs += 1
                self._inside += 1
            case "s":
                cell.shown += " " * min(counted(attributes, "text:c"), self._limits.cell_characters)
            case _:
                cell.shown += "\t" if element == "tab" else "\n"
                cell.broken = True

    def _open(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        name = attributes.get("table:name", "")
        if self._depth > 1 or any(sheet.name == name for sheet in self.sheets):
            raise damaged(text("a workbook whose sheets stand side by side, each with a name of its own"), name)
        hidden = attributes.get("table:style-name", "") in self._hidden
        self._sheet = SheetScan(name=name, hidden=hidden)
        self._linked, self._next, self._columns, self._spread = False, 1, [], 0

    def _close(self) -> None:
        self._depth -= 1
        if self._sheet is not None and not (self._linked and self._sheet.name.startswith("'file:")):
            self.sheets.append(self._sheet)
        self._sheet = None

    def _column_style(self) -> str:
        """Return the style that the column of the next cell gives its cells."""
        place = self._row.width if self._row else 0
        for times, style in self._columns:
            if place < times:
                return style
            place -= times
        return ""

    def _finish(self, row: Row) -> None:
        """Judge the row that ends here."""
        if self._sheet is not None:
            self._check_spread(row)
            read_row(self._sheet, row, self._struck, self._limits)
            if row.hidden:
                last = min(row.last, self._limits.workbook_rows)
                self._sheet.hidden_rows.extend(range(row.first, last + 1))
        self._next = row.last + 1

    def _check_spread(self, row: Row) -> None:
        """Refuse blank cells, repeated before another cell, that the parser could not lay out in memory."""
        self._spread += row.width - (row.cells[-1].times if row.cells else 0)
        if self._spread > self._limits.cells:
            raise RefusalError(
                "E110",
                text("a sheet of at most {cells} cells from A1 to its last one", cells=self._limits.cells),
                value=str(self._spread),
                hint=AS_XLSX,
            )

    def _set_epoch(self, attributes: dict[str, str]) -> None:
        day = attributes.get("table:date-value", self.epoch)
        if day not in _EPOCHS:
            raise RefusalError(
                "E107",
                text("a workbook that counts its days from {days}", days=", ".join(_EPOCHS)),
                value=day,
                hint=AS_XLSX,
            )
        self.epoch = day


def is_open_document(parts: Collection[str]) -> bool:
    """Whether a zip with these parts is a workbook of OpenDocument.

    >>> is_open_document({"mimetype", "content.xml"}), is_open_document({"xl/workbook.xml"})
    (True, False)
    """
    return CONTENT in parts or "encrypted-package" in parts
