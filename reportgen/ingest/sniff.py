"""What a file really is, from its first bytes; its name only has to agree."""

from enum import StrEnum
from pathlib import Path

from reportgen.ingest.refusal import RefusalError
from reportgen.model.text import Text, text

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 8192
_SHOWN = 24
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_BINARY = (
    (b"%PDF", text("a workbook or delimited text, not a PDF")),
    (b"\x1f\x8b", text("a workbook or delimited text, not a gzip archive")),
    (b"Rar!", text("a workbook or delimited text, not a RAR archive")),
    (b"7z\xbc\xaf", text("a workbook or delimited text, not a 7z archive")),
    (b"\x89PNG", text("a workbook or delimited text, not a picture")),
    (b"\xff\xd8\xff", text("a workbook or delimited text, not a picture")),
    (b"GIF8", text("a workbook or delimited text, not a picture")),
    (b"SQLite format 3", text("a workbook or delimited text, not a database")),
    (b"PAR1", text("a workbook or delimited text, not a Parquet file")),
    (b"{\\rtf", text("a workbook or delimited text, not a text document")),
)
_EXCEL_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".tab", ".asc", ".prn"})
ODS = ".ods"
_ZIP_SUFFIXES = frozenset({".xlsx", ".xlsm", ODS})
_WORKBOOK_SUFFIXES = _ZIP_SUFFIXES | {".xls", ".xltx", ".xltm", ".xlsb", ".et"}
AS_XLSX = text("open it in Excel or WPS and save it as .xlsx")


class Container(StrEnum):
    """The forms that are read."""

    TEXT = "text"
    ZIP = "zip"
    OLE = "ole"


def container_of(path: Path, name: str) -> Container:
    """Return the form of a file.

    Raises:  RefusalError E105 to E108 with what it is instead.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    suffix = Path(name).suffix.lower()
    if head.startswith((ZIP, _EMPTY_ZIP)):
        return _agreed(Container.ZIP, suffix, _ZIP_SUFFIXES)
    if head.startswith(OLE):
        return Container.OLE  # a workbook with a password is one too, whatever its suffix
    if head.startswith(_OLD_BIFF):
        raise RefusalError("E107", text("a workbook of Excel 97 or later"), value=suffix, hint=AS_XLSX)
    other = next((what for magic, what in _BINARY if head.startswith(magic)), None) or _markup(head)
    if other:
        raise mismatch(suffix, other)
    if suffix in _WORKBOOK_SUFFIXES:
        if not head.strip(b"\0"):
            raise damaged(text("a whole workbook; this one holds only zeros"))
        raise mismatch(suffix, text("a workbook, not plain text"), text("rename it to .csv"))
    return Container.TEXT


def mismatch(suffix: str, expected: Text, hint: Text = AS_XLSX) -> RefusalError:
    """Return the refusal of a file whose content is not what its name says."""
    return RefusalError("E108", expected, value=suffix or "-", hint=hint)


def damaged(expected: Text, value: str = "") -> RefusalError:
    """Return the refusal of a file that is cut off or broken."""
    return RefusalError("E105", expected, value=value, hint=text("export or copy the file again"))


def password() -> RefusalError:
    """Return the refusal of a file that is encrypted."""
    return RefusalError(
        "E106",
        text("a workbook without a password"),
        value="EncryptedPackage",
        hint=text("open it, remove the password and save it"),
    )


def _agreed(found: Container, suffix: str, suffixes: frozenset[str]) -> Container:
    if suffix in _TEXT_SUFFIXES:
        raise mismatch(
            suffix, text("delimited text, not a workbook or another zip archive"), text("rename it to .xlsx")
        )
    if suffix in _WORKBOOK_SUFFIXES and suffix not in suffixes and suffix not in {".xltx", ".xltm", ".xlsb"}:
        raise mismatch(
            suffix, text("a workbook of the old format, not of the new one"), text("rename it to .xlsx")
        )
    return found


def _markup(head: bytes) -> Text | None:
    start = _leading_text(head).lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<?xml") or "<?mso-application" in start[:200]:
        if _EXCEL_XML in start:
            return text("a workbook or delimited text, not an XML spreadsheet of 2003")
        if "<html" in start:
            return text("a workbook or delimited text, not an HTML page")
        return text("a workbook or delimited text, not an XML file")
    if start.startswith(
        ("<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<style", "<div", "<!--")
    ):
        return text("a workbook or delimited text, not an HTML page")
    if start.startswith("mime-version:") and "multipart/related" in start:
        return text("a workbook or delimited text, not a web page of one file")
    return None


def _leading_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("latin-1").removeprefix("ï»¿")
