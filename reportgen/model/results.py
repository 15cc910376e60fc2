"""Everything that a build found out, before an audience's masks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.model.facts import Facts, Window
from reportgen.model.finding import Finding, Unmade
from reportgen.model.insight import Insight
from reportgen.model.level_frames import ADJUSTED, GRANTED
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.restated import RESTATED
from reportgen.model.result_frames import GRADED

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The tables of one build; frames as declared in ``model.result_frames``."""

    period: Period
    window: Window
    facts: Facts
    changed: "pd.DataFrame"
    change_parts: "pd.DataFrame"
    grades: "pd.DataFrame"
    contributions: "pd.DataFrame"
    points: "pd.DataFrame"
    """POINTS of the grading in force."""
    clients: "pd.DataFrame"
    coverage: "pd.DataFrame"
    client_coverage: "pd.DataFrame"
    """CLIENT_COVERAGE: which exports know each client."""
    coverage_groups: "pd.DataFrame"
    """COVERAGE_GROUPS: where they do not meet."""
    unresolved: "pd.DataFrame"
    """UNRESOLVED of the period's folder: what rows say whose client nobody knows."""
    history: "pd.DataFrame"
    """MEASURES of every period that has a folder, at most eight, the built one last."""
    grade_history: "pd.DataFrame"
    """GRADES of the same periods."""
    insight: Insight
    """What lies behind the figures."""
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    owners: "pd.DataFrame"
    """OWNERS: which client each row of the exports is about, those set aside too."""
    inputs: tuple[tuple[str, str], ...]
    """(file, SHA-256) of every export that was read."""
    unmade: tuple[Unmade, ...] = ()
    """Checks of the policies that lacked what they need."""
    graded: "pd.DataFrame" = field(default_factory=GRADED.empty)
    """GRADED of the period itself: what a closing keeps."""
    adjusted: "pd.DataFrame" = field(default_factory=ADJUSTED.empty)
    """ADJUSTED: how long changed levels waited until they were in use."""
    granted: "pd.DataFrame" = field(default_factory=GRANTED.empty)
    """GRANTED: orders and loyalty before and after a measure."""
    restated: "pd.DataFrame" = field(default_factory=RESTATED.empty)
    """RESTATED: what would be different now in closed periods."""
    closed: Mapping[str, str] = field(default_factory=dict)
    """Closed period → hash of its entry in the ledger, for those that figures are compared with."""
