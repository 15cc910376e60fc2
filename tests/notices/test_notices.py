"""Which notices a period owes its clients, and what the letters say."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from reportgen.model.fact_frames import COMPLAINTS, LIMIT_APPLICATIONS, REGISTER
from reportgen.model.facts import Facts, Window
from reportgen.model.period import Period
from reportgen.notices import write as writing
from reportgen.notices.due import Notice, notices
from reportgen.notices.letter import document, environment, worded
from reportgen.policy.shipped import shipped
from tests.measure import literal
from tests.measure.literal import framed
from tests.records import records

COMPANY = "澄远传动"
WINDOW = Window.of(Period.parse("2026Q3"), ZoneInfo("Asia/Shanghai"))
OWN = (shipped("templates"),)
MOMENT = datetime(2026, 10, 1, tzinfo=UTC)
Row = dict[str, Any]
APPLIED: Row = {
    "application_id": "ZR-1",
    "prospect": "新客户公司",
    "submitted_at": "2026-06-25",
    "decision": "admit",
    "decided_at": "2026-07-13",
    "class": "经销",
}
FORM: Row = {
    "application_id": "ED-1",
    "client_id": "C001",
    "office_id": "HD",
    "old_level": "B",
    "new_level": "A",
    "old_limit_fen": 80_000_000,
    "new_limit_fen": 120_000_050,
    "reason": "旺季备货",
    "approved_on": "2026-09-17",
}
DONE: Row = {
    "action_id": "GJ-1",
    "source_kind": "complaint",
    "source_id": "TS-1",
    "status": "done",
    "description": "改用双唇油封",
    "done_at": "2026-09-16",
    "indicator": "complaint.count",
    "before_value": 14,
    "after_value": 9,
}
COMPLAINT: Row = {
    "complaint_id": "TS-1",
    "client_id": "C001",
    "content": "漏油",
    "received_at": "2026-07-01 10:00",
}


def told(kind: str, client: str, decided: str, sent: str = "", **more: Any) -> Row:
    return {
        "notice_id": f"{client}-{decided}",
        "kind": kind,
        "client_id": client,
        "decided_at": decided,
        "sent_at": sent or None,
        **more,
    }


def facts(forms: tuple[Row, ...] = (), **exports: list[Row]) -> Facts:
    names = [{"register_period": "2026Q3", "client_id": "C001", "name": "恒达机电", "office_id": "HD"}]
    found = literal.facts(
        register=framed(REGISTER, names),
        limit_applications=framed(LIMIT_APPLICATIONS, forms),
        complaints=framed(COMPLAINTS, [COMPLAINT]),
    )
    return replace(found, records=records(**exports))


def only(found: Facts) -> Notice:
    (one,) = notices(found, WINDOW)
    return one


def letter(notice: Notice, locale: str = "zh") -> str:
    return "\n".join(worded(notice, COMPANY, locale, environment(OWN, locale)))


def test_an_admission_is_told_to_an_applicant_that_no_register_has() -> None:
    one = only(facts(admission_applications=[APPLIED]))
    assert (one.kind, one.to, one.told_on, one.lacks) == ("admission", "新客户公司", None, ())
    assert "同意与贵单位建立合作关系，合作类别为“经销”" in letter(one)
    assert "we would like to work with you" in letter(one, "en")
    refused = only(facts(admission_applications=[APPLIED | {"decision": "reject"}]))
    assert "暂不能" in letter(refused)
    assert "[[请写明原因]]" in letter(refused)


@pytest.mark.parametrize(
    "changes", [{"decision": "pending"}, {"decided_at": "2026-06-30"}, {"decided_at": "2026-10-01"}]
)
def test_what_is_not_decided_in_the_period_is_not_told(changes: Row) -> None:
    assert notices(facts(admission_applications=[APPLIED | changes]), WINDOW) == []


def test_a_credit_decision_says_old_new_and_why() -> None:
    one = only(facts((FORM,)))
    text = letter(one)
    assert "由B级调整为A级" in text
    assert "由人民币800,000元调整为人民币1,200,000.50元" in text
    assert "原因：旺季备货" in text
    silent = only(facts((FORM | {"reason": ""},)))
    assert silent.lacks == ("reason",)
    assert "[[请写明原因]]" in letter(silent)


def test_the_nearest_entry_of_the_client_says_that_it_was_sent_and_serves_once() -> None:
    sent = told("credit", "C001", "2026-09-15", "2026-09-18", result="调整为A级", reason="评估得分上升")
    later = told("credit", "C001", "2026-09-28", reason="年度复核", result="维持A级")
    form, entry = sorted(notices(facts((FORM,), notices=[later, sent]), WINDOW), key=lambda one: one.decided_on)
    assert (form.key, form.told_on, form.values["reason"]) == ("ED-1", date(2026, 9, 18), "评估得分上升")
    assert (entry.decided_on, entry.told_on, entry.values["result"]) == (date(2026, 9, 28), None, "维持A级")
    stranger = told("credit", "C009", "2026-09-17", "2026-09-18", result="x", reason="y")
    assert {
        one.told_on for one in notices(facts((FORM,), notices=[stranger]), WINDOW) if one.client_id == "C001"
    } == {None}  # control: another client's entry says nothing


def test_an_improvement_is_told_to_the_client_whose_complaint_it_answers() -> None:
    one = only(facts(improvement_actions=[DONE]))
    assert (one.client_id, one.to) == ("C001", "恒达机电")
    text = letter(one)
    for words in ("漏油", "改用双唇油封", "投诉由 14 变为 9"):
        assert words in text
    shown = only(facts(improvement_actions=[DONE | {"shown_to_client_at": "2026-09-20"}]))
    assert shown.told_on == date(2026, 9, 20)
    assert notices(facts(improvement_actions=[DONE | {"source_id": "TS-9"}]), WINDOW) == []
    assert notices(facts(improvement_actions=[DONE | {"status": "open"}]), WINDOW) == []


def test_a_letter_is_a_word_document_with_a_draft_s_header_and_marked_gaps() -> None:
    one = only(facts((FORM | {"reason": ""},)))
    lines = worded(one, COMPANY, "zh", environment(OWN, "zh"))
    made = docx.Document(io.BytesIO(document(lines, draft="草稿", locale="zh", made=MOMENT)))
    assert made.sections[0].header.paragraphs[0].text == "草稿"
    assert made.paragraphs[0].text == "关于信用审批结果的通知"
    marked = [
        run.text
        for paragraph in made.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert "【请写明原因】" in marked
    assert made.core_properties.author == ""


def test_a_workspace_s_own_letter_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "credit.zh.txt.j2").write_text("我们的通知\n{{ to }}", "utf-8")
    one = only(facts((FORM,)))
    assert worded(one, COMPANY, "zh", environment((tmp_path, *OWN), "zh")) == ["我们的通知", "恒达机电"]
    assert len(worded(one, COMPANY, "zh", environment(OWN, "zh"))) > 2  # control


def test_a_file_s_name_is_safe_and_a_formula_in_the_list_is_text() -> None:
    one = only(facts(admission_applications=[APPLIED | {"prospect": "=1+1/..\\x", "application_id": "a:b"}]))
    assert one.file == "=1+1_.._x-admission-a_b.docx"
    rows = list(csv.reader(io.StringIO(writing._list([one]))))
    assert rows[1][3].startswith("'=")
