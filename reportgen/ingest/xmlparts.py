"""XML parts of a workbook, streamed: no DTD, no entities, no endless token."""

from collections.abc import Callable
from xml.parsers import expat  # nothing is built from it, and a DTD ends the reading

from reportgen.ingest.archive import Archive
from reportgen.ingest.limits import MEGABYTE
from reportgen.ingest.refusal import RefusalError
from reportgen.ingest.sniff import damaged
from reportgen.model.text import text

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]
_LONGEST_TOKEN = MEGABYTE


class _FoundError(Exception):
    """The root element was reached."""


def parse(
    archive: Archive, part: str, start: Start, end: End | None = None, characters: Characters | None = None
) -> None:
    """Stream a part through handlers; names come with their prefix.

    Raises:  RefusalError E111 for a DTD, E105 for XML that is not well-formed, E109 for a token
             longer than a megabyte (a cell holds 32,767 characters).
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd(part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    token = 0
    try:
        for chunk in archive.read(part):
            last = chunk.rfind(b">")
            token = token + len(chunk) if last < 0 else len(chunk) - last
            if token > _LONGEST_TOKEN:
                expected = text("cells of a plausible length; {name} has none", name=part)
                raise RefusalError("E109", expected, value=f"> {_LONGEST_TOKEN // MEGABYTE} MB")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise damaged(text("a whole workbook; its part {name} is no XML", name=part), str(error)) from error


def check_prolog(archive: Archive, part: str) -> None:
    """Look at a part as far as its root element, before which a DTD would stand.

    Raises:  RefusalError E111.
    """

    def found(_name: str, _attributes: dict[str, str]) -> None:
        raise _FoundError

    try:
        parse(archive, part, found)
    except _FoundError:
        return


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_dtd(part: str) -> Callable[..., None]:
    def refuse(name: str, *_: object) -> None:
        expected = text("a workbook without DTD and entities; {name} has one", name=part)
        raise RefusalError("E111", expected, value=f"<!DOCTYPE {name}")

    return refuse
