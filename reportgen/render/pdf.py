"""HTML to PDF by WeasyPrint: the stylesheet parsed once, nothing fetched, the same bytes every time.

Import it only where FONTCONFIG_FILE is set: WeasyPrint reads the font configuration when it is imported.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

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


class Printer:
    """Prints pages with one stylesheet; kept warm in a worker."""

    def __init__(self, sheet: str) -> None:
        self.fonts = FontConfiguration()
        with warnings_of_the_renderer() as said:
            self.sheets = [CSS(string=sheet, font_config=self.fonts, url_fetcher=DenyFetcher(), base_url=BASE)]
        self.said = tuple(said)
        """What the renderer said about the stylesheet."""

    def pdf(self, html: str) -> tuple[bytes, int, tuple[str, ...]]:
        """Return the PDF of a page, its number of sheets, and what the renderer said."""
        with warnings_of_the_renderer() as said:
            document = Page(_without_isolates(html)).render(stylesheets=self.sheets, font_config=self.fonts)
            content = document.write_pdf(pdf_tags=True)
        return content, len(document.pages), tuple(said)


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
