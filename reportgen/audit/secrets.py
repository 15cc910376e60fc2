"""Everything about a client that somebody may not see: names, ids, codes, people, words, numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.audit.numbers import all_forms
from reportgen.model.designations import designations
from reportgen.model.results import Results
from reportgen.model.sightings import squeezed
from reportgen.model.text import msg

if TYPE_CHECKING:
    import pandas as pd

FEN = 100
QUOTED = 32
"""Characters of a client's words that are looked for, from their beginning; a page may cut the rest."""
FEWEST_WORDS = 10
"""Characters, without spaces, below which words could be anybody's."""


class Kind(StrEnum):
    """What a secret is; its value is how it is called."""

    NAME = msg("name")
    SHORT_NAME = msg("short name")
    ALIAS = msg("alias")
    CLIENT_ID = msg("client id")
    CREDIT_CODE = msg("credit code")
    CONTACT = msg("contact")
    STAFF = msg("staff")
    COMMENT = msg("comment")
    EVIDENCE = msg("evidence")
    RECORD_ID = msg("record id")
    SCORE = msg("score")
    LIMIT = msg("limit")
    AMOUNT = msg("amount")
    FIGURE = msg("figure")


NUMBERS = frozenset({Kind.SCORE, Kind.LIMIT, Kind.AMOUNT, Kind.FIGURE})
NOBODY = ""
"""The client of what belongs to an office or to the company: it gives nobody away."""


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """One thing about one client; of numbers, a form in which it may be printed."""

    kind: Kind
    client_id: str
    text: str


def secrets_of(results: Results, aliases: Iterable[tuple[str, str]]) -> list[Secret]:
    """Return the secrets of every client, from results before any mask.

    ``aliases``: (client, spelling) pairs that a person has confirmed.
    """
    found = {
        Secret(Kind(kind), client, word)
        for (kind, client), words in designations(results.facts, aliases).items()
        for word in words
    }
    found.update(_people(results), _words(results), _record_ids(results), _numbers(results))
    return sorted(found)


def _people(results: Results) -> Iterator[Secret]:
    facts = results.facts
    for frame in (facts.answers, facts.responses, facts.comments):
        yield from _texts(frame, "contact", Kind.CONTACT)
    yield from _texts(facts.register, "account_manager", Kind.STAFF)
    yield from _texts(facts.complaints, "handler", Kind.STAFF)
    for column in ("filled_by", "approved_by"):
        yield from _texts(facts.limit_applications, column, Kind.STAFF)


def _words(results: Results) -> Iterator[Secret]:
    facts = results.facts
    said = [*_texts(facts.comments, "comment", Kind.COMMENT), *_texts(facts.complaints, "content", Kind.COMMENT)]
    yield from _quoted(said)
    yield from _quoted(_texts(facts.card_items, "evidence", Kind.EVIDENCE))


def _quoted(secrets: Iterable[Secret]) -> Iterator[Secret]:
    """Yield words long enough to be one client's, as far as they are looked for."""
    for one in secrets:
        if len(squeezed(one.text)) >= FEWEST_WORDS:
            yield Secret(one.kind, one.client_id, squeezed(one.text)[:QUOTED])


def _record_ids(results: Results) -> Iterator[Secret]:
    """Yield the ids of records that cannot be taken for a number, a date or a word."""
    facts = results.facts
    places = ((facts.complaints, "complaint_id"), (facts.orders, "order_id"), (facts.receivables, "invoice_id"))
    for frame, column in places:
        for one in _texts(frame, column, Kind.RECORD_ID):
            if len(one.text) >= FEWEST_WORDS and not one.text.isdigit() and not one.text.isalpha():
                yield one


def _texts(frame: "pd.DataFrame", column: str, kind: Kind) -> Iterator[Secret]:
    pairs = frame[["client_id", column]].drop_duplicates()
    for client, said in zip(pairs["client_id"], pairs[column], strict=True):
        if client and len(said.strip()) > 1:
            yield Secret(kind, client, said.strip())


def _numbers(results: Results) -> Iterator[Secret]:
    facts = results.facts
    for frame, columns, kind in (
        (facts.orders, ("amount_fen",), Kind.AMOUNT),
        (facts.receivables, ("amount_fen", "paid_fen"), Kind.AMOUNT),
        (facts.targets, ("target_fen",), Kind.AMOUNT),
        (facts.limit_applications, ("old_limit_fen", "new_limit_fen"), Kind.LIMIT),
    ):
        for column in columns:
            yield from _values(frame["client_id"], frame[column], kind, FEN)
    for grades in (results.grades, results.grade_history):
        yield from _values(grades["client_id"], grades["score"], Kind.SCORE)
    for figures in (results.changed, results.history):
        money = figures["unit"].eq("yuan")
        for rows, kind in ((figures[money], Kind.AMOUNT), (figures[~money], Kind.FIGURE)):
            yield from _values(rows["client_id"], rows["value"], kind)


def _values(clients: "pd.Series[str]", values: "pd.Series[int]", kind: Kind, per: int = 1) -> Iterator[Secret]:
    known = values.notna()
    pairs = set(zip(clients[known], values[known].tolist(), strict=True))
    for client, value in pairs:
        for form in all_forms([Fraction(value) / per]):
            yield Secret(kind, client, form)
