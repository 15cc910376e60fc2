"""A heap of exports → groups of files of one shape, each with its rule and every file with its quarter."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.ingest.limits import Limits
from reportgen.ingest.platforms.structure_files import is_structure
from reportgen.ingest.sheet import Sheet
from reportgen.learn.known import register_of
from reportgen.learn.learner import Learner
from reportgen.learn.look import proposals, read, refused, with_rule
from reportgen.learn.naming import patterns
from reportgen.learn.proposal import Proposal
from reportgen.learn.quarters import DAILY, STATES, When, inside, shared_out, told, when
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.policy.sources import Export

_REGISTERS = (Export.CLIENTS, Export.OFFICES)
_NO_TABLES = frozenset({".md", ".txt", ".pdf", ".doc", ".docx", ".png", ".jpg", ".jpeg", ".zip", ".yaml", ".json"})
_LOCK = "~$"

Looked = tuple[Path, Proposal, tuple[Sheet, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One file, and the quarter whose folder it goes to."""

    path: Path
    proposal: Proposal
    sheets: tuple[Sheet, ...]
    period: Period
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Files of one shape and their rule."""

    proposal: Proposal
    files: tuple[Placed, ...]
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What a heap of files is."""

    groups: tuple[Group, ...]
    periods: tuple[Period, ...]
    """Quarters with files, the earliest first."""
    foreign: tuple[Path, ...]
    """Files that are nothing of ours."""
    beside: tuple[tuple[Path, Period], ...]
    """Questionnaires, which go where their answers go."""
    problems: tuple[Problem, ...]


def files_below(places: Iterable[Path]) -> list[Path]:
    """Return the files that are meant: those named, and every table below a folder that is named."""
    found: dict[Path, None] = {}
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            hidden = any(part.startswith((".", _LOCK)) for part in path.relative_to(place.parent).parts[1:])
            if path.is_file() and not hidden and path.suffix.lower() not in _NO_TABLES:
                found[path.resolve()] = None
    return list(found)


def heap_of(files: Sequence[Path], learner: Learner) -> Heap:
    """Return what the files are: the registers are found first, so that clients in the others can be proven."""
    single, copies = _once(files)
    found = read(single, Limits.of(learner.profile.input_limits))
    first = proposals(found, learner)
    registers = [
        (sheet, one.source)
        for file, one in first
        for sheet in found.sheets[file]
        if one.source and one.export in _REGISTERS and sheet.sheet == one.sheet
    ]
    known = register_of(registers, learner.profile)
    made = proposals(found, replace(learner, register=known)) if known.known else first
    looked = [
        (path, replace(one, file=path.name), found.sheets[file])
        for file, one in made
        for path in (Path(file), *copies.get(Path(file), ()))
    ]
    whens = _whens(looked)
    again = {path for many in copies.values() for path in many if whens[path].latest and not _is_told(path)}
    looked = [one for one in looked if one[0] not in again or one[1].export in _REGISTERS]
    shapes = _shapes([one for one in looked if one[1].export is not None])
    periods = _span(looked, whens)
    whens = {path: inside(seen, periods) for path, seen in whens.items()}
    groups = [_placed(shape, whens, periods) for shape in shapes]
    return Heap(
        groups=tuple(_named(groups)),
        periods=tuple(sorted({one.period for group in groups for one in group.files})),
        foreign=tuple(path for path, one, _ in looked if one.export is None and not is_structure(path.name)),
        beside=tuple((path, _last(groups)) for path, _, _ in looked if is_structure(path.name)) if groups else (),
        problems=tuple(refused(found)),
    )


def _whens(looked: Sequence[Looked]) -> dict[Path, When]:
    """Return when each file is; of several sheets the one with daily records tells, the latest of them."""
    found: dict[Path, tuple[bool, When]] = {}
    for path, one, sheets in looked:
        seen = when(one, sheets, path.parent.name)
        daily = one.export in DAILY
        if path in found and not _later((daily, seen), found[path]):
            continue
        found[path] = (daily, seen)
    return {path: seen for path, (_, seen) in found.items()}


def _later(one: tuple[bool, When], other: tuple[bool, When]) -> bool:
    if (one[1].period is None) or (other[1].period is None):
        return other[1].period is None
    return (one[0], one[1].period) > (other[0], other[1].period)


def _span(looked: Sequence[Looked], whens: Mapping[Path, When]) -> list[Period]:
    """Return the quarters that the heap is about: those of records that are made day by day, else of any."""
    told_by = [whens[path].period for path, one, _ in looked if one.export in DAILY] or [
        w.period for w in whens.values()
    ]
    return sorted({period for period in told_by if period is not None})


def _once(files: Sequence[Path]) -> tuple[list[Path], dict[Path, list[Path]]]:
    """Return the files that differ, and file → its copies: a state that did not change in a quarter."""
    first: dict[str, Path] = {}
    copies: dict[Path, list[Path]] = {}
    for path in files:
        key = hashlib.sha256(path.read_bytes()).hexdigest()
        if key in first:
            copies.setdefault(first[key], []).append(path)
        else:
            first[key] = path
    return list(first.values()), copies


def _is_told(path: Path) -> bool:
    """Whether the folder that a file came from names its quarter."""
    return told(path.parent.name) is not None


def _shapes(looked: Sequence[Looked]) -> list[list[Looked]]:
    """Return the files by shape, each with the proposal of the fullest among them."""
    by_shape: dict[tuple[object, ...], list[Looked]] = {}
    for path, one, sheets in looked:
        key = ("form",) if one.layout == "form" else (one.sheet, one.header_rows, one.headings)
        by_shape.setdefault(key, []).append((path, one, sheets))
    shapes = []
    for own in by_shape.values():
        common = _common([one for _, one, _ in own])
        shapes.append([(path, replace(common, file=one.file, rows=one.rows), sheets) for path, one, sheets in own])
    return sorted(shapes, key=lambda own: [*Export].index(own[0][1].export or Export.SURVEY))


def _common(made: Sequence[Proposal]) -> Proposal:
    """Return the proposal of files of one shape: that of the fullest, with the words and marks of all."""
    base = max(made, key=lambda one: (one.rows if one.layout != "form" else len(one.columns), -one.undecided))
    columns = dict(base.columns)
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    unsaid: dict[str, tuple[str, ...]] = {}
    for one in made:
        if one.layout == "form":
            taken = {choice.heading for choice in columns.values()}
            columns |= {n: c for n, c in one.columns.items() if n not in columns and c.heading not in taken}
        for name, rule in one.values.items():
            own = values.setdefault(name, {})
            own |= {word: tuple(dict.fromkeys((*own.get(word, ()), *many))) for word, many in rule.items()}
        for name, words in one.unsaid_values.items():
            unsaid[name] = tuple(dict.fromkeys((*unsaid.get(name, ()), *words)))
    encodings = {one.encoding for one in made}
    missing = tuple(sorted({word for one in made for word in one.missing}))
    encoding = base.encoding if len(encodings) == 1 else "utf-8"
    return replace(
        base,
        columns=columns,
        values=values,
        unsaid_values=unsaid,
        missing=missing,
        encoding=encoding,
        allow_empty=any(one.allow_empty for one in made),
    )


def _placed(own: Sequence[Looked], whens: Mapping[Path, When], periods: Sequence[Period]) -> Group:
    """Return a group with a quarter for every file; what nothing dates is shared out."""
    undated = [(path, sheets) for path, _, sheets in own if whens[path].period is None]
    taken = {whens[path].period for path, _, _ in own}
    free = [period for period in periods if period not in taken] or list(periods) or [Period.parse("2000Q1")]
    size = [(whens[path], sum(map(_filled, sheets))) for path, sheets in undated]
    if len(undated) == 1 and own[0][1].export not in STATES:
        free = free[-1:]  # a history was handed in last
    given = dict(zip((path for path, _ in undated), shared_out(size, free), strict=True)) if undated else {}
    files = tuple(
        Placed(
            path=path,
            proposal=one,
            sheets=sheets,
            period=given.get(path) or whens[path].period or free[0],
            sure=whens[path].sure or len(periods) == 1,
        )
        for path, one, sheets in own
    )
    return Group(proposal=own[0][1], files=files, patterns=())


def _filled(sheet: Sheet) -> int:
    return sum(bool(cell.strip()) for row in sheet.cells for cell in row)


def _last(groups: Sequence[Group]) -> Period:
    surveys = [group for group in groups if group.proposal.export is Export.SURVEY] or list(groups)
    return max(one.period for group in surveys for one in group.files)


def _named(groups: Sequence[Group]) -> list[Group]:
    """Return the groups with patterns that no file of another group fits."""
    names = [[one.path.name for one in group.files] for group in groups]
    done = []
    for at, group in enumerate(groups):
        others = [
            name for other, many in enumerate(names) if other != at for name in many if name not in names[at]
        ]
        found = patterns(names[at], others)
        done.append(replace(group, patterns=found, proposal=with_rule(group.proposal, found)))
    return done
