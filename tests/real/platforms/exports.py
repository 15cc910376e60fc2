"""Real exports read by the product, and beside it by plain Python."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.ingest.platforms.layout import Layout, Structure
from reportgen.ingest.platforms.longform import answers
from reportgen.ingest.platforms.registry import PLATFORMS
from reportgen.ingest.sheet import Sheet
from tests.ingest.reading import Hints, parsed

Line = dict[str, str]
SILENT = {"", "N/A", "NA", "No answer", "Keine Antwort", "Not selected"}
"""Cells that are no answer in any of these sets."""


@cache
def sheet_of(path: Path, encoding: str | None = None, sheet: str | None = None) -> Sheet:
    """The one sheet of a file, read as a build reads it."""
    with TemporaryDirectory() as folder:
        outcome = parsed(Path(folder), path.name, path.read_bytes(), Hints(encoding=encoding, sheet=sheet))
    assert len(outcome.sheets) == 1, [str(problem) for problem in outcome.problems]
    return outcome.sheets[0]


def laid_out(platform: str, sheet: Sheet, structure: Structure | None = None) -> Layout:
    """What the platform's recogniser makes of a sheet."""
    found = PLATFORMS[platform](sheet, structure)
    assert found, sheet.file
    return found


def long_form(platform: str, sheet: Sheet, structure: Structure | None = None) -> list[Line]:
    """The sheet's answers."""
    return answers(sheet, laid_out(platform, sheet, structure))


def counted(lines: Sequence[Line]) -> Counter[int]:
    """Answers by column, from 1."""
    return Counter(int(line["column"]) for line in lines)


@cache
def table_of(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    """The rows of a CSV by the csv module alone."""
    text = path.read_bytes().decode(encoding)
    first = text.split("\n", 1)[0]
    return list(
        csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    )


def said(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    """The cells of a column that are an answer, stripped."""
    cells = (row[column].replace("\ufeff", "").strip() for row in rows)
    return [cell for cell in cells if cell not in SILENT]
