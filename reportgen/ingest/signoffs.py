"""The signatures of a form: who said what, and when."""

from typing import TYPE_CHECKING

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column, days, moments
from reportgen.ingest.fates import text_column
from reportgen.ingest.table import Table
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    import pandas as pd


def signoffs(table: Table, context: Context) -> tuple["pd.DataFrame", list[Problem]]:
    """Return the sign-off lines of one form.

    Out: SIGNOFFS but for the card, with the file and sheet of the form; step: the number that the
         rule gives its word, else the line's place.
    """
    import pandas as pd

    steps, bad_steps = table.words("step")
    words = {name: table.plain(name) for name in ("role", "person", "result", "opinion")}
    when = moments(table, "signed_at", context.missing)
    count = len(table.rows)
    numbers = [int(step) if step.isascii() and step.isdigit() else at for at, step in enumerate(steps, start=1)]
    frame = pd.DataFrame(
        {
            "step": pd.array(numbers, dtype="Int64"),
            **{name: text_column(values) for name, (values, _) in words.items()},
            "signed_on": day_column(days(when.found, context.config.profile.zone)),
            "file": text_column([table.sheet.file] * count),
            "sheet": text_column([table.sheet.sheet] * count),
            "row": pd.array(list(table.rows), dtype="Int64"),
        }
    )
    faults = [bad_steps, when.faults, *(bad for _, bad in words.values())]
    return frame, [*(problem for found in faults for problem in found.values()), *when.notes]
