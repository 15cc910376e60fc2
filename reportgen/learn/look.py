"""Files on disk → proposals: read by the readers of a build, encodings tried where none is proven."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.ingest.files import Claim
from reportgen.ingest.inputs import InputFile
from reportgen.ingest.limits import Limits
from reportgen.ingest.platforms.layout import Structure
from reportgen.ingest.platforms.questionnaire import structure_of
from reportgen.ingest.platforms.structure_files import is_structure
from reportgen.ingest.read import read_files
from reportgen.ingest.shape import table
from reportgen.ingest.sheet import Sheet
from reportgen.learn.guess import guessed
from reportgen.learn.learner import Learner
from reportgen.learn.proposal import Proposal
from reportgen.learn.rule import entry, rule_of
from reportgen.model.problem import Problem, Severity, shown
from reportgen.model.text import text
from reportgen.policy.sources import Export

TRIED = ("cp1252", "mac_roman", "big5")
"""Encodings of files that prove neither UTF-8 nor GB 18030; always to be confirmed."""
_UNPROVEN = frozenset({"E131", "E132"})
_WORKBOOKS = frozenset({"xlsx", "xls", "ods"})
_REQUIRED = (Export.CLIENTS, Export.OFFICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The sheets of some files."""

    sheets: Mapping[str, tuple[Sheet, ...]]
    """File → its sheets."""
    assumed: Mapping[str, str]
    """Files whose encoding is not proven → the one that was tried."""
    problems: tuple[Problem, ...]


def read(files: Sequence[Path], limits: Limits) -> Read:
    """Return every sheet of ``files``; a file whose encoding is not proven is read in a likely one."""
    names = {str(path): path for path in files}
    sheets, problems = _read([_input(path) for path in files], limits)
    assumed: dict[str, str] = {}
    for encoding in TRIED:
        unproven = [p.file for p in problems if p.code in _UNPROVEN and p.file in names]
        if not unproven:
            break
        again, found = _read([replace(_input(names[name]), encoding=encoding) for name in unproven], limits)
        assumed |= {sheet.file: encoding for sheet in again}
        read_now = {sheet.file for sheet in again}
        sheets += again
        problems = [p for p in problems if p.file not in read_now] + [p for p in found if p.file in read_now]
    by_file: dict[str, tuple[Sheet, ...]] = {}
    for sheet in sheets:
        by_file[sheet.file] = (*by_file.get(sheet.file, ()), sheet)
    return Read(sheets=by_file, assumed=assumed, problems=tuple(problems))


def _read(inputs: Sequence[InputFile], limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        return read_files(inputs, limits=limits, workers=2, scratch=Path(scratch))


def _input(path: Path) -> InputFile:
    return InputFile(path=path, name=str(path), sheet="*", allow_empty=True)


def proposals(found: Read, learner: Learner) -> list[tuple[str, Proposal]]:
    """Return file and proposal of every sheet that is an export; of a file without any, of its longest sheet."""
    asked = [one for file in found.sheets if is_structure(file) if (one := _structure(found.sheets[file]))]
    informed = replace(learner, structures=tuple(asked))
    return [
        (file, one)
        for file, sheets in found.sheets.items()
        for one in (
            [_questionnaire(file)] if is_structure(file) else _of_file(sheets, found.assumed.get(file), informed)
        )
    ]


def _structure(sheets: Sequence[Sheet]) -> Structure | None:
    return next((one for sheet in sheets if (one := structure_of(sheet, ""))), None)


def _questionnaire(file: str) -> Proposal:
    """Return what is said of a platform's questionnaire: it goes with its answers."""
    beside = text("a questionnaire: put it beside its answers, and name it under structure in their rule")
    return Proposal(file=Path(file).name, decisions=(beside,))


def delimiter_of(sheet: Sheet, assumed: str | None) -> str:
    """Return what separates the fields of a text file, as its header proves it; "" for a workbook."""
    from reportgen.ingest.delimiter import layout_of
    from reportgen.ingest.encoding import chunks, encoding_of
    from reportgen.ingest.refusal import RefusalError

    if sheet.encoding in _WORKBOOKS:
        return ""
    path = Path(sheet.file)
    try:
        parts = chunks(path, encoding_of(path, assumed))
        sample = next(parts, "")
        return layout_of(sample, None, whole=next(parts, None) is None).delimiter
    except (RefusalError, OSError):
        return ""


def _of_file(sheets: Sequence[Sheet], assumed: str | None, learner: Learner) -> list[Proposal]:
    """Return the proposals of a file; one rule reads all sheets of forms, each other export has its own."""
    name = Path(sheets[0].file).name
    made = [guessed(sheet, name, learner) for sheet in sheets]
    usable = [one for one in made if one.export is not None] or [max(made, key=lambda one: one.rows)]
    forms = [one for one in usable if one.layout == "form"]
    if forms:
        usable = [replace(max(forms, key=lambda one: len(one.columns)), sheet="")]
    kept = {one.sheet for one in usable}
    others = () if forms else tuple(one.sheet for one in made if one.sheet not in kept)
    told = replace(usable[0], delimiter=delimiter_of(sheets[0], assumed)) if len(usable) == 1 else None
    done = [replace(one, other_sheets=others) for one in ([told] if told else usable)]
    ready = [with_rule(replace(one, encoding=assumed, encoding_sure=False) if assumed else one) for one in done]
    return [_tried(one, sheets, learner) for one in ready]


def _tried(one: Proposal, sheets: Sequence[Sheet], learner: Learner) -> Proposal:
    """Return the proposal; where its rule would refuse the file, that is said."""
    own = next((sheet for sheet in sheets if sheet.sheet == one.sheet), None)
    if one.source is None or own is None or one.platform or one.layout != "table":
        return one
    claim = Claim(file=one.file, folder="", source=one.source)
    made, problems = table(own, claim, learner.profile)
    refusal = next((problem for problem in problems if problem.severity is Severity.REFUSED), None)
    if made is not None or refusal is None:
        return one
    value = shown(refusal.value)
    said = text("read by this rule the file is refused with {code}: {value}", code=refusal.code, value=value)
    return replace(one, decisions=(*one.decisions, said))


def with_rule(one: Proposal, files: Sequence[str] | None = None) -> Proposal:
    """Return the proposal with the rule that its entry makes; None where it makes none."""
    text_of_rule = entry(one, files or [one.file], str, required=one.export in _REQUIRED)
    return replace(one, source=rule_of(text_of_rule)[0] if text_of_rule else None)


def refused(found: Read) -> list[Problem]:
    """Return why files could not be read."""
    return [problem for problem in found.problems if problem.severity is Severity.REFUSED]
