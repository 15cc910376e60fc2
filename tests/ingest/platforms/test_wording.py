"""Wordings without markup, and options that say nothing."""

import pytest

from reportgen.ingest.platforms.layout import Kind
from reportgen.ingest.platforms.shown import kind_shown
from reportgen.ingest.platforms.wording import alike, plain, says_nothing


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("Plain  text\n", "Plain text"),
        ('<span style="font-size:11pt">Wie <b>zu</b>frieden?</span>', "Wie zufrieden?"),
        ("<p>Eins</p><p>Zwei<br/>Drei</p>", "Eins Zwei Drei"),
        ("a&nbsp;&lt;b&gt; &amp; c", "a <b> & c"),
        ("<script>alert('x < y')</script>Why?<style>p {}</style>", "Why?"),
        ("<script>never closed", ""),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("a < b", "a < b"),
    ],
)
def test_a_wording_is_what_a_reader_sees(markup: str, seen: str) -> None:
    assert plain(markup) == seen


def test_wordings_differ_by_words_and_not_by_case_or_blanks() -> None:
    assert alike(" Sehr wichtig") == alike("sehr&nbsp;wichtig")
    assert alike("wichtig") != alike("nicht wichtig")


@pytest.mark.parametrize(
    "label", ["Unfamiliar (N/A)", "N/A", "No Basis for Evaluation", "Don’t know", "Keine Angabe", "不了解"]
)
def test_an_option_without_opinion_is_known(label: str) -> None:
    assert says_nothing(label)


@pytest.mark.parametrize("label", ["Never", "Neither agree nor disagree", "一般", "None of the above", "不满意"])
def test_control_an_opinion_is_an_opinion(label: str) -> None:
    assert not says_nothing(label)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["5", "4", "", "10"], Kind.SINGLE),
        (["21.5", "48.75", "87"], Kind.NUMBER),
        ([str(n) for n in range(20)], Kind.NUMBER),
        (["often", "never", "often"], Kind.SINGLE),
        (["line\nbreak"], Kind.TEXT),
        ([f"word {n}" for n in range(40)], Kind.TEXT),
        (["N/A", "", " "], None),
    ],
)
def test_the_cells_of_a_column_show_its_kind(cells: list[str], kind: Kind | None) -> None:
    assert kind_shown(cells, frozenset({"N/A"})) == kind
