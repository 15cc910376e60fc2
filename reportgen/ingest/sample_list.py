"""The list of clients asked in a survey round."""

from datetime import timedelta

from reportgen.ingest.context import Context
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.fields import more_columns
from reportgen.ingest.identity import resolved
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import blank
from reportgen.model.period import Period
from reportgen.model.records.more import MORE


def survey_sample(table: Table, folder: int, context: Context) -> Typed:
    """Return the clients asked: SURVEY_SAMPLE with folder and fate."""
    period = Period.parse(table.claim.folder)
    who = resolved(table, context.known, [period.end - timedelta(days=1)] * len(table.rows))
    rounds, bad_rounds = table.words("round")
    bad_rounds |= blank(table, "round", rounds, bad_rounds)
    more = more_columns(table, MORE["survey_sample"], context)
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    key = next(
        (name for name in ("client_id", "client_name", "credit_code") if name in table.columns), "client_id"
    )
    rows = placed(table, folder, {*who.faults, *bad_rounds}, key).assign(
        period=text_column([str(period)] * len(clients)),
        round=text_column(rounds),
        client_id=text_column(clients),
        **more.columns,
    )
    problems = [*who.faults.values(), *bad_rounds.values(), *who.problems, *more.problems]
    return Typed(table=table, rows=rows, problems=problems)
