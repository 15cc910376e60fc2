"""axe-core finds nothing wrong: every type of page, both languages, light and dark, three widths."""

from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests.browser.visit import Open, Visit
from tests.browser.workspace import PAGES

pytestmark = pytest.mark.slow

WIDTHS = (360, 1280, 2560)
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
ALL = "{resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}}"
COLOURS = "{resultTypes: ['violations'], preload: false, runOnly: ['color-contrast', 'link-in-text-block']}"
"""What the dark theme can change: it has colours only, no layout and no words of its own."""


def found(visit: Visit, rules: str) -> list[str]:
    """Return what axe finds, rule and place."""
    visit.settled()
    violations: list[dict[str, Any]] = visit.page.evaluate(
        f"axe.run(document, {rules}).then(said => said.violations)"
    )
    return [
        f"{one['id']}: {node['target'][0]} {node['html'][:120]}" for one in violations for node in one["nodes"]
    ]


def loaded(opened: Open, page: Path, **settings: object) -> Visit:
    visit = opened(page, **settings)
    visit.page.evaluate(AXE)
    return visit


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(opened: Open, sites: dict[str, Path], page: str, locale: str) -> None:
    visit = loaded(opened, sites[locale] / page)
    for theme, rules in (("light", ALL), ("dark", COLOURS)):
        visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for width in WIDTHS:
            visit.resized(width)
            assert found(visit, rules) == [], (theme, width)


def test_the_dark_theme_sets_colours_only(opened: Open, sites: dict[str, Path]) -> None:
    """Why the rules about words and layout need not be run twice."""
    visit = opened(sites["zh"] / "clients/C001.html")
    places = "[...document.querySelectorAll('body *')].map(one => JSON.stringify(one.getBoundingClientRect()))"
    light = visit.page.evaluate(places)
    visit.page.emulate_media(color_scheme="dark")
    assert visit.page.evaluate(places) == light


NAMELESS = """for (const name of ['aria-label', 'placeholder']) {
  document.querySelector('.search input').removeAttribute(name);
}"""
PALE = "document.querySelector('h1').style.color = '#ccc'"
SPEECHLESS = "document.documentElement.removeAttribute('lang')"
SMALL = """for (const one of document.querySelectorAll('.tabs a')) {
  one.style.cssText = 'padding: 0; height: 9px; font-size: 6px';
  one.parentNode.style.gap = 0;
}"""


@pytest.mark.parametrize(
    ("fault", "rule"),
    [(NAMELESS, "label"), (PALE, "color-contrast"), (SPEECHLESS, "html-has-lang"), (SMALL, "target-size")],
    ids=["nameless", "pale", "no language", "small"],
)
def test_axe_finds_a_fault_that_was_planted(opened: Open, sites: dict[str, Path], fault: str, rule: str) -> None:
    visit = loaded(opened, sites["zh"] / "index.html")
    visit.page.evaluate(fault)
    assert rule in {one.partition(":")[0] for one in found(visit, ALL)}


def test_axe_finds_a_colour_that_is_wrong_in_the_dark_only(opened: Open, sites: dict[str, Path]) -> None:
    visit = loaded(opened, sites["zh"] / "index.html", color_scheme="dark")
    assert found(visit, COLOURS) == []
    visit.page.evaluate("document.documentElement.style.setProperty('--ink-3', '#333a42')")
    assert {one.partition(":")[0] for one in found(visit, COLOURS)} == {"color-contrast"}
