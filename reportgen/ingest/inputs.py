"""A file to read, and what its rule says of it."""

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
