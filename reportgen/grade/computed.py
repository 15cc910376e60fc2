"""Levels looked up from a measure."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reportgen.model.rounding import half_up
from reportgen.policy.pack import Grading, Pack

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Window

MEASURE_PLACES = 6
"""A measure's value is rounded to so many decimals before it is looked up."""


def looked_up(clients: "pd.DataFrame", measures: "pd.DataFrame", window: "Window", pack: Pack) -> "pd.DataFrame":
    """Score and level of every client from the measure that the pack names.

    In:      clients: client_id, one row per client; measures: MEASURES.
    Out:     client_id (key), points (value to 6 decimals), score (to the pack's places), level,
             rank, graded_on (last day known), policy_version. A client without a value has none
             of them.
    Source:  results contract, section 5: values are rounded half up to 6 decimals before the look-up.
    """
    import pandas as pd

    grading = pack.grading
    if grading is None:
        raise ValueError(f"{pack.id} has no grading")
    rows = measures[(measures["level"] == "client") & (measures["measure"] == grading.measure)]
    found = clients[["client_id"]].merge(
        rows[["client_id", "value"]], on="client_id", how="left", validate="one_to_one"
    )
    graded = [_graded(grading, value) for value in found["value"]]
    points, score, level, rank = zip(*graded, strict=True) if graded else ((), (), (), ())
    named = pd.Series(level, index=found.index, dtype="str")
    return found.assign(
        points=pd.Series(points, index=found.index, dtype="object"),
        score=pd.Series(score, index=found.index, dtype="object"),
        level=named,
        rank=pd.Series(rank, index=found.index, dtype="Int64"),
        graded_on=pd.Series(pd.Timestamp(window.last_day), index=found.index, dtype="datetime64[us]").where(
            named != ""
        ),
        policy_version=pd.Series(pack.version, index=found.index, dtype="str").where(named != "", ""),
    ).drop(columns="value")


def _graded(grading: Grading, value: Any) -> tuple[Fraction | None, Fraction | None, str, int | None]:
    """Return points, score, level and rank of one value."""
    import pandas as pd

    if value is None or pd.isna(value):
        return None, None, "", None
    points = Fraction(half_up(Fraction(value), MEASURE_PLACES))
    score = half_up(points, grading.places)
    level = grading.level_of(score)
    return points, Fraction(score), level, grading.rank(level)
