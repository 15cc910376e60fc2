"""Sentences that are translated late: an English pattern and its values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | float | Text | tuple[Text | str, ...]"
"""A Text within a Text is said in the same language; several are said as an enumeration."""


@dataclass(frozen=True, slots=True)
class Text:
    """A pattern with named places, kept apart from its values so that a catalogue can translate it.

    >>> str(text("a whole number from {low} to {high}", low=1, high=5))
    'a whole number from 1 to 5'
    >>> str(text("lacks {what}", what=(text("telephone"), "QQ")))
    'lacks telephone, QQ'
    """

    pattern: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.said(str)

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the language of ``translate``."""
        pattern = translate(self.pattern) if self.pattern else ""
        values = {name: _said(one, translate) for name, one in self.values}
        return pattern.format(**values) if values else pattern


def text(pattern: str, /, **values: Value) -> Text:
    """Build a Text; the name is what the message extractor looks for."""
    return Text(pattern, tuple(values.items()))


def _said(value: Value, translate: Callable[[str], str]) -> str | int | float:
    if isinstance(value, tuple):
        return translate(", ").join(str(_said(one, translate)) for one in value)
    return value.said(translate) if isinstance(value, Text) else value


def msg(pattern: str) -> str:
    """Return ``pattern`` as it is; marks a pattern in a table for the message extractor."""
    return pattern
