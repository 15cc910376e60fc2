"""Kill -9 at each write of the journal: the next run finishes, and nobody gets a message twice."""

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from reportgen.mailing.journal import State, states
from tests.mailing.fault_server import Server
from tests.mailing.killed import PLAN, send
from tests.mailing.letters import NAMES, journal

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
WRITES = 6
"""Three messages: about to send, and what the server said."""


@dataclass(frozen=True)
class Ended:
    """How the process ended, and what stood then and after the next run."""

    code: int
    between: dict[str, State]
    after: dict[str, State]
    delivered: Counter[str]


def killed(folder: Path, at: int, when: str, how: str = "careful") -> Ended:
    server = Server(fault=None)
    with server.running():
        words = (str(folder), str(server.port), str(at), when, how)
        done = subprocess.run([sys.executable, "-m", "tests.mailing.killed", *words], cwd=ROOT, check=False)
        between = by_name(folder)
        send(server.port, journal(folder))
    return Ended(done.returncode, between, by_name(folder), server.delivered())


def by_name(folder: Path) -> dict[str, State]:
    known = states(journal(folder).read())
    return {one.to: known.get(one.key, State.NEW) for one in PLAN.messages}


@pytest.mark.parametrize(("at", "when"), list(product(range(1, WRITES + 1), ("before", "after"))))
def test_each_write_may_be_the_last(at: int, when: str, tmp_path: Path) -> None:
    found = killed(tmp_path, at, when)
    assert found.code == -9, "it was killed there"
    struck = NAMES[(at - 1) // 2]
    unknown = (at % 2 == 1) == (when == "after")
    assert found.between[struck] is (State.UNKNOWN if unknown else State.NEW if at % 2 else State.SENT)
    others = dict.fromkeys(NAMES, State.SENT)
    assert found.after == others | ({struck: State.UNKNOWN} if unknown else {})
    reached = not (unknown and at % 2 == 1)
    assert found.delivered == Counter({one: 1 for one in NAMES if one != struck or reached})


def test_there_are_no_more_writes_than_were_tried(tmp_path: Path) -> None:
    assert killed(tmp_path, WRITES + 1, "before").code == 0


def test_a_journal_of_results_alone_sends_twice(tmp_path: Path) -> None:
    """The control: nothing is entered before the final dot."""
    found = killed(tmp_path, 1, "before", "careless")
    assert found.code == -9
    assert found.delivered[NAMES[0]] == 2
