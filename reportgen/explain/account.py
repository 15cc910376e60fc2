"""What an explanation consists of: rows of exports, the arithmetic over them, and what comes out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reportgen.model.problem import Problem
from reportgen.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One row of an export, and what it does for a figure.

    ``value`` is what was read of it, ``why`` what it counts as, or why it does not count, ``detail``
    what is wrong with it. The last four are what the arithmetic works with: as what the row counts
    (``role``), for whom or when (``key``), which other key it rests on (``needs``), and how much.
    """

    file: str
    sheet: str
    row: int | None
    client_id: str
    used: bool
    value: str
    why: Text
    detail: Problem | None = None
    role: str = ""
    key: str = ""
    needs: str = ""
    number: Fraction = Fraction(0)
    item: str = ""
    """Of a level from several measures: the measure that the row belongs to."""

    @classmethod
    def at(cls, record: Mapping[str, Any], **rest: Any) -> "SourceRow":
        """Return the row that ``record`` of a frame of facts stands in; ``rest`` as above."""
        place = {name: record[name] for name in ("file", "sheet", "row", "client_id")}
        return cls(**place, **rest)

    @property
    def place(self) -> str:
        """Where it stands: ``file[sheet]:row``."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}" if self.row is None else f"{self.file}{sheet}:{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A small table beside a formula: headings (patterns) and finished cells."""

    head: tuple[Text, ...]
    rows: tuple[tuple[str | Text, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the arithmetic makes of the rows; ``formula`` has its own numbers put in."""

    value: Fraction | None
    n: int
    gap: str = ""
    n_clients: int | None = None
    at_least: Fraction | None = None
    level: str = ""
    """Of a grading: the level; ``value`` is its score."""
    places: int | None = None
    """Decimals to which the value agrees with the published one; None = it is exact."""
    formula: tuple[Text, ...]
    grids: tuple[Grid, ...] = ()


Arithmetic = Callable[[Sequence[SourceRow]], Outcome]
"""Used rows → the figure. It looks at nothing but the rows and the rules of the pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The rows behind one figure, those left out among them, and how the used ones make it."""

    rows: tuple[SourceRow, ...]
    arithmetic: Arithmetic
    remarks: tuple[Text, ...] = ()
    """What the rows do not say: which list was asked, which rows are too many to be named."""

    @property
    def used(self) -> tuple[SourceRow, ...]:
        """The rows that count."""
        return tuple(row for row in self.rows if row.used)

    def outcome(self) -> Outcome:
        """Return what the used rows give."""
        return self.arithmetic(self.used)


def nothing(gap: str, *why: Text, n: int = 0) -> Account:
    """Return the account of a figure that is missing for a reason that no row shows."""
    return Account(rows=(), arithmetic=lambda _: Outcome(value=None, n=n, gap=gap, formula=why))
