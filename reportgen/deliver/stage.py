"""A build is written beside the live one and swapped in by one rename, whole or not at all."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

FILE_MODE = 0o640
FOLDER_MODE = 0o750
KEPT = 2


class DeliveryError(Exception):
    """Writing failed; ``path`` and the system's words say where and why (exit 6)."""

    def __init__(self, code: str, path: Path, error: OSError) -> None:
        super().__init__(f"{path}: {error.strerror or error}")
        self.code, self.path, self.error = code, path, error


def probed(output: Path) -> None:
    """Write and remove a file, so that a read-only or full disk is known before any work.

    Raises:  DeliveryError E503.
    """
    probe = output / ".work" / "probe"
    try:
        opened(probe.parent)
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise DeliveryError("E503", probe, error) from error


def staged(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` (relative name → bytes) into a fresh ``folder``, synced to disk.

    Raises:  DeliveryError E501 on a full disk, E502 on any other failure; ``folder`` is gone then.
    """
    try:
        _fresh(folder)
        parents = {folder / Path(name).parent for name in files}
        for parent in sorted(parents):
            opened(parent)
        for name in sorted(files):
            _written(folder / name, files[name])
        for parent in sorted(parents | {folder, folder.parent}, reverse=True):
            synced(parent)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DeliveryError(write_code(error), folder, error) from error


def write_code(error: OSError) -> str:
    """Return the code of a failed write: E501 on a full disk, E502 on anything else."""
    return "E501" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "E502"


def apart(folder: Path, link: Path) -> Path:
    """Return where to write a build: ``folder``, or its double where readers are looking at ``folder`` now."""
    return folder.with_name(f"{folder.name}-2") if link.resolve() == folder.resolve() else folder


def swapped(link: Path, target: Path) -> None:
    """Point ``link`` at ``target`` by one rename; a reader sees the old build or the new one.

    Raises:  DeliveryError E502, E503 where a folder of that name stands in the way.
    """
    temporary = link.with_name(f".{link.name}.new")
    if link.is_dir() and not link.is_symlink():
        blocked = OSError(errno.EEXIST, "a folder stands where the link to the build belongs")
        raise DeliveryError("E503", link, blocked)
    try:
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
        temporary.replace(link)
        synced(link.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DeliveryError("E502", link, error) from error


def tidied(folder: Path, live: Path) -> None:
    """Remove builds of one period but the live one and the one before it."""
    builds = [path for path in folder.iterdir() if path.is_dir() and path.resolve() != live.resolve()]
    builds.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    for path in builds[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def digest(content: bytes) -> str:
    """Return the SHA-256 of ``content`` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def build_id(files: Mapping[str, bytes]) -> str:
    """Return a name that depends on the content alone."""
    lines = "".join(f"{name}\0{digest(files[name])}\n" for name in sorted(files))
    return digest(lines.encode())[:16]


def opened(folder: Path) -> None:
    """Make ``folder`` and those above it that are not there, with explicit rights, whatever the umask is."""
    if folder.is_dir():
        return
    opened(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(FOLDER_MODE)


def _fresh(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    opened(folder.parent)
    folder.mkdir()
    folder.chmod(FOLDER_MODE)


def _written(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def written_whole(path: Path, content: bytes, mode: int = FILE_MODE) -> None:
    """Write beside the place, sync, then rename: a reader sees the whole file, or what was there before.

    Raises:  OSError; nothing of it stays then.
    """
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def synced(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
