"""The figures that go with each report: its own rows of its audience's tables, as CSV inside the PDF."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.deliver.data import Table
from reportgen.deliver.headings import TABLE_WORDS
from reportgen.model.language import translator
from reportgen.render.attached import Attached

if TYPE_CHECKING:
    from reportgen.render.worker import PageJob

TABLES = ("measures", "grades")
"""Tables whose rows are enclosed: every figure and every level."""
Rows = Mapping[tuple[str, str], Sequence[list[str]]]
"""(type of report, whose it is) → rows."""


def enclosed(jobs: Iterable["PageJob"], tables: Iterable[Table], period: str, locale: str) -> Iterator["PageJob"]:
    """Yield the jobs of one audience, those on paper with the rows of their own client, office or company.

    ``tables`` are the audience's, masked already. A client's report gets the client's rows, an office's those of
    the office and of its clients, management's the company's, the offices' and every level.
    """
    say = translator(locale)
    chosen = [(table, _by_report(table)) for table in tables if table.name in TABLES]
    for job in jobs:
        found = [(table, rows[job.template, job.subject]) for table, rows in chosen if "print" in job.media]
        yield replace(
            job,
            attached=tuple(
                Attached.of(
                    f"{period}-{job.target.rpartition('/')[2]}-{table.name}.csv",
                    say(TABLE_WORDS[table.name]),
                    replace(table, rows=list(rows)).csv,
                )
                for table, rows in found
                if rows
            ),
        )


def _by_report(table: Table) -> Rows:
    office, client = table.header.index("office_id"), table.header.index("client_id")
    every = table.name == "grades"
    found: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for row in table.rows:
        found["client", row[client]].append(row)
        found["office", row[office]].append(row)
        if every or not row[client]:
            found["management", ""].append(row)
    return found
