"""What was paid of the invoices due, and what is overdue."""

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.figures import Figures, missing, ratios
from reportgen.model.gap import Gap
from reportgen.model.period import Period
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.measure.scopes import Scopes
    from reportgen.model.facts import Facts, Window

FEN = 100
NAMES = ("trade.collection_rate", "trade.overdue_amount", "trade.overdue_days_max")


def receivable_figures(facts: "Facts", window: "Window", scopes: "Scopes") -> list[Figures]:
    """Collection rate, overdue amount, and the longest delay.

    In:      RECEIVABLES; the state at the end of the window's period is known from its own folder.
    Out:     Figures; NO_DATA without the export in the period. Where nothing is overdue, the amount
             and the days are a real 0; where nothing fell due, the rate is NO_DATA.
    Source:  P03.26, P04.6; results contract section 6.
    """
    if not facts.was_read(Export.RECEIVABLES, window.period):
        return [missing(name, scopes.size, Gap.NO_DATA) for name in NAMES]
    due = scopes.spread(_due(invoices_of(facts, window), window))
    return [_collected(due, window, scopes), _overdue(due, scopes), _days(due, window, scopes)]


def invoices_of(facts: "Facts", window: "Window") -> pd.DataFrame:
    """Each invoice as the latest list up to the window's period states it.

    In:      RECEIVABLES.
    Out:     its rows, one per invoice. An invoice that a later list leaves out keeps its last state.
    Source:  results contract section 2: a list of receivables is a state, like the registers.
    """
    rows = facts.receivables
    ends = {name: Period.parse(name).end for name in rows["state_period"].unique()}
    known = rows[rows["state_period"].map(lambda name: ends[name] <= window.period.end).astype("bool")]
    ordered = known.assign(stated=known["state_period"].map(ends)).sort_values(["invoice_id", "stated"])
    return ordered.drop_duplicates("invoice_id", keep="last").drop(columns="stated").reset_index(drop=True)


def _due(invoices: pd.DataFrame, window: "Window") -> pd.DataFrame:
    """Return the invoices due before as-of, with what was paid of them at most their amount and what is open."""
    due = invoices[invoices["due_date"] <= pd.Timestamp(window.last_day)]
    kept = due[["client_id", "office_id", "due_date", "amount_fen"]].astype({"amount_fen": "int64"})
    paid = due["paid_fen"].astype("int64")
    return kept.assign(settled_fen=paid.clip(upper=kept["amount_fen"]), open_fen=kept["amount_fen"] - paid)


def _sums(rows: pd.DataFrame, column: str, scopes: "Scopes") -> list[int]:
    summed = rows.groupby("scope")[column].sum()
    return [int(one) for one in summed.reindex(range(scopes.size), fill_value=0)]


def _collected(due: pd.DataFrame, window: "Window", scopes: "Scopes") -> Figures:
    inside = due[due["due_date"] >= pd.Timestamp(window.period.start)]
    value = ratios(_sums(inside, "settled_fen", scopes), _sums(inside, "amount_fen", scopes))
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return Figures(measure=NAMES[0], value=value, n=scopes.tally(inside["scope"]), gap=gap)


def _overdue(due: pd.DataFrame, scopes: "Scopes") -> Figures:
    value = [Fraction(one, FEN) for one in _sums(due, "open_fen", scopes)]
    return Figures(measure=NAMES[1], value=value, n=scopes.tally(due["scope"]), gap=[""] * scopes.size)


def _days(due: pd.DataFrame, window: "Window", scopes: "Scopes") -> Figures:
    """Return the days from the due day of the oldest open invoice to as-of."""
    late = due[due["open_fen"] > 0]
    as_of = pd.Timestamp(window.last_day + timedelta(days=1))
    days = (as_of - late.groupby("scope")["due_date"].min()).dt.days
    value = [Fraction(int(one)) for one in days.reindex(range(scopes.size), fill_value=0)]
    return Figures(measure=NAMES[2], value=value, n=scopes.tally(late["scope"]), gap=[""] * scopes.size)
