"""What became of every row: used, set aside, superseded or skipped; nothing is dropped in silence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.ingest.table import Table
from reportgen.model.frame import ContractError
from reportgen.model.problem import Problem
from reportgen.model.result_frames import COVERAGE

if TYPE_CHECKING:
    import pandas as pd

USED, SET_ASIDE, SUPERSEDED = "used", "set_aside", "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One table read into our types; rows stand in the order of the table.

    ``rows``: one row per record: file, sheet, row, folder (place in time), day, fate, and the fields.
    """

    table: Table
    rows: "pd.DataFrame"
    problems: list[Problem]
    parts: Mapping[str, "pd.DataFrame"] = field(default_factory=dict)
    """Further frames whose ``at`` is the position in ``rows`` of the record they came from."""


def placed(table: Table, folder: int, aside: Iterable[int], key: str) -> "pd.DataFrame":
    """Return the places of a table's rows and their fate so far: set aside or used.

    Out: file, sheet, row, folder, fate; rule (what the source says of duplicates, if it says so
         itself) and heading (of the field ``key``) for rows that repeat.
    """
    import numpy as np
    import pandas as pd

    count = len(table.rows)
    column = table.columns.get(key)
    fate = np.full(count, USED, dtype=object)
    fate[sorted(set(aside))] = SET_ASIDE
    return pd.DataFrame(
        {
            "file": pd.Series([table.sheet.file] * count, dtype="str"),
            "sheet": pd.Series([table.sheet.sheet] * count, dtype="str"),
            "row": pd.Series(list(table.rows), dtype="Int64"),
            "folder": pd.Series([folder] * count, dtype="int64"),
            "fate": pd.Series(fate, dtype="str"),
            "rule": pd.Series([_rule(table)] * count, dtype="str"),
            "heading": pd.Series([column.heading if column else key] * count, dtype="str"),
        }
    )


def _rule(table: Table) -> str:
    """Return last, first or all where the source asks for it; a default is no wish."""
    return table.source.duplicates if "duplicates" in table.source.model_fields_set else ""


def text_column(values: Sequence[str]) -> "pd.Series[str]":
    """Return texts as a column."""
    import pandas as pd

    return pd.Series(list(values), dtype="str")


def coverage(typed: Sequence[Typed], refused: frozenset[int]) -> "pd.DataFrame":
    """Return COVERAGE, and check that no row of any sheet is missing.

    In:      tables with the final fates of their rows; refused: positions of tables that are left out
             as a whole, so that all their rows are set aside.
    Out:     COVERAGE, one row per file and sheet.
    Raises:  ContractError where a sheet's fates do not add up to the reader's own count.
    """
    import pandas as pd

    lines = [_line(one.table, one.rows, refused=at in refused) for at, one in enumerate(typed)]
    frame = pd.DataFrame(lines, columns=list(COVERAGE.columns))
    counts = [name for name, column in COVERAGE.columns.items() if column.dtype == "Int64"]
    frame = frame.astype({name: COVERAGE.columns[name].dtype for name in frame.columns if name not in counts})
    return COVERAGE.check(frame.astype(dict.fromkeys(counts, "Int64")))


def _line(table: Table, rows: "pd.DataFrame", *, refused: bool) -> dict[str, object]:
    import pandas as pd

    fates = rows["fate"].value_counts()
    used, superseded = int(fates.get(USED, 0)), int(fates.get(SUPERSEDED, 0)) + table.twins
    aside = int(fates.get(SET_ASIDE, 0)) + table.bad
    if used + superseded + aside + table.skipped != table.read:
        found = f"{used} used, {aside} set aside, {superseded} superseded, {table.skipped} skipped"
        raise ContractError(f"{table.sheet.file}[{table.sheet.sheet}]: {table.read} rows were read, but {found}")
    if refused:
        used, superseded, aside = 0, 0, used + superseded + aside
    days = (
        rows.loc[rows["fate"] == USED, "day"] if used and "day" in rows else pd.Series([], dtype="datetime64[us]")
    )
    return {
        "export": table.source.export.value,
        "file": table.sheet.file,
        "sheet": table.sheet.sheet,
        "sha256": table.sheet.sha256,
        "encoding": table.sheet.encoding,
        "rows_read": table.read,
        "rows_used": used,
        "rows_set_aside": aside,
        "rows_superseded": superseded,
        "rows_skipped": table.skipped,
        "first_date": days.min(),
        "last_date": days.max(),
    }
