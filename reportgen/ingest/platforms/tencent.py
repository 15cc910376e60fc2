"""腾讯问卷 (wj.qq.com): the detailed answers as CSV or XLSX."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.ingest.platforms.headings import Heads, heads, kind_of, lead_columns, listed, observed
from reportgen.ingest.platforms.layout import Kind, Layout, Option, Question, Structure
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import tidied
from reportgen.model.text import text

LEADS: Mapping[str, Sequence[str]] = {
    "response_id": ("编号",),
    "started_at": ("开始答题时间",),
    "answered_at": ("结束答题时间",),
    "duration": ("答题时长",),
    "mode": ("清洗数据结果",),
    "source": ("Referrer",),
}
_NEEDED = (("编号",), ("开始答题时间",), ("结束答题时间",))
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,4})\s*[.．、]\s*(?P<rest>.*)$", re.DOTALL)
_BLANK_PART = re.compile(r"^(?P<wording>.*)_(?P<part>填空\d+)$", re.DOTALL)
_LETTERED = re.compile(r"^(?P<code>[A-Z]{1,2})\s*[.．]\s*(?P<label>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    index: int
    number: int
    wording: str
    part: str = ""


def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
    """Return how Tencent laid out a sheet: numbered questions, its own columns before and behind them.

    An option of a multiple choice, and a row of a matrix, has a column of its own: 21.场合:与家人交流.
    """
    found = heads(sheet, _NEEDED)
    if found is None:
        return None
    leads = lead_columns(found.names, LEADS)
    columns = _columns(found)
    names = " | ".join(found.names[index] for index in sorted(leads.values()))
    # the whole sheet, not its first rows: an option with its letter is known by its cells alone
    whole = {column.index: _distinct(sheet, found, column) for column in columns}
    return Layout(
        platform="tencent",
        at=found.at,
        rows=1,
        fields=leads,
        questions=tuple(_question(found, column, columns, whole[column.index], structure) for column in columns),
        lettered=True,
        evidence=(text("the headings {names}", names=names),),
    )


def _distinct(sheet: Sheet, found: Heads, column: _Column) -> set[str]:
    return {tidied(cell) for cell in set(sheet.cells.column(column.index)[found.at + 1 :]) if cell.strip()}


def _columns(found: Heads) -> list[_Column]:
    """Return the numbered columns; those of one number share the words before their last common colon."""
    numbered = [(i, match) for i, name in enumerate(found.names) if (match := _NUMBERED.match(name))]
    groups: dict[str, list[str]] = {}
    for _, match in numbered:
        groups.setdefault(match["number"], []).append(match["rest"])
    return [_column(index, match, groups[match["number"]]) for index, match in numbered]


def _column(index: int, match: re.Match[str], group: Sequence[str]) -> _Column:
    rest, number = match["rest"].strip(), int(match["number"])
    if blank := _BLANK_PART.match(rest):
        return _Column(index=index, number=number, wording=blank["wording"].strip(), part=blank["part"])
    wording, colon, part = _divided(rest, group)
    return _Column(index=index, number=number, wording=wording.strip(), part=part.strip() if colon else "")


def _divided(rest: str, group: Sequence[str]) -> tuple[str, str, str]:
    """Return words, colon and part of a heading: at the last colon up to which all of its number agree."""
    if len(group) < 2:  # noqa: PLR2004 - one column is no group
        return rest, "", ""
    ends = [at for at, sign in enumerate(rest) if sign in ":："]
    shared = [at for at in ends if all(other[: at + 1] == rest[: at + 1] for other in group)]
    return (rest[: shared[-1]], ":", rest[shared[-1] + 1 :]) if shared else (rest, "", "")


def _question(
    found: Heads, column: _Column, columns: Sequence[_Column], cells: set[str], structure: Structure | None
) -> Question:
    group = [one.index for one in columns if one.number == column.number]
    code = f"Q{column.number}" if len(group) == 1 else f"Q{column.number}_{group.index(column.index) + 1}"
    known = listed(structure, f"Q{column.number}", column.wording, column.part)
    lettered = [match for cell in sorted(cells) if (match := _LETTERED.match(cell))]
    options = tuple(Option(code=match["code"], label=match["label"].strip()) for match in lettered)
    if len(options) < len(cells):
        options = ()  # some cell has no letter: words of a person, such as A.B.公司
    kind = known.kind if known else _kind(found, column, cells, options)
    if not options and kind is Kind.SINGLE:
        options = known.options if known else observed(cells)
    return Question(
        code=code, wording=column.wording, part=column.part, column=column.index, kind=kind, options=options
    )


def _kind(found: Heads, column: _Column, cells: set[str], options: Sequence[Option]) -> Kind:
    """Return what a column holds; a column of which every cell repeats its heading's part is an option's own."""
    if column.part.startswith("填空"):
        return Kind.TEXT
    words = {option.label for option in options} or cells
    if column.part and words <= {tidied(column.part), "1", "0"}:
        return Kind.MULTIPLE
    return Kind.SINGLE if options else kind_of(found.column(column.index))
