"""腾讯问卷, Google Forms and Microsoft Forms: headings, kinds of questions, answers in long form."""

from collections.abc import Callable

import pytest

from reportgen.ingest.platforms import google_forms, ms_forms, tencent
from reportgen.ingest.platforms.headings import listed
from reportgen.ingest.platforms.layout import Kind, Layout, Recogniser
from reportgen.ingest.platforms.longform import ANSWER_COLUMNS, answers, question_map
from reportgen.ingest.platforms.questionnaire import structure_of
from reportgen.ingest.platforms.registry import PLATFORMS
from tests.ingest.literal import coded, sheet
from tests.ingest.platforms import survey, writing
from tests.ingest.platforms.survey import FORMS, LABELS, ORDER_OPTIONS, REASON_OPTIONS, Export, Rows, read, rule

ROWS: dict[str, tuple[Recogniser, Callable[[], Rows]]] = {
    "tencent": (tencent.recognised, writing.tencent_rows),
    "google_forms": (google_forms.recognised, writing.google_rows),
    "ms_forms": (ms_forms.recognised, writing.ms_rows),
}


def layout(recognised: Recogniser, rows: Rows) -> Layout:
    """How a platform laid out a sheet."""
    found = recognised(sheet(rows), None)
    assert found
    return found


def told(name: str) -> list[dict[str, str]]:
    """A platform's sheet in long form."""
    recognised, rows = ROWS[name]
    return answers(sheet(rows()), layout(recognised, rows()))


@pytest.mark.parametrize("name", ROWS)
def test_each_knows_its_own_sheets_and_no_others(name: str) -> None:
    recognised, _ = ROWS[name]
    own = {other for other, (_, rows) in ROWS.items() if recognised(sheet(rows()), None)}
    assert own == {name}
    assert recognised(sheet(writing.wjx_text_rows()), None) is None
    assert recognised(sheet([["客户", "日期"], ["甲", "2026-08-01"]]), None) is None
    assert PLATFORMS[name](sheet(ROWS[name][1]()), None) == layout(*(recognised, ROWS[name][1]()))


@pytest.mark.parametrize("name", ROWS)
def test_several_options_are_several_answers_in_the_long_form(name: str) -> None:
    lines = [line for line in told(name) if line["label"] in REASON_OPTIONS and not line["place"]]
    rows = {str(number): form for number, form in enumerate(FORMS, start=2)}
    assert [(line["row"], line["label"]) for line in lines] == [
        (row, option) for row, form in rows.items() for option in form.reasons
    ]
    assert all(tuple(line) == ANSWER_COLUMNS for line in lines)


@pytest.mark.parametrize("name", ROWS)
def test_labels_are_words_without_letters_and_skips_have_no_row(name: str) -> None:
    scored = [(line["row"], line["label"]) for line in told(name) if line["label"] in LABELS]
    wanted = [
        (str(row), label)
        for row, form in enumerate(FORMS, start=2)
        for label in (form.quality, form.speed, form.service)
        if label
    ]
    assert scored == wanted


@pytest.mark.parametrize("name", ROWS)
def test_words_written_freely_are_one_answer_whatever_they_hold(name: str) -> None:
    words = [line["text"] or line["label"] for line in told(name)]
    wanted = [form.words for form in FORMS if form.words]
    assert [one for one in words if one in wanted] == wanted


def test_control_a_comma_taken_for_a_list_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google_forms, "is_joined", lambda cells, sign: any(sign in cell for cell in cells))
    words = [line["text"] or line["label"] for line in told("google_forms")]
    assert FORMS[0].words not in words


# ------------------------------------------------------------------ a questionnaire beside them
LISTED: Rows = [
    ["题号", "题目", "题型", "选项序号", "选项"],
    ["Q1", "您对产品质量的满意程度", "单选题", "1", "非常满意"],
    ["", "", "", "2", "满意"],
    ["Q2", "您看重哪些方面", "多选题", "1", "价格, 折扣"],
    ["", "", "", "2", "交期"],
]


def test_a_questionnaire_is_found_by_words_whatever_its_own_numbers() -> None:
    structure = structure_of(sheet(LISTED), "google_forms")
    rows = [
        ["Timestamp", "公司", "您看重哪些方面"],
        ["2026/08/03 9:05:07 AM GMT+8", "东方机械", "价格, 折扣, 交期"],
    ]
    found = google_forms.recognised(sheet(rows), structure)
    assert found
    assert {option.code for option in found.questions[0].options} == {""}
    lines = [(line["option"], line["label"]) for line in answers(sheet(rows), found) if line["question"] == "Q2"]
    assert lines == [("1", "价格, 折扣"), ("2", "交期")]


@pytest.mark.parametrize(
    ("code", "wording", "part", "found"),
    [
        ("Q1", "您对产品质量的满意程度", "", "Q1"),
        ("Q9", "您对产品质量的满意程度", "", "Q1"),
        ("Q1", "", "", "Q1"),
        ("Q1", "您对产品质量的满意程度（单选）", "", "Q1"),
        ("Q1", "您的姓名", "", None),
        ("", "您的姓名", "", None),
        ("Q2", "", "交期", None),
    ],
)
def test_a_number_counts_only_where_the_words_do_not_differ(
    code: str, wording: str, part: str, found: str | None
) -> None:
    question = listed(structure_of(sheet(LISTED), "wjx"), code, wording, part)
    assert (question.code if question else None) == found


# ------------------------------------------------------------------ 腾讯问卷
def test_the_letter_of_an_option_is_its_code() -> None:
    lines = question_map(layout(*(tencent.recognised, writing.tencent_rows())))
    own = [(line["option"], line["label"]) for line in lines if line["question"] == "Q3"]
    assert own == [("A", "非常满意"), ("B", "满意"), ("C", "一般"), ("D", "不满意")]


def test_letters_of_a_name_are_no_options() -> None:
    rows = [["编号", "开始答题时间", "结束答题时间", "1.公司"], ["1", "", "", "A.B.公司"], ["2", "", "", "恒达"]]
    (question,) = layout(tencent.recognised, rows).questions
    assert [option.label for option in question.options if option.code] == []


def test_parts_stand_behind_the_last_colon_that_a_question_shares() -> None:
    names = ["3.来自：_填空1", "3.来自：_填空2", "4.场合:与家人:聊天", "4.场合:上班", "5.评价:态度", "6.几点:"]
    cells = ["江苏", "苏州", "A.与家人:聊天", "", "B.满意", "9:00"]
    rows = [["编号", "开始答题时间", "结束答题时间", *names], ["1", "", "", *cells]]
    found = layout(tencent.recognised, rows)
    assert [(question.code, question.wording, question.part) for question in found.questions] == [
        ("Q3_1", "来自：", "填空1"),
        ("Q3_2", "来自：", "填空2"),
        ("Q4_1", "场合", "与家人:聊天"),
        ("Q4_2", "场合", "上班"),
        ("Q5", "评价:态度", ""),
        ("Q6", "几点:", ""),
    ]
    assert [question.kind for question in found.questions[:3]] == [Kind.TEXT, Kind.TEXT, Kind.MULTIPLE]


def test_what_the_platform_thinks_of_a_form_is_its_mode() -> None:
    assert set(read(writing.tencent()).facts.responses["mode"]) == {"有效"}


# ------------------------------------------------------------------ Google
def test_a_bracket_is_a_row_of_a_grid_only_beside_another() -> None:
    names = ["Timestamp", "评价 [态度]", "评价 [速度]", "您的满意度 [1=很差，5=很好]"]
    found = layout(google_forms.recognised, [names, ["2026/08/03 9:05:07 AM GMT+8", "5", "4", "3"]])
    assert [(question.code, question.wording, question.part) for question in found.questions] == [
        ("Q1_1", "评价", "态度"),
        ("Q1_2", "评价", "速度"),
        ("Q2", "您的满意度 [1=很差，5=很好]", ""),
    ]


def test_a_moment_elsewhere_than_in_front_is_another_table() -> None:
    assert google_forms.recognised(sheet([["姓名", "Timestamp"], ["甲", "2026-08-03"]]), None) is None


def test_mail_addresses_and_marks_are_no_questions() -> None:
    names = ["时间戳记", "电子邮件地址", "分数", "总体满意度"]
    found = layout(google_forms.recognised, [names, ["2026-08-03", "a@b.cn", "8 / 10", "5"]])
    assert [question.wording for question in found.questions] == ["总体满意度"]
    assert found.fields == {"answered_at": 0}


def test_an_american_moment_needs_the_order_of_day_and_month() -> None:
    rows = [list(row) for row in writing.google_rows()]
    rows[1][0] = "8/3/2026 9:05:07"
    unsure = read(Export(files={"g.csv": rows}, rule=rule("google_forms")))
    assert [p.row for p in coded(unsure, "E221")] == [2]
    sure = read(Export(files={"g.csv": rows}, rule=rule("google_forms", date_order="mdy")))
    assert len(sure.facts.answers) == len(survey.ANSWERS)


# ------------------------------------------------------------------ Microsoft
def test_questions_may_be_called_like_microsofts_own_columns() -> None:
    names = ["ID", "Start time", "Completion time", "Email", "Name", "Your name", "Email", "Overall"]
    found = layout(ms_forms.recognised, [names, ["1", "", "", "anonymous", "", "Li", "a@b.cn", "5"]])
    assert [(question.code, question.wording) for question in found.questions] == [
        ("Q1", "Your name"),
        ("Q2", "Email"),
        ("Q3", "Overall"),
    ]


def test_the_order_of_a_ranking_is_kept() -> None:
    lines = [line for line in told("ms_forms") if line["place"]]
    assert [(line["row"], line["place"], line["label"]) for line in lines] == [
        (str(row), str(place), option)
        for row, form in enumerate(FORMS, start=2)
        for place, option in enumerate(form.order, start=1)
    ]
    assert {line["label"] for line in lines} == set(ORDER_OPTIONS)


def test_an_anonymous_mail_address_makes_no_sender() -> None:
    found = layout(ms_forms.recognised, writing.ms_rows())
    assert "contact" not in found.fields
    assert len(read(writing.ms()).facts.responses) == len(FORMS)


def test_years_of_two_digits_need_the_order_of_day_and_month() -> None:
    rows = [list(row) for row in writing.ms_rows()]
    for row, form in zip(rows[1:], FORMS, strict=True):
        row[1], row[2] = f"{form.began:%m/%d/%y %H:%M:%S}", f"{form.at:%m/%d/%y %H:%M:%S}"
    unsure = read(Export(files={"m.csv": rows}, rule=rule("ms_forms")))
    assert {p.row for p in coded(unsure, "E222") if p.column == "Completion time"} == {2, 3, 4, 5}
    sure = read(Export(files={"m.csv": rows}, rule=rule("ms_forms", date_order="mdy")))
    assert sorted(sure.facts.responses["duration_s"]) == sorted(form.seconds for form in FORMS)
