"""Headings of Qualtrics exports: tags, wordings and import ids in three rows, or the older two."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.ingest.platforms.wording import alike
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import tidied
from reportgen.model.text import Text, text

_SEARCHED = 8
_IMPORT = re.compile(r"""^\s*\{\s*["']ImportId["']\s*:""")
_QUOTED = re.compile(r"""["'](?P<name>ImportId|choiceId)["']\s*:\s*["']?(?P<text>[^"',}]*)""")
_QUESTION = re.compile(r"^(?:\d+_|x\d+_)?QID\d+")
_UNASKED = re.compile(
    r"_(?:DO(?:_.*)?|NPS_GROUP|(?:FIRST|LAST)_CLICK|PAGE_SUBMIT|CLICK_COUNT|FILE_(?:ID|SIZE|TYPE)|SENTIMENT\w*|TOPICS?)$",
    re.IGNORECASE,
)
"""Columns that belong to a question but are no answer: order shown, times on the page, sizes of files."""
_LEADS: Mapping[str, str] = {
    **dict.fromkeys(("responseid", "recordid"), "response_id"),
    **dict.fromkeys(("startdate",), "started_at"),
    **dict.fromkeys(("enddate",), "answered_at"),
    **dict.fromkeys(("recordeddate",), "recorded_at"),
    **dict.fromkeys(("duration", "durationinseconds", "duration(inseconds)"), "duration"),
    **dict.fromkeys(("finished",), "finished"),
    **dict.fromkeys(("status", "responsetype"), "mode"),
    **dict.fromkeys(("distributionchannel",), "source"),
    **dict.fromkeys(("recipientemail", "panelrecipientemail", "emailaddress"), "contact"),
    **dict.fromkeys(("responseset", "responsesetid", "ipaddress", "progress", "name", "userlanguage"), ""),
    **dict.fromkeys(("externaldatareference", "externalreference", "panelexternaldatareference"), ""),
    **dict.fromkeys(("qballotboxstuffing",), ""),
    **dict.fromkeys(("recipientlastname", "recipientfirstname"), ""),
    **dict.fromkeys(("panelrecipientlastname", "panelrecipientfirstname"), ""),
    **dict.fromkeys(("locationlatitude", "locationlongitude", "locationaccuracy"), ""),
}
"""Heading of a lead column as compared → field; "" = read by no field."""
_OWN = frozenset(
    {"responseset", "recordeddate", "distributionchannel", "userlanguage", "externaldatareference"}
    | {"externalreference", "durationinseconds", "duration(inseconds)", "recipientlastname", "locationlatitude"}
)
"""Lead columns that no other platform writes so."""
_NEEDED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A question's column: its tag (first row), its wording (second), its code by the import id (third)."""

    column: int
    tag: str
    wording: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings of a sheet."""

    at: int
    rows: int
    heads: Sequence[Head]
    leads: Mapping[str, int]
    """Field, or recorded_at → column."""
    evidence: Text


def headings(sheet: Sheet) -> Headings | None:
    """Return the headings of an export of Qualtrics, None if the sheet has none such."""
    top = sheet.cells[:_SEARCHED]
    imported = next((at for at, row in enumerate(top) if 2 * _imports(row) > sum(map(bool, row)) > 0), None)
    if imported is not None:
        return _three(top, imported)
    return _older(top) or _first_only(top)


def _three(top: Sequence[Sequence[str]], imported: int) -> Headings:
    """Tags, wordings, import ids; a row that was deleted above is missed by none."""
    at = max(0, imported - 2)
    ids = [_import_id(cell) for cell in top[imported]]
    tags = top[at] if imported else [""] * len(ids)
    words = top[imported - 1] if imported else [""] * len(ids)
    leads: dict[str, int] = {}
    heads: list[Head] = []
    for column, code in enumerate(ids):
        if _QUESTION.match(code):
            if not _UNASKED.search(code):
                tag = tidied(tags[column])
                heads.append(Head(column=column, tag=tag, wording=tidied(words[column]), code=code))
        elif field := _LEADS.get(_bare(code), ""):
            leads.setdefault(field, column)
    evidence = text("a heading row of import ids such as {name}", name=next(filter(None, ids), ""))
    return Headings(at=at, rows=imported - at + 1, heads=heads, leads=leads, evidence=evidence)


def _older(top: Sequence[Sequence[str]]) -> Headings | None:
    """Tags over wordings; V1 to V10 over the names of the lead columns, or both rows with the names."""
    for at in range(len(top) - 1):
        names = {_bare(cell) for cell in top[at + 1]}
        numbered = sum(bool(re.match(r"^V\d+$", cell.strip())) for cell in top[at])
        if "responseid" in names and (numbered >= _NEEDED or len(names & _OWN) >= _NEEDED):
            evidence = text("two heading rows, the second with {names}", names="ResponseID, StartDate, EndDate")
            return _named(at, 2, top[at], top[at + 1], evidence)
    return None


def _first_only(top: Sequence[Sequence[str]]) -> Headings | None:
    """Only the tags are left."""
    for at, row in enumerate(top):
        names = {_bare(cell) for cell in row}
        if "responseid" in names and len(names & _OWN) >= _NEEDED:
            own = [cell.strip() for cell in row if _bare(cell) in _OWN]
            evidence = text("its lead columns {names}", names=", ".join(own))
            return _named(at, 1, row, row, evidence)
    return None


def _named(at: int, rows: int, tags: Sequence[str], words: Sequence[str], evidence: Text) -> Headings:
    leads: dict[str, int] = {}
    heads: list[Head] = []
    for column, (tag, wording) in enumerate(zip(map(tidied, tags), map(tidied, words), strict=True)):
        if _bare(wording) in _LEADS:
            leads.setdefault(_LEADS[_bare(wording)], column)
        elif tag and not _UNASKED.search(tag):
            heads.append(Head(column=column, tag=tag, wording=wording if rows > 1 else ""))
    leads.pop("", None)
    return Headings(at=at, rows=rows, heads=heads, leads=leads, evidence=evidence)


def _imports(row: Sequence[str]) -> int:
    return sum(bool(_IMPORT.match(cell)) for cell in row)


def _import_id(cell: str) -> str:
    """Return what a cell like {"ImportId":"QID1","choiceId":"4"} imports: QID1_4; some write single quotes.

    >>> _import_id("{'ImportId': 'QID5-1-2'}"), _import_id('{"ImportId":"QID1","choiceId":"4"}')
    ('QID5_1_2', 'QID1_4')
    """
    try:
        said = json.loads(cell)
    except ValueError:
        said = {found["name"]: found["text"] for found in _QUOTED.finditer(cell)}
    if not isinstance(said, dict):
        return ""
    parts = (str(said[name]) for name in ("ImportId", "choiceId") if said.get(name))
    return "_".join(part.replace("-", "_") if _QUESTION.match(part) else part for part in parts)


def _bare(cell: str) -> str:
    return re.sub(r"[-_.]", "", alike(cell).removeprefix("location-"))
