"""Which files are read: what the rules of config/sources.yaml name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

LISTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file as a rule claims it; the hints are the rule's, None where it says nothing."""

    path: Path
    name: str
    """Path relative to the workspace, with slashes: what messages and tables show."""
    encoding: str | None = None
    sheet: str | None = None
    """Name of a sheet, or a pattern such as ``*卡*``."""
    delimiter: str | None = None
    allow_empty: bool = False


def matching(root: Path, folder: str, patterns: Sequence[str]) -> tuple[list[InputFile], list[Problem]]:
    """Return the files of ``root/folder`` that a rule's patterns name, sorted by name.

    A pattern that names none is a Problem: E101 for a plain file name, E102 for a pattern.
    """
    found: dict[str, InputFile] = {}
    problems = []
    for pattern in patterns:
        paths = [path for path in sorted((root / folder).glob(pattern)) if not path.is_dir()]
        for path in paths:
            name = path.relative_to(root).as_posix()
            found[name] = InputFile(path=path, name=name)
        if not paths:
            problems.append(_nothing(root, folder, pattern))
    return [found[name] for name in sorted(found)], problems


def _nothing(root: Path, folder: str, pattern: str) -> Problem:
    if any(sign in pattern for sign in "*?["):
        expected = text("a file of {folder} that matches {pattern}", folder=folder, pattern=pattern)
        return Problem(
            code="E102",
            severity=Severity.REFUSED,
            file=folder,
            value=pattern,
            expected=expected,
            hint=there_is(root / folder),
        )
    return missing(root / folder / pattern, f"{folder}/{pattern}")


def missing(path: Path, name: str) -> Problem:
    """Return the Problem of a file that does not exist, with what is there instead."""
    return Problem(
        code="E101",
        severity=Severity.REFUSED,
        file=name,
        value=path.name,
        expected=text("a file of this name"),
        hint=there_is(path.parent),
    )


def there_is(folder: Path) -> Text:
    """Return the sentence that lists a folder's files."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return text("the folder does not exist: {folder}", folder=folder.name)
    if not names:
        return text("the folder is empty")
    more = f", … (+{len(names) - LISTED})" if len(names) > LISTED else ""
    return text("there are: {names}", names=", ".join(names[:LISTED]) + more)
