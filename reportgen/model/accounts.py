"""What a page may say of a figure beside the figure itself: how it was computed, and from which rows."""

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file, or a sheet of a workbook, and how many of its rows count and do not."""

    file: str
    sheet: str
    used: int
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """A small table beside a formula."""

    head: tuple[Text, ...]
    rows: tuple[tuple[str | Text, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """The account of one figure, without its single rows."""

    formula: tuple[Text, ...]
    """What is computed, then the same with its numbers."""
    tables: tuple[Reckoning, ...] = ()
    population: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    left_out: tuple[tuple[Text, int], ...] = ()
    """Why rows do not count, and how many."""
    origins: tuple[Origin, ...] = ()
    clients: frozenset[str] = frozenset()
    """Whose rows they are."""


Behind = Callable[[str, str, str], Accounted | None]
"""Level, subject ("" for the company), measure or grade:P03 → its account; None where there is none."""
