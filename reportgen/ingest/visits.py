"""Visits to clients and to offices."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column
from reportgen.ingest.daycells import past_days
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.fields import more_columns
from reportgen.ingest.identity import differing_offices, offices_of, resolved
from reportgen.ingest.numbers import numbers
from reportgen.ingest.officenames import named_offices
from reportgen.ingest.table import Table
from reportgen.ingest.values import Reading
from reportgen.ingest.vocabulary import blank
from reportgen.model.problem import Problem
from reportgen.model.records.more import MORE
from reportgen.model.text import text

_COUNTS = ("problems_found", "problems_solved")


def visits(table: Table, folder: int, context: Context) -> Typed:
    """Return the visits of one list.

    Out: VISITS with folder, day and fate. A row without a readable day, or without a client or office
         of the register, is set aside; an unreadable count costs both counts of its row.
    """
    import pandas as pd

    ids, bad_ids = table.codes("visit_id")
    when = past_days(table, "visited_at", context)
    clients, offices, strangers, problems = _whom(table, when.days, context)
    roles, bad_roles = table.words("visitor_role")
    found, solved, bad_counts = _counts(table, context)
    more = more_columns(table, MORE["visits"], context)
    faults = [bad_ids, strangers, when.faults, blank(table, "visited_at", when.days, when.faults)]
    said = zip(clients, offices, when.days, roles, found, solved, strict=True)
    keys = [given or _made_up(*one) for given, one in zip(ids, said, strict=True)]
    rows = placed(table, folder, set().union(*faults), "visit_id").assign(
        visit_id=text_column(keys),
        client_id=text_column(clients),
        office_id=text_column(offices),
        visited_on=day_column(when.days),
        day=day_column(when.days),
        visitor_role=text_column(roles),
        problems_found=pd.array(found, dtype="Int64"),
        problems_solved=pd.array(solved, dtype="Int64"),
        **more.columns,
    )
    problems += more.problems
    problems += [problem for bad in (*faults, bad_roles, bad_counts) for problem in bad.values()]
    return Typed(table=table, rows=rows, problems=[*problems, *when.notes])


def _made_up(*said: object) -> str:
    """Return a key of what a row says, so that only identical rows are one visit."""
    return "|".join("" if one is None else str(one) for one in said)


def _whom(
    table: Table, days: Sequence[date | None], context: Context
) -> tuple[list[str], list[str], dict[int, Problem], list[Problem]]:
    """Return the client and the office of each visit, what is wrong with rows, and with single cells.

    A row that names an office and no client is a visit to the office.
    """
    who, named = resolved(table, context.known, days), named_offices(table, context)
    to_office = {at for at, problem in who.faults.items() if named[at] and problem.code == "E246"}
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    own = offices_of(clients, days, context.known)
    offices = [named[at] if at in to_office else office for at, office in enumerate(own)]
    strangers = {at: problem for at, problem in who.faults.items() if at not in to_office}
    return clients, offices, strangers, [*who.problems, *differing_offices(table, own, context.known)]


def _counts(table: Table, context: Context) -> tuple[list[int | None], list[int | None], dict[int, Problem]]:
    """Return the problems found and solved, and a Problem for each pair that cannot be."""
    read = {name: numbers(table, name, Reading(missing=context.missing)) for name in _COUNTS}
    faults = {at: problem for name in _COUNTS for at, problem in read[name].faults.items()}
    for name in _COUNTS:
        odd = [at for at, one in enumerate(read[name].numbers) if one is not None and not _is_count(one)]
        faults |= {at: table.problem(at, name, "E209", text("a whole number of 0 or more")) for at in odd}
    found, solved = (read[name].numbers for name in _COUNTS)
    for at, (whole, part) in enumerate(zip(found, solved, strict=True)):
        if at not in faults and whole is not None and part is not None and part > whole:
            faults[at] = table.problem(at, "problems_solved", "E219", text("at most the problems found"))
    return _kept(found, faults), _kept(solved, faults), faults


def _is_count(number: Decimal) -> bool:
    return number >= 0 and number == number.to_integral_value()


def _kept(counts: Sequence[Decimal | None], faults: dict[int, Problem]) -> list[int | None]:
    return [None if one is None or at in faults else int(one) for at, one in enumerate(counts)]
