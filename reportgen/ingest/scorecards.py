"""Scorecards: one row an item of a card, from a table or from the filled form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.ingest.context import Context, item_on, scorecards_on
from reportgen.ingest.dates import day_column, days, moments
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.identity import after_the_end, resolved
from reportgen.ingest.numbers import expected
from reportgen.ingest.table import Table
from reportgen.ingest.values import SCORE_UNITS, Fault, Number, Reading, answer, number
from reportgen.ingest.vocabulary import FUTURE, blank, in_future
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.policy.pack import Item, Part, Scorecard

_PARTS = tuple(part.value for part in Part)
_PARTIAL = ("小计", "平均")
_YES_NO = text("yes or no")
_BLANK_VETO = text("yes or no; a blank veto item holds the grading")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """What each row says of its item."""

    entries: list[str]
    hits: list[bool | None]
    parts: list[str]
    faults: dict[int, Problem]
    notes: list[Problem]


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
    lines = _lines(table, heads.days, items, parts, context)
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
        entry=text_column(lines.entries),
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
    who = resolved(table, context.known)
    when = moments(table, "graded_on", context.missing)
    dates = days(when.found, context.config.profile.zone)
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
            faults.setdefault(at, table.problem(at, name, said.code, _YES_NO))
            said = None
        found.append(said)
    return found, faults


def _lines(
    table: Table, dates: Sequence[date | None], items: Sequence[str], parts: Sequence[str], context: Context
) -> _Lines:  # fmt: skip
    """Return entry, hit and part of every row."""
    column = _entry_column(table, context)
    words, faults = table.words(column)
    how = Reading(units=SCORE_UNITS, missing=context.missing)
    forms = {day: scorecards_on(context.config, day or context.window.last_day) for day in set(dates)}
    made = _Lines(entries=[], hits=[], parts=[], faults=faults, notes=[])
    unknown: dict[str, int] = {}
    for at, (word, item, said, day) in enumerate(zip(words, items, parts, dates, strict=True)):
        found = item_on(forms[day], item)
        part = found[1].part.value if found else said
        if item and not found:
            unknown[item] = unknown.get(item, 0) + 1
        entry, hit = _entry(table, at, column, word, part, found, how, made)
        made.entries.append(entry)
        made.hits.append(hit)
        made.parts.append(part)
    known = text("an item of a scorecard in config/packs")
    made.notes.extend(
        table.remark("item", "W218", known, severity=Severity.WARNING, value=f"{item} ({unknown[item]})")
        for item in sorted(unknown)
    )
    return made


def _entry_column(table: Table, context: Context) -> str:
    """Return the column that holds the entries: points or mark, as the scorecard says where both are there."""
    there = [name for name in ("points", "mark") if name in table.columns]
    cards = scorecards_on(context.config, context.window.last_day)
    wanted = "mark" if cards and cards[0].entry == "mark" else "points"
    return wanted if wanted in there else there[0]


def _entry(
    table: Table, at: int, column: str, word: str, part: str,
    found: tuple[Scorecard, Item] | None, how: Reading, made: _Lines,
) -> tuple[str, bool | None]:  # fmt: skip
    """Return one row's entry and hit; faults and notes go to ``made``."""
    if at in made.faults:
        return "", None
    if part == Part.VETO.value:
        said = answer(word, how.missing)
        if isinstance(said, Fault):
            made.faults[at] = table.problem(at, column, said.code, _YES_NO)
        elif said is None:
            made.notes.append(table.problem(at, column, "E216", _BLANK_VETO, severity=Severity.WARNING))
        return "", None if isinstance(said, Fault) else said
    read = number(word, how)
    if isinstance(read, Fault):
        made.faults[at] = table.problem(at, column, read.code, expected(read.code, how))
        return "", None
    if read.value is None:
        return "", None
    wrong = _out_of_range(table, at, column, read.value, found)
    if wrong:
        made.faults[at] = wrong
        return "", None
    if part == Part.MINUS.value and read.value > 0 and (found is None or found[0].entry == "points"):
        signed = text("minus points with a minus sign; they were subtracted")
        made.notes.append(table.problem(at, column, "E217", signed, severity=Severity.NOTE))
    return f"{read.value:f}", None


def _out_of_range(
    table: Table, at: int, column: str, value: Decimal, found: tuple[Scorecard, Item] | None
) -> Problem | None:
    """Return the Problem of an entry beyond what its item can earn, or None."""
    if found is None or found[1].max is None:
        return None
    card, item = found
    top = card.mark_max if column == "mark" and card.mark_max is not None else item.max
    size = -value if item.part is Part.MINUS and value < 0 else value
    if top is None or 0 <= size <= top:
        return None
    return table.problem(at, column, "E216", text("points from 0 to {top}", top=f"{top:f}"))


def _totals(table: Table, cards: Sequence[str], context: Context) -> tuple[list[str], list[Problem]]:
    """Return the total that the file states for the card of each row, and what is no total."""
    column = _entry_column(table, context)
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
