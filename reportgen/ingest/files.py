"""Which file is which export: the rules of config/sources.yaml over the folders of surveys/."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.records.every import RECORD
from reportgen.model.text import Text, text
from reportgen.policy.sources import Source, Sources

SURVEYS = "surveys"
_LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One file and the rule that says what it is."""

    file: str
    """Below the workspace, with /."""
    folder: str
    """The period's folder as it is named."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All files up to a period, by folder in time, then by name."""

    claims: tuple[Claim, ...]
    folders: tuple[str, ...]
    """Folders that were looked into, the earliest first."""
    problems: tuple[Problem, ...]
    structures: tuple[Claim, ...] = ()
    """Questionnaire files; the source is the rule that wants them."""


def claimed(root: Path, sources: Sources, period: Period) -> Claims:
    """Return the claims of every folder of surveys/ up to ``period``.

    Files that no rule claims, that two rules claim, and rules without a file are Problems.
    """
    surveys = root / SURVEYS
    folders, problems = _folders(surveys, period)
    claims: list[Claim] = []
    structures: list[Claim] = []
    for folder, _ in folders:
        for name in _files(surveys / folder):
            asked = _structures_of(folder, name, sources)
            if asked:
                structures += asked
                continue
            own, found = _claims_of(folder, name, sources)
            claims += own
            problems += found
    problems += _without_files(claims, [name for name, _ in folders], sources, period)
    return Claims(
        claims=tuple(claims),
        folders=tuple(name for name, _ in folders),
        problems=tuple(problems),
        structures=tuple(structures),
    )


def _folders(surveys: Path, period: Period) -> tuple[list[tuple[str, Period]], list[Problem]]:
    """Return the periods' folders up to ``period`` in time, and a problem for every other entry."""
    folders: list[tuple[str, Period]] = []
    problems: list[Problem] = []
    for entry in sorted(surveys.iterdir()) if surveys.is_dir() else []:
        if entry.name.startswith("."):
            continue
        try:
            own = Period.parse(entry.name) if entry.is_dir() else None
        except ValueError:
            own = None
        if own is None:
            if entry.is_dir() or entry.suffix.lower() not in {".md", ".txt"}:
                problems.append(
                    _unclaimed(f"{SURVEYS}/{entry.name}", text("a folder named by a period, such as 2026Q3"))
                )
        elif own.end <= period.end:
            folders.append((entry.name, own))
    return sorted(folders, key=lambda pair: (pair[1].end, -pair[1].months, pair[0])), problems


def _files(folder: Path) -> list[str]:
    """Return the files below a folder, hidden ones left out, with /."""
    found = [path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]
    names = [path.relative_to(folder).as_posix() for path in found]
    return sorted(name for name in names if not any(part.startswith(".") for part in name.split("/")))


def _structures_of(folder: str, name: str, sources: Sources) -> list[Claim]:
    """Return the rules for which a file is the questionnaire; none if it is to be ignored."""
    if any(matches(name, pattern) for pattern in sources.ignore):
        return []
    file = f"{SURVEYS}/{folder}/{name}"
    return [
        Claim(file=file, folder=folder, source=source)
        for source in sources.sources
        if any(matches(name, pattern) for pattern in source.structure)
    ]


def _claims_of(folder: str, name: str, sources: Sources) -> tuple[list[Claim], list[Problem]]:
    """Return who claims one file; several rules may, each for its own sheet."""
    file = f"{SURVEYS}/{folder}/{name}"
    if any(matches(name, pattern) for pattern in sources.ignore):
        return [], []
    rules = [source for source in sources.sources if any(matches(name, pattern) for pattern in source.files)]
    if not rules and name.rsplit("/", 1)[-1].startswith("~$"):
        return [], []  # the lock of a workbook that is open elsewhere
    if not rules:
        patterns = _nearest(name, [pattern for source in sources.sources for pattern in source.files])
        return [], [
            _unclaimed(
                file, text("a name that a rule of config/sources.yaml claims: {patterns}", patterns=patterns)
            )
        ]
    sheets = [source.sheet for source in rules]
    if len(rules) > 1 and (None in sheets or len(set(sheets)) < len(sheets)):
        claimants = ", ".join(f"{source.export.value} ({', '.join(source.files)})" for source in rules)
        clash = Problem(
            code="E124",
            severity=Severity.REFUSED,
            file=file,
            expected=text("one rule of config/sources.yaml for it, found {rules}", rules=claimants),
            hint=text("Narrow the patterns, or give each rule its own sheet."),
        )
        return [], [clash]
    return [Claim(file=file, folder=folder, source=source) for source in rules], []


def shared_start(one: str, other: str) -> int:
    """Return how many characters two names begin with alike.

    >>> shared_start("满意度_文本.xlsx", "满意度_序号.xlsx")
    4
    """
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _nearest(name: str, patterns: Sequence[str]) -> str:
    """Return the patterns that look most like a name, the nearest first; … stands for the others."""
    likely = sorted(dict.fromkeys(patterns), key=lambda one: -SequenceMatcher(None, one, name).ratio())
    return ", ".join(likely[:_LISTED]) + (", …" if len(likely) > _LISTED else "")


def matches(name: str, pattern: str) -> bool:
    """Whether ``name`` fits a pattern: * and ? inside one name, ** over folders.

    >>> matches("a/b.csv", "**/*.csv"), matches("b.csv", "**/*.csv"), matches("a/b.csv", "*.csv")
    (True, True, False)
    """
    return bool(re.fullmatch(_expression(pattern), name))


def _expression(pattern: str) -> str:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meanings = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(meanings.get(part, re.escape(part)) for part in parts)


def _without_files(
    claims: Sequence[Claim], folders: Sequence[str], sources: Sources, period: Period
) -> list[Problem]:
    """Return a problem for each required rule without any file, and each other one without a file this period.

    A rule that is not required is missed where its export has no file in the period's folder, or
    where an earlier folder had a file for it. Declared exports that no folder ever had are one note.
    """
    problems = []
    delivered = {claim.source.export for claim in claims}
    never = [source for source in sources.sources if source.export in RECORD and source.export not in delivered]
    now = [name for name in folders if _inside(Period.parse(name), period)]
    exports_now = {claim.source.export for claim in claims if claim.folder in now}
    for source in sources.sources:
        own = {claim.folder for claim in claims if claim.source is source}
        others = any(claim.source.export is source.export for claim in claims)
        if source.required and not own:
            problems.append(_missing(source, f"{SURVEYS}", Severity.REFUSED, claims))
        elif (
            not source.required
            and source not in never
            and not own & set(now)
            and (own or source.export not in exports_now or not others)
        ):
            problems.append(_missing(source, f"{SURVEYS}/{period}", Severity.WARNING, claims))
    return [*problems, *_never([source.export.value for source in never if not source.required])]


def _never(exports: Sequence[str]) -> list[Problem]:
    """Return the one note on optional exports that a rule names and no folder has."""
    if not exports:
        return []
    names = ", ".join(sorted(set(exports)))
    expected = text("files of these exports too, where the company keeps them: {exports}", exports=names)
    hint = text("What needs them says “not checked” or “no data”; docs/reference/exports.md lists their columns.")
    return [Problem(code="E102", severity=Severity.NOTE, file=SURVEYS, expected=expected, hint=hint)]


def _inside(folder: Period, period: Period) -> bool:
    return period.start <= folder.start and folder.end <= period.end


def _missing(source: Source, folder: str, severity: Severity, claims: Iterable[Claim]) -> Problem:
    there = sorted({claim.file.rsplit("/", 1)[-1] for claim in claims if claim.file.startswith(f"{folder}/")})
    hint = text("The folder holds {files}.", files=", ".join(there[:_LISTED])) if there else Text("")
    named = not any(sign in pattern for pattern in source.files for sign in "*?")
    return Problem(
        code="E101" if named else "E102",
        severity=severity,
        file=folder,
        value="",
        expected=text(
            "a file for {export} named {patterns}", export=source.export.value, patterns=", ".join(source.files)
        ),
        hint=hint,
    )


def _unclaimed(file: str, expected: Text) -> Problem:
    return Problem(code="W125", severity=Severity.WARNING, file=file, expected=expected)
