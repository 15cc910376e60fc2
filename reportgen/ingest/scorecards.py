"""Scorecards: one row an item of a card, from a table or from the filled form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column, days, moments
from reportgen.ingest.entries import YES_OR_NO, entries, entry_column
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.identity import after_the_end, resolved
from reportgen.ingest.table import Table
from reportgen.ingest.values import SCORE_UNITS, Fault, Number, Reading, answer, number
from reportgen.ingest.vocabulary import FUTURE, blank, in_future
from reportgen.model.problem import Problem
from reportgen.model.text import text
from reportgen.policy.pack import Part

_PARTS = tuple(part.value for part in Part)
_PARTIAL = ("小计", "平均")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Whose card each row belongs to, and when and why it was filled."""

    clients: Sequence[str]
    days: Sequence[date | None]
    ids: Sequence[str]
    kinds: Sequence[str]
    special: Sequence[bool | None]
    aside: set[int]
    problems: list[Problem]


def scorecards(table: Table, folder: int, context: Context, head: Table | None = None) -> Typed:
    """Return the item lines of one table, or of one form whose head is a table of one row.

    Out: rows: card (client and day as text), card_id, client_id, graded_on, card_kind, special, part,
         item, entry, hit, evidence, stated_total, day and fate. A row without client, day, item or a
         readable entry is set aside.
    """
    import pandas as pd

    count = len(table.rows)
    heads = _spread(heads_of(head, context), count) if head else heads_of(table, context)
    items, bad_items = table.words("item")
    bad_items |= blank(table, "item", items, bad_items)
    parts, bad_parts = table.words("part", _PARTS)
    evidence, bad_evidence = table.plain("evidence")
    lines = entries(table, heads.days, items, parts, context)
    aside = heads.aside | {*bad_items, *lines.faults}
    cards = [
        f"{client} {day}" if client and day else "" for client, day in zip(heads.clients, heads.days, strict=True)
    ]
    totals, bad_totals = _totals(table, cards, context)
    rows = placed(table, folder, aside, "item").assign(
        card=text_column(cards),
        card_id=text_column(heads.ids),
        client_id=text_column(heads.clients),
        graded_on=day_column(heads.days),
        card_kind=text_column(heads.kinds),
        special=pd.array(list(heads.special), dtype="boolean"),
        part=text_column(lines.parts),
        item=text_column(items),
        entry=text_column(lines.points),
        hit=pd.array(lines.hits, dtype="boolean"),
        evidence=text_column(evidence),
        stated_total=text_column(totals),
        day=day_column(heads.days),
    )
    cells = [bad_items, bad_parts, bad_evidence, lines.faults]
    problems = [
        *heads.problems,
        *(problem for found in cells for problem in found.values()),
        *lines.notes,
        *bad_totals,
    ]
    return Typed(table=table, rows=rows, problems=problems)


def heads_of(table: Table, context: Context) -> Heads:
    """Return what the rows of a table say of their card as a whole."""
    when = moments(table, "graded_on", context.missing)
    dates = days(when.found, context.config.profile.zone)
    who = resolved(table, context.known, dates)
    ids, bad_ids = table.codes("card_id")
    kinds, bad_kinds = table.words("card_kind")
    special, bad_special = _answers(table, "special", context)
    faults = [who.faults, when.faults, blank(table, "graded_on", when.found, when.faults)]
    faults.append({at: table.problem(at, "graded_on", "E224", FUTURE) for at in in_future(dates, context)})
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    problems = [problem for found in (*faults, bad_ids, bad_kinds, bad_special) for problem in found.values()]
    problems += [*who.problems, *when.notes, *after_the_end(table, clients, dates, context.known)]
    return Heads(
        clients=clients,
        days=dates,
        ids=ids,
        kinds=kinds,
        special=special,
        aside=set().union(*faults),
        problems=problems,
    )


def _spread(one: Heads, count: int) -> Heads:
    """Return the head of a form for each of its lines."""
    return Heads(
        clients=[one.clients[0]] * count,
        days=[one.days[0]] * count,
        ids=[one.ids[0]] * count,
        kinds=[one.kinds[0]] * count,
        special=[one.special[0]] * count,
        aside=set(range(count)) if one.aside else set(),
        problems=one.problems,
    )


def _answers(table: Table, name: str, context: Context) -> tuple[list[bool | None], dict[int, Problem]]:
    """Return the yes and no of a column, and its faults."""
    words, faults = table.words(name)
    found: list[bool | None] = []
    for at, word in enumerate(words):
        said = answer(word, context.missing)
        if isinstance(said, Fault):
            faults.setdefault(at, table.problem(at, name, said.code, YES_OR_NO))
            said = None
        found.append(said)
    return found, faults


def _totals(table: Table, cards: Sequence[str], context: Context) -> tuple[list[str], list[Problem]]:
    """Return the total that the file states for the card of each row, and what is no total."""
    column = entry_column(table, context)
    how = Reading(units=SCORE_UNITS, missing=context.missing)
    stated: dict[str, str] = {}
    problems: list[Problem] = []
    for at, (card, said) in enumerate(zip(cards, table.cells("stated_total"), strict=True)):
        read = number(said, how)
        if card and isinstance(read, Number) and read.value is not None:
            stated.setdefault(card, f"{read.value:f}")
        elif isinstance(read, Fault):
            problems.append(table.problem(at, "stated_total", read.code, text("a number")))
    for total in table.totals:
        read = number(total.texts.get(column, ""), how)
        if (
            total.above
            and isinstance(read, Number)
            and read.value is not None
            and not total.word.startswith(_PARTIAL)
        ):
            stated[cards[total.above - 1]] = f"{read.value:f}"
    return [stated.get(card, "") if card else "" for card in cards], problems
