"""`reportgen explain` on the sample workspace: what is printed, written and answered, with which exit code."""

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import cli
from reportgen.pipeline import Exit, Run
from reportgen.sample.workspace import write_workspace
from reportgen.terminal import explanation
from tests.explain.asking import explain as of_example
from tests.render.example_results import example_config, example_results

Explain = Callable[..., Result]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample of its own, whatever the repository's workspace is."""
    folder = tmp_path_factory.mktemp("sample")
    write_workspace(folder, clients=12, offices=2, quarters=2, seed=1)
    return folder


@pytest.fixture
def explain(root: Path) -> Explain:
    """What a person types after `reportgen explain`, and what comes back."""

    def run(*words: str | Path, root: Path = root) -> Result:
        return CliRunner().invoke(cli, ["-q", "explain", *map(str, words), "--root", str(root)])

    return run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_figure_is_printed_and_its_rows_are_written(explain: Explain, tmp_path: Path, root: Path) -> None:
    """The rows of the CSV are those of the ledgers: a spreadsheet's row number each."""
    target = tmp_path / "rows.csv"
    result = explain("2026Q3", "C001", "complaint.first_reply_hours.p50", "--locale", "en", "--csv", target)
    assert result.exit_code == 0, result.stderr
    assert "  Kaplan–Meier: the smallest time of an event with S(t) ≤ 0.5" in result.stdout.splitlines()
    found = rows(target.read_text("utf-8"))
    assert {row["client_id"] for row in found if row["used"] == "true"} == {"C001"}
    ledger = root / "surveys/2026Q3/客诉台账_2026Q3.csv"
    lines = list(csv.reader(io.StringIO(ledger.read_text("gb18030"))))
    mine = [row for row in found if row["file"].endswith(ledger.name) and row["used"] == "true"]
    assert mine
    for row in mine:
        number = row["value"].split(" · ")[0]
        assert number in lines[int(row["row"]) - 1]
        assert number not in lines[int(row["row"]) - 2]  # control: the row above holds another


def test_the_rows_go_to_stdout_and_the_words_aside(explain: Explain) -> None:
    result = explain("2026Q3", "HD", "trade.sales", "--csv", "-", "--locale", "en")
    assert result.exit_code == 0
    found = rows(result.stdout)
    assert list(found[0]) == ["file", "sheet", "row", "client_id", "used", "value", "why"]
    assert "HD/trade.sales" in result.stderr
    total = sum(float(row["value"].split(" · ")[2].replace(",", "")) for row in found if row["used"] == "true")
    assert f"= {total:,.2f} yuan" in result.stderr


def test_a_level_is_explained_from_its_card(explain: Explain) -> None:
    """In the profile's language, as none is asked for."""
    result = explain("2026Q3", "C002", "grade", "--pack", "P03")
    assert result.exit_code == 0
    assert "2026Q3 · C002/grade:P03" in result.stdout
    assert "一票否决 V4：等级 D" in result.stdout


def test_an_earlier_period_is_explained_as_it_was_known_then(explain: Explain) -> None:
    result = explain("2026Q2", "C001", "complaint.count", "--as-of", "2026-05-31", "--locale", "en")
    assert result.exit_code == 0
    assert "period 2026-04-01 to 2026-05-31, known up to the end of 2026-05-31" in result.stdout
    assert "2026-06" not in result.stdout


def test_an_address_from_a_page_names_both(explain: Explain) -> None:
    result = explain("2026Q3", "company/complaint.count", "--locale", "en")
    assert result.exit_code == 0
    assert result.stdout.startswith("2026Q3 · company/complaint.count\n")


def test_an_id_alone_is_a_usage_error(explain: Explain) -> None:
    result = explain("2026Q3", "C001")
    assert result.exit_code == 2
    assert "name the measure too" in result.stderr


def test_a_slip_is_a_usage_error_with_the_nearest(explain: Explain) -> None:
    result = explain("2026Q3", "C01", "complaint.count", "--locale", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "C01 is no client or office of the period; near: C001, C010, C011\n"


def test_a_period_without_a_folder_is_a_usage_error(explain: Explain) -> None:
    result = explain("2031Q1", "C001", "complaint.count", "--locale", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("surveys/2031Q1 is not there")


def test_a_refused_register_is_answered_with_its_problems(explain: Explain, tmp_path: Path, root: Path) -> None:
    for name in ("config", "surveys"):
        shutil.copytree(root / name, tmp_path / name)
    (tmp_path / "surveys/2026Q3/客户登记表.xlsx").write_bytes(b"no workbook")
    result = explain("2026Q3", "C001", "complaint.count", root=tmp_path)
    assert result.exit_code == 4
    assert "客户登记表.xlsx" in result.stderr


def test_what_a_spreadsheet_would_run_is_written_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    found = of_example((example_results(), example_config()), "complaint.count", client="C01")
    planted = replace(found.account.rows[0], value="=1+1")
    shown = replace(found, account=replace(found.account, rows=(planted,)))
    explanation(Run(exit=Exit.DONE, explanation=shown), "-")
    assert rows(capsys.readouterr().out)[0]["value"] == "'=1+1"
