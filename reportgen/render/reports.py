"""Pages to files by warm worker processes: in order, within limits, one report's death being its own."""

import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as Overtime
from multiprocessing import get_context
from typing import TYPE_CHECKING

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.render.fonts import load_fonts
from reportgen.render.worker import PageJob, RenderedFile, RenderSetup, start, work

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

    Waiting = deque[tuple[PageJob, Future[tuple[RenderedFile | Problem, ...]]]]

AHEAD = 3
"""Jobs under way or waiting per worker; more would only fill memory."""
START_SECONDS = 120


def rendered(jobs: Iterable[PageJob], setup: RenderSetup, *, workers: int) -> Iterator[RenderedFile | Problem]:
    """Yield every job's files and problems in the order of the jobs; those tried twice come last.

    A job whose worker died or ran over its time or memory is tried once more, alone; then it is E402.
    """
    _, refused = load_fonts(setup.fonts)
    if refused:
        yield from refused
        return
    failed: list[PageJob] = []
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        yield from _run(jobs, setup, max(workers, 1), scratch, failed)
        for job in failed:
            again: list[PageJob] = []
            yield from _run([job], setup, 1, scratch, again)
            if again:
                yield _over(job, setup)


def _run(
    jobs: Iterable[PageJob], setup: RenderSetup, workers: int, scratch: str, failed: list[PageJob]
) -> Iterator[RenderedFile | Problem]:
    """Yield what one pool makes of the jobs; those that it lost are added to ``failed``."""
    from pebble import ProcessPool

    pool = ProcessPool(
        max_workers=workers, initializer=start, initargs=(setup, scratch), context=get_context("spawn")
    )
    ended = False
    try:
        waiting: Waiting = deque()
        for job in jobs:
            waiting.append((job, _scheduled(pool, job, setup)))
            if len(waiting) >= workers * AHEAD:
                yield from _result(*waiting.popleft(), setup, failed)
        while waiting:
            yield from _result(*waiting.popleft(), setup, failed)
        ended = True
    except RuntimeError as error:
        yield _unstarted(str(error))
    finally:
        if ended:
            pool.close()  # type: ignore[no-untyped-call]
        else:
            pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _scheduled(
    pool: "ProcessPool", job: PageJob, setup: RenderSetup
) -> "Future[tuple[RenderedFile | Problem, ...]]":
    future: Future[tuple[RenderedFile | Problem, ...]] = pool.schedule(
        work, args=(job,), timeout=setup.limits.seconds
    )
    return future


def _result(
    job: PageJob,
    future: "Future[tuple[RenderedFile | Problem, ...]]",
    setup: RenderSetup,
    failed: list[PageJob],
) -> Iterator[RenderedFile | Problem]:
    """Yield a job's outcome, or note that its worker was lost; every wait has a limit."""
    from pebble import ProcessExpired

    try:
        yield from future.result(timeout=setup.limits.seconds * (AHEAD + 1) + START_SECONDS)
    except (Overtime, ProcessExpired, MemoryError, RecursionError):
        future.cancel()
        failed.append(job)


def _over(job: PageJob, setup: RenderSetup) -> Problem:
    return _refused(
        "E402",
        job.target,
        text("a report done in {s} seconds and {mb} MB", s=setup.limits.seconds, mb=setup.limits.memory_mb),
        text("raise render_limits in config/profile.yaml, or look for an outsized text in its rows"),
    )


def _unstarted(why: str) -> Problem:
    return _refused("E403", "", text("render workers that start"), text("run again with --verbose"), why)


def _refused(code: str, file: str, expected: Text, hint: Text, value: str = "") -> Problem:
    return Problem(code=code, severity=Severity.REFUSED, file=file, value=value, expected=expected, hint=hint)
