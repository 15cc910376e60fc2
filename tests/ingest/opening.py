"""OpenDocument workbooks written cell by cell, as LibreOffice and WPS write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from tests.ingest.making import TABLE, Rows

NOTHING: Mapping[str, bytes] = MappingProxyType({})
MIME = b"application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml">{inside}</manifest:file-entry></manifest:manifest>'
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style"))


def cell(shown: str = "", **attributes: str) -> str:
    """Return a cell; ``office__value_type="float"`` is office:value-type="float"."""
    written = "".join(
        f' {name.replace("__", ":").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    inside = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n")) if shown else ""
    return f"<table:table-cell{written}>{inside}</table:table-cell>"


def word(shown: str, **attributes: str) -> str:
    """Return a cell of text."""
    return cell(shown, office__value_type="string", **attributes)


def number(value: str, shown: str = "", kind: str = "float", **attributes: str) -> str:
    """Return a cell of a number, a percentage or an amount."""
    return cell(shown or value, office__value_type=kind, office__value=value, **attributes)


def day(value: str, shown: str = "x", **attributes: str) -> str:
    """Return a cell of a date, with or without a time."""
    return cell(shown, office__value_type="date", office__date_value=value, **attributes)


def row(*cells: str, **attributes: str) -> str:
    """Return a row of cells."""
    written = "".join(
        f' {name.replace("__", ":").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    return f"<table:table-row{written}>{''.join(cells)}</table:table-row>"


def plain(rows: Rows) -> str:
    """Return the rows of a table of texts and numbers."""
    return "".join(
        row(*(word(one) if isinstance(one, str) else number(str(one)) for one in cells)) for cells in rows
    )


REST = row(cell(table__number_columns_repeated="16384"), table__number_rows_repeated="1048000")
"""The blank rows that every sheet of LibreOffice ends with."""


def table(rows: str, name: str = "问卷", before: str = "", **attributes: str) -> str:
    """Return a sheet."""
    written = "".join(
        f' {key.replace("__", ":").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    return f'<table:table table:name="{escape(name)}"{written}>{before}{rows}{REST}</table:table>'


def ods(
    sheets: Sequence[str] = (table(plain(TABLE)),),
    *,
    styles: str = "",
    settings: str = "",
    manifest: str = "",
    extra: Mapping[str, bytes] = NOTHING,
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> bytes:
    """Return a workbook of these sheets."""
    content = (
        f'{head}<office:document-content {_SPACES} xmlns:calcext="urn:org:documentfoundation:names:calcext">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{settings}{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": MIME, "META-INF/manifest.xml": MANIFEST.format(inside=manifest).encode()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**parts, "content.xml": content.encode(), **extra}.items():
            archive.writestr(name, data)
    return file.getvalue()
