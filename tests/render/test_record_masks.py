"""What an audience may see of the declared exports."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from reportgen.model.frame import BOOL, DAY, EXACT, INT, TEXT
from reportgen.model.record_frames import RECORD_FRAMES
from reportgen.model.records.every import RECORD, RECORDS
from reportgen.model.records.field import About, Record
from reportgen.model.records.more import MORE
from reportgen.model.results import Results
from reportgen.policy.audiences import EVERYTHING, Audience, Fields
from reportgen.render.audience import audiences, masked
from reportgen.render.record_masks import group_of
from tests.records import record_frame, records
from tests.render.example_results import example_config, example_results

EAST = Audience(id="office-E", office_id="E", sees=EVERYTHING)
OWN, OTHER, OTHER_NAME = "C01", "C04", "新远贸易"
FILLED: dict[str, Any] = {DAY: "2026-08-01", INT: 4321, BOOL: True, EXACT: 9876}


def rows_of(record: Record) -> list[dict[str, Any]]:
    """A row about an own client, another office's, an office, and the company; words name the other client."""
    whom = {
        About.CLIENT: ((OWN, "E"), (OTHER, "S")),
        About.ANYONE: ((OWN, "E"), (OTHER, "S"), ("", "E"), ("", "S"), ("", "")),
        About.OFFICE: (("", "E"), ("", "S"), ("", "")),
        About.NOBODY: (("", ""),),
    }[record.about]
    rows = []
    for at, (client, office) in enumerate(whom):
        row = {name: FILLED.get(c.dtype) for name, c in RECORD_FRAMES[record.export].columns.items()}
        texts = [name for name, c in RECORD_FRAMES[record.export].columns.items() if c.dtype == TEXT]
        row |= {name: f"{name} {OTHER_NAME} {client}{office} {at}" for name in texts}
        rows.append({**row, "client_id": client, "office_id": office, "state_period": "2026Q3", "row": at + 2})
    return rows


def full() -> Results:
    found = example_results()
    frames = records(**{record.export: rows_of(record) for record in RECORDS})
    people = found.facts.register.assign(
        **{
            one.column: pd.Series([f"{one.name}!"] * len(found.facts.register), dtype="str")
            for one in MORE["clients"]
            if one.group
        }
    )
    return replace(found, facts=replace(found.facts, records=frames, register=people))


FULL = full()


def held(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Whom the rows of a frame are about."""
    none = pd.Series("", index=frame.index)
    return sorted(set(zip(frame.get("client_id", none), frame.get("office_id", none), strict=True)))


# ------------------------------------------------------------------ an office
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.export)
def test_an_office_sees_the_rows_of_its_own_alone(record: Record) -> None:
    seen = masked(FULL, EAST, example_config()).facts.records[record.export]
    wanted = {
        About.CLIENT: [(OWN, "E")],
        About.ANYONE: [("", "E"), (OWN, "E")],
        About.OFFICE: [("", "E")],
        About.NOBODY: [],
    }[record.about]
    assert held(seen) == wanted
    assert OTHER_NAME not in seen.to_csv()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.export)
def test_control_the_unmasked_rows_hold_the_others(record: Record) -> None:
    every = FULL.facts.records[record.export]
    assert len(every) == len(rows_of(record))
    assert OTHER_NAME in every.to_csv()


def test_an_action_that_an_own_feedback_names_is_seen() -> None:
    frames = records(
        feedback=[
            {"feedback_id": "F1", "client_id": OWN, "action_id": "A1"},
            {"feedback_id": "F2", "client_id": OTHER, "action_id": "A2"},
        ],
        improvement_actions=[{"action_id": one} for one in ("A1", "A2", "A3")],
    )
    given = replace(FULL, facts=replace(FULL.facts, records=frames))
    assert masked(given, EAST, example_config()).facts.records["improvement_actions"]["action_id"].tolist() == [
        "A1"
    ]


# ------------------------------------------------------------------ groups of fields
def without(group: str) -> Fields:
    return EVERYTHING.model_copy(update={group: False})


def whole(sees: Fields) -> Audience:
    return Audience(id="x", sees=sees)


GROUPS = sorted({group_of(one) for record in RECORDS for one in record.fields} - {""})


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_that_is_not_seen_leaves_nothing_in_its_columns(group: str) -> None:
    assert group in Fields.model_fields
    seen = masked(FULL, whole(without(group)), example_config()).facts.records
    for record in RECORDS:
        for one in record.fields:
            column = seen[record.export][one.column]
            empty = column.isna() | column.eq("").fillna(value=False)
            assert (
                empty.all() if group_of(one) == group else not empty.all() or one.name in {"value", "evidence_ref"}
            )
        RECORD_FRAMES[record.export].check(seen[record.export])


@pytest.mark.parametrize("group", GROUPS)
def test_control_who_sees_it_has_it(group: str) -> None:
    seen = masked(FULL, whole(EVERYTHING), example_config()).facts.records
    columns = [
        (record.export, one.column) for record in RECORDS for one in record.fields if group_of(one) == group
    ]
    assert columns
    assert all(seen[export][column].astype("str").ne("").all() for export, column in columns)


def test_how_to_reach_a_client_is_masked_with_the_contacts() -> None:
    seen = masked(FULL, whole(without("contacts")), example_config()).facts.register
    assert set(seen["phone"]) == set(seen["email"]) == set(seen["contact_name"]) == {""}
    assert set(FULL.facts.register["phone"]) == {"phone!"}


def test_what_was_told_in_confidence_is_for_credit_alone() -> None:
    facts = [
        {
            "client_id": OWN,
            "as_of": "2026-07-01",
            "fact_code": code,
            "value": value,
            "evidence_ref": "柜3",
            "restricted": flag,
        }
        for code, value, flag in (
            ("assets", "secret", True),
            ("operations", "open", False),
            ("loans", "unsaid", None),
        )
    ]
    given = replace(FULL, facts=replace(FULL.facts, records=records(client_facts=facts)))
    management = next(one for one in audiences(example_config(), given) if one.id == "management")
    assert masked(given, management, example_config()).facts.records["client_facts"]["value"].tolist() == [
        "",
        "unsaid",
        "open",
    ]
    credit = audiences(example_config(), given)[0]
    assert (
        masked(given, credit, example_config())
        .facts.records["client_facts"]
        .equals(record_frame("client_facts", facts))
    )


def test_management_sees_no_detail_of_a_credit_event() -> None:
    management = next(one for one in audiences(example_config(), FULL) if one.id == "management")
    seen = masked(FULL, management, example_config()).facts.records["credit_events"]
    assert set(seen["detail"]) == {""}
    assert len(seen) == len(FULL.facts.records["credit_events"])
    assert RECORD["credit_events"].field("detail").group == "cards"


@pytest.mark.parametrize(("client", "kept"), [(OWN, ["M1"]), (OTHER, [])])  # control: another office's
def test_an_office_sees_an_action_that_its_own_feedback_led_to(client: str, kept: list[str]) -> None:
    action = {"action_id": "M1", "client_id": "", "office_id": "", "source_kind": "feedback", "source_id": "F1"}
    frames = records(feedback=[{"feedback_id": "F1", "client_id": client}], improvement_actions=[action])
    found = replace(FULL, facts=replace(FULL.facts, records=frames))
    seen = masked(found, EAST, example_config()).facts.records["improvement_actions"]
    assert list(seen["action_id"]) == kept
