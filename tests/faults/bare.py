"""The control of the fault catalogue: the same files through bare pandas, each in a process that may die.

``python -m tests.faults.bare FOLDER`` prints, as JSON, what came of each file: "read", an exception's
name, or the signal that killed the reader.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path

import pandas as pd

MEMORY = 2 << 30
SECONDS = 10


def outcome(path: Path) -> str:
    """Return what a bare reader makes of a file."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.write(writing, _read(path).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else said


def _read(path: Path) -> str:
    try:
        if path.suffix.startswith(".xl"):
            pd.read_excel(path, engine="calamine")
        else:
            pd.read_csv(path)
    except Exception as error:  # noqa: BLE001 - any of them is an answer
        return type(error).__name__
    return "read"


if __name__ == "__main__":
    found = {str(path): outcome(path) for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()}
    json.dump(found, sys.stdout)
