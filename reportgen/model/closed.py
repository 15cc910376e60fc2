"""What a period said when it was closed: the figures that later periods are compared with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.frame import INT, TEXT, Column, Frame

if TYPE_CHECKING:
    import pandas as pd

FACT_ROWS = Frame(
    "FACT_ROWS",
    ("export", "file", "sheet", "row", "part"),
    {
        "export": Column(TEXT, "frame of the facts that the row is in"),
        "file": Column(TEXT, "file"),
        "sheet": Column(TEXT, "sheet; empty = CSV"),
        "row": Column(INT, "row, as a spreadsheet shows it"),
        "part": Column(INT, "0, 1, … where one row of a file makes several rows of the frame"),
        "client_id": Column(TEXT, "client; empty = none"),
        "digest": Column(TEXT, "of what the row says, wherever it stands"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """One closed period."""

    period: str
    hash: str
    """Of its entry in the ledger."""
    measures: "pd.DataFrame"
    """MEASURES as published."""
    graded: "pd.DataFrame"
    """GRADED as published."""
    points: "pd.DataFrame"
    """POINTS of the same gradings."""
    rows: "pd.DataFrame"
    """FACT_ROWS: what was known."""
    rules: str
    """SHA-256 over the configuration and the packs."""
    tool: str
    """Versions of the tool and its libraries, as one text."""
