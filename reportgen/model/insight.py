"""What lies behind the figures of a period."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.evaluation_frames import EVALUATED, EVALUATIONS
from reportgen.model.listening_frames import FEEDBACK, LOYALTY, MENTIONS, NEEDS, REMEDIES, SURVEYED
from reportgen.model.pattern_frames import AGEING, COMPLAINT_GROUPS, COMPLAINT_MONTHS, DRIVERS, KEYWORDS, PATTERNS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """Frames of patterns, of what clients say and of evaluations; empty where the packs do not ask for them."""

    complaint_months: "pd.DataFrame"
    patterns: "pd.DataFrame"
    ageing: "pd.DataFrame"
    complaint_groups: "pd.DataFrame"
    drivers: "pd.DataFrame"
    keywords: "pd.DataFrame"
    feedback: "pd.DataFrame"
    needs: "pd.DataFrame"
    mentions: "pd.DataFrame"
    loyalty: "pd.DataFrame"
    remedies: "pd.DataFrame"
    surveyed: "pd.DataFrame"
    evaluations: "pd.DataFrame"
    evaluated: "pd.DataFrame"

    @classmethod
    def nothing(cls) -> "Insight":
        """Return empty frames."""
        return cls(
            complaint_months=COMPLAINT_MONTHS.empty(),
            patterns=PATTERNS.empty(),
            ageing=AGEING.empty(),
            complaint_groups=COMPLAINT_GROUPS.empty(),
            drivers=DRIVERS.empty(),
            keywords=KEYWORDS.empty(),
            feedback=FEEDBACK.empty(),
            needs=NEEDS.empty(),
            mentions=MENTIONS.empty(),
            loyalty=LOYALTY.empty(),
            remedies=REMEDIES.empty(),
            surveyed=SURVEYED.empty(),
            evaluations=EVALUATIONS.empty(),
            evaluated=EVALUATED.empty(),
        )
