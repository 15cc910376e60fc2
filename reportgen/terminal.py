"""What a person at the terminal, or a machine behind it, is told of a run."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from reportgen.model.language import translator
from reportgen.model.problem import COLUMNS, Problem, Severity
from reportgen.model.text import Text
from reportgen.pipeline import Run, Silent, Watch

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.outcome import Outcome

SHOWN = 40
"""Most problems printed one by one; problems.csv has all."""


@dataclass(slots=True)
class Bar:
    """A progress bar on a terminal."""

    bar: Any = None

    def stage(self, name: Text, steps: int) -> None:
        """Begin a bar, or print the name of a stage that is not counted."""
        self.close()
        if steps:
            self.bar = click.progressbar(length=steps, label=str(name), file=sys.stderr)
            self.bar.__enter__()
        else:
            click.echo(str(name), err=True)

    def step(self) -> None:
        """Move the bar by one."""
        if self.bar is not None:
            self.bar.update(1)

    def close(self) -> None:
        """End the bar."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
            self.bar = None


@dataclass(slots=True)
class Lines:
    """Plain lines, where the output is no terminal."""

    total: int = 0
    done: int = 0
    marks: set[int] = field(default_factory=set)

    def stage(self, name: Text, steps: int) -> None:
        """Print the stage."""
        self.total, self.done = steps, 0
        self.marks = {steps * quarter // 4 for quarter in range(1, 5)} if steps else set()
        click.echo(f"{name}: {steps}" if steps else str(name), err=True)

    def step(self) -> None:
        """Print a line at each quarter."""
        self.done += 1
        if self.done in self.marks:
            click.echo(f"  {self.done}/{self.total}", err=True)

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Watch]:
    """Give a watch that fits the output, and end it."""
    if quiet:
        yield Silent()
        return
    watch = Bar() if sys.stderr.isatty() else Lines()
    try:
        yield watch
    finally:
        watch.close()


def report(run: Run, *, verbose: bool) -> None:
    """Print problems and a summary to stderr, the paths to open to stdout."""
    say = translator(run.locale)
    shown = [p for p in run.problems if verbose or p.severity is not Severity.NOTE]
    shown.sort(key=lambda p: (-_weight(p), p.file, p.sheet, p.row or 0))
    for problem in shown if verbose else shown[:SHOWN]:
        click.echo(problem.said(say), err=True)
    if len(shown) > SHOWN and not verbose:
        rest = say("{count} more; problems.csv lists all").format(count=len(shown) - SHOWN)
        click.echo(rest, err=True)
    if run.message.pattern:
        click.echo(run.message.said(say), err=True)
    click.echo(_summary(run), err=True)
    for page in run.pages:
        click.echo(page)


def audited(run: Run) -> None:
    """Print what the leak gate found to stderr, then how much it looked at."""
    say = translator(run.locale)
    for problem in run.problems:
        click.echo(problem.said(say), err=True)
    if run.message.pattern:
        click.echo(run.message.said(say), err=True)


def outcome(done: "Outcome", csv: "Path | None" = None) -> None:
    """Print what a command of the ledger says to stdout, problems to stderr; write differences to ``csv``."""
    from reportgen.deliver.tables import frame_csv

    say = translator(done.locale)
    for problem in done.problems[:SHOWN]:
        click.echo(problem.said(say), err=True)
    if len(done.problems) > SHOWN:
        click.echo(say("{count} more").format(count=len(done.problems) - SHOWN), err=True)
    for line in done.said[:SHOWN]:
        click.echo(line.said(say))
    if len(done.said) > SHOWN:
        click.echo(say("{count} more").format(count=len(done.said) - SHOWN))
    if csv is not None and done.restated is not None:
        csv.write_text(frame_csv(done.restated), encoding="utf-8")


def explanation(run: Run, csv: str | None) -> None:
    """Print an explanation to stdout, or to stderr where its rows go there; write them where asked."""
    from reportgen.deliver.tables import csv_text, guarded
    from reportgen.explain.printed import COLUMNS, cells, lines

    if run.explanation is None and run.message.pattern:
        click.echo(run.message.said(translator(run.locale)), err=True)
        return
    if run.explanation is None:
        report(run, verbose=False)
        return
    for line in lines(run.explanation, translator(run.locale)):
        click.echo(line, err=csv == "-")
    if csv is not None:
        rows = [[guarded(cell) for cell in row] for row in cells(run.explanation)]
        with click.open_file(csv, "w", encoding="utf-8") as file:
            file.write(csv_text(COLUMNS, rows))


def report_json(run: Run, *, verbose: bool) -> None:
    """Print problems as JSON with the columns of problems.csv."""
    shown = (p for p in run.problems if verbose or p.severity is not Severity.NOTE)
    rows = [dict(zip(COLUMNS, p.record, strict=True)) for p in shown]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _weight(problem: Problem) -> int:
    return list(Severity).index(problem.severity)


def _summary(run: Run) -> str:
    say = translator(run.locale)
    counts = Counter(problem.severity for problem in run.problems)
    names = {
        Severity.REFUSED: say("{count} refused"),
        Severity.SET_ASIDE: say("{count} set aside"),
        Severity.WARNING: say("{count} warnings"),
        Severity.NOTE: say("{count} notes"),
    }
    parts = [pattern.format(count=counts[severity]) for severity, pattern in names.items() if counts[severity]]
    problems = say(", ").join(parts) or say("no problems")
    reports = say("{count} PDF reports written").format(count=run.reports)
    between = say("; ")
    return f"{problems}{between}{reports}"
