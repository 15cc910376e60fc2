r"""The texts behind a text: entities, escapes, percent signs, and what base64 wraps up.

>>> list(layers("&#x4E1C;\\u65b9 %E6%9C%BA"))[-1]
'东方 机'
"""

import base64
import binascii
import gzip
import html
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

CONTAINERS = (b"\x1f\x8b", b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")
"""How the bytes of files begin that can hold text: gzip, PDF, ZIP, PNG, JPEG."""
ROUNDS = 3
"""How often a text is decoded again where decoding changed it."""
LONGEST = 64 * 1024 * 1024
"""Bytes that a compressed part may unfold to."""
_URL_SAFE = str.maketrans("-_", "+/")
_ESCAPE = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{4,6})[ \t\n]?")
_WRAPPED = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{8,}={0,2}(?![A-Za-z0-9+/=_-])")
_HIGHEST = 0x10FFFF


def layers(text: str) -> Iterator[str]:
    """Yield ``text`` and, where it holds codes, what they stand for."""
    yield text
    for _ in range(ROUNDS):
        plain = _decoded(text)
        if plain == text:
            return
        yield plain
        text = plain


def _decoded(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = _ESCAPE.sub(_character, text)
    return unquote(text, errors="ignore") if "%" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(next(group for group in found.groups() if group), 16)
    return chr(code) if code <= _HIGHEST and not 0xD800 <= code < 0xE000 else found.group()  # noqa: PLR2004


def wrapped(text: str, seen: set[str]) -> Iterator[tuple[int, bytes]]:
    """Yield what the base64 runs of a text hold, and where each begins; each run once per ``seen``."""
    for found in _WRAPPED.finditer(text):
        run = found.group()
        if run in seen:
            continue
        seen.add(run)
        content = _unwrapped(run)
        if content is not None:
            yield found.start(), content


def _unwrapped(run: str) -> bytes | None:
    """Return the bytes of a base64 run where they can be something: a known container, or text in UTF-8."""
    body = run.rstrip("=").translate(_URL_SAFE)
    try:
        content = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    if content.startswith(CONTAINERS):
        return content
    try:
        plain = content.decode()
    except UnicodeDecodeError:
        return None
    return content if plain.isprintable() or "\n" in plain else None


def unzipped(content: bytes) -> bytes | None:
    """Return what gzip or zlib bytes hold, None where they are neither."""
    try:
        if content.startswith(b"\x1f\x8b"):
            return _bounded(zlib.decompressobj(wbits=31), content)
        if content[:1] == b"\x78":
            return _bounded(zlib.decompressobj(), content)
    except (zlib.error, gzip.BadGzipFile):
        return None
    return None


def _bounded(how: "zlib._Decompress", content: bytes) -> bytes:
    return how.decompress(content, LONGEST)
