"""A bilingual report says headings and the five lines in Chinese and in English, and every value once."""

import re
from dataclasses import replace

import pytest

from reportgen.render.bilingual import BETWEEN, CLOSE, OPEN, both, merged, speaker, spoken
from reportgen.render.clean import cleaned_text
from reportgen.render.viewmodel import Column, Five, Heading, Run, Table
from tests.render.quarter_client import CLIENT
from tests.render.seen import strings

MARKS = re.compile(f"[{OPEN}{BETWEEN}{CLOSE}]")


def five(word: str) -> Five:
    return Five(**{name: (Run(f"{word} {name}"),) for name in ("how", "changed", "real", "why", "next")})


def unpaired(page: object) -> list[str]:
    """Return the headings of a view that have no English."""
    return [one.title for one in page if isinstance(one, Heading) and BETWEEN not in one.title]  # type: ignore[attr-defined]


def test_the_five_lines_stand_in_both_languages() -> None:
    page = merged(replace(CLIENT, five=five("中")), replace(CLIENT, five=five("en")))
    for name in ("how", "changed", "real", "why", "next"):
        assert "".join(run.text for run in getattr(page.five, name)) == f"{OPEN}中 {name}{BETWEEN}en {name}{CLOSE}"


def test_every_heading_has_its_english() -> None:
    chinese, english = (
        (Heading(title="答复变慢"), Heading(title="投诉")),
        (
            Heading(title="Replies slower"),
            Heading(title="Complaints"),
        ),
    )
    assert unpaired(merged(chinese, english)) == []
    assert unpaired(chinese) == ["答复变慢", "投诉"]  # control


def test_a_view_with_itself_stays_as_it_is() -> None:
    assert merged(CLIENT, CLIENT) == CLIENT


def test_lists_of_different_length_stay_chinese() -> None:
    one, two = (Column(label="变化"),), (Column(label="Change"), Column(label="n"))
    assert merged(Table(columns=one, rows=()), Table(columns=two, rows=())).columns == one


def test_marks_become_elements_in_text_and_a_slash_in_attributes() -> None:
    page = spoken(f'<title>{both("甲", "A")}</title><p title="{both("乙", "B")}">{both("丙", "C")}</p>')
    assert page == ('<title>甲 / A</title><p title="乙 / B">丙<span class="second" lang="en">C</span></p>')


def test_a_drawing_keeps_the_chinese_only() -> None:
    assert spoken(f"<svg><title>{both('图', 'plot')}</title></svg>") == "<svg><title>图</title></svg>"


def test_a_fixed_word_is_said_twice_and_an_equal_one_once() -> None:
    say = speaker({"Now": "本期"}.get, str)  # type: ignore[arg-type]
    assert say("Now") == f"{OPEN}本期{BETWEEN}Now{CLOSE}"
    assert speaker(str, str)("n") == "n"


@pytest.mark.parametrize("mark", [OPEN, BETWEEN, CLOSE])
def test_no_text_of_the_inputs_can_hold_a_mark(mark: str) -> None:
    assert not MARKS.search(cleaned_text(f"甲{mark}乙"))
    assert MARKS.search(f"甲{mark}乙")  # control


def test_a_page_in_one_language_has_no_mark() -> None:
    assert not any(MARKS.search(one) for one in strings(CLIENT))
    page = merged(CLIENT, replace(CLIENT, headline="in English"))
    assert any(MARKS.search(one) for one in strings(page))  # control
