"""`reportgen aliases` on a sample: what is listed, asked and written, with which exit code."""

import csv
import io
import os
import pty
import select
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import cli
from reportgen.pipeline import Exit
from reportgen.policy.aliases import aliases as read_aliases
from reportgen.sample.workspace import write_workspace

NAME = "苏州恒达机械有限公司"
READ = ("客户登记表", "办事处登记表", "满意度调查", "客诉台账")
"""Exports that the command reads here; the others only take time."""
Aliases = Callable[..., Result]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_workspace(folder, clients=12, offices=2, quarters=2, seed=1)
    shutil.rmtree(folder / "surveys" / "2026Q2")
    for file in (folder / "surveys" / "2026Q3").iterdir():
        if not file.name.startswith(READ):
            file.unlink()
    return folder


@pytest.fixture
def root(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "workspace"))


@pytest.fixture
def aliases(root: Path) -> Aliases:
    """What a person types after `reportgen aliases`, and what comes back."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli, ["-q", "aliases", "2026Q3", "--locale", "en", "--root", str(root), *words])

    return run


def test_what_waits_is_listed_and_nothing_is_written(aliases: Aliases, root: Path) -> None:
    found = aliases()
    assert found.exit_code == Exit.NOTED
    assert f"{NAME} (name); rows: 1" in found.stdout
    assert "C001 苏州恒达机电有限公司  0.90  other characters: 械 U+68B0 / 电 U+7535" in found.stdout
    assert not (root / "config" / "aliases.csv").exists()


def test_an_accepted_spelling_is_written_with_who_and_waits_no_longer(aliases: Aliases, root: Path) -> None:
    assert aliases("--accept", f"{NAME}=C001").exit_code == Exit.NOTED
    found, problems = read_aliases((root / "config" / "aliases.csv").read_bytes())
    assert not problems
    assert [(one.written, one.client_id) for one in found] == [(NAME, "C001")]
    assert found[0].confirmed_by
    assert found[0].confirmed_on is not None
    assert NAME not in aliases().stdout


def test_a_slip_beside_a_good_choice_writes_neither(aliases: Aliases, root: Path) -> None:
    found = aliases("--accept", f"{NAME}=C001", "--accept", "烟台渤海传动有限公司=C77")
    assert found.exit_code == Exit.USAGE
    assert "C77 is no client id of the register" in found.stderr
    assert not (root / "config" / "aliases.csv").exists()


def test_a_file_that_would_contradict_itself_is_left_as_it_is(aliases: Aliases, root: Path) -> None:
    before = f"写法,客户编号,起,止\n{NAME},C002,2030-01-01,\n"
    (root / "config" / "aliases.csv").write_text(before, encoding="utf-8")
    found = aliases("--accept", f"{NAME}=C001")
    assert found.exit_code == Exit.USAGE
    assert "[E302]" in found.stderr
    assert (root / "config" / "aliases.csv").read_text(encoding="utf-8") == before


def test_the_list_goes_to_a_file_that_a_spreadsheet_opens(aliases: Aliases, tmp_path: Path) -> None:
    target = tmp_path / "waiting.csv"
    assert aliases("--csv", str(target)).exit_code == Exit.NOTED
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert {"candidate": "C001", "likeness": "0.90"}.items() <= next(
        r for r in rows if r["written"] == NAME
    ).items()
    printed = aliases("--csv", "-").stdout
    assert printed.splitlines()[0] == "written,field,rows,files,candidate,name,likeness,why"


def test_to_be_asked_takes_a_terminal(aliases: Aliases) -> None:
    found = aliases("--write")
    assert found.exit_code == Exit.USAGE
    assert "--accept SPELLING=ID" in found.stderr


def asked(root: Path, answers: dict[str, list[str]]) -> str:
    """What stands on a terminal after these answers to each spelling; n where none is left."""
    command = [sys.executable, "-m", "reportgen", "-q", "aliases", "2026Q3", "--locale", "en", "--write"]
    child, terminal = pty.fork()
    if not child:
        os.execv(sys.executable, [*command, "--root", str(root)])  # noqa: S606  # our own command
    seen, shown, prompt = "", b"", "[n]: "
    while select.select([terminal], [], [], 60)[0]:
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
        seen = shown.decode(errors="replace").replace("\r\n", "\n")
        if seen.endswith(prompt):
            block = seen.rpartition("\n\n")[2]
            replies = next((left for name, left in answers.items() if block.startswith(name) and left), ["n"])
            os.write(terminal, replies.pop(0).encode() + b"\n")
    os.waitpid(child, 0)
    os.close(terminal)
    return seen


def test_at_a_terminal_each_spelling_is_asked_for_and_written_at_once(root: Path) -> None:
    seen = asked(root, {NAME: ["y", "C99", "1"]})
    assert "y is clear only where there is one candidate" in seen
    assert "C99 is no client id of the register" in seen
    found, _ = read_aliases((root / "config" / "aliases.csv").read_bytes())
    assert [(one.written, one.client_id) for one in found] == [(NAME, "C001")]
