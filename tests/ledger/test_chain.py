"""The ledger's chain: what was entered cannot be changed unseen."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reportgen.ledger.chain import FILE, GENESIS, Act, LedgerError, append, chain_faults, entries

NOON = datetime(2026, 10, 8, 12, tzinfo=UTC)


def act(**body: Any) -> Act:
    return Act(kind="closed", period="2026Q3", body=body, at=NOON, actor="li@server")


def edited(folder: Path, statement: str) -> None:
    """Change the file behind the program's back, as somebody with the right tool can."""
    with sqlite3.connect(folder / FILE) as database:
        database.execute("drop trigger no_update")
        database.execute("drop trigger no_delete")
        database.execute(statement)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    for number in range(3):
        append(tmp_path, act(number=number))
    return tmp_path


def test_each_entry_names_the_one_before(three: Path) -> None:
    first, second, third = entries(three)
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.hash, second.hash)
    assert [one.body["number"] for one in (first, second, third)] == [0, 1, 2]
    assert not chain_faults([first, second, third])


def test_the_database_itself_refuses_a_change(three: Path) -> None:
    with sqlite3.connect(three / FILE) as database:
        for statement in ("update entries set actor = 'x'", "delete from entries"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update entries set actor = 'wang@server' where seq = 2",
        "update entries set at = '2026-10-09T12:00:00+00:00' where seq = 2",
        "update entries set body = '{\"number\":7}' where seq = 3",
        "delete from entries where seq = 2",
        "delete from entries where seq = 1",
        "update entries set seq = 9 where seq = 3",
    ],
)
def test_a_change_behind_our_back_breaks_the_chain(statement: str, three: Path) -> None:
    edited(three, statement)
    assert chain_faults(entries(three))


def test_a_shortened_chain_is_whole_but_lacks_the_head_that_was_noted(three: Path) -> None:
    head = entries(three)[-1].hash
    assert not chain_faults(entries(three), head[:12])
    edited(three, "delete from entries where seq = 3")
    assert not chain_faults(entries(three))
    assert [str(fault) for fault in chain_faults(entries(three), head)] == [
        f"no entry of the ledger has the head {head[:12]}"
    ]


def test_a_head_of_before_still_counts_after_more_was_entered(three: Path) -> None:
    head = entries(three)[0].hash
    append(three, act(number=3))
    assert not chain_faults(entries(three), head)


def test_no_ledger_has_no_entries(tmp_path: Path) -> None:
    assert entries(tmp_path) == []


def test_a_file_that_is_no_ledger_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to look at" * 40)
    with pytest.raises(LedgerError):
        entries(tmp_path)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reportgen.ledger.chain import Act, append
for number in range(20):
    at = datetime(2026, 10, 8, tzinfo=UTC)
    one = Act(kind="closed", period="2026Q3", body={"number": number}, at=at, actor=sys.argv[2])
    append(Path(sys.argv[1]), one)
"""


def test_two_writers_at_once_make_one_chain(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, name]) for name in ("li", "wang")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = entries(tmp_path)
    assert len(found) == 40
    assert not chain_faults(found)


def test_a_ledger_without_its_table_was_damaged_and_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    """A ledger is made under another name first, so no kill leaves one like this."""
    (tmp_path / FILE).write_bytes(b"")
    with pytest.raises(LedgerError):
        entries(tmp_path)
    with pytest.raises(LedgerError):
        append(tmp_path, act())
