"""The control of the catalogue: bare pandas takes most of the same files without a word."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.case import Case
from tests.faults.every import CASES
from tests.faults.tally import ALL, SWALLOWED, swallowed

ROOT = Path(__file__).resolve().parents[2]
FAULTY = [
    case
    for case in CASES
    if case.bare and not case.slow and any(answer.fate in {"set_aside", "refused"} for answer in case.answers)
]
"""Cases that we set rows aside for, or refuse; what we only note may be read by anybody."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Case → what a bare reader says of its first file; cases without a file are left out."""
    root = tmp_path_factory.mktemp("bare")
    names: dict[str, str] = {}
    for case in FAULTY:
        for path, content in list(case.contents().items())[:1]:
            (root / case.key).mkdir()
            (root / case.key / path.rsplit("/", 1)[-1]).write_bytes(content)
            names[case.key] = case.id
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.bare", root],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return {names[Path(path).parent.name]: outcome for path, outcome in json.loads(run.stdout).items()}


def silent(outcomes: dict[str, str]) -> Counter[str]:
    return Counter(case[0] for case, outcome in outcomes.items() if outcome == "read")


def test_bare_readers_take_most_faults_of_every_kind_without_an_error(
    outcomes: dict[str, str], request: pytest.FixtureRequest
) -> None:
    read, every = silent(outcomes), Counter(case[0] for case in outcomes)
    counts = {letter: (read[letter], every[letter]) for letter in ALL}
    request.config.stash[SWALLOWED] = counts
    assert all(number > 0 for number, _ in counts.values()), swallowed(counts)
    assert sum(read.values()) > len(outcomes) / 2


def test_what_a_bare_reader_takes_is_no_sound_table(outcomes: dict[str, str]) -> None:
    """A05 and A14 are noticed even by bare readers, A17 and B07 are not: so the count is one of the files."""
    assert {"A17", "B07", "B11", "B12", "B15", "C14", "D01", "D13", "E02", "F01", "F18"} <= {
        case for case, outcome in outcomes.items() if outcome == "read"
    }
    assert outcomes["A05"] != "read"
    assert outcomes["A14"] in {"SIGABRT", "SIGKILL", "MemoryError", "SIGXCPU"}


def test_the_count_is_told_by_letter() -> None:
    told = swallowed({"A": (3, 20), "B": (5, 16)})
    assert told == "bare pandas.read_*: 8 of 36 faulty files read without an error (A 3/20, B 5/16)"


def test_every_letter_has_faulty_files() -> None:
    assert {case.id[0] for case in FAULTY if case.contents()} == set(ALL)
    assert all(isinstance(case, Case) for case in FAULTY)
