"""On screen every block stands where it stood: a table that moves by 4 pixels is seen."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docs.make_gallery import launch
from tests.browser.places import KEPT, VIEWS, WIDTHS, kept, moved, opened, places, written

pytestmark = pytest.mark.slow

MOVES = ("4px 0", "0 4px")
MOVE = "([number, by]) => { document.querySelectorAll('table')[number].style.translate = by; }"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    environment = dict(os.environ)
    yield written(tmp_path_factory.mktemp("pages"))
    os.environ.clear()
    os.environ.update(environment)


@pytest.fixture(scope="module")
def lettered(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that knows the bundled fonts alone."""
    launched = launch(browser.browser_type, tmp_path_factory.mktemp("fonts"))
    yield launched
    launched.close()


def test_blocks_stand_where_they_stood(pages: dict[str, Path], lettered: Browser) -> None:
    said = {name: moved(kept(name), places(page)) for name, page in opened(pages, lettered)}
    assert {name: where for name, where in said.items() if where} == {}, "if it is meant: make pictures"
    assert {path.name for path in KEPT.iterdir()} == said.keys()
    assert len(said) == len(VIEWS) * len(WIDTHS)


def test_control_each_single_table_that_moves_by_4_pixels_is_seen(
    pages: dict[str, Path], lettered: Browser
) -> None:
    unseen, tried = [], 0
    for name, page in opened(pages, lettered):
        before = places(page)
        shown: list[bool] = page.evaluate(
            "[...document.querySelectorAll('table')].map(one => one.getBoundingClientRect().width > 0)"
        )
        for number in [i for i, seen in enumerate(shown) if seen]:
            for move in MOVES:
                page.evaluate(MOVE, [number, move])
                tried += 1
                if not moved(before, places(page)):
                    unseen.append((name, number, move))
                page.evaluate(MOVE, [number, ""])
        assert places(page) == before
    assert tried > 50
    assert unseen == []
