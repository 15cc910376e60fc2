"""The configuration of one workspace, checked."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.policy.aliases import Alias
from reportgen.policy.logo import Logo
from reportgen.policy.pack import Pack
from reportgen.policy.profile import Profile
from reportgen.policy.sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Profile, sources and the versions of every active pack."""

    root: Path
    profile: Profile
    sources: Sources
    packs: dict[str, tuple[Pack, ...]]
    """Id → versions, the earliest first."""
    files: tuple[tuple[str, str], ...]
    """(file, SHA-256) of everything that was read."""
    aliases: tuple[Alias, ...] = ()
    """Spellings of clients that a person has confirmed."""
    logo: Logo | None = None

    @property
    def digest(self) -> str:
        """SHA-256 over every file of the configuration: whether the rules are those of another build."""
        lines = "".join(f"{name}\0{found}\n" for name, found in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()

    def pack(self, pack_id: str, day: date) -> Pack | None:
        """Return the version in force on ``day``, or None before the first."""
        in_force = [pack for pack in self.packs.get(pack_id, ()) if pack.in_force <= day]
        return in_force[-1] if in_force else None

    def in_force(self, day: date) -> dict[str, Pack]:
        """Return every active pack that is in force on ``day``."""
        versions = {pack_id: self.pack(pack_id, day) for pack_id in self.packs}
        return {pack_id: pack for pack_id, pack in versions.items() if pack is not None}
