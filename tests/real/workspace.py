"""A set's workspace in a folder of its own: its configuration, its data, and registers made from them."""

import csv
import io
import json
import math
import runpy
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from reportgen.analysis import results
from reportgen.ingest.ingest import ingested
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.model.results import Results
from reportgen.policy.load import load_config

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
        path = root / file
        text = path.read_text("utf-8")
        for old, new in replacements.items():
            assert old in text, f"{file} does not hold {old}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return root


def analysed(root: Path, period: str, as_of: date | None = None) -> Results:
    """Run the pipeline up to its tables: read, measure, grade, compare."""
    config, problems = load_config(root)
    assert config is not None, "\n".join(map(str, problems))
    window = Window.of(Period.parse(period), config.profile.zone, as_of)
    scratch = root / "scratch"
    scratch.mkdir(exist_ok=True)
    found = ingested(config, window, scratch=scratch, workers=1)
    assert not found.refused_required, "\n".join(map(str, found.problems))
    return results(config, found, window)


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


def published(frame: pd.DataFrame) -> dict[tuple[str, str, str, str], dict[str, Any]]:
    """Return the cells of CHANGED by level, office, client and measure."""
    found = {}
    for row in frame.astype(object).to_dict("records"):
        key = (row["level"], row["office_id"], row["client_id"], row["measure"])
        found[key] = {str(name): None if _missing(value) else value for name, value in row.items()}
    return found


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or value != value  # noqa: PLR0124  NaN alone differs from itself


def differences(wanted: Sequence[Mapping[str, Any]], frame: pd.DataFrame, cells: Iterable[str]) -> list[str]:
    """Return one line for each figure that differs by more than 1e-9, relative or absolute."""
    found = published(frame)
    lines = []
    for scope in wanted:
        place = (scope["level"], scope["office_id"], scope["client_id"])
        for measure, figure in scope["measures"].items():
            row = found.get((*place, measure))
            if row is None:
                lines.append(f"{'/'.join(place)} {measure}: no such row")
                continue
            lines += [
                f"{'/'.join(place)} {measure}: {cell} is {row[cell]}, expected {figure[cell]}"
                for cell in cells
                if cell in figure and not same(figure[cell], row[cell])
            ]
    return lines


def same(one: Any, other: Any) -> bool:
    """Whether two cells agree; numbers to 1e-9."""
    if one is None or other is None or isinstance(one, str):
        return bool(one == other)
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-9)
