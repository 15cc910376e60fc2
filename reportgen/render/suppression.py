"""Which company figures a reader of some offices may see without finding out another office's or client's.

A company figure less the reader's own leaves the others'. It is a benchmark only where enough other
offices and clients stand behind that very measure in that very period, and nothing beside it gives it away
(complementary suppression, K06); else the audience's copy says HIDDEN, without n and interval, which would
give it away as well.
"""

from typing import TYPE_CHECKING

from reportgen.model.gap import Gap
from reportgen.policy.profile import Benchmarks
from reportgen.render.complements import Key, responding, says_the_same_of_all, with_parts

if TYPE_CHECKING:
    import pandas as pd

FEWEST_OTHERS = 2
"""One other office alone is total minus mine, whatever the profile says."""
_NOW = ("value", "low", "high", "n_clients", "at_least")
_WHO_ANSWERED = ("low", "high", "n_clients")
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
             clients stand with a figure of their own, not all of them with the same at an edge, and all
             parts of which (``complements``) are among these rows too.
    Source:  house rule, profile.yaml: benchmarks; P08.19 for the confidentiality itself.
    """
    import pandas as pd

    known = figures["client_id"].isin(own) | figures["office_id"].isin(offices)
    beside = figures[figures["level"].eq("client") & ~known]
    others = beside[beside["n"].gt(0).fillna(value=False) & beside["value"].notna()]
    behind = others.groupby(["period", "measure"], as_index=False).agg(
        offices=("office_id", "nunique"), clients=("client_id", "nunique")
    )
    enough_offices = behind["offices"].ge(max(FEWEST_OTHERS, least.min_offices - 1))
    enough = _keys(behind[enough_offices & behind["clients"].ge(least.min_clients)])
    published = _keys(figures[figures["level"].eq("company") & figures["value"].notna()])
    kept = with_parts(enough - says_the_same_of_all(beside), published)
    return pd.DataFrame(sorted(kept), columns=["period", "measure"], dtype="str")


def suppressed(
    rows: "pd.DataFrame", shown: "pd.DataFrame", earlier: "dict[str, tuple[str, pd.DataFrame]] | None" = None
) -> "pd.DataFrame":
    """Company rows with HIDDEN in place of figures that would give others away.

    In:      rows: company rows of MEASURES or CHANGED; shown: what ``open_measures`` allows;
             earlier: column (previous, year_ago) → its period and what is allowed there.
    Out:     the same rows; a hidden one keeps measure, unit and source alone. Where the count of those who
             answered is hidden, so are the clients behind a figure, and its interval, which closes once all have.
    """
    held = ~_allowed(rows, shown, rows["period"])
    found = _blanked(rows, held, _NOW)
    found = found.assign(gap=found["gap"].mask(held, Gap.HIDDEN.value), n=found["n"].mask(held))
    told = rows["measure"].map(responding)
    unknown = rows["n_clients"].notna() & ~_allowed(rows.assign(measure=told), shown, rows["period"])
    found = _blanked(found, unknown, _WHO_ANSWERED)
    for column, (period, allowed) in (earlier or {}).items():
        gone = held | ~_allowed(rows, allowed, period)
        found = _blanked(found, gone, _BEFORE[column])
        if column == "previous":
            found = found.assign(verdict=found["verdict"].mask(gone, ""), test=found["test"].mask(gone, ""))
    return found


def _keys(rows: "pd.DataFrame") -> "set[Key]":
    return set(zip(rows["period"], rows["measure"], strict=True))


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
