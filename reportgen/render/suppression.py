"""Which company figures a reader of some offices may see without finding out another office's or client's.

A company figure less the reader's own leaves the others'. It is a benchmark only where enough other
offices and clients stand behind that very measure in that very period (complementary suppression, K06);
else the audience's copy says HIDDEN, without n and interval, which would give it away as well.
"""

from typing import TYPE_CHECKING

from reportgen.model.gap import Gap
from reportgen.policy.profile import Benchmarks

if TYPE_CHECKING:
    import pandas as pd

FEWEST_OTHERS = 2
"""One other office alone is total minus mine, whatever the profile says."""
_NOW = ("value", "low", "high", "n_clients", "at_least")
_BEFORE = {"previous": ("previous", "change", "p_value"), "year_ago": ("year_ago", "year_ago_change")}


def open_measures(
    figures: "pd.DataFrame", offices: frozenset[str], own: frozenset[str], least: Benchmarks
) -> "pd.DataFrame":
    """The company figures that do not give others away.

    In:      figures: MEASURES or CHANGED of any periods, all levels; own: clients that a reader of
             ``offices`` sees now. A client that was theirs then, by the office of that period's row, is no
             other either.
    Out:     period, measure: one row per company figure behind which, beside the reader's own, clients of
             at least ``min_offices - 1`` (never fewer than two) other offices and ``min_clients`` other
             clients stand with a figure of their own.
    Source:  house rule, profile.yaml: benchmarks; P08.19 for the confidentiality itself.
    """
    known = figures["client_id"].isin(own) | figures["office_id"].isin(offices)
    others = figures[figures["level"].eq("client") & ~known]
    others = others[others["n"].gt(0).fillna(value=False) & others["value"].notna()]
    behind = others.groupby(["period", "measure"], as_index=False).agg(
        offices=("office_id", "nunique"), clients=("client_id", "nunique")
    )
    enough_offices = behind["offices"].ge(max(FEWEST_OTHERS, least.min_offices - 1))
    return behind[enough_offices & behind["clients"].ge(least.min_clients)][["period", "measure"]]


def suppressed(
    rows: "pd.DataFrame", shown: "pd.DataFrame", earlier: "dict[str, tuple[str, pd.DataFrame]] | None" = None
) -> "pd.DataFrame":
    """Company rows with HIDDEN in place of figures that would give others away.

    In:      rows: company rows of MEASURES or CHANGED; shown: what ``open_measures`` allows;
             earlier: column (previous, year_ago) → its period and what is allowed there.
    Out:     the same rows; a hidden one keeps measure, unit and source alone.
    """
    held = ~_allowed(rows, shown, rows["period"])
    found = _blanked(rows, held, _NOW)
    found = found.assign(gap=found["gap"].mask(held, Gap.HIDDEN.value), n=found["n"].mask(held))
    for column, (period, allowed) in (earlier or {}).items():
        gone = held | ~_allowed(rows, allowed, period)
        found = _blanked(found, gone, _BEFORE[column])
        if column == "previous":
            found = found.assign(verdict=found["verdict"].mask(gone, ""), test=found["test"].mask(gone, ""))
    return found


def _allowed(rows: "pd.DataFrame", shown: "pd.DataFrame", period: "pd.Series[str] | str") -> "pd.Series[bool]":
    """Return which rows stand in ``shown`` for their period."""
    import pandas as pd

    keys = pd.MultiIndex.from_frame(shown[["period", "measure"]])
    asked = pd.MultiIndex.from_frame(rows[["measure"]].assign(period=period)[["period", "measure"]])
    return pd.Series(asked.isin(keys), index=rows.index)


def _blanked(rows: "pd.DataFrame", where: "pd.Series[bool]", columns: tuple[str, ...]) -> "pd.DataFrame":
    """Return rows without the values of ``columns`` where ``where`` holds."""
    present = [name for name in columns if name in rows]
    objects = {name for name in present if rows[name].dtype == object}
    return rows.assign(
        **{name: rows[name].mask(where, None) if name in objects else rows[name].mask(where) for name in present}
    )
