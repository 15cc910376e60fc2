"""Fields → the columns that they fill."""

from collections.abc import Iterable, Mapping

from reportgen.model.frame import BOOL, DAY, EXACT, INT, TEXT, Column
from reportgen.model.records.field import Field, Kind

_DTYPES: Mapping[Kind, str] = {
    Kind.DAY: DAY,
    Kind.ANY_DAY: DAY,
    Kind.MONTH: DAY,
    Kind.MONEY: INT,
    Kind.NUMBER: EXACT,
    Kind.COUNT: INT,
    Kind.FLAG: BOOL,
}
"""All other kinds are text."""
_UNITS: Mapping[Kind, str] = {Kind.MONEY: "fen"}


def columns_of(fields: Iterable[Field]) -> dict[str, Column]:
    """Return the columns that fields fill."""
    return {
        one.column: Column(_DTYPES.get(one.kind, TEXT), one.meaning, _UNITS.get(one.kind, "")) for one in fields
    }
