"""Reports of offices on clients that they lost."""

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column
from reportgen.ingest.daycells import any_days, past_days
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.identity import offices_of, resolved
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import blank


def churn_reports(table: Table, folder: int, context: Context) -> Typed:
    """Return the reports of one list.

    Out: CHURN_REPORTS with folder, day and fate. A row without a readable client or day of the report
         is set aside.
    """
    reported, lost = past_days(table, "reported_at", context), any_days(table, "lost_date", context)
    who = resolved(table, context.known, lost.days)
    cause, bad_cause = table.plain("cause", whole=True)
    faults = [who.faults, reported.faults, blank(table, "reported_at", reported.days, reported.faults)]
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    rows = placed(table, folder, set().union(*faults), "reported_at").assign(
        client_id=text_column(clients),
        reported_on=day_column(reported.days),
        day=day_column(reported.days),
        office_id=text_column(offices_of(clients, reported.days, context.known)),
        lost_on=day_column(lost.days),
        cause=text_column(cause),
    )
    problems = [problem for found in (*faults, lost.faults, bad_cause) for problem in found.values()]
    return Typed(table=table, rows=rows, problems=[*problems, *who.problems, *reported.notes, *lost.notes])
