"""What a company changes: its mark, its colour, and any template or stylesheet by a file of the same name."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from reportgen.policy.logo import Logo, read_logo
from reportgen.render.html import Medium
from reportgen.render.site import assets
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, Worker
from tests.policy.test_logo import SVG, png
from tests.render.conftest import SETUP
from tests.render.quarter_client import CLIENT

GREEN = (18, 130, 60)
MARK = f'<rect width="60" height="20" fill="#{bytes(GREEN).hex()}"/>'
Change = Callable[..., RenderSetup]
Another = Callable[[RenderSetup], Worker]


def logo(folder: Path, name: str = "a.svg") -> Logo:
    (folder / name).write_bytes(png(60, 20) if name.endswith("png") else SVG.format(MARK).encode())
    read = read_logo(folder, name)
    assert isinstance(read, Logo)
    return read


def page(worker: Worker, medium: Medium) -> bytes:
    (file,) = worker.rendered(PageJob(template="client", view=CLIENT, media=(medium,), target="page"))
    assert isinstance(file, RenderedFile), file
    return file.content


def corner(pdf: bytes) -> list[tuple[int, ...]]:
    """The pixels of the first page's upper left corner: 160 by 60 points."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=1)
        width, channels = picture.width, picture.n_channels
        whole = bytes(picture.buffer)
    rows = [whole[at : at + 160 * channels] for at in range(0, 60 * width * channels, width * channels)]
    return [tuple(row[at : at + 3][::-1]) for row in rows for at in range(0, len(row), channels)]


@pytest.mark.parametrize(("name", "colour"), [("a.svg", GREEN), ("a.png", (0, 0, 0))])
def test_the_logo_stands_on_paper_three_times_as_wide_as_high(
    tmp_path: Path, another_worker: Another, worker: Worker, name: str, colour: tuple[int, ...]
) -> None:
    setup = replace(SETUP, logo=logo(tmp_path, name))
    seen = corner(page(another_worker(setup), "print")).count(colour)
    assert 40 * 14 <= seen <= 48 * 18
    assert corner(page(worker, "print")).count(colour) < 40  # control: without a logo only the accent's square


def test_the_renderer_still_fetches_no_other_picture(tmp_path: Path, another_worker: Another) -> None:
    made = logo(tmp_path)
    another_worker(replace(SETUP, logo=made)).printer()
    from weasyprint.urls import FatalURLFetchingError

    from reportgen.render.fetcher import DenyFetcher

    with pytest.raises(FatalURLFetchingError):
        DenyFetcher().fetch(replace(made, content=b"<svg/>").url)
    assert DenyFetcher().fetch(made.url)  # control


def test_the_logo_stands_on_screen_in_its_shape_on_a_plate_in_the_dark(tmp_path: Path) -> None:
    made = logo(tmp_path)
    sheets = {one.path: one.content.decode() for one in assets(SETUP.folders, "#0b4a82", [], made)}
    brand = sheets["assets/brand.css"]
    assert f'width: 72.0px; height: 24px; border-radius: 0; background: url("{made.url}")' in brand
    assert brand.count("background-color: #ffffff") == 2
    without = {one.path: one.content.decode() for one in assets(SETUP.folders, "#0b4a82", [])}
    assert ".logo" not in without["assets/brand.css"]  # control


def test_the_policy_of_the_pages_lets_the_logo_through_and_nothing_from_outside(worker: Worker) -> None:
    html = page(worker, "screen").decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert "default-src 'none'" in policy
    assert "img-src data:" in policy
    assert '<i class="logo"></i>' in html


def test_a_partial_of_the_workspace_replaces_the_shipped_one_on_screen_and_paper(
    changed_templates: Change, another_worker: Another, worker: Worker
) -> None:
    setup = changed_templates("_answer.html.j2", '<p class="headline">', '<p class="headline">¶')
    own = another_worker(setup)
    assert '<p class="headline">¶' in page(own, "screen").decode()
    assert "¶" in first_words(page(own, "print"))
    assert "¶" not in first_words(page(worker, "print"))  # control


def first_words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_a_stylesheet_of_the_workspace_replaces_the_shipped_one_on_screen_and_paper(
    changed_templates: Change, another_worker: Another
) -> None:
    old = "--brand:   #0b4a82;"
    setup = changed_templates(
        "print.css", "height: 10pt; background: var(--brand)", "height: 10pt; background: #12823c"
    )
    assert corner(page(another_worker(setup), "print")).count(GREEN) >= 64
    folders = changed_templates("tokens.css", old, "--brand: #12823c;").folders
    for found in (folders, SETUP.folders):  # the second is the control
        sheets = {one.path: one.content.decode() for one in assets(found, "#0b4a82", [])}
        assert ("#12823c" in sheets["assets/tokens.css"]) is (found == folders)
