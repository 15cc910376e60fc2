"""Memory and CPU of a process and all its children, sampled from /proc; shared pages count once."""

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY_SECONDS = 0.05
_KILOBYTE = 1024
_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12  # fields of /proc/<pid>/stat after the name


@dataclass(slots=True)
class Tree:
    """What a process and its descendants took so far."""

    peak: int = 0
    """The most bytes held at once."""
    ticks: dict[int, int] = field(default_factory=dict)
    """Process → the CPU that it used, as last seen."""

    @property
    def cpu(self) -> float:
        """Seconds of CPU of all processes together."""
        return sum(self.ticks.values()) / _TICKS

    def look(self, root: int) -> None:
        """Take a sample."""
        stats = {
            int(p.parent.name): _read(p).rpartition(")")[2].split() for p in Path("/proc").glob("[0-9]*/stat")
        }
        children: dict[int, list[int]] = {}
        for pid, fields in stats.items():
            if fields:
                children.setdefault(int(fields[_PARENT]), []).append(pid)
        todo, held = [root], 0
        while todo:
            pid = todo.pop()
            todo += children.get(pid, [])
            held += _held(pid)
            if stats.get(pid):
                self.ticks[pid] = int(stats[pid][_USER]) + int(stats[pid][_SYSTEM])
        self.peak = max(self.peak, held)


def watched(command: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[str, Tree]:
    """Run ``command`` and return its output and what it and its descendants took."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, **(env or {})})
    tree, ended = Tree(), threading.Event()

    def watch() -> None:
        while not ended.wait(EVERY_SECONDS):
            tree.look(process.pid)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    out, said = process.communicate()
    ended.set()
    watcher.join()
    if process.returncode not in {0, 3}:
        raise SystemExit(f"{said}\n{' '.join(command)} ended with {process.returncode}")
    return out, tree


def _held(pid: int) -> int:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * _KILOBYTE for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended
        return ""
