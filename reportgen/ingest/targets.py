"""Monthly sales targets agreed with clients."""

import re
from datetime import date

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.identity import offices_of, resolved
from reportgen.ingest.moments import Written, written
from reportgen.ingest.money import money
from reportgen.ingest.table import Table, mapped
from reportgen.ingest.vocabulary import blank
from reportgen.model.folding import folded
from reportgen.model.problem import Problem
from reportgen.model.text import text

_EXPECTED = text("a month such as 2026-07, or a year and a month")
_MONTH = re.compile(r"^(?P<year>20\d{2})(?:[-/.年])?(?P<month>0?[1-9]|1[0-2])月?份?$")
_MONTH_ALONE = re.compile(r"^(?P<month>0?[1-9]|1[0-2])月?份?$")
_YEAR = re.compile(r"^(?P<year>20\d{2})年?度?$")


def targets(table: Table, folder: int, context: Context) -> Typed:
    """Return the targets of one list.

    Out: TARGETS with folder, day (the month's first) and fate. A row without a readable client,
         month or amount is set aside.
    """
    import pandas as pd

    months, bad_months = months_of(table, context)
    who = resolved(table, context.known, months)
    target = money(table, "target_amount", context)
    faults = [who.faults, bad_months, target.faults]
    faults.append(blank(table, "month", months, bad_months))
    faults.append(blank(table, "target_amount", target.fen, target.faults))
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    rows = placed(table, folder, set().union(*faults), "month").assign(
        client_id=text_column(clients),
        month=day_column(months),
        day=day_column(months),
        office_id=text_column(offices_of(clients, months, context.known)),
        target_fen=pd.array(target.fen, dtype="Int64"),
    )
    problems = [problem for found in faults for problem in found.values()]
    return Typed(table=table, rows=rows, problems=[*problems, *who.problems, *target.notes])


def months_of(table: Table, context: Context) -> tuple[list[date | None], dict[int, Problem]]:
    """Return the first day of each row's month; the year may stand in a column of its own."""
    faults = table.unusable("month") | table.unusable("year")
    order, system = table.source.date_order, table.sheet.date_system
    years, found = mapped(table.cells("year"), folded), mapped(table.cells("month"), folded)
    read = {pair: month_of(*pair) for pair in set(zip(years, found, strict=True))}
    months: list[date | None] = []
    for at, pair in enumerate(zip(years, found, strict=True)):
        first = read[pair]
        if first is None and pair[1] and pair[1] not in context.missing and at not in faults:
            whole = written(table.cells("month")[at], order, system)
            if isinstance(whole, Written):
                first = whole.local.date().replace(day=1)
            else:
                faults[at] = table.problem(at, "month", "E222", _EXPECTED)
        months.append(None if at in faults else first)
    return months, faults


def month_of(year: str, month: str) -> date | None:
    """Return the first day of a month written in one cell or two; None where it is not one.

    >>> month_of("", "2026年7月"), month_of("2026年", "7"), month_of("", "7")
    (datetime.date(2026, 7, 1), datetime.date(2026, 7, 1), None)
    """
    whole, alone, of = _MONTH.match(month), _MONTH_ALONE.match(month), _YEAR.match(year)
    if whole and (not of or of["year"] == whole["year"]):
        return date(int(whole["year"]), int(whole["month"]), 1)
    if alone and of:
        return date(int(of["year"]), int(alone["month"]), 1)
    return None
