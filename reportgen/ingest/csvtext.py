"""CSV and other delimited text to one table of text cells."""

import csv
import io
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from reportgen.ingest.blocks import BLOCK_ROWS, Cells, CellsWriter
from reportgen.ingest.delimiter import Fields, Layout, layout_of
from reportgen.ingest.encoding import Encoding, chunks, encoding_of
from reportgen.ingest.fieldcount import FieldCount, in_line
from reportgen.ingest.filled import check_filled, raise_limit
from reportgen.ingest.job import Job, Outcome
from reportgen.ingest.recordcount import leaves_open, record_count
from reportgen.ingest.refusal import Place, RefusalError
from reportgen.ingest.rowfaults import RowFaults
from reportgen.ingest.sheet import Sheet
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

_LONGEST_FIELD = 16 << 20  # an unclosed quote makes one field of the rest of the file


def read_csv(job: Job) -> Outcome:
    """Return the one table of a delimited text file.

    Raises:  RefusalError if the file as a whole cannot be trusted.
    """
    encoding = encoding_of(job.copy, job.encoding)
    layout = _layout(job, encoding)
    faults = RowFaults(job.name, "", job.limits)
    fields = FieldCount(layout, faults)
    cells, lines = _written(job, encoding, layout, fields, faults)
    fields.finish()
    _check_header(faults, layout)
    if not job.allow_empty:
        check_filled(cells)
    sheet = Sheet(
        file=job.name,
        sha256=job.sha256,
        encoding=encoding.name,
        cells=cells,
        lines=lines,
        records=record_count(chunks(job.copy, encoding), layout.delimiter),
        bad_rows=faults.bad,
        skipped_rows=(1,) if layout.sep_line else (),
        overflow=fields.overflow,
    )
    return Outcome(sheets=(sheet,), problems=_notes(job, layout, fields.trimmed))


def _layout(job: Job, encoding: Encoding) -> Layout:
    parts = chunks(job.copy, encoding)
    sample = next(parts, "")
    layout = layout_of(sample, job.delimiter, whole=next(parts, None) is None)
    if layout.width > job.limits.columns:
        expected = text("at most {columns} columns", columns=job.limits.columns)
        raise RefusalError("E110", expected, value=str(layout.width), place=Place(row=layout.header_row))
    return layout


def _written(
    job: Job, encoding: Encoding, layout: Layout, fields: FieldCount, faults: RowFaults
) -> tuple[Cells, Sequence[int]]:
    """Stream the records into the spool file; return the cells and their physical lines."""
    records = _Records(job, encoding, layout.delimiter, faults)
    path = job.spool_file(0)
    with path.open("wb") as file:
        writer = CellsWriter(file, path, layout.width)
        for block in records.blocks():
            first_row = writer.count + 1
            columns = fields.columns(block.records, first_row, block.lines)
            faults.look(columns, writer.add(columns, len(block.records)), first_row)
            if writer.count > job.limits.csv_rows:
                expected = text("at most {rows} rows", rows=job.limits.csv_rows)
                raise RefusalError("E113", expected, value=str(writer.count), hint=raise_limit())
        return writer.cells(), records.lines()


class _Block(NamedTuple):
    records: list[Fields]
    lines: Sequence[int]


class _Records:
    """The records of a file in blocks, with the physical line in which each begins."""

    def __init__(self, job: Job, encoding: Encoding, delimiter: str, faults: RowFaults) -> None:
        self._job = job
        self._encoding = encoding
        self._delimiter = delimiter
        self._faults = faults
        self._line = ""
        self._lines = array("L")

    def lines(self) -> Sequence[int]:
        """Return the first lines; nothing where each equals the record's number."""
        return self._lines if self._lines and self._lines[-1] != len(self._lines) else ()

    def blocks(self) -> Iterator[_Block]:
        csv.field_size_limit(_LONGEST_FIELD)
        reader = csv.reader(self._remembered(), delimiter=self._delimiter, strict=True)
        start = 1
        while records := self._block(reader, start):
            first_lines = self._lines[-len(records) :]
            start = reader.line_num + 1
            yield _Block(records, first_lines)

    def _block(self, reader: "CsvReader", start: int) -> list[Fields]:
        records: list[Fields] = []
        while len(records) < BLOCK_ROWS:
            known = len(records)
            try:
                records.extend(islice(reader, BLOCK_ROWS - known))
            except csv.Error as error:
                start = self._count_lines(records[known:], start)
                self._blame(error, start, reader.line_num, len(self._lines) + 1)
                records.append(next(csv.reader([self._line], delimiter=self._delimiter)))
                self._lines.append(start)
                start = reader.line_num + 1
            else:
                self._count_lines(records[known:], start, reader.line_num)
                break
        return records

    def _count_lines(self, records: Sequence[Fields], start: int, end: int | None = None) -> int:
        """Note the line in which each record begins; return the line after the last."""
        if end is not None and end - start + 1 == len(records):
            self._lines.extend(range(start, end + 1))
            return end + 1
        for fields in records:
            self._lines.append(start)
            start += 1 + sum(map(_breaks, fields))
        return start

    def _blame(self, error: csv.Error, start: int, end: int, row: int) -> None:
        """A broken quote: inside one line it costs the record, over several the file."""
        found = self._line.strip("\r\n")
        if "field limit" in str(error) and start == end:
            expected = text("cells of at most {limit} characters", limit=self._job.limits.cell_characters)
            raise RefusalError("E139", expected, value=found[:80], place=Place(row=row))
        if start < end or "end of data" in str(error) or leaves_open(self._line, self._delimiter):
            opened = _quote_opened(_split(chunks(self._job.copy, self._encoding)), self._delimiter, start, end)
            expected = text("a quote that ends; this one opens in line {line}", line=opened)
            raise RefusalError("E137", expected, value=found[:80], place=Place(row=row))
        self._faults.add(
            row, "E137", text("quotes around whole fields only"), value=found, hint=in_line(row, start)
        )

    def _remembered(self) -> Iterator[str]:
        for line in _split(chunks(self._job.copy, self._encoding)):
            self._line = line
            yield line


def _split(parts: Iterable[str]) -> Iterator[str]:
    """Cut text into lines at LF, CR LF and CR, and at nothing else."""
    return chain.from_iterable(io.StringIO(part, newline="") for part in parts)


def _breaks(field: str) -> int:
    return field.count("\n") + field.count("\r") - field.count("\r\n")


def _quote_opened(lines: Iterable[str], delimiter: str, start: int, end: int) -> int:
    """Return the line in which the quote was opened that breaks the record in lines start to end."""
    inside, opened = False, start
    for number, line in enumerate(islice(lines, start - 1, end), start=start):
        at, fresh = 0, not inside
        while True:
            if inside:
                at = line.find('"', at) + 1
                if not at:
                    break
                if line[at : at + 1] == '"':
                    at += 1
                    continue
                inside = False
                if line[at : at + 1] not in ("", "\r", "\n", delimiter):
                    return opened
            if fresh and line[at : at + 1] == '"':
                inside, opened, at, fresh = True, number, at + 1, False
                continue
            at = line.find(delimiter, at) + 1
            if not at:
                break
            fresh = True
    return opened


def _check_header(faults: RowFaults, layout: Layout) -> None:
    garbled = [row for row, fault in faults.bad.items() if row <= layout.header_row and fault.code == "E133"]
    for row in (*garbled, layout.header_row):
        fault = faults.bad.get(row)
        if fault:
            place = Place(row=row, column=fault.column)
            raise RefusalError(fault.code, fault.expected, value=fault.value, hint=fault.hint, place=place)


def _notes(job: Job, layout: Layout, trimmed: int) -> tuple[Problem, ...]:
    count = layout.trailing + trimmed
    if not count and not layout.sep_line:
        return ()
    return (
        Problem(
            code="W141",
            severity=Severity.NOTE,
            file=job.name,
            value=f"sep={layout.delimiter}" if layout.sep_line else str(count),
            expected=text("a plain table; the line sep= and empty fields at the end of lines were ignored"),
        ),
    )
