"""A workspace out of a heap of exports, or an empty one with comments that say what to do."""

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.ingest.files import SURVEYS
from reportgen.learn.heap import Group, Heap, files_below, heap_of
from reportgen.learn.known_here import here
from reportgen.learn.made_register import CLIENTS_FILE, OFFICES_FILE, office_file, register_files
from reportgen.learn.rule import MARK, Say, entry
from reportgen.model.language import translator
from reportgen.model.problem import Problem
from reportgen.model.text import text
from reportgen.policy.load import PROFILE, SOURCES
from reportgen.policy.schema import schemas
from reportgen.policy.shipped import shipped
from reportgen.policy.sources import Export

_REQUIRED = (Export.CLIENTS, Export.OFFICES)
_COMPANY = re.compile(r"^  name: \{zh: .*\}$", re.MULTILINE)
_LOCALE = re.compile(r"^locale: \w+", re.MULTILINE)
_HEAD = re.compile(r"\A(# yaml-language-server.*\n)(?:#.*\n)*")
_MADE_RULES = {
    CLIENTS_FILE: (
        "  - export: clients\n    files: [{name}]\n    required: true\n    columns:\n"
        "      client_id: [客户编号]\n      name: [客户名称]\n      office_id: [办事处编号]\n"
    ),
    OFFICES_FILE: (
        "  - export: offices\n    files: [{name}]\n    required: true\n    columns:\n"
        "      office_id: [办事处编号]\n      name: [名称]\n"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What `reportgen init` made."""

    heap: Heap | None
    """None for an empty workspace."""
    made: tuple[str, ...] = ()
    """Registers that were made from the records."""
    whole: tuple[Group, ...] = ()
    """Groups whose rules can be read."""
    open: tuple[Group, ...] = ()
    """Groups whose rules stand as comments, because something is missing."""
    problems: tuple[Problem, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    """Export → its Chinese name."""
    locale: str = "zh"


def make_workspace(folder: Path, places: Sequence[Path], locale: str) -> Made:
    """Write the workspace; what is in ``folder`` already stays.

    In:  places: files and folders of exports; none = an empty workspace.
    """
    say = translator(locale)
    if not places:
        _configuration(folder, _empty_sources(say), locale, ())
        (folder / SURVEYS).mkdir(parents=True, exist_ok=True)
        return Made(heap=None, locale=locale)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        known, faults = here(folder, None, Path(scratch))
    if known is None:
        return Made(heap=None, problems=tuple(faults), locale=locale)
    heap = heap_of(files_below(places), known.learner)
    whole = tuple(group for group in heap.groups if group.proposal.source is not None)
    unfinished = tuple(group for group in heap.groups if group.proposal.source is None)
    registers = _registers(whole)
    for name, content in registers.items():
        _write(folder / SURVEYS / str(heap.periods[0]) / name, content)
    _copy(folder, heap)
    missing = {word for group in whole for word in group.proposal.missing}
    _configuration(folder, _sources(whole, unfinished, registers, say), locale, sorted(missing))
    called = {one.value: words[0] for one in Export if (words := known.learner.words.words.called(one))}
    return Made(
        heap=heap,
        made=tuple(registers),
        whole=whole,
        open=unfinished,
        problems=heap.problems,
        called=called,
        locale=locale,
    )


def _registers(groups: Sequence[Group]) -> dict[str, bytes]:
    """Return the registers that the heap lacks, made from what it holds."""
    exports = {group.proposal.export for group in groups}
    if not groups or {*_REQUIRED} <= exports:
        return {}
    if Export.CLIENTS in exports:
        return office_file(groups)
    made = register_files(groups)
    return {name: made[name] for name in made if name == CLIENTS_FILE or Export.OFFICES not in exports}


def _copy(folder: Path, heap: Heap) -> None:
    """Copy every file into its quarter's folder under its own name, a number behind a name that is taken."""
    for group in heap.groups:
        for one in group.files:
            _place(one.path, folder / SURVEYS / str(one.period))
    for path, period in heap.beside:
        _place(path, folder / SURVEYS / str(period))


def _place(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    target, number = folder / path.name, 2
    while target.exists() and target.read_bytes() != path.read_bytes():
        target, number = folder / f"{path.stem}_{number}{path.suffix}", number + 1
    if not target.exists():
        shutil.copyfile(path, target)


# ------------------------------------------------------------------ configuration
def _configuration(folder: Path, sources: str, locale: str, missing: Sequence[str]) -> None:
    _write(folder / SOURCES, sources.encode())
    profile = (shipped("config") / "profile.yaml").read_text("utf-8")
    _write(folder / PROFILE, _profile(profile, locale, missing).encode())
    for name, content in schemas().items():
        _write(folder / "config" / "schema" / name, content.encode())


def _profile(shipped_text: str, locale: str, missing: Sequence[str]) -> str:
    """Return the shipped profile with the company's name open, its language, and further words for missing."""
    say = translator(locale)
    head = text("what the company chose; the rules of the policies stand in config/packs/").said(say)
    name = text("the company’s name as reports print it").said(say)
    hours = text("opening hours; waiting is counted in them").said(say)
    made = _HEAD.sub(rf"\1# {head}\n", shipped_text)
    made = _COMPANY.sub(f"  name: {{zh: 本公司, en: Our company}}  {MARK}{name}", made)
    made = _LOCALE.sub(f"locale: {locale}", made)
    made = made.replace("working_hours:", f"{MARK}{hours}\nworking_hours:", 1)
    if missing:
        words = ", ".join(f'"{word}"' for word in ("-", "/", "无", "N/A", "不适用", *missing))
        why = text("words that stand for nothing in these files").said(say)
        made += f"missing_words: [{words}]  {MARK}{why}\n"
    return made


def _sources(whole: Sequence[Group], unfinished: Sequence[Group], registers: dict[str, bytes], say: Say) -> str:
    head = text("which file is which export, and which column is which field; search for 请确认 and decide").said(
        say
    )
    lines = [f"# yaml-language-server: $schema=schema/sources.json\n# {head}\nformat: 1\n\nsources:\n"]
    made = text("made from the records, as no register was found; replace it by the real one").said(say)
    lines += [f"  {MARK}{made}\n" + _MADE_RULES[name].format(name=name) + "\n" for name in registers]
    for group in whole:
        one = group.proposal
        lines.append(entry(one, group.patterns, say, required=one.export in _REQUIRED) + "\n")
    for group in unfinished:
        why = text("not read yet: something is missing; complete the rule and take away the signs #").said(say)
        rule = entry(group.proposal, group.patterns, say, required=False)
        lines.append(f"  {MARK}{why}\n" + "".join(f"  # {line[2:]}\n" for line in rule.splitlines()) + "\n")
    return "".join(lines).rstrip("\n") + "\n"


def _empty_sources(say: Say) -> str:
    first = text("put the exports of a quarter into a folder such as surveys/2026Q3/, as they came").said(say)
    second = text("then run `reportgen source --write`: it looks at them and appends their rules here").said(say)
    third = text("no rule stands here yet, so `reportgen check` says that there is none").said(say)
    return (
        "# yaml-language-server: $schema=schema/sources.json\n"
        f"# 1. {first}\n# 2. {second}\n# {third}\nformat: 1\n\nsources: []\n"
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
