"""Ten thousand clients in a real browser: painted, searched, filtered and sorted in time (slow)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reportgen.render.site import assets
from reportgen.render.worker import PageJob, RenderedFile, Worker
from tests.browser.visit import Open, Visit
from tests.render.conftest import SETUP
from tests.render.large_site import CLIENTS, large_index, large_page

pytestmark = pytest.mark.slow

ROWS = ".clients tbody tr:not(.far)"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventStart"
TYPED = """texts => texts.map(text => {
  const box = document.querySelector('.search input'), start = performance.now();
  box.value = text;
  box.dispatchEvent(new Event('input'));
  document.body.offsetHeight;
  return performance.now() - start;
})"""
SORTED = """() => {
  const heads = document.querySelectorAll('.clients thead button'), start = performance.now();
  heads[heads.length - 1].click();
  document.body.offsetHeight;
  return performance.now() - start;
}"""
STROKES = ["z", "c", "ch", "cho", "chong", "重庆", "TS-2026-019999", "交付", "nobody", "cqcj"]


@pytest.fixture(scope="module")
def by(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    kept = dict(os.environ)
    yield Worker(SETUP, tmp_path_factory.mktemp("fonts"))
    os.environ.clear()
    os.environ.update(kept)


def written(folder: Path, by: Worker, clients: int) -> Path:
    page = folder / "index.html"
    (file,) = by.rendered(PageJob(template="index", view=large_page(clients), media=("screen",), target="index"))
    assert isinstance(file, RenderedFile)
    page.write_bytes(file.content)
    for one in assets(SETUP.folders, "#0b4a82", large_index() if clients == CLIENTS else []):
        (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / one.path).write_bytes(one.content)
    return page


@pytest.fixture(scope="module")
def large(by: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("large"), by, CLIENTS)


@pytest.fixture
def visit(opened: Open, large: Path) -> Visit:
    return opened(large)


def typed(visit: Visit, text: str) -> None:
    """Type, and wait until the list has followed."""
    visit.page.locator(".search input").fill(text)
    visit.page.wait_for_timeout(400)


def count(visit: Visit) -> int:
    return int(visit.page.locator("[data-count]").inner_text())


def test_ten_thousand_rows_are_painted_in_a_second(browser: Browser, large: Path) -> None:
    """The best of three, as other processes may have the machine; it does not wait for the last row."""
    times = []
    for _ in range(3):
        visit = Visit(browser)
        visit.go(large)
        visit.settled()
        times.append((visit.page.evaluate(PAINTED), visit.page.evaluate(READY)))
        visit.close()
    assert 0 < min(times)[0] < 1000
    assert any(painted < ready for painted, ready in times)


def test_a_key_stroke_takes_less_than_fifty_milliseconds(visit: Visit) -> None:
    """The control is the first stroke: it makes the keys of thirty thousand entries, and takes longer."""
    first, *strokes = visit.page.evaluate(TYPED, STROKES)
    assert sorted(strokes)[len(strokes) // 2] < 50
    assert first > min(strokes) > 0


def test_pinyin_initials_ids_and_half_typed_syllables_are_found(visit: Visit) -> None:
    typed(visit, "cqcj")
    assert visit.texts("#hits a")[0].startswith("重庆长江")
    assert count(visit) == CLIENTS // 100
    typed(visit, "chong'qing")
    assert visit.texts("#hits a")[0].startswith("重庆")
    typed(visit, "ＴＳ－２０２６－０１９９９９")
    assert visit.page.locator("#hits a").get_attribute("href") == "clients/C09999.html#complaints"
    typed(visit, "")
    assert (count(visit), visit.page.locator(ROWS).count()) == (CLIENTS, 100)


def test_the_address_fills_the_search(opened: Open, large: Path) -> None:
    visit = opened(large, "#q=%E9%87%8D%E5%BA%86")
    assert visit.page.locator(".search input").input_value() == "重庆"
    assert count(visit) == CLIENTS // 10


def test_sorting_keeps_the_rows_and_lays_out_few(visit: Visit) -> None:
    assert visit.page.evaluate(SORTED) < 500
    assert visit.page.locator(ROWS).first.locator("> :last-child").get_attribute("data-v") == "976"
    assert visit.page.locator(ROWS).count() == 100
    visit.page.evaluate("document.querySelector('[data-more]').click()")
    assert visit.page.locator(ROWS).count() == 200


def test_paper_gets_every_row_the_same_ones(visit: Visit) -> None:
    visit.page.evaluate("window.kept = document.querySelector('.clients tbody tr')")
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert visit.page.locator(ROWS).count() == CLIENTS
    assert visit.page.evaluate("window.kept.isConnected")


@pytest.mark.parametrize(
    ("scripts", "shown"), [(False, 150), (True, 100)], ids=["scripts off", "control: scripts on"]
)
def test_without_scripts_every_row_is_shown(
    opened: Open, by: Worker, tmp_path: Path, *, scripts: bool, shown: int
) -> None:
    page = written(tmp_path, by, 150)
    visit = opened(page, java_script_enabled=scripts)
    assert visit.page.locator(".clients tbody tr:visible").count() == shown
