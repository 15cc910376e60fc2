"""A questionnaire as a table: one row an option, or one row a question without options."""

from collections.abc import Iterable, Mapping, Sequence

from reportgen.ingest.platforms.layout import Kind, Option, Question, Structure
from reportgen.ingest.sheet import Sheet
from reportgen.model.folding import folded

COLUMNS = ("platform", "question", "tag", "wording", "part", "kind", "option", "label", "value")
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "platform": ("platform", "平台"),
    "question": ("question", "题号", "问题编号"),
    "tag": ("tag", "列标题"),
    "wording": ("wording", "题目", "问题", "题干"),
    "part": ("part", "子项", "行标题", "矩阵行"),
    "kind": ("kind", "题型"),
    "option": ("option", "选项序号", "序号", "选项编号"),
    "label": ("label", "选项", "选项文字", "选项内容"),
    "value": ("value", "分值", "分数"),
}
_KINDS: Mapping[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "单选": Kind.SINGLE, "单选题": Kind.SINGLE, "量表题": Kind.SINGLE, "下拉题": Kind.SINGLE,
    "矩阵量表题": Kind.SINGLE, "矩阵单选题": Kind.SINGLE, "NPS题": Kind.SINGLE, "评分题": Kind.SINGLE,
    "多选": Kind.MULTIPLE, "多选题": Kind.MULTIPLE, "矩阵多选题": Kind.MULTIPLE,
    "排序": Kind.RANKING, "排序题": Kind.RANKING,
    "填空": Kind.TEXT, "填空题": Kind.TEXT, "数字": Kind.NUMBER,
}  # fmt: skip
_SEARCHED = 10
_ASKED = ("platform", "question", "tag", "wording", "part", "kind")

Line = Mapping[str, str]


def lines_of(platform: str, questions: Iterable[Question]) -> list[dict[str, str]]:
    """Return the rows of a questionnaire's table, with the columns COLUMNS."""
    lines = []
    for question in questions:
        asked = {
            "platform": platform,
            "question": question.code,
            "tag": question.tag,
            "wording": question.wording,
            "part": question.part,
            "kind": question.kind.value,
        }
        options = question.options or (Option(code="", label=""),)
        lines += [asked | {"option": o.code, "label": o.label, "value": o.value} for o in options]
    return lines


def table_of(structure: Structure) -> list[tuple[str, ...]]:
    """Return a questionnaire's table with its headings, as a sheet holds it."""
    lines = lines_of(structure.platform, structure.questions)
    return [COLUMNS, *(tuple(line[name] for name in COLUMNS) for line in lines)]


def structure_of(sheet: Sheet, platform: str) -> Structure | None:
    """Return the questionnaire that a sheet lists, or None if it lists none.

    ``platform``: whose it is where the sheet does not say so. Cells of question, wording, part and kind may
    stand in a question's first row only.
    """
    heads = sheet.cells[:_SEARCHED]
    found = ((at, _columns(row)) for at, row in enumerate(heads))
    at, columns = next(((at, c) for at, c in found if "wording" in c and {"option", "label"} & {*c}), (-1, {}))
    if at < 0:
        return None
    groups: dict[tuple[str, str, str], list[Line]] = {}
    last: dict[str, str] = {}
    for row in sheet.cells[at + 1 :]:
        line = {name: row[column].strip() for name, column in columns.items()}
        if not any(line.values()):
            continue
        if not line["wording"] and not line.get("part"):
            line |= {name: last.get(name, "") for name in _ASKED}
        last = line
        groups.setdefault((line.get("question", ""), line["wording"], line.get("part", "")), []).append(line)
    questions = tuple(_question(key, lines, at) for at, (key, lines) in enumerate(groups.items(), start=1))
    return Structure(platform=last.get("platform") or platform, file=sheet.file, questions=questions)


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Return name of COLUMNS → column of a heading row."""
    spelled = {folded(cell).casefold(): index for index, cell in reversed([*enumerate(row)]) if cell.strip()}
    places = {name: [spelled[one] for one in many if one in spelled] for name, many in _SPELLINGS.items()}
    return {name: many[0] for name, many in places.items() if many}


def _question(key: tuple[str, str, str], lines: Sequence[Line], number: int) -> Question:
    code, wording, part = key
    options = tuple(
        Option(code=line.get("option", "") or str(at), label=line.get("label", ""), value=line.get("value", ""))
        for at, line in enumerate(lines, start=1)
        if line.get("label")
    )
    kind = _KINDS.get(lines[0].get("kind", ""), Kind.SINGLE if options else Kind.TEXT)
    return Question(
        code=code or f"Q{number}",
        wording=wording,
        part=part,
        column=-1,
        kind=kind,
        options=options,
        tag=lines[0].get("tag", ""),
    )
