"""English patterns to the reader's language, by a gettext catalogue that Babel reads."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from reportgen.model.pseudo import PSEUDO, pseudo

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "reportgen.po"

Translate = Callable[[str], str]


def translator(locale: str) -> Translate:
    """Return the function that says an English pattern in ``locale``; English says it as it is.

    The made-up locale ``qps`` says what the catalogue knows with accents, and leaves the rest as it is.

    >>> translator("en")("hint")
    'hint'
    """
    if locale == "en":
        return str
    messages = {known: pseudo(known) for known in _messages("zh")} if locale == PSEUDO else _messages(locale)

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
