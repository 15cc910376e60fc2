"""What a person types, reads and gets back."""

import atexit
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import cli
from reportgen.sample.workspace import write_workspace

ROOT = Path(__file__).resolve().parents[1]


def reportgen(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


@cache
def sample() -> Path:
    """The smallest sample, written once."""
    folder = Path(mkdtemp(prefix="reportgen-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_workspace(folder, clients=12, offices=2, quarters=3, seed=1)
    return folder


def workspace(folder: Path) -> Path:
    shutil.copytree(sample(), folder, dirs_exist_ok=True)
    return folder


def test_a_bad_period_is_answered_with_the_form() -> None:
    result = reportgen("build", "2026-1")
    assert result.exit_code == 2
    assert "'2026-1' is not a period such as 2026Q3, 2026H2, 2026 or 2026-09" in result.output


def test_help_names_every_command() -> None:
    result = reportgen("--help")
    assert result.exit_code == 0
    assert [word for word in ("build", "check", "sample", "schema") if word in result.output] == [
        "build",
        "check",
        "sample",
        "schema",
    ]


def test_help_imports_nothing_heavy() -> None:
    script = "import sys; from reportgen.cli import cli; print([m for m in sys.modules if m in set(sys.argv[1:])])"
    heavy = ["pandas", "numpy", "scipy", "weasyprint", "jinja2", "pydantic", "yaml", "babel"]
    found = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_check_for_heavy_imports_sees_one() -> None:
    """The control of the test above."""
    script = "import sys, pandas; print([m for m in sys.modules if m in set(sys.argv[1:])])"
    found = subprocess.run([sys.executable, "-c", script, "pandas"], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['pandas']"


def test_a_shell_completes_the_commands() -> None:
    environment = {**os.environ, "_REPORTGEN_COMPLETE": "bash_source"}
    command = [str(Path(sys.executable).with_name("reportgen"))]
    found = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert "_reportgen_completion" in found.stdout


def test_a_faulty_configuration_reads_nothing_and_lists_all_faults(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    profile = root / "config/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("locale: zh", "locale: fr\ntimezon: x"), "utf-8")
    result = reportgen("build", "2026Q3", "--root", root)
    assert result.exit_code == 2
    assert "config/profile.yaml:" in result.stderr
    assert "did you mean timezone?" in result.stderr
    assert not (root / "output").exists()


def test_a_period_without_a_folder_lists_those_that_are_there(tmp_path: Path) -> None:
    result = reportgen("build", "2031Q1", "--root", workspace(tmp_path))
    assert result.exit_code == 2
    assert "没有 surveys/2031Q1；现有 2026Q1, 2026Q2, 2026Q3" in result.stderr


def test_an_output_inside_the_inputs_is_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    result = reportgen("build", "2026Q3", "--root", root, "--output", root / "surveys" / "out")
    assert result.exit_code == 2
    assert "[E331]" in result.stderr
    assert not (root / "surveys" / "out").exists()


def test_a_sample_does_not_overwrite_somebodys_folder(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    result = reportgen("sample", tmp_path)
    assert result.exit_code == 2
    assert "holds other files; name a new folder" in result.output


def test_a_sample_says_what_to_do_next(tmp_path: Path) -> None:
    result = reportgen("sample", tmp_path / "demo")
    assert result.exit_code == 0
    assert f"next: reportgen build 2026Q3 --root {tmp_path / 'demo'}" in result.output


@pytest.mark.parametrize("words", [("--clients", "3"), ("--offices", "1"), ("--quarters", "1")])
def test_a_sample_too_small_for_its_stories_is_a_usage_error(tmp_path: Path, words: tuple[str, str]) -> None:
    assert reportgen("sample", tmp_path / "demo", *words).exit_code == 2


def test_schemas_are_written_where_the_yaml_names_them(tmp_path: Path) -> None:
    result = reportgen("schema", "--root", tmp_path)
    assert result.exit_code == 0
    for name in ("profile", "sources", "pack"):
        written = (tmp_path / "config" / "schema" / f"{name}.json").read_text("utf-8")
        assert written == (ROOT / "config" / "schema" / f"{name}.json").read_text("utf-8")
        assert json.loads(written)["additionalProperties"] is False
    for path in sorted((ROOT / "config").rglob("*.yaml")):
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=") or path.name == "glossary.yaml", path
        if "$schema=" in first:
            assert (path.parent / first.partition("$schema=")[2]).exists(), path


def test_check_as_json_has_the_columns_of_problems(tmp_path: Path) -> None:
    result = reportgen("--verbose", "check", "2026Q3", "--root", workspace(tmp_path), "--format", "json")
    assert result.exit_code == 3
    rows = json.loads(result.stdout)
    columns = ["code", "severity", "file", "sheet", "row", "column", "value", "expected", "hint"]
    assert all(list(row) == columns for row in rows)
    assert {"E204", "E241", "E224"} <= {row["code"] for row in rows}
    assert not (tmp_path / "output").exists()


def test_a_required_export_that_is_missing_ends_with_4_and_renders_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    for path in root.glob("surveys/*/客户登记表.xlsx"):
        path.unlink()
    result = reportgen("build", "2026Q3", "--root", root)
    assert result.exit_code == 4
    assert "客户登记表*.xlsx" in result.stderr
    assert not (root / "output" / "2026Q3").exists()


def test_a_client_that_is_not_registered_is_offered_near_ones(tmp_path: Path) -> None:
    result = reportgen("build", "2026Q3", "--root", workspace(tmp_path), "--client", "C0001")
    assert result.exit_code == 2
    assert "C001" in result.stderr


def test_one_clients_pages_are_a_preview_and_never_go_live(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    result = reportgen("--quiet", "build", "2026Q3", "--root", root, "--client", "C001", "--format", "html")
    assert result.exit_code == 3
    assert not (root / "output" / "2026Q3").exists()
    preview = root / "output" / ".preview" / "2026Q3"
    assert sorted(p.name for p in (preview / "credit").rglob("*.html")) == [
        "C001.explained.html",
        "C001.html",
        "C001.rows.html",
    ]
    assert len((preview / "data" / "clients.csv").read_text("utf-8").splitlines()) == 13


def test_a_terminated_command_ends_with_143(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from reportgen import cli; "
        "sys.argv = ['reportgen', 'sample', sys.argv[1]]; import reportgen.sample.workspace as w; "
        "w.write_workspace = lambda *a, **k: os.kill(os.getpid(), signal.SIGTERM); cli.main()"
    )
    found = subprocess.run([sys.executable, "-c", script, str(tmp_path / "x")], capture_output=True, check=False)
    assert found.returncode == 143


def test_an_interrupted_command_ends_with_130(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from reportgen import cli; "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "
        "sys.argv = ['reportgen', 'sample', sys.argv[1]]; import reportgen.sample.workspace as w; "
        "w.write_workspace = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT); cli.main()"
    )
    found = subprocess.run([sys.executable, "-c", script, str(tmp_path / "x")], capture_output=True, check=False)
    assert found.returncode == 130


def test_a_bug_is_not_blamed_on_the_files(tmp_path: Path) -> None:
    script = (
        "import sys; from reportgen import cli; "
        "sys.argv = ['reportgen', 'sample', sys.argv[1]]; import reportgen.sample.workspace as w; "
        "w.write_workspace = lambda *a, **k: 1 / 0; cli.main()"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "x")], capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert "a fault of the program, not of your files: ZeroDivisionError" in found.stderr
    assert "Traceback" not in found.stderr
