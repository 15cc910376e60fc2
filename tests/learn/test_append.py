"""A rule at the end of a file that a person wrote."""

from pathlib import Path

from reportgen.learn.append import append_entries, appended
from tests.learn.knowing import REGISTER, ROOT, taken, yaml
from tests.learn.test_guess import ORDERS

OLD = (ROOT / "config" / "sources.yaml").read_text("utf-8")


def test_what_a_person_wrote_stays_to_the_letter() -> None:
    new, faults = appended(OLD, yaml(taken(ORDERS, register=REGISTER)))
    assert faults == []
    assert new.startswith(OLD.rstrip("\n"))


def test_an_empty_list_becomes_a_list_of_one() -> None:
    new, faults = appended("format: 1\nsources: []\n", yaml(taken(ORDERS, register=REGISTER)))
    assert faults == []
    assert "sources:\n\n  - export: orders" in new


def test_the_indent_of_the_file_is_kept() -> None:
    rule = "- export: offices\n  files: [o.csv]\n  required: true\n  columns: {office_id: [a], name: [b]}\n"
    old = f"format: 1\nsources:\n{rule}"
    new, faults = appended(old, yaml(taken(ORDERS, register=REGISTER)))
    assert faults == []
    assert "\n- export: orders" in new


def test_control_a_rule_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    path = tmp_path / "config" / "sources.yaml"
    path.write_text(OLD, "utf-8")
    assert append_entries(tmp_path, ["  - export: orders\n    files: [x.csv]\n"]) != []
    assert path.read_text("utf-8") == OLD
