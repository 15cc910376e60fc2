"""Two quarters of cards, graded and compared: what most tests of compare look at."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from reportgen.compare.contributions import contributions
from reportgen.compare.transitions import transitions
from reportgen.grade.grade import graded
from reportgen.model.facts import Facts
from reportgen.model.graded import Graded
from reportgen.model.result_frames import MEASURES
from reportgen.policy.pack import Pack
from tests.grade import frames

Q2, Q3 = frames.window("2026Q2"), frames.window("2026Q3")


class Compared(NamedTuple):
    """The three gradings, and what comes of them."""

    before: Graded
    rescored: Graded
    now: Graded
    grades: pd.DataFrame
    contributions: pd.DataFrame

    def grade(self, client: str, pack: str = "P03") -> dict[str, Any]:
        """The row of one client."""
        own = self.grades[(self.grades["client_id"] == client) & (self.grades["pack"] == pack)]
        (row,) = own.to_dict("records")
        return {str(name): cell for name, cell in row.items()}

    def rows(self, client: str) -> dict[tuple[str, str], Any]:
        """(item, kind) → contribution of one client."""
        own = self.contributions[self.contributions["client_id"] == client]
        return {(row["item"], row["kind"]): row["contribution"] for row in own.to_dict("records")}


def register(q2: Sequence[str], q3: Sequence[str]) -> pd.DataFrame:
    """Registers of two quarters."""
    both = (("2026Q2", q2), ("2026Q3", q3))
    return pd.concat([frames.register(p, *({"client_id": c} for c in ids)) for p, ids in both if ids])


def facts_of(cards: Sequence[Mapping[str, Any]], q2: Sequence[str], q3: Sequence[str]) -> Facts:
    """Facts of two quarters."""
    everyone = sorted({*q2, *q3})
    return frames.facts(
        register=register(q2, q3),
        memberships=frames.memberships(*({"client_id": c, "office_id": "E"} for c in everyone)),
        **frames.cards(*cards),
    )


def compared(
    facts: Facts,
    packs: Mapping[str, Sequence[Pack]],
    sales: tuple[pd.DataFrame, pd.DataFrame] | None = None,
) -> Compared:
    """2026Q3 against 2026Q2."""
    old, new = sales or (MEASURES.empty(), MEASURES.empty())
    now, before = graded(facts, new, Q3, packs), graded(facts, old, Q2, packs)
    rescored = graded(facts, old, Q2, packs, rules=now)
    grades = transitions(before, rescored, now, packs, Q3, facts)
    return Compared(before, rescored, now, grades, contributions(before, rescored, now, grades))
