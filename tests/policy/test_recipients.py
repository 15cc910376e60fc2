"""config/recipients.yaml: what is refused before anything is planned."""

from pathlib import Path

import pytest

from reportgen.model.problem import Problem
from reportgen.policy.load import RECIPIENTS, load_recipients
from reportgen.policy.shipped import shipped

SHIPPED = shipped(RECIPIENTS).read_text("utf-8")


def problems(tmp_path: Path, old: str, new: str) -> list[Problem]:
    """What is said of the shipped file with one part replaced."""
    assert old in SHIPPED
    (tmp_path / "config").mkdir()
    (tmp_path / RECIPIENTS).write_text(SHIPPED.replace(old, new, 1), "utf-8")
    found, faults = load_recipients(tmp_path)
    assert (found is None) == bool(faults)
    return faults


def test_the_shipped_file_is_right(tmp_path: Path) -> None:
    assert problems(tmp_path, "format: 1", "format: 1") == []


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("gao.ming@example.com", "gao.ming", "E306", "people[0].email"),
        ("gao.ming@example.com", "gao ming@example.com", "E306", "people[0].email"),
        ("gu.mingyuan@example.com", "Gao.Ming@example.com", "E306", ""),
        ("name: 高明", 'name: "高明\\nBcc: all@example.com"', "E605", "people[0].name"),
        ("email: gao.ming@example.com", 'email: "gao@example.com\\r\\nBcc: a@b.cn"', "E605", "people[0].email"),
        ("name: 高明", 'name: "高\\u2028明"', "E605", "people[0].name"),
        ("zh: 澄远传动客户评估", 'zh: "澄远\\u0000"', "E605", "sender"),
        ("role: general_manager}", "role: chairman}", "E323", ""),
        ("security: starttls", "security: none", "E603", "server"),
        ("site: null", "site: reports.example.com", "E323", ""),
        ("registers:\n  offices: office_manager", "registers:\n  offices: boss", "E323", ""),
        ("attachments_mb: 20", "attachments_mb: 0", "E323", "attachments_mb"),
        ("files: [office]", "files: [data-quality]", "E323", "roles.office_manager.files[0]"),
        ("user: reports@example.com", "user: reports@example.com\n  password: x", "E321", "server.password"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, code: str, column: str, tmp_path: Path) -> None:
    found = problems(tmp_path, old, new)
    assert [(one.code, one.column) for one in found] == [(code, column)], found
    assert all(one.row for one in found if column)


def test_a_list_without_anybody_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    start, _, rest = SHIPPED.partition("people:")
    nobody = "people: []\n\nregisters: {offices: null, staff: false}\n"
    (tmp_path / RECIPIENTS).write_text(start + nobody, "utf-8")
    assert rest
    assert [one.code for one in load_recipients(tmp_path)[1]] == ["E306"]


def test_a_server_on_this_machine_may_be_spoken_to_in_clear(tmp_path: Path) -> None:
    text = SHIPPED.replace("security: starttls", "security: none").replace("smtp.example.com", "127.0.0.1")
    (tmp_path / "config").mkdir()
    (tmp_path / RECIPIENTS).write_text(text, "utf-8")
    assert load_recipients(tmp_path)[1] == []


def test_chinese_domains_are_kept_as_they_are_written(tmp_path: Path) -> None:
    assert problems(tmp_path, "gao.ming@example.com", "gao@例子.中国") == []


def test_another_server_is_no_other_agreement_but_another_address_is(tmp_path: Path) -> None:
    def agreed(old: str, new: str) -> str:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        (folder / "config").mkdir(parents=True)
        (folder / RECIPIENTS).write_text(SHIPPED.replace(old, new), "utf-8")
        found, faults = load_recipients(folder)
        assert found is not None, faults
        return found.agreed

    assert agreed("smtp.example.com", "mx.example.com") == agreed("format: 1", "format: 1")
    assert agreed("gao.ming@", "gao@") != agreed("format: 1", "format: 1")
