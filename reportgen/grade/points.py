"""Entries of a scorecard → signed, exact points per item."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.policy.pack import Pack, Part, Scorecard

if TYPE_CHECKING:
    import pandas as pd

BLANK = "blank"
OUT_OF_RANGE = "out_of_range"


def version_on(cards: "pd.DataFrame", versions: Sequence[Pack]) -> "pd.Series[str]":
    """The pack version in force on the day of each card, empty before the first.

    In:      cards: graded_on, one row per card; versions: of one pack, the earliest first.
    Out:     a version per row of ``cards``.
    Source:  results contract, section 2: the pack version in force then.
    """
    import pandas as pd

    found = pd.Series("", index=cards.index, dtype="str")
    for pack in versions:
        found = found.mask(cards["graded_on"] >= pd.Timestamp(pack.in_force), pack.version)
    return found


def item_points(cards: "pd.DataFrame", items: "pd.DataFrame", versions: Sequence[Pack]) -> "pd.DataFrame":
    """Points of every item of the pack on every card.

    An item of the version that the card does not hold, or holds blank, has no points: nothing is
    guessed. Where a card is scored under another version than that of its day, an item which its
    own version does not know earns 0, because its form could not hold it, and points written on a
    form count in proportion to the maximum of that form.

    In:      cards: CARDS plus version (scored under) and own_version (in force on its day);
             items: CARD_ITEMS; versions: of one pack.
    Out:     card_id, item (key), client_id, part, points (exact, signed; None = blank or out of
             range), fired (veto items; NA = blank), problem (blank, out_of_range or empty), clause.
    Source:  P03.15-18 the parts and their signs; results contract, section 5.
    """
    import pandas as pd

    lines = [line for pack in versions if pack.grading for line in _lines(pack)]
    form = pd.DataFrame(lines, columns=["version", "item", "part", "clause"])
    wanted = cards[["card_id", "client_id", "version", "own_version"]].merge(
        form, on="version", how="inner", validate="many_to_many"
    )
    filled = wanted.merge(
        items[["card_id", "item", "entry", "hit"]], on=["card_id", "item"], how="left", validate="one_to_one"
    )
    known = {pack.version: pack.grading.scorecard for pack in versions if pack.grading and pack.grading.scorecard}
    earned = [
        _earned(known, *cell)
        for cell in zip(
            filled["version"], filled["own_version"], filled["item"], filled["entry"].fillna(""), strict=True
        )
    ]
    veto = filled["part"] == Part.VETO
    foreign = pd.Series(
        [item not in known[own].items for own, item in zip(filled["own_version"], filled["item"], strict=True)],
        index=filled.index,
        dtype="bool",
    )
    fired = filled["hit"].where(veto).mask(veto & foreign & filled["hit"].isna(), other=False)
    blank_veto = (veto & fired.isna()).astype("bool")
    problem = pd.Series([p for _, p in earned], index=filled.index, dtype="str").mask(blank_veto, BLANK)
    return filled.assign(
        points=pd.Series([p for p, _ in earned], index=filled.index, dtype="object"),
        fired=fired.astype("boolean"),
        problem=problem,
    )[["card_id", "client_id", "item", "part", "points", "fired", "problem", "clause"]]


def _lines(pack: Pack) -> list[tuple[str, str, str, str]]:
    card = pack.grading.scorecard if pack.grading else None
    return (
        [(pack.version, code, item.part.value, item.clause) for code, item in card.items.items()] if card else []
    )


def _earned(
    known: Mapping[str, Scorecard], version: str, own_version: str, code: str, entry: str
) -> tuple[Fraction | None, str]:
    """Return the points of one item and what is wrong with its entry."""
    form, own_form = known[version], known[own_version]
    item, own = form.items[code], own_form.items.get(code)
    if item.max is None:
        return Fraction(0), ""
    if own is None or own.max is None:
        return Fraction(0), ""
    if entry == "":
        return None, BLANK
    written = Fraction(entry)
    size = abs(written) if item.part is Part.MINUS else written
    top = Fraction(own.max if own_form.entry == "points" else own_form.mark_max or 0)
    if not 0 <= size <= top:
        return None, OUT_OF_RANGE
    points = size / top * Fraction(item.max) if top else Fraction(0)
    return (-points if item.part is Part.MINUS else points), ""
