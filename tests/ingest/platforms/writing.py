"""The survey as each platform writes it; every writer names the document or export its format was taken from."""

import struct
from collections.abc import Mapping, Sequence

from tests.ingest.making import ole
from tests.ingest.platforms.survey import (
    COMPANY,
    FORMS,
    LABELS,
    ORDER,
    ORDER_OPTIONS,
    PERSON,
    QUALITY,
    REASON_OPTIONS,
    REASONS,
    SERVICE,
    SPEED,
    WORDS,
    Export,
    Form,
    Rows,
    rule,
)  # fmt: skip

SKIP = "(跳过)"
_ASKED = (COMPANY, PERSON, QUALITY, SPEED, SERVICE, REASONS, ORDER, WORDS)


# ------------------------------------------------------------------ 问卷星
def _wjx_lead(form: Form, *, score: bool = False) -> list[str]:
    lead = [
        str(form.number),
        f"{form.at:%Y/%m/%d %H:%M:%S}",
        f"{form.seconds}秒",
        "微信",
        "直接访问",
        "1.2.3.4(上海)",
    ]
    return [*lead, "12"] if score else lead


_WJX_LEAD = ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP")


def _wjx_label(label: str) -> str:
    return label or SKIP


def wjx_text_rows(*, score: bool = False, first: int = 1, sign: str = "、", forms: Sequence[Form] = FORMS) -> Rows:
    """问卷星, 按选项文本: one column a question.

    Source: the loader ``wenjuanxing()`` of gasongjian/reportgen (lead columns, 1、 and 1：, ┋, →, -2 and -3), the
    headings in public scripts that read such exports (序号 … 来自IP; 25、(其他（请补充）:)), the words (跳过) and
    〖〗 in a public re-implementation of the export (AnswerExcel), 总分 as seventh lead column: the same loader.
    """
    heads = [*_WJX_LEAD, *(["总分"] if score else [])]
    heads += [f"{number}{sign}{wording}" for number, wording in enumerate(_ASKED, start=first)]
    return [heads, *(_wjx_text(form, score=score) for form in forms)]


def _wjx_text(form: Form, *, score: bool) -> list[str]:
    reasons = "┋".join(f"{one}〖{form.other}〗" if one == "其他" else one for one in form.reasons)
    scored = [_wjx_label(label) for label in (form.quality, form.speed, form.service)]
    return [*_wjx_lead(form, score=score), form.client, form.person, *scored, reasons, "→".join(form.order),
            form.words or "(空)"]  # fmt: skip


def _number(label: str) -> str:
    return str(LABELS.index(label) + 1) if label else "-3"


def wjx_number_rows(forms: Sequence[Form] = FORMS) -> Rows:
    """问卷星, 按选项序号: options of a multiple choice and of a ranking have columns of their own, 第N题(选项).

    Source: as ``wjx_text_rows``.
    """
    heads = [*_WJX_LEAD, *(f"{number}、{wording}" for number, wording in enumerate(_ASKED[:5], start=1))]
    heads += [f"第6题({option})" for option in REASON_OPTIONS] + [f"第7题({option})" for option in ORDER_OPTIONS]
    return [[*heads, f"8、{WORDS}"], *(_wjx_numbers(form) for form in forms)]


def _wjx_numbers(form: Form) -> list[str]:
    scored = [_number(label) for label in (form.quality, form.speed, form.service)]
    reasons = [str(int(option in form.reasons)) for option in REASON_OPTIONS]
    places = [str(form.order.index(option) + 1) for option in ORDER_OPTIONS]
    return [*_wjx_lead(form), form.client, form.person, *scored, *reasons, *places, form.words or "-2"]


def questionnaire_rows() -> Rows:
    """The table of questions and options that a person writes down beside an export: docs/platforms.md."""
    rows = [["题号", "题目", "题型", "选项序号", "选项"]]
    for number, wording in enumerate(_ASKED, start=1):
        kind, options = {
            QUALITY: ("单选题", LABELS), SPEED: ("单选题", LABELS), SERVICE: ("单选题", LABELS),
            REASONS: ("多选题", REASON_OPTIONS), ORDER: ("排序题", ORDER_OPTIONS),
        }.get(wording, ("填空题", ("",)))  # fmt: skip
        for place, option in enumerate(options, start=1):
            head = [f"Q{number}", wording, kind] if place == 1 else ["", "", ""]
            rows.append([*head, str(place) if option else "", option])
    return rows


LIST = {"题目.csv": questionnaire_rows()}


def wjx_text() -> Export:
    """The file of texts alone."""
    return Export(files={"1_1_0.csv": wjx_text_rows()}, rule=rule("wjx"))


def wjx_scored() -> Export:
    """Seven lead columns, and questions numbered beyond 99 with a colon."""
    return Export(files={"a_文本.csv": wjx_text_rows(score=True, first=98, sign="：")}, rule=rule("wjx"))


def wjx_number() -> Export:
    """The file of numbers alone, with a questionnaire that names the options."""
    return Export(files={"1_1_2.csv": wjx_number_rows()}, structures=LIST, rule=rule("wjx", structure=["题目*"]))


def wjx_pair() -> Export:
    """Both files, no questionnaire."""
    return Export(files={"1_1_0.csv": wjx_text_rows(), "1_1_2.csv": wjx_number_rows()}, rule=rule("wjx"))


# ------------------------------------------------------------------ 腾讯问卷
def tencent_rows(*, late: bool = True) -> Rows:
    """腾讯问卷, CSV of the detailed answers.

    Source: the file ``template/questionaire.csv`` in the README of Wsine/kindle-calendar (编号 … 自定义字段,
    moments as 02-Feb-2021 20:26:58, an empty column at the end); for the later form (platform columns behind the
    questions, options A.男, multiple choices as 21.题目:选项, 清洗数据结果) public scripts that read such files.
    """
    lead = ["编号", "开始答题时间", "结束答题时间", "答题时长"]
    rest = ["地理位置国家和地区", "地理位置省", "地理位置市", "自定义字段"]
    if late:
        rest = [
            "语言",
            "清洗数据结果",
            "智能清洗数据无效概率",
            *rest[:3],
            "用户类型",
            "用户标识",
            "昵称",
            "自定义字段",
            "IP",
        ]
    asked = [f"{number}.{wording}" for number, wording in enumerate(_ASKED[:5], start=1)]
    asked += [f"6.{REASONS}:{option}" for option in REASON_OPTIONS] + [f"8.{WORDS}"]
    heads = [*lead, *asked, *rest, ""] if late else [*lead, *rest, *asked, ""]
    return [heads, *(_tencent(form, rest, late=late) for form in FORMS)]


def _lettered(options: Sequence[str], label: str) -> str:
    return f"{'ABCDE'[options.index(label)]}.{label}" if label else ""


def _tencent(form: Form, rest: Sequence[str], *, late: bool) -> list[str]:
    form_ = "%d-%b-%Y %H:%M:%S"
    lead = [str(form.number), form.began.strftime(form_), form.at.strftime(form_), str(form.seconds)]
    scored = [_lettered(LABELS, label) for label in (form.quality, form.speed, form.service)]
    reasons = [_lettered(REASON_OPTIONS, one) if one in form.reasons else "" for one in REASON_OPTIONS]
    said = [form.client, form.person, *scored, *reasons, form.words]
    own = ["有效" if name == "清洗数据结果" else "" for name in rest]
    return [*lead, *said, *own, ""] if late else [*lead, *own, *said, ""]


def tencent() -> Export:
    """The later form."""
    return Export(files={"腾讯.csv": tencent_rows()}, rule=rule("tencent"))


def tencent_early() -> Export:
    """The earlier form."""
    return Export(files={"腾讯.csv": tencent_rows(late=False)}, rule=rule("tencent"))


# ------------------------------------------------------------------ Google Forms, Microsoft Forms
def google_rows(*, chinese: bool = False) -> Rows:
    """Google Forms, CSV of the responses; the scored questions are a grid.

    Source: headings Timestamp, 时间戳记 and Question [Row], options joined by comma and space: public test files
    of programs that import such exports; moments as 2026/08/03 9:05:07 AM GMT+8 as the CSV of the form has
    them, and 2026/8/3 上午 9:05:07 as a Chinese sheet shows them.
    """
    grid = [f"满意程度 [{name}]" for name in (QUALITY, SPEED, SERVICE)]
    heads = ["时间戳记" if chinese else "Timestamp", COMPANY, PERSON, *grid, REASONS, WORDS]
    return [heads, *(_google(form, chinese=chinese) for form in FORMS)]


def _google(form: Form, *, chinese: bool) -> list[str]:
    hour, half = form.at.hour % 12 or 12, form.at.hour >= 12
    clock = f"{hour}:{form.at:%M:%S}"
    day = f"{form.at.year}/{form.at.month}/{form.at.day}"
    moment = (
        f"{day} {'下午' if half else '上午'}{clock}"
        if chinese
        else f"{day} {clock} {'PM' if half else 'AM'} GMT+8"
    )
    scored = [form.quality, form.speed, form.service]
    return [moment, form.client, form.person, *scored, ", ".join(form.reasons), form.words]


def google() -> Export:
    """The CSV of a form."""
    return Export(files={"responses.csv": google_rows()}, rule=rule("google_forms"))


def google_chinese() -> Export:
    """A sheet in Chinese."""
    return Export(files={"表单回复.csv": google_rows(chinese=True)}, rule=rule("google_forms"))


def ms_rows(*, chinese: bool = False, quiz: bool = False) -> Rows:
    """Microsoft Forms, the workbook that 'Open in Excel' gives.

    Source: the headings ID, Start time, Completion time, Email, Name (and Total points, Quiz feedback, Last
    modified time, Points - …, Feedback - …) and options that each end in a semicolon: public test files of
    programs that import such exports. The Chinese headings were never seen from the platform itself.
    """
    heads = ["ID", "Start time", "Completion time", "Email", "Name"]
    if chinese:
        heads = ["ID", "开始时间", "完成时间", "电子邮件", "名称"]
    heads += ["Total points", "Quiz feedback", "Last modified time"] if quiz else []
    asked = [COMPANY, PERSON, QUALITY, SPEED, SERVICE, REASONS, ORDER, WORDS]
    marked = [[name, f"Points - {name}", f"Feedback - {name}"] if quiz else [name] for name in asked]
    return [[*heads, *(name for own in marked for name in own)], *(_ms(form, quiz=quiz) for form in FORMS)]


def _ms(form: Form, *, quiz: bool) -> list[str]:
    lead = [str(form.number), form.began.isoformat(), form.at.isoformat(), "anonymous", ""]
    lead += ["4", "", ""] if quiz else []
    said = [form.client, form.person, form.quality, form.speed, form.service]
    said += ["".join(f"{one};" for one in form.reasons), "".join(f"{one};" for one in form.order), form.words]
    return [*lead, *(cell for own in said for cell in ([own, "1", ""] if quiz else [own]))]


def ms() -> Export:
    """An English form."""
    return Export(files={"form.xlsx": ms_rows()}, rule=rule("ms_forms"))


def ms_chinese() -> Export:
    """A Chinese form."""
    return Export(files={"表单.xlsx": ms_rows(chinese=True)}, rule=rule("ms_forms"))


def ms_quiz() -> Export:
    """A form with points: two more columns a question."""
    return Export(files={"quiz.xlsx": ms_rows(quiz=True)}, rule=rule("ms_forms"))


# ------------------------------------------------------------------ any table, through a mapping
_COLUMNS: Mapping[str, list[str]] = {
    "client_name": ["客户"],
    "contact": ["联系人"],
    "round": ["轮次"],
    "answered_at": ["日期"],
    "comment": ["意见"],
}


def _plain_lead(form: Form) -> list[str]:
    return [form.client, form.person, "2026Q3", f"{form.at:%Y-%m-%d %H:%M:%S}"]


def wide() -> Export:
    """A table with one column a question."""
    heads = ["客户", "联系人", "轮次", "日期", "意见", "质量", "速度", "售后"]
    rows = [[*_plain_lead(f), f.words, f.quality, f.speed, f.service] for f in FORMS]
    own = {"layout": "wide", "columns": _COLUMNS, "questions": {"Q1": ["质量"], "Q2": ["速度"], "Q3": ["售后"]}}
    return Export(files={"wide.csv": [heads, *rows]}, rule=own)


def pointed() -> Export:
    """The same with points in the forms that people write them."""
    forms = {5: "★★★★★", 4: "4星", 3: "\ufeff３分", 2: "2 - 不满意"}
    written = {label: forms.get(5 - place, "") for place, label in enumerate(LABELS)} | {"": ""}
    heads, *rows = wide().files["wide.csv"]
    marked = [[*row[:5], *(written[cell] for cell in row[5:])] for row in rows]
    return Export(files={"points.csv": [heads, *marked]}, rule=wide().rule)


def long() -> Export:
    """A table with one row an answer."""
    asked = (("质量", "quality"), ("速度", "speed"), ("售后", "service"))
    rows = [
        [*_plain_lead(form), form.words, name, getattr(form, field)] for form in FORMS for name, field in asked
    ]
    own = {
        "columns": {**_COLUMNS, "question": ["问题"], "answer": ["答案"]},
        "values": {"question": {"Q1": ["质量"], "Q2": ["速度"], "Q3": ["售后"]}},
    }
    return Export(
        files={"long.csv": [["客户", "联系人", "轮次", "日期", "意见", "问题", "答案"], *rows]}, rule=own
    )


# ------------------------------------------------------------------ the old workbook format
def xls_of(rows: Rows) -> bytes:
    """An .xls with one sheet of texts: BIFF8 in a compound file, record by record."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0))
    name = "Sheet1".encode("utf-16-le")
    place = len(start) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", place, 0, 0, 6, 1) + name)
    cells = [_label(at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row) if cell]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0))
    size = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0))
    end = _record(0x000A, b"")
    return ole({"Workbook": start + bound + end + head + size + b"".join(cells) + end})


def _label(row: int, column: int, cell: str) -> bytes:
    wide_ = cell.encode("utf-16-le")
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(wide_) // 2, 1) + wide_)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
