import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reportgen.policy.load import load_config
from reportgen.sample import write_workspace

REPOSITORY = Path(__file__).parents[2]
WRITE = """
import sys, pathlib
from reportgen.sample import write_workspace
write_workspace(pathlib.Path(sys.argv[1]), clients=12, offices=2, quarters=3, seed=int(sys.argv[2]))
"""


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def content_of(name: str, data: bytes) -> object:
    """The bytes; of a workbook its parts, because builds of zlib pack the same parts differently."""
    if not name.endswith(".xlsx"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return [(part.filename, book.read(part)) for part in book.infolist()]


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [
        name
        for name in sorted(one.keys() | other.keys())
        if name not in one or name not in other or content_of(name, one[name]) != content_of(name, other[name])
    ]


def written_elsewhere(root: Path, seed: int, **environment: str) -> dict[str, bytes]:
    """The files that a process of its own writes."""
    subprocess.run(
        [sys.executable, "-c", WRITE, str(root), str(seed)], check=True, env={**os.environ, **environment}
    )
    return files_of(root)


def test_two_processes_write_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    other = written_elsewhere(tmp_path / "b", 1, TZ="America/St_Johns", PYTHONHASHSEED="7", LC_ALL="C")
    assert files_of(workspace) == other


def test_another_seed_writes_other_facts(workspace: Path, tmp_path: Path) -> None:
    """The control of the test above: the comparison does see a difference."""
    names = differences(files_of(workspace), written_elsewhere(tmp_path / "b", 2))
    assert "surveys/2026Q3/订单_2026Q3.csv" in names
    assert "surveys/2026Q3/满意度调查_2026Q3.xlsx" in names


def test_the_repository_holds_this_very_sample(tmp_path: Path) -> None:
    """`make sample` writes it anew; whoever changes the generator has to."""
    tracked = {
        name: data
        for folder in ("surveys", "config")
        for name, data in files_of(REPOSITORY).items()
        if name.startswith(f"{folder}/")
    }
    write_workspace(tmp_path, clients=60, offices=5, quarters=8, seed=1)
    written = files_of(tmp_path)
    ours = {name: data for name, data in tracked.items() if name.startswith("surveys/") or name in written}
    assert differences(ours, written) == []


def test_one_changed_cell_counts_as_drift(workspace: Path) -> None:
    """The control of the test above."""
    files = files_of(workspace)
    name = "surveys/2026Q3/客户登记表.xlsx"
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files[name])) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace("恒达机电".encode(), "恒达机械".encode()))
    assert differences(files, files | {name: changed.getvalue()}) == [name]


def test_its_configuration_is_sound(workspace: Path) -> None:
    config, problems = load_config(workspace)
    assert problems == []
    assert config is not None


@pytest.mark.parametrize("name", ["profile.yaml", "sources.yaml"])
def test_an_editor_finds_the_schema_that_the_first_line_names(workspace: Path, name: str) -> None:
    first = (workspace / "config" / name).read_text("utf-8").splitlines()[0]
    schema = workspace / "config" / first.removeprefix("# yaml-language-server: $schema=")
    assert "properties" in json.loads(schema.read_text("utf-8"))


def test_it_is_small_enough_to_keep_in_the_repository(workspace: Path) -> None:
    assert sum(len(data) for data in files_of(workspace).values()) < 700_000


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    mine = tmp_path / "surveys" / "2026Q3" / "自己的.csv"
    mine.parent.mkdir(parents=True)
    mine.write_text("甲")
    write_workspace(tmp_path, clients=12, offices=2, quarters=2, seed=1)
    assert mine.read_text() == "甲"


@pytest.mark.parametrize(("clients", "offices", "quarters"), [(11, 2, 3), (12, 1, 3), (12, 21, 3), (12, 2, 1)])
def test_a_world_too_small_for_its_stories_is_refused(
    tmp_path: Path, clients: int, offices: int, quarters: int
) -> None:
    with pytest.raises(ValueError, match=f"got {clients}, {offices} and {quarters}"):
        write_workspace(tmp_path, clients=clients, offices=offices, quarters=quarters, seed=1)
    assert list(tmp_path.iterdir()) == []


def test_a_larger_world_has_its_offices_and_quarters(tmp_path: Path) -> None:
    write_workspace(tmp_path, clients=60, offices=5, quarters=8, seed=1)
    folders = sorted(path.name for path in (tmp_path / "surveys").iterdir())
    assert folders == ["2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3"]
    cards = [path.name for path in (tmp_path / "surveys" / "2026Q2").glob("客户资信评估表_*")]
    assert len(cards) == 5


def test_the_last_quarter_can_be_another_one(tmp_path: Path) -> None:
    write_workspace(tmp_path, clients=12, offices=2, quarters=2, seed=1, last="2027Q1")
    assert sorted(path.name for path in (tmp_path / "surveys").iterdir()) == ["2026Q4", "2027Q1"]
