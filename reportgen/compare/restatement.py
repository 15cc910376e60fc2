"""Closed figures against the same figures from what is known now."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.compare.fact_rows import fact_rows
from reportgen.model.register import offices_on
from reportgen.model.restated import RESTATED

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.closed import Closed
    from reportgen.model.facts import Facts, Window

_KEY = ["level", "office_id", "client_id", "figure"]
_SHOWN = 5
_FAMILIES = (
    ("satisfaction.", {"answers", "responses", "survey_sample"}),
    ("service_quality.", {"answers", "responses"}),
    ("complaint.", {"complaints"}),
    ("trade.", {"orders", "receivables", "targets", "order_lines"}),
    ("visit", {"visits"}),
)
"""Which frames a family of measures reads; any other figure may rest on all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A closed period from what is known now."""

    window: "Window"
    measures: "pd.DataFrame"
    """MEASURES."""
    graded: "pd.DataFrame"
    """GRADED."""
    rules: str
    tool: str


def restated(closed: "Closed", again: Again, built: "Window", facts: "Facts") -> "pd.DataFrame":
    """Return the figures of a closed period that differ now, and the rows that make the difference.

    In:      closed; again: the same period from what is known now; built: the window of this build;
             facts: memberships, for the office of a client.
    Out:     RESTATED. Where rows that the figure rests on came, went or changed, they are its cause; else
             changed rules; else another program. A figure that the closing did not have is none that
             was published, and is left out.
    Source:  results contract, section 2 (previous, as published if closed); decision record 25.
    """
    import pandas as pd

    blame = "rules" if closed.rules != again.rules else "tool" if closed.tool != again.tool else "rows"
    homes = offices_on(facts.memberships, built.last_day)
    figures = pd.concat([_measures(closed.measures, again.measures), _levels(closed, again, homes)])
    if figures.empty:
        return RESTATED.empty()
    rows = fact_rows(facts, again.window)  # dear, and asked for only where something differs
    moved = _moved(closed.rows, rows).merge(homes, on="client_id", how="left", validate="many_to_one")
    found = [_because(moved, *key) for key in figures[_KEY].itertuples(index=False, name=None)]
    whole = figures.assign(
        period=str(built.period),
        closed_period=closed.period,
        rows=[len(one) for one in found],
        places=[_places(one) for one in found],
    )
    whole["cause"] = ["rows" if count else blame for count in whole["rows"]]
    return RESTATED.cast(whole)


def _measures(old: "pd.DataFrame", new: "pd.DataFrame") -> "pd.DataFrame":
    """Return the measures whose value or gap differs."""
    key = ["level", "office_id", "client_id", "measure"]
    # a client that moved since has the office of then in one table and of now in the other
    sides = old.merge(new, on=key, how="left", suffixes=("_old", "_new"), validate="one_to_one")
    sides["gap_new"] = sides["gap_new"].fillna("NO_DATA")
    differ = (sides["value_old"].astype("string") != sides["value_new"].astype("string")).fillna(value=False)
    differ |= sides["value_old"].isna() != sides["value_new"].isna()
    differ |= sides["gap_old"] != sides["gap_new"]
    return (
        sides[differ]
        .rename(
            columns={
                "measure": "figure",
                "value_old": "old",
                "value_new": "new",
                "unit_old": "unit",
                "gap_old": "old_gap",
                "gap_new": "new_gap",
            }
        )
        .assign(old_level="", new_level="")[
            [*_KEY, "old", "new", "unit", "old_gap", "new_gap", "old_level", "new_level"]
        ]
    )


def _levels(closed: "Closed", again: Again, homes: "pd.DataFrame") -> "pd.DataFrame":
    """Return the gradings whose score or level differs."""
    key = ["pack", "client_id"]
    sides = closed.graded.merge(again.graded, on=key, how="left", suffixes=("_old", "_new"), validate="one_to_one")
    sides["level_new"] = sides["level_new"].fillna("")
    differ = sides["level_old"] != sides["level_new"]
    differ |= sides["score_old"].astype("string").fillna("") != sides["score_new"].astype("string").fillna("")
    shown = sides[differ].merge(homes, on="client_id", how="left", validate="many_to_one")
    return shown.assign(
        level="client",
        office_id=shown["office_id"].fillna(""),
        figure=shown["pack"],
        old=shown["score_old"],
        new=shown["score_new"],
        unit="points",
        old_gap="",
        new_gap="",
        old_level=shown["level_old"],
        new_level=shown["level_new"],
    )[[*_KEY, "old", "new", "unit", "old_gap", "new_gap", "old_level", "new_level"]]


def _moved(old: "pd.DataFrame", new: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows of either side whose words the other side does not have."""
    import pandas as pd

    said = ["export", "client_id", "digest"]
    gone = old.merge(new[said].drop_duplicates(), on=said, how="left", indicator=True, validate="many_to_one")
    come = new.merge(old[said].drop_duplicates(), on=said, how="left", indicator=True, validate="many_to_one")
    both = [side[side["_merge"] == "left_only"] for side in (come, gone)]
    return pd.concat(both, ignore_index=True).drop_duplicates(["export", "file", "sheet", "row"])


def _because(moved: "pd.DataFrame", level: str, office_id: str, client_id: str, figure: str) -> "pd.DataFrame":
    """Return the moved rows that a figure rests on."""
    if level == "client":
        moved = moved[moved["client_id"] == client_id]
    elif level == "office":
        moved = moved[moved["office_id"] == office_id]
    exports = next((names for family, names in _FAMILIES if figure.startswith(family)), None)
    read = moved if exports is None else moved[moved["export"].isin(exports)]
    return read.drop_duplicates(["file", "sheet", "row"])


def _places(rows: "pd.DataFrame") -> str:
    shown = rows.sort_values(["file", "sheet", "row"]).head(_SHOWN)
    columns = [shown[name].tolist() for name in ("file", "sheet", "row")]
    return "; ".join(
        f"{file}{f'[{sheet}]' if sheet else ''}:{row}" for file, sheet, row in zip(*columns, strict=True)
    )
