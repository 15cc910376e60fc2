"""The worst report (R15), from files through the whole build: quick, small, and nothing outside the page."""

import os
import resource
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from multiprocessing import get_context
from pathlib import Path

import pytest

from reportgen.model.period import Period
from reportgen.pipeline import Request, Run, build
from reportgen.policy.pdf import PageLimits
from reportgen.render.fonts import load_fonts, write_fontconfig
from tests.browser.visit import Open
from tests.render.boxes import letters, outside
from tests.render.stressed import WORST, stressed
from tests.render.structure import faults

pytestmark = pytest.mark.slow

PERIOD = Period.parse("2026Q3")
SECONDS, MEGABYTES = 10, 500
BARE = "import sys; from weasyprint import HTML; HTML(string=sys.stdin.read()).write_pdf(sys.argv[1])"


@dataclass(frozen=True)
class Built:
    """A preview of the one client, in three audiences, and what it cost."""

    run: Run
    folder: Path
    client: str
    cpu: float
    peak: float
    """Of all processes together, and of the largest."""

    def pdf(self) -> bytes:
        return (self.folder / "credit" / "clients" / f"{self.client}.pdf").read_bytes()


def _measured(request: Request) -> tuple[Run, float, float]:
    """The run, and the seconds and megabytes of its workers."""
    run = build(request)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return run, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built in a process of its own: a worker started by this one would inherit the peak of the tests before."""
    root = tmp_path_factory.mktemp("worst")
    client = stressed(root, clients=12, offices=2)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        run, cpu, peak = fresh.submit(
            _measured, Request(root=root, period=PERIOD, clients=(client,), jobs=1)
        ).result()
    return Built(run, root / "output" / ".preview" / str(PERIOD), client, cpu, peak)


def test_the_worst_client_gets_a_report_like_any_other(built: Built) -> None:
    assert built.run.exit == 3, [str(one) for one in built.run.problems if one.code.startswith("E4")]
    content = built.pdf()
    assert (
        faults(content, frozenset({f"2026Q3-{built.client}-{name}.csv" for name in ("grades", "measures")})) == []
    )
    assert max(one.page for one in letters(content)) <= PageLimits().client
    assert outside(content) == ""


def test_it_takes_seconds_and_little_memory(built: Built) -> None:
    """The workers read all files and render three audiences' pages: each a third of what is left at most."""
    assert built.cpu < 3 * SECONDS
    assert built.peak < MEGABYTES


def test_its_page_is_no_wider_than_the_screen(built: Built, opened: Open) -> None:
    page = built.folder / "credit" / "clients" / f"{built.client}.html"
    assert page.stat().st_size < 150_000
    visit = opened(page)
    for width in (360, 1280):
        visit.resized(width)
        assert visit.overhang() == 0
    wide = page.parent / "wide.html"
    wide.write_text(page.read_text("utf-8").replace("</main>", f"<pre>{'W' * 4_000}</pre></main>"), "utf-8")
    visit.resized(360)
    visit.go(wide)
    assert visit.overhang() > 0  # control


def test_the_same_texts_in_a_table_of_automatic_widths_take_too_long(tmp_path: Path) -> None:
    """The control: neither cut nor fixed widths."""
    fonts = write_fontconfig(load_fonts(())[0], tmp_path / "fonts")
    rows = "".join(f"<tr><td>{at}</td><td>{escape(text)}</td></tr>" for at, text in enumerate(WORST))
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run(
            [sys.executable, "-c", BARE, str(tmp_path / "bare.pdf")],
            input=f"<html lang='zh'><table>{rows}</table></html>",
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            text=True,
            check=True,
            capture_output=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
        )


def test_a_word_that_is_not_cut_runs_off_the_page(tmp_path: Path) -> None:
    """The control of the edges: one word of 4,000 letters in a bare table."""
    fonts = write_fontconfig(load_fonts(())[0], tmp_path / "fonts")
    subprocess.run(
        [sys.executable, "-c", BARE, str(tmp_path / "bare.pdf")],
        input=f"<html lang='zh'><table><tr><td>{'W' * 4_000}</td></tr></table></html>",
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        text=True,
        check=True,
    )
    assert outside((tmp_path / "bare.pdf").read_bytes()) != ""
