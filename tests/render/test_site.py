import json
import re
from dataclasses import replace

import pytest

from reportgen.policy.shipped import shipped
from reportgen.render.site import assets, search_script
from reportgen.render.styles import PAPER, contrast, flattened, paper_sheet, readable, screen_sheet
from reportgen.render.viewmodel_pages import SearchEntry
from tests.render.large_site import large_index
from tests.render.quarter_site import SEARCH

FOLDERS = (shipped("templates"),)
DARK = "#101317"


def test_a_site_has_its_five_assets() -> None:
    paths = [file.path for file in assets(FOLDERS, "#0b4a82", SEARCH)]
    assert paths == [
        f"assets/{name}" for name in ("tokens.css", "screen.css", "site.js", "brand.css", "search.js")
    ]


def listed(script: str) -> list[tuple[str, str, str, str]]:
    """(name, about, address, words) of each entry, as the script of the pages puts them together."""
    index = json.loads(script.removeprefix("window.REPORTGEN_SEARCH = ").rstrip().rstrip(";"))
    return [(name, index["said"][a], index["places"][p], key) for name, a, p, key in index["entries"]]


def test_the_search_index_reads_back_as_it_was() -> None:
    hostile = SearchEntry(name="</script><b>&'\"", about="\u2028", href="clients/C1.html", key="k")
    script = search_script([*SEARCH, hostile])
    assert "<" not in script
    names = [name for name, _, _, _ in listed(script)]
    assert names == ["苏州恒达机电有限公司", "华东办事处", "</script><b>&'\""]
    assert listed(script)[0][1:3] == ("C0417 华东", "clients/C0417.html")


def test_an_index_of_ten_thousand_clients_and_twenty_thousand_complaints_is_small() -> None:
    entries = large_index()
    script = search_script(entries)
    assert len(script.encode()) < 4_000_000
    assert listed(script)[-1] == (entries[-1].name, entries[-1].about, entries[-1].href, entries[-1].key)


def test_what_complaints_share_stands_once() -> None:
    one = SearchEntry(name="K1", about="投诉、恒达", href="clients/C1.html#complaints", key="")
    script = search_script([one, replace(one, name="K2")])
    assert script.count("恒达") == 1
    assert search_script([one, replace(one, name="K2", about="投诉、恒达二")]).count("恒达") == 2  # control


def test_the_script_asks_for_nothing_and_writes_no_html() -> None:
    script = (shipped("templates") / "site.js").read_text("utf-8")
    for word in ("fetch(", "XMLHttpRequest", "innerHTML", "eval(", "document.write", "import("):
        assert word not in script


ACCENT = re.compile(r"--accent: (#[0-9a-f]{6})", re.IGNORECASE)


@pytest.mark.parametrize("accent", ["#0b4a82", "#000000", "#7a1f1f", "#ffffff", "#00ff00", "#FFD400", "#808080"])
def test_an_accent_can_be_read_on_white_and_in_the_dark(accent: str) -> None:
    light, *dark = ACCENT.findall(screen_sheet(accent))
    assert contrast(light, PAPER) >= 4.5
    assert [contrast(one, DARK) >= 4.5 for one in dark] == [True, True]
    (paper,) = ACCENT.findall(paper_sheet(("Reportgen Sans SC",), accent, str))
    assert paper == light
    assert f"--brand: {accent}" in screen_sheet(accent)


def test_an_accent_that_can_be_read_stays_as_it_is_and_a_pale_one_does_not() -> None:
    assert readable("#0b4a82", PAPER) == "#0b4a82"
    assert contrast("#ffd400", PAPER) < 4.5  # control: the company's own yellow could not be read
    assert readable("#ffd400", PAPER) != "#ffd400"


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
