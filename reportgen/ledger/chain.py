"""An append-only list of entries in SQLite; each carries the hash of the one before it.

A changed, removed or inserted entry breaks the chain from there on. Somebody who can write the file can make a
new chain, so the head is printed at each closing: a head that was noted elsewhere proves everything before it.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.deliver.stage import synced
from reportgen.model.text import Text, text

FILE = "ledger.sqlite"
GENESIS = "0" * 64
"""What the first entry names as the one before it."""
_APPLICATION = 0x72676C64  # "rgld", so that `file` and we ourselves know whose database it is
_TABLE = """
create table if not exists entries (
  seq integer primary key, kind text not null, period text not null, at text not null, actor text not null,
  body text not null, previous text not null, hash text not null unique
) strict;
create trigger if not exists no_update before update on entries
  begin select raise(abort, 'the ledger is append-only'); end;
create trigger if not exists no_delete before delete on entries
  begin select raise(abort, 'the ledger is append-only'); end;
"""


class LedgerError(Exception):
    """The ledger cannot be read or written; ``path`` and the words say which and why."""

    def __init__(self, path: Path, error: Exception) -> None:
        super().__init__(f"{path}: {error}")
        self.path, self.error = path, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done."""

    seq: int
    kind: str
    """closed, restated, published, …"""
    period: str
    at: str
    """ISO 8601 with offset, by the clock of the machine; the order is that of ``seq``."""
    actor: str
    """user@host."""
    body: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is to be entered."""

    kind: str
    period: str
    body: Mapping[str, Any]
    at: datetime
    actor: str


def append(folder: Path, act: Act) -> Entry:
    """Enter ``act`` behind the last entry, synced to disk when this returns.

    Raises:  LedgerError.
    """
    with _connected(folder, make=True) as database:
        database.execute("begin immediate")
        last = database.execute("select seq, hash from entries order by seq desc limit 1").fetchone()
        seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        body = canonical(act.body)
        cells = (seq, act.kind, act.period, act.at.isoformat(timespec="seconds"), act.actor, body, previous)
        found = _hash(cells)
        database.execute("insert into entries values (?, ?, ?, ?, ?, ?, ?, ?)", (*cells, found))
        database.execute("commit")
    return _entry((*cells, found))


def entries(folder: Path, kind: str = "", period: str = "") -> list[Entry]:
    """Return the entries in order, of one kind or period where asked; none where there is no ledger.

    Raises:  LedgerError.
    """
    if not (folder / FILE).exists():
        return []
    with _connected(folder) as database:
        wanted = "select * from entries where :kind in ('', kind) and :period in ('', period) order by seq"
        rows = database.execute(wanted, {"kind": kind, "period": period}).fetchall()
    return [_entry(row) for row in rows]


def chain_faults(found: list[Entry], head: str = "") -> list[Text]:
    """Return what is wrong with the chain: entries that were changed, and a noted ``head`` that is not in it."""
    faults = []
    previous = GENESIS
    for place, entry in enumerate(found, 1):
        cells = (entry.seq, entry.kind, entry.period, entry.at, entry.actor, canonical(entry.body), entry.previous)
        if entry.seq != place or entry.previous != previous or _hash(cells) != entry.hash:
            faults.append(text("entry {seq} of the ledger was changed, or one before it removed", seq=entry.seq))
            break
        previous = entry.hash
    if head and not any(entry.hash.startswith(head) for entry in found):
        faults.append(text("no entry of the ledger has the head {head}", head=head[:12]))
    return faults


def canonical(body: Mapping[str, Any]) -> str:
    """Return ``body`` as JSON that depends on its content alone."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _hash(cells: tuple[Any, ...]) -> str:
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, kind, period, at, actor, body, previous, found = row
    return Entry(
        seq=seq, kind=kind, period=period, at=at, actor=actor, body=json.loads(body), previous=previous, hash=found
    )


@contextmanager
def _connected(folder: Path, *, make: bool = False) -> Iterator[sqlite3.Connection]:
    path = folder / FILE
    try:
        if make and not path.exists():
            _founded(path)
        mode = "rw" if make else "ro"
        database = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=30)
    except (OSError, sqlite3.Error, ValueError) as error:
        raise LedgerError(path, error) from error
    try:
        if make:
            database.execute("pragma synchronous = extra")
        yield database
    except (OSError, sqlite3.Error, ValueError) as error:
        raise LedgerError(path, error) from error
    finally:
        database.close()


def _founded(path: Path) -> None:
    """Make an empty ledger under another name, then give it its own, which another process may have been given.

    So a file of that name always is a whole ledger: one without its table was damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    os.close(descriptor)
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as database:
            database.executescript(f"pragma synchronous = extra; pragma application_id = {_APPLICATION}; {_TABLE}")
        Path(temporary).chmod(0o640)
        try:
            os.link(temporary, path)
        except OSError:  # another process was first, or the disk has no hard links
            if not path.exists():
                Path(temporary).rename(path)
        synced(path.parent)
    finally:
        Path(temporary).unlink(missing_ok=True)
