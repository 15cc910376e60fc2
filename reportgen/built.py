"""A build as it stands in the output folder: what it says of itself, and whether a file was touched since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.deliver.stage import digest
from reportgen.model.problem import Problem
from reportgen.model.text import text
from reportgen.outcome import refused

if TYPE_CHECKING:
    from reportgen.model.results import Results

MANIFEST = "data/manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One period as it was built."""

    period: str
    folder: Path
    """Where its files lie, links followed: the next build does not change it."""
    outputs: Mapping[str, str]
    """Every file that the build wrote but its manifest: name → SHA-256."""
    made: Mapping[str, Any]
    """All that its manifest says."""
    draft: bool
    """Whether every report says that it is a draft."""


def built(output: Path, period: str) -> Built | None:
    """Return the build of ``period`` in ``output``; None where there is none that says what it wrote.

    Raises:  OSError where there is one that cannot be read.
    """
    folder = (output / period).resolve()
    try:
        made = json.loads((folder / MANIFEST).read_bytes())
        outputs = {str(one["file"]): str(one["sha256"]) for one in made["outputs"]}
        draft = bool(made.get("pdf", {}).get("draft"))
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Built(period=period, folder=folder, outputs=outputs, made=made, draft=draft)


def files_below(folder: Path) -> dict[str, Path]:
    """Return every file below ``folder``: name → where it is."""
    whole = folder.resolve()
    return {path.relative_to(whole).as_posix(): path for path in sorted(whole.rglob("*")) if path.is_file()}


def altered(folder: Path, outputs: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return a Problem for each file that is not as it was written, is lost, or was put in since."""
    files = files_below(folder)
    wrong = [
        (name, text("the file as it was written"))
        for name, sha256 in sorted(outputs.items())
        if name not in files or digest(files[name].read_bytes()) != sha256
    ]
    wrong += [
        (name, text("no file that the build did not write")) for name in sorted({*files} - {*outputs, MANIFEST})
    ]
    hint = text("build the period again, or bring the file back from a backup")
    return tuple(refused("E512", name, name if name in files else "-", expected, hint) for name, expected in wrong)


def old_tables(results: "Results", outputs: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return a Problem for each table of a build that the inputs and rules of now do not give any more."""
    from reportgen.deliver.data import data_files, data_tables

    tables = [one for one in data_tables(results, ()) if one.name != "problems"]  # has those of rendering too
    expected = text("the table that the inputs and rules of now give")
    hint = text("the inputs, the rules or the program changed since; build the period again")
    return tuple(
        refused("E513", name, name, expected, hint)
        for name, content in data_files(tables, "data").items()
        if outputs.get(name) != digest(content)
    )
