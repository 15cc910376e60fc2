"""Inputs are copied and hashed first; what is no plain, quiet, readable file is refused."""

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.ingest.inputs import InputFile
from reportgen.ingest.limits import Limits
from reportgen.ingest.read import read_files
from reportgen.ingest.snapshot import Snapshot, snapshots
from reportgen.model.problem import Problem
from tests.ingest.making import xlsx
from tests.ingest.reading import FOLDER, Hints, inputs, read, written

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "copies"
    made.mkdir()
    return made


def taken(folder: Path, *paths: Path) -> tuple[list[Snapshot], list[Problem]]:
    return snapshots([InputFile(path=path, name=f"{FOLDER}/{path.name}") for path in paths], folder, Limits())


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_copy_has_the_content_and_its_hash_and_nobody_else_may_read_it(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
    [shot], problems = taken(folder, tmp_path / "a.csv")
    assert not problems
    assert shot.copy.read_bytes() == b"a,b\n1,2\n"
    assert shot.sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    assert stat.S_IMODE(shot.copy.stat().st_mode) == 0o600


@pytest.fixture
def growing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A file to which somebody appends a line while it is copied, as often as the list says."""
    times = [1]
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    read_on = os.read

    def reading(descriptor: int, size: int) -> bytes:
        chunk = read_on(descriptor, size)
        if times[0]:
            times[0] -= 1
            with path.open("ab") as file:
                file.write(b"3,4\n")
        return chunk

    monkeypatch.setattr(os, "read", reading)
    yield times
    monkeypatch.undo()


def test_a_file_that_changes_once_is_copied_again_A20(tmp_path: Path, folder: Path, growing: list[int]) -> None:
    [shot], problems = taken(folder, tmp_path / "a.csv")
    assert not problems
    assert not growing[0]
    assert shot.copy.read_bytes() == b"a,b\n1,2\n3,4\n"


def test_a_file_that_keeps_changing_is_refused_A20(tmp_path: Path, folder: Path, growing: list[int]) -> None:
    growing[0] = 9
    shots, problems = taken(folder, tmp_path / "a.csv")
    assert not shots
    assert only(problems).code == "E115"


def test_a_plain_copy_would_take_half_a_change(tmp_path: Path, growing: list[int]) -> None:
    """The control of A20: without the second look the copy is neither the old nor the new file's hash."""
    with (tmp_path / "a.csv").open("rb") as file:
        copied = os.read(file.fileno(), 4) + os.read(file.fileno(), 100)
    assert copied != b"a,b\n1,2\n"


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that a user without rights can enter, and that user if this one may do everything."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    mighty = os.geteuid() == 0
    if mighty:
        os.seteuid(NOBODY)
    yield place
    if mighty:
        os.seteuid(0)
    shutil.rmtree(place)


def test_a_file_without_read_permission_is_refused_with_its_path_A21(as_nobody: Path) -> None:
    path = as_nobody / "a.csv"
    if os.geteuid() == NOBODY:
        os.seteuid(0)
        path.write_bytes(b"a,b\n")
        path.chmod(0o000)
        os.seteuid(NOBODY)
    else:
        path.write_bytes(b"a,b\n")
        path.chmod(0o000)
    shots, problems = taken(as_nobody / "copies", path)
    assert not shots
    problem = only(problems)
    assert problem.code == "E116"
    assert str(path) in str(problem)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device", "broken link"])
def test_what_is_no_plain_file_is_refused_unopened_A22(
    kind: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    (tmp_path / "real.csv").write_bytes(b"a,b\n1,2\n")
    match kind:
        case "link":
            path.symlink_to(tmp_path / "real.csv")
        case "broken link":
            path.symlink_to(tmp_path / "nothing.csv")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path = Path("/dev/zero")
    opened = []
    monkeypatch.setattr(os, "open", lambda *arguments: opened.append(arguments))
    shots, problems = taken(folder, path)
    monkeypatch.undo()
    assert not shots
    assert only(problems).code == "E117"
    assert not opened


def test_a_link_put_there_between_look_and_open_is_refused_A22(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    (tmp_path / "real.csv").write_bytes(b"a,b\n1,2\n")
    path.symlink_to(tmp_path / "real.csv")
    monkeypatch.setattr(Path, "lstat", Path.stat)
    shots, problems = taken(folder, path)
    assert not shots
    assert only(problems).code == "E117"


def test_the_same_export_twice_in_one_folder_is_refused_A26(tmp_path: Path, folder: Path) -> None:
    for name in ("投诉.csv", "投诉 (1).csv"):
        (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    shots, problems = taken(folder, tmp_path / "投诉.csv", tmp_path / "投诉 (1).csv")
    assert [shot.source.path.name for shot in shots] == ["投诉.csv"]
    problem = only(problems)
    assert (problem.code, problem.file) == ("E121", f"{FOLDER}/投诉 (1).csv")
    assert f"{FOLDER}/投诉.csv" in str(problem)


def test_the_same_register_in_two_quarters_is_two_files(tmp_path: Path, folder: Path) -> None:
    files = []
    for quarter in ("2026Q2", "2026Q3"):
        (tmp_path / quarter).mkdir()
        (tmp_path / quarter / "offices.csv").write_bytes(b"a,b\n1,2\n")
        files.append(InputFile(path=tmp_path / quarter / "offices.csv", name=f"surveys/{quarter}/offices.csv"))
    shots, problems = snapshots(files, folder, Limits())
    assert len(shots) == 2
    assert not problems


def test_two_sheets_of_one_workbook_are_read_from_one_copy(tmp_path: Path) -> None:
    content = xlsx([["a"], ["1"]], [["b"], ["2"]])
    written(tmp_path, {"a.xlsx": content})
    (tmp_path / "scratch").mkdir()
    both = [
        *inputs(tmp_path, {"a.xlsx": 0}, Hints(sheet="问卷")),
        *inputs(tmp_path, {"a.xlsx": 0}, Hints(sheet="台账")),
    ]
    sheets, problems = read_files(both, limits=Limits(), workers=2, scratch=tmp_path / "scratch")
    assert [(sheet.sheet, sheet.cells[1]) for sheet in sheets] == [("问卷", ("1",)), ("台账", ("2",))]
    assert not problems


def test_nothing_of_the_copies_is_left(tmp_path: Path) -> None:
    found = read(tmp_path, {"a.csv": b"a,b\n1,2\n", "b.xlsx": b"nonsense"})
    assert found.rows == [("a", "b"), ("1", "2")]
    assert not list((tmp_path / "scratch").iterdir())
