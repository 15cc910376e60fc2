"""The files of a closing, each kept once under the SHA-256 of its content."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.deliver.stage import digest, synced

FOLDER = "objects"


def kept(folder: Path, contents: Iterable[bytes]) -> list[str]:
    """Keep each content, synced to disk, and return their hashes; what is there already is not written again.

    Raises:  OSError; what was written until then does no harm, as nothing names it.
    """
    hashes = []
    touched = set()
    for content in contents:
        name = digest(content)
        hashes.append(name)
        path = place(folder, name)
        if path.exists() and digest(path.read_bytes()) == name:
            continue
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        _written(path, content)
        touched |= {path.parent, path.parent.parent, folder}
    for one in sorted(touched, reverse=True):
        synced(one)
    return hashes


def place(folder: Path, name: str) -> Path:
    """Return where the content with this hash lies."""
    return folder / FOLDER / name[:2] / name


def content(folder: Path, name: str) -> bytes | None:
    """Return the content with this hash; None where it is lost or no longer has it."""
    try:
        found = place(folder, name).read_bytes()
    except OSError:
        return None
    return found if digest(found) == name else None


def lost(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Return the names among ``files`` (name → hash) whose content is lost or altered."""
    return [name for name, found in sorted(files.items()) if content(folder, found) is None]


def _written(path: Path, content: bytes) -> None:
    """Write beside the place, sync, then rename: a reader sees the whole file or none."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), 0o440)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
