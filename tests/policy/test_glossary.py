"""The words of the policies: one place, both languages."""

from pathlib import Path

import pytest
import yaml

from reportgen.model.result_frames import GRADES
from reportgen.policy.glossary import Glossary
from reportgen.policy.marks import marked
from reportgen.policy.pack import Part

ROOT = Path(__file__).parents[2]
PATH = ROOT / "config" / "glossary.yaml"
CLASSES = ("up", "down", "same", "new", "lost", "withdrawn", "unrated", "not_rerated")
KINDS = {
    kind
    for own in yaml.safe_load((ROOT / "tests" / "packs" / "kinds.yaml").read_text(encoding="utf-8")).values()
    for kind in own
}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    found, problems = marked(PATH.read_text(encoding="utf-8"), PATH.name)
    assert problems == []
    assert found is not None
    return Glossary.model_validate(found.data)


def test_every_part_class_and_kind_has_its_word(glossary: Glossary) -> None:
    wanted = {f"part.{part}" for part in Part} | {f"transition.{name}" for name in CLASSES}
    assert wanted | {f"kind.{kind}" for kind in KINDS} <= set(glossary.words)
    assert all(name in GRADES.columns["transition"].meaning for name in CLASSES)
    assert len(KINDS) == 9


def test_no_word_holds_both_languages(glossary: Glossary) -> None:
    for words in glossary.words.values():
        assert not words.zh.isascii()
        assert words.en.isascii()


def test_two_words_of_one_list_never_look_alike(glossary: Glossary) -> None:
    for family in ("part", "transition", "kind"):
        own = [words for name, words in glossary.words.items() if name.startswith(f"{family}.")]
        assert len({words.zh for words in own}) == len({words.en for words in own}) == len(own)
