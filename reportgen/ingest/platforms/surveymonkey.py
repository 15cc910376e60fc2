"""Exports of SurveyMonkey: question over Response or option, or one heading row with codes such as q0004_0002."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.ingest.platforms.asked import coded, silent_words, unique
from reportgen.ingest.platforms.layout import UNCHOSEN, Kind, Layout, Option, Question, Structure
from reportgen.ingest.platforms.shown import kind_shown, top_cells
from reportgen.ingest.platforms.wording import alike
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import tidied
from reportgen.model.text import Text, text

_SEARCHED = 5
_LEADS: Mapping[str, str] = {
    "respondentid": "response_id",
    "startdate": "started_at",
    "enddate": "answered_at",
    "datemodified": "answered_at",
    "datecreated": "started_at",
    "collector": "source",
    "collectorid": "source",
    "emailaddress": "contact",
    **dict.fromkeys(("ipaddress", "firstname", "lastname", "customdata1", "customdata2", "customdata3"), ""),
}
"""Heading of a lead column as compared → field; "" = read by no field."""
_RESPONSE, _OPEN = "response", "open-endedresponse"
_OTHER = re.compile(r"^other\b.*\(please specify\)|^other$|^其他.*(?:请注明|请说明)|^其他$", re.IGNORECASE)
_CODE = re.compile(r"^q\d{4}(?:_\d{4})?$")
_OPTION_CODE = re.compile(r"^\d{1,3}$", re.ASCII)
_SKIPPED = frozenset({"NA"})
_UNTICKED = frozenset({"Not selected"})
_RANK = re.compile(r"\brank|排序|排名", re.IGNORECASE)
_ENOUGH, _PAIR = 3, 2

Columns = Sequence[Sequence[str]]


@dataclass(slots=True)
class _Block:
    """The columns under one question, and what stands below it in each."""

    wording: str
    parts: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    """Headings that are codes; a part then stands nowhere but in its answers."""


def recognised(sheet: Sheet, _structure: Structure | None) -> Layout | None:
    """Return how SurveyMonkey laid out a sheet, or None if it is none of its exports.

    Source:  exports of 2014 (two rows) and 2018 (codes); the two rows of 2022 in the source of a public reader.
             There is no questionnaire file.
    """
    for at, row in enumerate(sheet.cells[:_SEARCHED]):
        leads = {column: _LEADS[_bare(cell)] for column, cell in enumerate(row) if _bare(cell) in _LEADS}
        codes = [column for column, cell in enumerate(row) if _CODE.match(cell.strip())]
        if "response_id" in leads.values() and "respondentid" in map(_bare, row):
            return _with_ids(sheet, at, leads)
        if len(codes) >= _ENOUGH and "answered_at" in leads.values():
            example = row[codes[0]].strip()
            return _laid_out(
                sheet, at, 1, leads, _of_codes(row, leads), text("codes of questions such as {name}", name=example)
            )
    return None


def _with_ids(sheet: Sheet, at: int, leads: Mapping[int, str]) -> Layout | None:
    names = ", ".join(sheet.cells[at][column].strip() for column in leads)
    reason = text("its lead columns {names}", names=names)
    below = sheet.cells[at + 1] if at + 1 < len(sheet.cells) else sheet.cells[at]
    if {_RESPONSE, _OPEN} & set(map(alike, below)) or not any(below[column].strip() for column in leads):
        return _laid_out(sheet, at, 2, leads, _of_rows(sheet.cells[at], below, leads), reason)
    heads = {column: cell for column, cell in enumerate(sheet.cells[at]) if cell.strip() and column not in leads}
    return _laid_out(sheet, at, 1, leads, [_Block(tidied(cell), {c: ""}) for c, cell in heads.items()], reason)


def _of_rows(upper: Sequence[str], lower: Sequence[str], leads: Mapping[int, str]) -> list[_Block]:
    """Return the questions of two heading rows: a question stands over the first of its columns."""
    blocks: list[_Block] = []
    for column, (over, part) in enumerate(zip(map(tidied, upper), map(tidied, lower), strict=True)):
        if column in leads or not (over or part):
            continue
        if over or not blocks:
            blocks.append(_Block(over or part))
        blocks[-1].parts[column] = part
    return blocks


def _of_codes(row: Sequence[str], leads: Mapping[int, str]) -> list[_Block]:
    """Return the questions of one row of codes; q0004_0002 is a part of q0004."""
    blocks: dict[str, _Block] = {}
    for column, name in enumerate(map(tidied, row)):
        if column not in leads and name:
            stem = name.partition("_")[0] if _CODE.match(name) else name
            block = blocks.setdefault(stem, _Block(stem))
            block.codes[column] = name
            block.parts[column] = ""
    return list(blocks.values())


def _laid_out(
    sheet: Sheet, at: int, rows: int, leads: Mapping[int, str], blocks: Sequence[_Block], reason: Text
) -> Layout:
    columns = top_cells(sheet, at + rows)
    single = any(alike(part) == _RESPONSE for block in blocks for part in block.parts.values())
    asked = _spread if rows > 1 and not single else _asked
    questions = unique(
        question for number, block in enumerate(blocks, start=1) for question in asked(number, block, columns)
    )
    return Layout(
        platform="surveymonkey",
        at=at,
        rows=rows,
        fields={name: column for column, name in reversed(list(leads.items())) if name},
        questions=tuple(questions),
        skipped=_SKIPPED | silent_words(questions, columns),
        unchosen=UNCHOSEN | _UNTICKED,
        coded=coded(questions, columns, _OPTION_CODE),
        authored=any(block.codes for block in blocks),
        short_years=True,
        evidence=(reason,),
    )


def _spread(number: int, block: _Block, columns: Columns) -> Iterator[Question]:
    """Yield the questions of an export without any Response: one answer may be spread over a column an option."""
    options = {column: part for column, part in block.parts.items() if not _OTHER.match(part)}
    rows = zip(*(columns[column] for column in options), strict=True)
    if len(options) == 1 or not _are_ticks(options, columns) or any(sum(map(bool, row)) > 1 for row in rows):
        yield from _asked(number, block, columns)
        return
    first, *others = options
    yield Question(
        code=f"Q{number}",
        wording=block.wording,
        column=first,
        kind=Kind.SINGLE,
        options=tuple(Option(code=str(at), label=part) for at, part in enumerate(options.values(), start=1)),
        also=tuple(others),
    )
    free = {column: part for column, part in block.parts.items() if column not in options}
    yield from _asked(number, _Block(block.wording, free), columns)


def _asked(number: int, block: _Block, columns: Columns) -> Iterator[Question]:
    """Yield one question a column."""
    parts = {column: "" if alike(part) in {_RESPONSE, _OPEN} else part for column, part in block.parts.items()}
    if block.codes and len(parts) >= _PAIR and _are_ticks_of_codes(block, columns):
        parts |= {column: next(iter(_seen(columns[column])), part) for column, part in parts.items()}
    usual = _kind_of_rows(block, parts, columns)
    for place, (column, part) in enumerate(parts.items(), start=1):
        open_ended = alike(block.parts[column]) == _OPEN
        kind = Kind.TEXT if open_ended else _kind(part, columns[column], usual, alone=len(parts) == 1)
        ticked = kind in {Kind.MULTIPLE, Kind.RANKING}
        yield Question(
            code=block.codes.get(column) or (f"Q{number}_{place}" if len(parts) > 1 else f"Q{number}"),
            wording=block.wording,
            part=part,
            column=column,
            kind=kind,
            options=(Option(code="1", label=part),) if ticked else (),
        )


def _kind(part: str, cells: Sequence[str], usual: Kind | None, *, alone: bool) -> Kind:
    """Return what a column holds; beside options, Other is an option where its cells say no more than that."""
    if _OTHER.match(part) and not alone and not _seen(cells) <= {part}:
        return Kind.OTHER
    return (usual if part else None) or kind_shown(cells, _SKIPPED) or Kind.TEXT


def _kind_of_rows(block: _Block, parts: Mapping[int, str], columns: Columns) -> Kind | None:
    """Return what the columns of one question hold if it is a tick, or a place in a ranking, in each."""
    rows = {
        column: part for column, part in parts.items() if part and not (_OTHER.match(part) and not block.codes)
    }
    if len(rows) < _PAIR:
        return None
    if _are_ticks(rows, columns):
        return Kind.MULTIPLE
    places = {str(place) for place in range(1, len(rows) + 1)}
    if not set().union(*(_seen(columns[column]) for column in rows)) <= places | {"N/A"}:
        return None
    forms = [[cell for cell in row if cell in places] for row in zip(*(columns[c] for c in rows), strict=True)]
    answered = [form for form in forms if form]
    ranked = bool(answered) and all(len(set(form)) == len(form) for form in answered)
    return Kind.RANKING if ranked and (len(answered) > 1 or _RANK.search(block.wording)) else None


def _are_ticks(parts: Mapping[int, str], columns: Columns) -> bool:
    """Whether each column holds nothing but its own option, or 1."""
    seen = {column: _seen(columns[column]) for column in parts}
    return any(seen.values()) and all(words <= {parts[column]} or words <= {"1"} for column, words in seen.items())


def _are_ticks_of_codes(block: _Block, columns: Columns) -> bool:
    """Whether each column holds one word only, and some cells say that it was not selected."""
    cells = [columns[column] for column in block.codes]
    return any(_UNTICKED & set(column) for column in cells) and all(len(_seen(column)) <= 1 for column in cells)


def _seen(cells: Sequence[str]) -> set[str]:
    return {tidied(cell) for cell in cells} - _SKIPPED - _UNTICKED - {""}


def _bare(cell: str) -> str:
    return re.sub(r"[-_.]", "", alike(cell))
