"""A learner from what is shipped, and sheets from literals."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from reportgen.ingest.blocks import Cells
from reportgen.ingest.sheet import Sheet
from reportgen.learn.guess import guessed
from reportgen.learn.known import NOBODY, Register
from reportgen.learn.learner import Learner
from reportgen.learn.lexicon import Lexicon
from reportgen.learn.proposal import Proposal
from reportgen.learn.rule import entry
from reportgen.learn.wording import wordings
from reportgen.model.folding import folded
from reportgen.policy.load import load_config
from reportgen.policy.synonyms import load_synonyms

ROOT = Path(__file__).resolve().parents[2]
Rows = Sequence[Sequence[str]]

REGISTER = Register(
    ids=frozenset({"C01", "C02", "C03"}),
    names=frozenset(map(folded, ("东方机械有限公司", "恒达电子", "安泰化工"))),
    office_ids=frozenset({"E", "S"}),
    office_names=frozenset({"华东", "华南"}),
)


@cache
def shipped() -> Learner:
    """What the repository's own workspace tells, without its registers."""
    config, problems = load_config(ROOT)
    assert config is not None, problems
    words, faults = load_synonyms(ROOT)
    assert words is not None, faults
    packs = [*config.in_force(date(2026, 9, 30)).values()]
    return Learner(words=Lexicon(words), wordings=wordings(packs, words), profile=config.profile, register=NOBODY)


def sheet(rows: Rows, *, name: str = "", merged: Iterable[tuple[int, int, int, int]] = ()) -> Sheet:
    cells = Cells.of(rows)
    encoding = "xlsx" if name else "utf-8"
    return Sheet(
        file="x.csv", sheet=name, cells=cells, records=len(cells), merged=tuple(merged), encoding=encoding
    )


def taken(
    rows: Rows, *, file: str = "x.csv", register: Register = NOBODY, sheet_name: str = "", **more: object
) -> Proposal:
    """Return what a table is taken for."""
    learner = replace(shipped(), register=register)
    return guessed(sheet(rows, name=sheet_name, **more), file, learner)  # type: ignore[arg-type]


def fields(one: Proposal) -> dict[str, str]:
    return {name: choice.heading for name, choice in one.columns.items()}


def unsure(one: Proposal) -> set[str]:
    return {name for name, choice in one.columns.items() if not choice.sure}


def yaml(one: Proposal) -> str:
    return entry(one, ["x.csv"], str, required=False)
