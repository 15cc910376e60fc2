"""The gallery shows every type of page, its own command wrote it, and the READMEs show some of it."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from docs import make_gallery as gallery

ROOT = Path(__file__).parent.parent
IMAGE = re.compile(r'(?:!\[[^]]+\]\(|<img src=")([^")]+)')


def unshown(templates: Iterable[str], files: Iterable[str]) -> set[str]:
    """Types of pages of which there is no picture."""
    return set(templates) - {type_of(Path(file)) for file in files}


def type_of(file: Path) -> str:
    """The word after the dot of a page that goes with another, else the singular of its folder, else its name."""
    return file.stem.partition(".")[2] or file.parent.name.removesuffix("s") or file.stem


def types() -> set[str]:
    return {path.name.removesuffix(".html.j2") for path in (ROOT / "templates").glob("[!_]*.html.j2")}


def test_every_type_of_page_is_shown_on_screen() -> None:
    assert unshown(types(), (one.file for one in gallery.SCREENS)) == set()


def test_every_report_is_shown_on_paper() -> None:
    assert unshown({"client", "office", "management"}, (one.file for one in gallery.PAPERS)) == set()


def test_control_a_type_without_a_picture_is_named() -> None:
    assert unshown({*types(), "visit"}, (one.file for one in gallery.SCREENS)) == {"visit"}


def test_the_folder_holds_what_its_page_shows() -> None:
    wanted = {f"{one.name}{gallery.SUFFIX}" for one in (*gallery.PAPERS, *gallery.SCREENS)}
    text = (gallery.GALLERY / "README.md").read_text("utf-8")
    assert text == gallery.readme(), "make gallery"
    assert set(IMAGE.findall(text)) == wanted
    assert {path.name for path in gallery.GALLERY.iterdir()} == {*wanted, "README.md"}


def test_the_pictures_together_are_small() -> None:
    sizes = [path.stat().st_size for path in gallery.GALLERY.glob(f"*{gallery.SUFFIX}")]
    assert min(sizes) > 0
    assert sum(sizes) < gallery.MOST_BYTES


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_both_readmes_show_pictures_that_exist(name: str) -> None:
    shown = IMAGE.findall((ROOT / name).read_text("utf-8"))
    assert len(shown) >= 3
    assert [one for one in shown if not (ROOT / one).is_file()] == []
