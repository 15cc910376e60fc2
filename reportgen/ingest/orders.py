"""Orders: one row an order, or several lines of one."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column, days, moments
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.identity import after_the_end, offices_of, resolved
from reportgen.ingest.money import signed_money, whole_fen
from reportgen.ingest.numbers import numbers
from reportgen.ingest.table import Table
from reportgen.ingest.totals import wrong_totals
from reportgen.ingest.units import plain_unit
from reportgen.ingest.values import YUAN_UNITS, Reading
from reportgen.ingest.vocabulary import FUTURE, blank, in_future
from reportgen.model.problem import Problem
from reportgen.model.text import text

CANCELLED = "cancelled"
STATES = ("placed", "confirmed", "delivered", "done", CANCELLED)


def orders(table: Table, folder: int, context: Context) -> Typed:
    """Return the orders of one table.

    Out: ORDERS with folder, day and fate. A row without a readable id, client, date, amount or
         state is set aside: an order that may have been cancelled is not counted as sold. A margin that
         cannot be read is none: the order is sold all the same.
    """
    import pandas as pd

    zone = context.config.profile.zone
    ids, bad_ids = table.codes("order_id")
    when = moments(table, "order_date", context.missing)
    dates = days(when.found, zone)
    who = resolved(table, context.known, dates)
    plain, of_unit = plain_unit(table, "amount")
    how = Reading(units=YUAN_UNITS, missing=context.missing, plain_unit=plain)
    amounts = numbers(table, "amount", how)
    states, bad_states = table.words("state", (*STATES, *table.own_words("state")))
    faults = [bad_ids, who.faults, when.faults, amounts.faults, bad_states]
    faults.append(blank(table, "order_id", ids, bad_ids))
    faults.append(blank(table, "order_date", when.found, when.faults))
    faults.append(blank(table, "amount", amounts.numbers, amounts.faults))
    faults.append({at: table.problem(at, "order_date", "E224", FUTURE) for at in in_future(dates, context)})
    faults.append(_negative(table, amounts.numbers))
    aside = set().union(*faults)
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    offices = offices_of(clients, dates, context.known)
    fen, rounded = whole_fen(amounts.numbers)
    cancelled = [at for at, state in enumerate(states) if state == CANCELLED]
    margins = signed_money(table, "margin", context, cancelled)
    rows = placed(table, folder, aside, "order_id").assign(
        order_id=text_column(ids),
        client_id=text_column(clients),
        office_id=text_column(offices),
        order_date=day_column(dates),
        day=day_column(dates),
        amount_fen=pd.array(fen, dtype="Int64"),
        margin_fen=pd.array(margins.fen, dtype="Int64"),
        cancelled=pd.array([state == CANCELLED for state in states], dtype="boolean"),
    )
    problems = [problem for found in (*faults, margins.faults) for problem in found.values()]
    problems += [*who.problems, *when.notes, *amounts.notes, *margins.notes]
    problems += table.noted("amount", "W238", rounded, text("amounts in whole fen; rounded half up: {count}"))
    problems += after_the_end(table, clients, dates, context.known)
    problems += [*of_unit, *wrong_totals(table, "amount", amounts.numbers, how, cancelled)]
    return Typed(table=table, rows=rows, problems=problems)


def _negative(table: Table, amounts: Sequence[Decimal | None]) -> dict[int, Problem]:
    expected = text("an amount of 0 or more, net of returns")
    return {
        at: table.problem(at, "amount", "E211", expected)
        for at, value in enumerate(amounts)
        if value is not None and value < 0
    }
