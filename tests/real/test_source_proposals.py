"""The eleven public sets read through proposals alone, held against answer sheets that others wrote before."""

import csv
import datetime
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import reportgen.learn.match
from reportgen.ingest.limits import Limits
from reportgen.learn.guess import Learner
from reportgen.learn.kinds import Kind
from reportgen.learn.known import NOBODY
from reportgen.learn.lexicon import Lexicon
from reportgen.learn.look import proposals, read
from reportgen.learn.looks import Looks
from reportgen.learn.proposal import Proposal
from reportgen.learn.wording import wordings
from reportgen.policy.load import load_config
from reportgen.policy.synonyms import load_synonyms
from tests.real.judged import SHEETS, Statement, answer_sheet, files_of, judged

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted(path.stem for path in SHEETS.glob("*.yaml"))
ENOUGH = 0.9


def learner() -> Learner:
    config, problems = load_config(ROOT)
    assert config is not None, problems
    words, faults = load_synonyms(ROOT)
    assert words is not None, faults
    packs = [*config.in_force(datetime.date(2026, 9, 30)).values()]
    return Learner(words=Lexicon(words), wordings=wordings(packs, words), profile=config.profile, register=NOBODY)


def statements(name: str, folder: Path) -> list[Statement]:
    """Return every statement of a set's sheet with its verdict."""
    sheet = answer_sheet(name)
    places = files_of(sheet, folder)
    found = read([*places.values()], Limits())
    made = dict(zip(found.sheets, proposals(found, learner()), strict=True))
    return [
        statement
        for entry in sheet["files"]
        for statement in judged(entry, made.get(str(places[entry["file"]])), headings(entry, places, made, found.sheets))
    ]


def headings(entry: dict, places: dict, made: dict[str, Proposal], sheets: dict) -> list[str]:  # type: ignore[type-arg]
    """Return a file's headings as the sheet has them: upper rows carried to the right, joined with /."""
    file = str(places[entry["file"]])
    if file not in made or entry["export"] == "none":
        return []
    sheet = next(one for one in sheets[file] if one.sheet == made[file].sheet)
    rows = [list(row) for row in sheet.cells[: entry["header_rows"]]]
    if len(rows) == 1 or "qualtrics" in file:
        return rows[0]
    last, joined = "", []
    for upper, lower in zip(rows[0], rows[1], strict=True):
        last = upper or last
        joined.append("/".join(dict.fromkeys(part for part in (last, lower) if part)))
    return joined


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Statement]]:
    return {name: statements(name, tmp_path_factory.mktemp(name)) for name in SETS}


def share(found: list[Statement]) -> float:
    return sum(one.verdict == "right" for one in found) / len(found)


@pytest.mark.slow
def test_nine_statements_of_ten_are_right_and_none_is_wrong_without_a_mark(
    everything: dict[str, list[Statement]],
) -> None:
    for name, found in everything.items():
        counts = Counter(one.verdict for one in found)
        print(f"{name}: {share(found):.0%} of {len(found)} right, {counts['undecided']} to decide, {counts['wrong']} wrong")
    every = [one for found in everything.values() for one in found]
    print(f"all: {share(every):.1%} of {len(every)}")
    assert [one for one in every if one.verdict == "wrong"] == []
    assert share(every) >= ENOUGH
