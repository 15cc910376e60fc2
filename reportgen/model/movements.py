"""Previous level against present level: how many clients made each move."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

NO_PREVIOUS = ("new", "unrated")
"""Rows of clients without a level before."""
OUTSIDE = ("not_rerated", "withdrawn", "unrated", "lost")
"""Columns of clients whose present level is not a new one."""


def movement_matrix(grades: "pd.DataFrame", levels: "Sequence[str]") -> "pd.DataFrame":
    """The movement matrix of one pack.

    In:      grades: GRADES of one pack and period, of all clients or of some; levels: those of the version
             in force, best first; they are the axes.
    Out:     previous, present (key), clients: count; every pair of the axes, in their order, zeros
             too. Rows: the levels best first, levels of older versions, new, unrated. Columns: the
             levels, not_rerated, withdrawn, unrated, lost. All cells together are the clients in
             the population before or now; without the column lost, those in it now.
    Source:  results contract, section 5, movement matrix.
    """
    import pandas as pd

    older = sorted(({*grades["previous_level"]} | {*grades["level"]}) - {*levels, ""})
    known = [*levels, *older]
    outside = grades["transition"].isin(OUTSIDE)
    fresh = grades["transition"].eq("new").map({True: "new", False: "unrated"})
    moves = pd.DataFrame(
        {
            "previous": grades["previous_level"].where(grades["previous_level"] != "", fresh),
            "present": grades["transition"].where(outside, grades["level"]),
        }
    )
    counted = moves.groupby(["previous", "present"], as_index=False).size().rename(columns={"size": "clients"})
    axes = pd.MultiIndex.from_product([[*known, *NO_PREVIOUS], [*known, *OUTSIDE]], names=["previous", "present"])
    whole = axes.to_frame(index=False).merge(
        counted, on=["previous", "present"], how="left", validate="one_to_one"
    )
    return whole.assign(clients=whole["clients"].fillna(0).astype("Int64"))
