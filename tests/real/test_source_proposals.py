"""The eleven public sets read through proposals alone, held against answer sheets that others wrote before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reportgen.ingest.limits import Limits
from reportgen.ingest.sheet import Sheet
from reportgen.learn import guess
from reportgen.learn.body import Body
from reportgen.learn.heads import Head
from reportgen.learn.known import NOBODY
from reportgen.learn.learner import Learner
from reportgen.learn.lexicon import Lexicon
from reportgen.learn.look import proposals, read
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
    packs = [*config.in_force(date(2026, 9, 30)).values()]
    return Learner(words=Lexicon(words), wordings=wordings(packs, words), profile=config.profile, register=NOBODY)


def statements(name: str, folder: Path) -> list[Statement]:
    """Return every statement of a set's sheet with its verdict."""
    sheet = answer_sheet(name)
    places = files_of(sheet, folder)
    found = read([*places.values()], Limits())
    made = dict(reversed(proposals(found, learner())))
    every: list[Statement] = []
    for entry in sheet["files"]:
        file = str(places[entry["file"]])
        names = headings(entry, found.sheets.get(file, ()), made.get(file))
        every += judged(entry, made.get(file), names)
    return every


def headings(entry: Mapping[str, Any], sheets: Sequence[Sheet], made: Proposal | None) -> list[str]:
    """Return a file's headings as the answer sheet has them: upper rows carried to the right, joined with /."""
    if made is None or entry["export"] == "none":
        return []
    sheet = next(one for one in sheets if one.sheet == made.sheet)
    rows = [list(row) for row in sheet.cells[: entry["header_rows"]]]
    if len(rows) == 1 or "qualtrics" in sheet.file:
        return rows[0]
    last, joined = "", []
    for upper, lower in zip(rows[0], rows[1], strict=True):
        last = upper or last
        joined.append("/".join(dict.fromkeys(part for part in (last, lower) if part)))
    return joined


def share(found: Sequence[Statement]) -> float:
    return sum(one.verdict == "right" for one in found) / len(found)


@pytest.mark.slow
def test_nine_statements_of_ten_are_right_and_none_is_wrong_without_a_mark(tmp_path: Path) -> None:
    every: list[Statement] = []
    for name in SETS:
        (tmp_path / name).mkdir()
        found = statements(name, tmp_path / name)
        counts = Counter(one.verdict for one in found)
        told = f"{counts['undecided']} to decide, {counts['wrong']} wrong"
        print(f"{name}: {share(found):.0%} of {len(found)} right, {told}")
        every += found
    print(f"all: {share(every):.1%} of {len(every)}")
    assert [one for one in every if one.verdict == "wrong"] == []
    assert share(every) >= ENOUGH


@pytest.mark.slow
def test_control_headings_without_their_values_do_not_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_values(sheet: Sheet, head: Head, _total_words: Sequence[str]) -> Body:
        return Body(rows=[], count=len(sheet.cells) - head.body)

    monkeypatch.setattr(guess, "body_of", no_values)
    every = [
        one for name in ("cfpb_complaints", "nyc311", "surveymonkey_538") for one in statements(name, tmp_path)
    ]
    assert share(every) < ENOUGH


@pytest.mark.slow
def test_control_a_swapped_column_is_wrong(tmp_path: Path) -> None:
    sheet = answer_sheet("cfpb_complaints")
    found = read([files_of(sheet, tmp_path)["cfpb_2013_1000.csv"]], Limits())
    _, one = proposals(found, learner())[0]
    names = headings(sheet["files"][0], next(iter(found.sheets.values())), one)
    swapped = {
        **one.columns,
        "received_at": one.columns["complaint_id"],
        "complaint_id": one.columns["received_at"],
    }
    broken = [s.about for s in judged(sheet["files"][0], replaced(one, swapped), names) if s.verdict == "wrong"]
    assert broken == ["field complaint_id", "field received_at"]


def replaced(one: Proposal, columns: Mapping[str, Any]) -> Proposal:
    return replace(one, columns=columns)
