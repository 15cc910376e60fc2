"""Publishing and closing are killed, or fail, at every file-system call; readers see the old or the new, whole."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.faults import ERRORS, KILL

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
FEWEST = {"publishing": 90, "closing": 80}
"""Calls of each kind that are known to be there: a harness that hits nothing proves nothing."""


@pytest.fixture
def quick_disk() -> Iterator[Path]:
    """A folder in memory where there is one: what counts is the order of calls, not how fast a disk is."""
    memory = Path("/dev/shm")  # noqa: S108
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def tally(name: str, folder: Path, kinds: str = "") -> Any:
    """Run a trial in a process of its own."""
    command = [sys.executable, "-m", "tests.publishing.fault_trials", name, str(folder), kinds]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["publishing", "closing"])
def test_every_call_may_be_the_last(name: str, quick_disk: Path) -> None:
    found = tally(name, quick_disk)
    assert (found["broken"], found["reran"]) == ({}, {}), found["shown"]
    assert set(found["fired"]) == {KILL, *ERRORS}
    assert min(found["fired"].values()) > FEWEST[name]


def test_writing_into_the_live_folder_leaves_mixtures(quick_disk: Path) -> None:
    """The control: the same faults, the publisher that everybody writes first."""
    found = tally("in_place", quick_disk, KILL)
    assert found["broken"][KILL] > found["fired"][KILL] / 2


def test_taking_the_link_away_first_leaves_no_site(quick_disk: Path) -> None:
    """The control: everything else as ours, only the link is removed and made anew."""
    found = tally("unlinking", quick_disk, KILL)
    assert "no site" in found["shown"][0]


def test_an_entry_before_its_files_closes_nothing(quick_disk: Path) -> None:
    """The control: the ledger says closed before the files are kept."""
    found = tally("entry_first", quick_disk, KILL)
    assert found["broken"][KILL] > found["fired"][KILL] / 2
