"""Cases through ``reportgen check``: each alone, or many of one fate in one workspace."""

import traceback
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportgen import pipeline
from reportgen.model.period import Period
from tests.faults.case import CONFIG, DONE, NOTED, REFUSED, Case, Seen
from tests.faults.workspace import made

BUG = 1
PERIOD = Period.parse("2026Q3")


def seen(root: Path, cases: Sequence[Case], *, required: bool = True) -> dict[str, Seen]:
    """Return what a check of one workspace says of each of the cases in it."""
    made(root, cases, required=required)
    if len(cases) == 1 and cases[0].setup:
        cases[0].setup(root / "surveys/2026Q3")
    with cases[0].around(root):
        try:
            run = pipeline.check(root, PERIOD)
        except Exception:  # noqa: BLE001 - whatever it is, it is a bug, and a miss of these cases
            return {case.id: _failed(case, root, traceback.format_exc()) for case in cases}
    broken = [str(problem) for problem in run.problems if problem.file.startswith("config/")]
    assert not broken or cases[0].code == CONFIG, broken
    return {case.id: _of(case, run, root, len(cases) == 1) for case in cases}


def _failed(case: Case, root: Path, error: str) -> Seen:
    """Return what came of a case where the check itself failed: exit 1."""
    return Seen(case=case, exit=BUG, problems=[], results=None, coverage=[], root=root, error=error)


def _of(case: Case, run: pipeline.Run, root: Path, alone: bool) -> Seen:  # noqa: FBT001
    """Return a case's part of a run; alone in its workspace, everything is its part."""
    problems = [problem for problem in run.problems if alone or case.owns(problem.file)]
    coverage = run.results.coverage.to_dict("records") if run.results else []
    return Seen(
        case=case,
        exit=int(run.exit) if alone else _exit_of(problems, int(run.exit)),
        problems=problems,
        results=run.results,
        coverage=[
            {str(name): value for name, value in line.items()}
            for line in coverage
            if alone or case.owns(str(line["file"]))
        ],
        root=root,
    )


def _exit_of(problems: Iterable[object], found: int) -> int:
    """Return the exit code that the case's share of the problems gives; the run's own if they had any."""
    return found if list(problems) else DONE


def bundles(cases: Iterable[Case]) -> list[list[Case]]:
    """Return cases that can share a workspace: all refused or none."""
    shared: dict[bool, list[Case]] = {}
    alone: list[list[Case]] = []
    for case in cases:
        if case.alone:
            alone.append([case])
        else:
            shared.setdefault(case.code == REFUSED, []).append(case)
    return [*shared.values(), *alone]


def misses(one: Seen) -> list[str]:
    """Return everything in which the answer differs from what the case declares."""
    case = one.case
    first = case.first or (case.answers[0].file if case.answers else "")
    wrong = [one.error] if one.error else []
    wrong += [
        f"missing: {answer}"
        for answer in case.answers
        if not any(answer.fits(problem, first) for problem in one.problems)
    ]
    wrong += [
        f"also: {problem} ({problem.severity.value}, {problem.sheet!r}, {problem.row}, {problem.column!r})"
        for problem in one.problems
        if not any(answer.fits(problem, first) for answer in case.answers)
    ]
    if one.exit != case.code:
        wrong.append(f"exit {one.exit}, expected {case.code}")
    wrong += _lost_rows(one)
    if not wrong and not case.holds(one):
        wrong.append("what must hold besides does not")
    return wrong


def _lost_rows(one: Seen) -> list[str]:
    """Return where the conservation law does not hold, or where rows have another fate than counted by hand."""
    names = ("used", "set_aside", "superseded", "skipped")
    wrong = []
    for line in one.coverage:
        fates = {name: int(line[f"rows_{name}"]) for name in names}
        if int(line["rows_read"]) != sum(fates.values()):
            wrong.append(f"{line['file']}: {line['rows_read']} rows read, {fates}")
        if any(p.severity.value == "refused" and p.file == line["file"] for p in one.problems) and fates["used"]:
            wrong.append(f"{line['file']}: refused, and {fates['used']} rows were used")
    if one.case.rows and one.results:
        wrong += _other_fates(one, one.case.rows)
    return wrong


def _other_fates(one: Seen, counted: Mapping[str, int]) -> list[str]:
    own = [line for line in one.coverage if str(line["file"]).endswith(one.case.first)]
    found = {
        name: sum(int(line[f"rows_{name}"]) for line in own)
        for name in ("used", "set_aside", "superseded", "skipped")
    }
    expected = {name: counted.get(name, 0) for name in found}
    return [] if found == expected else [f"rows {found}, counted by hand {expected}"]


def optional_misses(one: Seen) -> list[str]:
    """Return what is wrong where the same refused file belongs to an export that a build can do without."""
    wrong = [] if one.exit == NOTED else [f"optional: exit {one.exit}, expected {NOTED}"]
    first = one.case.first
    wrong += [
        f"optional: missing {answer}"
        for answer in one.case.answers
        if not any(answer.fits(problem, first) for problem in one.problems)
    ]
    return wrong + _lost_rows(one)
