"""One build at a time; a dead holder leaves no lock."""

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.deliver.lock import LockedError, locked

HOLDER = """
import sys, time
from pathlib import Path
from reportgen.deliver.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(LockedError) as error, locked(tmp_path):
            pass
        assert error.value.holder == f"pid {process.pid}"
        process.communicate()


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
        process.wait()
    with locked(tmp_path):
        assert (tmp_path / "lock").exists()
