"""Breaches of the policies in force, seen in cards, sign-offs and orders."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reportgen.model.finding import Finding

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Pack


def findings(
    facts: "Facts",
    measures: "pd.DataFrame",
    window: "Window",
    packs: "Mapping[str, Sequence[Pack]]",
    graded: "pd.DataFrame",
) -> tuple[Finding, ...]:
    return ()
