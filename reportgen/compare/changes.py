"""A window beside the one before and the one a year earlier."""

from typing import TYPE_CHECKING

import pandas as pd

from reportgen.compare.parts import change_parts
from reportgen.compare.verdicts import KEY, verdicts
from reportgen.model.result_frames import CHANGED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.measured import Measured
    from reportgen.policy.pack import Pack
    from reportgen.policy.profile import Profile


def changes(
    now: "Measured",
    before: "Measured | None",
    year_ago: "Measured | None",
    packs: "Mapping[str, Pack]",
    profile: "Profile",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every measure of now with its previous value, its change, and whether the change is real.

    Client rows are matched by client, whatever the office. Beside a window from before the first
    register nothing is called new.

    In:      Measured of the built window, of the period of equal length before, of a year earlier.
    Out:     CHANGED, CHANGE_PARTS.
    Source:  results contract sections 1 to 3; worked example, settled 2 and 15.
    """
    sides = _beside(_beside(_keyed(now), before, "previous"), year_ago, "year_ago")
    sides = sides.assign(
        change=_differences(sides["value"], sides["previous"]),
        year_ago_change=_differences(sides["value"], sides["year_ago"]),
    )
    said = (
        pd.DataFrame({"verdict": "", "p_value": pd.NA, "test": ""}, index=sides.index)
        if before is None or before.population.empty
        else verdicts(sides, now, before, packs, profile)
    )
    whole = sides.assign(
        office_id=sides["office"],
        verdict=said["verdict"].astype("str"),
        p_value=said["p_value"].astype("Float64"),
        test=said["test"].astype("str"),
    )
    changed = CHANGED.check(whole[list(CHANGED.columns)])
    return changed, change_parts(changed, now, before)


def _keyed(side: "Measured") -> pd.DataFrame:
    """Return MEASURES with the office of client rows kept apart from the key."""
    rows = side.measures
    moved = rows["level"] == "client"
    return rows.assign(office=rows["office_id"], office_id=rows["office_id"].mask(moved, ""))


def _beside(rows: pd.DataFrame, other: "Measured | None", name: str) -> pd.DataFrame:
    """Return rows with the other window's value, n and gap, and whether it had the row at all."""
    columns = [name, f"{name}_n", f"{name}_gap", f"{name}_known"]
    if other is None:
        nothing = pd.DataFrame({name: None}, index=rows.index, dtype="object")
        return pd.concat([rows, nothing], axis=1)
    theirs = _keyed(other)[[*KEY, "value", "n", "gap"]].set_axis([*KEY, *columns[:3]], axis=1)
    both = rows.merge(theirs, on=KEY, how="left", validate="one_to_one", indicator=columns[3])
    there = both[columns[3]] == "both"
    exact = [one if known else None for one, known in zip(both[name], there, strict=True)]
    found = pd.DataFrame({columns[2]: both[columns[2]].fillna(""), columns[3]: there})
    found.insert(0, name, pd.Series(exact, dtype="object"))
    return pd.concat([both.drop(columns=found.columns), found], axis=1)


def _differences(now: pd.Series, other: pd.Series) -> pd.Series:
    """Return exact differences, None where either side has no value."""
    pairs = zip(now.tolist(), other.tolist(), strict=True)
    return pd.Series(
        [None if a is None or b is None else a - b for a, b in pairs], index=now.index, dtype="object"
    )
