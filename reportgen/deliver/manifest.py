"""What went in and what came out of a build, as JSON."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.deliver.stage import digest
from reportgen.policy.pack import Pack
from reportgen.policy.pdf import PdfRules
from reportgen.policy.shipped import shipped

if TYPE_CHECKING:
    from reportgen.model.clock import Clock

LIBRARIES = (
    *("babel", "jinja2", "pandas", "pydantic", "pypinyin"),
    *("python-calamine", "scipy", "weasyprint", "xlsxwriter"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a build was made of."""

    period: str
    as_of: datetime
    locale: str
    inputs: Sequence[tuple[str, str]]
    """(file, SHA-256)."""
    packs: Mapping[str, Sequence[Pack]]
    clock: "Clock"
    pdf: PdfRules
    bilingual: bool
    closed: Mapping[str, str]
    """Closed period → hash of its entry in the ledger, for those that figures were compared with."""


def manifest(made: Made, outputs: Mapping[str, bytes]) -> bytes:
    """Return manifest.json: period, versions, inputs and outputs with their SHA-256.

    It holds no clock and no path, so that the same inputs give the same bytes.
    """
    content = {
        "period": made.period,
        "as_of": made.as_of.isoformat(),
        "source_date": made.as_of.date().isoformat(),
        "locale": made.locale,
        "pdf": {"variant": made.pdf.variant, "draft": made.pdf.draft},
        "bilingual": made.bilingual,
        "closed": dict(sorted(made.closed.items())),
        **_versions(),
        "calendar": _calendar(made.clock),
        "inputs": [{"file": file, "sha256": sha256} for file, sha256 in sorted(made.inputs)],
        "packs": [
            {"id": pack.id, "version": pack.version, "in_force": pack.in_force.isoformat()}
            for pack_id in sorted(made.packs)
            for pack in made.packs[pack_id]
        ],
        "outputs": [{"file": name, "sha256": digest(outputs[name])} for name in sorted(outputs)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def versions() -> str:
    """Return the versions of the tool and of the libraries that a figure or a page depends on, as one text."""
    return json.dumps(_versions(), sort_keys=True)


def _versions() -> dict[str, dict[str, str]]:
    return {
        "tool": {"name": "reportgen", "version": metadata.version("client-reportgen"), "sha256": _program()},
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
    }


@cache
def _program() -> str:
    """Return the SHA-256 over the code, templates and packs as installed: a version that was edited differs."""
    package = Path(__file__).parents[1]
    trees = [(package, "*.py"), (shipped("templates"), "*"), (shipped("config"), "*.yaml")]
    found = hashlib.sha256()
    for tree, pattern in trees:
        for path in sorted(tree.rglob(pattern)):
            if path.is_file():
                found.update(f"{path.relative_to(tree).as_posix()}\0{digest(path.read_bytes())}\n".encode())
    return found.hexdigest()


def _calendar(clock: "Clock") -> dict[str, str | int] | None:
    """Return the data of public holidays that hours rest on; None where none do."""
    for office in ("", *clock.offices):
        hours = clock.hours(office)
        if hours is not None and hours.workdays is not None:
            public = hours.workdays
            return {
                "name": public.name,
                "version": public.version,
                "country": public.country,
                "first_year": public.first_year,
                "last_year": public.last_year,
            }
    return None
