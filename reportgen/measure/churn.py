"""Whether offices report the clients that they lose."""

from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.figures import Figures, missing, ratios
from reportgen.measure.offices import lost_clients
from reportgen.model.gap import Gap
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.measure.scopes import Scopes
    from reportgen.model.facts import Facts, Window

NAME = "office.churn_reported_share"


def churn_figures(facts: "Facts", window: "Window", scopes: "Scopes") -> Figures:
    """The share of the clients lost in the period that were reported before as-of.

    In:      REGISTER, MEMBERSHIPS, CHURN_REPORTS.
    Out:     Figures, n = clients lost; NO_DATA without the export in the period, and where no client
             was lost.
    Source:  P19.37; results contract section 6.
    """
    if not facts.was_read(Export.CHURN_REPORTS, window.period):
        return missing(NAME, scopes.size, Gap.NO_DATA)
    known = facts.churn_reports[facts.churn_reports["reported_on"] <= pd.Timestamp(window.last_day)]
    lost = scopes.spread(lost_clients(facts, window))
    reported = scopes.tally(lost["scope"], lost["client_id"].isin(known["client_id"]))
    whole = scopes.tally(lost["scope"])
    value = ratios(reported.tolist(), whole.tolist())
    return Figures(measure=NAME, value=value, n=whole, gap=[Gap.NO_DATA if one is None else "" for one in value])
