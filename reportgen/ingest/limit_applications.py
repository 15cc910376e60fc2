"""The forms 《客户信用额度申请表》: who asked for another level or limit, and who approved it."""

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column
from reportgen.ingest.daycells import any_days, past_days
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.identity import offices_of, resolved
from reportgen.ingest.money import money
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import blank

_WORDS = {
    "filled_by": "filled_by",
    "old_grade": "old_level",
    "new_grade": "new_level",
    "approved_by": "approved_by",
}
_LIMITS = {"old_limit": "old_limit_fen", "new_limit": "new_limit_fen"}


def limit_applications(table: Table, folder: int, context: Context) -> Typed:
    """Return the forms of one list.

    Out: LIMIT_APPLICATIONS with folder, day and fate. A row without a readable id, client or day of
         the form is set aside; an approval dated in the future is none.
    """
    import pandas as pd

    ids, bad_ids = table.codes("application_id")
    filled, approved = past_days(table, "filled_at", context), past_days(table, "approved_at", context)
    who = resolved(table, context.known, filled.days)
    effective = any_days(table, "effective_at", context)
    words = {column: table.words(name) for name, column in _WORDS.items()}
    reason, bad_reason = table.plain("reason", whole=True)
    limits = {column: money(table, name, context) for name, column in _LIMITS.items()}
    faults = [bad_ids, who.faults, filled.faults, blank(table, "application_id", ids, bad_ids)]
    faults.append(blank(table, "filled_at", filled.days, filled.faults))
    clients = ["" if at in who.faults else client for at, client in enumerate(who.clients)]
    rows = placed(table, folder, set().union(*faults), "application_id").assign(
        application_id=text_column(ids),
        client_id=text_column(clients),
        office_id=text_column(offices_of(clients, filled.days, context.known)),
        filled_on=day_column(filled.days),
        day=day_column(filled.days),
        approved_on=day_column(approved.days),
        effective_on=day_column(effective.days),
        reason=text_column(reason),
        **{column: text_column(values) for column, (values, _) in words.items()},
        **{column: pd.array(one.fen, dtype="Int64") for column, one in limits.items()},
    )
    cells = [approved.faults, effective.faults, bad_reason]
    cells += [bad for _, bad in words.values()]
    cells += [one.faults for one in limits.values()]
    problems = [problem for found in (*faults, *cells) for problem in found.values()]
    problems += [*who.problems, *filled.notes, *approved.notes, *effective.notes]
    problems += [note for one in limits.values() for note in one.notes]
    return Typed(table=table, rows=rows, problems=problems)
