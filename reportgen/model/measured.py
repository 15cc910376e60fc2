"""The figures of one window and what a test of their changes needs again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.facts import Window

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Frames as declared in ``model.result_frames``."""

    window: Window
    measures: "pd.DataFrame"
    """MEASURES."""
    clusters: "pd.DataFrame"
    """CLUSTERS: units of the satisfaction measures."""
    durations: "pd.DataFrame"
    """DURATIONS: one row per complaint of the period and clock."""
    population: "pd.DataFrame"
    """POPULATION."""
