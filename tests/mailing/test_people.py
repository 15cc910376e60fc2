"""Who gets mail: from the file and from registers, each with the audience of its role."""

from typing import Any

import pandas as pd

from reportgen.mailing.people import Known, recipients
from reportgen.policy.recipients import Recipients
from tests.mailing.letters import rules

OFFICES = pd.DataFrame(
    [
        {"office_id": "HD", "name": "华东办事处", "manager": "李雷", "mail": "li@example.com"},
        {"office_id": "HN", "name": "华南办事处", "manager": "韩梅", "mail": ""},
    ]
).assign(file="surveys/2026Q3/办事处登记表.xlsx", sheet="办事处", row=[2, 3])
STAFF = pd.DataFrame(
    [
        {"office_id": "HD", "name": "赵工", "role": "sales_engineer", "email": "zhao@example.com"},
        {"office_id": "HD", "name": "钱工", "role": "clerk", "email": "qian@example.com"},
    ]
).assign(file="surveys/2026Q3/人员.csv", sheet="", row=[2, 3])
AUDIENCES = {"credit", "management", "office-HD", "office-HN"}


def found(rules_: Recipients, offices: pd.DataFrame = OFFICES, staff: pd.DataFrame = STAFF) -> Any:
    people, problems = recipients(rules_, Known(offices=offices, staff=staff, audiences=AUDIENCES))
    return (
        [(one.email, one.audience) for one in people],
        [(one.code, one.value, one.file, one.row) for one in problems],
    )


def with_registers(**changed: Any) -> Recipients:
    return rules(registers={"offices": "office_manager", "staff": True}, **changed)


def test_registers_give_people_the_audience_of_their_office() -> None:
    people, problems = found(with_registers())
    assert people == [
        ("gao@example.com", "management"),
        ("li@example.com", "office-HD"),
        ("zhao@example.com", "office-HD"),
    ], "the clerk's role gets nothing"
    assert problems == [("W611", "", "surveys/2026Q3/办事处登记表.xlsx", 3)], (
        "an office without an address is told"
    )


def test_a_register_that_is_not_asked_for_gives_nobody() -> None:
    assert found(rules()) == ([("gao@example.com", "management")], [])


def test_a_person_of_the_file_comes_before_the_register() -> None:
    here = {"name": "代班", "email": "LI@example.com", "role": "general_manager"}
    people, problems = found(with_registers(people=[here]))
    assert ("LI@example.com", "management") in people
    assert ("li@example.com", "office-HD") not in people, "one message for an address"
    assert ("W611", "li@example.com", "surveys/2026Q3/办事处登记表.xlsx", 2) in problems


def test_a_wrong_address_in_a_register_is_named_with_its_row() -> None:
    people, problems = found(
        with_registers(), offices=OFFICES.assign(mail=["li(at)example.com", "han@example.com"])
    )
    assert ("han@example.com", "office-HN") in people
    assert problems == [("E306", "li(at)example.com", "surveys/2026Q3/办事处登记表.xlsx", 2)]


def test_a_name_with_a_line_break_in_a_register_is_refused() -> None:
    _, problems = found(with_registers(), staff=STAFF.assign(name=["赵\r\nBcc: x@example.com", "钱工"]))
    assert ("E605", "zhao@example.com", "surveys/2026Q3/人员.csv", 2) in problems


def test_a_role_that_sees_its_office_needs_one_that_exists() -> None:
    nowhere = {"name": "甲", "email": "a@example.com", "role": "office_manager"}
    elsewhere = {"name": "乙", "email": "b@example.com", "role": "office_manager", "office": "XX"}
    people, problems = found(rules(people=[nowhere, elsewhere]))
    assert people == []
    assert [code for code, *_ in problems] == ["E307", "E307"]


def test_an_audience_that_was_not_built_is_named() -> None:
    roles = {"board": {"audience": "board", "files": ["management"]}}
    people, problems = found(
        rules(roles=roles, people=[{"name": "甲", "email": "a@example.com", "role": "board"}])
    )
    assert (people, [code for code, *_ in problems]) == ([], ["E323"])
