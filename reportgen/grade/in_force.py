"""The card in force of every client, under its own version or another."""

from typing import TYPE_CHECKING

from reportgen.grade.scorecard import REVOKED, scored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from reportgen.grade.scene import Book
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Pack


def by_card(
    clients: "pd.DataFrame",
    book: "Book",
    facts: "Facts",
    window: "Window",
    versions: "Sequence[Pack]",
    rules: "Mapping[str, str] | None",
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """The grading of every client by its latest card that gives a level.

    In:      clients: client_id, the population at as-of; book: of the pack; versions: of the pack;
             rules: client → version to score under; a client that it does not name keeps its own.
    Out:     GRADED and POINTS without the pack. A client without such a card has no level; its
             points are those of its card on hold, where there is one. A client whose level was
             revoked and none given since has no level and no points, but day and id of the card
             that revoked it.
    Source:  P03.24 grades follow the cards; P15.32 revocation; results contract, section 5; example,
             settled 18.
    """
    import pandas as pd

    cards = book.cards[book.cards["client_id"].isin(clients["client_id"])]
    latest = cards.drop_duplicates("client_id", keep="last")
    decisive = cards[(cards["level"] != "") | cards["card_kind"].eq(REVOKED)]
    standing = decisive.drop_duplicates("client_id", keep="last")
    in_force, revoked = standing[standing["level"] != ""], standing[standing["level"] == ""]
    on_hold = latest[latest["held"]]
    shown = pd.concat([in_force, on_hold[~on_hold["client_id"].isin(standing["client_id"])]])
    points = book.points
    if rules is not None:
        pairs = zip(in_force["client_id"], in_force["version"], strict=True)
        under = [rules.get(client, version) for client, version in pairs]
        plain = in_force.drop(columns=["score", "level", "rank", "vetoed", "held"])
        again = plain.assign(version=pd.Series(under, index=plain.index, dtype="str"))
        in_force, points = scored(again, facts.card_items, versions)
    table = _table(clients, pd.concat([in_force, revoked.assign(version="")]), window)
    held = clients["client_id"].isin(on_hold["client_id"]).astype("boolean")
    return table.assign(held=held), points[points["card_id"].isin(shown["card_id"])]


def _table(clients: "pd.DataFrame", in_force: "pd.DataFrame", window: "Window") -> "pd.DataFrame":
    """Return GRADED without pack and held."""
    import pandas as pd

    cards = in_force[["client_id", "score", "level", "rank", "vetoed", "graded_on", "card_id", "version"]]
    rows = clients[["client_id"]].merge(cards, on="client_id", how="left", validate="one_to_one")
    texts = {name: rows[name].fillna("").astype("str") for name in ("level", "card_id")}
    return rows.assign(
        **texts,
        score=rows["score"].astype("object").where(rows["score"].notna(), None),
        policy_version=rows["version"].fillna("").astype("str"),
        in_period=(rows["graded_on"] >= pd.Timestamp(window.period.start)).astype("boolean"),
    )
