"""Attacks in every text of every export, of the packs, of the profile and in a file's name: text, nothing else.

The pages are opened with their content security policy off, so that the escaping is tried; the policy is tried
apart, on pages that escape nothing.
"""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser

from reportgen.deliver.book import data_book
from reportgen.deliver.bookends import about
from reportgen.deliver.data import data_files, data_tables
from reportgen.policy.load import load_config
from tests.browser.poison import LEAK, MARKUP, attacks, poison
from tests.browser.visit import Visit
from tests.browser.workspace import Analysed, analysed, sample, worker, write_site

pytestmark = pytest.mark.slow

BROUGHT = """[...document.querySelectorAll("style, link:not([rel=stylesheet]), body *")]
  .filter(one => /^(IMG|IFRAME|OBJECT|EMBED|FORM|STYLE|LINK)$/.test(one.tagName)
    || [...one.attributes].some(each => /^on/.test(each.name) || /^\\s*(javascript|data|file):/i.test(each.value)))
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Analysed:
    root = sample(tmp_path_factory.mktemp("poisoned"))
    config, problems = load_config(root)
    assert config is not None, problems
    poison(root, config)
    return analysed(root)


@pytest.fixture(scope="module")
def written(poisoned: Analysed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The credit site as it is, and one of templates that escape nothing."""
    kept = dict(os.environ)
    folders = []
    for trusting in (False, True):
        folder = tmp_path_factory.mktemp("site")
        by = worker(poisoned, "zh", tmp_path_factory.mktemp("fonts"), trusting=trusting)
        folders.append(write_site(poisoned, folder, "credit", "zh", by))
    yield folders[0], folders[1]
    os.environ.clear()
    os.environ.update(kept)


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def toured(
    browser: Browser, folder: Path, *, policy: bool, most: int = 99
) -> tuple[list[str], list[str], list[str], list[str]]:
    """Open every page and search there; return dialogs, addresses from outside, foreign elements, texts."""
    visit = Visit(browser, bypass_csp=not policy)
    foreign, texts = [], []
    for page in pages(folder)[:most]:
        visit.go(page)
        texts.append(visit.page.evaluate("document.body.textContent"))
        foreign += visit.page.evaluate(BROUGHT)
        box = visit.page.locator(".search input")
        if box.is_visible():  # an attack that is not escaped may swallow it
            box.fill("script")
        texts += visit.texts("#hits li")
        foreign += visit.page.evaluate(BROUGHT)
    asked = visit.beyond(folder.parent.parent)
    visit.close()
    return visit.dialogs, asked, foreign, texts


def test_attacks_stay_text_on_every_page(browser: Browser, written: tuple[Path, Path]) -> None:
    dialogs, asked, foreign, texts = toured(browser, written[0], policy=False)
    # 20 reports and lists, 15 pages of explanations, 12 of all complaints, 1 in two languages
    assert len(pages(written[0])) == 48
    assert (dialogs, asked, foreign) == ([], [], [])
    assert attacks(texts) == set(MARKUP)


def test_without_escaping_the_same_tour_meets_dialogs_and_requests(
    browser: Browser, written: tuple[Path, Path]
) -> None:
    """The control."""
    dialogs, asked, foreign, _ = toured(browser, written[1], policy=False, most=4)
    assert dialogs
    assert LEAK in asked
    assert foreign


def test_even_without_escaping_the_policy_of_the_pages_lets_nothing_out(
    browser: Browser, written: tuple[Path, Path]
) -> None:
    dialogs, asked, foreign, _ = toured(browser, written[1], policy=True, most=4)
    assert foreign
    assert (dialogs, asked) == ([], [])


def unsafe(cells: list[str]) -> list[str]:
    """Return the cells that a spreadsheet would take for a formula."""
    return [
        one
        for one in cells
        if one.lstrip(" \t\r\n")[:1] in tuple("=@＝＋－＠") or (one[:1] in "+-\t\r" and not number(one))
    ]


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def cells(content: bytes) -> list[str]:
    return [
        cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row if cell
    ]


def test_no_cell_of_the_data_files_is_a_formula(poisoned: Analysed) -> None:
    results = poisoned.results
    tables = data_tables(results, results.problems)
    files = data_files(tables, "data")
    assert len(files) > 15
    assert [(name, one) for name, content in files.items() for one in unsafe(cells(content))] == []
    front = about(poisoned.config, results.window, "zh")
    book = openpyxl.load_workbook(io.BytesIO(data_book(tables, results.window.as_of, front)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "s" in kinds
    assert "f" not in kinds
    links = [
        cell.hyperlink.target for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink
    ]
    assert [one for one in links if one] == []
    assert attacks(one for content in files.values() for one in cells(content))


def test_a_cell_that_begins_like_a_formula_would_be_seen() -> None:
    assert unsafe(["=1+1", "@SUM(1)", "\t=1", "＝1", "-1+1", "-1.5", "'=1", "文"]) == [
        "=1+1",
        "@SUM(1)",
        "\t=1",
        "＝1",
        "-1+1",
    ]
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    assert book.active["A1"].data_type == "f"
