"""What every place of publication can do, whatever it is made of."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reportgen.model.text import Text
from reportgen.publishing.release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that an earlier release at the target has under the same path and hash."""

    release: str


Source = bytes | Path | Kept
"""Where a file of a new release comes from: made now, a file of a build, or what the target has."""


class Target(Protocol):
    """A place that holds releases, one of which is current."""

    @property
    def name(self) -> str:
        """The place as messages and the ledger name it; without a password."""

    @property
    def promise(self) -> Text:
        """What its readers may see during a switch; empty where nothing but the old or the new whole."""

    def ready(self) -> None:
        """Prove that the place can be used, before any work.

        Raises:  TargetError.
        """

    def held(self) -> AbstractContextManager[None]:
        """Keep others out.

        Raises:  LockedError, TargetError.
        """

    def current(self) -> str:
        """Return the name of the release that readers see; empty before the first."""

    def names(self) -> list[str]:
        """Return the names of everything beside it, releases and others."""

    def record(self, name: str) -> Release | None:
        """Return what a release says of itself; None where it says nothing that can be read."""

    def faults(self, release: Release) -> list[str]:
        """Return the paths of a release that are altered or lost."""

    def put(self, release: Release, sources: Mapping[str, Source]) -> None:
        """Write a release beside the current one, whole and proved, or not at all.

        Raises:  TargetError.
        """

    def switch(self, name: str, seen: str) -> None:
        """Make a release current, if ``seen`` still is.

        Raises:  TargetError.
        """

    def drop(self, names: list[str]) -> None:
        """Remove releases and what an interrupted publication left. A failure is no failure of a publication."""


class TargetError(Exception):
    """A target cannot be used or written."""

    def __init__(self, code: str, place: str, value: str, expected: Text, hint: Text) -> None:
        super().__init__(f"{place}: {value}")
        self.code, self.place, self.value, self.expected, self.hint = code, place, value, expected, hint
