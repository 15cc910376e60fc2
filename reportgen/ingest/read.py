"""Files as received to tables of text, read by recycled processes that may die without harm."""

import shutil
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.ingest.child import prepare, read_limited, terminated
from reportgen.ingest.inputs import InputFile
from reportgen.ingest.job import Job, Outcome
from reportgen.ingest.limits import Limits
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.snapshot import Snapshot, snapshots
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    from pebble import ProcessFuture

FILES_PER_PROCESS = 32


def read_files(
    inputs: Sequence[InputFile], *, limits: Limits, workers: int, scratch: Path
) -> tuple[list[Sheet], list[Problem]]:
    """Return the tables of ``inputs``, in their order, and what is wrong with them.

    Each file is copied below ``scratch`` (a folder on the output's file system) and hashed; only
    the copy is parsed, in one of ``workers`` processes with limits on memory and time. A file that
    is refused has a Problem of severity refused and no Sheet. Faults of single rows are not in the
    list: they stand in ``Sheet.bad_rows``. Sheets stay valid when the copies are gone.
    """
    folder = Path(tempfile.mkdtemp(prefix="read-", dir=scratch))
    try:
        taken, problems = snapshots(inputs, folder, limits)
        outcomes = _outcomes([_job(shot, number, limits) for number, shot in enumerate(taken)], limits, workers)
        sheets = [sheet for outcome in outcomes for sheet in outcome.sheets]
        for sheet in sheets:
            sheet.cells.load()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    problems += [problem for outcome in outcomes for problem in outcome.problems]
    order = {source.name: number for number, source in enumerate(inputs)}
    return sheets, sorted(problems, key=lambda problem: order[problem.file])


def _job(shot: Snapshot, number: int, limits: Limits) -> Job:
    return Job(
        copy=shot.copy,
        spool=shot.copy.with_name(f"{shot.copy.stem}-{number}"),
        name=shot.source.name,
        sha256=shot.sha256,
        encoding=shot.source.encoding,
        sheet=shot.source.sheet,
        delimiter=shot.source.delimiter,
        allow_empty=shot.source.allow_empty,
        limits=limits,
    )


def _outcomes(jobs: Sequence[Job], limits: Limits, workers: int) -> list[Outcome]:
    """Read every copy, the largest first; return the outcomes in the order of ``jobs``."""
    if not jobs:
        return []
    from multiprocessing import get_context  # late: reportgen --help does without

    from pebble import ProcessPool

    pool = ProcessPool(
        max_workers=max(1, min(workers, len(jobs))),
        max_tasks=FILES_PER_PROCESS,
        initializer=prepare,
        initargs=[limits],
        context=get_context("forkserver"),
    )
    try:
        futures = {
            job.spool: pool.schedule(read_limited, args=[job], timeout=limits.parse_seconds)
            for job in sorted(jobs, key=lambda job: -job.copy.stat().st_size)
        }
        outcomes = [_outcome(job, futures[job.spool], limits) for job in jobs]
        pool.close()  # type: ignore[no-untyped-call]  # pebble's types are partial
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()
    return outcomes


def _outcome(job: Job, future: "ProcessFuture[Outcome]", limits: Limits) -> Outcome:
    from pebble import ProcessExpired

    try:
        outcome: Outcome = future.result()
    except ProcessExpired as death:
        code = death.exitcode or 0
        cause = signal.Signals(-code).name if code < 0 else str(code)
    except TimeoutError:
        cause = f"{limits.parse_seconds} s"
    except MemoryError:
        cause = "MemoryError"
    else:
        return outcome
    return Outcome(problems=(terminated(cause, limits).problem(job.name),))
