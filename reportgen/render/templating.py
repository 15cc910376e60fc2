"""Where templates are found and how they are translated: the same for pages, mail and letters."""

from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates(
    folders: Iterable[Path], translate: Callable[[str], str], *, autoescape: bool | Callable[[str | None], bool]
) -> Environment:
    """Return the environment of templates in ``folders``, the first that has a file wins.

    Old-style gettext keeps a catalogue's strings out of the mark-up: they are escaped like any other.
    """
    made = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=autoescape,  # noqa: S701  # text of a mail or of a Word document has nothing to escape
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        auto_reload=False,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translate, lambda one, many, n: translate(one if n == 1 else many), newstyle=False
    )
    return made
