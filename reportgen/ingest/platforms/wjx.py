"""问卷星 (wjx.cn): exports of texts (按选项文本) and of numbers of options (按选项序号)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.ingest.platforms.headings import Heads, are_choices, heads, kind_of, lead_columns, listed, observed
from reportgen.ingest.platforms.layout import Kind, Layout, Option, Question, Structure
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import tidied
from reportgen.model.text import text

MULTIPLE, RANKING, FREE = "┋", "→", ("〖", "〗")
SKIPPED = frozenset({"(跳过)", "(空)"})
SKIPPED_NUMBERS = frozenset({"-3", "-2"})
LEADS: Mapping[str, Sequence[str]] = {
    "response_id": ("序号",),
    "answered_at": ("提交答卷时间",),
    "duration": ("所用时间",),
    "source": ("来源",),
    "source_detail": ("来源详情",),
    "address": ("来自IP",),
    "score_total": ("总分",),
}
_NEEDED = (("序号",), ("提交答卷时间",))
_UNREAD = frozenset({"source_detail", "address"})
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,4})\s*[、：:．.]\s*(?P<rest>.*)$", re.DOTALL)
_PART_ONLY = re.compile(r"^\s*第(?P<number>\d{1,4})题\s*[(（](?P<part>.+)[)）]\s*$", re.DOTALL)
_DASHED = re.compile(r"^(?P<wording>.*?)\s*[—–]{1,2}\s*(?P<part>.+)$", re.DOTALL)
_BRACKETED = re.compile(r"^(?P<wording>.*?)\s*[(（](?P<part>.+?)[:：]?[)）]\s*$", re.DOTALL)
_DIGITS = re.compile(r"^-?\d+$", re.ASCII)
_TICKS = frozenset({"0", "1", *SKIPPED_NUMBERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A question's heading taken apart."""

    index: int
    number: int
    wording: str
    part: str = ""


def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
    """Return how wjx laid out a sheet: its lead columns, and one column a question, row or option.

    Six or seven lead columns (总分 where the survey has scores); everything else with a heading is a question.
    """
    found = heads(sheet, _NEEDED)
    if found is None:
        return None
    leads = lead_columns(found.names, LEADS)
    columns = _columns(found, frozenset(leads.values()))
    coded = _is_coded(found, columns, structure, sheet.file)
    own = _number_questions if coded else _text_questions
    evidence = text("the headings {names}", names=" | ".join(found.names[i] for i in sorted(leads.values())))
    kind = text("numbers of options in the cells") if coded else text("words of options in the cells")
    return Layout(
        platform="wjx",
        at=found.at,
        rows=1,
        fields={field: index for field, index in leads.items() if field not in _UNREAD},
        questions=own(found, columns, structure),
        skipped=SKIPPED | SKIPPED_NUMBERS if coded else SKIPPED,
        coded=coded,
        joined=MULTIPLE,
        ordered=RANKING,
        free=FREE,
        evidence=(evidence, kind),
    )


# ------------------------------------------------------------------ headings
def _columns(found: Heads, leads: frozenset[int]) -> list[_Column]:
    """Return the question columns; several of one number are the rows or options of one question."""
    taken = [_column(index, name) for index, name in enumerate(found.names) if index not in leads and name.strip()]
    groups: dict[int, list[_Column]] = {}
    for column in taken:
        groups.setdefault(column.number, []).append(column)
    columns = []
    for column in taken:
        group = groups[column.number]
        if column.number and not column.part and len(group) > 1:
            column = _divided(column)  # noqa: PLW2901 - the column, better understood
        if column.number and not column.wording:
            column = replace(column, wording=_wording(group))  # noqa: PLW2901
        columns.append(column)
    return columns


def _column(index: int, name: str) -> _Column:
    if only := _PART_ONLY.match(name):
        return _Column(index=index, number=int(only["number"]), wording="", part=only["part"].strip())
    if numbered := _NUMBERED.match(name):
        return _Column(index=index, number=int(numbered["number"]), wording=numbered["rest"].strip())
    return _Column(index=index, number=0, wording=name.strip())


def _divided(column: _Column) -> _Column:
    """Return a column of a question with several: 题目—子项, or 题目(子项), or (子项) alone."""
    found = _DASHED.match(column.wording) or _BRACKETED.match(column.wording)
    return replace(column, wording=found["wording"], part=found["part"].strip()) if found else column


def _wording(group: Sequence[_Column]) -> str:
    """Return the question's words where one of its columns has them."""
    words = (_divided(column).wording for column in group if column.wording)
    return next((one for one in words if one), "")


def _code(column: _Column, group: Sequence[_Column]) -> str:
    if not column.number:
        return f"C{column.index + 1}"
    place = [one.index for one in group].index(column.index) + 1
    return f"Q{column.number}" if len(group) == 1 and not column.part else f"Q{column.number}_{place}"


# ------------------------------------------------------------------ texts or numbers
def _is_coded(found: Heads, columns: Sequence[_Column], structure: Structure | None, file: str) -> bool:
    """Whether the cells are numbers of options; where nothing tells, only if no column holds words of options."""
    own_cells = [own for column in columns if (own := found.column(column.index))]
    skipped = _skips(own_cells)
    if skipped is not None:
        return skipped
    if any(_text_kind(own) in {Kind.MULTIPLE, Kind.RANKING} for own in own_cells):
        return False
    known = [(listed(structure, f"Q{c.number}", c.wording, c.part), found.column(c.index)) for c in columns]
    words = {o.label for question, _ in known if question for o in question.options}
    if words and any(cell in words for question, own in known if question for cell in own):
        return False
    named = _named_coded(file.rsplit("/", 1)[-1])
    if named is not None:
        return named
    numbers = any(all(map(_DIGITS.match, own)) for own in own_cells)
    return numbers and not any(are_choices(own) for own in own_cells)


def _skips(columns: Sequence[Sequence[str]]) -> bool | None:
    """Return what questions that were passed over tell: -3 in numbers, (跳过) in texts, nothing without them."""
    if any(SKIPPED.intersection(own) for own in columns):
        return False
    numbers = any(SKIPPED_NUMBERS.intersection(own) and all(map(_DIGITS.match, own)) for own in columns)
    return True if numbers else None


def _named_coded(name: str) -> bool | None:
    """Return what the name of the file tells: <survey>_<n>_2 or 按序号, <survey>_<n>_0 or 按文本."""
    if "序号" in name or re.search(r"_2\.\w+$", name):
        return True
    return False if "文本" in name or re.search(r"_0\.\w+$", name) else None


# ------------------------------------------------------------------ questions
def _text_questions(found: Heads, columns: Sequence[_Column], structure: Structure | None) -> tuple[Question, ...]:
    questions = []
    for column in columns:
        group = [one for one in columns if one.number == column.number]
        known = listed(structure, f"Q{column.number}", column.wording, column.part)
        cells = [cell for cell in found.column(column.index) if cell not in SKIPPED]
        kind = known.kind if known else _text_kind(cells)
        options = known.options if known else ()
        if not options and kind is Kind.SINGLE:
            options = observed(cell.split(FREE[0])[0] for cell in cells)
        wording = known.wording if known and not column.wording else column.wording
        questions.append(_question(column, group, wording, kind, options))
    return tuple(questions)


def _text_kind(cells: Sequence[str]) -> Kind:
    if any(MULTIPLE in cell for cell in cells):
        return Kind.MULTIPLE
    if 2 * sum(RANKING in cell for cell in cells) > len(cells):
        return Kind.RANKING
    return kind_of([cell.split(FREE[0])[0] or cell for cell in cells])


def _number_questions(
    found: Heads, columns: Sequence[_Column], structure: Structure | None
) -> tuple[Question, ...]:
    questions = []
    for column in columns:
        group = [one for one in columns if one.number == column.number]
        known = listed(structure, f"Q{column.number}", column.wording, column.part) or listed(
            structure, f"Q{column.number}", column.wording, ""
        )
        kind = known.kind if known else _number_kind(found, column, group)
        options = known.options if known else ()
        if column.part and kind in {Kind.MULTIPLE, Kind.RANKING}:
            options = _own_option(column, options)
        wording = known.wording if known and not column.wording else column.wording
        questions.append(_question(column, group, wording, kind, options))
    return tuple(questions)


def _question(
    column: _Column, group: Sequence[_Column], wording: str, kind: Kind, options: tuple[Option, ...]
) -> Question:
    return Question(
        code=_code(column, group),
        wording=wording,
        part=column.part,
        column=column.index,
        kind=kind,
        options=options,
    )


def _own_option(column: _Column, options: Sequence[Option]) -> tuple[Option, ...]:
    """Return the option that a column stands for."""
    same = [option for option in options if tidied(option.label) == tidied(column.part)]
    return tuple(same[:1])


def _number_kind(found: Heads, column: _Column, group: Sequence[_Column]) -> Kind:
    """Return what a column of numbers holds: an option, a row of a matrix, a place of a ranking, a tick."""
    if len(group) == 1 and not column.part:
        return kind_of(found.column(column.index), SKIPPED_NUMBERS)
    own = [found.cells[one.index] for one in group]
    if all(tidied(cell) in _TICKS for cells in own for cell in cells if cell.strip()):
        return Kind.MULTIPLE
    rows = [[int(cell) for cell in row if _DIGITS.match(cell)] for row in zip(*own, strict=True)]
    placed = [sorted(value for value in row if value > 0) for row in rows]
    distinct = all(row == list(range(1, len(row) + 1)) for row in placed)
    return Kind.RANKING if distinct and any(len(row) > 1 for row in placed) else Kind.SINGLE
