"""Exports of LimeSurvey: answers in words or in codes, with or without the questionnaire (.lss)."""

import re
from collections.abc import Iterable, Mapping, Sequence

from reportgen.ingest.platforms.asked import Asked, coded, known, silent_words, unique
from reportgen.ingest.platforms.layout import UNCHOSEN, Kind, Layout, Option, Question, Structure
from reportgen.ingest.platforms.limesurvey_headings import SKIPPED, TICKS, Head, headings, two_rows
from reportgen.ingest.platforms.shown import kind_shown, only, top_cells
from reportgen.ingest.sheet import Sheet

_RANKED = re.compile(r"^(?:rank|ranking|rang|rangfolge|排序)\s*(\d+)$", re.IGNORECASE)
_OPTION_CODE = re.compile(r"^[A-Z]{1,2}\d{1,3}$")
_NO_DATE = "1980-01-01"
"""LimeSurvey writes this day where a survey keeps no dates."""

Columns = Sequence[Sequence[str]]


def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
    """Return how LimeSurvey laid out a sheet, or None if it is none of its exports.

    Source:  the program's own writer (headings of codes, texts or both; fields of a response); exports of 2016 to
             2023 in English and German.
    """
    found = headings(sheet) or two_rows(sheet, asked=structure is not None)
    if found is None:
        return None
    columns = top_cells(sheet, found.at + found.rows)
    questions = unique(_questions(found.heads, columns, Asked.of(structure)))
    return Layout(
        platform="limesurvey",
        at=found.at,
        rows=found.rows,
        fields=_fields(found.leads, columns),
        questions=tuple(questions),
        skipped=SKIPPED | silent_words(questions, columns),
        unchosen=UNCHOSEN | {"Nein", "nein"},
        coded=coded(questions, columns, _OPTION_CODE),
        authored=found.authored or structure is not None,
        evidence=tuple(found.evidence),
    )


def _questions(heads: Sequence[Head], columns: Columns, asked: Asked) -> Iterable[Question]:
    blocks: dict[tuple[str, str], list[Head]] = {}
    for head in heads:
        blocks.setdefault((head.stem, head.wording), []).append(head)
    for block in blocks.values():
        kinds = _shown(block, columns)
        for head in block:
            kind = kinds[head.column]
            ranked = _RANKED.match(head.part) if kind is Kind.RANKING else None
            shown = Question(
                code=head.code,
                wording=head.wording,
                part=ranked[1] if ranked else head.part,
                column=head.column,
                kind=kind,
                options=(Option(code="Y", label=head.part or head.code),) if kind is Kind.MULTIPLE else (),
            )
            found = asked.named(head.code) or asked.worded(head.wording, ranked[1] if ranked else head.asked_part)
            yield known(shown, found) if found else shown


def _shown(block: Sequence[Head], columns: Columns) -> dict[int, Kind]:
    """Return column → kind of answers, as the answers of the whole question show it."""
    free = {head.column: Kind.OTHER for head in block if head.is_free}
    rest = [head for head in block if head.column not in free]
    answers = {head.column: columns[head.column] for head in rest}
    if any(_RANKED.match(head.part) for head in rest):
        return free | dict.fromkeys(answers, Kind.RANKING)
    if any(head.part or "[" in head.code for head in rest) and only(answers.values(), TICKS, SKIPPED):
        return free | dict.fromkeys(answers, Kind.MULTIPLE)
    kinds = {column: kind_shown(cells, SKIPPED) for column, cells in answers.items()}
    usual = Kind.SINGLE if Kind.SINGLE in kinds.values() else Kind.TEXT
    return free | {column: kind or usual for column, kind in kinds.items()}


def _fields(leads: Mapping[int, str], columns: Columns) -> dict[str, int]:
    """Return field → column; where no date of submission is kept, that of the last action or of the start."""
    places = {name: column for column, name in reversed(list(leads.items())) if name}
    fields = {name: column for name, column in places.items() if name not in {"answered_at", "last_at"}}
    for name in ("answered_at", "last_at", "started_at"):
        days = {cell[: len(_NO_DATE)] for cell in columns[places[name]] if cell} if name in places else set()
        if days - {_NO_DATE}:
            return fields | {"answered_at": places[name]}
    return fields
