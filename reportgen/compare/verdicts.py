"""Whether a change is real: the test that each measure asks for, and what it says."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reportgen.compare.significance import (
    Floats,
    Ints,
    benjamini_hochberg,
    binomial,
    fisher,
    log_rank,
    paired,
    welch,
)
from reportgen.model.gap import Gap
from reportgen.model.measures import definition, plain_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.measured import Measured
    from reportgen.policy.pack import Pack
    from reportgen.policy.profile import Profile

SCOPE = ["level", "office_id", "client_id"]
KEY = [*SCOPE, "measure"]
ALPHA = 0.05
_FOUND = ["p_value", "test", "direction", "units", "units_before"]
_TWO = 2


def verdicts(
    sides: pd.DataFrame, now: "Measured", before: "Measured", packs: "Mapping[str, Pack]", profile: "Profile"
) -> pd.DataFrame:
    """The test and the verdict of every row.

    In:      sides: KEY (office_id empty at client level), value, n, gap, previous, previous_n,
             previous_gap, previous_known (whether the row existed before), change.
    Out:     one row per row of ``sides``, in its order: verdict, p_value, test.
    Source:  results contract section 3, verdicts; min_n of satisfaction and of complaints is the packs'.
    """
    kind = sides["measure"].map(lambda one: definition(one).test)
    least = _least(sides, packs, profile)
    tested = pd.concat(
        [
            _means(sides[kind == "means"], now, before, least),
            _shares(sides[kind == "share"]),
            _rates(sides[kind.isin(["count", "rate"])], now, before),
            _hours(sides[kind == "hours"], now, before),
        ]
    ).reindex(sides.index)
    rows = sides.assign(kind=kind, least=least, **{name: tested[name] for name in _FOUND})
    few = _few(rows)
    rows = rows.assign(p_value=rows["p_value"].mask(few | rows["change"].isna()))
    verdict = _said(rows, few)
    real = rows["p_value"].notna()
    return pd.DataFrame(
        {
            "verdict": verdict.astype("str"),
            "p_value": rows["p_value"].astype("Float64"),
            "test": rows["test"].where(real, "").astype("str"),
        }
    )


def _few(rows: pd.DataFrame) -> pd.Series:
    """Return the rows with too little on either side: below min_n, or nothing that a test can use."""
    withheld = (rows["gap"] == Gap.TOO_FEW) | (rows["previous_gap"] == Gap.TOO_FEW)
    seen = rows["gap"].isin(["", Gap.TOO_FEW]) & rows["previous_gap"].isin(["", Gap.TOO_FEW])
    short = (rows["units"] < rows["least"]) | (rows["units_before"] < rows["least"])
    untestable = rows["change"].notna() & rows["p_value"].isna()
    return (
        (rows["kind"] != "") & rows["previous_known"] & seen & (withheld | short.fillna(value=False) | untestable)
    )


def _said(rows: pd.DataFrame, few: pd.Series) -> pd.Series:
    """Return the verdict of every row."""
    adjusted = _adjusted(rows)
    change = rows["change"].map(lambda one: 0 if one is None else (one > 0) - (one < 0)).astype("int64")
    against = change * np.sign(rows["direction"].fillna(0.0).astype("float64")) < 0
    clear = (adjusted <= ALPHA) & ~against & (change != 0)
    moved = change.map({1: "up", -1: "down", 0: "no_clear_change"}).where(clear, "no_clear_change")
    verdict = moved.where(rows["p_value"].notna(), "").mask(few, "too_few")
    fresh = (rows["kind"] != "") & ~rows["previous_known"] & (rows["gap"] == "")
    return verdict.mask(fresh, "new")


def _adjusted(rows: pd.DataFrame) -> pd.Series:
    """Return p values adjusted over one measure and one level; the company's as they are."""
    p = rows["p_value"].astype("float64")
    below = rows[p.notna() & (rows["level"] != "company")]
    parts = [
        pd.Series(benjamini_hochberg(np.asarray(p.loc[group.index], dtype=np.float64)), index=group.index)
        for _, group in below.groupby(["measure", "level"])
    ]
    return pd.concat([p.drop(below.index), *parts]).reindex(rows.index)


def _least(sides: pd.DataFrame, packs: "Mapping[str, Pack]", profile: "Profile") -> pd.Series:
    """Return the fewest units that carry a verdict: the owning pack's min_n, 1 where it has none."""
    keys = sides[["measure", "level"]].drop_duplicates()
    least = {
        (measure, level): _min_n(measure, level, packs, profile)
        for measure, level in keys.itertuples(index=False, name=None)
    }
    pairs = zip(sides["measure"], sides["level"], strict=True)
    return pd.Series([least[pair] for pair in pairs], index=sides.index, dtype="int64")


def _min_n(measure: str, level: str, packs: "Mapping[str, Pack]", profile: "Profile") -> int:
    """Return the smallest sample of one measure at one level."""
    known = definition(measure)
    owner = measure[len(plain_id(measure)) + 1 :].upper()
    if known.per_pack == "satisfaction":
        pack = packs.get(owner or profile.reference.satisfaction or "")
        return int(getattr(pack.satisfaction.min_n, level)) if pack and pack.satisfaction else 1
    if known.test in ("share", "hours"):
        pack = packs.get(owner or profile.reference.complaint or "")
        return (pack.complaints.min_n if pack and pack.complaints else None) or 1
    return 1


def _means(sides: pd.DataFrame, now: "Measured", before: "Measured", least: pd.Series) -> pd.DataFrame:
    """Return paired or Welch's t over the units' means."""
    mine, theirs = _units(now.clusters), _units(before.clusters)
    keys = sides[KEY].reset_index()
    a, b = (keys.merge(_moments(one, "mean"), on=KEY, how="left", validate="one_to_one") for one in (mine, theirs))
    both = mine.merge(theirs, on=[*KEY, "unit_id"], how="inner", validate="one_to_one", suffixes=("", "_before"))
    pairs = _moments(both.assign(difference=both["mean"] - both["mean_before"]), "difference")
    c = keys.merge(pairs[pairs["level"] != "client"], on=KEY, how="left", validate="one_to_one")
    enough = (c["n"] >= np.maximum(least.loc[sides.index].to_numpy(), _TWO)).to_numpy()
    return pd.DataFrame(
        {
            "p_value": np.where(enough, paired(c), welch(a, b)),
            "test": np.where(enough, "paired_t", "welch_t"),
            "direction": np.where(enough, c["mean"], a["mean"] - b["mean"]),
            "units": a["n"].fillna(0).to_numpy(),
            "units_before": b["n"].fillna(0).to_numpy(),
        },
        index=sides.index,
    )


def _units(clusters: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of every unit, client rows without their office."""
    means = [float(total / n) for total, n in zip(clusters["total"], clusters["n"].tolist(), strict=True)]
    rows = _without_office(clusters[[*KEY, "unit_id"]])
    return rows.assign(mean=pd.Series(means, index=rows.index, dtype="float64"))


def _moments(units: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return n, mean and variance per scope and measure."""
    return units.groupby(KEY, as_index=False).agg(n=(column, "count"), mean=(column, "mean"), var=(column, "var"))


def _shares(sides: pd.DataFrame) -> pd.DataFrame:
    """Return Fisher's exact test of rows that have a share on both sides."""
    rows = sides[sides["change"].notna()]
    n, m = rows["n"].to_numpy(np.int64), rows["previous_n"].to_numpy(np.int64)
    a, b = _times(rows["value"], n), _times(rows["previous"], m)
    return _tested(rows, fisher(a, n, b, m), "fisher", n, m)


def _rates(sides: pd.DataFrame, now: "Measured", before: "Measured") -> pd.DataFrame:
    """Return the binomial test of counts over days and of rates over orders."""
    rows = sides[sides["change"].notna()]
    per_days = (rows["measure"].map(plain_id) == "complaint.count").to_numpy()
    n, m = rows["n"].to_numpy(np.int64), rows["previous_n"].to_numpy(np.int64)
    days, days_before = ((one.window.end - one.window.start).days for one in (now, before))
    a = np.where(per_days, n, _times(rows["value"], n) // 100)
    b = np.where(per_days, m, _times(rows["previous"], m) // 100)
    e, f = np.where(per_days, days, n), np.where(per_days, days_before, m)
    one = np.ones(len(rows), dtype=np.int64)
    found = _tested(rows, binomial(a, e, b, f), "binomial", one, one)
    return found.assign(direction=a / e - b / f)


def _hours(sides: pd.DataFrame, now: "Measured", before: "Measured") -> pd.DataFrame:
    """Return the log-rank test of every clock, the same for all of its quantiles."""
    waits = pd.concat([now.durations.assign(now=True), before.durations.assign(now=False)], ignore_index=True)
    parts = [
        waits.assign(level="company", office_id="", client_id=""),
        waits.assign(level="office", client_id=""),
        waits.assign(level="client", office_id=""),
    ]
    every = pd.concat(parts, ignore_index=True)
    keys = [*SCOPE, "clock"]
    groups = every.groupby(keys)
    number = np.asarray(groups.ngroup(), dtype=np.int64)
    p, fewer = log_rank(
        number,
        every["seconds"].to_numpy(dtype=np.int64),
        every["observed"].to_numpy(dtype=np.bool_),
        every["now"].to_numpy(dtype=np.bool_),
        groups.ngroups,
    )
    found = every[keys].assign(number=number).drop_duplicates()
    found = found.assign(p_value=p[found["number"]], direction=fewer[found["number"]])
    clock = sides["measure"].str.removeprefix("complaint.").str.replace(r"_hours\..*", "", regex=True)
    rows = sides.assign(clock=clock)[keys].merge(found, on=keys, how="left", validate="many_to_one")
    return pd.DataFrame(
        {
            "p_value": rows["p_value"].to_numpy(),
            "test": "log_rank",
            "direction": rows["direction"].to_numpy(),
            "units": sides["n"].to_numpy(),
            "units_before": sides["previous_n"].to_numpy(),
        },
        index=sides.index,
    )


def _tested(rows: pd.DataFrame, p: Floats, test: str, n: Ints, m: Ints) -> pd.DataFrame:
    """Return the columns of one test, its direction that of the change."""
    direction = rows["change"].map(float).to_numpy(dtype=np.float64)
    return pd.DataFrame(
        {"p_value": p, "test": test, "direction": direction, "units": n, "units_before": m},
        index=rows.index,
    )


def _times(values: pd.Series, n: Ints) -> Ints:
    """Return value × n as whole numbers."""
    return np.array([int(v * k) for v, k in zip(values, n.tolist(), strict=True)], dtype=np.int64)


def _without_office(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the office of clients blanked: a client may have moved."""
    return rows.assign(office_id=rows["office_id"].mask(rows["level"] == "client", ""))
