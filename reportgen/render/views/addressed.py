"""What `reportgen explain` takes for a figure, and which figure that is."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COMPANY = "company"
KINDS = ("client", "office")


class Addresses:
    """The addresses of the figures of one CHANGED."""

    def __init__(self, changed: "pd.DataFrame") -> None:
        self._changed = changed

    def of(self, level: str, one: str, measure: str) -> str:
        """Return a figure's address: C001/complaint.count; an id of a client and an office says which it is."""
        if level in KINDS and one in self._both:
            return f"{level}:{one}/{measure}"
        return f"{one or COMPANY}/{measure}"

    def place(self, address: str) -> tuple[str, str, str]:
        """Return level, subject ("" for the company) and measure of an address."""
        subject, _, measure = address.partition("/")
        kind, colon, one = subject.partition(":")
        if colon and kind in KINDS:
            return kind, one, measure
        if subject in self._offices:
            return "office", subject, measure
        return ("company", "", measure) if subject == COMPANY else ("client", subject, measure)

    @cached_property
    def measures(self) -> frozenset[str]:
        """Every measure that has a figure."""
        return frozenset(self._changed["measure"])

    @cached_property
    def _offices(self) -> frozenset[str]:
        return self._ids("office")

    @cached_property
    def _both(self) -> frozenset[str]:
        return self._offices & self._ids("client")

    def _ids(self, level: str) -> frozenset[str]:
        return frozenset(self._changed.loc[self._changed["level"].eq(level), f"{level}_id"])
