"""Lists and texts that are cut on paper say how much is left out, and on which page it stands."""

from dataclasses import replace

import pytest

from reportgen.render.clean import CUT
from reportgen.render.shorter import LEAST, STEPS, Shortener, levels
from reportgen.render.viewmodel import Cell, Column, Row, Table
from reportgen.render.viewmodel_pages import ClientPage
from reportgen.render.viewmodel_patterns import Voice
from reportgen.render.viewmodel_sections import Quote
from tests.render.quarter_client import CLIENT
from tests.render.quarter_management import MANAGEMENT
from tests.render.quarter_office import OFFICE
from tests.render.seen import strings

SHORTENER = Shortener(say=str, page="C0417.html")


def table(rows: int, more: str = "") -> Table:
    return Table(columns=(Column(label="x"),), rows=(Row(cells=(Cell(text="a"),)),) * rows, more=more)


def test_a_list_keeps_its_first_rows_and_counts_the_others() -> None:
    cut = SHORTENER.cut(table(50), 7)
    assert (len(cut.rows), cut.more) == (7, "43 more on the page C0417.html")


def test_what_was_left_out_before_is_said_after_it() -> None:
    cut = SHORTENER.cut(table(50, "4,950 more in the data"), 40)
    assert cut.more == "10 more on the page C0417.html; 4,950 more in the data"


def test_a_text_keeps_its_beginning_and_says_its_length() -> None:
    cut = SHORTENER.cut(Quote(words="字" * 2000, by="x"), 7)
    assert cut.words == "字" * 175 + CUT + "(of 2,000 characters, all on the page C0417.html)"


def test_a_text_that_was_cut_before_keeps_the_length_that_it_had() -> None:
    words = "字" * 2000 + CUT + "(100,000 characters in all; the data holds it)"
    assert SHORTENER.cut(Quote(words=words, by="x"), 3).words == "字" * 120 + words[2000:]


@pytest.mark.parametrize("most", [STEPS[0], 1000])
def test_what_is_short_stays_as_it_is(most: int) -> None:
    assert SHORTENER.cut(CLIENT, most) == CLIENT


def test_every_text_of_a_cut_report_but_the_notes_stood_in_the_whole_one() -> None:
    whole = set(strings(CLIENT))
    new = {one for one in strings(SHORTENER.cut(CLIENT, 3)) if one not in whole}
    assert new
    assert {one for one in new if "C0417.html" not in one} == set()
    assert SHORTENER.cut(replace(CLIENT, complaints=None), 3) != SHORTENER.cut(CLIENT, 3)  # control


def test_each_level_is_shorter_than_the_one_before_and_the_last_has_no_section_that_paper_can_do_without() -> None:
    def size(page: ClientPage) -> int:
        return sum(map(len, strings(replace(page, quality=CLIENT.quality))))

    sizes = [size(SHORTENER.level(CLIENT, number)) for number in range(levels())]
    assert sizes == sorted(sizes, reverse=True)
    last = SHORTENER.level(CLIENT, levels() - 1)
    assert [name for name in LEAST if name != "definitions" and getattr(last, name, None)] == []
    assert 3 * sizes[-1] < 2 * sizes[len(STEPS) - 1]  # control: shorter lists alone do far less


def test_sections_that_are_left_out_are_named_with_the_page_that_has_them() -> None:
    number = len(STEPS) + LEAST.index("trends")
    cut = SHORTENER.level(CLIENT, number)
    assert CLIENT.trends
    assert CLIENT.waiting
    (said,) = cut.quality.items[len(CLIENT.quality.items) :]
    words = "".join(run.text for run in said)
    assert words.startswith("no room on paper, so on the page C0417.html: ")
    assert CLIENT.trends.heading.title in words
    assert CLIENT.waiting.heading.title not in words
    assert len(cut.definitions.items) == 1
    assert cut.definitions.items[0].words[0].text == (
        f"{len(CLIENT.definitions.items)} definitions are on the page C0417.html"
    )


@pytest.mark.parametrize("view", [OFFICE, MANAGEMENT], ids=["office", "management"])
def test_every_section_that_may_go_is_a_field_of_a_page(view: object) -> None:
    fields = {*OFFICE.__dataclass_fields__, *MANAGEMENT.__dataclass_fields__, *CLIENT.__dataclass_fields__}
    assert set(LEAST) <= fields
    Shortener(say=str, page="x.html").level(view, levels() - 1)


SCREEN = Shortener(say=str, page="../data/book.xlsx", paper=False)


def test_a_list_that_is_cut_on_the_screen_leads_to_the_data() -> None:
    cut = SCREEN.cut(table(50), 7)
    assert (cut.more, cut.more_href) == ("43 more in the data", "../data/book.xlsx")
    kept = SCREEN.cut(replace(table(50), more_href="C1.rows.html"), 7)
    assert kept.more_href == "C1.rows.html"
    assert SHORTENER.cut(table(50), 7).more_href == ""  # control: paper has no address


def test_quotes_are_cut_like_rows_and_counted() -> None:
    voice = Voice(name="x", comments="9", clients="9", words="", quotes=(Quote(words="好", by="x"),) * 9)
    cut = SCREEN.cut(voice, 7)
    assert (len(cut.quotes), cut.more) == (2, "7 more in the data")
