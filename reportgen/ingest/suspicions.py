"""What is read without a fault and yet may not be what it seems: a person is asked to look, nothing is changed."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.ingest.context import Context
from reportgen.ingest.table import Table
from reportgen.model.facts import Facts
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

_NO_HINT = Text("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The facts, where their rows stand, and what the company chose."""

    facts: Facts
    context: Context
    headings: Mapping[tuple[str, str], Mapping[str, str]]
    """File and sheet → field, or ``?`` and question code → its heading there."""

    def of_period(self, rows: "pd.DataFrame", moment: str) -> "pd.DataFrame":
        """Return the rows whose ``moment`` lies in the built period; those of earlier ones were told before."""
        window = self.context.window
        return rows[(rows[moment] >= window.start) & (rows[moment] < window.end)]

    def problem(
        self,
        place: tuple[Hashable, Hashable, int | None],
        fields: Iterable[str],
        code: str,
        expected: Text,
        *,
        value: str,
        hint: Text = _NO_HINT,
    ) -> Problem:
        """Return the warning on a row, or on a column where the place has no row.

        ``fields``: of these, the first that the table has names the column.
        """
        file, sheet, row = str(place[0]), str(place[1]), place[2]
        there = self.headings.get((file, sheet), {})
        return Problem(
            code=code,
            severity=Severity.WARNING,
            file=file,
            sheet=sheet,
            row=row,
            column=next((there[field] for field in fields if field in there), ""),
            value=value,
            expected=expected,
            hint=hint,
        )


def suspicions(facts: Facts, tables: Iterable[Table], context: Context) -> list[Problem]:
    """Return what a person should look at, in the built period.

    In:      the facts of every folder; tables: those that they were read from, for the headings.
    """
    from reportgen.ingest.amount_jumps import changed_units
    from reportgen.ingest.answer_patterns import crowded_minutes, turned_scales
    from reportgen.ingest.named_people import named_others, unlisted_contacts

    headings = {
        (table.sheet.file, table.sheet.sheet): {name: column.heading for name, column in table.columns.items()}
        for table in tables
    }
    look = Look(facts=facts, context=context, headings=headings)
    return [
        *turned_scales(look),
        *crowded_minutes(look),
        *changed_units(look),
        *named_others(look),
        *unlisted_contacts(look),
    ]
