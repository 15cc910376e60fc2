"""The made-up language marks what a catalogue knows, and only that."""

from pathlib import Path

from fontTools.ttLib import TTFont

from reportgen.model.language import translator
from reportgen.model.pseudo import PSEUDO, pseudo

FONT = Path(__file__).resolve().parents[2] / "reportgen" / "fonts" / "ReportgenSansSC-Regular.ttf"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def test_every_letter_gets_another_one_that_the_bundled_font_has() -> None:
    said = [pseudo(letter) for letter in LETTERS]
    assert len(set(said)) == len(LETTERS)
    assert [one for one in said if one.isascii() or not one.isalpha()] == []
    assert {ord(letter) for letter in "".join(said)} - set(TTFont(FONT).getBestCmap()) == set()


def test_places_and_strong_parts_stay_and_the_text_is_longer() -> None:
    said = pseudo("**{before}** to **{after}** in the same quarter")
    assert said.format(before="A", after="B").count("**") == 4
    assert len(said) > 1.25 * len("**{before}** to **{after}** in the same quarter")


def test_a_text_that_no_catalogue_knows_stays_as_it_is() -> None:
    """The control: an unmarked literal keeps its plain letters, so that a reader of the page sees it."""
    say = translator(PSEUDO)
    assert not any(letter in LETTERS for letter in say("no complaints"))
    assert say("a literal that nobody marked") == "a literal that nobody marked"
