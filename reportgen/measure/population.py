"""Who was a client in a window, and in which offices."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.model.frames import POPULATION
from reportgen.model.period import Period

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window


def register_of(facts: "Facts", period: Period) -> pd.DataFrame:
    """The register that holds at the end of ``period``.

    In:      REGISTER.
    Out:     REGISTER rows of the folder that ends with the period, else of the last one that ended
             before; no row where there is none.
    Source:  house rule, results contract section 2 (which files).
    """
    folders = [Period.parse(name) for name in facts.register["register_period"].unique()]
    ended = [one for one in folders if one.end <= period.end]
    if not ended:
        return facts.register.iloc[:0]
    chosen = max(ended, key=lambda one: (one.end, one == period, one.start))
    return facts.register[facts.register["register_period"] == str(chosen)].reset_index(drop=True)


def population(facts: "Facts", window: "Window") -> pd.DataFrame:
    """Clients at any moment of the window, with every office that they belonged to in it.

    In:      REGISTER, MEMBERSHIPS.
    Out:     POPULATION.
    Source:  house rule, worked example, settled 1.
    """
    first, last = window.period.start, window.end.date() - timedelta(days=1)
    register = register_of(facts, window.period)
    members = present(register, first=first, last=last)
    spans = members.assign(
        entered=members["start_date"].fillna(pd.Timestamp(first)).clip(lower=pd.Timestamp(first)),
        left=members["end_date"].fillna(pd.Timestamp(last)).clip(upper=pd.Timestamp(last)),
    )[["client_id", "entered", "left"]]
    stays = _stays(facts.memberships).merge(spans, on="client_id", how="inner", validate="many_to_one")
    inside = stays[(stays["since"] <= stays["left"]) & (stays["until"] > stays["entered"])]
    return POPULATION.check(inside[["client_id", "office_id"]].drop_duplicates())


def present(register: pd.DataFrame, *, first: date, last: date) -> pd.DataFrame:
    """REGISTER rows of the clients that were clients on a day from ``first`` to ``last``."""
    started = register["start_date"].isna() | (register["start_date"] <= pd.Timestamp(last))
    stayed = register["end_date"].isna() | (register["end_date"] >= pd.Timestamp(first))
    return register[started & stayed]


def office_on(memberships: pd.DataFrame, clients: pd.DataFrame, day: date) -> pd.DataFrame:
    """The office of each client on ``day``; before its first membership, the office of that one.

    In:      MEMBERSHIPS; clients: client_id, any number of rows per client.
    Out:     one row per client: client_id (key), office_id.
    Source:  house rule, worked example, settled 3.
    """
    asked = clients[["client_id"]].drop_duplicates()
    stays = _stays(memberships).merge(asked, on="client_id", how="inner", validate="many_to_one")
    now = (stays["since"] <= pd.Timestamp(day)) & (stays["until"] > pd.Timestamp(day))
    return stays.loc[now, ["client_id", "office_id"]].reset_index(drop=True)


_ALWAYS, _STILL = pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01")


def _stays(memberships: pd.DataFrame) -> pd.DataFrame:
    """Return memberships with the day on which the next one begins; the first has been there always."""
    ordered = memberships.sort_values(["client_id", "since"], na_position="first")
    first = ~ordered.duplicated("client_id")
    until = ordered["since"].shift(-1).where(ordered["client_id"] == ordered["client_id"].shift(-1))
    return ordered.assign(
        since=ordered["since"].mask(first, _ALWAYS),
        until=until.fillna(_STILL),
    )
