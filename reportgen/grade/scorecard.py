"""Cards → scores, levels and vetoes."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reportgen.grade.points import item_points, version_on
from reportgen.model.rounding import half_up
from reportgen.policy.pack import Grading, Pack

if TYPE_CHECKING:
    import pandas as pd


REVOKED = "revoked"
"""Kind of a card that takes the level away (P15.32); its entries count for nothing."""


def own_cards(cards: "pd.DataFrame", items: "pd.DataFrame", versions: Sequence[Pack]) -> "pd.DataFrame":
    """The cards that hold an item of the pack and were made while a version of it was in force.

    In:      cards: CARDS; items: CARD_ITEMS; versions: of one pack, the earliest first.
    Out:     CARDS plus version and own_version, both the version in force on the day of the card.
    Source:  house rule: the export names no policy, so the item codes tell whose card it is.
    """
    codes = {
        code
        for pack in versions
        if pack.grading and pack.grading.scorecard
        for code in pack.grading.scorecard.items
    }
    held = items.loc[items["item"].isin(codes), "card_id"]
    mine = cards[cards["card_id"].isin(held)]
    day = version_on(mine, versions)
    return mine.assign(version=day, own_version=day)[day != ""].reset_index(drop=True)


def scored(
    cards: "pd.DataFrame", items: "pd.DataFrame", versions: Sequence[Pack]
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Score, level and vetoes of every card, and the points behind them.

    A veto hit fails the card whatever the total, and whatever else is blank. A card with a blank
    item and no veto hit is ``held``: it gives no level. Nor does a card that revokes one.

    In:      cards: as ``own_cards`` returns them, ``version`` = scored under; items: CARD_ITEMS.
    Out:     cards plus score (exact; None = an item is blank), level, rank, vetoed (NA without a
             level), held; and the points as ``item_points`` returns them.
    Source:  P03.15-18 total and veto; results contract, section 5.
    """
    import pandas as pd

    points = item_points(cards, items, versions)
    gradings = {pack.version: pack.grading for pack in versions if pack.grading}
    rows = points[["card_id", "points"]].assign(
        blank=points["points"].isna(), unsure=points["problem"].ne(""), fired=points["fired"].fillna(value=False)
    )
    each = rows.groupby("card_id", as_index=False).agg(
        total=("points", _total), blank=("blank", "any"), unsure=("unsure", "any"), vetoed=("fired", "any")
    )
    found = cards.merge(each, on="card_id", how="left", validate="one_to_one")
    graded = [
        _graded(gradings[version], total, blank=blank, unsure=unsure, vetoed=vetoed)
        for version, total, blank, unsure, vetoed in zip(
            found["version"], found["total"], found["blank"], found["unsure"], found["vetoed"], strict=True
        )
    ]
    revoked = found["card_kind"].eq(REVOKED)
    graded = [(None, "", None) if gone else cells for gone, cells in zip(revoked, graded, strict=True)]
    score, level, rank = zip(*graded, strict=True) if graded else ((), (), ())
    given = pd.Series(level, index=found.index, dtype="str").ne("")
    return found.assign(
        score=pd.Series(score, index=found.index, dtype="object"),
        level=pd.Series(level, index=found.index, dtype="str"),
        rank=pd.Series(rank, index=found.index, dtype="Int64"),
        vetoed=found["vetoed"].astype("boolean").where(given),
        held=(~given & ~revoked).astype("boolean"),
    ).drop(columns=["total", "blank", "unsure"]), points


def _total(points: "pd.Series[Any]") -> Fraction:
    return sum((p for p in points if p is not None), Fraction(0))


def _graded(
    grading: Grading, total: Fraction, *, blank: bool, unsure: bool, vetoed: bool
) -> tuple[Fraction | None, str, int | None]:
    """Return score, level and rank of one card."""
    rounded = half_up(total, grading.places)
    score = None if blank else Fraction(rounded)
    if vetoed and grading.veto_level is not None:
        return score, grading.veto_level, grading.rank(grading.veto_level)
    if unsure:
        return score, "", None
    level = grading.level_of(rounded)
    return score, level, grading.rank(level)
