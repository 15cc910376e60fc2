import json
import re

import pytest

from reportgen.policy.shipped import shipped
from reportgen.render.site import assets, search_script
from reportgen.render.styles import contrast, flattened, lightened, paper_sheet, screen_sheet
from reportgen.render.viewmodel_pages import SearchEntry
from tests.render.quarter_site import SEARCH

FOLDERS = (shipped("templates"),)
DARK = "#101317"


def test_a_site_has_its_five_assets() -> None:
    paths = [file.path for file in assets(FOLDERS, "#0b4a82", SEARCH)]
    assert paths == [
        f"assets/{name}" for name in ("tokens.css", "screen.css", "site.js", "brand.css", "search.js")
    ]


def test_the_search_index_reads_back_as_it_was() -> None:
    hostile = SearchEntry(name="</script><b>&'\"", about="\u2028", href="clients/C1.html", key="k")
    script = search_script([*SEARCH, hostile])
    assert "<" not in script
    listed = json.loads(script.removeprefix("window.REPORTGEN_SEARCH = ").rstrip().rstrip(";"))
    assert [one["name"] for one in listed] == ["苏州恒达机电有限公司", "华东办事处", "</script><b>&'\""]


def test_the_script_asks_for_nothing_and_writes_no_html() -> None:
    script = (shipped("templates") / "site.js").read_text("utf-8")
    for word in ("fetch(", "XMLHttpRequest", "innerHTML", "eval(", "document.write", "import("):
        assert word not in script


@pytest.mark.parametrize("accent", ["#0b4a82", "#000000", "#7a1f1f", "#ffffff", "#00ff00"])
def test_an_accent_can_be_read_in_the_dark(accent: str) -> None:
    assert contrast(lightened(accent, DARK), DARK) >= 4.5
    assert accent in screen_sheet(accent)


@pytest.mark.parametrize("accent", ["red", "#fff", "#12345", "#0b4a82;}"])
def test_an_accent_that_is_no_colour_never_reaches_a_stylesheet(accent: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        screen_sheet(accent)
    with pytest.raises(ValueError, match="not a colour"):
        paper_sheet(("Reportgen Sans SC",), accent, str)


def test_font_names_and_words_cannot_end_their_string() -> None:
    sheet = paper_sheet(('A"; } * { color: red',), "#0b4a82", lambda _: '"; } x {page} of {pages}"')
    assert sheet.count('"') % 2 == 0
    assert "color: red" not in re.sub(r'"[^"]*"', "", sheet)


def test_the_flat_stylesheet_of_paper_looks_nothing_up_but_what_changes() -> None:
    sheets = [(shipped("templates") / name).read_text("utf-8") for name in ("tokens.css", "print.css")]
    flat = flattened(*sheets)
    assert set(re.findall(r"var\((--[\w-]+)\)", flat)) == {"--row"}
    assert "@media" not in flat


def test_text_can_be_read_on_its_ground_in_both_themes() -> None:
    tokens = (shipped("templates") / "tokens.css").read_text("utf-8")
    screen = (shipped("templates") / "screen.css").read_text("utf-8")
    light = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", tokens[: tokens.index("@media print")]))
    dark = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", screen[: screen.index("@media (prefers")]))
    pairs = [
        ("--ink", "--paper"),
        ("--ink-2", "--paper"),
        ("--ink-3", "--paper"),
        ("--accent", "--paper"),
        ("--bad", "--paper"),
        ("--good", "--paper"),
        ("--on-fill", "--bad"),
        ("--on-a", "--grade-a"),
        ("--on-b", "--grade-b"),
        ("--on-c", "--grade-c"),
        ("--on-d", "--grade-d"),
    ]
    for theme in (light, dark):
        assert [(one, other) for one, other in pairs if contrast(theme[one], theme[other]) < 4.5] == []
