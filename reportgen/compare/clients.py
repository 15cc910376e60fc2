"""The merge of all exports: one row per client, and which exports knew it."""

from typing import TYPE_CHECKING

from reportgen.model.facts import Facts, Window
from reportgen.model.result_frames import CLIENTS

if TYPE_CHECKING:
    import pandas as pd

_COUNTED = ("satisfaction.index", "complaint.count", "complaint.open", "trade.sales")


def clients(
    facts: Facts, changed: "pd.DataFrame", grades: "pd.DataFrame", names: "pd.DataFrame", window: Window
) -> "pd.DataFrame":
    """The clients of the period with what every export says of them (clients.csv).

    In:      facts: cards and register; changed: CHANGED of the period; grades: GRADES;
             names: client_id, name, start_date, end_date as registered, one row per client.
    Out:     CLIENTS, one row per client of the period's population. ``state``: lost with an end date
             before as-of, new where the cooperation began in the period, else active. ``bucket``: which
             of survey, complaint, card and order knew the client in the period, or none.
    Source:  results contract, section 1 (clients.csv).
    """
    import pandas as pd

    figures = _figures(changed)
    base = figures[["client_id", "office_id"]].merge(names, on="client_id", how="left", validate="one_to_one")
    day = pd.Timestamp(window.last_day)
    lost = base["end_date"].le(day).fillna(value=False)
    fresh = base["start_date"].ge(pd.Timestamp(window.period.start)).fillna(value=False)
    state = pd.Series("active", index=base.index, dtype="str").mask(fresh, "new").mask(lost, "lost")
    cards = facts.cards[facts.cards["graded_on"].le(day)]
    latest = cards.groupby("client_id", as_index=False)["graded_on"].max()
    merged = (
        base.assign(state=state, period=str(window.period))
        .merge(figures.drop(columns="office_id"), on="client_id", how="left", validate="one_to_one")
        .merge(latest, on="client_id", how="left", validate="one_to_one")
        .merge(_levels(grades), on="client_id", how="left", validate="one_to_one")
    )
    return CLIENTS.check(
        merged.assign(
            card=merged["graded_on"].dt.strftime("%Y-%m-%d").fillna("").astype("str"),
            levels=merged["levels"].fillna("").astype("str"),
            bucket=_bucket(merged, pd.Timestamp(window.period.start)),
        )[list(CLIENTS.columns)]
    )


def _figures(changed: "pd.DataFrame") -> "pd.DataFrame":
    """Return client_id, office_id and the counts that the merge shows."""
    rows = changed[(changed["level"] == "client") & changed["measure"].isin(_COUNTED)]
    keys = rows[["client_id", "office_id"]].drop_duplicates(ignore_index=True)
    picks = {
        "answers": ("satisfaction.index", "n"),
        "complaints": ("complaint.count", "n"),
        "complaints_open": ("complaint.open", "n"),
        "sales": ("trade.sales", "value"),
        "orders": ("trade.sales", "n"),
    }
    for name, (measure, column) in picks.items():
        one = rows.loc[rows["measure"] == measure, ["client_id", column, "gap"]]
        hidden = one["gap"].eq("NO_DATA") & one[column].eq(0).fillna(value=False)
        one = one.assign(**{name: one[column].mask(hidden & (measure != "satisfaction.index"))})
        keys = keys.merge(one[["client_id", name]], on="client_id", how="left", validate="one_to_one")
    whole = {name: keys[name].astype("Int64") for name in picks if name != "sales"}
    return keys.assign(**whole, sales=keys["sales"].astype("object"))


def _levels(grades: "pd.DataFrame") -> "pd.DataFrame":
    """Return client_id and its grades as ``P03:A P17:VIP``."""
    graded = grades[grades["level"] != ""].sort_values(["client_id", "pack"])
    named = graded.assign(levels=graded["pack"] + ":" + graded["level"])
    return named.groupby("client_id", as_index=False).agg(levels=("levels", " ".join))


def _bucket(merged: "pd.DataFrame", start: "pd.Timestamp") -> "pd.Series[str]":
    """Return which exports knew the client in the period, joined by +."""
    import pandas as pd

    known = {
        "survey": merged["answers"].gt(0),
        "complaint": merged["complaints"].gt(0),
        "card": merged["graded_on"].ge(start),
        "order": merged["orders"].gt(0),
    }
    bucket = pd.Series("", index=merged.index, dtype="str")
    for name, yes in known.items():
        sure = yes.fillna(value=False).astype("bool")
        bucket = bucket.mask(sure, bucket + "+" + name)
    return bucket.str.removeprefix("+").mask(bucket == "", "none")
