"""Who is a client at a moment, and of which office."""

from datetime import date
from typing import TYPE_CHECKING

from reportgen.model.period import Period

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Window


def registered(register: "pd.DataFrame", window: "Window") -> "pd.DataFrame":
    """Return the register in force: that of the window's period, else the last earlier one."""
    ends = {name: Period.parse(name).end for name in register["register_period"].unique()}
    known = [(end, name) for name, end in ends.items() if end <= window.period.end]
    latest = max(known)[1] if known else ""
    return register[register["register_period"] == latest].reset_index(drop=True)


def clients_at(register: "pd.DataFrame", window: "Window") -> "pd.DataFrame":
    """Return the rows of the register in force whose clients are clients at as-of.

    ``start_date`` and ``end_date`` are the first and the last day as a client, so one whose last
    day is the day before as-of is a client no longer.
    """
    import pandas as pd

    rows = registered(register, window)
    day = pd.Timestamp(window.as_of.date())
    begun = (rows["start_date"] < day) | rows["start_date"].isna()
    ended = (rows["end_date"] < day) & rows["end_date"].notna()
    return rows[begun & ~ended].reset_index(drop=True)


def offices_on(memberships: "pd.DataFrame", day: date) -> "pd.DataFrame":
    """Return client_id and office_id on ``day``; before its first known day a client has its first office."""
    import pandas as pd

    known = memberships.sort_values(["client_id", "since"], kind="stable", na_position="first")
    first = known.drop_duplicates("client_id", keep="first")
    past = known[(known["since"] <= pd.Timestamp(day)) | known["since"].isna()]
    past = past.drop_duplicates("client_id", keep="last")
    early = first[~first["client_id"].isin(past["client_id"])]
    return pd.concat([past, early])[["client_id", "office_id"]].sort_values("client_id", ignore_index=True)
