"""The zip archive inside a workbook: opened, measured and read in bounded memory."""

import mmap
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from reportgen.ingest.limits import MEGABYTE, Limits
from reportgen.ingest.refusal import RefusalError
from reportgen.ingest.sniff import damaged, password
from reportgen.model.text import text

_CHUNK = 1 << 18
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_PARTS = 4
"""All parts together may hold this many times what one part may."""
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)


class Archive:
    """The parts of a workbook. Sizes are counted while inflating; what the headers say is not believed."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        _check_entries(path, limits)
        try:
            self._zip = zipfile.ZipFile(path)
        except _ZIP_FAULTS as error:
            raise damaged(text("a whole workbook; the directory at the end of its zip is missing")) from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        self._check_names()

    def names(self) -> list[str]:
        """Return the names of all parts, as they stand in the directory."""
        return list(self._parts)

    def check(self) -> None:
        """Inflate every part once, to the end.

        Raises:  RefusalError E109 if one is larger than allowed, E105 if its checksum is wrong.
        """
        total = 0
        for name in self._parts:
            size = 0
            for chunk in self.read(name):
                size += len(chunk)
                if size > self._limits.unzipped_bytes:
                    raise self._too_large(name, size)
            total += size
            if total > _PARTS * self._limits.unzipped_bytes:
                raise self._too_large(name, total)

    def read(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces.

        Raises:  RefusalError E105 if it is broken.
        """
        info = self._parts[name]
        if info.flag_bits & _ENCRYPTED:
            raise password()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(text("a workbook zipped the usual way; {name} is not", name=name))
        # zipfile stops at the size that the header states, unless that is out of reach.
        stated, info.file_size = info.file_size, sys.maxsize
        size = 0
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    yield chunk
        except _ZIP_FAULTS as error:
            raise damaged(text("a whole workbook; its part {name} is broken", name=name)) from error
        finally:
            info.file_size = stated

    def _check_names(self) -> None:
        seen: set[str] = set()
        for info in self._zip.infolist():
            name = info.filename
            path = PurePosixPath(name.replace("\\", "/"))
            if name.lower() in seen or ".." in path.parts or path.is_absolute() or name[1:2] == ":":
                expected = text("a zip whose parts have plain names, each once")
                raise RefusalError("E112", expected, value=name)
            seen.add(name.lower())

    def _too_large(self, name: str, size: int) -> RefusalError:
        ratio = self._parts[name].compress_size / size
        return RefusalError(
            "E109",
            text(
                "at most {allowed} MB after unzipping; {name} holds more (ratio {ratio})",
                allowed=self._limits.unzipped_bytes // MEGABYTE,
                name=name,
                ratio=f"{ratio:.5f}",
            ),
            value=f"> {size // MEGABYTE} MB",
        )


def _check_entries(path: Path, limits: Limits) -> None:
    """Count the directory's entries in the raw bytes: zipfile would build an object for each."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        count, at = 0, data.find(_DIRECTORY_ENTRY)
        while at >= 0:
            count += 1
            if count > limits.zip_entries:
                expected = text("at most {entries} parts in the zip", entries=limits.zip_entries)
                raise RefusalError("E109", expected, value=f"> {limits.zip_entries}")
            at = data.find(_DIRECTORY_ENTRY, at + 4)
