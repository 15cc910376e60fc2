"""Every text that a reader may meet is in the Chinese catalogue, translated, with the same places."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from reportgen.model.language import CATALOGUES, translator
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

ROOT = Path(__file__).resolve().parents[1]
METHODS = [("reportgen/**.py", "python"), ("templates/**.j2", "jinja2")]
OPTIONS = {"templates/**.j2": {"trim_blocks": "true"}}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "say": None,
    "rich": None,
    "text": None,
    "msg": None,
    "translate": None,
    "fault": (2,),
    "Shown": (2,),
}
PLACE = re.compile(r"{(\w+)}")


def said(root: Path) -> set[str]:
    """Every pattern in the package and the templates below ``root``."""
    found: set[str] = set()
    for folder in ("reportgen", "templates"):
        for _, _, message, _, _ in extract_from_dir(
            root / folder,
            [(pattern.partition("/")[2], method) for pattern, method in METHODS if pattern.startswith(folder)],
            {pattern.partition("/")[2]: options for pattern, options in OPTIONS.items()},
            KEYWORDS,
        ):
            found.add(message if isinstance(message, str) else message[0])
    return found - {""}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (CATALOGUES / "zh" / "LC_MESSAGES" / "reportgen.po").open("rb") as file:
        return read_po(file, locale="zh")


def test_every_pattern_has_a_translation(catalogue: Catalog) -> None:
    known = {str(m.id) for m in catalogue if m.id and m.string}
    assert said(ROOT) - known == set()


def test_a_new_pattern_without_a_translation_is_noticed(tmp_path: Path, catalogue: Catalog) -> None:
    """The control: planted in a module and in a template, both are seen."""
    (tmp_path / "reportgen").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "reportgen/x.py").write_text('lang.say("a planted sentence {x}", x=1)\n')
    (tmp_path / "templates/x.html.j2").write_text("<p>{{ _('a planted label') }}</p>")
    assert said(tmp_path) == {"a planted sentence {x}", "a planted label"}
    assert not [m for m in catalogue if m.id and "planted" in str(m.id)]


def test_no_translation_is_left_over(catalogue: Catalog) -> None:
    assert {str(m.id) for m in catalogue if m.id} - said(ROOT) == set()


def test_a_translation_uses_the_places_of_its_pattern(catalogue: Catalog) -> None:
    """A place that ends in _en may have a twin in _zh."""
    for message in catalogue:
        wanted = {one.removesuffix("_en") for one in PLACE.findall(str(message.id))}
        used = {one.removesuffix("_zh") for one in PLACE.findall(str(message.string))}
        assert used == wanted, message.id


def test_a_problem_is_said_in_the_readers_language() -> None:
    problem = Problem(
        code="E204",
        severity=Severity.SET_ASIDE,
        file="surveys/2026Q3/问卷.xlsx",
        sheet="答卷",
        row=17,
        column="服务态度",
        value="6",
        expected=text("a number from {low} to {high}, or blank", low=1, high=5),
        hint=text("Is this a form with another scale?"),
    )
    assert problem.said(translator("zh")) == (
        "surveys/2026Q3/问卷.xlsx[答卷]:17:服务态度: 得到 '6'，应为1 到 5 的数，或空白 [E204]\n"
        "    提示: 是不是另一种量表的问卷？"
    )
    assert str(problem) == (
        "surveys/2026Q3/问卷.xlsx[答卷]:17:服务态度: got '6', expected a number from 1 to 5, or blank [E204]\n"
        "    hint: Is this a form with another scale?"
    )
