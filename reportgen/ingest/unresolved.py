"""Rows that wait for a person to say which client they mean, gathered by what they say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.ingest.context import Context
from reportgen.ingest.distinct import distinct
from reportgen.ingest.fates import Typed
from reportgen.ingest.headers import CLIENT_KEYS
from reportgen.ingest.identity import answer
from reportgen.ingest.known import Known
from reportgen.ingest.officenames import named_offices
from reportgen.ingest.table import Table
from reportgen.model.credit_code import credit_key, is_credit_code
from reportgen.model.folding import folded
from reportgen.model.period import Period
from reportgen.model.result_frames import UNRESOLVED

if TYPE_CHECKING:
    import pandas as pd

_UNKNOWN = frozenset({"E241", "E302", "E247"})
"""A row whose keys contradict each other waits too, where one of them is simply unknown."""


def unresolved(typed: Typed, cells: Table, context: Context) -> "pd.DataFrame":
    """Return the rows of one table whose client nobody has named in the register or the alias file.

    In:      the table's rows, "" where they have no client; cells: the table that names the clients, of
             a form its head, which stands for all lines.
    Out:     UNRESOLVED, one row per thing said; rows whose credit code alone is unreadable are not in it.
    """
    import numpy as np
    import pandas as pd

    if not context.known.names or "client_id" not in typed.rows or not set(CLIENT_KEYS) & set(cells.columns):
        return UNRESOLVED.empty()
    blank = np.flatnonzero(typed.rows["client_id"].eq("").to_numpy())
    alone = cells is typed.table
    places = blank.tolist() if alone or not len(blank) else [0]
    if not places:
        return UNRESOLVED.empty()
    keys = [_at(cells.plain(k)[0] if k == "client_name" else cells.codes(k)[0], places) for k in CLIENT_KEYS]
    offices = _at(named_offices(cells, context), places)
    which, firsts = distinct([*keys, offices])
    counts = np.bincount(which) if alone else np.array([len(blank)])
    lines = []
    for number, at in enumerate(firsts):
        row = tuple(column[at] for column in keys)
        said = answer(row, None, context.known)
        if said.code not in _UNKNOWN or not _has_unknown(row, said.code, context.known):
            continue
        lines.append(
            {
                "export": cells.source.export.value,
                "file": cells.sheet.file,
                "sheet": cells.sheet.sheet,
                **dict(zip(CLIENT_KEYS, row, strict=True)),
                "office_id": offices[at],
                "rows": int(counts[number]),
                "first_row": cells.rows[places[at]],
            }
        )
    frame = pd.DataFrame(lines, columns=list(UNRESOLVED.columns))
    return UNRESOLVED.check(frame.astype({name: column.dtype for name, column in UNRESOLVED.columns.items()}))


def _at(values: Sequence[str], places: Sequence[int]) -> list[str]:
    return [values[at] for at in places]


def _has_unknown(row: Sequence[str], code: str, known: Known) -> bool:
    """Whether a key of the row is one that no register knows, rather than one of another client."""
    if code != "E247":
        return True
    number, client, name = row
    unknown = [
        bool(client) and folded(client) not in known.by_id,
        bool(name) and folded(name) not in known.by_name and folded(name) not in known.shared,
        bool(number) and is_credit_code(number) and credit_key(number) not in known.by_code,
    ]
    return any(unknown)


def together(frames: Sequence["pd.DataFrame"]) -> "pd.DataFrame":
    """Return UNRESOLVED of several tables."""
    import pandas as pd

    said = [frame for frame in frames if len(frame)]
    return UNRESOLVED.check(pd.concat(said, ignore_index=True)) if said else UNRESOLVED.empty()


def of_period(frame: "pd.DataFrame", period: Period) -> "pd.DataFrame":
    """Return the rows of a frame whose file lies in the folder of ``period``."""
    folders = frame["file"].str.split("/").str[1]
    inside = [one for one in folders.unique() if Period.parse(one) == period]
    return frame[folders.isin(inside)].reset_index(drop=True)
