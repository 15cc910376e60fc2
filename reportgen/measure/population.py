"""Who was a client in a window, and in which offices."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from reportgen.model.register import registered
from reportgen.model.result_frames import POPULATION

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window


def population(facts: "Facts", window: "Window") -> pd.DataFrame:
    """Clients at any moment of the window, with every office that they belonged to in it.

    In:      REGISTER, MEMBERSHIPS.
    Out:     POPULATION.
    Source:  house rule, worked example, settled 1.
    """
    first, last = window.period.start, window.end.date() - timedelta(days=1)
    members = present(registered(facts.register, window), first=first, last=last)
    spans = members[["client_id", "start_date", "end_date"]]
    stays = _stays(facts.memberships).merge(spans, on="client_id", how="inner", validate="many_to_one")
    before_it_left = (stays["since"] <= stays["end_date"].fillna(_STILL)) & (stays["since"] <= pd.Timestamp(last))
    after_it_came = (stays["until"] > stays["start_date"].fillna(_ALWAYS)) & (stays["until"] > pd.Timestamp(first))
    inside = stays[before_it_left & after_it_came]
    return POPULATION.check(inside[["client_id", "office_id"]].drop_duplicates())


def present(register: pd.DataFrame, *, first: date, last: date) -> pd.DataFrame:
    """The clients that were clients on a day from ``first`` to ``last``.

    In:      REGISTER.
    Out:     its rows that fit.
    Source:  house rule, worked example: start_date and end_date are the first and last day as a client.
    """
    started = register["start_date"].isna() | (register["start_date"] <= pd.Timestamp(last))
    stayed = register["end_date"].isna() | (register["end_date"] >= pd.Timestamp(first))
    return register[started & stayed]


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
