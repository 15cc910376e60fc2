"""A piece of a finished file: some text, by which channel it reaches a reader, and where it stands."""

from dataclasses import dataclass

from reportgen.model.text import Text, text

SOURCE = text("text")
"""The plain text of a file that is all text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a file."""

    channel: Text
    place: Text
    text: str
    numbers: bool = True
    """Whether its numbers are figures; the numbers of drawings are not."""
    strong: bool = False
    """Whether it is raw bytes, where a short word is chance."""


class UnreadableError(Exception):
    """A finished file that cannot be read back; the gate cannot answer for it."""


def line(number: int) -> Text:
    """Return a line as a place."""
    return text("line {n}", n=number)
