"""A release: every published period of every audience, under one name that says what is inside."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.deliver.stage import digest

FORMAT = 1
RECORD = "release.json"
"""Beside the audiences' roots, so that no audience is served it."""
_NAME = re.compile(r"(\d{6,})-[0-9A-Za-z-]+-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What a target holds after one publication."""

    number: int
    """Order of making; names go by it and by the content, never by a clock that may be set back."""
    period: str
    """The period that was published with it."""
    before: str
    """Name of the release that it followed; empty for the first."""
    files: Mapping[str, str]
    """Path below the release, ``<audience>/<period>/…`` → SHA-256."""

    @property
    def content(self) -> str:
        """A hash over every path and its content."""
        lines = "".join(f"{path}\0{self.files[path]}\n" for path in sorted(self.files))
        return digest(lines.encode())

    @property
    def name(self) -> str:
        """Its folder."""
        return f"{self.number:06d}-{self.period}-{self.content[:12]}"

    @property
    def audiences(self) -> tuple[str, ...]:
        """Who has a root in it."""
        return tuple(sorted({path.partition("/")[0] for path in self.files}))

    @property
    def periods(self) -> tuple[str, ...]:
        """Which periods somebody can read in it."""
        deep = (path.split("/") for path in self.files)
        return tuple(sorted({parts[1] for parts in deep if len(parts) > 2}))  # noqa: PLR2004  # audience, period, page

    def build(self, period: str) -> str:
        """Return a hash over one period's files."""
        inside = {path: sha256 for path, sha256 in self.files.items() if path.split("/")[1] == period}
        lines = "".join(f"{path}\0{inside[path]}\n" for path in sorted(inside))
        return digest(lines.encode())


def written(release: Release) -> bytes:
    """Return a release's record; it holds no clock, so that the same release gives the same bytes."""
    said = {
        "format": FORMAT,
        "number": release.number,
        "period": release.period,
        "before": release.before,
        "files": dict(sorted(release.files.items())),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Release | None:
    """Return the release that ``written`` wrote; None where it is no such record."""
    try:
        said = json.loads(content)
        release = Release(
            number=int(said["number"]),
            period=str(said["period"]),
            before=str(said["before"]),
            files={str(path): str(sha256) for path, sha256 in said["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return release if all(safe(path) for path in release.files) else None


def safe(path: str) -> bool:
    """Return whether a path of a record stays inside its release.

    >>> safe("office-HN/2026Q3/index.html"), safe("../x"), safe("/etc/passwd"), safe("alone")
    (True, False, False, False)
    """
    parts = path.split("/")
    return len(parts) > 1 and not any(part in {"", ".", ".."} for part in parts)


def number_of(name: str) -> int | None:
    """Return the number in a release's name; None where the name is not one of ours.

    >>> number_of("000007-2026Q3-1c55509422c1"), number_of(".new-000007"), number_of("lost+found")
    (7, None, None)
    """
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else None


def releases_among(names: Iterable[str]) -> list[str]:
    """Return the names of releases, in the order in which they were made."""
    numbered = [(number, name) for name in names if (number := number_of(name)) is not None]
    return [name for _, name in sorted(numbered)]


def former(release: Release, names: Iterable[str]) -> str:
    """Return which release to go back to: the one that ``release`` followed, else the last made before it."""
    kept = releases_among(names)
    if release.before in kept:
        return release.before
    earlier = [name for name in kept if (number_of(name) or 0) < release.number]
    return earlier[-1] if earlier else ""


def dispensable(names: Iterable[str], keep: int, needed: Iterable[str]) -> list[str]:
    """Return the releases to remove: all but the last ``keep``, and never one of ``needed``.

    >>> dispensable(["000001-Q-aaaaaaaaaaaa", "000002-Q-bbbbbbbbbbbb"], 1, ["000001-Q-aaaaaaaaaaaa"])
    []
    """
    return [name for name in releases_among(names)[:-keep] if name not in set(needed)]
