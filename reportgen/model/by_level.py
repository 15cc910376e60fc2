"""How satisfied the clients of each level are, and how many of them order: now and in the period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

INDEX, SALES = "satisfaction.index", "trade.sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Figures of some clients in one period; None where no client has any."""

    satisfaction: Fraction | None
    """Mean of the clients' own indexes, in points."""
    n: int
    """Clients with an index."""
    ordering: Fraction | None
    """Share of them with sales above 0."""
    n_ordering: int
    """Clients whose sales are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOutcome:
    """One level of one pack."""

    level: str
    clients: int
    now: Outcome
    before: Outcome


def outcomes(changed: "pd.DataFrame", grades: "pd.DataFrame", levels: Sequence[str]) -> tuple[LevelOutcome, ...]:
    """Satisfaction and loyalty of the clients of each level, the levels in their order.

    Clients stand under their level of now in both periods, so that a difference is theirs and not that
    of another composition.

    In:      CHANGED of one period; GRADES of one pack and of the clients to count.
    Out:     one row per level.
    Source:  P04.26 (the figures are inferred).
    """
    rated = grades[(grades["level"] != "") & (grades["transition"] != "lost")]
    own = changed[(changed["level"] == "client") & changed["measure"].isin([INDEX, SALES])]
    known = {
        (row["client_id"], row["measure"]): (row["value"], row["previous"])
        for row in own[["client_id", "measure", "value", "previous"]].to_dict("records")
    }
    found = []
    for level in levels:
        clients = rated.loc[rated["level"] == level, "client_id"].tolist()
        index = [known.get((one, INDEX), (None, None)) for one in clients]
        sales = [known.get((one, SALES), (None, None)) for one in clients]
        now, before = (_outcome([pair[at] for pair in index], [pair[at] for pair in sales]) for at in (0, 1))
        found.append(LevelOutcome(level=level, clients=len(clients), now=now, before=before))
    return tuple(found)


def _outcome(index: Sequence[object], sales: Sequence[object]) -> Outcome:
    said = [one for one in index if isinstance(one, Fraction)]
    sold = [one for one in sales if isinstance(one, Fraction)]
    return Outcome(
        satisfaction=sum(said, Fraction(0)) / len(said) if said else None,
        n=len(said),
        ordering=Fraction(sum(one > 0 for one in sold), len(sold)) if sold else None,
        n_ordering=len(sold),
    )
