"""What clients need of the product and of the service, in feedback and in complaints."""

from typing import TYPE_CHECKING

import pandas as pd

from reportgen.measure.feedback import EXPORT, known_feedback
from reportgen.model.listening_frames import NEEDS
from reportgen.policy.keywords import Dictionary
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window
    from reportgen.policy.listening import Needs

KINDS = ("need", "suggestion", "opinion")
_COLUMNS = ["client_id", "office_id", "words", "voice"]


def needs(facts: "Facts", window: "Window", rule: "Needs", dictionary: Dictionary | None) -> pd.DataFrame:
    """The needs, suggestions and opinions, and the complaints, of the period by what they are about.

    One that has words of both product and service counts for both.

    In:      feedback records, COMPLAINTS; dictionary: the words of the reference satisfaction pack.
    Out:     NEEDS: the company and every office with any; empty without a dictionary.
    Source:  P11.23; which dimensions are about what is the pack's.
    """
    voiced = _voiced(facts, window)
    if dictionary is None or voiced.empty:
        return NEEDS.empty()
    about = dict.fromkeys(rule.product, "product") | dict.fromkeys(rule.service, "service")
    meant = {words: _subjects(dictionary, words, about) for words in voiced["words"].unique().tolist()}
    told = voiced.assign(subject=voiced["words"].map(meant), number=range(len(voiced)))
    told = told.explode("subject", ignore_index=True)
    both = pd.concat(
        [told.assign(level="company", office_id=""), told[told["office_id"] != ""].assign(level="office")]
    )
    found = both.groupby(["level", "office_id", "subject", "voice"], as_index=False).agg(
        count=("number", "nunique"), n_clients=("client_id", "nunique")
    )
    return NEEDS.cast(found.assign(period=str(window.period), clause=rule.clause))


def _voiced(facts: "Facts", window: "Window") -> pd.DataFrame:
    """Return who said what in the period."""
    given = known_feedback(facts, window)
    given = given[(given["date"] >= pd.Timestamp(window.period.start)) & given["kind"].isin(KINDS)]
    parts = [given.rename(columns={"text": "words"}).assign(voice=EXPORT)[_COLUMNS]]
    if facts.was_read(Export.COMPLAINTS, window.period):
        every = facts.complaints
        inside = every["received_at"].between(
            pd.Timestamp(window.start), pd.Timestamp(window.end), inclusive="left"
        )
        parts.append(every[inside].rename(columns={"content": "words"}).assign(voice="complaint")[_COLUMNS])
    found = pd.concat(parts, ignore_index=True)
    return found[found["words"].str.strip() != ""]


def _subjects(dictionary: Dictionary, words: str, about: dict[str, str]) -> list[str]:
    """Return what a text is about."""
    found = {about[dimension] for dimension, _ in dictionary.found(words) if dimension in about}
    return sorted(found) or ["other"]
