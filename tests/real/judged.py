"""How a proposal is held against an answer sheet (answer_sheets/README.md): right, undecided or wrong."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from reportgen.learn.proposal import Asked, Proposal
from tests.real.workspace import DATA

SHEETS = Path(__file__).resolve().parent / "answer_sheets"
SCORES = frozenset({"satisfaction", "points", "mark"})
"""Fields whose columns are scored."""

Verdict = Literal["right", "undecided", "wrong"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a sheet says of a file, and what became of it."""

    file: str
    about: str
    verdict: Verdict
    got: str


def answer_sheet(name: str) -> dict[str, Any]:
    """Return the sheet of a set."""
    found: dict[str, Any] = yaml.safe_load((SHEETS / f"{name}.yaml").read_text("utf-8"))
    return found


def files_of(sheet: Mapping[str, Any], folder: Path) -> dict[str, Path]:
    """Return the sheet's name of every file → where it is; members of a zip are unpacked into ``folder``."""
    places = {}
    for number, entry in enumerate(sheet["files"]):
        path, _, member = entry["file"].partition("!")
        place = DATA / sheet["set"] / path
        if member:
            place = folder / f"{number}-{Path(member).name}"
            with zipfile.ZipFile(DATA / sheet["set"] / path) as archive:
                place.write_bytes(archive.read(member))
        places[entry["file"]] = place
    return places


def judged(entry: Mapping[str, Any], proposal: Proposal | None, names: Sequence[str]) -> Iterator[Statement]:
    """Yield every statement of a file with its verdict.

    In:  proposal: None where the file could not be read; names: its joined headings, as the sheet has them.
    """
    say = _Judge(entry["file"], set(entry.get("decide", ())))
    claimed = proposal is not None and proposal.export is not None
    export = proposal.export.value if claimed and proposal and proposal.export else "none"
    fine = [entry["export"], *entry.get("also", ())]
    if entry["export"] == "none":
        yield say.whether(
            "export", export in fine, marked=not claimed or not (proposal and proposal.export_sure), got=export
        )
        return
    if proposal is None or not claimed:
        marked = True  # "nothing here looks like one of the exports" asks the person
        yield say.whether("export", export in fine, marked=marked, got=export)
        for name in entry["fields"]:
            yield say.whether(f"field {name}", entry["fields"][name] == "decide", marked=marked, got="–")
        return
    yield say.whether("export", export in fine, marked=not proposal.export_sure, got=export)
    yield from _reading(entry, proposal, say)
    yield from _fields(entry, proposal, names, say)
    yield from _questions(entry, proposal, names, say)


@dataclass(frozen=True, slots=True)
class _Judge:
    file: str
    decide: set[str]

    def whether(self, about: str, right: bool, *, marked: bool, got: object) -> Statement:  # noqa: FBT001
        if about in self.decide:
            verdict: Verdict = "right" if marked else "wrong"
        else:
            verdict = "right" if right else "undecided" if marked else "wrong"
        return Statement(self.file, about, verdict, str(got))


def _reading(entry: Mapping[str, Any], one: Proposal, say: _Judge) -> Iterator[Statement]:
    unnamed = one.platform is None and any("platform" in str(said) for said in one.decisions)
    yield say.whether(
        "platform", one.platform == entry["platform"], marked=unnamed or not one.platform_sure, got=one.platform
    )
    if "encoding" in entry:
        yield say.whether(
            "encoding", one.encoding in entry["encoding"], marked=not one.encoding_sure, got=one.encoding
        )
    if entry.get("delimiter"):
        yield say.whether("delimiter", one.delimiter == entry["delimiter"], marked=False, got=one.delimiter)
    if "sheet" in entry:
        yield say.whether("sheet", one.sheet == entry["sheet"], marked=not one.export_sure, got=one.sheet)
    yield say.whether("title_rows", one.titles == entry["title_rows"], marked=not one.heading_sure, got=one.titles)
    rows = one.header_rows
    yield say.whether("header_rows", rows == entry["header_rows"], marked=not one.heading_sure, got=rows)
    order = one.date_order
    yield say.whether("date_order", order == entry["date_order"], marked=not one.date_order_sure, got=order)


def bare(word: str) -> str:
    """Return a word as it is compared."""
    return "".join(word.replace("\ufeff", "").split()).casefold()


def _fields(entry: Mapping[str, Any], one: Proposal, names: Sequence[str], say: _Judge) -> Iterator[Statement]:
    place = {bare(name): at for at, name in reversed([*enumerate(names)])}
    for name, says in entry["fields"].items():
        own = one.columns.get(name)
        marked = (
            not one.export_sure
            or (own is None and bool(one.left_out or one.decisions))
            or bool(own and not own.sure)
        )
        got = names[own.column] if own else "–"
        if says == "decide" or isinstance(says, dict):
            yield _with(say, f"field {name}", "right" if marked else "wrong", got)
            continue
        wanted = {place[bare(heading)] for heading in says if bare(heading) in place}
        yield say.whether(f"field {name}", own is not None and own.column in wanted, marked=marked, got=got)


def _questions(entry: Mapping[str, Any], one: Proposal, names: Sequence[str], say: _Judge) -> Iterator[Statement]:
    asked = {question.column: question for question in one.questions}
    left_out = {bare(heading) for heading in one.left_out}
    for says in entry.get("questions", ()):
        for at in _columns(says, names):
            own = asked.get(at)
            about = f"question {names[at][:60]}"
            marked = not one.export_sure or (own is None and bool(left_out)) or bool(own and not _sure(own))
            if says.get("decide"):
                yield _with(say, about, "right" if marked else "wrong", str(own.scale) if own else "–")
                continue
            right = own is not None and _same_scale(says, own) and (not _sure(own) or says.get("good") == "last")
            yield say.whether(about, right, marked=marked, got=str(own.scale) if own else "–")
    marks = {question.column: _sure(question) for question in one.questions}
    marks |= {own.column: own.sure for name, own in one.columns.items() if name in SCORES}
    for pattern in entry.get("never", ()):
        for at, heading in enumerate(names):
            if re.search(pattern, heading):
                left = at not in marks
                got = "–" if left else "scored"
                yield say.whether(f"never {heading[:60]}", left, marked=not marks.get(at, True), got=got)


def _columns(says: Mapping[str, Any], names: Sequence[str]) -> list[int]:
    if "headings" in says:
        return [at for at, name in enumerate(names) if bare(name) in set(map(bare, says["headings"]))]
    return [at for at, name in enumerate(names) if re.search(says["pattern"], name)]


def _sure(own: Asked) -> bool:
    return own.sure and not own.scale.pack and not own.scale.unsaid


def _same_scale(says: Mapping[str, Any], own: Asked) -> bool:
    """Whether a question's scale is the sheet's: the same ends, or the same words in the same order."""
    scale = own.scale
    if "numbers" in says:
        return (scale.low, scale.high) == (says["numbers"]["low"], says["numbers"]["high"])
    if "codes" in says:
        codes = [int(code) for code in says["codes"] if code.lstrip("-").isdigit()] if says["codes"] else []
        return not codes or (bool(scale.high) and scale.low <= min(codes) and max(codes) <= scale.high)
    points = {bare(word): at for at, point in enumerate(says["words"]) for word in point}
    found = [points[bare(word)] for word in scale.words if bare(word) in points]
    return len(found) > 1 and found == sorted(found) and {*found} == {*points.values()}


def _with(say: _Judge, about: str, verdict: Verdict, got: str) -> Statement:
    return Statement(say.file, about, verdict, got)
