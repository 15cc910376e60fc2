"""The gradings of one window: what grade returns and compare reads."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.finding import Finding, Unmade

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The gradings in force at as-of, and what their scores are made of."""

    graded: "pd.DataFrame"
    """GRADED."""
    points: "pd.DataFrame"
    """POINTS of the same gradings."""
    findings: tuple[Finding, ...]
    unmade: tuple[Unmade, ...] = ()
    """Checks that lacked what they need."""
