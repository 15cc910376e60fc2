"""The leak gate: every finished file of an audience is read back and compared with what the audience may see.

One secret in one file stops the build (E701), and so does a file that cannot be read back (E702).
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as Overtime
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from reportgen.audit.piece import UnreadableError
from reportgen.audit.reading import Hit, hits
from reportgen.audit.record import Record
from reportgen.audit.watched import Reader, Watched
from reportgen.model.language import translator
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

ALONE = 24
"""Files below which further processes cost more than they save."""
CHUNK = 8
SECONDS = 600
"""Longest wait for the files of one chunk."""
DATA = "data"
"""The folder of the restricted tables, which no audience but credit gets."""
MOST = 20
"""Most hits that are told of one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the gate looked at, and what it found."""

    problems: tuple[Problem, ...]
    files: int
    """Finished files read back."""
    readers: int
    """Audiences from whom something is hidden."""

    @property
    def said(self) -> Text:
        """What was looked at, and how much of it was wrong."""
        return text(
            "{files} files of {readers} audiences read back; {leaks} leaks",
            files=self.files,
            readers=self.readers,
            leaks=len(self.problems),
        )


def audited(folder: Path, record: Record, *, workers: int, locale: str) -> Audit:
    """Read back every file below ``folder``, a folder for each audience.

    In:      folder: a finished build; record: who may see what; locale: of the channels' names.
    Out:     a Problem for each secret in a file of an audience that may not see it, sorted by file; a reader
             from whom nothing is hidden is not read.
    Raises:  OSError where the folder cannot be read.
    """
    known = {reader.id: reader for reader in record.readers}
    tasks: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        top = name.partition("/")[0]
        if path.is_symlink() or (not path.is_dir() and not path.is_file()):
            problems.append(_unreadable(name, "a link or a device"))
        elif path.is_file() and top != DATA:
            if top not in known:
                problems.append(_nobodys(name))
            elif not known[top].sees_all:
                tasks.append((top, name))
    found = _all((folder, record, locale), tasks, workers)
    return Audit(
        problems=(*problems, *(one for each in found for one in each)),
        files=len(tasks),
        readers=len({one for one, _ in tasks}),
    )


def _all(
    told: tuple[Path, Record, str], tasks: Sequence[tuple[str, str]], workers: int
) -> Iterator[list[Problem]]:
    """Yield the problems of each file, in order."""
    if workers <= 1 or len(tasks) < ALONE:
        start(*told)
        yield from (looked(task) for task in tasks)
        return
    from pebble import ProcessPool

    with ProcessPool(max_workers=workers, initializer=start, initargs=told, context=get_context("spawn")) as pool:
        future = pool.map(looked, tasks, chunksize=CHUNK, timeout=SECONDS)
        results = future.result()
        for task in tasks:
            yield _next(results, task)


def _next(results: Iterator[list[Problem]], task: tuple[str, str]) -> list[Problem]:
    """Return the next file's problems; a process that died or took too long leaves its files unread."""
    from pebble import ProcessExpired

    try:
        return next(results)
    except (Overtime, ProcessExpired, MemoryError, StopIteration):
        return [_unreadable(task[1], "the process that read it was ended")]


_state: tuple[Path, Record, str] | None = None
_watched: dict[str, Watched] = {}


def start(folder: Path, record: Record, locale: str) -> None:
    """Make this process one that reads files of ``folder``."""
    global _state  # noqa: PLW0603  # the process is the worker
    _state = folder, record, locale
    _watched.clear()


def looked(task: tuple[str, str]) -> list[Problem]:
    """Return what is wrong with one file of one audience."""
    if _state is None:
        raise RuntimeError("start() comes first")
    audience, name = task
    folder, record, locale = _state
    if audience not in _watched:
        _watched.clear()  # files come audience by audience
        _watched[audience] = record.watched(next(one for one in record.readers if one.id == audience))
    watched = _watched[audience]
    try:
        found = hits(name, (folder / name).read_bytes(), watched)
    except UnreadableError as error:
        return [_unreadable(name, str(error))]
    return [_leak(name, hit, watched.reader, translator(locale)) for hit in found[:MOST]]


def _leak(name: str, hit: Hit, reader: Reader, say: Callable[[str], str]) -> Problem:
    return Problem(
        code="E701",
        severity=Severity.REFUSED,
        file=name,
        sheet=hit.channel.said(say),
        column=hit.place.said(say),
        value=hit.secret.text,
        expected=text(
            "nothing that {audience} may not see; this is a secret of client {client}: {kind}",
            audience=reader.id,
            client=hit.secret.client_id,
            kind=say(hit.secret.kind.value),
        ),
        hint=text(
            "the build before stays; correct the template or mask that wrote it, or list a word of every day "
            "under audiences.ordinary_words in config/profile.yaml"
        ),
    )


def _unreadable(name: str, why: str) -> Problem:
    return Problem(
        code="E702",
        severity=Severity.REFUSED,
        file=name,
        value=why,
        expected=text("a finished file that can be read back"),
        hint=text("the build before stays; look at what wrote the file"),
    )


def _nobodys(name: str) -> Problem:
    return Problem(
        code="E702",
        severity=Severity.REFUSED,
        file=name,
        value=name,
        expected=text("a file in the folder of an audience"),
        hint=text("the build before stays; look at what wrote the file"),
    )
