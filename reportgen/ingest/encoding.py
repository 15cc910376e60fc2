"""Which encoding a text file is in: by its mark, by proof, or by configuration; never by guess."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from reportgen.ingest.limits import MEGABYTE
from reportgen.ingest.refusal import Place, RefusalError
from reportgen.model.text import text

KNOWN = ("utf-8", "gb18030", "gbk", "gb2312", "big5", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252")
PLAUSIBLE_SHARE = 0.9
_CHUNK = MEGABYTE
_LONGEST_LINE = 64 * MEGABYTE
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_ASCII_SAFE = ("utf-8", "gb18030")
_HEAD = 4096
_LAST_ASCII = 0x7F
_NUL_SHARE = 0.2
_STRAY_SHARE = 0.01
_CLEARLY = 2
_SHOWN_BYTES = 8


def _gb2312_row(row: int) -> str:
    return bytes(byte for cell in range(1, 95) for byte in (row + 0xA0, cell + 0xA0)).decode("gb2312", "ignore")


COMMON = frozenset("".join(_gb2312_row(row) for row in (1, 3, *range(16, 56))))
"""GB 2312 level 1 (the 3,755 commonest characters), Chinese punctuation and full-width forms."""
_COMMON = re.compile(f"[{re.escape(''.join(sorted(COMMON)))}]+")
_ASCII = re.compile(r"[\x00-\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the bytes of a file become text."""

    name: str
    """What coverage.csv publishes."""
    codec: str
    errors: str = "surrogatepass"
    skip: int = 0
    """Length of the byte order mark."""
    doubled_returns: bool = False
    r"""Most lines end in ``\r\r\n``, as a text file does that was saved twice in text mode."""


class _Line(NamedTuple):
    number: int
    fault: int


def encoding_of(path: Path, configured: str | None) -> Encoding:
    """Return the encoding of a file: its mark's, the configured one, UTF-8 or GB 18030.

    Raises:  RefusalError E131 if none is proven, E132 if the file breaks the one that it is in.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_UTF32):
        raise _unproven(head)
    doubled = 2 * head.count(b"\r\r\n") > head.count(b"\n")
    for mark, codec in _BOMS:
        if head.startswith(mark):
            name = "utf-8" if codec == "utf-8" else "utf-16"
            return _checked(path, Encoding(name=name, codec=codec, skip=len(mark), doubled_returns=doubled))
    if configured:
        return _checked(path, _configured(configured, doubled=doubled))
    if head.count(0) > _NUL_SHARE * len(head):
        raise _unproven(head)
    return _proven(path, Encoding(name="utf-8", codec="utf-8", doubled_returns=doubled))


def chunks(path: Path, encoding: Encoding) -> Iterator[str]:
    """Yield the text of a file in pieces that end with a line end, the last one excepted.

    Lone surrogates pass, so that the row can be named; every other fault was found by ``encoding_of``.
    """
    for piece in _pieces(path, encoding):
        part = piece.decode(encoding.codec, encoding.errors)
        yield part.replace("\r\r\n", "\r\n") if encoding.doubled_returns else part


def _proven(path: Path, utf8: Encoding) -> Encoding:
    if _first_fault(path, utf8) is None:
        return utf8
    gb = replace(utf8, name="gb18030", codec="gb18030")
    if _first_fault(path, gb) is None and common_share(chunks(path, gb)) >= PLAUSIBLE_SHARE:
        stranger = _utf8_line(path)
        if stranger is None:
            return gb
        raise _invalid(path, gb.name, stranger)
    raise _broken(path, _census(path))


def _utf8_line(path: Path) -> _Line | None:
    """Return the first line of a GB 18030 file that is plain Chinese in UTF-8, and read as other text."""
    base = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.isascii() and _fault_in(line, "utf-8") is None:
                text_of_line = _ASCII.sub("", line.decode())
                if len(text_of_line) > 1 and common_share([text_of_line]) >= PLAUSIBLE_SHARE:
                    return _Line(number, base)
            base += len(line)
    return None


def _checked(path: Path, encoding: Encoding) -> Encoding:
    fault = _first_fault(path, encoding)
    if fault is None:
        return encoding
    raise _invalid(path, encoding.name, _Line(_line_of(path, encoding, fault), fault))


def _configured(name: str, *, doubled: bool) -> Encoding:
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, TypeError) as error:
        expected = text("an encoding such as {known}", known=", ".join(KNOWN))
        raise RefusalError("E131", expected, value=name) from error
    codec = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(codec, codec)
    return Encoding(name="utf-16" if codec.startswith("utf-16") else codec, codec=codec, doubled_returns=doubled)


def _pieces(path: Path, encoding: Encoding) -> Iterator[bytes]:
    newline = "\n".encode(encoding.codec)
    waiting: list[bytes] = []
    with path.open("rb") as file:
        file.seek(encoding.skip)
        while read := file.read(_CHUNK):
            cut = _cut(read, newline)
            if cut:
                yield b"".join([*waiting, read[:cut]])
                waiting = [read[cut:]]
            elif len(waiting) < _LONGEST_LINE // _CHUNK:
                waiting.append(read)
            else:
                expected = text("lines of at most {size} MB", size=_LONGEST_LINE // MEGABYTE)
                raise RefusalError("E139", expected, value=f"> {_LONGEST_LINE // MEGABYTE} MB")
    if any(waiting):
        yield b"".join(waiting)


def _cut(data: bytes, newline: bytes) -> int:
    """Return where the last whole line ends; 0 if none does. Pieces of UTF-16 have whole units."""
    at = data.rfind(newline)
    while at > 0 and at % len(newline):
        at = data.rfind(newline, 0, at + len(newline) - 1)
    if at >= 0 and not at % len(newline):
        return at + len(newline)
    # Line ends of a bare CR: the very last one may be half of a CR LF.
    return data.rfind(b"\r", 0, len(data) - 1) + 1 if len(newline) == 1 else 0


def _first_fault(path: Path, encoding: Encoding) -> int | None:
    """Return the offset of the first byte that the encoding cannot read."""
    base = encoding.skip
    for piece in _pieces(path, encoding):
        if not piece.isascii() or encoding.codec not in _ASCII_SAFE:
            try:
                piece.decode(encoding.codec, encoding.errors)
            except UnicodeDecodeError as error:
                return base + error.start
        base += len(piece)
    return None


def common_share(parts: Iterable[str]) -> float:
    """Return the share of common Chinese characters among those that are not ASCII; 1.0 without any."""
    common = others = 0
    for part in parts:
        if not part.isascii():
            rest = _ASCII.sub("", part)
            rare = len(_COMMON.sub("", rest))
            common, others = common + len(rest) - rare, others + rare
    return common / (common + others) if common + others else 1.0


@dataclass(slots=True)
class _Census:
    """Lines by the encoding that reads them, and the first line that each leaves unread."""

    ascii: int = 0
    utf8: int = 0
    gb: int = 0
    neither: int = 0
    not_utf8: _Line | None = None
    not_gb: _Line | None = None


def _census(path: Path) -> _Census:
    count = _Census()
    base = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.isascii():
                count.ascii += 1
            else:
                _count(count, line, base, number)
            base += len(line)
    return count


def _count(count: _Census, line: bytes, base: int, number: int) -> None:
    broken = _fault_in(line, "utf-8")
    if broken is None:
        count.utf8 += 1
        count.not_gb = count.not_gb or _Line(number, base)
        return
    count.not_utf8 = count.not_utf8 or _Line(number, base + broken)
    no_gb = _fault_in(line, "gb18030")
    if no_gb is None and common_share([line.decode("gb18030")]) >= PLAUSIBLE_SHARE:
        count.gb += 1
        return
    count.neither += 1
    count.not_gb = count.not_gb or _Line(number, base + (no_gb or 0))


def _fault_in(line: bytes, codec: str) -> int | None:
    try:
        line.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _broken(path: Path, lines: _Census) -> RefusalError:
    """Return E132 where one encoding reads most lines, or two read all; else E131."""
    total = lines.ascii + lines.utf8 + lines.gb + lines.neither
    stray = lines.neither <= _STRAY_SHARE * total and not lines.gb
    starts_utf8 = bool(lines.not_gb and lines.not_utf8 and lines.not_gb.number < lines.not_utf8.number)
    mostly_utf8 = lines.utf8 > _CLEARLY * lines.gb or (starts_utf8 and lines.gb <= _CLEARLY * lines.utf8)
    if lines.not_utf8 and (stray or (mostly_utf8 and lines.utf8 > lines.neither)):
        return _invalid(path, "utf-8", lines.not_utf8)
    if lines.not_gb and lines.gb > lines.neither:
        return _invalid(path, "gb18030", lines.not_gb)
    with path.open("rb") as file:
        return _unproven(file.read(_HEAD))


def _line_of(path: Path, encoding: Encoding, offset: int) -> int:
    line, base = 1, encoding.skip
    for piece in _pieces(path, encoding):
        before = piece[: offset - base].decode(encoding.codec, "replace")
        line += max(before.count("\n"), before.count("\r"))
        base += len(piece)
        if base > offset:
            break
    return line


def _invalid(path: Path, name: str, at: _Line) -> RefusalError:
    with path.open("rb") as file:
        file.seek(at.fault)
        found = file.read(4)
    return RefusalError(
        "E132",
        text("{name} throughout; byte {offset} in line {line} is not", name=name, offset=at.fault, line=at.number),
        value=found.hex(" "),
        hint=text("export the file again as CSV UTF-8, or write encoding: in config/sources.yaml"),
        place=Place(row=at.number),
    )


def _unproven(head: bytes) -> RefusalError:
    first = next((i for i, byte in enumerate(head) if byte > _LAST_ASCII or not byte), 0)
    return RefusalError(
        "E131",
        text("UTF-8, UTF-16 with its mark, or GB 18030 with common characters"),
        value=head[first : first + _SHOWN_BYTES].hex(" "),
        hint=text("write encoding: in config/sources.yaml, or save the file as CSV UTF-8"),
    )
