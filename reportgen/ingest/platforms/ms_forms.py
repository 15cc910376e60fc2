"""Microsoft Forms: the responses as a workbook, or a CSV saved from it."""

import re
from collections.abc import Mapping, Sequence

from reportgen.ingest.platforms.headings import Heads, heads, kind_of, lead_columns, listed, observed, spelled
from reportgen.ingest.platforms.layout import Kind, Layout, Question, Structure
from reportgen.ingest.sheet import Sheet
from reportgen.model.text import text

JOINED = ";"
LEADS: Mapping[str, Sequence[str]] = {
    "response_id": ("ID", "编号"),
    "started_at": ("Start time", "开始时间", "開始時間"),
    "answered_at": ("Completion time", "完成时间", "完成時間"),
    "mail": ("Email", "电子邮件", "电子邮箱", "電子郵件"),
    "name": ("Name", "名称", "姓名", "名稱"),
    "changed_at": ("Last modified time", "上次修改时间", "上次修改時間"),
    "score_total": ("Total points", "总分", "總分"),
    "feedback": ("Quiz feedback", "测验反馈", "測驗意見反應"),
    "language": ("Language", "语言"),
}
_NEEDED = (LEADS["response_id"], LEADS["started_at"], LEADS["answered_at"])
_READ = frozenset({"response_id", "started_at", "answered_at", "score_total"})
_MARKING = re.compile(r"^(?:Points|Feedback|Grade posted|得分|分数|反馈)\s*[-–]\s", re.IGNORECASE)


def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
    """Return how Microsoft laid out a sheet: its own columns first, then one column a question or statement."""
    found = heads(sheet, _NEEDED)
    if found is None:
        return None
    end = _end_of_leads(found.names)
    leads = lead_columns(found.names[:end], LEADS)
    if not {"response_id", "answered_at"} <= {*leads}:
        return None
    names = [(i, name) for i, name in enumerate(found.names) if i >= end and name.strip()]
    columns = [index for index, name in names if not _MARKING.match(name)]
    return Layout(
        platform="ms_forms",
        at=found.at,
        rows=1,
        fields={field: index for field, index in leads.items() if field in _READ},
        questions=tuple(_question(found, index, f"Q{n}", structure) for n, index in enumerate(columns, start=1)),
        joined=JOINED,
        short_years=True,
        evidence=(text("the headings {names}", names=" | ".join(found.names[:end])),),
    )


def _end_of_leads(names: Sequence[str]) -> int:
    """Return where the form's own questions begin: one of them may be called Email or Name too."""
    known = {spelled(name) for many in LEADS.values() for name in many}
    seen: set[str] = set()
    for index, name in enumerate(names):
        if spelled(name) not in known or spelled(name) in seen:
            return index
        seen.add(spelled(name))
    return len(names)


def _question(found: Heads, index: int, code: str, structure: Structure | None) -> Question:
    wording = found.names[index].strip()
    known = listed(structure, "", wording, "")
    cells = found.column(index)
    kind = known.kind if known else _kind(cells)
    options = known.options if known else ()
    if not options and kind is not Kind.TEXT:
        options = observed(piece for cell in cells for piece in cell.split(JOINED) if piece.strip())
    return Question(code=code, wording=wording, column=index, kind=kind, options=options)


def _kind(cells: Sequence[str]) -> Kind:
    """Return what a column holds: Microsoft ends every list of options with a semicolon."""
    if not cells or not all(cell.endswith(JOINED) for cell in cells):
        return kind_of(cells)
    pieces = [tuple(cell.rstrip(JOINED).split(JOINED)) for cell in cells]
    same = len({frozenset(own) for own in pieces}) == 1 and len(pieces[0]) > 1
    return Kind.RANKING if same and len(set(pieces)) > 1 else Kind.MULTIPLE
