"""Declared exports: one reader for all of them."""

from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ingest.exports import Understood
from reportgen.ingest.fields import _by_policy
from reportgen.model.problem import Severity
from reportgen.model.record_frames import RECORD_FRAMES
from reportgen.model.records.every import RECORD, RECORDS
from reportgen.model.records.field import About, Field, Kind, Record
from tests.ingest.literal import Export, codes, export, fates, read

CELLS = {
    Kind.CODE: "X1",
    Kind.TEXT: "words",
    Kind.WHOLE: "more words",
    Kind.DAY: "2026-07-01",
    Kind.ANY_DAY: "2027-07-01",
    Kind.MONTH: "2026年7月",
    Kind.MONEY: "12.5万",
    Kind.NUMBER: "-1.5",
    Kind.COUNT: "3",
    Kind.FLAG: "是",
    Kind.LEVELS: "P17:A",
}


def file_of(kind: str, *rows: dict[str, str], **more: Any) -> Export:
    """A file of a declared export with all its columns; a row says which cells are filled."""
    names = RECORD[kind].names
    lines = [[row.get(name, "") for name in names] for row in rows]
    return export(kind, *lines, columns=dict.fromkeys(names), **more)


def plain(record: Record) -> dict[str, str]:
    """A row with every cell filled."""
    row = {one.name: _cell(one) for one in record.fields}
    return row | ({"client_id": "C01"} if record.has_client else {"office_id": "E"} if record.has_office else {})


def _cell(one: Field) -> str:
    return next(spellings[0] for spellings in one.words.values()) if one.words else CELLS[one.kind]


def only(found: Understood, kind: str) -> dict[str, Any]:
    """The one row of an export."""
    (row,) = found.facts.records[kind].to_dict("records")
    return {str(name): value for name, value in row.items()}


def aside(found: Understood) -> list[tuple[str, str]]:
    return sorted((p.code, p.column) for p in found.problems if p.severity is Severity.SET_ASIDE)


# ------------------------------------------------------------------ all exports alike
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.export)
def test_a_full_row_of_each_export_is_read(record: Record) -> None:
    found = read(file_of(record.export, plain(record)))
    assert codes(found) == []
    row = only(found, record.export)
    assert all(row[one.column] not in ("", None) and not pd.isna(row[one.column]) for one in record.fields)
    if record.has_office:
        assert row["office_id"] == "E"
    assert fates(found, f"{record.export}.csv") == {"read": 1, "used": 1}


@pytest.mark.parametrize(
    ("record", "one"),
    [(record, one) for record in RECORDS for one in record.fields if one.required],
    ids=lambda value: value.export if isinstance(value, Record) else value.name,
)
def test_a_row_without_what_it_needs_is_set_aside(record: Record, one: Field) -> None:
    found = read(file_of(record.export, plain(record) | {one.name: ""}))
    assert aside(found) == [("E203", one.name)]
    assert fates(found, f"{record.export}.csv") == {"read": 1, "set_aside": 1}
    assert found.facts.records[record.export].empty


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.export)
def test_control_a_row_with_only_what_it_needs_is_used(record: Record) -> None:
    keys = {"client_id", "office_id"}
    bare = {k: v for k, v in plain(record).items() if k in {*record.required, *keys}}
    found = read(file_of(record.export, bare))
    assert codes(found) == []
    assert len(found.facts.records[record.export]) == 1


def test_an_export_that_nobody_delivered_has_no_rows() -> None:
    records = read().facts.records
    assert records.keys() == RECORD_FRAMES.keys()
    assert all(frame.empty for frame in records.values())


# ------------------------------------------------------------------ kinds of cells
@pytest.mark.parametrize(
    ("kind", "name", "cell", "value"),
    [
        ("feedback", "text", " 送货晚了\n请改进 ", "送货晚了\n请改进"),
        ("feedback", "kind", "建议", "suggestion"),
        ("feedback", "kind", "Social_Media", "social_media"),
        ("payments", "amount", "1.2万", 1_200_000),
        ("payments", "verified_by_finance", "无", False),
        ("payments", "verified_by_finance", "√", True),
        ("reconciliations", "difference", "-1,250.50", Fraction(-2501, 2)),
        ("improvement_actions", "after_value", "85%", Fraction(17, 20)),
        ("survey_plan", "year", "2026年", 2026),
        ("points", "month", "2026.7", pd.Timestamp("2026-07-01")),
        ("contracts", "valid_to", "2030-12-31", pd.Timestamp("2030-12-31")),
    ],
)
def test_a_cell_is_read_as_people_write_it(kind: str, name: str, cell: str, value: object) -> None:
    found = read(file_of(kind, plain(RECORD[kind]) | {name: cell}))
    assert aside(found) == []
    assert only(found, kind)[RECORD[kind].field(name).column] == value


@pytest.mark.parametrize(
    ("kind", "name", "cell", "code"),
    [
        ("feedback", "tone", "很生气", "E205"),
        ("feedback", "replied_at", "2027-01-01", "E224"),
        ("feedback", "replied_at", "3/4/2026", "E221"),
        ("payments", "verified_by_finance", "差不多", "E205"),
        ("result_audits", "errors_found", "-1", "E209"),
        ("result_audits", "errors_found", "1.5", "E209"),
        ("improvement_actions", "before_value", "4-5", "E213"),
        ("credit_events", "amount", "-3", "E211"),
    ],
)
def test_a_faulty_optional_cell_costs_its_value_alone(kind: str, name: str, cell: str, code: str) -> None:
    found = read(file_of(kind, plain(RECORD[kind]) | {name: cell}))
    assert aside(found) == [(code, name)]
    value = only(found, kind)[RECORD[kind].field(name).column]
    assert value in ("", None) or pd.isna(value)


def test_a_faulty_required_cell_costs_its_row() -> None:
    found = read(file_of("feedback", plain(RECORD["feedback"]) | {"kind": "闲聊", "date": "2027-01-01"}))
    assert aside(found) == [("E205", "kind"), ("E224", "date")]
    assert found.facts.records["feedback"].empty


def test_a_rule_may_spell_a_word_in_its_own_way() -> None:
    spelled = {"kind": {"opinion": ["唠叨"]}, "tone": {"negative": ["差评"]}}
    row = plain(RECORD["feedback"]) | {"kind": "唠叨", "tone": "差评"}
    found = only(read(file_of("feedback", row, values=spelled)), "feedback")
    assert (found["kind"], found["tone"]) == ("opinion", "negative")


# ------------------------------------------------------------------ who is meant
def test_a_client_is_known_by_its_name_and_its_office_is_that_of_the_day() -> None:
    row = {"client_name": "恒达电子", "date": "2026-07-01", "kind": "意见"}
    found = only(read(file_of("feedback", row)), "feedback")
    assert (found["client_id"], found["office_id"]) == ("C02", "E")


@pytest.mark.parametrize(("client", "code"), [("C99", "E241"), ("", "E246")])
def test_a_row_about_nobody_of_the_register_is_set_aside(client: str, code: str) -> None:
    found = read(file_of("feedback", {"client_id": client, "date": "2026-07-01", "kind": "意见"}))
    assert [code for code, _ in aside(found)] == [code]
    assert found.facts.records["feedback"].empty


@pytest.mark.parametrize(
    ("who", "client", "office"),
    [({"client_id": "C03"}, "C03", "S"), ({"office_name": "华南办事处"}, "", "S"), ({}, "", "")],
)
def test_an_action_is_a_clients_an_offices_or_the_companys(who: dict[str, str], client: str, office: str) -> None:
    found = read(
        file_of(
            "improvement_actions",
            {"action_id": "A1", "source_kind": "投诉", "description": "x", "due_date": "2026-09-01", **who},
        )
    )
    assert aside(found) == []
    row = only(found, "improvement_actions")
    assert (row["client_id"], row["office_id"]) == (client, office)


@pytest.mark.parametrize("kind", [r.export for r in RECORDS if r.about in {About.ANYONE, About.OFFICE}])
def test_an_office_that_no_register_has_sets_its_row_aside(kind: str) -> None:
    row = {k: v for k, v in plain(RECORD[kind]).items() if k != "client_id"} | {"office_id": "X"}
    found = read(file_of(kind, row))
    assert aside(found) == [("E307", "office_id")]
    assert found.facts.records[kind].empty


# ------------------------------------------------------------------ twice
BASIC = {"client_id": "C01", "date": "2026-07-01", "kind": "意见", "text": "甲"}


def test_of_two_rows_of_one_id_that_differ_none_is_used() -> None:
    one, other = BASIC | {"feedback_id": "F1"}, BASIC | {"feedback_id": "F1", "text": "乙"}
    assert fates(read(file_of("feedback", one, other)), "feedback.csv") == {"read": 2, "set_aside": 2}


def test_without_ids_only_identical_rows_are_one() -> None:
    found = read(file_of("feedback", BASIC, BASIC, BASIC | {"text": "乙"}))
    assert fates(found, "feedback.csv") == {"read": 3, "used": 2, "superseded": 1}
    ids = found.facts.records["feedback"]["feedback_id"]
    assert not ids.str.contains("C01|甲|乙").any(), "an id must not give away what an audience may not see"


def test_the_later_folder_replaces_the_earlier_one() -> None:
    before = file_of("feedback", BASIC | {"feedback_id": "F1"}, folder="2026Q2")
    now = file_of("feedback", BASIC | {"feedback_id": "F1", "replied_at": "2026-07-05"}, folder="2026Q3")
    found = read(before, now, export("clients", "C01,东方,E,,,", folder="2026Q2"))
    assert only(found, "feedback")["replied_at"] == pd.Timestamp("2026-07-05")


def test_a_list_of_people_is_kept_for_each_period() -> None:
    rows = [{"person_id": "1", "name": "王", "role": role} for role in ("财务部", "分管副总")]
    files = [file_of("staff", row, folder=folder) for row, folder in zip(rows, ("2026Q2", "2026Q3"), strict=True)]
    staff = read(*files).facts.records["staff"]
    assert staff[["state_period", "role"]].to_numpy().tolist() == [
        ["2026Q2", "finance"],
        ["2026Q3", "vice_president"],
    ]


CELL = st.sampled_from(["", "C01", "C99", "2026-07-01", "2027-07-01", "意见", "F1", "F2", "闲聊", "甲", "-"])


@settings(max_examples=20)
@given(st.lists(st.dictionaries(st.sampled_from(RECORD["feedback"].names), CELL), min_size=1, max_size=6))
def test_every_row_has_a_fate(rows: list[dict[str, str]]) -> None:
    filled = [{"client_id": "C01", **row} for row in rows]
    counted = fates(read(file_of("feedback", *filled)), "feedback.csv")
    assert counted.pop("read") == len(rows) == sum(counted.values())


# ------------------------------------------------------------------ further fields
@pytest.mark.parametrize(
    ("cell", "levels"),
    [
        ("P17：A；P03:B", "P03:B;P17:A"),
        ("p03=b，P17=VIP", "P03:b;P17:VIP"),
        ("", ""),
        ("A", None),
        ("P03:A;P03:B", None),
    ],
)
def test_recorded_levels_name_their_policies(cell: str, levels: str | None) -> None:
    assert _by_policy(cell) == levels


def test_a_client_has_further_fields_and_a_faulty_one_keeps_its_row() -> None:
    names = ("client_id", "name", "office_id", "is_important", "updated_at", "grade_recorded", "phone")
    rows = ["C01,东方,E,是,2026-06-30,P17:A,021-1", "C02,恒达,E,也许,2027-01-01,A,"]
    found = read(export("clients", *rows, columns=dict.fromkeys(names)))
    assert aside(found) == [("E205", "grade_recorded"), ("E205", "is_important"), ("E224", "updated_at")]
    one, other = found.facts.register.to_dict("records")
    assert (one["is_important"], one["updated_at"].date(), one["grade_recorded"], one["phone"]) == (
        True,
        date(2026, 6, 30),
        "P17:A",
        "021-1",
    )
    assert pd.isna(other["is_important"])
    assert pd.isna(other["updated_at"])
    assert other["grade_recorded"] == ""


def test_the_sample_list_and_the_ledger_have_further_fields_too() -> None:
    names = ("round", "client_id", "reason", "group")
    asked = export("survey_sample", "R1,C01,紧要,大客户", columns=dict.fromkeys(names))
    ledger = export(
        "complaints",
        "K1,C01,2026-07-01 09:00,包装破损,A1",
        columns=dict.fromkeys(("complaint_id", "client_id", "received_at", "cause", "action_id")),
    )
    facts = read(asked, ledger).facts
    assert facts.survey_sample[["reason", "group"]].to_numpy().tolist() == [["important", "大客户"]]
    assert facts.complaints[["cause", "action_id"]].to_numpy().tolist() == [["包装破损", "A1"]]


def test_a_list_handed_in_anew_says_nothing_of_its_earlier_rows() -> None:
    before, now = (
        file_of("departments", {"name": "财务部", "is_business_department": said}, folder=folder)
        for said, folder in (("是", "2026Q2"), ("否", "2026Q3"))
    )
    found = read(before, now, export("clients", "C01,东方,E,,,", folder="2026Q2"))
    assert not only(found, "departments")["is_business_department"]
    assert [p.code for p in found.problems if "departments" in p.file] == []
    assert found.coverage["rows_superseded"].sum() == 1


def test_control_feedback_told_anew_is_noted() -> None:
    files = [file_of("feedback", BASIC | {"feedback_id": "F1"}, folder=one) for one in ("2026Q2", "2026Q3")]
    found = read(*files, export("clients", "C01,东方,E,,,", folder="2026Q2"))
    assert [p.code for p in found.problems if "feedback" in p.file] == ["E244"]
