"""Receivables: the state of every invoice at the end of the folder's period."""

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column
from reportgen.ingest.daycells import any_days, past_days
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.identity import offices_of, resolved
from reportgen.ingest.money import Money, money
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import blank
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text


def receivables(table: Table, folder: int, context: Context) -> Typed:
    """Return the invoices of one list.

    Out: RECEIVABLES with folder, day and fate. A row without a readable id, client, due day, amount
         or payment is set aside: what was paid is never guessed. Where a row says paid and open, the
         paid amount counts.
    """
    import pandas as pd

    ids, bad_ids = table.codes("invoice_id")
    made, due = past_days(table, "invoice_date", context), any_days(table, "due_date", context)
    who = resolved(table, context.known, due.days)
    amount = money(table, "amount", context)
    paid, unpaid = _paid(table, amount, context)
    faults = [bad_ids, who.faults, due.faults, amount.faults, paid.faults]
    faults.append(blank(table, "invoice_id", ids, bad_ids))
    faults.append(blank(table, "due_date", due.days, due.faults))
    faults.append(blank(table, "amount", amount.fen, amount.faults))
    faults.append(unpaid)
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    period = str(Period.parse(table.claim.folder))
    rows = placed(table, folder, set().union(*faults), "invoice_id").assign(
        state_period=text_column([period] * len(ids)),
        invoice_id=text_column(ids),
        client_id=text_column(clients),
        office_id=text_column(offices_of(clients, due.days, context.known)),
        invoice_date=day_column(made.days),
        due_date=day_column(due.days),
        day=day_column(due.days),
        amount_fen=pd.array(amount.fen, dtype="Int64"),
        paid_fen=pd.array(paid.fen, dtype="Int64"),
    )
    problems = [problem for found in (*faults, made.faults) for problem in found.values()]
    problems += [*who.problems, *made.notes, *due.notes, *amount.notes, *paid.notes]
    return Typed(table=table, rows=rows, problems=problems)


def _paid(table: Table, amount: Money, context: Context) -> tuple[Money, dict[int, Problem]]:
    """Return what was paid of each invoice, and a Problem for each row that does not say it."""
    paid, still_open = money(table, "paid_amount", context), money(table, "open_amount", context)
    faults, notes = paid.faults | still_open.faults, [*paid.notes, *still_open.notes]
    fen: list[int | None] = []
    bare: dict[int, Problem] = {}
    for at, (whole, said, rest) in enumerate(zip(amount.fen, paid.fen, still_open.fen, strict=True)):
        fen.append(said if said is not None or whole is None or rest is None else whole - rest)
        if whole is None or at in faults:
            continue
        if said is not None and rest is not None and said + rest != whole:
            expected = text("what is left of the invoice after the payments; the paid amount counts")
            notes.append(table.problem(at, "open_amount", "W220", expected, severity=Severity.WARNING))
        if said is None and rest is not None and rest > whole:
            faults[at] = table.problem(at, "open_amount", "E219", text("at most the amount of the invoice"))
        if said is None and rest is None:
            name = "paid_amount" if "paid_amount" in table.columns else "open_amount"
            expected = text("what was paid or is still open; 0 is written as 0")
            bare[at] = table.problem(at, name, "E203", expected)
    return Money(fen=fen, faults=faults, notes=notes), bare
