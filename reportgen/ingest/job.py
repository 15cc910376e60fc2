"""What a reading process is asked, and what it answers."""

from dataclasses import dataclass
from pathlib import Path

from reportgen.ingest.limits import Limits
from reportgen.ingest.sheet import Sheet
from reportgen.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One copy to read; the hints are those of ``InputFile``."""

    copy: Path
    spool: Path
    """Where the cells of its sheets are written: ``<spool>.<number>``."""
    name: str
    sha256: str
    encoding: str | None
    sheet: str | None
    delimiter: str | None
    allow_empty: bool
    limits: Limits

    def spool_file(self, number: int) -> Path:
        """Return where the cells of a sheet go."""
        return self.spool.with_name(f"{self.spool.name}.{number}.cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The sheets of one file, or the Problems that stopped it; notes may stand beside sheets."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
