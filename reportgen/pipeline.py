"""The stages in order, from a workspace to the output folder; the only module that knows the order."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportgen.asked import last_period, periods, unknown_ids
from reportgen.deliver.lock import LockedError, locked
from reportgen.deliver.periods import write_periods
from reportgen.deliver.refused import output_fault, unwritten
from reportgen.deliver.stage import DeliveryError, apart, build_id, probed, staged, swapped, tidied
from reportgen.model.facts import Window
from reportgen.model.frame import ContractError
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.results import Results
from reportgen.model.text import Text, text
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.sites import master, setup, sites

if TYPE_CHECKING:
    from reportgen.audit.record import Record
    from reportgen.explain.explain import Explanation
    from reportgen.ingest.ingest import Ingested
    from reportgen.policy.pdf import Variant
    from reportgen.render.html import Medium
    from reportgen.render.views.pages import Asked

LEDGER = "ledger"
WORK = ".work"
PREVIEW = ".preview"
_MEDIA: "dict[str, Medium]" = {"html": "screen", "pdf": "print"}


class Exit(IntEnum):
    """Exit codes; 1 is a bug and never used on purpose."""

    DONE = 0
    NOTED = 3
    USAGE = 2
    REFUSED = 4
    RENDER = 5
    PUBLISH = 6
    UNSENT = 7
    UNKNOWN = 8
    LEAK = 9
    LOCKED = 75


class Watch(Protocol):
    """Who is told of the progress."""

    def stage(self, name: Text, steps: int) -> None:
        """Say that a stage begins; ``steps`` is 0 where they are not counted."""

    def step(self) -> None:
        """Say that one step is done."""


class Silent:
    """Tells nobody."""

    def stage(self, name: Text, steps: int) -> None:
        """Do nothing."""

    def step(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build; empty ``clients`` and ``offices`` mean everything."""

    root: Path
    period: Period
    output: Path | None = None
    clients: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    formats: frozenset[str] = frozenset({"html", "pdf"})
    jobs: int | None = None
    locale: str | None = None
    as_of: date | None = None
    closed: Mapping[str, str] | None = None
    """Closed periods to compare with (period → hash of its entry); None = all that the ledger has."""
    ledger: Path | None = None
    """The ledger's folder. Default: ledger/ of the workspace."""
    draft: bool = False
    variant: "Variant | None" = None
    """What the PDFs say of themselves; None = as the profile says."""
    bilingual: bool = False
    """Whether clients also get a report in Chinese and English; the profile may ask for it too."""

    def chosen(self, config: Config) -> Config:
        """Return the configuration with what the request chooses in its place."""
        changed: dict[str, object] = {"draft": True} if self.draft else {}
        if self.variant is not None:
            changed["variant"] = self.variant
        rules = config.profile.pdf.model_copy(update=changed)
        twice = self.bilingual or config.profile.bilingual
        return replace(config, profile=config.profile.model_copy(update={"pdf": rules, "bilingual": twice}))

    @property
    def ledger_folder(self) -> Path:
        """Where closed periods are kept."""
        return (self.ledger or self.root / LEDGER).resolve()

    @property
    def partial(self) -> bool:
        """Whether only some pages are wanted; they go to a preview, never to the live output."""
        return bool(self.clients or self.offices) or self.formats != {"html", "pdf"}

    @property
    def asked(self) -> "Asked":
        """The pages wanted, as render understands it."""
        from reportgen.render.views.pages import Asked

        media = tuple(_MEDIA[form] for form in ("html", "pdf") if form in self.formats)
        return Asked(clients=frozenset(self.clients), offices=frozenset(self.offices), media=media)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command did: its exit code, every problem, and where to look."""

    exit: Exit
    problems: tuple[Problem, ...] = ()
    results: Results | None = None
    output: Path | None = None
    explanation: "Explanation | None" = None
    found: "Ingested | None" = None
    """What was read, where nothing further was asked for."""
    reports: int = 0
    pages: tuple[Path, ...] = ()
    message: Text = field(default_factory=lambda: Text(""))
    locale: str = "en"

    @property
    def table(self) -> Results:
        """The results; only asked for after the analysis."""
        if self.results is None:
            raise ContractError("a run without results has no table")
        return self.results


def check(root: Path, period: Period | None = None, watch: Watch | None = None) -> Run:
    """Validate configuration, inputs and figures; build nothing."""
    watch = watch or Silent()
    config, problems = load_config(root)
    if config is None:
        return Run(exit=Exit.USAGE, problems=tuple(problems))
    chosen = period or last_period(root)
    if chosen is None:
        return Run(exit=Exit.USAGE, message=text("surveys/ holds no folder of a period such as 2026Q3"))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        return analysed(config, Request(root=root, period=chosen), Path(scratch), watch)


def read(request: Request, watch: Watch | None = None) -> tuple[Config | None, Run]:
    """Read every export up to the period and stop there."""
    config, problems = load_config(request.root)
    if config is None:
        return None, Run(exit=Exit.USAGE, problems=tuple(problems))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        return config, _read(config, request, Path(scratch), watch or Silent())


def explain(request: Request, watch: Watch | None = None, *, subject: str, measure: str, pack: str = "") -> Run:
    """Say what one figure of the period is made of; build nothing."""
    from reportgen.explain.address import asked
    from reportgen.explain.explain import explained

    watch = watch or Silent()
    config, problems = load_config(request.root)
    if config is None:
        return Run(exit=Exit.USAGE, problems=tuple(problems))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        run = analysed(config, request, Path(scratch), watch)
    if run.results is None:
        return run
    inquiry = asked(run.results, config, subject, measure, pack)
    if isinstance(inquiry, Text):
        return Run(exit=Exit.USAGE, message=inquiry, locale=run.locale)
    return Run(exit=Exit.DONE, explanation=explained(inquiry), locale=run.locale)


def audit(request: Request, watch: Watch | None = None) -> Run:
    """Read back what stands in the output folder and compare it with who may see what; build nothing."""
    from reportgen.safekeeping import read_back

    config, problems = load_config(request.root)
    if config is None:
        return Run(exit=Exit.USAGE, problems=tuple(problems))
    locale = request.locale or config.profile.locale
    (watch or Silent()).stage(text("reading back every file"), 0)
    folder = ((request.output or request.root / "output") / str(request.period)).resolve()
    found = read_back(folder, workers=workers(request), locale=locale)
    if found is None:
        missing = text("there is no build of {period} to read back; build it first", period=str(request.period))
        return Run(exit=Exit.USAGE, message=missing, locale=locale)
    exit_ = Exit.LEAK if found.problems else Exit.DONE
    return Run(exit=exit_, problems=found.problems, message=found.said, locale=locale)


def build(request: Request, watch: Watch | None = None) -> Run:
    """Write every report of the period, or nothing: the output is swapped in whole."""
    watch = watch or Silent()
    config, problems = load_config(request.root)
    if config is None:
        return Run(exit=Exit.USAGE, problems=tuple(problems))
    locale = request.locale or config.profile.locale
    output = (request.output or request.root / "output").resolve()
    wrong = output_fault(request.root.resolve(), output)
    if wrong:
        return Run(exit=Exit.USAGE, problems=(wrong,), locale=locale)
    try:
        with locked(output / WORK):
            probed(output)
            scratch = output / WORK / "scratch"
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir(mode=0o700)
            try:
                return _built(request.chosen(config), request, output, watch)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except LockedError as error:
        busy = text("another build is running ({holder}); try again when it has ended", holder=error.holder)
        return Run(exit=Exit.LOCKED, message=busy, locale=locale)
    except OSError as error:
        return Run(exit=Exit.PUBLISH, problems=(unwritten("E503", output, error),), locale=locale)
    except DeliveryError as error:
        return Run(exit=Exit.PUBLISH, problems=(unwritten(error.code, error.path, error.error),), locale=locale)


def _built(config: Config, request: Request, output: Path, watch: Watch) -> Run:
    """Analyse, render, then write: nothing appears before every stage has run and the leak gate is passed."""
    from reportgen.audit.record import written
    from reportgen.deliver.data import data_tables
    from reportgen.safekeeping import GATE, secrets

    run = analysed(config, request, output / WORK / "scratch", watch)
    if run.results is None:
        return run
    unknown = unknown_ids(run.table, request.clients, request.offices)
    if unknown.pattern:
        return Run(exit=Exit.USAGE, message=unknown, locale=run.locale)
    files, faults = _rendered(config, request, run, watch)
    problems = (*run.problems, *faults)
    if any(fault.severity is Severity.REFUSED for fault in faults):
        return Run(exit=Exit.RENDER, problems=problems, locale=run.locale)
    record, notes = secrets(config, run.table)
    problems = (*problems, *notes)
    files[GATE] = written(record)
    files |= master(config, run.table, run.locale, data_tables(run.table, problems), files)
    return _delivered(request, output, files, replace(run, problems=problems), record, watch)


def _rendered(config: Config, request: Request, run: Run, watch: Watch) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the pages and data of every audience, and what went wrong on the way."""
    from reportgen.render.reports import rendered
    from reportgen.render.worker import RenderedFile

    faults: list[Problem] = []
    jobs, files = sites(config, run.table, run.locale, request.asked, overview=not request.partial)
    watch.stage(text("rendering"), sum(len(job.media) for job in jobs))
    for outcome in rendered(jobs, setup(config, run.table, run.locale), workers=workers(request)):
        if isinstance(outcome, RenderedFile):
            files[outcome.path] = outcome.content
            watch.step()
        else:
            faults.append(outcome)
    return files, faults


def _delivered(
    request: Request, output: Path, files: dict[str, bytes], run: Run, record: "Record", watch: Watch
) -> Run:
    """Write, read everything back, and only then put it in place."""
    from reportgen.audit.gate import audited
    from reportgen.ledger.closing import closing_of

    watch.stage(text("writing"), 0)
    link = output / str(request.period)
    folder = apart(output / WORK / str(request.period) / build_id(files), link)
    frozen = request.closed is None and closing_of(request.ledger_folder, str(request.period)) is not None
    if request.partial or frozen:
        folder = link = output / PREVIEW / str(request.period)
    staged(folder, files)
    watch.stage(text("reading back every file"), 0)
    leaks = audited(folder, record, workers=workers(request), locale=run.locale).problems
    problems = (*run.problems, *leaks)
    if leaks:
        shutil.rmtree(folder, ignore_errors=True)
        return Run(exit=Exit.LEAK, problems=problems, locale=run.locale)
    if not request.partial and not frozen:
        swapped(link, folder)
        tidied(folder.parent, folder)
    write_periods(link.parent)
    return Run(
        exit=Exit.NOTED if problems else Exit.DONE,
        problems=problems,
        results=run.results,
        output=link,
        reports=sum(name.endswith(".pdf") for name in files),
        pages=tuple(link / name for name in sorted(files) if name.endswith("index.html")),
        message=_stays(request.period) if frozen else Text(""),
        locale=run.locale,
    )


def _stays(period: Period) -> Text:
    """Return what to say of a build of a closed period."""
    return text("{period} is closed and stays as it was closed; this build is a preview", period=str(period))


def _read(config: Config, request: Request, scratch: Path, watch: Watch) -> Run:
    """Read the exports; nothing is found where a required one is refused."""
    from reportgen.ingest.ingest import ingested

    locale = request.locale or config.profile.locale
    if not (request.root / "surveys" / str(request.period)).is_dir():
        known = ", ".join(str(p) for p in periods(request.root)) or "-"
        missing = text("surveys/{period} is not there; there are {known}", period=str(request.period), known=known)
        return Run(exit=Exit.USAGE, message=missing, locale=locale)
    window = Window.of(request.period, config.profile.zone, request.as_of)
    watch.stage(text("reading the exports"), 0)
    found = ingested(config, window, scratch=scratch, workers=workers(request))
    if found.refused_required:
        return Run(exit=Exit.REFUSED, problems=found.problems, found=found, locale=locale)
    code = Exit.NOTED if found.problems else Exit.DONE
    return Run(exit=code, problems=found.problems, found=found, locale=locale)


def analysed(config: Config, request: Request, scratch: Path, watch: Watch) -> Run:
    """Read, measure, grade and compare; without results where a required export is refused."""
    from reportgen.analysis import results
    from reportgen.deliver.manifest import versions
    from reportgen.ledger.closing import closed_until

    run = _read(config, request, scratch, watch)
    if run.found is None or run.exit is Exit.REFUSED:
        return replace(run, found=None)
    watch.stage(text("measuring, grading and comparing"), 0)
    window = Window.of(request.period, config.profile.zone, request.as_of)
    closed = closed_until(request.ledger_folder, request.period, request.closed)
    tool = versions() if closed else ""
    return replace(run, found=None, results=results(config, run.found, window, closed, tool))


def workers(request: Request) -> int:
    """Return how many processes a command may use."""
    return request.jobs or len(os.sched_getaffinity(0))
