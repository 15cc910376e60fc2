"""The site in a real browser: search, sort, filter, periods, addresses, keyboard, print, theme, scripts off."""

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.test_axe import ALL, found, loaded
from tests.browser.visit import Open, Visit
from tests.browser.workspace import GONE, PAGES

ROWS = ".clients tbody tr:not(.far)"
FIRST = ".clients tbody tr:first-child th a"


@pytest.fixture
def index(opened: Open, sites: dict[str, Path]) -> Visit:
    return opened(sites["zh"] / "index.html")


def at(visit: Visit) -> str:
    """The end of the page's address."""
    return str(visit.page.evaluate("decodeURIComponent(location.hash)"))


def signals(visit: Visit) -> list[str]:
    return [
        str(one)
        for one in visit.page.eval_on_selector_all(f"{ROWS} td:last-child", "all => all.map(c => c.dataset.v)")
    ]


@pytest.mark.parametrize("words", ["苏州恒达", "szhd", "C001", "suzhouhengda"])
def test_a_client_is_found_by_name_initials_pinyin_and_id(index: Visit, words: str) -> None:
    index.page.locator(".search input").fill(words)
    assert index.page.locator("#hits a").first.get_attribute("href") == "clients/C001.html"
    assert index.page.locator(ROWS).count() == 1


def test_offices_and_complaints_are_found_too(index: Visit) -> None:
    index.page.locator(".search input").fill("hd")
    assert "offices/HD.html" in [one.get_attribute("href") for one in index.page.locator("#hits a").all()]
    index.page.locator(".search input").fill("jfyq")
    found = [str(one.get_attribute("href")) for one in index.page.locator("#hits a").all()]
    assert found
    assert all(one.endswith("#complaints") for one in found)


def test_what_is_not_there_is_said(index: Visit) -> None:
    index.page.locator(".search input").fill("nobody")
    assert index.texts("#hits li") == ["没有找到"]


def test_a_column_sorts_both_ways_and_the_address_says_so(index: Visit) -> None:
    button = index.page.locator(".clients thead th:last-child button")
    button.click()
    down = signals(index)
    assert down == sorted(down, key=float, reverse=True)
    number = index.page.locator(".clients thead th").count()
    assert at(index) == f"#sort=-{number}"
    button.click()
    assert signals(index) == sorted(down, key=float)
    assert at(index) == f"#sort={number}"
    assert index.page.locator(".clients thead th:last-child").get_attribute("aria-sort") == "ascending"


def test_missing_values_stand_last_whichever_way(index: Visit) -> None:
    button = index.page.locator(".clients thead th:nth-child(3) button")
    for _ in range(2):
        button.click()
        values = index.page.eval_on_selector_all(f"{ROWS} td:nth-child(3)", "all => all.map(c => c.dataset.v)")
        assert "" not in values[: len([one for one in values if one])]


def test_an_address_brings_back_search_filter_and_order(
    opened: Open, index: Visit, sites: dict[str, Path]
) -> None:
    chip = index.page.locator(".chip").nth(1)
    chip.click()
    index.page.locator(".clients thead th:last-child button").click()
    rows = index.texts(f"{ROWS} th a")
    assert 0 < len(rows) < 12
    again = opened(sites["zh"] / "index.html", index.page.evaluate("location.hash"))
    assert again.texts(f"{ROWS} th a") == rows
    assert again.page.locator(".chip[aria-pressed=true]").inner_text() == chip.inner_text()
    assert again.page.evaluate("document.getElementById('clients').getBoundingClientRect().top") < 200


@pytest.mark.parametrize("part", ["#q=%E9%87%8D&tag=<b>&sort=-99", "#q=%zz", "#sort=x&tag=", "#=&&"])
def test_a_broken_address_breaks_nothing(opened: Open, sites: dict[str, Path], part: str) -> None:
    visit = opened(sites["zh"] / "index.html", part)
    assert visit.errors == []
    assert visit.page.locator(".chip[aria-pressed=true]").count() == 1


def test_an_address_names_a_section(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "clients/C001.html", "#complaints")
    top = visit.page.evaluate("document.getElementById('complaints').getBoundingClientRect().top")
    assert 56 <= top < 200  # below the bar that stays


def test_other_lists_sort_and_filter(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "data-quality.html")
    tables = visit.page.locator("table.sortable")
    assert tables.count() > 0
    long = visit.page.locator("input.narrow").first
    scroll = visit.page.locator("input.narrow + .scroll").first
    before = scroll.locator("tbody tr:visible").count()
    word = scroll.locator("tbody tr").last.locator("th, td").first.inner_text()
    long.fill(word)
    visit.page.wait_for_timeout(150)
    assert 0 < scroll.locator("tbody tr:visible").count() < before
    long.press("Escape")
    visit.page.wait_for_timeout(150)
    assert scroll.locator("tbody tr:visible").count() == before
    button = scroll.locator("thead button").first
    button.click()
    words = scroll.locator("tbody tr > :first-child").all_inner_texts()
    button.click()
    assert scroll.locator("tbody tr > :first-child").all_inner_texts() != words


def test_the_keyboard_alone_searches_and_leaves(index: Visit) -> None:
    page = index.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("hz")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#hits') !== null")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.locator(".search input").input_value() == ""
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("/")
    page.keyboard.type("C001")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("clients/C001.html")


def test_the_period_before_has_the_same_page(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "clients/C001.html", "#complaints")
    visit.page.locator(".period summary").click()
    assert visit.texts(".period li a") == ["2026Q3", "2026Q2"]
    assert visit.page.locator(".period [aria-current]").inner_text() == "2026Q3"
    with visit.page.expect_navigation():
        visit.page.locator(".period li a").nth(1).click()
    assert visit.page.url.endswith("/2026Q2/credit/clients/C001.html#complaints")
    assert visit.page.locator(".period summary").inner_text() == "2026Q2"


def test_a_page_that_the_other_period_lacks_leads_to_its_front_page(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / GONE)
    visit.page.keyboard.press("Tab")
    visit.page.locator(".period summary").focus()
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("ArrowDown")
    assert visit.page.evaluate("document.activeElement.href").endswith("/2026Q2/credit/index.html")
    assert "首页" in visit.texts(".period li a")[1]
    visit.page.keyboard.press("Escape")
    assert not visit.page.locator(".period ul").is_visible()


def test_published_sites_switch_inside_the_audiences_root(
    opened: Open, sites: dict[str, Path], tmp_path: Path
) -> None:
    root = tmp_path / "credit"
    for period in ("2026Q3", "2026Q2"):
        shutil.copytree(sites["zh"].parent.parent / period / "credit", root / period)
    shutil.copy(sites["zh"].parent.parent / "periods" / "credit.js", root / "periods.js")
    visit = opened(root / "2026Q3" / "index.html")
    visit.page.locator(".period summary").click()
    with visit.page.expect_navigation():
        visit.page.locator(".period li a").nth(1).click()
    assert visit.page.url == (root / "2026Q2" / "index.html").as_uri()
    assert visit.beyond(root) == []


def test_a_folder_that_stands_alone_names_its_own_period_only(
    opened: Open, sites: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(sites["zh"], tmp_path / "copy")
    visit = opened(tmp_path / "copy" / "index.html")
    assert visit.texts(".period") == ["2026Q3"]
    assert visit.errors == []


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_follows_the_system_then_the_reader(opened: Open, sites: dict[str, Path], system: str) -> None:
    visit = opened(sites["zh"] / "index.html", color_scheme=system)
    ground = "getComputedStyle(document.body).backgroundColor"
    own = visit.page.evaluate(ground)
    visit.page.locator("[data-act=theme]").click()
    other = visit.page.evaluate(ground)
    assert {own, other} == {"rgb(255, 255, 255)", "rgb(16, 19, 23)"}
    assert (own == "rgb(16, 19, 23)") == (system == "dark")
    visit.page.reload()
    assert visit.page.evaluate(ground) == other


def test_print_gives_the_pdf_of_a_report_and_prints_any_other_page(opened: Open, sites: dict[str, Path]) -> None:
    for page, pdf in {
        "clients/C001.html": "C001.pdf",
        "offices/HD.html": "HD.pdf",
        "management.html": "management.pdf",
    }.items():
        visit = opened(sites["zh"] / page)
        assert visit.page.locator("[data-act=paper]").get_attribute("href") == pdf
    visit = opened(sites["zh"] / "index.html")
    visit.page.evaluate("window.print = () => { window.printed = true; }")
    visit.page.locator("[data-act=print]").click()
    assert visit.page.evaluate("window.printed")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_without_scripts_every_word_of_the_page_is_there(opened: Open, sites: dict[str, Path], page: str) -> None:
    scripted = opened(sites["zh"] / page)
    bare = opened(sites["zh"] / page, java_script_enabled=False)
    scripted.page.evaluate("document.querySelectorAll('[data-script], [data-more]').forEach(one => one.remove())")
    words = scripted.page.locator("main").inner_text().split()
    shown = bare.page.locator("main").inner_text()
    assert len(words) > 30
    assert [word for word in words if word not in shown] == []
    assert bare.page.locator("[data-script]:visible").count() == 0


def test_without_scripts_every_row_of_the_list_is_there(opened: Open, sites: dict[str, Path]) -> None:
    bare = opened(sites["zh"] / "index.html", java_script_enabled=False)
    assert bare.page.locator(".clients tbody tr:visible").count() == 12
    assert bare.texts(".period") == ["2026Q3"]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_the_sites_own_files_is_asked_for(opened: Open, outputs: dict[str, Path], page: str) -> None:
    visit = opened(outputs["zh"] / "2026Q3" / "credit" / page)
    visit.settled()
    assert visit.beyond(outputs["zh"]) == []
    assert len(visit.asked) >= 6
    assert (visit.dialogs, visit.errors) == ([], [])


def test_a_page_that_asks_for_more_would_be_seen(opened: Open, tmp_path: Path) -> None:
    page = tmp_path / "control.html"
    page.write_text(
        '<!DOCTYPE html><title>x</title><img src="http://127.0.0.1:9/leak.png"><script>alert(1)</script>', "utf-8"
    )
    visit = opened(page)
    assert visit.beyond(tmp_path) == ["http://127.0.0.1:9/leak.png"]
    assert visit.dialogs == ["1"]


class Quiet(SimpleHTTPRequestHandler):
    """A web server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name is theirs
        """Say nothing."""


@pytest.fixture
def server(outputs: dict[str, Path]) -> Iterator[str]:
    """The output folder below a path of a web server."""
    serving = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=outputs["zh"].parent))
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_address[1]}/output/"
    serving.shutdown()
    serving.server_close()
    thread.join()


def test_the_site_works_below_a_path_of_a_web_server(index: Visit, server: str) -> None:
    index.asked.clear()
    index.page.goto(f"{server}2026Q3/credit/clients/C001.html")
    index.page.locator(".period summary").click()
    with index.page.expect_navigation():
        index.page.locator(".period li a").nth(1).click()
    assert index.page.url == f"{server}2026Q2/credit/clients/C001.html"
    index.page.locator(".search input").fill("C002")
    with index.page.expect_navigation():
        index.page.keyboard.press("Enter")
    assert index.page.url == f"{server}2026Q2/credit/clients/C002.html"
    assert [url for url in index.asked if not url.startswith(server)] == []


@pytest.mark.parametrize("page", ["index.html", "clients/C001.html"])
def test_axe_finds_nothing_on_the_two_pages_most_read(opened: Open, sites: dict[str, Path], page: str) -> None:
    """All others, in every language, theme and width: test_axe, which is slow."""
    assert found(loaded(opened, sites["zh"] / page), ALL) == []


def test_a_tile_leads_to_how_its_figure_came_about_and_back(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "clients" / "C001.html")
    tile = visit.page.locator(".kpi .value a").first
    shown = tile.inner_text()
    tile.click()
    assert visit.page.url.partition("/clients/")[2].startswith("C001.explained.html#")
    section = visit.page.locator("section:target")
    assert shown in section.locator("h2").inner_text()
    assert "reportgen explain 2026Q3 C001/" in section.locator("code").inner_text()
    visit.page.locator(".crumb a").last.click()
    assert visit.page.url.endswith("/clients/C001.html")
