"""What runs inside a reading process: one file at a time, limited, without network."""

import os
import resource
import sys

from reportgen.ingest.csvtext import read_csv
from reportgen.ingest.job import Job, Outcome
from reportgen.ingest.limits import MEGABYTE, Limits
from reportgen.ingest.platforms.structure_files import is_structure, read_structure
from reportgen.ingest.refusal import Place, RefusalError
from reportgen.ingest.sniff import Container, container_of
from reportgen.ingest.workbook import read_workbook
from reportgen.model.text import text

_DENIED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ftplib.", "urllib.")


def prepare(limits: Limits) -> None:
    """Bind a fresh process: memory, no core dump, no network, no child of its own, nothing on stderr."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.parse_bytes, limits.parse_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_deny)
    # A parser that runs out of memory says so on stderr before it aborts; the parent tells it better.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)


def _deny(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_DENIED):
        raise PermissionError(event)


def read_limited(job: Job) -> Outcome:
    """Read one file in the processor time that the limits allow it; for a process of its own."""
    _allow_cpu(job.limits.parse_cpu_seconds)
    return read_copy(job)


def read_copy(job: Job) -> Outcome:
    """Read one file; whatever is wrong with it comes back as its Problem."""
    try:
        return _counted(_read(job))
    except RefusalError as refusal:
        return Outcome(problems=(refusal.problem(job.name),))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - the parsers' errors are a list that is never complete
        return Outcome(problems=(terminated(type(error).__name__, job.limits).problem(job.name),))


def terminated(cause: str, limits: Limits) -> RefusalError:
    """Return the refusal of a file whose reading ended in ``cause``."""
    return RefusalError(
        "E120",
        text(
            "a file that can be read within {memory} MB and {seconds} s",
            memory=limits.parse_bytes // MEGABYTE,
            seconds=limits.parse_cpu_seconds,
        ),
        value=cause,
        hint=text("open it in Excel or WPS and save it again"),
    )


def _read(job: Job) -> Outcome:
    if is_structure(job.name):
        return read_structure(job)
    container = container_of(job.copy, job.name)
    if container is Container.TEXT:
        return read_csv(job)
    return read_workbook(job, container)


def _counted(outcome: Outcome) -> Outcome:
    """Refuse a table of which the parser has more or fewer rows than the file itself counts."""
    for sheet in outcome.sheets:
        if sheet.records != len(sheet.cells):
            raise RefusalError(
                "E123",
                text("the {count} rows that the file itself counts", count=sheet.records),
                value=str(len(sheet.cells)),
                place=Place(sheet.sheet),
            )
    return outcome


def _allow_cpu(seconds: int) -> None:
    """Give the next file its own time; a process is used for several."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
