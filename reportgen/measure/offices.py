"""What the register tells about offices, and how their largest clients' sales moved."""

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.measure.figures import Figures, Ints, counted, missing
from reportgen.measure.population import present
from reportgen.measure.scopes import Scopes
from reportgen.measure.trade import Trade, growths
from reportgen.model.facts import Window
from reportgen.model.gap import Gap
from reportgen.model.register import clients_at, offices_on, registered

if TYPE_CHECKING:
    from reportgen.model.facts import Facts

TOP = 20
YEAR_DAYS = Fraction(1461, 4)


def office_figures(facts: "Facts", window: Window, scopes: Scopes, trade: Trade) -> list[Figures]:
    """Clients, their growth and loss, years of cooperation, growth of the top 20.

    In:      REGISTER, MEMBERSHIPS, ORDERS.
    Out:     Figures; NO_DATA without a register.
    Source:  results contract section 6.
    """
    register = registered(facts.register, window)
    now = _tally(scopes, _at_home(facts, clients_at(facts.register, window), window.last_day))
    return [
        counted("office.clients", now, read=not register.empty),
        _client_growth(facts, window, scopes, now),
        counted("office.clients_lost", _tally(scopes, lost_clients(facts, window)), read=not register.empty),
        _top_growth(trade),
        _years(register, window, scopes),
    ]


def _client_growth(facts: "Facts", window: Window, scopes: Scopes, now: Ints) -> Figures:
    """Return clients at as-of ÷ clients at the start − 1, the start by the register that held then.

    Without an earlier register the present one says who was a client before the first day.
    """
    measure = "office.client_growth"
    eve = window.period.start - timedelta(days=1)
    earlier = Window.of(window.period.previous, window.zone)
    people = clients_at(facts.register, earlier)
    if registered(facts.register, earlier).empty:
        people = present(registered(facts.register, window), first=window.period.start, last=eve)
    start = _tally(scopes, _at_home(facts, people, eve))
    value = growths(now.tolist(), start.tolist())
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return Figures(measure=measure, value=value, n=start, gap=gap)


def lost_clients(facts: "Facts", window: Window) -> pd.DataFrame:
    """The clients whose last day lies in the period; one that went over into another client is not lost.

    In:      REGISTER, MEMBERSHIPS.
    Out:     client_id (key), office_id: the office of that day.
    Source:  results contract section 6.
    """
    register = registered(facts.register, window)
    last = window.end.date() - timedelta(days=1)
    ended = register["end_date"].between(pd.Timestamp(window.period.start), pd.Timestamp(last))
    gone = register[ended & register["merged_into"].eq("")]
    days = gone["end_date"].drop_duplicates()
    parts = [_at_home(facts, gone[gone["end_date"] == day], day.date()) for day in days]
    return pd.concat(parts) if parts else _at_home(facts, gone, last)


def _at_home(facts: "Facts", people: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return clients with their office on a day."""
    homes = offices_on(facts.memberships, day)
    return people[["client_id"]].merge(homes, on="client_id", how="inner", validate="one_to_one")


def _tally(scopes: Scopes, clients: pd.DataFrame) -> Ints:
    """Return how many clients each scope has."""
    return scopes.tally(scopes.spread(clients)["scope"])


def _top_growth(trade: Trade) -> Figures:
    """Return the growth of the 20 clients of a scope that bought most in the period before."""
    measure, size = "office.top20_sales_growth", trade.scopes.size
    if not (trade.read["now"] and trade.read["qoq"]):
        return missing(measure, size, Gap.NO_DATA)
    keys = ["scope", "client_id"]
    base = _by_client(trade.of_period(trade.period.previous)).rename(columns={"amount_fen": "base"})
    top = base.sort_values(["scope", "base", "client_id"], ascending=[True, False, True])
    top = top[top.groupby("scope").cumcount() < TOP]
    both = top.merge(_by_client(trade.of_period(trade.period)), on=keys, how="left", validate="one_to_one")
    sums = both.groupby("scope")[["base", "amount_fen"]].sum().reindex(range(size), fill_value=0)
    value = growths([int(a) for a in sums["amount_fen"]], [int(b) for b in sums["base"]])
    gap = [Gap.NO_DATA if one is None else "" for one in value]
    return Figures(measure=measure, value=value, n=trade.scopes.tally(top["scope"]), gap=gap)


def _by_client(orders: pd.DataFrame) -> pd.DataFrame:
    """Return sales per scope and client."""
    return orders.groupby(["scope", "client_id"], as_index=False).agg(amount_fen=("amount_fen", "sum"))


def _years(register: pd.DataFrame, window: Window, scopes: Scopes) -> Figures:
    """Return the years from the first day as a client to as-of."""
    started = scopes.rows[["client_id"]].merge(
        register[["client_id", "start_date"]], on="client_id", how="left", validate="many_to_one"
    )
    days = (pd.Timestamp(window.last_day + timedelta(days=1)) - started["start_date"]).dt.days
    there = days.notna() & scopes.is_client
    value = [Fraction(int(d)) / YEAR_DAYS if ok else None for d, ok in zip(days, there, strict=True)]
    gap = ["" if ok else Gap.NO_DATA for ok in there]
    return Figures(measure="client.years", value=value, n=there.to_numpy(dtype=np.int64), gap=gap)
