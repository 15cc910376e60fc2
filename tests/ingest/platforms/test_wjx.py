"""问卷星: texts, numbers of options, and both files of one survey."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ingest import exports
from reportgen.ingest.platforms import wjx
from reportgen.ingest.platforms.layout import Kind, Layout
from reportgen.ingest.platforms.longform import answers as long_answers
from reportgen.ingest.platforms.longform import question_map
from reportgen.ingest.platforms.questionnaire import structure_of
from reportgen.model.problem import Severity
from tests.ingest import literal
from tests.ingest.literal import coded, fates, sheet
from tests.ingest.making import xlsx
from tests.ingest.platforms import survey, writing
from tests.ingest.platforms.survey import (
    FORMS,
    LABELS,
    ORDER_OPTIONS,
    REASON_OPTIONS,
    Export,
    Form,
    Rows,
    answers,
    read,
    rule,
)
from tests.ingest.reading import parsed

LEAD = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
FIRST = ["1", "2026/8/3 9:05:07", "123秒", "微信", "直接访问", "1.2.3.4(上海)"]


def layout(names: Sequence[str], *rows: Sequence[str], file: str = "x.csv", listed: Rows = ()) -> Layout:
    """How wjx laid out a sheet with these questions and answers."""
    body = [[*FIRST, *row] for row in rows]
    structure = structure_of(sheet(listed), "wjx") if listed else None
    found = wjx.recognised(sheet([[*LEAD, *names], *body], file), structure)
    assert found
    return found


def named(found: Layout) -> list[tuple[str, str, str]]:
    """(code, wording, part) of every question."""
    return [(question.code, question.wording, question.part) for question in found.questions]


# ------------------------------------------------------------------ headings
@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["1、态度"], [("Q1", "态度", "")]),
        (["1：态度", "2:速度", "3. 价格"], [("Q1", "态度", ""), ("Q2", "速度", ""), ("Q3", "价格", "")]),
        (["99、甲", "100、乙", "1234、丙"], [("Q99", "甲", ""), ("Q100", "乙", ""), ("Q1234", "丙", "")]),
        (["第7题(态度)", "第7题(速度)"], [("Q7_1", "", "态度"), ("Q7_2", "", "速度")]),
        (["第120题（态度）"], [("Q120_1", "", "态度")]),
        (["7、评价—态度", "7、评价—速度"], [("Q7_1", "评价", "态度"), ("Q7_2", "评价", "速度")]),
        (["7、评价(态度)", "7、(速度)"], [("Q7_1", "评价", "态度"), ("Q7_2", "评价", "速度")]),
        (
            ["8、(性能（CPU）)", "8、(其他（请补充）:)"],
            [("Q8_1", "", "性能（CPU）"), ("Q8_2", "", "其他（请补充）")],
        ),
        (["您的姓名", "1、态度（1—5分）"], [("C7", "您的姓名", ""), ("Q1", "态度（1—5分）", "")]),
    ],
)
def test_headings_are_questions(names: list[str], told: list[tuple[str, str, str]]) -> None:
    assert named(layout(names)) == told


def test_six_or_seven_lead_columns_are_its_own() -> None:
    scored = wjx.recognised(sheet([[*LEAD, "总分", "1、态度"], [*FIRST, "12", "满意"]]), None)
    assert scored
    assert scored.fields == {"response_id": 0, "answered_at": 1, "duration": 2, "source": 3, "score_total": 6}
    assert [question.column for question in scored.questions] == [7]
    assert len(layout(["1、态度"]).fields) == 4


def test_a_title_above_the_headings_is_no_hindrance() -> None:
    found = wjx.recognised(sheet([["满意度调查", *[""] * 6], [*LEAD, "1、态度"], [*FIRST, "满意"]]), None)
    assert found
    assert (found.at, found.rows) == (1, 1)


def test_another_table_is_not_its_own() -> None:
    assert wjx.recognised(sheet([["序号", "客户", "日期"], ["1", "东方", "2026-08-01"]]), None) is None


# ------------------------------------------------------------------ texts or numbers
@pytest.mark.parametrize(
    ("rows", "file", "numbers"),
    [
        ([["满意", "很好"], ["(跳过)", "(空)"]], "x.csv", False),
        ([["3", "很好"], ["-3", "-2"]], "x.csv", True),
        ([["3", "很好"], ["2", "不错"]], "x.csv", True),
        ([["3", "很好"], ["2", "不错"]], "满意度_按文本.csv", False),
        ([["3", "很好"], ["2", "不错"]], "123_5_0.xls", False),
        ([["3", "很好"], ["2", "不错"]], "123_5_2.xls", True),
        ([["满意", "很好"], ["满意", "不错"]], "x.csv", False),
        ([["甲┋乙", "5"], ["甲", "4"]], "x.csv", False),
        ([["甲→乙", "5"], ["乙→甲", "4"]], "x.csv", False),
    ],
)
def test_what_the_cells_hold_is_told_by_the_cells_then_by_the_name(
    rows: list[list[str]], file: str, numbers: object
) -> None:
    assert layout(["1、态度", "2、意见"], *rows, file=file).coded is numbers


def test_options_of_a_questionnaire_tell_numbers_from_words() -> None:
    listed = [["题号", "题目", "选项序号", "选项"], ["Q1", "态度", "1", "5"], ["", "", "2", "4"]]
    assert layout(["1、态度"], ["5"], ["4"], listed=listed).coded is False
    assert layout(["1、态度"], ["1"], ["2"], listed=listed).coded is True


def test_the_kinds_of_questions_are_told_in_texts_and_in_numbers() -> None:
    text = wjx.recognised(sheet(writing.wjx_text_rows()), None)
    number = wjx.recognised(sheet(writing.wjx_number_rows()), None)
    assert text
    assert number
    kinds = {question.wording: question.kind for question in text.questions}
    assert (kinds[survey.REASONS], kinds[survey.ORDER]) == (Kind.MULTIPLE, Kind.RANKING)
    parts = {question.part: question.kind for question in number.questions if question.part}
    assert parts["交期"] is Kind.MULTIPLE
    assert parts["服务"] is Kind.RANKING


# ------------------------------------------------------------------ long form
def asked(rows: Rows, listed: Rows = ()) -> tuple[Any, Layout]:
    """A sheet and its layout."""
    made = sheet(rows)
    found = wjx.recognised(made, structure_of(sheet(listed), "wjx") if listed else None)
    assert found
    return made, found


def test_several_options_in_a_cell_are_several_answers_with_their_free_text() -> None:
    lines = long_answers(*asked(writing.wjx_text_rows()))
    third = [
        (line["label"], line["text"]) for line in lines if line["response_id"] == "3" and line["question"] == "Q6"
    ]
    assert third == [("交期", ""), ("其他", "物流")]
    places = {line["label"]: line["place"] for line in lines if line["row"] == "3" and line["question"] == "Q7"}
    assert places == {"价格": "1", "质量": "2", "服务": "3"}


def test_the_column_of_an_option_is_an_answer_where_it_was_chosen() -> None:
    lines = long_answers(*asked(writing.wjx_number_rows()))
    chosen = [(line["response_id"], line["label"]) for line in lines if line["question"].startswith("Q6_")]
    assert chosen == [(str(form.number), option) for form in FORMS for option in form.reasons]


def test_options_that_nobody_chose_come_from_the_questionnaire() -> None:
    _, bare = asked(writing.wjx_text_rows())
    _, whole = asked(writing.wjx_text_rows(), writing.questionnaire_rows())
    worst = LABELS[-1]
    assert worst not in {line["label"] for line in question_map(bare)}
    own = [(line["option"], line["label"]) for line in question_map(whole) if line["question"] == "Q3"]
    assert own == [(str(number), label) for number, label in enumerate(LABELS, start=1)]


def test_an_option_that_no_two_chose_together_is_still_one_of_several() -> None:
    rows = [[*LEAD, "1、原因"], [*FIRST, "质量"], [*FIRST, "交期"]]
    listed = [["题目", "题型", "选项"], ["原因", "多选题", "质量"], ["", "", "交期"]]
    assert asked(rows, listed)[1].questions[0].kind is Kind.MULTIPLE


# ------------------------------------------------------------------ text file == number file
labels = st.sampled_from(["", *LABELS])


def form(number: int, said: tuple[str, str, str, list[str], list[str]]) -> Form:
    quality, speed, service, reasons, order = said
    chosen = tuple(option for option in REASON_OPTIONS if option in reasons)
    return replace(
        FORMS[0], number=number, quality=quality, speed=speed, service=service, reasons=chosen, order=tuple(order),
        at=FORMS[0].at + timedelta(minutes=number), person=f"p{number}",
    )  # fmt: skip


forms = st.lists(
    st.tuples(labels, labels, labels, st.lists(st.sampled_from(REASON_OPTIONS), min_size=1, unique=True),
              st.permutations(ORDER_OPTIONS)), min_size=1, max_size=5,
).map(lambda many: tuple(form(number, one) for number, one in enumerate(many, start=1)))  # fmt: skip


def told(rows: Rows, listed: Rows) -> list[tuple[str, ...]]:
    """What a sheet says in long form, whichever way it is laid out: labels and words, no codes, no places."""
    lines = long_answers(*asked(rows, listed))
    said = [(line["response_id"], line["question"].split("_")[0], line["label"], line["text"], line["place"])
            for line in lines]  # fmt: skip
    return sorted(said)


@given(forms)
@settings(max_examples=25, deadline=None)
def test_the_file_of_texts_says_what_the_file_of_numbers_says(given_forms: tuple[Form, ...]) -> None:
    texts, numbers = written(given_forms)
    listed = writing.questionnaire_rows()
    assert told(texts, listed) == told(numbers, listed)


@given(forms)
@settings(max_examples=5, deadline=None)
def test_the_facts_of_the_file_of_texts_are_those_of_the_file_of_numbers(given_forms: tuple[Form, ...]) -> None:
    texts, numbers = written(given_forms)
    single = Export(files={"t.csv": texts}, rule=rule("wjx"))
    other = Export(files={"n.csv": numbers}, structures=writing.LIST, rule=rule("wjx", structure=["题目*"]))
    pd.testing.assert_frame_equal(answers(read(single)), answers(read(other)))


def written(given_forms: tuple[Form, ...]) -> tuple[Rows, Rows]:
    """Both files of some forms; nobody wrote anything freely, so that the cells are all that is compared."""
    bare = tuple(replace(one, other="", words="") for one in given_forms)
    return writing.wjx_text_rows(forms=bare), writing.wjx_number_rows(forms=bare)


def test_control_a_number_taken_for_another_option_is_seen() -> None:
    texts, numbers = written(FORMS)
    listed = writing.questionnaire_rows()
    turned = [
        [*row[:4], LABELS[-int(row[3])] if row[3].isdigit() and row[4] in LABELS else row[4]] for row in listed
    ]
    assert told(texts, listed) == told(numbers, listed)
    assert told(texts, listed) != told(numbers, turned)


# ------------------------------------------------------------------ both files
def test_of_a_pair_each_form_counts_once_and_the_other_file_is_accounted_for() -> None:
    found = read(writing.wjx_pair())
    assert fates(found, "1_1_0.csv") == {"read": 4, "used": 4}
    assert fates(found, "1_1_2.csv") == {"read": 4, "superseded": 4}
    notes = coded(found, "W170")
    assert [(note.file, note.row, note.severity) for note in notes] == [
        ("surveys/2026Q3/1_1_2.csv", row, Severity.NOTE) for row in (2, 3, 4, 5)
    ]
    assert "surveys/2026Q3/1_1_0.csv:2" in str(notes[0].expected)


def test_a_form_that_stands_in_the_numbers_alone_is_read_there() -> None:
    texts = writing.wjx_text_rows()
    pair = writing.wjx_pair()
    short = replace(
        pair, files={**pair.files, "1_1_0.csv": texts[:-1]}, structures=writing.LIST,
        rule=rule("wjx", structure=["题目*"]),
    )  # fmt: skip
    found = read(short)
    assert fates(found, "1_1_2.csv") == {"read": 4, "used": 1, "superseded": 3}
    pd.testing.assert_frame_equal(answers(found), answers(read(writing.wide())))


def test_the_moment_may_stand_in_another_form() -> None:
    pair = writing.wjx_pair()
    other = [[row[0], row[1].replace("/", "-"), *row[2:]] for row in pair.files["1_1_2.csv"]]
    found = read(replace(pair, files={**pair.files, "1_1_2.csv": other}))
    assert fates(found, "1_1_2.csv") == {"read": 4, "superseded": 4}


@pytest.mark.parametrize("listed", [True, False], ids=["questionnaire", "learned from the other forms"])
def test_what_the_files_tell_differently_counts_in_neither(*, listed: bool) -> None:
    many = tuple(
        replace(one, number=number, at=one.at + timedelta(minutes=number), person=f"p{number}")
        for number, one in enumerate(FORMS * 3, start=1)
    )
    numbers = [list(row) for row in writing.wjx_number_rows(many)]
    assert numbers[0][10] == "5、" + survey.SERVICE
    numbers[4][10] = "1"  # 满意 is number 2 in the other forms that say it
    pair = Export(
        files={"1_1_0.csv": writing.wjx_text_rows(forms=many), "1_1_2.csv": numbers},
        structures=writing.LIST if listed else {},
        rule=rule("wjx", structure=["题目*"]),
    )
    found = read(pair)
    (problem,) = coded(found, "E169")
    assert (problem.file, problem.row, problem.column) == ("surveys/2026Q3/1_1_0.csv", 5, "5、" + survey.SERVICE)
    said = "1 (非常满意)" if listed else "1"
    assert str(problem.expected) == f"the same answer as in surveys/2026Q3/1_1_2.csv:5:5、{survey.SERVICE}: {said}"
    assert (problem.severity, problem.value) == (Severity.SET_ASIDE, "满意")
    kept = answers(found)
    assert len(kept) == 3 * len(survey.ANSWERS) - 1
    assert kept[(kept["question"] == "Q3") & (kept["contact"] == "p4")].empty


def test_with_a_questionnaire_one_form_alone_shows_a_contradiction() -> None:
    numbers = [list(row) for row in writing.wjx_number_rows(FORMS[:1])]
    numbers[1][8] = "4"
    files = {"1_1_0.csv": writing.wjx_text_rows(forms=FORMS[:1]), "1_1_2.csv": numbers}
    found = read(Export(files=files, structures=writing.LIST, rule=rule("wjx", structure=["题目*"])))
    assert [(p.value, str(p.expected).rsplit(": ", 1)[-1]) for p in coded(found, "E169")] == [
        ("非常满意", "4 (不满意)")
    ]


def test_an_answer_in_one_file_alone_is_a_contradiction_too() -> None:
    pair = writing.wjx_pair()
    texts = [list(row) for row in pair.files["1_1_0.csv"]]
    texts[1][8] = writing.SKIP
    found = read(replace(pair, files={**pair.files, "1_1_0.csv": texts}))
    assert [(p.row, p.value) for p in coded(found, "E169")] == [(2, writing.SKIP)]


def test_two_surveys_with_the_same_numbers_are_not_taken_for_one() -> None:
    pair = writing.wjx_pair()
    later = [list(row) for row in pair.files["1_1_2.csv"]]
    for row in later[1:]:
        row[1] = row[1].replace("2026/08", "2026/07")
    found = read(replace(pair, files={**pair.files, "1_1_2.csv": later}))
    assert coded(found, "W170") == []
    assert [p.file for p in coded(found, "E244")] == [
        "surveys/2026Q3/1_1_2.csv"
    ] * 4  # a person's later form counts


def test_control_without_the_pairing_forms_are_counted_twice_or_fought_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exports, "paired", lambda tables: (list(tables), []))
    found = read(writing.wjx_pair())
    assert fates(found, "1_1_2.csv") != {"read": 4, "superseded": 4}
    assert not answers(found).equals(answers(read(writing.wide())))


# ------------------------------------------------------------------ the same number again
def quarters(*moments: str, platform: bool = True) -> Any:
    """Form number 1 of a client in two folders, from nobody in particular; the moments of both."""
    own: dict[str, Any] = {"layout": "wide", "questions": {"Q1": ["态度"]}}
    if platform:
        own |= {"platform": "wjx", "columns": {"client_name": ["公司"]}}
    else:
        own["columns"] = {"client_name": ["公司"], "response_id": ["序号"], "answered_at": ["提交答卷时间"]}
    named = ["1、公司", "2、态度"] if platform else ["公司", "态度"]
    made = [
        literal.Export(
            rule=literal.source("survey", **own), folder=folder, name=f"{folder}.csv",
            rows=[[*LEAD, *named], ["1", moment, *FIRST[2:], "东方机械", "满意"]],
        )
        for folder, moment in zip(("2026Q2", "2026Q3"), moments, strict=True)
    ]  # fmt: skip
    return literal.read(*made)


def test_form_1_of_another_survey_is_another_form() -> None:
    found = quarters("2026/5/3 9:05:07", "2026/8/3 9:05:07")
    assert len(found.facts.answers) == len(found.facts.responses) == 2
    assert sorted(found.facts.responses["response_id"]) == [
        f"1#surveys/{folder}/{folder}.csv:2" for folder in ("2026Q2", "2026Q3")
    ]


def test_a_form_exported_again_in_the_next_folder_counts_once() -> None:
    found = quarters("2026/5/3 9:05:07", "2026-05-03 09:05:07")
    assert len(found.facts.answers) == 1
    assert fates(found, "2026Q2.csv") == {"read": 1, "superseded": 1}


def test_control_an_id_that_the_rule_maps_is_one_form_whenever_it_comes() -> None:
    assert len(quarters("2026/5/3 9:05:07", "2026/8/3 9:05:07", platform=False).facts.answers) == 1


# ------------------------------------------------------------------ files as they come
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "xls"])
def test_old_and_new_workbooks_and_chinese_text_files_are_read(tmp_path: Path, suffix: str) -> None:
    rows = writing.wjx_text_rows()
    content = {
        "csv": "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows).encode("gb18030"),
        "xlsx": xlsx(rows),
        "xls": writing.xls_of(rows),
    }[suffix]
    outcome = parsed(tmp_path, f"a.{suffix}", content)
    assert outcome.problems == ()
    (made,) = outcome.sheets
    assert [tuple(row) for row in made.cells] == [tuple(row) for row in rows]
    found = wjx.recognised(made, None)
    assert found
    assert len(found.questions) == 8


# ------------------------------------------------------------------ what cannot be read
def test_a_sheet_that_wjx_did_not_write_is_refused_with_its_first_row() -> None:
    found = read(Export(files={"x.csv": [["客户", "得分"], ["东方机械", "5"]]}, rule=rule("wjx")))
    (problem,) = coded(found, "E167")
    assert (problem.severity, problem.value) == (Severity.REFUSED, "客户 | 得分")
    assert str(problem.expected) == "a sheet as wjx exports it"


def test_a_questionnaire_that_lists_no_questions_is_named() -> None:
    bad = replace(writing.wjx_number(), structures={"题目.csv": [["甲", "乙"], ["1", "2"]]})
    found = read(bad)
    (problem,) = coded(found, "W171")
    assert problem.file == "surveys/2026Q3/题目.csv"
    assert [p.code for p in found.problems if p.severity is Severity.WARNING] == ["W171", "W168"]


def test_a_heading_that_two_questions_share_is_refused_unless_the_code_tells() -> None:
    names = ["1、" + survey.COMPANY, "2、总体满意度", "3、总体满意度"]
    rows = [[*LEAD, *names], [*FIRST, "东方机械", "满意", "一般"], [*FIRST, "恒达电子", "满意", "满意"]]
    own = {"layout": "wide", "platform": "wjx", "columns": {"client_name": [survey.COMPANY]}}
    twice = read(Export(files={"x.csv": rows}, rule={**own, "questions": {"Q1": ["总体满意度"]}}))
    assert [(p.code, p.column) for p in coded(twice, "E155")] == [("E155", "H1 I1")]
    sure = read(Export(files={"x.csv": rows}, rule={**own, "questions": {"Q1": ["Q2"], "Q3": ["3、总体满意度"]}}))
    assert coded(sure, "E155") == []
    assert sorted(sure.facts.answers["value_micro"]) == [3_000_000, 4_000_000, 4_000_000, 4_000_000]
