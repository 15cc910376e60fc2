"""The gallery's pictures on screen: the same pages give the same pictures, and something is on them."""

from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from docs import make_gallery as gallery

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def twice(
    browser: Browser, sites: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Image.Image]]:
    """The pictures of two browsers, one after the other."""
    found = []
    for name in ("one", "other"):
        launched = gallery.launch(browser.browser_type, tmp_path_factory.mktemp(name))
        taken = gallery.screens(sites["zh"], sites["en"], launched)
        found.append(dict(taken))
        launched.close()
    return found


def test_the_same_pages_give_the_same_pictures(twice: list[dict[str, Image.Image]]) -> None:
    one, other = twice
    assert [name for name in one if not gallery.alike(one[name], other[name])] == []
    assert one.keys() == {each.name for each in gallery.SCREENS}


def test_control_no_two_pictures_are_the_same(twice: list[dict[str, Image.Image]]) -> None:
    """Dark, narrow and English are what they say."""
    one, _ = twice
    assert [pair for pair in combinations(one, 2) if gallery.alike(one[pair[0]], one[pair[1]])] == []
