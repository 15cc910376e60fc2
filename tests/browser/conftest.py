"""One browser and one set of sites for all tests of this folder."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visit import Visit
from tests.browser.workspace import Analysed, analysed, sample, with_the_period_before, worker, write_site

LOCALES = ("zh", "en")
Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    found = shutil.which("chromium")
    assert found, "chromium is missing: apt-get install chromium"
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Open a page in a fresh context; its settings are those of Playwright's ``new_context``."""
    visits: list[Visit] = []

    def open_page(path: Path, part: str = "", **settings: object) -> Visit:
        visit = Visit(browser, **settings)
        visits.append(visit)
        visit.go(path, part)
        return visit

    yield open_page
    for visit in visits:
        visit.close()


@pytest.fixture(scope="session")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysed:
    return analysed(sample(tmp_path_factory.mktemp("workspace")))


@pytest.fixture(scope="session")
def outputs(analysis: Analysed, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An output folder for each language: the credit site of two periods, and the list of them."""
    kept = dict(os.environ)
    found = {}
    for locale in LOCALES:
        folder = tmp_path_factory.mktemp(locale) / "output"
        by = worker(analysis, locale, tmp_path_factory.mktemp("fonts"))
        write_site(analysis, folder, "credit", locale, by)
        with_the_period_before(folder, "credit")
        found[locale] = folder
    os.environ.clear()
    os.environ.update(kept)
    return found


@pytest.fixture(scope="session")
def sites(outputs: dict[str, Path]) -> dict[str, Path]:
    """The credit site of each language."""
    return {locale: folder / "2026Q3" / "credit" for locale, folder in outputs.items()}
