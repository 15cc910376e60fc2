"""The sheets against the files they speak of, with a plain CSV reader and nothing of ours."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2].parent / "shared" / "data"
SHEETS = sorted(HERE.glob("*.yaml"))
OLD_WORDS = {"never", "sometimes", "often", "veryoften", "always"}
"""Words of earlier years in a column of numbers (limesurvey_rse, the merged file)."""
BUCKETS = {"used", "set_aside", "superseded", "skipped", "heading", "not_read"}


def sheet(path: Path) -> dict[str, Any]:
    """Return one sheet as written."""
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def content(of: str, file: str) -> bytes:
    """Return the bytes of a file or of a zip's member."""
    path, _, member = (DATA / of / file).as_posix().partition("!")
    if not member:
        return Path(path).read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(member)


def bare(word: str) -> str:
    """Return a word as it is compared."""
    return "".join(word.replace("\ufeff", "").split()).casefold()


def headings(rows: list[list[str]], count: int, *, tags: bool) -> list[str]:
    """Return the headings of each column, the upper ones carried to the right, joined with /."""
    if count == 1 or tags:
        return rows[0]
    upper, lower, last = rows[0], rows[1], ""
    joined = []
    for one, other in zip(upper, lower, strict=True):
        last = one or last
        joined.append("/".join(dict.fromkeys(part for part in (last, other) if part)))
    return joined


def wrong(of: str, entry: dict[str, Any], text: str) -> Iterator[str]:
    """Return what a sheet says of a CSV that is not so."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=entry["delimiter"]))
    body = rows[entry["header_rows"] :]
    if len(body) != entry["rows"]:
        yield f"{len(body)} rows"
    names = headings(rows, entry["header_rows"], tags=of == "qualtrics_tools_samples")
    known = set(map(bare, names))
    for field, says in entry["fields"].items():
        told = says["decide"] if isinstance(says, dict) else says if isinstance(says, list) else []
        yield from (f"{field}: no {one}" for one in told if bare(one) not in known)
    taken: set[int] = set()
    for question in entry.get("questions", []):
        columns = found(question, names)
        if len(columns) != question.get("columns", len(question.get("headings", []))):
            yield f"{question.get('pattern')}: {len(columns)} columns"
        if taken & columns:
            yield f"{question.get('pattern')}: {len(taken & columns)} columns twice"
        taken |= columns
        for at in columns:
            yield from (f"{names[at]}: {word}" for word in strange(question, body, at, entry["missing"]))
    for pattern in entry.get("never", []):
        columns = {at for at, name in enumerate(names) if re.search(pattern, name)}
        if not columns and pattern not in {"_TEXT", "^Location"}:
            yield f"never {pattern}: no column"
        if columns & taken:
            yield f"never {pattern}: also a question"


def found(question: dict[str, Any], names: list[str]) -> set[int]:
    """Return the columns that a question family stands for."""
    if "headings" in question:
        return {at for at, name in enumerate(names) if bare(name) in set(map(bare, question["headings"]))}
    return {at for at, name in enumerate(names) if re.search(question["pattern"], name)}


def strange(question: dict[str, Any], body: list[list[str]], at: int, missing: list[str]) -> set[str]:
    """Return the values of a column that are on no scale of the sheet."""
    there = {bare(row[at]) for row in body} - {""} - set(map(bare, missing))
    there -= set(map(bare, question.get("not_scored", [])))
    if "words" in question:
        return there - {bare(word) for point in question["words"] for word in point}
    if "numbers" in question:
        low, high = question["numbers"]["low"], question["numbers"]["high"]
        points = {str(one) for one in range(low, high + 1)}
        ends = {word for word in there if re.match(r"\d+\D", word)}
        return there - points - ends - OLD_WORDS
    if question["codes"]:
        return there - set(question["codes"])
    return {word for word in there if not re.fullmatch(r"-?\d+", word)}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_says_what_the_files_hold(path: Path) -> None:
    of = sheet(path)
    faults = []
    for entry in of["files"]:
        raw = content(of["set"], entry["file"])
        if entry["export"] == "none" or not entry["file"].endswith(".csv"):
            continue
        for text in {raw.decode(encoding).removeprefix("\ufeff") for encoding in entry["encoding"]}:
            faults += [f"{entry['file']}: {one}" for one in wrong(of["set"], entry, text)]
    assert faults == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_quirk_names_a_file_of_the_sheet_and_a_bucket(path: Path) -> None:
    of = sheet(path)
    files = {entry["file"] for entry in of["files"]}
    for quirk in of["quirks"]:
        assert quirk["file"] in files
        assert set(quirk["bucket"]) <= BUCKETS
        assert quirk["bucket"]


def test_there_is_a_sheet_for_every_set_and_a_line_for_every_table() -> None:
    sets = {path.name for path in DATA.iterdir() if path.is_dir()}
    assert {sheet(path)["set"] for path in SHEETS} == sets
    for path in SHEETS:
        of = sheet(path)
        told = {entry["file"].partition("!")[0] for entry in of["files"]}
        tables = {
            file.relative_to(DATA / of["set"]).as_posix()
            for file in (DATA / of["set"]).rglob("*")
            if file.suffix.lower() in {".csv", ".xlsx", ".xls", ".zip", ".json", ".lss"}
        }
        assert told == tables


def test_control_a_sheet_with_a_wrong_heading_word_or_count_is_seen() -> None:
    path = HERE / "surveymonkey_538.yaml"
    of = sheet(path)
    entry = of["files"][0]
    text = content(of["set"], entry["file"]).decode("mac_roman")
    assert list(wrong(of["set"], entry, text)) == []
    entry["fields"]["response_id"] = ["Respondent"]
    entry["questions"][0]["words"][0] = ["Very unfavourably"]
    entry["questions"][1]["columns"] = 5
    seen = list(wrong(of["set"], entry, text))
    assert len(seen) == 1 + 14 + 1
