"""Copies of the inputs, made and hashed before anything is parsed; only the copies are read."""

import errno
import getpass
import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from reportgen.ingest.filled import raise_limit
from reportgen.ingest.inputs import InputFile, missing
from reportgen.ingest.limits import MEGABYTE, Limits
from reportgen.ingest.refusal import RefusalError
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

LOCK_PREFIXES = ("~$", ".~lock.")
HELD_WHOLE = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".et", ".lss", ".qsf"})
"""Suffixes of files that are no stream of lines: workbooks, and questionnaires of platforms."""
_TRIES = 2
_CHUNK = MEGABYTE
_NEW_PRIVATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One input and its private copy."""

    source: InputFile
    copy: Path
    sha256: str
    size: int


def snapshots(inputs: Sequence[InputFile], folder: Path, limits: Limits) -> tuple[list[Snapshot], list[Problem]]:
    """Copy ``inputs`` into ``folder``; what is missing, locked, changing or no plain file is a Problem.

    A path named twice (two rules, two sheets of one workbook) is copied once. Two paths in one folder
    with the same content are one export given twice (E121); the same register in two quarters is not.
    """
    taken: list[Snapshot] = []
    problems: list[Problem] = []
    for number, source in enumerate(inputs):
        if source.path.name.startswith(LOCK_PREFIXES):
            problems.append(_lock_file(source))
            continue
        earlier = next((shot for shot in taken if shot.source.path == source.path), None)
        try:
            if earlier:
                taken.append(replace(earlier, source=source))
                continue
            shot = _new(source, folder / f"{number:05d}", limits)
            _check_first_time(shot, taken)
            taken.append(shot)
        except RefusalError as refusal:
            problems.append(refusal.problem(source.name))
        except FileNotFoundError:
            problems.append(missing(source.path, source.name))
    return taken, problems


def _new(source: InputFile, copy: Path, limits: Limits) -> Snapshot:
    target = copy.with_suffix(source.path.suffix.lower())
    for _ in range(_TRIES):
        shot = _copied(source, target, limits)
        if shot:
            return shot
    raise RefusalError(
        "E115",
        text("a file that does not change while it is copied, tried twice"),
        value=source.path.name,
        hint=text("wait until the export has finished, then run again"),
    )


def _check_first_time(shot: Snapshot, taken: Sequence[Snapshot]) -> None:
    folder = PurePosixPath(shot.source.name).parent
    for other in taken:
        if other.sha256 == shot.sha256 and PurePosixPath(other.source.name).parent == folder:
            raise RefusalError(
                "E121",
                text("a file that is not a copy of {other}", other=other.source.name),
                value=shot.source.path.name,
                hint=text("delete one of the two"),
            )


def _copied(source: InputFile, target: Path, limits: Limits) -> Snapshot | None:
    """Copy and hash one file; None if it changed meanwhile."""
    descriptor = _opened(source)
    digest = hashlib.sha256()
    try:
        before = os.fstat(descriptor)
        _check_size(before.st_size, source.path, limits)
        with os.fdopen(os.open(target, _NEW_PRIVATE, 0o600), "wb") as copy:
            while chunk := _read(descriptor, source):
                digest.update(chunk)
                copy.write(chunk)
                if copy.tell() > before.st_size:
                    return None
            size = copy.tell()
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != before.st_size:
        return None
    return Snapshot(source=source, copy=target, sha256=digest.hexdigest(), size=size)


def _read(descriptor: int, source: InputFile) -> bytes:
    try:
        return os.read(descriptor, _CHUNK)
    except OSError as error:
        raise _unreadable(source, error) from error


def _opened(source: InputFile) -> int:
    """Open a plain file for reading; links, pipes, devices and folders are refused unopened."""
    seen = source.path.lstat()
    if not stat.S_ISREG(seen.st_mode):
        raise _no_plain_file(seen.st_mode)
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        descriptor = os.open(source.path, flags)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _no_plain_file(stat.S_IFLNK) from error
        raise _unreadable(source, error) from error
    opened = os.fstat(descriptor)
    if not stat.S_ISREG(opened.st_mode):  # swapped between the two looks
        os.close(descriptor)
        raise _no_plain_file(opened.st_mode)
    return descriptor


def _check_size(size: int, path: Path, limits: Limits) -> None:
    if not size:
        raise RefusalError("E103", text("a file with content"), value="0 B")
    allowed = limits.workbook_bytes if path.suffix.lower() in HELD_WHOLE else limits.csv_bytes
    if size > allowed:
        raise RefusalError(
            "E113",
            text("at most {allowed} MB", allowed=allowed // MEGABYTE),
            value=f"{size / MEGABYTE:.1f} MB",
            hint=raise_limit(),
        )


def _no_plain_file(mode: int) -> RefusalError:
    return RefusalError(
        "E117",
        text("a plain file, not a link, pipe, device or folder"),
        value=stat.filemode(mode),
        hint=text("put the file itself into the folder"),
    )


def _unreadable(source: InputFile, error: OSError) -> RefusalError:
    return RefusalError(
        "E116",
        text("a file that {user} may read", user=_user()),
        value=os.strerror(error.errno or errno.EIO),
        hint=text("give read permission on {path}", path=str(source.path)),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _lock_file(source: InputFile) -> Problem:
    return Problem(
        code="W114",
        severity=Severity.NOTE,
        file=source.name,
        value=source.path.name,
        expected=text("an export; this is the lock file of a workbook that is open, and was skipped"),
        hint=text("close the workbook and run again if it has unsaved changes"),
    )
