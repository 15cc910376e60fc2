"""Whether a table holds anything under its header."""

from reportgen.ingest.blocks import Cells
from reportgen.ingest.refusal import Place, RefusalError
from reportgen.model.text import Text, text


def check_filled(cells: Cells, sheet: str = "") -> None:
    """Refuse a table of one filled row or none: it cannot have a header and a record.

    Raises:  RefusalError E104.
    """
    filled = 0
    for row in cells:
        filled += any(row)
        if filled > 1:
            return
    raise RefusalError(
        "E104",
        text("rows under the header"),
        value=str(filled),
        hint=text("if nothing happened in the period, say allow_empty: true in config/sources.yaml"),
        place=Place(sheet),
    )


def raise_limit() -> Text:
    """Return the hint of every limit."""
    return text("raise input_limits in config/profile.yaml if the size is right")
