"""The declarations of exports are sound."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from reportgen.model.frame import EXACT
from reportgen.model.record_frames import RECORD_FRAMES, no_records
from reportgen.model.records.every import RECORD, RECORDS
from reportgen.model.records.field import About, Field, Kind, Record
from reportgen.model.records.more import MORE
from reportgen.policy.sources import FIELDS, REQUIRED_FIELDS, Export

OF_THE_READER = {"file", "sheet", "row", "folder", "fate", "rule", "heading", "day", "state_period"}
DATED = {Kind.DAY, Kind.ANY_DAY, Kind.MONTH}


def repeated(names: Iterable[str]) -> list[str]:
    every = list(names)
    return sorted({one for one in every if every.count(one) > 1})


def faults(record: Record) -> list[str]:
    """What is wrong with one declaration."""
    names = [one.name for one in record.fields]
    mine = {*names, *(("client_id",) if record.has_client else ()), *(("office_id",) if record.has_office else ())}
    found = [f"taken: {name}" for name in names if name in OF_THE_READER]
    found += [f"twice: {name}" for name in repeated(record.names)]
    found += [f"heading twice: {one}" for one in repeated(f.heading for f in (*record.whom, *record.fields))]
    found += [f"no such key: {name}" for name in record.key if name not in mine | {"state_period"}]
    found += ["state without its period"] if record.state != ("state_period" in record.key) else []
    found += [f"no such day: {record.dated_by}"] if record.dated_by and record.dated_by not in names else []
    if record.dated_by in names and record.field(record.dated_by).kind not in DATED:
        found.append(f"not a day: {record.dated_by}")
    return found + [fault for one in record.fields for fault in words_of(one)]


def words_of(one: Field) -> list[str]:
    """What is wrong with the words of a field."""
    found = [f"{one.name}: words {one.kind}"] if bool(one.words) != (one.kind is Kind.WORD) else []
    spelled = [*one.words, *(spelling for many in one.words.values() for spelling in many)]
    return found + [f"{one.name}: {word} means two" for word in repeated(spelled)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.export)
def test_each_declaration_is_sound(record: Record) -> None:
    assert faults(record) == []
    assert record.title
    assert record.section.startswith("3.")
    assert all(one.meaning and one.heading for one in record.fields)


@pytest.mark.parametrize("fields", MORE.values(), ids=MORE)
def test_further_fields_cost_no_row_and_are_told_apart(fields: tuple[Field, ...]) -> None:
    assert [fault for one in fields for fault in words_of(one)] == []
    assert not any(one.required for one in fields)


def test_control_each_kind_of_fault_is_seen() -> None:
    broken = Record(
        export="x",
        title="",
        meaning="",
        section="",
        about=About.NOBODY,
        dated_by="what",
        key=("client_id",),
        state=True,
        fields=(
            Field("what", "甲", Kind.WORD, "", words={"a": ("乙", "乙")}),
            Field("day", "甲", Kind.DAY, ""),
            Field("day", "丙", Kind.TEXT, "", words={"a": ()}),
        ),
    )
    assert len(faults(broken)) == 9
    assert "no such day: never" in faults(replace(broken, dated_by="never"))


def test_rules_know_exactly_the_declared_fields() -> None:
    for record in RECORDS:
        assert FIELDS[Export(record.export)] == record.names
        assert REQUIRED_FIELDS[Export(record.export)] == record.required
    for export, fields in MORE.items():
        assert {one.name for one in fields} <= set(FIELDS[Export(export)])


def test_every_export_has_a_frame_even_where_nobody_delivered_it() -> None:
    assert no_records().keys() == RECORD_FRAMES.keys() == RECORD.keys()
    for export, frame in no_records().items():
        assert frame.empty
        assert RECORD_FRAMES[export].check(frame).columns.tolist() == list(RECORD_FRAMES[export].columns)


def test_money_is_in_fen_and_numbers_are_exact() -> None:
    assert RECORD_FRAMES["payments"].columns["amount_fen"].unit == "fen"
    assert RECORD_FRAMES["improvement_actions"].columns["before_value"].dtype == EXACT
