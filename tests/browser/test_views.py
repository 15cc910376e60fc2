"""The invented quarter's pages, which have every section there is: poisoned, and no wider than their windows."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.render.site import assets
from reportgen.render.viewmodel_pages import Page
from reportgen.render.worker import PageJob, RenderedFile, Worker
from tests.browser.visit import Open
from tests.render.conftest import SETUP
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE
from tests.render.quarter_site import EXPLAINED, INDEX, METHOD_PAGE, QUALITY_PAGE, ROWS, SEARCH
from tests.render.test_html import HOSTILE, poisoned

pytestmark = pytest.mark.slow

VIEWS: dict[str, tuple[str, Page]] = {
    "index.html": ("index", INDEX),
    "management.html": ("management", MANAGEMENT),
    "clients/C0417.explained.html": ("explained", EXPLAINED),
    "clients/C0417.rows.html": ("rows", ROWS),
    "data-quality.html": ("data-quality", QUALITY_PAGE),
    "methodology.html": ("methodology", METHOD_PAGE),
    "clients/C0417.html": ("client", CLIENT),
    "offices/E.html": ("office", OFFICE),
}
ATTACK = "".join(HOSTILE) + '<img src="http://127.0.0.1:9/leak.png">'
Write = Callable[[str], Path]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Write]:
    """Write the whole site, each of its texts with something behind it."""
    kept = dict(os.environ)
    by = Worker(SETUP, tmp_path_factory.mktemp("fonts"))

    def write(poison: str) -> Path:
        folder = tmp_path_factory.mktemp("site")
        for path, (template, view) in VIEWS.items():
            shown = poisoned(view, poison) if poison else view
            job = PageJob(template=template, view=shown, media=("screen",), target=path.removesuffix(".html"))
            (file,) = by.rendered(job)
            assert isinstance(file, RenderedFile)
            _put(folder / path, file.content)
        entries = [replace(SEARCH[0], name=SEARCH[0].name + poison), SEARCH[1]]
        for one in assets(SETUP.folders, "#0b4a82", entries):
            _put(folder / one.path, one.content)
        return folder

    yield write
    os.environ.clear()
    os.environ.update(kept)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_hostile_texts_open_no_dialog_and_ask_for_nothing(site: Write, opened: Open) -> None:
    folder = site(ATTACK)
    for page in VIEWS:
        visit = opened(folder / page, bypass_csp=True)
        visit.page.locator(".search input").fill("e")
        assert (visit.dialogs, visit.beyond(folder), visit.errors) == ([], [], [])
        assert visit.page.locator("img").count() == 0
        assert "<img src=x onerror=alert(1)>" in visit.page.evaluate("document.body.textContent")


def test_no_page_is_wider_than_its_window(site: Write, opened: Open) -> None:
    folder = site("")
    for page in VIEWS:
        visit = opened(folder / page)
        for width in (320, 360, 768, 1440):
            visit.resized(width)
            assert visit.overhang() == 0, (page, width)
