"""A new release, before it is written: the published build, and the other periods as they stand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reportgen.built import Built
from reportgen.deliver.stage import digest
from reportgen.publishing.layout import of_other_periods, places
from reportgen.publishing.release import Release, number_of
from reportgen.publishing.target import Kept, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A release and where each of its files comes from."""

    release: Release
    sources: Mapping[str, Source]
    lost: tuple[str, ...] = ()
    """Files of other periods that are altered or lost at the target, and nowhere else either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the target has."""

    release: Release | None
    """The current one."""
    names: tuple[str, ...] = ()
    wrong: frozenset[str] = frozenset()
    """Paths of the current release that are altered or lost."""

    @property
    def number(self) -> int:
        """The number of the next release."""
        return max((number_of(name) or 0 for name in self.names), default=0) + 1


def composed(
    build: Built,
    before: Before,
    fronts: Callable[[Iterable[str]], Mapping[str, bytes]],
    elsewhere: Callable[[str, str], Source | None],
) -> Composed:
    """Return the release that publishes ``build`` beside all other periods of the current release.

    In:      fronts: paths → each audience's index and list of periods; elsewhere: a path and its hash → another
             place that has that very file.
    """
    files: dict[str, str] = {}
    sources: dict[str, Source] = {}
    lost = []
    if before.release is not None:
        for path, sha256 in of_other_periods(before.release.files, build.period).items():
            source = Kept(release=before.release.name) if path not in before.wrong else elsewhere(path, sha256)
            if source is None:
                lost.append(path)
            else:
                files[path], sources[path] = sha256, source
    for path, name in places(build.period, build.outputs).items():
        files[path], sources[path] = build.outputs[name], build.folder / name
    for path, content in fronts(files).items():
        files[path], sources[path] = digest(content), content
    followed = before.release.name if before.release is not None else ""
    release = Release(number=before.number, period=build.period, before=followed, files=files)
    return Composed(release=release, sources=sources, lost=tuple(lost))
