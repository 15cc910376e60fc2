"""What a closing freezes, and how it is read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.ledger.chain import Act, Entry, LedgerError, append, entries
from reportgen.ledger.frames import read, written
from reportgen.ledger.kinds import CLOSED
from reportgen.ledger.objects import content, kept
from reportgen.model.closed import FACT_ROWS, Closed
from reportgen.model.period import Period
from reportgen.model.result_frames import GRADED, MEASURES, POINTS

if TYPE_CHECKING:
    import pandas as pd

FRAMES = {"measures": MEASURES, "graded": GRADED, "points": POINTS, "rows": FACT_ROWS}
"""What later periods are compared with, exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One period as it is to be closed."""

    period: str
    options: Mapping[str, Any]
    """Options of the build that change its bytes: as_of and locale."""
    workspace: Mapping[str, Path]
    """Every file that the build could see: name below the workspace → where it is."""
    outputs: Mapping[str, Path]
    """Every file that the build wrote: name below the period's folder → where it is."""
    frames: "Mapping[str, pd.DataFrame]"
    rules: str
    tool: str
    earlier: Mapping[str, str]
    """Closed period → hash of its entry, for those that the build was compared with."""


def frozen(folder: Path, closing: Closing, at: datetime, actor: str) -> Entry:
    """Keep every file and frame of a closing, then enter it: until the entry stands, nothing is closed.

    Raises:  OSError, LedgerError.
    """
    body = {
        "options": dict(closing.options),
        "workspace": _kept(folder, closing.workspace),
        "outputs": _kept(folder, closing.outputs),
        "frames": {
            name: kept(folder, [written(closing.frames[name], frame)])[0] for name, frame in FRAMES.items()
        },
        "rules": closing.rules,
        "tool": closing.tool,
        "earlier": dict(closing.earlier),
    }
    return append(folder, Act(kind=CLOSED, period=closing.period, body=body, at=at, actor=actor))


def closing_of(folder: Path, period: str) -> Entry | None:
    """Return the entry that closed ``period``.

    Raises:  LedgerError.
    """
    found = entries(folder, kind=CLOSED, period=period)
    return found[0] if found else None


def restored(folder: Path, entry: Entry, workspace: Path) -> None:
    """Write the workspace that a closing kept below ``workspace``; a file that the ledger lost comes out empty."""
    for name, sha256 in entry.body["workspace"].items():
        path = workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(folder, sha256) or b"")


def closed_until(folder: Path, period: Period, only: Mapping[str, str] | None = None) -> dict[str, Closed]:
    """Return the figures of the closed periods up to ``period``, of those in ``only`` (period → hash) where given.

    Raises:  LedgerError where the ledger or a figure in it is lost or altered: a comparison with figures that
             nobody vouches for is worse than none.
    """
    found = {}
    for entry in entries(folder, kind=CLOSED):
        known = Period.parse(entry.period).start <= period.start
        if known and (only is None or only.get(entry.period) == entry.hash):
            found[entry.period] = _closed(folder, entry)
    return found


def _closed(folder: Path, entry: Entry) -> Closed:
    frames = {}
    for name, contract in FRAMES.items():
        raw = content(folder, entry.body["frames"][name])
        if raw is None:
            raise LedgerError(folder, ValueError(f"{name} of {entry.period} is lost or was altered"))
        frames[name] = read(raw, contract)
    return Closed(
        period=entry.period, hash=entry.hash, rules=entry.body["rules"], tool=entry.body["tool"], **frames
    )


def _kept(folder: Path, files: Mapping[str, Path]) -> dict[str, str]:
    names = sorted(files)
    return dict(zip(names, kept(folder, (files[name].read_bytes() for name in names)), strict=True))
