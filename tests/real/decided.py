"""A proposal with what a person decides where it is marked, and the workspace in which its rule is put."""

import csv
import io
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from reportgen.ingest.ingest import ingested
from reportgen.ingest.sheet import Sheet
from reportgen.learn.heap import Group, Placed
from reportgen.learn.made_register import CLIENTS_FILE, OFFICES_FILE, register_files
from reportgen.learn.proposal import Asked, Choice, Proposal, Scale
from reportgen.learn.rule import entry, lacking
from reportgen.learn.workspace import make_workspace
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.text import Text
from reportgen.policy.load import load_config
from tests.real.judged import bare

PERIOD = Period.parse("2026Q3")
"""After every record of the sets, so that none lies in the future."""
SAID = {
    "answered_at": "2018-06-30",
    "received_at": "2018-06-30",
    "graded_on": "2018-06-30",
    "item": "rating",
    "client_name": "Everyone",
}
"""What a person says of all rows alike, where no column says it."""
_BY = Text("")
_REGISTERS = {
    "clients": (CLIENTS_FILE, {"client_id": "客户编号", "name": "客户名称", "office_id": "办事处编号"}),
    "offices": (OFFICES_FILE, {"office_id": "办事处编号", "name": "名称"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A file, its sheets, and the rule that reads it; no rule = nobody claims it."""

    path: Path
    sheets: tuple[Sheet, ...]
    proposal: Proposal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the files of one workspace."""

    coverage: pd.DataFrame
    problems: tuple[Problem, ...]


def decided(one: Proposal, says: Mapping[str, Any], names: Sequence[str]) -> Proposal:
    """Return the proposal with the answer sheet's word where it asks for one, and only there.

    In:  names: the file's headings, as the sheet has them.
    """
    columns = _columns(one, says, names)
    questions = tuple(_own(number, asked) for number, asked in enumerate(one.questions)) or _asked(
        one, says, names
    )
    made = replace(one, columns=columns, questions=questions, layout="wide" if questions else one.layout)
    absent = [*lacking(made)]
    if not {"client_id", "client_name"} & {*columns}:
        absent.append("client_name")
    if says["export"] == "survey" and "answered_at" not in columns:
        absent.append("answered_at")
    constants = {name: SAID[name] for name in absent if name in SAID}
    return replace(made, constants={**one.constants, **constants})


def _columns(one: Proposal, says: Mapping[str, Any], names: Sequence[str]) -> dict[str, Choice]:
    """Return the columns, those that are marked as the sheet has them; two fields never share one."""
    place = {bare(name): at for at, name in reversed([*enumerate(names)])}
    columns = {name: own for name, own in one.columns.items() if own.sure}
    clients = () if says["export"] == "survey" else ("client_id", "client_name")
    for field, answer in says["fields"].items():
        fits = answer["decide"] if isinstance(answer, dict) else answer if isinstance(answer, list) else []
        taken = {own.column for own in columns.values()}
        free = [at for heading in fits if (at := place.get(bare(heading))) is not None and at not in taken]
        if field not in columns and free and (field in one.columns or field in clients):
            columns[field] = Choice(column=free[0], heading=one.headings[free[0]], sure=True, why=_BY)
    return columns


def _own(number: int, asked: Asked) -> Asked:
    """Return a question; one whose scale a person must place is no question of a pack."""
    if asked.sure and not asked.scale.pack and not asked.scale.unsaid:
        return asked
    return replace(asked, code=f"own{number:03d}", dimension="")


def _asked(one: Proposal, says: Mapping[str, Any], names: Sequence[str]) -> tuple[Asked, ...]:
    """Return the questions that the proposal of a survey leaves to a person, where it has none."""
    rules = [rule for rule in says.get("questions", ()) if "pattern" in rule]
    found = [at for rule in rules for at, name in enumerate(names) if re.search(rule["pattern"], name)]
    scale = Scale(low=1, high=5)
    return tuple(
        Asked(
            code=f"own{at:03d}", column=at, heading=one.headings[at], dimension="", scale=scale, sure=True, why=_BY
        )
        for at in dict.fromkeys(found)
    )


def put(root: Path, files: Sequence[Put], edits: Mapping[str, str] | None = None) -> Outcome:
    """Put the files and their rules into a workspace at ``root``, read it, and return what became of every row.

    In:  edits: text of config/sources.yaml → what stands there instead; how a control breaks a rule.
    """
    make_workspace(root, (), "en")
    folder = root / "surveys" / str(PERIOD)
    folder.mkdir(parents=True)
    for one in files:
        shutil.copyfile(one.path, folder / one.path.name)
        (folder / one.path.name).chmod(0o644)
    ruled = [one for one in files if one.proposal is not None]
    for name, content in _registers(ruled).items():
        (folder / name).write_bytes(content)
    rules = "".join(_register_rule(name, file, columns) for name, (file, columns) in _REGISTERS.items())
    rules += "".join(entry(one.proposal, [one.path.name], str, required=False) for one in ruled if one.proposal)
    for old, new in (edits or {}).items():
        assert old in rules, f"the rules do not hold {old}"
        rules = rules.replace(old, new)
    (root / "config" / "sources.yaml").write_text(f"format: 1\nsources:\n{rules}", encoding="utf-8")
    words = sorted({word for one in ruled if one.proposal for word in one.proposal.missing})
    if words:
        profile = root / "config" / "profile.yaml"
        said = ", ".join(f'"{word}"' for word in ("-", "/", "N/A", *words))
        profile.write_text(profile.read_text("utf-8") + f"missing_words: [{said}]\n", encoding="utf-8")
    return _read(root)


def _read(root: Path) -> Outcome:
    config, faults = load_config(root)
    assert config is not None, "\n".join(map(str, faults))
    scratch = root / "scratch"
    scratch.mkdir()
    found = ingested(config, Window.of(PERIOD, config.profile.zone, None), scratch=scratch, workers=1)
    return Outcome(coverage=found.coverage, problems=found.problems)


def _registers(ruled: Sequence[Put]) -> dict[str, bytes]:
    """Return registers of the distinct clients, as `reportgen init` makes them, and of all as one."""
    groups = []
    for one in ruled:
        assert one.proposal is not None
        placed = Placed(path=one.path, proposal=one.proposal, sheets=one.sheets, period=PERIOD, sure=True)
        groups.append(Group(proposal=one.proposal, files=(placed,), patterns=(one.path.name,)))
    made = register_files(groups)
    made[CLIENTS_FILE] += _line("K000", SAID["client_name"], "ALL")
    if b"\nALL," not in made[OFFICES_FILE]:
        made[OFFICES_FILE] += _line("ALL", "ALL")
    return made


def _line(*cells: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def _register_rule(export: str, file: str, columns: Mapping[str, str]) -> str:
    said = "".join(f"      {name}: [{heading}]\n" for name, heading in columns.items())
    return f"  - export: {export}\n    files: [{file}]\n    required: true\n    columns:\n{said}"
