"""Headings of LimeSurvey exports: codes, wordings or both; or two rows, question over subquestion."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.ingest.platforms.shown import only, top_cells
from reportgen.ingest.platforms.wording import alike
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import tidied
from reportgen.model.text import Text, text

TICKS = frozenset({"yes", "no", "y", "n", "ja", "nein", "是", "否"})
"""Answers where each option has a column of its own."""
SKIPPED = frozenset({"N/A", "No answer", "Keine Antwort", "Nicht beantwortet", "无回答", "没有回答"})
FREE: Mapping[str, str] = {
    **dict.fromkeys(("other", "sonstiges", "andere", "其他"), "Other"),
    **dict.fromkeys(("comment", "kommentar", "评论"), "Comment"),
}
"""Part that is free text, as compared → as the questionnaire has it."""

_SEARCHED = 5
_LEADS: Mapping[str, str] = {
    **dict.fromkeys(("id", "responseid", "answerid", "antwortid"), "response_id"),
    **dict.fromkeys(("submitdate", "datesubmitted", "datumabgeschickt"), "answered_at"),
    **dict.fromkeys(("startdate", "datestarted", "datumgestartet"), "started_at"),
    **dict.fromkeys(("datestamp", "datelastaction", "datumletzteaktivität"), "last_at"),
    **dict.fromkeys(("interviewtime", "totaltime", "gesamtzeit"), "duration"),
    **dict.fromkeys(("refurl", "referrerurl", "weiterleitungsurl"), "source"),
    **dict.fromkeys(("email", "emailaddress", "emailadresse"), "contact"),
    **dict.fromkeys(("lastpage", "letzteseite", "startlanguage", "startsprache", "seed", "zufallsstartwert"), ""),
    **dict.fromkeys(("token", "accesscode", "zugangscode", "ipaddr", "ipaddress", "ipadresse"), ""),
    **dict.fromkeys(("firstname", "lastname", "vorname", "nachname"), ""),
}
"""Heading of a lead column as compared → field; "" = read by no field."""
_OWN = frozenset(
    {
        *("submitdate", "datesubmitted", "datumabgeschickt", "datestamp", "datelastaction"),
        *("datumletzteaktivität", "lastpage", "letzteseite", "startlanguage", "startsprache"),
        *("antwortid", "interviewtime", "zufallsstartwert"),
    }
)
"""Lead columns that no other platform writes so."""
_UNASKED = re.compile(r"^(?:(?:group|question|gruppen|fragen)(?:time|zeit)|unnamed:\d+$)", re.IGNORECASE)
"""Times of groups and questions, and the index that pandas names so."""
_CODE = r"[A-Za-z][A-Za-z0-9_]*(?:-\d+)?"
_SUB = r"\s?\[[^\[\]]*\]"
_CODED = re.compile(rf"^(?P<code>{_CODE})(?P<sub>(?:{_SUB}){{0,2}})$")
_BOTH = re.compile(rf"^(?P<code>{_CODE})(?P<sub>(?:{_SUB}){{0,2}})(?:\._\.|\.\s|:\s)(?P<text>.+)$", re.DOTALL)
_PART = re.compile(r"\s*\[((?:[^\[\]]|\[[^\[\]]*\])*)\]$")
_ENOUGH, _PAIR = 3, 2
_LONGEST = 4_000
"""Longer headings are wordings as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's heading, taken apart."""

    column: int
    code: str
    wording: str
    part: str = ""

    @property
    def stem(self) -> str:
        """The code of the whole question."""
        if "[" in self.code:
            return self.code.partition("[")[0]
        return self.code.partition("_")[0] if self.part else self.code

    @property
    def is_free(self) -> bool:
        """Whether it stands over free text beside an option."""
        return alike(self.part) in FREE or self.code.endswith(("[other]", "comment]"))

    @property
    def asked_part(self) -> str:
        """The part as the questionnaire has it."""
        return FREE.get(alike(self.part), self.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings of a sheet."""

    at: int
    rows: int
    heads: Sequence[Head]
    leads: Mapping[int, str]
    """Column → field; "last_at" is the last action; "" = read by no field."""
    evidence: Sequence[Text]
    authored: bool = False
    """Whether the codes stand in the file."""


def headings(sheet: Sheet) -> Headings | None:
    """Return the headings of an export of LimeSurvey, None if the sheet has none such."""
    for at, row in enumerate(sheet.cells[:_SEARCHED]):
        found = _of_row(at, row)
        if found:
            return found
    return None


def _of_row(at: int, row: Sequence[str]) -> Headings | None:
    """One heading row: its lead columns or the form of its codes tell LimeSurvey."""
    leads = {column: _LEADS.get(_bare(cell), "") for column, cell in enumerate(row) if _is_lead(cell)}
    own = ", ".join(row[column].strip() for column in leads if _bare(row[column]) in _OWN)
    cells = {column: cell.strip() for column, cell in enumerate(row) if cell.strip() and column not in leads}
    both = {column: found for column, cell in cells.items() if (found := _BOTH.match(cell))}
    pure = {column: found for column, cell in cells.items() if (found := _CODED.match(cell))}
    named = text("its lead columns {names}", names=own or ", ".join(row[column].strip() for column in leads))
    if own and 2 * len(pure) > len(cells):
        heads = [_of_code(column, cell, pure.get(column)) for column, cell in cells.items()]
        return Headings(at=at, rows=1, heads=heads, leads=leads, evidence=[named], authored=True)
    if len(both) >= _ENOUGH and 5 * len(both) >= 4 * len(cells) and (own or _authored(both.values())):
        heads = [_of_both(column, cell, both.get(column)) for column, cell in cells.items()]
        worded = text("headings of code and wording such as {name}", name=heads[0].code)
        return Headings(at=at, rows=1, heads=heads, leads=leads, evidence=[worded], authored=True)
    heads = _of_texts(cells)
    if "response_id" in leads.values() and (own or any(head.part for head in heads)):
        return Headings(at=at, rows=1, heads=heads, leads=leads, evidence=[named])
    return None


def _authored(found: Iterable[re.Match[str]]) -> bool:
    """Whether codes of questions look given by an author, not counted: a subquestion's, or of several stems."""
    matches = list(found)
    stems = {match["code"].rstrip("0123456789-_") for match in matches}
    return any(match["sub"] for match in matches) or len(stems) >= _ENOUGH


def _bare(cell: str) -> str:
    found = _BOTH.match(cell.strip()) if "." in cell else None
    return re.sub(r"[-_.]", "", alike(found["code"] if found and not found["sub"] else cell))


def _is_lead(cell: str) -> bool:
    return _bare(cell) in _LEADS or bool(_UNASKED.match(_bare(cell)))


def _of_code(column: int, cell: str, found: re.Match[str] | None) -> Head:
    return Head(column=column, code=cell.replace(" [", "[") if found else cell, wording="")


def _of_both(column: int, cell: str, found: re.Match[str] | None) -> Head:
    if found is None:
        return Head(column=column, code=tidied(cell), wording=tidied(cell))
    wording, part = _split(found["text"]) if found["sub"] else (tidied(found["text"]), "")
    return Head(column=column, code=found["code"] + found["sub"].replace(" ", ""), wording=wording, part=part)


def _of_texts(cells: Mapping[int, str]) -> list[Head]:
    """Headings of wordings: in brackets stands a part where several columns share a wording, or an Other."""
    split = {column: _split(cell) for column, cell in cells.items()}
    shared: dict[str, int] = {}
    for wording, _ in split.values():
        shared[wording] = shared.get(wording, 0) + 1
    heads = []
    for column, cell in cells.items():
        wording, part = split[column]
        if shared[wording] == 1 and alike(part) not in FREE:
            wording, part = tidied(cell), ""
        heads.append(Head(column=column, code="", wording=wording, part=part))
    return numbered(heads)


def _split(cell: str) -> tuple[str, str]:
    """Return wording and part; of two brackets at the end, no blank between, the parts are row and column."""
    rest = tidied(cell)
    parts: list[str] = []
    while len(rest) <= _LONGEST and len(parts) < _PAIR and (found := _PART.search(rest)):
        parts.insert(0, found[1].strip())
        rest = rest[: found.start()]
        if not found[0].startswith("["):
            break
    return rest, "/".join(parts)


def numbered(heads: Sequence[Head]) -> list[Head]:
    """Return headings with codes by their place where the file has none: Q2, or Q2_3 within a question."""
    made: list[Head] = []
    block = inside = 0
    for at, head in enumerate(heads):
        same = at > 0 and head.part != "" and head.wording == heads[at - 1].wording
        block, inside = (block, inside + 1) if same else (block + 1, 1)
        made.append(replace(head, code=f"Q{block}_{inside}" if head.part else f"Q{block}"))
    return made


def two_rows(sheet: Sheet, *, asked: bool) -> Headings | None:
    """Return a wording over the first column of each block, its parts below: a form that is made by hand.

    ``asked``: there is a questionnaire; else a question whose options are answered with Yes or No must tell.
    """
    at = next((at for at, row in enumerate(sheet.cells[:_SEARCHED]) if any(map(str.strip, row))), None)
    if at is None or len(sheet.cells) < at + _ENOUGH:
        return None
    upper, lower = sheet.cells[at], sheet.cells[at + 1]
    if {alike(cell) for cell in lower} & {"response", "open-endedresponse"}:
        return None
    leads, heads = _over_and_under(sheet, at)
    heads = numbered(heads)
    parts = [head for head in heads if head.part]
    said = sum(bool(over.strip() or part.strip()) for over, part in zip(upper, lower, strict=True))
    if 2 * len(parts) < said or all(upper[head.column].strip() for head in parts):
        return None
    columns = top_cells(sheet, at + 2)
    blocks = [[head for head in parts if head.stem == stem] for stem in {head.stem for head in parts}]
    many = [[columns[head.column] for head in block if not head.is_free] for block in blocks]
    if not asked and not any(len(block) > 1 and only(block, TICKS, SKIPPED) for block in many):
        return None
    reason = text("two heading rows, and questions whose options are answered with Yes or No")
    return Headings(at=at, rows=2, heads=heads, leads=leads, evidence=[reason])


def _tidy(row: Sequence[str]) -> list[str]:
    return [tidied(cell) for cell in row]


def _over_and_under(sheet: Sheet, at: int) -> tuple[dict[int, str], list[Head]]:
    """Fill the upper row to the right within a block; a column without a part ends it.

    Merged ranges are left aside: a CSV of the same sheet has none, and must say the same.
    """
    leads: dict[int, str] = {}
    heads: list[Head] = []
    wording = ""
    for column, (over, part) in enumerate(zip(*map(_tidy, sheet.cells[at : at + 2]), strict=True)):
        wording = over or (wording if part else "")
        if over and not part and _is_lead(over):
            leads[column] = _LEADS.get(_bare(over), "")
        elif wording:
            heads.append(Head(column=column, code="", wording=wording, part=part))
    return leads, heads
