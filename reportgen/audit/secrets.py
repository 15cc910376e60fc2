"""Everything about a client that somebody may not see: names, ids, codes, people, words, numbers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.audit.numbers import all_forms
from reportgen.model.designations import designations
from reportgen.model.improvements import answered
from reportgen.model.records.every import RECORD, RECORDS
from reportgen.model.records.field import Field
from reportgen.model.records.field import Kind as FieldKind
from reportgen.model.records.more import MORE
from reportgen.model.results import Results
from reportgen.model.sightings import squeezed
from reportgen.model.text import msg

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Facts

FEN = 100
FRAMES = {"clients": "register"}
"""Exports whose frame in the facts has another name."""
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
    CARD = msg("scorecard")
    WORDS = msg("words")
    RECORD_ID = msg("record id")
    SCORE = msg("score")
    LIMIT = msg("limit")
    AMOUNT = msg("amount")
    FIGURE = msg("figure")


SAID = frozenset({Kind.COMMENT, Kind.EVIDENCE, Kind.CARD, Kind.WORDS})
"""Kinds of which several clients may say the same; then it is nobody's secret."""
PERSONS = frozenset({Kind.CONTACT, Kind.STAFF})
NUMBERS = frozenset({Kind.SCORE, Kind.LIMIT, Kind.AMOUNT, Kind.FIGURE})
GROUPS: Mapping[str, Kind] = {
    "contacts": Kind.CONTACT,
    "staff": Kind.STAFF,
    "comments": Kind.COMMENT,
    "evidence": Kind.EVIDENCE,
    "cards": Kind.CARD,
}
"""Group of a declared field → what its words are."""
NOBODY = ""
"""The client of what belongs to an office or to the company: it gives nobody away."""


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """One thing about one client; of numbers, a form in which it may be printed."""

    kind: Kind
    client_id: str
    text: str


def secrets_of(results: Results, aliases: Iterable[tuple[str, str]], cards: frozenset[str]) -> list[Secret]:
    """Return the secrets of every client, from results before any mask.

    ``aliases``: (client, spelling) pairs that a person has confirmed; ``cards``: packs that grade by a scorecard,
    whose scores are secrets of their own. Another pack's score is one figure more.
    """
    found = {
        Secret(Kind(kind), client, word)
        for (kind, client), words in designations(results.facts, aliases).items()
        for word in words
    }
    found.update(_people(results), _words(results), _record_ids(results), _numbers(results, cards))
    found.update(record_secrets(results.facts))
    known = _openly_registered(results.facts)
    return sorted(one for one in _of_one_client(found) if one.kind not in PERSONS or not _others(one, known))


def _openly_registered(facts: "Facts") -> dict[str, set[str]]:
    """Return the texts of the register that every reader of a client sees → the clients that have them."""
    known: dict[str, set[str]] = {}
    for field in MORE["clients"]:
        if not field.group and str(facts.register[field.column].dtype) == "str":
            for one in texts(facts.register, field.column, Kind.WORDS):
                known.setdefault(one.text, set()).add(one.client_id)
    return known


def _others(one: Secret, known: Mapping[str, set[str]]) -> bool:
    """Whether another client has the same words openly: a person who is the representative of one of them."""
    return bool(known.get(one.text, set()) - {one.client_id})


def _of_one_client(secrets: set[Secret]) -> Iterator[Secret]:
    """Yield the secrets without words that several clients say."""
    sayers: dict[str, set[str]] = {}
    for one in secrets:
        if one.kind in SAID:
            sayers.setdefault(one.text, set()).add(one.client_id)
    return (one for one in secrets if len(sayers.get(one.text, ())) <= 1)


def _people(results: Results) -> Iterator[Secret]:
    facts = results.facts
    for frame in (facts.answers, facts.responses, facts.comments):
        yield from texts(frame, "contact", Kind.CONTACT)
    yield from texts(facts.register, "account_manager", Kind.STAFF)
    yield from texts(facts.complaints, "handler", Kind.STAFF)
    for column in ("filled_by", "approved_by"):
        yield from texts(facts.limit_applications, column, Kind.STAFF)


def _words(results: Results) -> Iterator[Secret]:
    facts = results.facts
    said = [*texts(facts.comments, "comment", Kind.COMMENT), *texts(facts.complaints, "content", Kind.COMMENT)]
    said += [*texts(facts.complaints, "result", Kind.COMMENT), *texts(facts.churn_reports, "cause", Kind.WORDS)]
    yield from quoted(said)
    yield from quoted(texts(facts.card_items, "evidence", Kind.EVIDENCE))


def record_secrets(facts: "Facts") -> Iterator[Secret]:
    """Yield the secrets of the declared exports, by the group that each field belongs to."""
    frames = [(facts.records[one.export], one.fields) for one in RECORDS]
    frames += [(getattr(facts, FRAMES.get(export, export)), fields) for export, fields in MORE.items()]
    frames.append((_answers(facts), RECORD["improvement_actions"].fields))
    for frame, fields in frames:
        for field in fields if "client_id" in frame else ():
            yield from _field_secrets(frame, field)


def _answers(facts: "Facts") -> "pd.DataFrame":
    """Return the improvements that name no client, once for each whose complaint or feedback they answer."""
    actions = facts.records["improvement_actions"]
    whose = answered(actions, facts.complaints, facts.records["feedback"])[["action_id", "client_id"]]
    alone = actions[actions["client_id"] == ""].drop(columns="client_id")
    return alone.merge(whose.drop_duplicates(), on="action_id", how="inner", validate="many_to_many")


def _field_secrets(frame: "pd.DataFrame", field: Field) -> Iterator[Secret]:
    kind = GROUPS.get(field.group)
    if field.kind is FieldKind.MONEY:
        yield from _values(frame["client_id"], frame[field.column], Kind.AMOUNT, FEN)
    elif str(frame[field.column].dtype) != "str":
        return
    elif kind in {Kind.CONTACT, Kind.STAFF}:
        yield from texts(frame, field.column, kind)
    elif kind is not None or field.kind is FieldKind.WHOLE:
        yield from quoted(texts(frame, field.column, kind or Kind.WORDS))


def quoted(secrets: Iterable[Secret]) -> Iterator[Secret]:
    """Yield words long enough to be one client's, as far as they are looked for."""
    for one in secrets:
        if len(squeezed(one.text)) >= FEWEST_WORDS:
            yield Secret(one.kind, one.client_id, squeezed(one.text)[:QUOTED])


def _record_ids(results: Results) -> Iterator[Secret]:
    """Yield the ids of records that cannot be taken for a number, a date or a word."""
    facts = results.facts
    places = ((facts.complaints, "complaint_id"), (facts.orders, "order_id"), (facts.receivables, "invoice_id"))
    for frame, column in places:
        for one in texts(frame, column, Kind.RECORD_ID):
            if len(one.text) >= FEWEST_WORDS and not one.text.isdigit() and not one.text.isalpha():
                yield one


def texts(frame: "pd.DataFrame", column: str, kind: Kind) -> Iterator[Secret]:
    """Yield what stands in a column, with the client of its row."""
    pairs = frame[["client_id", column]].drop_duplicates()
    for client, said in zip(pairs["client_id"], pairs[column], strict=True):
        if client and len(said.strip()) > 1:
            yield Secret(kind, client, said.strip())


def _numbers(results: Results, cards: frozenset[str]) -> Iterator[Secret]:
    facts = results.facts
    for frame, columns, kind in (
        (facts.orders, ("amount_fen", "margin_fen"), Kind.AMOUNT),
        (facts.receivables, ("amount_fen", "paid_fen"), Kind.AMOUNT),
        (facts.targets, ("target_fen",), Kind.AMOUNT),
        (facts.limit_applications, ("old_limit_fen", "new_limit_fen"), Kind.LIMIT),
    ):
        for column in columns:
            yield from _values(frame["client_id"], frame[column], kind, FEN)
    for grades in (results.grades, results.grade_history):
        by_card = grades["pack"].isin(cards)
        for rows, kind in ((grades[by_card], Kind.SCORE), (grades[~by_card], Kind.FIGURE)):
            yield from _values(rows["client_id"], rows["score"], kind)
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
