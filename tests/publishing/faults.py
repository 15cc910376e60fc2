"""One fault at each file-system call of a piece of work: the process is killed, or the call fails.

Calls are counted where Python makes them: the functions of ``os``, files as they are opened, read, written and
closed, statements of SQLite. A write that is hit leaves half of its content. Each case runs in a forked child, in
a folder of its own; what it left is judged, then the work is done once more without a fault.
"""

import builtins
import errno
import io
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

KILL = "KILL"
ERRORS = {name: getattr(errno, name) for name in ("ENOSPC", "EIO", "EROFS", "EACCES")}
CHANGING = (
    "mkdir",
    "rename",
    "replace",
    "link",
    "symlink",
    "unlink",
    "rmdir",
    "chmod",
    "fchmod",
    "fsync",
    "remove",
)
LOOKING = ("stat", "lstat", "listdir", "scandir", "readlink")
NOT_STARTED = 99
"""Exit code of a child whose fault was never reached."""


@dataclass
class Fault:
    """The n-th call of a kind, and what happens to it; ``at`` 0 = only count."""

    at: int
    kind: str
    seen: int = 0
    fired: bool = False

    def meets(self, *, changes: bool) -> bool:
        """Count a call; whether it is the one."""
        if not changes and self.kind != "EIO":
            return False  # a kill then leaves what one before the next change leaves
        self.seen += 1
        self.fired = self.fired or self.seen == self.at
        return self.seen == self.at

    def strike(self) -> None:
        """Kill the process, or let the call fail."""
        if self.kind == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        number = ERRORS[self.kind]
        raise OSError(number, os.strerror(number))


def injected(fault: Fault) -> None:
    """Hook every call of this process; a forked child does it and ends with it."""
    for name in (*CHANGING, *LOOKING):
        setattr(os, name, _hooked(getattr(os, name), fault, name))
    os.open = _opening(os.open, fault)
    io.open = builtins.open = _filing(io.open, fault)
    sqlite3.connect = _database(sqlite3.connect, fault)


def _hooked(call: Any, fault: Fault, name: str) -> Any:
    def hooked(*given: Any, **named: Any) -> Any:
        if fault.meets(changes=name in CHANGING):
            fault.strike()
        if name == "fsync":
            return None  # a kill is no loss of power: what counts is that it is asked for
        return call(*given, **named)

    return hooked


def _opening(call: Any, fault: Fault) -> Any:
    def hooked(path: Any, flags: int, *more: Any, **named: Any) -> Any:
        if fault.meets(changes=bool(flags & os.O_CREAT)):
            fault.strike()
        return call(path, flags, *more, **named)

    return hooked


def _filing(call: Any, fault: Fault) -> Any:
    def hooked(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        changes = mode[0] in "wax"
        if fault.meets(changes=changes):
            if isinstance(file, int):
                os.close(file)
            fault.strike()
        return Watched(call(file, mode, *more, **named), fault, changes=changes)

    return hooked


class Watched:
    """A file whose reads, writes and end are counted."""

    def __init__(self, file: Any, fault: Fault, *, changes: bool) -> None:
        self.file, self.fault, self.changes = file, fault, changes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __iter__(self) -> Any:
        return iter(self.file)

    def read(self, *given: Any) -> Any:
        if self.fault.meets(changes=False):
            self.fault.strike()
        return self.file.read(*given)

    def write(self, content: Any) -> Any:
        if self.fault.meets(changes=True):
            self.file.write(content[: len(content) // 2])
            self.file.flush()
            self.fault.strike()
        return self.file.write(content)

    def flush(self) -> None:
        if self.fault.meets(changes=self.changes):
            self.fault.strike()
        self.file.flush()

    def close(self) -> None:
        hit = self.changes and not self.file.closed and self.fault.meets(changes=True)
        if hit and self.fault.kind == KILL:
            self.fault.strike()
        self.file.close()
        if hit:
            self.fault.strike()


def _database(call: Any, fault: Fault) -> Any:
    words = {"ENOSPC": "database or disk is full", "EROFS": "attempt to write a readonly database"}

    class Counted(sqlite3.Connection):
        def _met(self, statement: str) -> None:
            changes = not statement.startswith("select")
            if fault.meets(changes=changes):
                if fault.kind == KILL:
                    fault.strike()
                raise sqlite3.OperationalError(words.get(fault.kind, "disk I/O error"))

        def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
            self._met(statement)
            return super().execute(statement, *given)

        def executescript(self, statement: str) -> sqlite3.Cursor:
            self._met(statement)
            return super().executescript(statement)

    def hooked(*given: Any, **named: Any) -> Any:
        if fault.meets(changes=True):
            if fault.kind == KILL:
                fault.strike()
            raise sqlite3.OperationalError("unable to open database file")
        return call(*given, **{**named, "factory": Counted})

    return hooked


@dataclass
class Trial:
    """A piece of work under faults."""

    prepare: Callable[[Path], None]
    """Put the folder in the state before the work."""
    work: Callable[[Path], int]
    """Do it; the exit code."""
    verdict: Callable[[Path, int | None], str]
    """What a case left: whole, or what is wrong. The exit code is None where the process was killed."""
    again: Callable[[Path], str]
    """Do the work once more, undisturbed: whole, or what is wrong."""
    kinds: tuple[str, ...] = (KILL, *ERRORS)


@dataclass
class Tally:
    """What came of all cases."""

    fired: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    reran: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def said(self) -> dict[str, Any]:
        return {
            "fired": dict(self.fired),
            "broken": dict(self.broken),
            "reran": dict(self.reran),
            "shown": self.shown[:60],
        }


def tried(trial: Trial, folder: Path) -> Tally:
    """Return what came of a fault at every call, kind by kind, until a run ends before its fault."""
    tally = Tally()
    for kind in trial.kinds:
        at = 1
        while _case(trial, folder, Fault(at, kind), tally):
            at += 1
    return tally


def _case(trial: Trial, folder: Path, fault: Fault, tally: Tally) -> bool:
    """Run one case; whether its fault fired."""
    trial.prepare(folder)
    child = os.fork()
    if child == 0:
        _child(trial, folder, fault)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    code = None if killed else os.WEXITSTATUS(status)
    if code == NOT_STARTED:
        return False
    tally.fired[fault.kind] += 1
    for name, found, counter in (
        ("left", trial.verdict(folder, code), tally.broken),
        ("again", trial.again(folder), tally.reran),
    ):
        if found != "whole":
            counter[fault.kind] += 1
            tally.shown.append(f"{fault.kind} at call {fault.at}, {name}: {found} (exit {code})")
    return True


def _child(trial: Trial, folder: Path, fault: Fault) -> None:
    """Work under the fault and end this process."""
    code = 1
    try:
        injected(fault)
        code = trial.work(folder)
    except BaseException as error:  # noqa: BLE001 - an exception is a bug, and exit 1 says so
        sys.stderr.write(f"{fault.kind} at {fault.at}: {type(error).__name__}: {error}\n")
    finally:
        os._exit(code if fault.fired else NOT_STARTED)
