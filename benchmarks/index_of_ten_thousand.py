"""How soon the front page of ten thousand clients is painted, beside the same rows laid out all at once.

    python benchmarks/index_of_ten_thousand.py [--runs 5] [--write benchmarks/index_of_ten_thousand.md]

Both pages are the same file in the same headless Chromium; the peer alone shows every row from the start, as a
table does that nobody folds. Times are the browser's own, from the start of the navigation: the first paint, and
when the last script and the last layout are done.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
TARGET = 1000
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
SETTLED = "document.body.offsetHeight && performance.now()"
Times = list[tuple[float, float]]


def written(folder: Path, *, folded: bool) -> Path:
    """Write the front page with what stands beside it."""
    from reportgen.render.site import assets
    from reportgen.render.worker import PageJob, RenderedFile, Worker
    from tests.render.conftest import SETUP
    from tests.render.large_site import large_index, large_page

    worker = Worker(SETUP, folder / "fonts")
    (file,) = worker.rendered(PageJob(template="index", view=large_page(), media=("screen",), target="index"))
    assert isinstance(file, RenderedFile)
    content = file.content if folded else file.content.replace(b' class="far"', b"")
    for one in assets(SETUP.folders, "#0b4a82", large_index() if folded else ()):
        (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / one.path).write_bytes(one.content)
    page = folder / "index.html"
    page.write_bytes(content)
    return page


def timed(browser: Browser, page: Path, runs: int, *, scripts: bool) -> Times:
    """Open a page several times, each in a window that knows nothing of the last."""
    times: Times = []
    for _ in range(runs):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
        tab = context.new_page()
        tab.goto(page.as_uri(), wait_until="load")
        times.append((tab.evaluate(PAINTED), tab.evaluate(SETTLED)))
        context.close()
    return times


def row(words: str, times: Times) -> str:
    painted, settled = zip(*times, strict=True)
    said = (f"{statistics.median(one):.0f} | {min(one):.0f} to {max(one):.0f}" for one in (painted, settled))
    return f"| {words} | {' | '.join(said)} |"


def main() -> None:
    from docs.make_gallery import launch

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as driver:
        browser = launch(driver.chromium, Path(place) / "known")
        index = written(Path(place) / "index", folded=True)
        peer = written(Path(place) / "peer", folded=False)
        rows = [
            row("reportgen, with its script and its search", timed(browser, index, asked.runs, scripts=True)),
            row("reportgen, scripts off", timed(browser, index, asked.runs, scripts=False)),
            row("every row at once, scripts off", timed(browser, peer, asked.runs, scripts=False)),
        ]
        size = index.stat().st_size
        browser.close()
    out = [
        "# The front page of ten thousand clients",
        "",
        "    python benchmarks/index_of_ten_thousand.py --write benchmarks/index_of_ten_thousand.md",
        "",
        f"{platform.machine()}, {os.cpu_count()} processors, Debian's Chromium without a window. 10,000 rows,",
        f"{size / 1_000_000:.1f} MB, 30,000 entries of the search; opened from a folder {asked.runs} times.",
        f"Target: painted in under {TARGET:,} ms. Milliseconds: median, and the least to the most.",
        "",
        "| variant | first paint | | settled | |",
        "|---|--:|--:|--:|--:|",
        *rows,
        "",
    ]
    print("\n".join(out))
    if asked.write:
        asked.write.write_text("\n".join(out), "utf-8")


if __name__ == "__main__":
    main()
