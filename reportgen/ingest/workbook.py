"""Workbooks to tables of text cells: values from the parser, everything it leaves out from the scan."""

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from reportgen.ingest.biff import scan_xls
from reportgen.ingest.blocks import BLOCK_ROWS, Cells, CellsWriter
from reportgen.ingest.celltext import Marks, Rows
from reportgen.ingest.filled import check_filled
from reportgen.ingest.job import Job, Outcome
from reportgen.ingest.limits import Limits
from reportgen.ingest.opendocument import scan_ods
from reportgen.ingest.prescan import scan_xlsx
from reportgen.ingest.refusal import Place, RefusalError
from reportgen.ingest.rowfaults import RowFaults, garbled
from reportgen.ingest.scan import Scan, SheetScan
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.sniff import ODS, Container, damaged
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_SCANS: Mapping[str, Callable[[Path, Limits], Scan]] = {"xls": scan_xls, "xlsx": scan_xlsx, "ods": scan_ods}
_PATTERN_SIGNS = "*?["
_LISTED = 12
_HEADER_SEARCH = 10


def read_workbook(job: Job, container: Container) -> Outcome:
    """Return the chosen sheets of a workbook.

    Raises:  RefusalError if the file as a whole cannot be trusted.
    """
    form = "xls" if container is Container.OLE else "ods" if job.copy.suffix == ODS else "xlsx"
    scan = _SCANS[form](job.copy, job.limits)
    chosen = _chosen(scan.sheets, job.sheet)
    book = _opened(job)
    sheets: list[Sheet] = []
    problems = _macro_note(job, scan)
    for number, found in enumerate(chosen):
        if not found.last_row and job.sheet and len(chosen) > 1:
            problems.append(_note(job, "E104", found.name, "0", text("rows; the sheet is empty and was skipped")))
            continue
        sheet = _read(job, book, found, number, form, scan.date_system)
        sheets.append(sheet)
        problems += _notes(job, found)
    return Outcome(sheets=tuple(sheets), problems=tuple(problems))


def _chosen(sheets: Sequence[SheetScan], wanted: str | None) -> list[SheetScan]:
    """Return the sheets that the rule names; without a name the only one that holds anything."""
    if wanted is None:
        filled = [sheet for sheet in sheets if sheet.last_row] or list(sheets[:1])
        if len(filled) == 1:
            return filled
        raise _ambiguous(sheets, str(len(filled)), text("one sheet, or sheet: in config/sources.yaml"))
    exact = [sheet for sheet in sheets if sheet.name == wanted]
    folded = [sheet for sheet in sheets if _folded(sheet.name) == _folded(wanted)]
    if any(sign in wanted for sign in _PATTERN_SIGNS):
        folded = [sheet for sheet in sheets if fnmatchcase(_folded(sheet.name), _folded(wanted))]
    if not (exact or folded):
        raise _ambiguous(sheets, wanted, text("the sheet that config/sources.yaml names"))
    return exact or folded


def _ambiguous(sheets: Sequence[SheetScan], wanted: str, expected: Text) -> RefusalError:
    listed = ", ".join(f"{sheet.name} ({sheet.last_row})" for sheet in sheets[:_LISTED])
    return RefusalError(
        "E118", expected, value=wanted, hint=text("sheets and their rows: {sheets}", sheets=listed)
    )


def _folded(name: str) -> str:
    return normalize("NFKC", name).strip().casefold()


def _opened(job: Job) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(job.copy))
    except PasswordError as error:
        raise RefusalError("E106", text("a workbook without a password")) from error
    except CalamineError as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> RefusalError:
    return damaged(text("a workbook that the parser can read"), str(error))


def _read(
    job: Job, book: "CalamineWorkbook", found: SheetScan, number: int, encoding: str, date_system: int
) -> Sheet:
    faults = RowFaults(job.name, found.name, job.limits)
    cells, kinds, values = _written(job, book, found, number, faults)
    if not found.values - found.uncertain <= values <= found.values:
        raise _miscounted(found, values)
    _check_header(cells, found.name)
    if not job.allow_empty:
        check_filled(cells, found.name)
    return Sheet(
        file=job.name,
        sheet=found.name,
        sha256=job.sha256,
        encoding=encoding,
        cells=cells,
        kinds=kinds,
        merged=tuple(found.merged),
        hidden_rows=tuple(found.hidden_rows),
        strike_rows=tuple(found.strike_rows),
        date_system=date_system,
        formulas=found.formulas,
        records=found.last_row,
        bad_rows=faults.bad,
    )


def _written(
    job: Job, book: "CalamineWorkbook", found: SheetScan, number: int, faults: RowFaults
) -> tuple[Cells, bytes, int]:
    """Stream the parsed rows into the spool file; return cells, kinds, and how many cells held a value."""
    parsed = _sheet(book, found.name)
    left = parsed.start[1] if parsed.start else 0
    marks = Marks(found)
    width = max(left + parsed.width, marks.width)
    rows = Rows(marks, left, width)
    path = job.spool_file(number)
    with path.open("wb") as file:
        writer = CellsWriter(file, path, width)
        lines = rows.texts(parsed.iter_rows())
        while block := list(islice(lines, BLOCK_ROWS)):
            first_row = writer.count + 1
            columns = list(zip(*block, strict=True))
            faults.look(columns, writer.add(columns, len(block)), first_row)
        return writer.cells(), bytes(rows.kinds), rows.values


def _sheet(book: "CalamineWorkbook", name: str) -> "CalamineSheet":
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise _unreadable(error) from error


def _check_header(cells: Cells, sheet: str) -> None:
    """Refuse a sheet whose headings are garbled: half of the texts of one of its first rows."""
    for row, texts in enumerate(cells[:_HEADER_SEARCH], start=1):
        filled = [cell for cell in texts if not cell.isascii()]
        bad = [cell for cell in filled if garbled(cell)]
        if len(bad) > 1 and 2 * len(bad) >= len(filled):
            raise RefusalError(
                "E133",
                text("readable headings"),
                value=bad[0],
                place=Place(sheet, row),
                hint=text("export it again"),
            )


def _miscounted(found: SheetScan, values: int) -> RefusalError:
    return RefusalError(
        "E123",
        text("the {count} filled cells that the file itself counts", count=found.values),
        value=str(values),
        hint=text("open it in Excel or WPS and save it again"),
        place=Place(found.name),
    )


def _macro_note(job: Job, scan: Scan) -> list[Problem]:
    if not scan.macros:
        return []
    return [_note(job, "W122", "", job.copy.suffix, text("a workbook without macros; they were not run"))]


def _notes(job: Job, found: SheetScan) -> list[Problem]:
    notes = []
    if found.hidden:
        notes.append(
            _note(job, "W119", found.name, found.name, text("a visible sheet; this one is hidden and was read"))
        )
    hidden = [row for row in found.hidden_rows if row <= found.last_row]
    if hidden:
        expected = text("visible rows; {count} are hidden or filtered out, and were read", count=len(hidden))
        notes.append(_note(job, "W119", found.name, _listed(hidden), expected))
    if found.strike_rows:
        expected = text(
            "rows without strike-through; {count} have it, and were read", count=len(found.strike_rows)
        )
        notes.append(_note(job, "W162", found.name, _listed(found.strike_rows), expected))
    if found.formulas:
        expected = text(
            "values; {count} cells are formulas, and their stored results were taken", count=found.formulas
        )
        notes.append(_note(job, "W165", found.name, str(found.formulas), expected))
    return notes


def _listed(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:_LISTED])) + (", …" if len(rows) > _LISTED else "")


def _note(job: Job, code: str, sheet: str, value: str, expected: Text) -> Problem:
    return Problem(code=code, severity=Severity.NOTE, file=job.name, sheet=sheet, value=value, expected=expected)
