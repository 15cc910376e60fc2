"""What `reportgen init` says: what was made, what a person must decide, and what to do next."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.learn.heap import Group, Placed
from reportgen.learn.rule import Say
from reportgen.learn.workspace import Made
from reportgen.model.period import Period
from reportgen.model.text import Text, text

_SHOWN = 3


def told(made: Made, folder: Path, say: Say) -> Iterator[str]:
    """Yield the lines for a person who has just begun."""
    if made.heap is None:
        yield text("{folder}: an empty workspace", folder=str(folder)).said(say)
        yield from _steps(_first_steps(folder), say)
        return
    for group in made.heap.groups:
        yield from _of_group(group, made, say)
    for path in made.heap.foreign:
        yield text("{file}: left out, as it looks like none of the exports", file=path.name).said(say)
    for name in made.made:
        yield text("{file}: made from the records, as no register was found; please replace it", file=name).said(
            say
        )
    if not made.heap.periods:
        yield text("no file could be taken for an export; name the folder that holds them").said(say)
        return
    yield from _steps(_next_steps(made, folder), say)


def _of_group(group: Group, made: Made, say: Say) -> Iterator[str]:
    """Yield the line of one kind of file, and what is not sure about it."""
    export = group.proposal.export.value if group.proposal.export else "–"
    called = f" {made.called[export]}" if made.locale == "zh" and export in made.called else ""
    places = ", ".join(f"{period} ({many})" for period, many in _by_period(group.files))
    files = text("files by quarter: {places}", places=places).said(say)
    yield f"  {export}{called}  {files}"
    yield f"      {_shown([one.path.name for one in group.files])}"
    if group in made.open:
        yield "      " + text("its rule is not whole and stands as a comment in config/sources.yaml").said(say)
    if group.proposal.undecided:
        yield "      " + text("{count} places to decide in its rule", count=group.proposal.undecided).said(say)
    unsure = [one.path.name for one in group.files if not one.sure]
    if unsure:
        guessed = text(
            "the quarter of {files} is a guess; move the file to another folder if it is wrong",
            files=_shown(unsure),
        )
        yield "      " + guessed.said(say)


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f", … (+{len(names) - _SHOWN})" if len(names) > _SHOWN else "")


def _by_period(files: Sequence[Placed]) -> list[tuple[Period, int]]:
    periods = sorted({one.period for one in files})
    return [(period, sum(one.period == period for one in files)) for period in periods]


def _steps(steps: Sequence[Text], say: Say) -> Iterator[str]:
    yield text("next:").said(say)
    for number, step in enumerate(steps, start=1):
        yield f"  {number}. {step.said(say)}"


def _first_steps(folder: Path) -> list[Text]:
    return [
        text("put the exports of a quarter into {folder}/surveys/2026Q3/, as they came", folder=str(folder)),
        text(
            "{command} looks at them and writes their rules", command=f"reportgen source --write --root {folder}"
        ),
        text("{command} reads them and lists every fault", command=f"reportgen check --root {folder}"),
    ]


def _next_steps(made: Made, folder: Path) -> list[Text]:
    last = made.heap.periods[-1] if made.heap else ""
    count = sum(group.proposal.undecided for group in made.heap.groups) if made.heap else 0
    marked = text(
        "look through {file}: 请确认 decide marks {count} places to confirm",
        file=f"{folder}/config/sources.yaml",
        count=count,
    )
    return [
        *([marked] if count else []),
        text("write the company’s name and its opening hours into {file}", file=f"{folder}/config/profile.yaml"),
        text(
            "{command} reads everything and lists every fault", command=f"reportgen check {last} --root {folder}"
        ),
        text("{command} writes the reports", command=f"reportgen build {last} --root {folder}"),
    ]
