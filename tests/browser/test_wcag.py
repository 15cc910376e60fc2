"""What WCAG 2.2 AA asks for beyond axe and can be computed: keyboard, focus, reflow, names, headings, language."""

from pathlib import Path

import pytest

from tests.browser.visit import Open, Visit
from tests.browser.workspace import PAGES

pytestmark = pytest.mark.slow

LEVELS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(one => one.getClientRects().length)
  .map(one => Number(one.tagName[1]))"""
NAMELESS = """[...document.querySelectorAll('table')]
  .filter(one => !one.caption && !one.getAttribute('aria-label')).map(one => one.className)"""
HEADLESS = """[...document.querySelectorAll('table')].filter(one => !one.querySelector('thead th[scope=col]')
  || ![...one.tBodies[0].rows].every(row => row.cells.length === 1 || row.querySelector('th[scope=row]')))
  .map(one => one.className + ' ' + one.getAttribute('aria-label'))"""
CONTROLS = """[...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
  .filter(one => one.tabIndex >= 0)
  .filter(one => one.checkVisibility({visibilityProperty: true}))"""
UNREACHED = """(() => {
  const page = one => one.href.split('#')[0];
  const links = [...document.querySelectorAll('a[href]')];
  const reached = new Set(links.filter(one => one.tabIndex === 0).map(page));
  const subject = one => one.replace('company.explained', 'index').replace('.explained', '');
  return [...new Set(links.filter(one => one.tabIndex < 0).map(page)
    .filter(one => !reached.has(one) && !reached.has(subject(one))))];
})()"""
"""Pages that only links outside the order of the Tab key lead to; explanations are a stop of their page."""
FOCUS = """(() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const drawn = [one, one.firstElementChild].filter(Boolean).map(each => getComputedStyle(each));
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = box.top + Math.min(box.height / 2, innerHeight / 2);
  const above = document.elementFromPoint(x, Math.min(Math.max(y, 1), innerHeight - 1));
  const whole = one.ownerSVGElement || one;
  return {
    at: CONTROLS.indexOf(one), of: one.outerHTML.slice(0, 120),
    shown: one.matches('.skip')
      || drawn.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
    // A point of a chart may be hollow or under another one; its chart must be in view.
    clear: !!above && (whole.contains(above) || above.contains(one)) && box.bottom > 0 && box.top < innerHeight
  };
})()""".replace("CONTROLS", CONTROLS)


def walked(visit: Visit, most: int = 400) -> list[dict[str, object]]:
    """Press Tab until the focus leaves the page; return what each stop is like."""
    stops: list[dict[str, object]] = []
    while len(stops) < most:
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate(FOCUS)
        if stop is None or (stops and stop["at"] == stops[0]["at"]):
            break
        stops.append(stop)
    return stops


def skipped(levels: list[int]) -> list[tuple[int, int]]:
    """Return the places where a level of headings is left out."""
    return [(one, other) for one, other in zip([0, *levels], levels, strict=False) if other > one + 1]


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_reached_by_tab_seen_and_not_hidden(
    opened: Open, sites: dict[str, Path], page: str
) -> None:
    visit = opened(sites["zh"] / page)
    stops = walked(visit)
    assert [one["of"] for one in stops if not one["shown"]] == []
    assert [one["of"] for one in stops if not one["clear"]] == []
    assert [one["at"] for one in stops] == list(range(len(stops)))
    assert len(stops) == min(visit.page.evaluate(f"{CONTROLS}.length"), 400)
    assert visit.page.evaluate(UNREACHED) == []


def test_a_page_that_no_stop_leads_to_would_be_seen(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "clients" / "C001.html")
    visit.page.evaluate("document.querySelectorAll('a[href*=C001]').forEach(one => { one.tabIndex = -1; })")
    assert visit.page.evaluate(UNREACHED) != []


def test_focus_that_is_not_drawn_or_is_covered_would_be_seen(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "index.html")
    visit.page.evaluate("""() => {
      document.querySelector('.brand').style.outline = 'none';
      const lid = document.createElement('div');
      lid.style.cssText = 'position: fixed; inset: 0; z-index: 99';
      document.body.append(lid);
    }""")
    stops = walked(visit, 5)
    assert not stops[1]["shown"]
    assert not stops[1]["clear"]
    visit.page.evaluate("document.querySelectorAll('.tabs a').forEach(one => { one.tabIndex = -1; })")
    visit.page.evaluate("document.activeElement.blur()")
    places = [one["at"] for one in walked(visit, 20)]
    assert places != sorted(visit.page.evaluate(f"[...Array({CONTROLS}.length).keys()]"))[: len(places)]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_wider_than_its_window(opened: Open, sites: dict[str, Path], page: str, locale: str) -> None:
    """320 px is 1280 px at 400 %; 3840 px is 4K."""
    visit = opened(sites[locale] / page)
    for width in (320, 360, 768, 1280, 2560, 3840):
        visit.resized(width)
        assert visit.overhang() == 0, width


def test_a_page_that_is_too_wide_would_be_seen(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "index.html", viewport={"width": 320, "height": 800})
    visit.page.evaluate("document.querySelector('h1').style.cssText = 'white-space: nowrap'")
    assert visit.overhang() > 0


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_headings_tables_and_language_are_in_order(
    opened: Open, sites: dict[str, Path], page: str, locale: str
) -> None:
    visit = opened(sites[locale] / page)
    levels = visit.page.evaluate(LEVELS)
    assert (levels[0], levels.count(1), skipped(levels)) == (1, 1, [])
    assert visit.page.evaluate(NAMELESS) == []
    assert visit.page.evaluate(HEADLESS) == []
    told = "zh" if ".bilingual." in page else locale  # Chinese with its English beside it
    assert visit.page.evaluate("document.documentElement.lang") == {"zh": "zh-CN", "en": "en"}[told]


def test_tables_without_a_name_or_heads_and_levels_left_out_would_be_seen(
    opened: Open, sites: dict[str, Path]
) -> None:
    visit = opened(sites["zh"] / "index.html")
    visit.page.evaluate("""() => {
      const table = document.querySelector('table');
      table.removeAttribute('aria-label');
      table.querySelectorAll('tbody th').forEach(one => one.removeAttribute('scope'));
      document.querySelectorAll('h2').forEach(one => { one.outerHTML = '<h4>x</h4>'; });
    }""")
    assert len(visit.page.evaluate(NAMELESS)) == 1
    assert len(visit.page.evaluate(HEADLESS)) == 1
    assert skipped(visit.page.evaluate(LEVELS)) == [(1, 4)]


def test_the_first_stop_skips_to_the_text(opened: Open, sites: dict[str, Path]) -> None:
    visit = opened(sites["zh"] / "clients/C001.html")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.closest('main') !== null")


def test_text_spacing_of_a_reader_reaches_over_no_edge(opened: Open, sites: dict[str, Path]) -> None:
    """1.4.12: what is set by a reader's own stylesheet must fit."""
    visit = opened(sites["en"] / "clients/C001.html", viewport={"width": 360, "height": 800}, bypass_csp=True)
    visit.page.add_style_tag(
        content="* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
    )
    visit.settled()
    assert visit.overhang() == 0
