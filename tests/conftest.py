"""Settings that all tests share, and one browser for those that need it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.visit import Open

# The same examples in every run: a red build is red again on the next machine.
settings.register_profile("reportgen", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("reportgen")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    assert found, "chromium is missing: apt-get install chromium"
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: "Browser") -> "Iterator[Open]":
    """Open a page in a fresh context; its settings are those of Playwright's ``new_context``."""
    from tests.browser.visit import Visit

    visits: list[Visit] = []

    def open_page(path: Path, part: str = "", **settings: object) -> Visit:
        visit = Visit(browser, **settings)
        visits.append(visit)
        visit.go(path, part)
        return visit

    yield open_page
    for visit in visits:
        visit.close()
