"""Which client a row of an export is about, where a Problem asks: whose Problem it is."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reportgen.ingest.assembly import Settled
from reportgen.model.problem import Problem
from reportgen.model.result_frames import OWNERS

if TYPE_CHECKING:
    import pandas as pd

SHEET = 0
"""The row of a client that a sheet holds anywhere."""


def owners(exports: Iterable[Settled], problems: Sequence[Problem]) -> "pd.DataFrame":
    """Return whom the rows with a Problem are about, and whom each sheet as a whole.

    In:      exports after duplicates and refusals; rows that are set aside are among them.
    Out:     OWNERS; row 0 stands for the sheet. A row whose client is not known has none.
    Source:  house rule: an office gets the problems of its own clients' rows (fault K04).
    """
    import pandas as pd

    asked = pd.DataFrame(
        {(one.file, one.sheet, one.row) for one in problems if one.row}, columns=["file", "sheet", "row"]
    )
    frames = [one.rows for export in exports for one in (*export.typed, *export.left_out)]
    known = [frame[["file", "sheet", "row", "client_id"]] for frame in frames if "client_id" in frame]
    if not known:
        return OWNERS.empty()
    rows = pd.concat(known, ignore_index=True)
    whole = rows.drop_duplicates(["file", "sheet", "client_id"]).assign(row=SHEET)
    place = ["file", "sheet", "row"]
    own = rows.merge(asked.astype(rows[place].dtypes), on=place, how="inner", validate="many_to_one")
    found = pd.concat([whole, own]).drop_duplicates().astype({"row": "Int64"}).reset_index(drop=True)
    return OWNERS.check(found)
