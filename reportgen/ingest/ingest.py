"""Exports of all folders → typed facts, coverage and every problem: the stage's entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.ingest.exports import understood
from reportgen.ingest.files import Claims, claimed
from reportgen.ingest.inputs import InputFile
from reportgen.ingest.known import Known
from reportgen.ingest.limits import Limits
from reportgen.ingest.read import read_files
from reportgen.ingest.sheet import Sheet
from reportgen.model.facts import Facts, Window
from reportgen.model.problem import Problem, Severity
from reportgen.policy.config import Config
from reportgen.policy.sources import Sources

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What the exports say, what became of every row, and what is wrong with them."""

    facts: Facts
    coverage: "pd.DataFrame"
    problems: tuple[Problem, ...]
    inputs: tuple[tuple[str, str], ...]
    """(file, SHA-256) of every file that was read."""
    owners: "pd.DataFrame"
    """OWNERS: which client the rows with a problem are about."""
    unresolved: "pd.DataFrame"
    """UNRESOLVED: what rows say whose client nobody knows."""
    known: Known
    """Who the clients are, by every key."""
    refused_required: tuple[str, ...]
    """Exports that a build cannot do without and that are missing or refused: exit 4."""


def ingested(config: Config, window: Window, *, scratch: Path, workers: int) -> Ingested:
    """Read every export of every folder up to the window's period.

    In:      config; window: records of its as-of moment or later, and after its period, lie in the
             future; scratch: a folder for private copies; workers: reading processes.
    Out:     facts whose frames are checked, COVERAGE in which every row is accounted for, problems
             sorted by place.
    Raises:  ContractError where a row of a sheet is not accounted for.
    """
    claims = claimed(config.root, config.sources, window.period)
    sheets, unread = _read(claims, config, scratch, workers)
    found = understood(sheets, claims, config, window)
    problems = ordered([*claims.problems, *unread, *found.problems])
    return Ingested(
        facts=found.facts,
        coverage=found.coverage,
        problems=problems,
        inputs=tuple(sorted({(sheet.file, sheet.sha256) for sheet in sheets})),
        owners=found.owners,
        unresolved=found.unresolved,
        known=found.known,
        refused_required=refused_required(problems, claims, config.sources),
    )


def _read(claims: Claims, config: Config, scratch: Path, workers: int) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of every claimed file."""
    inputs = [
        InputFile(
            path=config.root / claim.file,
            name=claim.file,
            encoding=claim.source.encoding,
            sheet=claim.source.sheet or ("*" if claim.source.layout == "form" else None),
            delimiter=claim.source.delimiter,
            allow_empty=claim.source.allow_empty,
        )
        for claim in claims.claims
    ]
    asked = dict.fromkeys(claim.file for claim in claims.structures)
    inputs += [InputFile(path=config.root / file, name=file) for file in asked]
    limits = Limits.of(config.profile.input_limits)
    return read_files(inputs, limits=limits, workers=workers, scratch=scratch)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by place, each once."""

    def place(problem: Problem) -> tuple[str | int, ...]:
        row = problem.row or 0
        return (
            problem.file,
            problem.sheet,
            row,
            problem.column,
            problem.code,
            problem.value,
            str(problem.expected),
        )

    return tuple(sorted(dict.fromkeys(problems), key=place))


def refused_required(problems: Iterable[Problem], claims: Claims, sources: Sources) -> tuple[str, ...]:
    """Return the required exports of which a file is refused, or that have no file."""
    required = {source.export.value for source in sources.sources if source.required}
    claimants = {claim.file: claim.source for claim in claims.claims}
    refused = {problem.file for problem in problems if problem.severity is Severity.REFUSED}
    broken = {claimants[f].export.value for f in refused if f in claimants and claimants[f].required}
    missing = required - {claim.source.export.value for claim in claims.claims}
    # a file that two rules claim may be one of a required export, so none of them is sure
    doubtful = required if any(problem.code == "E124" for problem in claims.problems) else set()
    return tuple(sorted(broken | missing | doubtful))
