"""An entry at the end of config/sources.yaml: what a person wrote there stays as it is."""

import re
from pathlib import Path

from reportgen.policy.fault import problems_of
from reportgen.policy.load import SOURCES
from reportgen.policy.marks import marked
from reportgen.policy.sources import Sources

_ITEM = re.compile(r"^( *)- export:", re.MULTILINE)
_EMPTY = re.compile(r"^sources:[ \t]*\[[ \t]*\]", re.MULTILINE)


def appended(old: str, entry: str) -> tuple[str, list[str]]:
    """Return the file with one more entry, and why that could not be read; nothing wrong = an empty list.

    In:  entry: two blanks in, as ``rule.entry`` writes it.
    """
    found = _ITEM.search(old)
    indent = len(found[1]) if found else 2
    lines = [f"{' ' * indent}{line[2:]}" if line.strip() else line for line in entry.splitlines()]
    start = _EMPTY.sub("sources:", old).rstrip("\n")
    new = f"{start}\n\n" + "\n".join(lines) + "\n"
    return new, _faults(new)


def _faults(whole: str) -> list[str]:
    from pydantic import ValidationError

    data, problems = marked(whole, SOURCES)
    if data is None or problems:
        return [str(problem) for problem in problems]
    try:
        Sources.model_validate(data.data)
    except ValidationError as error:
        return [str(problem) for problem in problems_of(error, Sources, data, SOURCES)]
    return []


def append_entries(root: Path, entries: list[str]) -> list[str]:
    """Write entries to the end of the workspace's rules; return why not, where the result could not be read."""
    path = root / SOURCES
    new = path.read_text("utf-8")
    for entry in entries:
        new, faults = appended(new, entry)
        if faults:
            return faults
    path.write_text(new, encoding="utf-8")
    return []
