"""A notice as a Word document that a person finishes and signs."""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.deliver.tables import shown
from reportgen.model.language import translator
from reportgen.notices.due import Notice
from reportgen.render.views.names import NAMES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from jinja2 import Environment

_OPEN = re.compile(r"(\[\[.*?\]\])")
"""What a person has to fill in: [[…]] in a template."""
_OPENED = re.compile(r"\[\[(.*?)\]\]")
_FONTS = {"zh": "宋体", "en": "Calibri"}


def environment(folders: tuple[Path, ...], locale: str) -> "Environment":
    """Return where letters' templates are found, the workspace's before the shipped ones."""
    from reportgen.render.templating import templates

    found = templates(folders, translator(locale), autoescape=False)  # a Word document has nothing to escape
    found.filters["money"] = lambda yuan: f"{yuan:,.2f}".removesuffix(".00")
    found.filters["plain"] = shown
    return found


def worded(notice: Notice, company: str, locale: str, templates: "Environment") -> list[str]:
    """Return the letter's lines: the title, then a paragraph each; "> " begins one set to the right."""
    say = translator(locale)
    indicator = str(notice.values.get("indicator") or "")
    said: Mapping[str, Any] = {
        **notice.values,
        "indicator": say(NAMES[indicator]) if indicator in NAMES else indicator,
        "to": notice.to,
        "decided_on": notice.decided_on,
        "company": company,
    }
    text = templates.get_template(f"notices/{notice.kind}.{locale}.txt.j2").render(said)
    return [line.strip() for line in text.splitlines() if line.strip()]


def document(lines: list[str], *, draft: str, locale: str, made: datetime) -> bytes:
    """Return the letter as .docx; ``draft`` stands in the header until somebody takes it out.

    In:      lines as of ``worded``; made: the moment that the document says it was made.
    """
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    letter = docx.Document()
    _dressed(letter, locale, made)
    letter.sections[0].header.paragraphs[0].text = draft
    title, *rest = lines
    heading = letter.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).bold = True
    for line in rest:
        paragraph = letter.add_paragraph()
        if line.startswith("> "):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _written(paragraph, line.removeprefix("> "))
    content = io.BytesIO()
    letter.save(content)
    return content.getvalue()


def _dressed(letter: "Document", locale: str, made: datetime) -> None:
    """Give the document the letter's fonts and say nothing of the machine or its user."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = letter.styles["Normal"]
    style.font.size = Pt(12)
    style.font.name = _FONTS[locale]
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONTS["zh"])
    about = letter.core_properties
    about.author, about.last_modified_by, about.comments = "", "", ""
    about.created = about.modified = made.replace(tzinfo=None)


def _written(paragraph: "Paragraph", line: str) -> None:
    """Write a line; what is still open is marked."""
    from docx.enum.text import WD_COLOR_INDEX

    for part in _parts(line):
        run = paragraph.add_run(_OPENED.sub(r"【\1】", part))
        if _OPEN.fullmatch(part):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _parts(line: str) -> Iterator[str]:
    yield from (part for part in _OPEN.split(line) if part)
