"""Subject and bodies of a message, from the templates in templates/mail/."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import select_autoescape

from reportgen.model.language import translator
from reportgen.render.templating import templates

FOLDER = "mail"
SUBJECT, TEXT, HTML = "subject.txt.j2", "body.txt.j2", "body.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report in the body: its name, and what it says first."""

    title: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything that the templates print."""

    lang: str
    company: str
    accent: str
    period: str
    name: str
    title: str
    reader: str
    told: tuple[Told, ...]
    files: tuple[str, ...]
    """Names of the attachments."""
    megabytes: str
    linked: str
    """Where to read the reports, in place of attachments that are too large; empty = they are attached."""
    site: str
    """The audience's pages on the published site; empty = there are none."""
    locked: bool
    corrects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter as it is sent."""

    subject: str
    text: str
    html: str


def written(letter: Letter, folders: Sequence[Path], locale: str) -> Written:
    """Return the letter in a language; ``folders``: where templates are looked up, the workspace's first.

    Raises:  jinja2.TemplateError of a template of the workspace.
    """
    escaped = select_autoescape(enabled_extensions=("html.j2",), default=False)  # two of them are plain text
    made = templates([folder / FOLDER for folder in folders], translator(locale), autoescape=escaped)
    subject, text, html = (made.get_template(name).render(letter=letter) for name in (SUBJECT, TEXT, HTML))
    return Written(subject=subject.strip(), text=text.strip() + "\n", html=html)
