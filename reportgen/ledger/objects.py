"""The files of a closing, each kept once under the SHA-256 of its content."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.deliver.stage import digest, synced, written_whole

FOLDER = "objects"
KEPT_MODE = 0o440


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
        written_whole(path, content, KEPT_MODE)
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
