"""The channels by which a root tells something, and everything that a reader of several quarters is told."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.builds.attack.pages import (
    told_by_drawings,
    told_by_enclosed,
    told_by_pages,
    told_by_papers,
    told_by_text,
)
from tests.builds.attack.tables import csv_tables, sheet_tables, told_by
from tests.builds.attack.told import Told


def told_by_root(root: Path, period: str, words: Mapping[str, str]) -> Iterator[Told]:
    """Yield everything that one quarter's root of an audience tells; ``words``: category as printed → its code."""
    yield from told_by("csv", csv_tables(root))
    if (root / "data" / "book.xlsx").exists():
        yield from told_by("xlsx", sheet_tables(root))
    yield from told_by_pages(root, period)
    yield from told_by_drawings(root, period, dict(words))
    yield from told_by_text(root, period)
    yield from told_by_papers(root, period)
    yield from told_by_enclosed(root)


def told_by_all(roots: Iterable[tuple[str, Path]], words: Mapping[str, str]) -> list[Told]:
    """Return what the reports of several quarters tell, the last one's first where they differ."""
    return [one for period, root in roots for one in told_by_root(root, period, words)]
