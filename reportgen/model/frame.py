"""What a frame's contract is: its key, its columns, their types, units and meanings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TEXT = "str"
MOMENT = "datetime64[us, UTC]"
DAY = "datetime64[us]"
INT = "Int64"
FLOAT = "Float64"
BOOL = "boolean"
EXACT = "object"


class ContractError(Exception):
    """A frame of ours broke its contract: a bug, exit 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype, its unit ("" = none) and what it means."""

    dtype: str
    meaning: str
    unit: str = ""


Shown = Column
"""A column of a published table: its meaning stands in the data book, so the catalogue has it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A named contract. A breach is our bug, so it raises; bad input never gets this far."""

    name: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    def check(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Return ``frame`` in contract order, sorted by key, or raise ContractError."""
        found = {name: str(dtype) for name, dtype in frame.dtypes.items()}
        wanted = {name: column.dtype for name, column in self.columns.items()}
        if found != wanted:
            off = sorted(set(found.items()) ^ set(wanted.items()))
            raise ContractError(f"{self.name}: columns differ from the contract at {off}")
        holes = [c for c, column in self.columns.items() if column.dtype == TEXT and frame[c].isna().any()]
        if holes:
            raise ContractError(f"{self.name}: NA in text columns {holes}")
        if frame.duplicated(list(self.key)).any():
            raise ContractError(f"{self.name}: key {self.key} repeats")
        return frame[list(wanted)].sort_values(list(self.key), ignore_index=True, kind="stable")

    def cast(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Return the contract's columns of ``frame`` in their types, checked."""
        types = {name: column.dtype for name, column in self.columns.items()}
        return self.check(frame.astype(types)[list(types)])

    def empty(self) -> "pd.DataFrame":
        """Return a frame of the contract without rows."""
        import pandas as pd

        return pd.DataFrame({name: pd.Series([], dtype=c.dtype) for name, c in self.columns.items()})
