"""How often offices and their clients are visited, and what came of it."""

from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.figures import Figures, Ints, missing, ratios
from reportgen.model.gap import Gap
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.measure.scopes import Scopes
    from reportgen.model.facts import Facts, Window

NAMES = ("visit.per_client", "visit.effect")


def visit_figures(facts: "Facts", window: "Window", scopes: "Scopes", clients: Ints) -> list[Figures]:
    """Visits per client, and the share of the problems found that were solved.

    In:      VISITS of the period; clients: ``office.clients`` per scope. A visit whose row does not
             say both counts takes no part in the effect.
    Out:     Figures; NO_DATA without the export in the period, for an office without clients, and
             where no problem was found.
    Source:  P19.31, P19.35-36; results contract section 6.
    """
    if not facts.was_read(Export.VISITS, window.period):
        return [missing(name, scopes.size, Gap.NO_DATA) for name in NAMES]
    day = facts.visits["visited_on"]
    first, last = pd.Timestamp(window.period.start), pd.Timestamp(window.end.date())
    visits = scopes.spread(facts.visits[(day >= first) & (day < last)])
    counted = visits[visits["problems_found"].notna() & visits["problems_solved"].notna()]
    found, solved = (_sums(counted, name, scopes) for name in ("problems_found", "problems_solved"))
    shares = (
        (ratios(scopes.tally(visits["scope"]).tolist(), clients.tolist()), clients),
        (ratios(solved.tolist(), found.tolist()), found),
    )
    return [
        Figures(measure=name, value=value, n=n, gap=[Gap.NO_DATA if one is None else "" for one in value])
        for name, (value, n) in zip(NAMES, shares, strict=True)
    ]


def _sums(rows: pd.DataFrame, column: str, scopes: "Scopes") -> Ints:
    return rows.groupby("scope")[column].sum().reindex(range(scopes.size), fill_value=0).to_numpy(dtype="int64")
