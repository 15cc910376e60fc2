"""Checks that were not made are listed with what they lacked; where all were made, nothing is said."""

from dataclasses import replace

import pytest

from reportgen.model.finding import Unmade
from reportgen.policy.checks import NEEDS, CheckName
from reportgen.policy.sources import Export
from reportgen.render.audience import audiences, masked
from reportgen.render.views.book import Book
from reportgen.render.views.definitions import method_page
from reportgen.render.views.language import Language
from reportgen.render.views.quality import export_words
from reportgen.render.views.unmade import CHECK_WORDS, unmade
from tests.render.example_results import example_config, example_results

LACKING = (
    Unmade(clause="P03.9", check="minutes_missing", needs=("meetings",)),
    Unmade(clause="P04.18", check="level_not_recorded", needs=("clients.grade_recorded|ratings",)),
)


def book(*missing: Unmade, locale: str = "en", audience: str = "credit") -> Book:
    results = replace(example_results(), unmade=missing)
    who = next(one for one in audiences(example_config(), results) if one.id == audience)
    return Book(masked(results, who, example_config()), who, example_config(), Language.of(locale))


def rows(one: Book) -> list[tuple[str, ...]]:
    section = unmade(one)
    assert section is not None
    return [tuple(cell.text for cell in row.cells) for row in section.table.rows]


def test_each_is_told_in_words() -> None:
    assert rows(book(*LACKING)) == [
        ("P03.9", "credit meetings have minutes and discuss every card", "meetings"),
        (
            "P04.18",
            "levels in use are the computed ones",
            "the column “levels in use” of the client register or history of levels",
        ),
    ]
    assert rows(book(*LACKING, locale="zh"))[1][2] == "客户登记表的“现行等级”列 或 等级历史"


@pytest.mark.parametrize("audience", ["credit", "management", "office-E"])
def test_the_methods_page_of_every_audience_lists_them(audience: str) -> None:
    titles = [one.heading.title for one in method_page(book(*LACKING, audience=audience)).tables]
    assert "Checks that were not made" in titles


def test_control_where_all_were_made_nothing_is_said() -> None:
    assert unmade(book()) is None
    assert "Checks that were not made" not in [one.heading.title for one in method_page(book()).tables]


def test_every_check_and_every_need_has_words() -> None:
    assert CHECK_WORDS.keys() == {check.value for check in CheckName}
    every = tuple(Unmade(clause="P01.1", check=check.value, needs=needs) for check, needs in NEEDS.items())
    assert all(all(row) for locale in ("en", "zh") for row in rows(book(*every, locale=locale)))


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_export_has_a_name(locale: str) -> None:
    names = [export_words(Language.of(locale), one.value) for one in Export]
    assert len(set(names)) == len(names)
