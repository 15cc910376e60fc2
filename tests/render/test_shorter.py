"""Lists and texts that are cut on paper say how much is left out, and on which page it stands."""

from dataclasses import replace

import pytest

from reportgen.render.clean import CUT
from reportgen.render.shorter import STEPS, Shortener
from reportgen.render.viewmodel import Cell, Column, Row, Table
from reportgen.render.viewmodel_sections import Quote
from tests.render.quarter_client import CLIENT
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
