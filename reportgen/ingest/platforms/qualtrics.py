"""Exports of Qualtrics: three heading rows or two, numbers or words of choices, with or without the .qsf."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.ingest.platforms.asked import Asked, coded, known, silent_words, unique
from reportgen.ingest.platforms.layout import Kind, Layout, Option, Question, Structure
from reportgen.ingest.platforms.qualtrics_headings import Head, headings
from reportgen.ingest.platforms.shown import kind_shown, top_cells
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import tidied

_SKIPPED = frozenset({"-99"})
"""Seen, but not answered."""
_OPTION_CODE = re.compile(r"^-?\d+$", re.ASCII)
_SEVERAL = re.compile(r"^\d+(?:,\d+)+$", re.ASCII)
_FREE = "_TEXT"
_LOOP = re.compile(r"^\d+_(?=QID)")
_SIDE = re.compile(r"^(.+)_(\d+): (\d+)")
"""An older tag side by side: Q6_1: 2 is row 1 of column 2."""
_BASE = re.compile(r"^(?:\d+_)?[^_]+")
_TAIL = re.compile(r"\s+-\s+(?:Selected Choice|Text)$")

Columns = Sequence[Sequence[str]]


def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
    """Return how Qualtrics laid out a sheet, or None if it is none of its exports.

    Source:  the platform's help (Understanding your data set); exports with three rows (2016, 2022) and with two.
    """
    found = headings(sheet)
    if found is None:
        return None
    columns = top_cells(sheet, found.at + found.rows)
    questions = unique(_questions(found.heads, columns, structure))
    several = (question for question in questions if question.kind is Kind.MULTIPLE)
    joined = any(len(question.options) > 1 or _hold_several(set(columns[question.column])) for question in several)
    fields = {name: column for name, column in found.leads.items() if name != "recorded_at"}
    if "answered_at" not in fields and "recorded_at" in found.leads:
        fields["answered_at"] = found.leads["recorded_at"]
    return Layout(
        platform="qualtrics",
        at=found.at,
        rows=found.rows,
        fields=fields,
        questions=tuple(questions),
        skipped=_SKIPPED | silent_words(questions, columns),
        coded=coded(questions, columns, _OPTION_CODE),
        joined="," if joined else "",
        authored=True,
        evidence=(found.evidence,),
    )


def _questions(heads: Sequence[Head], columns: Columns, structure: Structure | None) -> Iterator[Question]:
    asked, choices = Asked.of(structure), _choices(structure)
    worded = _worded(heads)
    shown = _shown(heads, columns)
    last = ""
    for head in heads:
        wording, part = worded[head.column]
        question = Question(
            code=head.code or head.tag, wording=wording, part=part, column=head.column, kind=shown[head.column]
        )
        found = asked.named(_LOOP.sub("", head.code)) if head.code else _tagged(question, asked, last)
        if found:
            question = replace(known(question, found), wording=found.wording, part=found.part)
            question = replace(question, code=head.code or found.code, tag=head.tag)
            last = found.code
        elif options := choices.get(head.code):
            question = replace(question, kind=Kind.MULTIPLE, options=options)
        elif question.kind is Kind.MULTIPLE and part:
            question = replace(question, options=(Option(code="1", label=part),))
        yield replace(question, tag="" if head.tag == question.code else head.tag)


def _tagged(question: Question, asked: Asked, last: str) -> Question | None:
    """Return the question that an older heading stands for; ``last``: the code of the question before it."""
    tag = question.code
    found = asked.named(tag) or asked.named(_SIDE.sub(r"\1#\3_\2", tag))
    if found is None and tag.endswith(_FREE):
        # Tags of free text have forms of their own: it stands behind its row, or its row's last choice.
        beside = (asked.named(f"{stem}{_FREE}") for stem in (last, last.rpartition("_")[0]))
        found = next(filter(None, beside), None)
    return found or asked.only(question.wording, question.part)


def _choices(structure: Structure | None) -> Mapping[str, tuple[Option, ...]]:
    """Return code of a question of several choices → all of them, for exports that keep them in one column."""
    found: dict[str, tuple[Option, ...]] = {}
    for question in structure.questions if structure else ():
        if question.kind is Kind.MULTIPLE:
            base = question.code.rpartition("_")[0]
            found[base] = found.get(base, ()) + question.options
    return found


def _worded(heads: Sequence[Head]) -> dict[int, tuple[str, str]]:
    """Return column → wording and part: columns of one question share the wording up to a dash."""
    groups: dict[str, list[Head]] = {}
    for head in heads:
        found = _BASE.match(head.code or head.tag)
        groups.setdefault(found[0] if found else head.tag, []).append(head)
    worded: dict[int, tuple[str, str]] = {}
    for group in groups.values():
        texts = [_TAIL.sub("", head.wording) for head in group]
        shared = _shared(texts) if len(set(texts)) > 1 else 0
        for head, said in zip(group, texts, strict=True):
            wording = said[:shared].strip().removesuffix("-").strip() if shared else said
            worded[head.column] = (wording, said[shared:].strip(" -") if shared else "")
    return worded


def _shared(texts: Sequence[str]) -> int:
    """Return how long the beginning is that all texts share, up to its last dash; 0 if there is none."""
    first, last = min(texts), max(texts)
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    spaced = first.rfind(" - ", 0, same)
    return spaced + 3 if spaced > 0 else first.rfind("-", 0, same) + 1


# ------------------------------------------------------------------ kinds without a questionnaire
def _shown(heads: Sequence[Head], columns: Columns) -> dict[int, Kind]:
    """Return column → kind of answers, as tags and answers show it."""
    names = {head.code or head.tag for head in heads}
    worded = _worded(heads)
    groups: dict[str, list[Head]] = {}
    kinds: dict[int, Kind] = {}
    for head in heads:
        name = head.code or head.tag
        if name.endswith(_FREE):
            kinds[head.column] = Kind.OTHER if _has_choice(name, names) else Kind.TEXT
        else:
            groups.setdefault(_stem(name), []).append(head)
    for group in groups.values():
        seen = {head.column: {tidied(cell) for cell in columns[head.column]} - _SKIPPED - {""} for head in group}
        ticked = any(seen.values()) and all(
            words <= {"1"} or words <= {worded[column][1]} for column, words in seen.items()
        )
        for column, words in seen.items():
            several = (len(group) > 1 and ticked) or _hold_several(words)
            kinds[column] = Kind.MULTIPLE if several else kind_shown(columns[column], _SKIPPED) or Kind.SINGLE
    return kinds


def _hold_several(words: set[str]) -> bool:
    """Whether cells hold numbers of choices, and some of them more than one."""
    return any(map(_SEVERAL.match, words)) and all(_SEVERAL.match(word) or word.isdigit() for word in words)


def _has_choice(name: str, names: set[str]) -> bool:
    """Whether free text stands beside a choice: QID7_5_TEXT where there is QID7 or QID7_5."""
    beside = name.removesuffix(_FREE)
    return beside in names or beside.rpartition("_")[0] in names


def _stem(name: str) -> str:
    """Return what the columns of one row's options, or of one question's, begin with."""
    return name.rpartition("_")[0] or name
