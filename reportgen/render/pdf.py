"""HTML to PDF by WeasyPrint: stylesheets parsed once, nothing fetched, the same bytes every time.

Import it only where FONTCONFIG_FILE is set: WeasyPrint reads the font configuration when it is imported.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reportgen.render.fetcher import DenyFetcher

BASE = "about:blank"
_LOG = logging.getLogger("weasyprint")


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


class Printer:
    """Prints pages with one set of stylesheets; kept warm in a worker."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._fonts = FontConfiguration()
        with warnings_of_the_renderer() as said:
            self._sheets = [
                CSS(string=sheet, font_config=self._fonts, url_fetcher=DenyFetcher(), base_url=BASE)
                for sheet in sheets
            ]
        self.said = tuple(said)
        """What the renderer said about the stylesheets."""

    def pdf(self, html: str) -> tuple[bytes, int, tuple[str, ...]]:
        """Return the PDF of a page, its number of sheets, and what the renderer said."""
        with warnings_of_the_renderer() as said:
            document = Page(html).render(stylesheets=self._sheets, font_config=self._fonts)
            content = document.write_pdf()
        return content, len(document.pages), tuple(said)


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
