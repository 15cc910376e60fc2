"""What the ledger says of publications: which release readers saw at which target, from when on."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.ledger.chain import Act, append, entries
from reportgen.ledger.kinds import PUBLISHED
from reportgen.publishing.release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """A release that readers see now."""

    target: str
    release: Release
    at: datetime
    actor: str
    rolled_back: bool = False


def entered(ledger: Path, online: Online) -> bool:
    """Enter it, unless the last entry of the target says the same; return whether it was entered.

    Raises:  LedgerError.
    """
    release = online.release
    here = [one for one in entries(ledger, kind=PUBLISHED) if one.body["target"] == online.target]
    if here and here[-1].body["release"] == release.name:
        return False
    body = {
        "target": online.target,
        "release": release.name,
        "content": release.content,
        "files": len(release.files),
        "audiences": list(release.audiences),
        "builds": {period: release.build(period) for period in release.periods},
        "rolled_back": online.rolled_back,
    }
    append(ledger, Act(kind=PUBLISHED, period=release.period, body=body, at=online.at, actor=online.actor))
    return True
