"""The table of spellings: strict, and every field of a ledger that people keep has its headings."""

from pathlib import Path

from reportgen.policy.sources import FIELDS, Export
from reportgen.policy.synonyms import SYNONYMS, load_synonyms

ROOT = Path(__file__).resolve().parents[2]
UNSPELLED = {"answer", "question", "source", "mode", "finished", "score_total", "merged_on", "split_from"}
"""Fields that no heading tells by itself, or that only a platform writes."""


def test_every_field_has_a_usual_heading() -> None:
    words, problems = load_synonyms(ROOT)
    assert problems == []
    assert words is not None
    bare = {
        f"{export.value}.{name}"
        for export in Export
        for name in FIELDS[export]
        if name not in UNSPELLED and not words.of(export, name).sure
    }
    assert bare == set()


def test_control_a_heading_for_a_field_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / SYNONYMS
    path.parent.mkdir()
    text = (ROOT / SYNONYMS).read_text("utf-8")
    path.write_text(text.replace("    visit_id:\n", "    visit_number:\n"), encoding="utf-8")
    words, problems = load_synonyms(tmp_path)
    assert words is None
    assert [problem.code for problem in problems] == ["E321"]


def test_a_workspace_s_own_table_replaces_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / SYNONYMS
    path.parent.mkdir()
    text = (ROOT / SYNONYMS).read_text("utf-8")
    path.write_text(text.replace("sure: [巡访日期,", "sure: [跑店日期, 巡访日期,"), encoding="utf-8")
    words, _ = load_synonyms(tmp_path)
    assert words is not None
    assert "跑店日期" in words.of(Export.VISITS, "visited_at").sure
