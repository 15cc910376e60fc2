"""Take the pictures of docs/gallery/ and write its README: every type of page, on paper and on screen.

python docs/make_gallery.py output/2026Q3    from a built period of the sample; the English page is built beside it

Both PDF pages and the browser use the bundled fonts alone, so that the same pages give the same pictures.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserType, sync_playwright

from reportgen.policy.load import load_config
from reportgen.publishing.pages import page
from reportgen.render.fonts import load_fonts, write_fontconfig

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "docs" / "gallery"
CLIENT, OFFICE = "C001", "HD"
AUDIENCE = "credit"
PAPER_DPI = 132
SUFFIX = ".webp"
SHADES = 24
"""Of 255."""
MOST_BYTES = 5_000_000
REFRESH = re.compile(rb"<meta http-equiv=\"refresh\"[^>]*>")
FLAGS = (
    "--no-sandbox",
    "--hide-scrollbars",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--disable-gpu",
    "--disable-partial-raster",
)
UNSTUCK = """for (const one of document.querySelectorAll('*'))
  if (getComputedStyle(one).position === 'sticky') one.style.position = 'static'"""
"""What sticks is drawn on a layer of its own, whose letters differ by chance."""
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of a PDF."""

    name: str
    file: str
    page: int
    says: str


@dataclass(frozen=True, slots=True)
class Screen:
    """The top of a page in the browser."""

    name: str
    file: str
    says: str
    width: int = 1280
    height: int = 1400
    dark: bool = False
    english: bool = False
    outside: bool = False
    """Whether it stands outside a period: `publish` and `serve` make it."""


PAPERS = (
    Paper("paper-management-1", "management.pdf", 1, "Management report, page 1 · 管理报告第 1 页"),
    Paper("paper-management-2", "management.pdf", 2, "Management report, page 2 · 管理报告第 2 页"),
    Paper("paper-office", f"offices/{OFFICE}.pdf", 1, "Office report, page 1 · 办事处报告第 1 页"),
    Paper("paper-client", f"clients/{CLIENT}.pdf", 1, "Client report, page 1 · 客户报告第 1 页"),
)
SCREENS = (
    Screen("index", "index.html", "Overview: offices, clients, things to do · 总览"),
    Screen("client", f"clients/{CLIENT}.html", "Client · 客户"),
    Screen("office", f"offices/{OFFICE}.html", "Office · 办事处"),
    Screen("management", "management.html", "Management · 管理报告"),
    Screen("data-quality", "data-quality.html", "Data quality: what was set aside, and where · 数据质量"),
    Screen("methodology", "methodology.html", "Methods and clauses · 方法与条款"),
    Screen("coverage", "coverage.html", "What the policies ask for, and what is there · 制度要求与数据覆盖"),
    Screen("who-sees-what", "who-sees-what.html", "Who sees what · 谁能看什么"),
    Screen("index-dark", "index.html", "Overview, dark · 总览（深色）", dark=True),
    Screen("client-dark", f"clients/{CLIENT}.html", "Client, dark · 客户（深色）", dark=True),
    Screen("index-360", "index.html", "Overview, 360 px wide · 总览（360 px）", width=360, height=1100),
    Screen("client-360", f"clients/{CLIENT}.html", "Client, 360 px wide · 客户（360 px）", width=360, height=1100),
    Screen("client-english", f"clients/{CLIENT}.html", "Client in English · 客户（英文）", english=True),
    Screen("explained", f"clients/{CLIENT}.explained.html", "What each figure is made of · 每个数字的来历"),
    Screen("rows", f"clients/{CLIENT}.rows.html", "All complaints of a client · 客户的全部投诉"),
    Screen("published", "published.html", "Published periods · 已发布的各期", height=500, outside=True),
    Screen("preview", "preview.html", "The list of `reportgen serve` · 预览首页", height=500, outside=True),
)  # fmt: skip


def papers(site: Path) -> Iterator[tuple[str, Image.Image]]:
    """The pictures of printed pages."""
    for one in PAPERS:
        with pypdfium2.PdfDocument(site / one.file) as document:
            yield one.name, document[one.page - 1].render(scale=PAPER_DPI / 72).to_pil().convert("RGB")


def outside(site: Path, folder: Path) -> None:
    """Write the pages that stand outside a period beside a link to the site; for a picture nothing sends on."""
    config, _ = load_config(ROOT)
    if config is None:
        sys.exit("the workspace's rules are refused; `reportgen check` says why")
    period = site.parent.name
    (folder / period).symlink_to(site)
    (folder / AUDIENCE).symlink_to(site)
    front = page("published.html.j2", config, "zh", periods=[period], latest=period)
    (folder / "published.html").write_bytes(REFRESH.sub(b"", front))
    others = sorted({one.name for one in site.parent.iterdir()} - {"data", AUDIENCE})
    ways = {audience: ["index.html"] for audience in (AUDIENCE, *others)}
    served = page("preview.html.j2", config, "zh", period=period, audiences=ways)
    (folder / "preview.html").write_bytes(served.replace(b'href="/', b'href="'))


def screens(site: Path, english: Path, browser: Browser) -> Iterator[tuple[str, Image.Image]]:
    """The pictures of pages in the browser."""
    with tempfile.TemporaryDirectory() as fronts:
        outside(site, Path(fronts))
        for one in SCREENS:
            folder = english if one.english else Path(fronts) if one.outside else site
            yield one.name, pictured(one, folder / one.file, browser)


def pictured(one: Screen, file: Path, browser: Browser) -> Image.Image:
    """The picture of one page."""
    settings: dict[str, Any] = {
        "viewport": {"width": one.width, "height": one.height},
        "device_scale_factor": 2 if one.width < 600 else 1.5,
        "color_scheme": "dark" if one.dark else "light",
        "reduced_motion": "reduce",
    }
    context = browser.new_context(**settings)
    tab = context.new_page()
    tab.goto(file.as_uri())
    tab.evaluate(UNSTUCK)
    tab.evaluate(SETTLED)
    high: int = tab.evaluate("document.documentElement.scrollHeight")
    clip: Any = {"x": 0, "y": 0, "width": one.width, "height": min(high, one.height)}
    image = Image.open(BytesIO(tab.screenshot(clip=clip))).convert("RGB")
    context.close()
    return image


def launch(browsers: BrowserType, scratch: Path) -> Browser:
    """The system's Chromium, which knows the bundled fonts alone."""
    fonts, _ = load_fonts(())
    environment: dict[str, str | float | bool] = {
        **os.environ,
        "FONTCONFIG_FILE": str(write_fontconfig(fonts, scratch)),
    }
    return browsers.launch(executable_path=shutil.which("chromium"), args=list(FLAGS), env=environment)


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ in antialiasing at most: a browser draws a hairline a shade paler by chance."""
    if one.size != other.size:
        return False
    channels: Any = ImageChops.difference(one, other).getextrema()
    most: int = max(high for _, high in channels)
    return most <= SHADES


def saved(name: str, image: Image.Image, folder: Path) -> None:
    """Write a picture without loss: smaller than a palette would make it, and with the true colours.

    One that looks as it did is left as it is.
    """
    path = folder / f"{name}{SUFFIX}"
    if path.exists():
        with Image.open(path) as before:
            if alike(before.convert("RGB"), image):
                return
    image.save(path, lossless=True, quality=80, method=4)


def take(site: Path, english: Path, folder: Path) -> None:
    """Write every picture of a site into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, image in papers(site):
        saved(name, image, folder)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        launched = launch(driver.chromium, Path(scratch))
        for name, image in screens(site, english, launched):
            saved(name, image, folder)
        launched.close()


def readme() -> str:
    """The gallery's page."""
    parts = [
        "# Gallery · 样页\n",
        "<!-- Written by docs/make_gallery.py, `make gallery`; change the code, not this file. -->\n",
        "The repository's sample company, 2026Q3, as `make report` builds it: invented names and figures, reader",
        "`credit`. Screens show the top of their page.\n",
        "仓库自带的样例公司 2026 年第三季度，由 `make report` 生成：名称和数字均为虚构，读者范围为 `credit`。",
        "屏幕图为页面上部。\n",
        "## On paper · 纸面（PDF）\n",
        *(_shown(one.name, one.says) for one in PAPERS),
        "## On screen · 屏幕（HTML）\n",
        *(_shown(one.name, one.says) for one in SCREENS),
    ]
    return "\n".join(parts)


def _shown(name: str, says: str) -> str:
    return f"### {says}\n\n![{says}]({name}{SUFFIX})\n"


def build_english(period: str, output: Path) -> Path:
    """Build the English page of the client as a preview, and return its site."""
    command = [str(Path(sys.executable).parent / "reportgen"), "--quiet", "build", period, "--root", str(ROOT)]
    asked = ["--client", CLIENT, "--locale", "en", "--format", "html", "--output", str(output)]
    done = subprocess.run([*command, *asked], check=False, capture_output=True, text=True)
    if done.returncode not in {0, 3}:
        sys.exit(done.stderr)
    (page,) = output.rglob(f"{AUDIENCE}/clients/{CLIENT}.html")
    return page.parent.parent


def main(built: Path) -> int:
    """Renew the gallery from a built period."""
    with tempfile.TemporaryDirectory() as scratch:
        english = build_english(built.name, Path(scratch))
        for path in GALLERY.glob(f"*{SUFFIX}"):
            if path.stem not in {one.name for one in (*PAPERS, *SCREENS)}:
                path.unlink()
        take(built / AUDIENCE, english, GALLERY)
    (GALLERY / "README.md").write_text(readme(), encoding="utf-8")
    size = sum(path.stat().st_size for path in GALLERY.glob(f"*{SUFFIX}"))
    print(f"{len(PAPERS) + len(SCREENS)} pictures, {size / 1e6:.1f} MB")
    return int(size > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
