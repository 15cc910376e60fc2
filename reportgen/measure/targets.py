"""Sales against the targets of the period's months."""

from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.figures import Figures, missing, ratios
from reportgen.model.gap import Gap

if TYPE_CHECKING:
    from reportgen.measure.trade import Trade
    from reportgen.model.facts import Facts

NAME = "trade.target_attainment"


def target_figures(facts: "Facts", trade: "Trade") -> Figures:
    """Sales ÷ the targets of the period's months.

    In:      TARGETS; ORDERS of the period.
    Out:     Figures, n = monthly targets; NO_DATA without orders, and where no target was agreed.
    Source:  P19.4; results contract section 6.
    """
    size = trade.scopes.size
    if not trade.read["now"]:
        return missing(NAME, size, Gap.NO_DATA)
    month = facts.targets["month"]
    start, end = (pd.Timestamp(day) for day in (trade.period.start, trade.period.end))
    inside = facts.targets.loc[(month >= start) & (month < end), ["client_id", "office_id", "target_fen"]]
    rows = trade.scopes.spread(inside)
    targets = rows.groupby("scope")["target_fen"].sum().reindex(range(size), fill_value=0)
    value = ratios(trade.fen(trade.of_period(trade.period)), [int(one) for one in targets])
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return Figures(measure=NAME, value=value, n=trade.scopes.tally(rows["scope"]), gap=gap)
