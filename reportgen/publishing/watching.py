"""Whether a file of a workspace has changed, by looking: it works on network shares and in containers too."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Seen = Mapping[str, tuple[int, int, int]]
"""Path → when it was changed, its size, and which file it is."""


def seen(places: Iterable[Path]) -> Seen:
    """Return how every file below ``places`` looks now; editors' own files do not count."""
    return dict(entry for place in places for entry in _below(str(place)))


def changed(before: Seen, after: Seen) -> list[str]:
    """Return the paths that came, went or changed.

    >>> changed({"a": (1, 1, 1), "b": (1, 1, 1)}, {"b": (2, 1, 1), "c": (1, 1, 1)})
    ['a', 'b', 'c']
    """
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def _below(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name.endswith("~"):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            else:
                found = entry.stat()
                yield entry.path, (found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:  # it went while it was looked at
            continue
