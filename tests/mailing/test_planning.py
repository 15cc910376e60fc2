"""From people and reports to messages: only files of their own audience, the same plan each time."""

from pathlib import Path
from typing import Any

import pytest

from reportgen.built import Built
from reportgen.mailing.people import Recipient
from reportgen.mailing.plan import Message, Plan, key_of, read_plan, write_plan
from reportgen.mailing.planning import Basis, misdirected, planned, unsent
from reportgen.mailing.reports import Report, Shelf, file_name
from reportgen.model.problem import Problem
from reportgen.policy.profile import Company
from reportgen.policy.recipients import Role
from reportgen.policy.shipped import shipped
from reportgen.policy.strict import Words
from tests.mailing.letters import NOON, PERIOD, rules

FILES = {
    "management/management.pdf": 1_000_000,
    "office-HD/offices/HD.pdf": 900_000,
    "office-HD/clients/C1.pdf": 400_000,
    "office-HD/clients/C2.pdf": 400_000,
    "office-HN/offices/HN.pdf": 900_000,
}


def report(file: str, title: str, *said: str, manager: str = "") -> Report:
    kind = "management" if file.endswith("management.pdf") else "office" if "/offices/" in file else "client"
    return Report(file=file, kind=kind, title=title, manager=manager, said=said)  # type: ignore[arg-type]


SHELVES = {
    "management": [report("management/management.pdf", "管理层报告", "平稳", "满意度 80")],
    "office-HD": [
        report("office-HD/clients/C2.pdf", "C2 乙厂", "P17 升到 A", manager="钱工"),
        report("office-HD/clients/C1.pdf", "C1 甲<厂>", "<b>降</b>", manager="赵工"),
        report("office-HD/offices/HD.pdf", "华东办事处", "答复变慢", "满意度 70"),
    ],
}
COMPANY = Company(
    name=Words(zh="澄远传动", en="Chengyuan"), product=Words(zh="评估", en="Evaluation"), accent="#1f5f8b"
)


def somebody(
    audience: str = "office-HD", files: tuple[str, ...] = ("office", "client"), **changed: Any
) -> Recipient:
    rule = {"audience": audience.partition("-")[0], "files": files, **changed.pop("rule", {})}
    values: dict[str, Any] = {
        "name": "赵工",
        "email": "zhao@example.com",
        "role": "office_manager",
        "office_id": "HD",
        "language": "zh",
        "audience": audience,
        "rule": Role.model_validate(rule),
    }
    return Recipient(**values | changed)


def made(
    *people: Recipient,
    shelves: dict[str, list[Report]] = SHELVES,
    earlier: str = "",
    folders: tuple[Path, ...] = (),
    **changed: Any,
) -> tuple[Plan, list[Problem]]:
    basis = Basis(
        build=Built(
            period=PERIOD, folder=Path(), outputs={name: f"{name}-sha" for name in FILES}, made={}, draft=False
        ),
        build_hash="b",
        sizes=FILES,
        rules=rules(**changed),
        agreed="a",
        company=COMPANY,
        folders=[*folders, shipped("templates")],
        at=NOON,
        actor="li@server",
    )

    def shelf(audience: str, language: str) -> Shelf:
        reader = "仅供本处" if language == "zh" else "For the office only"
        return Shelf(reader=reader, reports=tuple(shelves.get(audience, [])))

    return planned(basis, people, shelf, lambda _address, _key: earlier)


def message(*args: Any, **kwargs: Any) -> Message:
    plan, problems = made(*args, **kwargs)
    assert problems == []
    (one,) = plan.messages
    return one


def files(one: Message) -> list[str]:
    return [file.file for file in one.files]


def test_an_office_gets_its_report_first_then_its_clients() -> None:
    one = message(somebody())
    assert files(one) == ["office-HD/offices/HD.pdf", "office-HD/clients/C1.pdf", "office-HD/clients/C2.pdf"]
    assert [file.name for file in one.files] == [
        "2026Q3_华东办事处.pdf",
        "2026Q3_C1_甲_厂.pdf",
        "2026Q3_C2_乙厂.pdf",
    ]
    assert one.subject == "澄远传动 2026Q3 华东办事处"


def test_own_clients_are_those_whose_account_manager_the_person_is() -> None:
    one = message(somebody(files=("client",), rule={"clients": "own"}))
    assert files(one) == ["office-HD/clients/C1.pdf"]


def test_the_body_says_what_the_reports_say_escaped_in_html_alone() -> None:
    one = message(somebody())
    for words in (
        "赵工，您好",
        "答复变慢",
        "满意度 70",
        "P17 升到 A",
        "2026Q3_华东办事处.pdf",
        "仅供本处，请勿转发。",
    ):
        assert words in one.text, words
        assert words in one.html, words
    assert "<b>降</b>" in one.text
    assert "&lt;b&gt;降&lt;/b&gt;" in one.html
    assert "<b>降</b>" not in one.html


def test_the_language_is_the_recipients() -> None:
    one = message(somebody(language="en"))
    assert "Dear 赵工," in one.text
    assert "For the office only. Please do not pass it on." in one.text
    assert one.subject == "Chengyuan 2026Q3 华东办事处"


def test_a_file_of_another_audience_stops_everything() -> None:
    wrong = {"office-HD": [*SHELVES["office-HD"], *SHELVES["management"]]}
    plan, problems = made(somebody(files=("office", "management")), shelves=wrong)
    assert [(one.code, one.file, one.value) for one in problems] == [
        ("E701", "management/management.pdf", "zhao@example.com")
    ]
    assert plan.messages == ()


def test_a_name_that_only_begins_like_the_audience_is_another_one() -> None:
    """The control: what a comparison of beginnings would let through."""
    strange = "office-HD2/offices/HD2.pdf"
    assert strange.startswith("office-HD")
    assert [one.code for one in misdirected("a@example.com", "office-HD", [strange])] == ["E701"]
    assert misdirected("a@example.com", "office-HD", ["office-HD/offices/HD.pdf"]) == []


def test_reports_too_large_become_a_link() -> None:
    one = message(somebody(), site="https://reports.example.com/", attachments_mb=2)
    assert one.linked == "https://reports.example.com/office-HD/2026Q3/"
    assert "2.3 MB" in one.text
    assert one.linked in one.text
    assert f'href="{one.linked}"' in one.html
    assert "附件" not in one.text


def test_reports_too_large_without_a_site_are_refused_with_both_sizes() -> None:
    plan, problems = made(somebody(), attachments_mb=2)
    assert plan.messages == ()
    assert [(one.code, one.value) for one in problems] == [("E608", "zhao@example.com: 2.3 MB")]
    assert "at most 2 MB" in str(problems[0].expected)


def test_the_limit_counts_the_encoded_bytes() -> None:
    assert message(somebody(files=("office",)), attachments_mb=1.3).linked == ""
    _, problems = made(somebody(files=("office",)), attachments_mb=1.2)
    assert [one.code for one in problems] == ["E608"], "900,000 bytes are 1.23 MB in a message"


def test_a_person_without_a_report_is_told() -> None:
    plan, problems = made(somebody(files=("management",)))
    assert (plan.messages, [one.code for one in problems]) == ((), ["W611"])


def test_what_nobody_gets_is_known() -> None:
    plan, _ = made(somebody(files=("office",)))
    assert unsent(plan, FILES) == sorted(set(FILES) - {"office-HD/offices/HD.pdf"})


def test_the_same_files_to_the_same_person_are_the_same_message() -> None:
    assert message(somebody()).message_id == message(somebody(name="赵经理")).message_id
    assert message(somebody()).message_id != message(somebody(email="zhao2@example.com")).message_id
    assert message(somebody()).message_id != message(somebody(files=("office",))).message_id


def test_a_message_id_tells_no_address() -> None:
    assert "zhao" not in message(somebody()).message_id
    assert key_of("2026Q3", "a@b.cn", ["x", "y"]) == key_of("2026Q3", "A@b.cn", ["y", "x"])


def test_a_correction_says_so_and_names_the_message_before() -> None:
    one = message(somebody(), earlier="<old@example.com>")
    assert one.subject.startswith("更正版：")
    assert "以本邮件为准" in one.text
    assert one.corrects == "<old@example.com>"


def test_a_template_of_the_workspace_comes_first(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "subject.txt.j2").write_text("{{ letter.title }}报告", "utf-8")
    assert message(somebody(), folders=(tmp_path,)).subject == "华东办事处报告"


def test_a_subject_of_two_lines_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "subject.txt.j2").write_text("{{ letter.title }}\r\nBcc: x@example.com", "utf-8")
    plan, problems = made(somebody(), folders=(tmp_path,))
    assert (plan.messages, [one.code for one in problems]) == ((), ["E605"])


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan, _ = made(somebody(), somebody(audience="management", files=("management",), email="gao@example.com"))
    written = write_plan(tmp_path, plan)
    assert read_plan(tmp_path) == (plan, written)
    table = (tmp_path / "plan.csv").read_text("utf-8-sig").splitlines()
    assert len(table) == 1 + 4
    assert table[1].startswith("zhao@example.com,赵工,office_manager,HD,office-HD,zh,")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 2}'])
def test_a_plan_that_is_none_is_no_plan(content: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(content)
    assert read_plan(tmp_path) is None


def test_names_of_attachments_are_short_and_safe() -> None:
    assert file_name("2026Q3", "a" * 300) == f"2026Q3_{'a' * 60}.pdf"
    assert file_name("2026Q3", "../x\r\ny") == "2026Q3_.._x_y.pdf"
