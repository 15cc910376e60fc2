"""A folder that a web server reads: releases beside each other, and a link to the current one.

``<target>/releases/000007-2026Q3-1c55509422c1/<audience>/<period>/…`` and ``<target>/current``. A release is
written under another name, synced and renamed; the link is made beside and renamed over the old one.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.deliver.lock import locked
from reportgen.deliver.stage import FILE_MODE, FOLDER_MODE, digest, synced, write_code
from reportgen.model.text import Text, text
from reportgen.publishing.release import RECORD, Release, read, written
from reportgen.publishing.target import Kept, Source, TargetError

RELEASES = "releases"
CURRENT = "current"
_LINK = ".current.new"
_NEW, _GONE = ".new-", ".gone-"
_DENIED = {errno.EROFS, errno.EACCES, errno.EPERM}


class Folder:
    """A folder as a Target."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path))  # noqa: PTH100  # a link to the target stays a link
        self.releases = self.path / RELEASES

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self.path)

    @property
    def promise(self) -> Text:
        """One rename: nothing to say."""
        return Text("")

    def ready(self) -> None:
        """Prove that the folder is ours to use, can be written to and can hold a link.

        Raises:  TargetError E503, E506.
        """
        if not self.path.is_dir():
            hint = text("make it once with mkdir, or mount the share; a folder is never made where one is missing")
            raise TargetError("E506", self.name, "-", text("a folder that is there"), hint)
        foreign = sorted({path.name for path in self.path.iterdir()} - {CURRENT, RELEASES})
        if foreign and not self.releases.is_dir():
            hint = text("give an empty folder, so that nothing of others is served or removed")
            expected = text("an empty folder, or one that was published to before")
            raise TargetError("E506", self.name, foreign[0], expected, hint)
        link = self.path / CURRENT
        if self.releases.is_symlink() or (link.is_dir() and not link.is_symlink()):
            planted = RELEASES if self.releases.is_symlink() else CURRENT
            hint = text("somebody put it there; move it away, then publish again")
            expected = text("releases/ as a folder, and current as the link to one of them")
            raise TargetError("E506", self.name, planted, expected, hint)
        with self._told():
            _made(self.releases)
            self._probed()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold a lock that dies with its holder.

        Raises:  LockedError, TargetError.
        """
        with self._told():
            holding = locked(self.releases)
            holding.__enter__()
        try:
            yield
        finally:
            holding.__exit__(None, None, None)

    def current(self) -> str:
        """Return where the link points."""
        try:
            return (self.path / CURRENT).readlink().name
        except FileNotFoundError:
            return ""

    def names(self) -> list[str]:
        """Return what lies in releases/."""
        return sorted(path.name for path in self.releases.iterdir())

    def record(self, name: str) -> Release | None:
        """Return what a release says of itself."""
        try:
            release = read((self.releases / name / RECORD).read_bytes())
        except OSError:
            return None
        return release if release is not None and release.name == name else None

    def faults(self, release: Release) -> list[str]:
        """Return the paths whose file is altered or lost."""
        folder = self.releases / release.name
        return [path for path, sha256 in sorted(release.files.items()) if _hash(folder / path) != sha256]

    def put(self, release: Release, sources: Mapping[str, Source]) -> None:
        """Write, sync, then rename into place; what is kept becomes a second name of the same file.

        Raises:  TargetError E501, E502, E503, E507.
        """
        staging = self.releases / f"{_NEW}{release.name}"
        with self._told():
            _removed(staging)
            try:
                self._filled(staging, release, sources)
                _removed(self.releases / release.name)  # a ruin of the same name
                staging.rename(self.releases / release.name)
                synced(self.releases)
            except BaseException:
                shutil.rmtree(staging, ignore_errors=True)
                raise

    def switch(self, name: str, seen: str) -> None:
        """Rename a link to the release over the current one.

        Raises:  TargetError E504, and E501 to E503.
        """
        with self._told():
            if self.current() != seen:
                hint = text("somebody on another machine published at the same time; look, then publish again")
                expected = text("{seen} still current", seen=seen or "-")
                raise TargetError("E504", self.name, self.current() or "-", expected, hint)
            link = self.path / _LINK
            link.unlink(missing_ok=True)
            link.symlink_to(Path(RELEASES) / name, target_is_directory=True)
            link.replace(self.path / CURRENT)
            synced(self.path)

    def drop(self, names: list[str]) -> None:
        """Rename first, so that a release that is half removed is never taken for one, then remove."""
        with suppress(OSError):
            for name in names:
                (self.releases / name).rename(self.releases / f"{_GONE}{name}")
            for path in self.releases.iterdir():
                if path.name.startswith((_NEW, _GONE)):
                    _removed(path)
            (self.path / _LINK).unlink(missing_ok=True)

    def _filled(self, staging: Path, release: Release, sources: Mapping[str, Source]) -> None:
        folders = {staging, *(staging / parent for path in sources for parent in Path(path).parents)}
        for folder in sorted(folders):
            _made(folder)
        for path, sha256 in sorted(release.files.items()):
            self._placed(staging / path, path, sources[path], sha256)
        _written(staging / RECORD, written(release))
        for folder in sorted(folders, reverse=True):
            synced(folder)

    def _placed(self, place: Path, path: str, source: Source, sha256: str) -> None:
        """Write one file, or give a proved one of before its second name."""
        if isinstance(source, Kept):
            old = self.releases / source.release / path
            content = old.read_bytes()
            if digest(content) != sha256:
                raise _changed(path)
            with suppress(OSError):  # a disk without hard links, or a file with too many
                os.link(old, place, follow_symlinks=False)
                return
        else:
            content = source.read_bytes() if isinstance(source, Path) else source
            if digest(content) != sha256:
                raise _changed(path)
        _written(place, content)

    def _probed(self) -> None:
        probe, link = self.releases / ".probe", self.releases / ".probe.link"
        for path in (probe, link):
            path.unlink(missing_ok=True)
        _written(probe, b"x" * 4096)
        try:
            link.symlink_to(probe.name)
        except OSError as error:
            hint = text("serve a folder of a Linux disk; a release is put in place by such a link")
            expected = text("a disk that can hold symbolic links")
            raise TargetError("E506", self.name, error.strerror or str(error), expected, hint) from error
        finally:
            probe.unlink(missing_ok=True)
            link.unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Make a TargetError of every fault of the disk."""
        try:
            yield
        except OSError as error:
            code = "E503" if error.errno in _DENIED else write_code(error)
            hint = text("the site of before is untouched; free space or change the rights, then publish again")
            expected = text("a folder that can be written to")
            raise TargetError(code, self.name, error.strerror or str(error), expected, hint) from error


def _made(folder: Path) -> None:
    """Make a folder with explicit rights, in the group that the folder above hands down."""
    if folder.is_dir():
        return
    folder.mkdir()
    handed_down = folder.parent.stat().st_mode & stat.S_ISGID
    folder.chmod(FOLDER_MODE | handed_down)


def _written(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, FILE_MODE)
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _removed(path: Path) -> None:
    """Remove a folder with all in it, a link or a file; nothing there is fine."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _hash(path: Path) -> str:
    try:
        return "" if path.is_symlink() else digest(path.read_bytes())
    except OSError:
        return ""


def _changed(path: str) -> TargetError:
    hint = text("the site of before is untouched; publish again")
    return TargetError("E507", path, path, text("a file that stays as it is while it is published"), hint)


def placed_under(path: Path, folders: Iterable[Path]) -> bool:
    """Return whether a folder is one of ``folders``, inside one, or above one."""
    real = path.resolve()
    others = [folder.resolve() for folder in folders]
    return any(real == one or one in real.parents or real in one.parents for one in others)
