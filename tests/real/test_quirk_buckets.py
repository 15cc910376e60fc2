"""The quirks that the real sets' READMEs tell: each ends in the bucket of coverage that its answer sheet names."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportgen.ingest.limits import Limits
from reportgen.learn.look import Read, proposals, read
from reportgen.model.problem import Severity
from tests.real.decided import Outcome, Put, decided, put
from tests.real.judged import answer_sheet, files_of
from tests.real.test_source_proposals import SETS, headings, learner

pytestmark = pytest.mark.slow

BESIDE = {
    "results_german.csv": ["results_english.csv", "limesurvey_survey_222232.lss"],
    "results_english.csv": ["limesurvey_survey_222232.lss"],
    "No Basis for Evaluation/No_Basis_for_Evaluation (Legacy).csv": [
        "No Basis for Evaluation/No_Basis_for_Evaluation (Insights).csv"
    ],
    "Side-by-Side Questions/SidebySide_Questions (Legacy).csv": [
        "Side-by-Side Questions/SidebySide_Questions (Insights).csv"
    ],
}
"""Files with the same answers, and questionnaires, that lie in the workspace too."""
UNCLAIMED = frozenset({"results-survey-translated.csv"})
"""The same answers again without ids: a person claims one of the files only."""
DECLARED = {
    ("openrisk_transitions", "exactly the same row"): (
        "21 of 23 are superseded; 2 stand beside another rating of that day, so all of these are set aside"
    ),
    ("limesurvey_rse", "an index column"): (
        "841 rows of the file have no date, more than the 5 % that a file may lose, so all of it is refused (E166)"
    ),
    ("limesurvey_digital_twins", "the same answers"): (
        "each answer counts once, but of two files the later one counts: the English file's 96 rows are superseded"
    ),
    ("german_credit", "words with dots"): (
        "no row has a client or a date, so no rule can be made and the file is told as not read (W125)"
    ),
}
"""Set and start of what → why the bucket is another one."""


@cache
def looked(name: str, folder: Path) -> tuple[dict[str, Any], dict[str, Path], Read, dict[str, Any]]:
    """Return a set's sheet, its files, their sheets and the proposals."""
    sheet = answer_sheet(name)
    places = files_of(sheet, folder)
    found = read([*places.values()], Limits())
    return sheet, places, found, dict(reversed(proposals(found, learner())))


def outcome(name: str, file: str, folder: Path, edits: Mapping[str, str] | None = None) -> tuple[Outcome, Put]:
    """Return what became of a file that is read by its proposal, and how it was put."""
    sheet, places, found, made = looked(name, folder)
    entries = {entry["file"]: entry for entry in sheet["files"]}
    files = []
    for one in (file, *BESIDE.get(file, ())):
        place, says = str(places[one]), entries[one]
        own, sheets = made.get(place), found.sheets.get(place, ())
        ours = own is not None and own.export is not None and own.export.value == says["export"]
        claimed = (
            decided(own, says, headings(says, sheets, own)) if ours and own and one not in UNCLAIMED else None
        )
        files.append(Put(path=places[one], sheets=sheets, proposal=claimed))
    number = len([*folder.iterdir()])
    return put(folder / f"workspace-{number}", files, edits), files[0]


def amiss(quirk: Mapping[str, Any], seen: Outcome, own: Put, rows: int | None) -> str:
    """Return in what the fate of a quirk's rows differs from the sheet; "" in nothing.

    In:  rows: records of the file, as its sheet counts them.
    """
    lines = seen.coverage[seen.coverage["file"].str.endswith("/" + own.path.name)]
    counts = {
        bucket: int(lines[f"rows_{bucket}"].sum()) for bucket in ("used", "set_aside", "superseded", "skipped")
    }
    problems = [one for one in seen.problems if one.file.endswith("/" + own.path.name)]
    buckets, wanted = set(quirk["bucket"]), quirk["rows"] or 1
    if "not_read" in buckets:
        told = any(one.code == "W125" or one.severity is Severity.REFUSED for one in problems)
        other = own.proposal is not None and bool(own.proposal.other_sheets)
        unread = lines.empty and told
        beside = other and own.proposal is not None and not {*own.proposal.other_sheets} & {*lines["sheet"]}
        if unread or (beside and not lines.empty):
            return ""
    if "heading" in buckets:
        read_rows = int(lines["rows_read"].sum())
        return "" if read_rows == rows else f"{read_rows} rows are records, not {rows}"
    if sum(counts[bucket] for bucket in buckets - {"not_read"}) < wanted:
        return f"{wanted} in {quirk['bucket']} expected; {counts}"
    named = len({one.row for one in problems if one.code == quirk.get("code")})
    if quirk.get("code") and quirk["rows"] and len(buckets) == 1 and named != wanted:
        return f"{quirk['code']} names {named} rows, not {wanted}"
    return ""


def verdicts(name: str, folder: Path) -> list[tuple[Mapping[str, Any], str]]:
    """Return every quirk of a set, and in what it is amiss."""
    sheet = answer_sheet(name)
    rows = {entry["file"]: entry.get("rows") for entry in sheet["files"]}
    fates = {file: outcome(name, file, folder) for file in {quirk["file"] for quirk in sheet["quirks"]}}
    return [(quirk, amiss(quirk, *fates[quirk["file"]], rows[quirk["file"]])) for quirk in sheet["quirks"]]


def reason(name: str, quirk: Mapping[str, Any]) -> str:
    """Return why a quirk is declared to end elsewhere; "" where it is not."""
    return next(
        (why for (own, start), why in DECLARED.items() if own == name and quirk["what"].startswith(start)), ""
    )


def test_every_quirk_ends_in_its_bucket_or_is_declared(tmp_path: Path) -> None:
    right = 0
    declared: list[str] = []
    missed: list[str] = []
    for name in SETS:
        (tmp_path / name).mkdir()
        for quirk, found in verdicts(name, tmp_path / name):
            line = f"{name}, {quirk['file']}: {quirk['what']}: {found}"
            right += not found
            if found:
                (declared if reason(name, quirk) else missed).append(f"{line} – {reason(name, quirk)}")
    print(f"quirks: {right} as specified, {len(declared)} otherwise for a reason, {len(missed)} missed")
    print(*(f"  otherwise: {line}" for line in declared), *(f"  missed: {line}" for line in missed), sep="\n")
    assert missed == []
    assert len(declared) == len(DECLARED), "a declared miss that is none any more is taken out of the list"


def test_control_a_log_whose_rule_does_not_say_events_is_seen(tmp_path: Path) -> None:
    name, file = "uci_incident_log", "variant_5998rows.csv"
    quirk = next(one for one in answer_sheet(name)["quirks"] if one["file"] == file)
    assert amiss(quirk, *outcome(name, file, tmp_path), 5998) == ""
    assert amiss(quirk, *outcome(name, file, tmp_path, {"    events: true\n": ""}), 5998) != ""


def test_control_headings_of_one_row_too_few_are_seen(tmp_path: Path) -> None:
    name = "StarWars.csv"
    seen, own = outcome("surveymonkey_538", name, tmp_path)
    quirk = answer_sheet("surveymonkey_538")["quirks"][0]
    assert (amiss(quirk, seen, own, 1186), amiss(quirk, seen, own, 1187)[:4]) == ("", "1186")


def test_control_a_ledger_that_must_not_be_read_is_seen(tmp_path: Path) -> None:
    seen, own = outcome("cfpb_complaints", "cfpb_2013_1000.csv", tmp_path)
    quirk = {"bucket": ["not_read"], "rows": 1000}
    assert amiss(quirk, seen, own, 1000) != ""
