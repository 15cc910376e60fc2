"""Sales and orders."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.figures import Figures, Ints, counted, missing
from reportgen.measure.scopes import Scopes
from reportgen.model.gap import Gap
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window
    from reportgen.model.period import Period

FEN = 100
MONTHS = 12
_OF_ORDER = ("order_id", "client_id", "office_id", "order_date", "amount_fen", "margin_fen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Orders that were not cancelled, of any time before as-of, spread over the scopes."""

    orders: pd.DataFrame
    scopes: Scopes
    period: "Period"
    as_of: date
    read: dict[str, bool]
    """Whether orders were exported: ``now``, ``qoq``, ``yoy``."""

    @classmethod
    def of(cls, facts: "Facts", window: "Window", scopes: Scopes) -> "Trade":
        """Return the trade of a window."""
        live = facts.orders[~facts.orders["cancelled"].fillna(value=False).astype("bool")]
        known = live[live["order_date"] <= pd.Timestamp(window.last_day)]
        periods = {"now": window.period, "qoq": window.period.previous, "yoy": window.period.year_ago}
        return cls(
            orders=scopes.spread(known[[*_OF_ORDER]]),
            scopes=scopes,
            period=window.period,
            as_of=window.last_day + timedelta(days=1),
            read={name: facts.was_read(Export.ORDERS, one) for name, one in periods.items()},
        )

    def between(self, first: date, end: date) -> pd.DataFrame:
        """Return the orders of [first, end)."""
        day = self.orders["order_date"]
        return self.orders[(day >= pd.Timestamp(first)) & (day < pd.Timestamp(end))]

    def of_period(self, period: "Period") -> pd.DataFrame:
        """Return the orders of a period."""
        return self.between(period.start, period.end)

    def count(self, orders: pd.DataFrame) -> Ints:
        """Return the number of orders per scope."""
        return self.scopes.tally(orders["scope"])

    def fen(self, orders: pd.DataFrame, column: str = "amount_fen") -> list[int]:
        """Return the sum of a column per scope."""
        summed = orders.groupby("scope")[column].sum()
        return [int(one) for one in summed.reindex(range(self.scopes.size), fill_value=0)]


def trade_figures(trade: Trade) -> list[Figures]:
    """Sales, orders, margin, growth and stability.

    In:      ORDERS of any time before as-of.
    Out:     Figures; money in yuan; NO_DATA where orders were not exported or a base is 0.
    Source:  P17.2; P03.25, P03.27; P04.4; results contract section 6.
    """
    now = trade.of_period(trade.period)
    year = trade.between(_year_before(trade.as_of), trade.as_of)
    return [
        _money(trade, "trade.sales", now),
        counted("trade.orders", trade.count(now), read=trade.read["now"]),
        _money(trade, "trade.sales_12m", year),
        _growth(trade, "qoq", now, trade.of_period(trade.period.previous)),
        _growth(trade, "yoy", now, trade.of_period(trade.period.year_ago)),
        _stability(trade),
        _margin(trade, now),
    ]


def orders_of_period(trade: Trade) -> Ints | None:
    """The orders of the period per scope.

    In:      ORDERS of any time before as-of.
    Out:     a count per scope; None where orders were not exported.
    Source:  results contract section 4, rate per 100 orders.
    """
    return trade.count(trade.of_period(trade.period)) if trade.read["now"] else None


def growths(now: list[int], base: list[int]) -> list[Fraction | None]:
    """Now ÷ base − 1, None where the base is 0.

    In:      two lists, position by position.
    Out:     ratios.
    Source:  results contract section 6.
    """
    return [Fraction(a, b) - 1 if b else None for a, b in zip(now, base, strict=True)]


def _money(trade: Trade, measure: str, orders: pd.DataFrame) -> Figures:
    """Return a sum in yuan: a real zero where orders were exported."""
    size = trade.scopes.size
    if not trade.read["now"]:
        return missing(measure, size, Gap.NO_DATA)
    value = [Fraction(one, FEN) for one in trade.fen(orders)]
    return Figures(measure=measure, value=value, n=trade.count(orders), gap=[""] * size)


def _margin(trade: Trade, orders: pd.DataFrame) -> Figures:
    """Return the margin of the orders that state one; none stated is no figure, never 0."""
    measure, size = "trade.margin", trade.scopes.size
    if not trade.read["now"]:
        return missing(measure, size, Gap.NO_DATA)
    stated = orders[orders["margin_fen"].notna()]
    n = trade.count(stated)
    summed = zip(trade.fen(stated, "margin_fen"), n.tolist(), strict=True)
    value = [Fraction(one, FEN) if of else None for one, of in summed]
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return Figures(measure=measure, value=value, n=n, gap=gap)


def _growth(trade: Trade, name: str, now: pd.DataFrame, base: pd.DataFrame) -> Figures:
    """Return the growth of sales over a base period."""
    measure = f"trade.sales_growth.{name}"
    if not (trade.read["now"] and trade.read[name]):
        return missing(measure, trade.scopes.size, Gap.NO_DATA)
    value = growths(trade.fen(now), trade.fen(base))
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return Figures(measure=measure, value=value, n=trade.count(base), gap=gap)


def _stability(trade: Trade) -> Figures:
    """Return the share of the last 12 calendar months with an order."""
    measure, size = "trade.order_stability", trade.scopes.size
    if not trade.read["now"]:
        return missing(measure, size, Gap.NO_DATA)
    last = trade.as_of - timedelta(days=1)
    first = last.year * MONTHS + last.month - MONTHS
    month = trade.orders["order_date"].dt.year * MONTHS + trade.orders["order_date"].dt.month - 1
    seen = pd.DataFrame({"scope": trade.orders["scope"], "month": month})[month >= first].drop_duplicates()
    value = [Fraction(one, MONTHS) for one in trade.scopes.tally(seen["scope"]).tolist()]
    return Figures(measure=measure, value=value, n=np.full(size, MONTHS), gap=[""] * size)


def _year_before(day: date) -> date:
    """Return the same day a year earlier, 28 February for the 29th."""
    return (pd.Timestamp(day) - pd.DateOffset(years=1)).date()
