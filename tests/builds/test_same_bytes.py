"""Same inputs, same bytes: other process, folder, zone, umask, hash seed, worker count, and clock + 40 days."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builds.conftest import new_workspace

pytestmark = pytest.mark.slow

LATER = """
import datetime
import time_machine

time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=40)).start()
"""
SEEN = "import datetime; print(datetime.date.today().isoformat())"


def environment(folder: Path, zone: str, seed: str) -> dict[str, str]:
    """The other machine's settings, with its clock 40 days ahead in every process."""
    (folder / "sitecustomize.py").write_text(LATER, "utf-8")
    return {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(folder), "HOME": str(folder)}


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def build(root: Path, *words: str, **settings: object) -> dict[str, str]:
    command = [sys.executable, "-m", "reportgen", "--quiet", "build", "2026Q3", "--root", str(root), *words]
    found = subprocess.run(command, capture_output=True, check=False, **settings)  # type: ignore[call-overload]
    assert found.returncode == 3, found.stderr.decode()
    return hashes(root / "output" / "2026Q3")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = new_workspace(tmp_path_factory.mktemp("first"))
    return build(root, "--jobs", "2", env={**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"})


def test_another_place_time_and_machine_setting_gives_the_same_bytes(
    tmp_path: Path, first: dict[str, str]
) -> None:
    root = new_workspace(tmp_path / "elsewhere" / "名字 with spaces")
    settings = environment(tmp_path, "America/New_York", "99")
    again = build(root, "--jobs", "1", env=settings, umask=0o077, cwd=tmp_path)
    assert {name for name in first if first[name] != again.get(name)} == set()
    assert first == again


def test_the_other_clock_is_really_ahead(tmp_path: Path) -> None:
    """A control: the shim that moves the clock works in a fresh process."""
    settings = environment(tmp_path, "UTC", "1")
    ahead = subprocess.run([sys.executable, "-c", SEEN], env=settings, capture_output=True, text=True, check=True)
    now = subprocess.run([sys.executable, "-c", SEEN], capture_output=True, text=True, check=True)
    assert ahead.stdout > now.stdout


def test_a_planted_timestamp_is_seen(tmp_path: Path, first: dict[str, str]) -> None:
    """A control: one file that holds the time of its making makes the builds differ."""
    root = new_workspace(tmp_path / "planted")
    (root / "templates").mkdir()
    shipped = Path(__file__).resolve().parents[2] / "templates" / "site.js"
    shutil.copy(shipped, root / "templates" / "site.js")
    with (root / "templates" / "site.js").open("a", encoding="utf-8") as script:
        script.write(f"// made {shipped.stat().st_atime_ns}\n")
    again = build(root)
    assert {name for name in first if first[name] != again[name]} == {
        *(f"{audience}/assets/site.js" for audience in ("credit", "management", "office-HD", "office-HN")),
        "data/manifest.json",
    }
