"""English patterns to the reader's language, by a gettext catalogue that Babel reads."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "reportgen.po"

Translate = Callable[[str], str]


def translator(locale: str) -> Translate:
    """Return the function that says an English pattern in ``locale``; English says it as it is.

    >>> translator("en")("hint")
    'hint'
    """
    if locale == "en":
        return str
    messages = _messages(locale)

    def translate(pattern: str) -> str:
        return messages.get(pattern, pattern)

    return translate


@cache
def _messages(locale: str) -> dict[str, str]:
    """Return msgid → translation of a catalogue; messages without one stay away."""
    from babel.messages.pofile import read_po

    with (CATALOGUES / locale / "LC_MESSAGES" / DOMAIN).open("rb") as file:
        catalogue = read_po(file, locale=locale)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
