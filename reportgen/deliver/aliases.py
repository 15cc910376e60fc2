"""config/aliases.csv with more confirmed spellings: what stands there stays as it was."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from reportgen.deliver.tables import guarded
from reportgen.model.problem import Problem
from reportgen.policy.aliases import ALIASES, HEADINGS, Alias, decoded, delimiter, placed, records

_FRESH = "\ufeff" + ",".join(names[0] for names in HEADINGS.values()) + "\r\n"
"""A file as Excel opens it without asking."""


def with_more(before: bytes | None, more: Sequence[Alias]) -> bytes:
    """Return the alias file with ``more`` below its rows, in its own encoding, delimiter and columns.

    In:      the file as it is, already found to be without faults; None where there is none yet.
    Out:     columns that the file lacks and a new row needs stand at its right.
    """
    source, encoding = (_FRESH[1:], "utf-8-sig") if before is None else decoded(before) or ("", "utf-8-sig")
    rows = records(source)
    if isinstance(rows, Problem):
        raise TypeError(f"{ALIASES} cannot be added to: {rows}")
    columns = placed(rows[0])
    lacking = [field for field in HEADINGS if field not in columns and any(_cell(one, field) for one in more)]
    columns |= {field: len(rows[0]) + i for i, field in enumerate(lacking)}
    rows[0] = [*rows[0], *(HEADINGS[field][0] for field in lacking)]
    width = len(rows[0])
    field_at = {at: field for field, at in columns.items()}
    added = [[_cell(one, field_at[at]) if at in field_at else "" for at in range(width)] for one in more]
    made = io.StringIO(newline="")
    ending = "\r\n" if "\r\n" in source else "\n"
    csv.writer(made, delimiter=delimiter(source), lineterminator=ending).writerows([*rows, *added])
    return made.getvalue().encode(encoding)


def _cell(alias: Alias, field: str) -> str:
    value = getattr(alias, field)
    return "" if value is None else guarded(str(value))


def write_aliases(root: Path, content: bytes) -> None:
    """Replace the workspace's alias file in one step: a reader sees the old one or the new one."""
    path = root / ALIASES
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
