"""A file inside a PDF: the figures that the report shows."""

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file inside a PDF; kept packed, as a build holds one or two for each of its reports."""

    name: str
    about: str
    packed: bytes

    @classmethod
    def of(cls, name: str, about: str, content: bytes) -> "Attached":
        """Return a file by what it holds.

        >>> Attached.of("a.csv", "", b"x,y").content
        b'x,y'
        """
        return cls(name=name, about=about, packed=zlib.compress(content))

    @property
    def content(self) -> bytes:
        """What the file holds."""
        return zlib.decompress(self.packed)
