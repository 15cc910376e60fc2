"""What went in and what came out of a build, as JSON."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import metadata
from typing import TYPE_CHECKING

from reportgen.deliver.stage import digest
from reportgen.policy.pack import Pack

if TYPE_CHECKING:
    from reportgen.model.clock import Clock

LIBRARIES = (
    *("babel", "jinja2", "pandas", "pydantic", "pypinyin"),
    *("python-calamine", "scipy", "weasyprint", "xlsxwriter"),
)


def manifest(
    period: str,
    as_of: datetime,
    inputs: Sequence[tuple[str, str]],
    packs: Mapping[str, Sequence[Pack]],
    clock: "Clock",
    outputs: Mapping[str, bytes],
) -> bytes:
    """Return manifest.json: period, versions, inputs and outputs with their SHA-256.

    It holds no clock and no path, so that the same inputs give the same bytes.
    """
    content = {
        "period": period,
        "as_of": as_of.isoformat(),
        "source_date": as_of.date().isoformat(),
        "tool": {"name": "reportgen", "version": metadata.version("client-reportgen")},
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
        "calendar": _calendar(clock),
        "inputs": [{"file": file, "sha256": sha256} for file, sha256 in sorted(inputs)],
        "packs": [
            {"id": pack.id, "version": pack.version, "in_force": pack.in_force.isoformat()}
            for pack_id in sorted(packs)
            for pack in packs[pack_id]
        ],
        "outputs": [{"file": name, "sha256": digest(outputs[name])} for name in sorted(outputs)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


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
