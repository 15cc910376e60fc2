"""Cards put together from their lines: which card counts, and its frames."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from reportgen.ingest.duplicates import settled, with_fates
from reportgen.ingest.fates import SET_ASIDE, SUPERSEDED, USED
from reportgen.model.fact_frames import CARD_ITEMS, CARDS, SIGNOFFS
from reportgen.model.frame import Frame
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

if TYPE_CHECKING:
    import pandas as pd

_PLACE = ["file", "sheet", "row"]
_LINE = ["folder", "card", "item"]
_SAID = ["entry", "hit", "part"]


def settled_cards(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the item lines with the fates of cards that stand twice.

    A client's card of one day in a later folder replaces the earlier one as a whole. In one folder
    equal lines count once; where two forms say different things of an item, neither card is used.
    """
    used = rows[rows["fate"] == USED]
    # one line for each thing said of an item, where no rule says which of them counts
    told = used[used["rule"] == ""].drop_duplicates([*_LINE, *_SAID])
    clash = told[told.duplicated(_LINE, keep=False)]
    forms = clash.drop_duplicates([*_LINE, "file", "sheet"])
    broken = forms.loc[forms.duplicated(_LINE), ["folder", "card"]].drop_duplicates()
    lost = used.reset_index(names="index").merge(
        broken, on=["folder", "card"], how="inner", validate="many_to_one"
    )
    expected = text("one card of a client and day; two forms of this folder say different things")
    problems = [_said(row, "E245", Severity.SET_ASIDE, expected) for row in lost.to_dict("records")]
    once, found = settled(with_fates(rows, dict.fromkeys(lost["index"], SET_ASIDE)), _LINE, _SAID, "item")
    return _later_folder(once, [*problems, *found])


def _said(row: Mapping[Hashable, object], code: str, severity: Severity, expected: Text) -> Problem:
    return Problem(
        code=code,
        severity=severity,
        file=str(row["file"]),
        sheet=str(row["sheet"]),
        row=int(str(row["row"])),
        column=str(row["heading"]),
        value=str(row["item"]),
        expected=expected,
    )


def _later_folder(rows: "pd.DataFrame", problems: list[Problem]) -> tuple["pd.DataFrame", list[Problem]]:
    """Return the rows with the cards superseded that a later folder holds again."""
    used = rows[rows["fate"] == USED]
    last = used.groupby("card")["folder"].transform("max")
    lost = used[used["folder"] < last]
    winners = dict(zip(*(used.loc[used["folder"] == last, name] for name in ("card", "file")), strict=True))
    replaced = [
        _said(row, "E244", Severity.NOTE, text("each card once; {place} replaces it", place=winners[row["card"]]))
        for row in lost.to_dict("records")
    ]
    return with_fates(rows, dict.fromkeys(lost.index, SUPERSEDED)), [*problems, *replaced]


def card_frames(
    rows: "pd.DataFrame", signs: "pd.DataFrame"
) -> tuple["pd.DataFrame", "pd.DataFrame", "pd.DataFrame"]:
    """Return CARDS, CARD_ITEMS and SIGNOFFS of the used lines.

    In:  rows: item lines of all tables; signs: sign-off lines with file and sheet of their form.
    """
    if rows.empty or not (rows["fate"] == USED).any():
        return CARDS.empty(), CARD_ITEMS.empty(), SIGNOFFS.empty()
    used = rows[rows["fate"] == USED].sort_values(["folder", *_PLACE], kind="stable")
    used = used.assign(card_id=used["card"].map(_ids(used)).astype("str"))
    by_card = used.groupby("card_id", as_index=False)
    firsts = dict.fromkeys(("client_id", "graded_on", "special", *_PLACE), "first")
    cards = by_card.agg({**firsts, "card_kind": _first_word, "stated_total": _first_word})
    cards = cards.astype({"card_kind": "str", "stated_total": "str"})
    return (
        CARDS.check(_contract(cards, CARDS)),
        CARD_ITEMS.check(_contract(used, CARD_ITEMS)),
        _signoffs(used, signs),
    )


def _signoffs(used: "pd.DataFrame", signs: "pd.DataFrame") -> "pd.DataFrame":
    """Return SIGNOFFS: the signatures of every form whose card counts."""
    if signs.empty:
        return SIGNOFFS.empty()
    owner = used.drop_duplicates(["file", "sheet"])[["file", "sheet", "card_id"]]
    signed = signs.merge(owner, on=["file", "sheet"], how="inner", validate="many_to_one")
    return SIGNOFFS.check(_contract(signed.drop_duplicates(["card_id", "step"]), SIGNOFFS))


def _contract(frame: "pd.DataFrame", contract: Frame) -> "pd.DataFrame":
    return frame[list(contract.columns)].reset_index(drop=True)


def _first_word(words: "pd.Series[str]") -> str:
    return next((word for word in words if word), "")


def _ids(used: "pd.DataFrame") -> dict[str, str]:
    """Return card → id: the one written on it where no other card has it, else client and day."""
    pairs = used.loc[used["card_id"] != "", ["card", "card_id"]].drop_duplicates()
    unique = pairs[~pairs.duplicated("card", keep=False) & ~pairs.duplicated("card_id", keep=False)]
    written = dict(zip(unique["card"], unique["card_id"], strict=True))
    return {card: written.get(card, card) for card in used["card"]}
