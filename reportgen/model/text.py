"""Sentences that are translated late: an English pattern and its values."""

from collections.abc import Callable
from dataclasses import dataclass

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Text:
    """A pattern with named places, kept apart from its values so that a catalogue can translate it.

    >>> str(text("a whole number from {low} to {high}", low=1, high=5))
    'a whole number from 1 to 5'
    """

    pattern: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.said(str)

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the language of ``translate``."""
        pattern = translate(self.pattern) if self.pattern else ""
        return pattern.format(**dict(self.values)) if self.values else pattern


def text(pattern: str, /, **values: Value) -> Text:
    """Build a Text; the name is what the message extractor looks for."""
    return Text(pattern, tuple(values.items()))


def msg(pattern: str) -> str:
    """Return ``pattern`` as it is; marks a pattern in a table for the message extractor."""
    return pattern
