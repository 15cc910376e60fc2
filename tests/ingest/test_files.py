"""Which file is which export."""

from pathlib import Path

import pytest

from reportgen.ingest.files import Claims, claimed, matches
from reportgen.model.period import Period
from reportgen.model.problem import Severity
from reportgen.policy.sources import Source, Sources
from tests.ingest.literal import source


def rule(export: str, *files: str, **more: object) -> Source:
    return source(export).model_copy(update={"files": files, **more})


def claims(root: Path, *rules: Source, ignore: tuple[str, ...] = (), period: str = "2026Q3") -> Claims:
    return claimed(root, Sources(format=1, ignore=ignore, sources=rules), Period.parse(period))


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / "surveys" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def named(found: Claims) -> list[tuple[str, str]]:
    return [(claim.file.removeprefix("surveys/"), claim.source.export.value) for claim in found.claims]


def said(found: Claims) -> list[tuple[str, str, str]]:
    return [(p.code, p.severity.value, p.file) for p in found.problems]


def test_files_of_all_folders_up_to_the_period_are_claimed_in_time(tmp_path: Path) -> None:
    put(
        tmp_path,
        "2026Q3/orders.csv",
        "2026Q2/orders.csv",
        "2026Q4/orders.csv",
        "2026-07/orders.csv",
        "2025/orders.csv",
    )
    found = claims(tmp_path, rule("orders", "orders*.csv"))
    assert found.folders == ("2025", "2026Q2", "2026-07", "2026Q3")
    assert named(found) == [(f"{folder}/orders.csv", "orders") for folder in found.folders]
    assert not found.problems


def test_a_pattern_may_reach_into_folders(tmp_path: Path) -> None:
    put(tmp_path, "2026Q3/in/deep/a.csv", "2026Q3/b.csv", "2026Q3/in/c.csv")
    assert len(claims(tmp_path, rule("orders", "**/*.csv")).claims) == 3
    assert named(claims(tmp_path, rule("orders", "in/*.csv"))) == [("2026Q3/in/c.csv", "orders")]


@pytest.mark.parametrize(
    ("name", "pattern", "fits"),
    [
        ("a.csv", "?.csv", True),
        ("ab.csv", "?.csv", False),
        ("a+b (1).csv", "a+b (*).csv", True),
        ("acsv", "a.csv", False),
        ("x/a.csv", "**/a.csv", True),
        ("x/y/a.csv", "x/**", True),
        ("订单_1.csv", "订单_*.csv", True),
    ],
)
def test_patterns(*, name: str, pattern: str, fits: bool) -> None:
    assert matches(name, pattern) is fits


def test_a_file_that_no_rule_claims_is_reported_with_the_patterns(tmp_path: Path) -> None:
    put(
        tmp_path,
        "2026Q3/orders.csv",
        "2026Q3/Orders(1).csv",
        "2026Q3/.DS_Store",
        "2026Q3/.hidden/x.csv",
        "2026Q3/~$orders.xlsx",
    )
    found = claims(tmp_path, rule("orders", "orders.csv"))
    assert said(found) == [("W125", "warning", "surveys/2026Q3/Orders(1).csv")]
    assert "orders.csv" in str(found.problems[0].expected)


def test_ignored_files_are_nobodys(tmp_path: Path) -> None:
    put(tmp_path, "2026Q3/orders.csv", "2026Q3/readme.txt", "2026Q3/old/x.csv")
    assert not claims(tmp_path, rule("orders", "orders.csv"), ignore=("*.txt", "old/**")).problems


def test_a_folder_that_is_no_period_is_reported(tmp_path: Path) -> None:
    put(tmp_path, "2026Q3/orders.csv", "2026Q5/orders.csv", "Q3/orders.csv", "stray.csv", "README.md")
    found = claims(tmp_path, rule("orders", "orders.csv"))
    assert [file for _, _, file in said(found)] == ["surveys/2026Q5", "surveys/Q3", "surveys/stray.csv"]


def test_a_file_of_two_rules_is_refused_unless_each_names_its_sheet(tmp_path: Path) -> None:
    put(tmp_path, "2026Q3/book.xlsx")
    clash = claims(tmp_path, rule("orders", "*.xlsx"), rule("complaints", "book.*"))
    assert ("E124", "refused", "surveys/2026Q3/book.xlsx") in said(clash)
    assert not clash.claims
    sheets = claims(tmp_path, rule("orders", "*.xlsx", sheet="订单"), rule("complaints", "*.xlsx", sheet="投诉"))
    assert [export for _, export in named(sheets)] == ["orders", "complaints"]
    assert not sheets.problems


# ------------------------------------------------------------------ what is not there
def test_a_required_export_without_any_file_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "2026Q3/orders.csv")
    found = claims(tmp_path, rule("orders", "orders.csv"), rule("clients", "clients*.csv", required=True))
    assert said(found) == [("E102", "refused", "surveys")]
    assert "clients*.csv" in str(found.problems[0].expected)


def test_a_register_of_an_earlier_folder_is_enough(tmp_path: Path) -> None:
    put(tmp_path, "2026Q2/clients.csv", "2026Q3/orders.csv")
    assert not claims(
        tmp_path, rule("orders", "orders.csv"), rule("clients", "clients.csv", required=True)
    ).problems


def test_an_optional_export_without_a_file_this_period_is_a_warning_with_what_is_there(tmp_path: Path) -> None:
    put(tmp_path, "2026Q2/complaints.csv", "2026Q3/orders.csv")
    found = claims(tmp_path, rule("orders", "orders.csv"), rule("complaints", "complaints.csv"))
    (problem,) = found.problems
    assert (problem.code, problem.severity, problem.file) == ("E101", Severity.WARNING, "surveys/2026Q3")
    assert "orders.csv" in str(problem.hint)


def test_of_two_shapes_of_one_export_only_the_one_that_was_there_before_is_missed(tmp_path: Path) -> None:
    put(tmp_path, "2026Q2/complaints.csv", "2026Q3/complaints.csv")
    rules = rule("complaints", "*.csv"), rule("complaints", "*.xlsx")
    assert not claims(tmp_path, *rules).problems
    put(tmp_path, "2026Q2/complaints.xlsx")
    assert said(claims(tmp_path, *rules)) == [("E102", "warning", "surveys/2026Q3")]


def test_without_surveys_nothing_is_claimed(tmp_path: Path) -> None:
    assert claims(tmp_path, rule("orders", "orders.csv")).claims == ()


def test_of_many_patterns_those_that_look_most_like_a_stray_name_are_shown(tmp_path: Path) -> None:
    put(tmp_path, "2026Q3/客户反溃_2026Q3.csv")
    rules = [rule("feedback", "客户反馈_*.csv"), *(rule("orders", f"x{n}.bin") for n in range(20))]
    expected = str(claims(tmp_path, *rules).problems[0].expected)
    assert "客户反馈_*.csv" in expected
    assert expected.endswith(", …")
    assert expected.count(",") == 8


def test_declared_exports_that_no_folder_ever_had_are_one_note(tmp_path: Path) -> None:
    put(tmp_path, "2026Q2/a.csv", "2026Q3/b.csv")
    rules = [rule(kind, f"{kind}.csv") for kind in ("feedback", "notices", "ratings")]
    (note,) = [p for p in claims(tmp_path, *rules).problems if p.code == "E102"]
    assert (note.severity, note.file) == (Severity.NOTE, "surveys")
    assert "feedback, notices, ratings" in str(note.expected)


def test_control_a_declared_export_that_was_there_before_is_missed(tmp_path: Path) -> None:
    put(tmp_path, "2026Q2/feedback.csv", "2026Q3/other.csv")
    found = claims(
        tmp_path, rule("feedback", "feedback*.csv"), rule("notices", "notices*.csv"), ignore=("other.csv",)
    )
    assert [(p.severity, p.file) for p in found.problems if p.code == "E102"] == [
        (Severity.WARNING, "surveys/2026Q3"),
        (Severity.NOTE, "surveys"),
    ]
