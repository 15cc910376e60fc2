"""One build at a time: a kernel lock that dies with its holder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.deliver.stage import opened


class LockedError(Exception):
    """Another build holds the lock; ``holder`` is what it wrote of itself."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the build lock of ``folder``.

    Raises:  LockedError at once if another process holds it.
    """
    opened(folder)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o640)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LockedError(os.read(descriptor, 200).decode(errors="replace").strip()) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"pid {os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)
