"""A set's workspace in a folder of its own: its configuration, its data, and registers made from them."""

import csv
import io
import json
import runpy
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Client = tuple[str, str, str]  # id, name, office
DATA = HERE.parents[1].parent / "shared" / "data"


def expected(name: str) -> dict[str, Any]:
    """Return the set's expected figures."""
    found: dict[str, Any] = json.loads((HERE / name / "expected.json").read_text("utf-8"))
    return found


def workspace(root: Path, name: str, *, edits: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """Copy the set's configuration to ``root``; ``edits``: file → text to replace → replacement."""
    shutil.copytree(HERE / name / "config", root / "config")
    for file, replacements in (edits or {}).items():
        path = root / "config" / file
        text = path.read_text("utf-8")
        for old, new in replacements.items():
            assert old in text, f"{file} does not hold {old}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return root


def put(root: Path, period: str, name: str, content: bytes) -> None:
    """Write one file into a period's folder."""
    folder = root / "surveys" / period
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def put_registers(
    root: Path, period: str, clients: Iterable[tuple[str, str, str]], offices: Iterable[str]
) -> None:
    """Write the registers; offices are named by their ids."""
    put(root, period, "clients.csv", _csv([("client_id", "name", "office_id"), *sorted(clients)]))
    put(root, period, "offices.csv", _csv([("office_id", "name"), *((one, one) for one in sorted(offices))]))


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def same_as_derived(name: str) -> bool:
    """Whether ``derive.py`` of the set, run again on the inputs there are, gives expected.json."""
    path = HERE / name / "derive.py"
    found = runpy.run_path(str(path))["written"]()
    return bool(found == (HERE / name / "expected.json").read_text("utf-8"))
