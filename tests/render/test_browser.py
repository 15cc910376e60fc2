"""The site in a real browser, from disk (slow: `.ci/run` installs the browser)."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.render.site import assets
from reportgen.render.viewmodel_pages import Page
from tests.render.conftest import SETUP, Rendered
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE
from tests.render.quarter_site import INDEX, METHOD_PAGE, QUALITY_PAGE, SEARCH
from tests.render.test_html import HOSTILE, poisoned

pytestmark = pytest.mark.slow

PAGES: dict[str, tuple[str, Page]] = {
    "index.html": ("index", INDEX),
    "management.html": ("management", MANAGEMENT),
    "data-quality.html": ("data-quality", QUALITY_PAGE),
    "methodology.html": ("methodology", METHOD_PAGE),
    "clients/C0417.html": ("client", CLIENT),
    "offices/E.html": ("office", OFFICE),
}
FRAME = """<!DOCTYPE html><title>waiting</title><iframe id="f" src="{page}" width="{width}" height="800"></iframe>
<script>
document.getElementById('f').onload = function () {{
  var page = this.contentDocument, root = page.documentElement, act = {act};
  if (act) act(page);
  document.title = JSON.stringify({{
    beyond: root.scrollWidth - root.clientWidth, rows: page.querySelectorAll('tr[data-key]:not([hidden])').length,
    hidden: page.querySelectorAll('[data-script][hidden]').length, theme: root.dataset.theme || '',
    first: (page.querySelector('tr[data-key] a') || {{}}).textContent || '',
    hits: page.querySelectorAll('#hits a').length
  }});
}};
</script>"""


@pytest.fixture
def site(tmp_path: Path, rendered: Rendered) -> Callable[[str], Path]:
    """Write the whole site, its texts poisoned."""

    def write(poison: str) -> Path:
        folder = tmp_path / "site"
        for path, (template, view) in PAGES.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(rendered(template, poisoned(view, poison) if poison else view, "screen").content)
        entries = [replace(SEARCH[0], name=SEARCH[0].name + poison), SEARCH[1]]
        for one in assets(SETUP.folders, "#0b4a82", entries):
            file = folder / one.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(one.content)
        return folder

    return write


def browsed(
    page: Path, log: Path, part: str = "", clock: str = "--virtual-time-budget=3000"
) -> tuple[str, set[str]]:
    """The document of a page (``part``: #… of its address) after its scripts, and every address asked for."""
    done = subprocess.run(
        [
            *(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--dump-dom",
                clock,
            ),
            *("--allow-file-access-from-files", "--disable-background-networking", "--disable-component-update"),
            *(f"--log-net-log={log}", f"--user-data-dir={log.parent / 'profile'}", page.as_uri() + part),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    asked = set(re.findall(r'"url":"((?:https?|ftp|wss?)://[^"]+)"', log.read_text("utf-8", "replace")))
    return done.stdout, {url for url in asked if "google" not in url and "gvt1" not in url}


def framed(folder: Path, page: str, width: int, act: str = "null") -> dict[str, object]:
    """What a page says of itself in a frame of some width, after doing something."""
    frame = folder / "frame.html"
    frame.write_text(FRAME.format(page=page, width=width, act=act), "utf-8")
    document, _ = browsed(frame, folder.parent / "net.json")
    found = re.search(r"<title>(\{.*?\})</title>", document)
    assert found, document[:500]
    return dict(json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")))


def test_hostile_texts_open_no_dialog_and_ask_for_nothing(site: Callable[[str], Path], tmp_path: Path) -> None:
    folder = site("".join(HOSTILE) + '<img src="http://127.0.0.1:9/leak.png">')
    for page in PAGES:
        document, asked = browsed(folder / page, tmp_path / "net.json")
        assert asked == set()
        assert 'data-script="" hidden' not in document.partition("<main")[0].replace('hidden="hidden"', "hidden")


def test_a_picture_from_outside_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "control.html"
    page.write_text('<!DOCTYPE html><title>x</title><img src="http://127.0.0.1:9/leak.png">', "utf-8")
    _, asked = browsed(page, tmp_path / "net.json")
    assert asked == {"http://127.0.0.1:9/leak.png"}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_its_window(page: str, width: int, site: Callable[[str], Path]) -> None:
    assert framed(site(""), page, width)["beyond"] == 0


def test_a_page_that_is_too_wide_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "wide.html").write_text('<!DOCTYPE html><div style="width: 900px">x</div>', "utf-8")
    assert framed(tmp_path / "site", "wide.html", 360)["beyond"] != 0


def test_scripts_run_under_the_policy_and_filter_sort_search_and_change_the_theme(
    site: Callable[[str], Path],
) -> None:
    folder = site("")
    plain = framed(folder, "index.html", 1200)
    assert (plain["rows"], plain["hidden"], plain["theme"]) == (14, 0, "")
    chip = "function (page) { page.querySelector('[data-tag=down]').click(); }"
    assert framed(folder, "index.html", 1200, chip)["rows"] == 4
    score = "function (page) { page.querySelectorAll('.clients thead button')[2].click(); }"
    assert framed(folder, "index.html", 1200, score)["first"] == "上海凌奥自动化"
    twice = "function (page) { var b = page.querySelectorAll('.clients thead button')[2]; b.click(); b.click(); }"
    assert framed(folder, "index.html", 1200, twice)["first"] == "常州锐拓传动"
    typed = (
        "function (page) { var box = page.querySelector('.search input'); box.value = '恒达';"
        " box.dispatchEvent(new (page.defaultView.Event)('input')); }"
    )
    found = framed(folder, "index.html", 1200, typed)
    assert (found["rows"], found["hits"]) == (1, 1)
    theme = "function (page) { page.querySelector('[data-act=theme]').click(); }"
    assert framed(folder, "index.html", 1200, theme)["theme"] in ("dark", "light")
