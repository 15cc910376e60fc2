"""How many points of a score's change each item explains; the rows sum to the change."""

from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.compare.history import MOVED
from reportgen.model.result_frames import CONTRIBUTIONS

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.graded import Graded

ROUNDING = "(rounding)"


def contributions(before: "Graded", rescored: "Graded", now: "Graded", grades: "pd.DataFrame") -> "pd.DataFrame":
    """The change of each score, item by item.

    In:      before: old facts, old rules; rescored: old facts, new rules; now: new facts, new rules;
             grades: GRADES of the same windows.
    Out:     CONTRIBUTIONS: one row per item and kind, zeros and veto items too, for every client
             that went up, down or stayed by a comparison of two scores. ``rules`` where the version
             changed. One row ``(rounding)`` closes the sum where needed.
    Source:  results contract, section 5, contributions; example, settled 16.
    """
    import pandas as pd

    scored = grades["score"].notna() & grades["previous_score"].notna()
    moved = grades[grades["transition"].isin(MOVED) & scored]
    keys = moved[["pack", "client_id"]]
    versions = before.graded.merge(now.graded, on=["pack", "client_id"], how="inner", validate="one_to_one")
    changed = versions.loc[versions["policy_version_x"] != versions["policy_version_y"], ["pack", "client_id"]]
    both = changed.merge(keys, on=["pack", "client_id"], how="inner", validate="one_to_one")
    rows = pd.concat(
        [
            item_changes(before.points, rescored.points, both, "rules"),
            item_changes(rescored.points, now.points, keys, "client"),
        ],
        ignore_index=True,
    )
    whole = pd.concat([rows, _rounding(rows, moved)], ignore_index=True)
    period = pd.Series("" if grades.empty else str(grades["period"].iloc[0]), index=whole.index, dtype="str")
    return CONTRIBUTIONS.check(whole.assign(period=period)[list(CONTRIBUTIONS.columns)])


def item_changes(before: "pd.DataFrame", after: "pd.DataFrame", keys: "pd.DataFrame", kind: str) -> "pd.DataFrame":
    """The points of each item before and after, for the given clients.

    In:      before, after: POINTS; keys: pack, client_id.
    Out:     pack, client_id, item (key), points_before, points_after, contribution (exact), kind.
             An item that one side's version does not have earned 0 there.
    Source:  results contract, section 5, contributions.
    """
    import pandas as pd

    own = ["pack", "client_id"]
    sides = [
        side[[*own, "item", "points"]].merge(keys, on=own, how="inner", validate="many_to_one")
        for side in (before, after)
    ]
    both = sides[0].merge(
        sides[1], on=[*own, "item"], how="outer", suffixes=("_before", "_after"), validate="one_to_one"
    )
    old = [Fraction(0) if pd.isna(p) else p for p in both["points_before"]]
    new = [Fraction(0) if pd.isna(p) else p for p in both["points_after"]]
    return both.assign(
        points_before=pd.Series(old, index=both.index, dtype="object"),
        points_after=pd.Series(new, index=both.index, dtype="object"),
        contribution=pd.Series([n - o for o, n in zip(old, new, strict=True)], index=both.index, dtype="object"),
        kind=pd.Series(kind, index=both.index, dtype="str"),
    )


def _rounding(rows: "pd.DataFrame", moved: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows that close the sums: what rounding the two scores added."""
    import pandas as pd

    explained: dict[tuple[str, str], Fraction] = {}
    for pack, client, points in zip(rows["pack"], rows["client_id"], rows["contribution"], strict=True):
        explained[pack, client] = explained.get((pack, client), Fraction(0)) + points
    rest = [
        (pack, client, score - previous - explained.get((pack, client), Fraction(0)))
        for pack, client, score, previous in zip(
            moved["pack"], moved["client_id"], moved["score"], moved["previous_score"], strict=True
        )
    ]
    open_sums = [one for one in rest if one[2]]
    count = len(open_sums)
    return pd.DataFrame(
        {
            "pack": pd.Series([pack for pack, _, _ in open_sums], dtype="str"),
            "client_id": pd.Series([client for _, client, _ in open_sums], dtype="str"),
            "item": pd.Series([ROUNDING] * count, dtype="str"),
            "points_before": pd.Series([None] * count, dtype="object"),
            "points_after": pd.Series([None] * count, dtype="object"),
            "contribution": pd.Series([points for _, _, points in open_sums], dtype="object"),
            "kind": pd.Series(["rounding"] * count, dtype="str"),
        }
    )
