"""Google Forms: the responses as CSV, or the sheet of answers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from reportgen.ingest.platforms.headings import Heads, heads, kind_of, lead_columns, listed, observed
from reportgen.ingest.platforms.layout import Kind, Layout, Question, Structure
from reportgen.ingest.sheet import Sheet
from reportgen.model.text import text

JOINED = ", "
LEADS: Mapping[str, Sequence[str]] = {
    "answered_at": ("Timestamp", "时间戳记", "时间戳", "時間戳記"),
    "mail": ("Email Address", "Email address", "Username", "电子邮件地址", "用户名", "電子郵件地址"),
    "score": ("Score", "分数", "分數"),
}
_GRID = re.compile(r"^(?P<wording>.*\S)\s*\[(?P<part>[^\[\]]+)\]\s*$", re.DOTALL)
_LONGEST_PIECE = 60
_MOST_PIECES = 60


def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
    """Return how Google laid out a sheet: the moment first, then one column a question or row of a grid."""
    found = heads(sheet, (LEADS["answered_at"],))
    if found is None:
        return None
    leads = lead_columns(found.names, LEADS)
    if leads["answered_at"] != 0:
        return None
    columns = [i for i, name in enumerate(found.names) if name.strip() and i not in leads.values()]
    return Layout(
        platform="google_forms",
        at=found.at,
        rows=1,
        fields={"answered_at": 0},
        questions=_questions(found, columns, structure),
        joined=JOINED,
        evidence=(text("the headings {names}", names=found.names[0]),),
    )


def _questions(found: Heads, columns: Sequence[int], structure: Structure | None) -> tuple[Question, ...]:
    """Return the questions, numbered in their order; the rows of a grid share a number."""
    grids = {index: match for index in columns if (match := _GRID.match(found.names[index]))}
    rows = Counter(match["wording"] for match in grids.values())
    groups: dict[str | int, list[int]] = {}
    for index in columns:
        match = grids.get(index)
        groups.setdefault(match["wording"] if match and rows[match["wording"]] > 1 else index, []).append(index)
    questions = {}
    for number, (group, own) in enumerate(groups.items(), start=1):
        for row, index in enumerate(own, start=1):
            name = found.names[index].strip()
            names = (f"Q{number}_{row}", group, grids[index]["part"].strip()) if isinstance(group, str) else None
            questions[index] = _question(found, index, names or (f"Q{number}", name, ""), structure)
    return tuple(questions[index] for index in columns)


def _question(found: Heads, index: int, names: tuple[str, str, str], structure: Structure | None) -> Question:
    code, wording, part = names
    known = listed(structure, "", wording, part)
    cells = found.column(index)
    kind = known.kind if known else Kind.MULTIPLE if is_joined(cells, JOINED) else kind_of(cells)
    options = known.options if known else ()
    if not options and kind in {Kind.SINGLE, Kind.MULTIPLE}:
        pieces = [piece for cell in cells for piece in cell.split(JOINED)] if kind is Kind.MULTIPLE else cells
        options = observed(pieces)
    return Question(code=code, wording=wording, part=part, column=index, kind=kind, options=options)


def is_joined(cells: Sequence[str], sign: str) -> bool:
    """Whether cells hold several options each: their pieces are short, few, and come again in other cells.

    >>> is_joined(["价格, 交期", "交期", "价格, 服务", "服务"], ", ")
    True
    >>> is_joined(["Slow, but friendly", "Good, thanks"], ", ")
    False
    """
    pieces = [cell.split(sign) for cell in cells]
    if not any(len(own) > 1 for own in pieces):
        return False
    counted = Counter(piece for own in pieces for piece in set(own))
    joined = {piece for own in pieces if len(own) > 1 for piece in own}
    again = sum(counted[piece] > 1 for piece in joined)
    short = all(len(piece) <= _LONGEST_PIECE for piece in counted)
    return short and len(counted) <= _MOST_PIECES and 2 * again >= len(joined)
