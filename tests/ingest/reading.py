"""Short ways to read a file in a test."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from reportgen.ingest.child import read_copy
from reportgen.ingest.inputs import InputFile
from reportgen.ingest.job import Job, Outcome
from reportgen.ingest.limits import Limits
from reportgen.ingest.read import read_files
from reportgen.ingest.sheet import Sheet
from reportgen.model.problem import Problem

FOLDER = "surveys/2026Q3"
LIMITS = Limits()


class Hints(NamedTuple):
    """What a rule says of its files."""

    encoding: str | None = None
    sheet: str | None = None
    delimiter: str | None = None
    allow_empty: bool = False


NO_HINTS = Hints()


class Read(NamedTuple):
    """What came of some files."""

    sheets: list[Sheet]
    problems: list[Problem]

    @property
    def sheet(self) -> Sheet:
        """The only table."""
        assert len(self.sheets) == 1, [str(problem) for problem in self.problems]
        return self.sheets[0]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The cells of the only table."""
        return list(self.sheet.cells)


def inputs(root: Path, names: Mapping[str, object], hints: Hints) -> list[InputFile]:
    """Return the files of a workspace by name, with a rule's hints."""
    return [
        InputFile(path=root / FOLDER / name, name=f"{FOLDER}/{name}", **hints._asdict()) for name in sorted(names)
    ]


def written(root: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into the folder of a quarter."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def read(root: Path, files: Mapping[str, bytes], hints: Hints = NO_HINTS, limits: Limits = LIMITS) -> Read:
    """Write files, and read them as a build does."""
    written(root, files)
    scratch = root / "scratch"
    scratch.mkdir(exist_ok=True)
    return Read(*read_files(inputs(root, files, hints), limits=limits, workers=2, scratch=scratch))


def parsed(root: Path, name: str, content: bytes, hints: Hints = NO_HINTS, limits: Limits = LIMITS) -> Outcome:
    """Read one file in this very process: quicker, where nothing can go wrong that hurts."""
    copy = root / f"copy{Path(name).suffix}"
    copy.write_bytes(content)
    job = Job(
        copy=copy,
        spool=root / "spool",
        name=f"{FOLDER}/{name}",
        sha256="",
        encoding=hints.encoding,
        sheet=hints.sheet,
        delimiter=hints.delimiter,
        allow_empty=hints.allow_empty,
        limits=limits,
    )
    return read_copy(job)


def text_of(root: Path, content: bytes, hints: Hints = NO_HINTS, limits: Limits = LIMITS) -> Read:
    """Read one CSV in this very process."""
    outcome = parsed(root, "a.csv", content, hints, limits)
    return Read(list(outcome.sheets), list(outcome.problems))


def book_of(root: Path, content: bytes, hints: Hints = NO_HINTS, limits: Limits = LIMITS) -> Read:
    """Read one .xlsx in this very process."""
    outcome = parsed(root, "a.xlsx", content, hints, limits)
    return Read(list(outcome.sheets), list(outcome.problems))
