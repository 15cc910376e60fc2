"""HTML to PDF by WeasyPrint: the stylesheet parsed once, nothing fetched, the same bytes every time.

Import it only where FONTCONFIG_FILE is set: WeasyPrint reads the font configuration when it is imported.
"""

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]
import pydyf  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from reportgen.render.attached import Attached
from reportgen.render.fetcher import DenyFetcher
from reportgen.render.useragent import USER_AGENT

BASE = "about:blank"
_LOG = logging.getLogger("weasyprint")


_USER_AGENT = CSS(string=USER_AGENT, url_fetcher=DenyFetcher(), base_url=BASE)


class Page(HTML):  # type: ignore[misc]  # weasyprint has no types
    """A page parsed as XML, not as HTML.

    The templates are well-formed. Expat reads them ten times as fast as an HTML parser, and mark-up that
    got in from the data would more likely be an error than a surprise.
    """

    def __init__(self, html: str) -> None:
        root = ET.fromstring(html)  # noqa: S314  # our own page: autoescaped, no entities can be declared
        self.base_url = BASE
        self.url_fetcher = DenyFetcher()
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002, FBT001, FBT002  # weasyprint's
        return [_USER_AGENT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a PDF has beside its page."""

    variant: str = "tagged"
    """tagged, or one of the renderer's variants such as pdf/a-3a."""
    attached: Sequence[Attached] = ()
    made_on: date = date(1980, 1, 1)
    """The date of what is attached."""
    under: bytes = b""
    """Drawn on each page before anything else."""


class Printer:
    """Prints pages with one stylesheet; kept warm in a worker."""

    def __init__(self, sheet: str) -> None:
        self.fonts = FontConfiguration()
        with warnings_of_the_renderer() as said:
            self.sheets = [CSS(string=sheet, font_config=self.fonts, url_fetcher=DenyFetcher(), base_url=BASE)]
        self.said = tuple(said)
        """What the renderer said about the stylesheet."""

    def pdf(self, html: str, extras: Extras | None = None) -> tuple[bytes, int, tuple[str, ...]]:
        """Return the PDF of a page, its number of sheets, and what the renderer said."""
        extras = extras or Extras()
        with warnings_of_the_renderer() as said, warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the renderer leaves its colour profile's file open
            document = Page(_without_isolates(html)).render(stylesheets=self.sheets, font_config=self.fonts)
            content = document.write_pdf(
                finisher=lambda _, pdf: _finished(pdf, extras),
                pdf_tags=True,
                pdf_variant=None if extras.variant == "tagged" else extras.variant,
                attachments=[_attachment(one, extras.made_on) for one in sorted(extras.attached, key=_named)],
            )
        return content, len(document.pages), tuple(said)


def _named(one: Attached) -> str:
    """Return what attachments are ordered by: a tree of names that is not in order is a fault of the PDF."""
    return one.name


def _attachment(one: Attached, made_on: date) -> Attachment:
    moment = datetime.combine(made_on, time(0), UTC)
    return Attachment(
        file_obj=io.BytesIO(one.content),
        name=one.name,
        description=one.about,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _finished(pdf: Any, extras: Extras) -> None:
    """Draw what stands under the text, and say of every attachment that it is the document's data."""
    if extras.under:
        for number in pdf.pages["Kids"][::3]:
            contents = int(pdf.objects[number]["Contents"].split()[0])
            pdf.objects[contents].stream.insert(0, extras.under)
    files: list[Any] = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Filespec"]
    for one in files:
        one["AFRelationship"] = "/Data"
    if files:
        pdf.catalog["AF"] = pydyf.Array([one.reference for one in files])


def _without_isolates(html: str) -> str:
    """Return a page without ``bdi``: paper has no bidi controls left, and each element costs time."""
    return html.replace("<bdi>", "").replace("</bdi>", "")


@contextmanager
def warnings_of_the_renderer() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs as a warning or worse."""
    said: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    handler = Collect(logging.WARNING)
    kept, _LOG.propagate = _LOG.propagate, False
    _LOG.addHandler(handler)
    try:
        yield said
    finally:
        _LOG.removeHandler(handler)
        _LOG.propagate = kept
