"""Levels looked up from a measure."""

from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.model.rounding import half_up
from reportgen.policy.pack import Grading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from reportgen.model.facts import Window
    from reportgen.policy.pack import Pack

MEASURE_PLACES = 6
"""A measure's value is rounded to so many decimals before it is looked up."""


def by_measure(
    clients: "pd.DataFrame",
    measures: "pd.DataFrame",
    window: "Window",
    versions: "Sequence[Pack]",
    rules: "Mapping[str, str] | None",
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """The grading of every client by the measure that the pack names.

    In:      clients: client_id, the population at as-of; measures: MEASURES; versions: of one pack;
             rules: client → version to look up under; a client that it does not name, and all
             without rules, take the version in force on the window's last day.
    Out:     GRADED and POINTS without the pack; the one item is the measure, its points the value to
             6 decimals. A client without a value has no level and no points.
    Source:  P17.5-8; results contract, section 5: values are rounded half up to 6 decimals before
             the look-up; example, settled 20.
    """
    import pandas as pd

    present = [pack for pack in versions if pack.in_force <= window.last_day][-1]
    under = [(rules or {}).get(client, present.version) for client in clients["client_id"]]
    values = values_of(measures)
    graded = {pack.version: pack.grading for pack in versions if pack.grading and pack.grading.measure}
    cells = [
        (client, version, *_graded(graded[version], values.get((graded[version].measure or "", client))))
        for client, version in zip(clients["client_id"], under, strict=True)
        if version in graded
    ]
    names = ["client_id", "policy_version", "points", "score", "level", "rank"]
    rows = pd.DataFrame(cells, columns=names).astype(
        {
            "client_id": "str",
            "policy_version": "str",
            "points": "object",
            "score": "object",
            "level": "str",
            "rank": "Int64",
        }
    )
    items = [graded[version].measure for version in rows["policy_version"]]
    points = rows.assign(
        item=pd.Series(items, index=rows.index, dtype="str"),
        part=pd.Series("measure", index=rows.index, dtype="str"),
        fired=pd.Series(pd.NA, index=rows.index, dtype="boolean"),
        value=rows["points"],
    )
    return dated(rows, window), points[rows["level"] != ""]


def dated(rows: "pd.DataFrame", window: "Window") -> "pd.DataFrame":
    """The gradings of a pack that grades every period, as of the window's last day.

    In:      rows: client_id, policy_version, score, level (empty = none), rank.
    Out:     GRADED without the pack.
    Source:  results contract, section 5: packs computed from measures are graded every period.
    """
    import pandas as pd

    given = rows["level"] != ""
    day = pd.Series(pd.Timestamp(window.last_day), index=rows.index, dtype="datetime64[us]")
    return rows.assign(
        policy_version=rows["policy_version"].where(given, ""),
        vetoed=pd.Series(False, index=rows.index, dtype="boolean").where(given),
        held=pd.Series(False, index=rows.index, dtype="boolean"),
        graded_on=day.where(given),
        card_id=pd.Series("", index=rows.index, dtype="str"),
        in_period=given.astype("boolean"),
    )


def values_of(measures: "pd.DataFrame") -> dict[tuple[str, str], Fraction]:
    """The values of clients' measures.

    In:      measures: MEASURES.
    Out:     (measure, client) → value, of those that have one.
    Source:  results contract, section 5: TOO_FEW counts as missing.
    """
    rows = measures[(measures["level"] == "client") & measures["value"].notna()]
    keys = zip(rows["measure"], rows["client_id"], strict=True)
    return dict(zip(keys, rows["value"], strict=True))


def _graded(grading: Grading, value: Fraction | None) -> tuple[Fraction | None, Fraction | None, str, int | None]:
    """Return points, score, level and rank of one value."""
    if value is None:
        return None, None, "", None
    points = Fraction(half_up(value, MEASURE_PLACES))
    score = half_up(points, grading.places)
    level = grading.level_of(score)
    return points, Fraction(score), level, grading.rank(level)
