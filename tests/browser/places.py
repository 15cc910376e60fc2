"""Where the blocks of the invented quarter's pages stand on screen, and which of them moved.

python -m tests.browser.places    renew what is kept in places/, after a change that was meant
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from docs.make_gallery import launch
from reportgen.policy.shipped import shipped
from reportgen.render.site import assets
from reportgen.render.viewmodel_pages import Page as View
from reportgen.render.worker import PageJob, RenderedFile, Worker
from tests.render.conftest import SETUP
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE
from tests.render.quarter_site import EXPLAINED, INDEX, ROWS, SEARCH

KEPT = Path(__file__).parent / "places"
VIEWS: dict[str, tuple[str, View]] = {
    "index": ("index", INDEX),
    "management": ("management", MANAGEMENT),
    "client": ("clients/C0417", CLIENT),
    "office": ("offices/E", OFFICE),
    "rows": ("clients/C0417.rows", ROWS),
    "explained": ("clients/C0417.explained", EXPLAINED),
}
WIDTHS = (1280, 360)
ROUNDING = 1
"""Pixels by which a block may stand elsewhere: edges fall between pixels, and engines round them differently."""

BLOCKS = """
  [...document.querySelectorAll('h1, h2, h3, header, nav, aside, section, table, dl, figure, main svg')]
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width && box.height)
    .map(([one, box]) => [
      [one.localName, ...one.classList].join('.'),
      ...[box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round),
    ].join(' '))"""


def written(folder: Path) -> dict[str, Path]:
    """The pages in a folder, with what they need beside them."""
    worker = Worker(SETUP, folder / "fonts")
    for file in assets((shipped("templates"),), SETUP.accent, SEARCH):
        _put(folder / file.path, file.content)
    found = {}
    for name, (target, view) in VIEWS.items():
        out = worker.rendered(PageJob(template=name, view=view, media=("screen",), target=target))
        (file,) = (one for one in out if isinstance(one, RenderedFile))
        found[name] = _put(folder / file.path, file.content)
    return found


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def opened(pages: dict[str, Path], browser: Browser) -> Iterator[tuple[str, Page]]:
    """Each page in each width, by the name of its file."""
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        for name, path in pages.items():
            page = context.new_page()
            page.goto(path.as_uri())
            yield f"{name}-{width}.txt", page
            page.close()
        context.close()


def places(page: Page) -> list[str]:
    """Every block: its name, left, top, width and height in pixels."""
    found: list[str] = page.evaluate(BLOCKS)
    return found


def kept(name: str) -> list[str]:
    """What is kept of a page."""
    return (KEPT / name).read_text("utf-8").splitlines()


def moved(before: list[str], now: list[str]) -> list[str]:
    """Blocks that do not stand where they stood, the first ten; all those below one that grew are moved too."""
    if len(before) != len(now):
        return [f"{len(before)} blocks before, {len(now)} now"]
    pairs = [f"{one} -> {other}" for one, other in zip(before, now, strict=True) if not same(one, other)]
    return pairs[:10]


def same(one: str, other: str) -> bool:
    """Whether two lines say the same block at the same place.

    >>> same("table.act 20 300 912 80", "table.act 20 301 912 80"), same("table 20 300 9 8", "table 24 300 9 8")
    (True, False)
    """
    name, *box = one.split()
    other_name, *other_box = other.split()
    apart = [abs(int(a) - int(b)) for a, b in zip(box, other_box, strict=True)]
    return name == other_name and max(apart) <= ROUNDING


def main() -> int:
    """Renew what is kept."""
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        pages = written(Path(scratch))
        browser = launch(driver.chromium, Path(scratch) / "known")
        for name, page in opened(pages, browser):
            path, now = KEPT / name, places(page)
            before = kept(name) if path.exists() else []
            if moved(before, now):
                path.write_text("".join(f"{line}\n" for line in now), "utf-8")
                print(f"{name}: {moved(before, now)[0]}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
