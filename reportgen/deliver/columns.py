"""What each column of a published table is: its type, unit and meaning, from the frames' own declarations."""

from collections.abc import Mapping

from reportgen.model.frame import DAY, INT, TEXT, Column, Shown
from reportgen.model.restated import RESTATED
from reportgen.model.result_frames import RESULT_FRAMES

FINDINGS = {
    "period": Shown(TEXT, "period built"),
    "clause": Shown(TEXT, "clause that is not kept"),
    "office_id": Shown(TEXT, "office"),
    "client_id": Shown(TEXT, "client; empty where no one client is meant"),
    "subject": Shown(TEXT, "what it is about: a scorecard, an order, a form"),
    "since": Shown(DAY, "day since which it is so"),
    "what": Shown(TEXT, "what was found"),
    "evidence": Shown(TEXT, "where it can be looked up"),
}
PROBLEMS = {
    "code": Shown(TEXT, "code of the fault"),
    "severity": Shown(TEXT, "note, warning, set_aside or refused: what happened to the value, row or file"),
    "file": Shown(TEXT, "file below the workspace, with /"),
    "sheet": Shown(TEXT, "sheet, empty for text files"),
    "row": Shown(INT, "row as the spreadsheet shows it, the header is 1"),
    "column": Shown(TEXT, "column as the file names it"),
    "value": Shown(TEXT, "the value as found"),
    "expected": Shown(TEXT, "what would be right"),
    "hint": Shown(TEXT, "what to do"),
}
_FRAMES = {frame.name: frame for frame in (*RESULT_FRAMES, RESTATED)}
_OTHER_NAMES = {"measures": "CHANGED", "client_coverage_groups": "COVERAGE_GROUPS"}
"""Tables that are not named after their frame."""
_DAYS_AS_TEXT = frozenset({("clients", "card")})
_UNITS = {
    **{(table, "share"): "share" for table in ("client_coverage_groups", "loyalty", "evaluated")},
    **{("loyalty", name): "share" for name in ("low", "high")},
    **{("drivers", name): "share" for name in ("importance", "low", "high", "explained")},
    ("client_coverage_groups", "sales_share"): "share",
    ("measures", "p_value"): "p",
    ("complaint_months", "dispersion"): "ratio_of_variances",
}
"""Units that the frames leave to the meaning of a column, where a number format needs them."""


def published(table: str) -> Mapping[str, Column]:
    """Return the columns of a table by name; nothing for a table that no contract knows."""
    own = {"findings": FINDINGS, "problems": PROBLEMS}.get(table)
    if own is not None:
        return own
    frame = _FRAMES.get(_OTHER_NAMES.get(table, table.upper()))
    return frame.columns if frame else {}


def key_columns(table: str, header: tuple[str, ...]) -> int:
    """Return how many columns at the left tell a row from the others."""
    frame = _FRAMES.get(_OTHER_NAMES.get(table, table.upper()))
    key = frame.key if frame else ()
    names = {*key, "office_id", "name"} if table in {"clients", "client_coverage"} else {*key}
    found = 0
    while found < len(header) and header[found] in names:
        found += 1
    return found


def dtype(table: str, column: str) -> str:
    """Return what the cells of a column hold; a column that no contract knows holds text."""
    known = published(table).get(column)
    if known is None:
        return TEXT
    return DAY if (table, column) in _DAYS_AS_TEXT else known.dtype


def unit(table: str, column: str) -> str:
    """Return the unit of a column's numbers; "" = plain numbers, or each row's own."""
    known = published(table).get(column)
    return _UNITS.get((table, column), known.unit if known else "")
