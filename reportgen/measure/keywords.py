"""What clients write about: comments by dimension and keyword of the pack's dictionary."""

from typing import TYPE_CHECKING

import pandas as pd

from reportgen.model.pattern_frames import ANY_KEYWORD, KEYWORDS, NO_DIMENSION
from reportgen.policy.keywords import Dictionary

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Satisfaction


def keywords(facts: "Facts", window: "Window", rules: "Satisfaction") -> pd.DataFrame:
    """How many comments of the period hold each keyword, and how many clients wrote them.

    A comment counts once for each keyword that it holds, and once for each dimension.

    In:      COMMENTS.
    Out:     KEYWORDS: the company and every office with a comment; empty where the pack has no words.
    Source:  P06.13, P06.16 opinions; the words are the pack's (decision 14).
    """
    dictionary = Dictionary.of(rules)
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    every = facts.comments
    inside = every[(every["answered_at"] >= start) & (every["answered_at"] < end)]
    inside = inside[inside["comment"].str.strip() != ""]
    if dictionary is None or inside.empty:
        return KEYWORDS.empty()
    meant = {words: _rows(dictionary, words) for words in inside["comment"].unique().tolist()}
    marked = inside[["office_id", "client_id"]].assign(
        found=inside["comment"].map(meant), number=range(len(inside))
    )
    rows = marked.explode("found", ignore_index=True)
    pairs = pd.DataFrame(rows["found"].tolist(), columns=["dimension", "keyword"])
    told = pd.concat([rows.drop(columns="found"), pairs], axis=1)
    both = pd.concat([told.assign(level="company", office_id=""), told.assign(level="office")])
    keys = ["level", "office_id", "dimension", "keyword"]
    found = both.groupby(keys, as_index=False).agg(
        comments=("number", "nunique"), n_clients=("client_id", "nunique")
    )
    return KEYWORDS.cast(found.assign(period=str(window.period)))


def _rows(dictionary: Dictionary, comment: str) -> list[tuple[str, str]]:
    """Return the keywords of a comment, its dimensions, or that it has none."""
    found = dictionary.found(comment)
    if not found:
        return [(NO_DIMENSION, ANY_KEYWORD)]
    return sorted({*found, *((dimension, ANY_KEYWORD) for dimension, _ in found)})
