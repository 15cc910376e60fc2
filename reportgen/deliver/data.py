"""The data files of one reader: the master of a build, or what an audience may see of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.deliver.tables import (
    FINDING_COLUMNS,
    csv_text,
    finding_rows,
    frame_rows,
    problem_rows,
)
from reportgen.model.problem import COLUMNS, Problem
from reportgen.model.results import Results

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table as text: what stands in the CSV and on a sheet of the data book."""

    name: str
    header: tuple[str, ...]
    rows: list[list[str]]

    @property
    def csv(self) -> bytes:
        """The table as a CSV file."""
        return csv_text(self.header, self.rows).encode()


def data_tables(results: Results, problems: Iterable[Problem]) -> list[Table]:
    """Return every table that a build publishes (results contract, section 1)."""
    frames: dict[str, pd.DataFrame] = {
        "clients": results.clients,
        "measures": results.changed,
        "grades": results.grades,
        "contributions": results.contributions,
        "change_parts": results.change_parts,
        "coverage": results.coverage,
        "client_coverage": results.client_coverage,
        "client_coverage_groups": results.coverage_groups,
        "complaint_months": results.insight.complaint_months,
        "patterns": results.insight.patterns,
        "ageing": results.insight.ageing,
        "complaint_groups": results.insight.complaint_groups,
        "drivers": results.insight.drivers,
        "keywords": results.insight.keywords,
        "feedback": results.insight.feedback,
        "needs": results.insight.needs,
        "mentions": results.insight.mentions,
        "loyalty": results.insight.loyalty,
        "remedies": results.insight.remedies,
        "surveyed": results.insight.surveyed,
        "evaluations": results.insight.evaluations,
        "evaluated": results.insight.evaluated,
        "adjusted": results.adjusted,
        "granted": results.granted,
        "restated": results.restated,
    }
    tables = [
        Table(name=name, header=tuple(frame.columns), rows=list(frame_rows(frame)))
        for name, frame in frames.items()
    ]
    period = str(results.period)
    tables.append(Table(name="findings", header=FINDING_COLUMNS, rows=finding_rows(period, results.findings)))
    tables.append(Table(name="problems", header=COLUMNS, rows=problem_rows(problems)))
    return tables


def data_files(tables: Iterable[Table], folder: str) -> dict[str, bytes]:
    """Return name → content of the CSV files below ``folder``."""
    return {f"{folder}/{table.name}.csv": table.csv for table in tables}
