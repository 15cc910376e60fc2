"""Confirmed spellings and credit codes as keys: which one decides, on which day."""

from dataclasses import replace
from datetime import date

import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.credit_code import credit_check
from reportgen.model.problem import Severity
from reportgen.policy.aliases import Alias
from tests.ingest.literal import Export, coded, config, export, fates, read


def code(first: str) -> str:
    """A code with its check character."""
    return first + credit_check(first)


GOOD, OTHER, FREE = (code(f"91320500MA1{one}00001") for one in "ABC")
BAD = GOOD[:-1] + ("2" if GOOD[-1] != "2" else "3")
REGISTER = [
    ["client_id", "name", "short_name", "credit_code", "office_id"],
    ["C01", "恒达电子（北京）有限公司", "恒达", GOOD, "E"],
    ["C02", "恒达电子（上海）有限公司", "恒达", OTHER, "E"],
    ["C03", "安泰化工有限公司", "安泰", "", "S"],
]


def register(rows: list[list[str]]) -> Export:
    """A register with short names and credit codes."""
    more = {"short_name": ["short_name"], "credit_code": ["credit_code"]}
    return export(
        "clients", *rows[1:], heading=rows[0], columns=dict.fromkeys(["client_id", "name", "office_id"]), also=more
    )


def orders(*keys: str, aliases: tuple[Alias, ...] = (), rows: list[list[str]] = REGISTER) -> Understood:
    """Orders that name their client by id, name and code, one a day from 1 July 2026."""
    lines = []
    for i, one in enumerate(keys, 1):
        client, name, number = one.split("|")
        lines.append(f"O{i},{client},2026-07-{i:02},1,done,{name},{number}")
    sold = export("orders", *lines, also={"client_name": ["client_name"], "credit_code": ["credit_code"]})
    return read(sold, register(rows), chosen=replace(config(), aliases=aliases))


def clients(found: Understood) -> list[str]:
    """The clients of the orders that were used, in their order."""
    return [str(one) for one in found.facts.orders["client_id"]]


# ------------------------------------------------------------------ credit codes
def test_a_credit_code_is_a_key_however_it_is_typed() -> None:
    assert clients(orders(f"||{GOOD}", f"||{GOOD.lower()}", f"||{GOOD[:8]} {GOOD[8:]}")) == ["C01"] * 3


def test_a_code_that_fails_its_check_leaves_the_word_to_the_name_with_one_note() -> None:
    found = orders(f"|恒达电子（北京）有限公司|{BAD}", f"C02||{BAD}")
    assert clients(found) == ["C01", "C02"]
    (note,) = coded(found, "E250")
    assert (note.severity, note.row, note.column, note.value) == (Severity.NOTE, 2, "credit_code", BAD)
    assert str(note.expected).endswith(": 2")


def test_a_code_that_fails_its_check_and_stands_alone_is_set_aside() -> None:
    found = orders(f"||{BAD}", f"||{GOOD}")
    assert clients(found) == ["C01"]
    (problem,) = coded(found, "E250")
    assert (problem.severity, problem.row, problem.value) == (Severity.SET_ASIDE, 2, BAD)


def test_control_the_same_code_with_its_own_check_character_contradicts_another_name() -> None:
    assert clients(orders(f"|恒达电子（上海）有限公司|{GOOD}")) == []
    assert clients(orders(f"|恒达电子（上海）有限公司|{BAD}")) == ["C02"]


def test_a_register_code_that_fails_its_check_is_a_warning_and_no_key() -> None:
    rows = [REGISTER[0], ["C01", "恒达电子", "恒达", BAD, "E"], *REGISTER[2:]]
    found = orders(f"||{BAD}", f"C01||{FREE}", rows=rows)
    warning = [p for p in coded(found, "E250") if p.file.endswith("clients.csv")]
    assert [(p.severity, p.row, p.value) for p in warning] == [(Severity.WARNING, 2, BAD)]
    assert clients(found) == ["C01"]
    assert found.facts.register["credit_code"].tolist()[0] == BAD


# ------------------------------------------------------------------ confirmed spellings
ALIAS = Alias(written="恒达老客户", client_id="C01", row=2)


def test_a_confirmed_spelling_is_its_client_with_a_note() -> None:
    found = orders("|恒达老客户|", "|恒达 老客户|", aliases=(ALIAS,))
    assert clients(found) == ["C01", "C01"]
    (note,) = coded(found, "W240")
    assert (note.severity, note.value, str(note.expected)) == (
        Severity.NOTE,
        "恒达老客户",
        "names as in the register; spellings confirmed in config/aliases.csv: 2",
    )


def test_control_without_the_file_the_row_is_set_aside() -> None:
    found = orders("|恒达老客户|")
    assert clients(found) == []
    assert fates(found, "orders.csv") == {"read": 1, "set_aside": 1}


def test_a_spelling_holds_from_its_first_to_its_last_day() -> None:
    dated = replace(ALIAS, since=date(2026, 7, 2), until=date(2026, 7, 3))
    found = orders(*["|恒达老客户|"] * 4, aliases=(dated,))
    assert found.facts.orders["order_id"].tolist() == ["O2", "O3"]
    assert [p.row for p in coded(found, "E241")] == [2, 5]


def test_one_spelling_may_mean_one_client_after_the_other() -> None:
    before, after = replace(ALIAS, until=date(2026, 7, 1)), replace(ALIAS, client_id="C02", since=date(2026, 7, 2))
    assert clients(orders("|恒达老客户|", "|恒达老客户|", aliases=(before, after))) == ["C01", "C02"]


def test_a_spelling_settles_a_short_name_of_two_clients() -> None:
    assert clients(orders("|恒达|")) == []
    assert clients(orders("|恒达|", aliases=(Alias(written="恒达", client_id="C02"),))) == ["C02"]


def test_a_spelling_goes_before_the_registered_name_and_after_code_and_id() -> None:
    mine = (Alias(written="安泰", client_id="C01", row=2),)
    found = orders("|安泰|", f"|安泰|{OTHER}", "C02|安泰|", "C01|安泰|", aliases=mine)
    assert found.facts.orders[["order_id", "client_id"]].to_numpy().tolist() == [["O1", "C01"], ["O4", "C01"]]
    assert [p.row for p in coded(found, "E247")] == [3, 4]
    (warning,) = [p for p in coded(found, "E302") if p.file == "config/aliases.csv"]
    assert (warning.severity, warning.row, warning.value) == (Severity.WARNING, 2, "安泰")


def test_a_spelling_may_stand_for_the_id_of_another_system() -> None:
    assert clients(orders("KH-0017||", aliases=(Alias(written="KH-0017", client_id="C03"),))) == ["C03"]
    assert clients(orders("C02||", aliases=(Alias(written="C02", client_id="C03"),))) == ["C02"]


def test_a_spelling_of_a_client_that_no_register_knows_is_a_warning_and_means_nothing() -> None:
    found = orders("|恒达老客户|", aliases=(replace(ALIAS, client_id="C99"),))
    assert clients(found) == []
    (warning,) = [p for p in coded(found, "E241") if p.file == "config/aliases.csv"]
    assert (warning.severity, warning.row, warning.column, warning.value) == (
        Severity.WARNING,
        2,
        "客户编号",
        "C99",
    )


@pytest.mark.parametrize(
    "name", ["恒达电子有限公司", "恒达电子", "恒达电子（广州）有限公司", "北京恒达电子有限公司"]
)
def test_subsidiaries_of_one_brand_are_never_taken_for_each_other(name: str) -> None:
    found = orders(f"|{name}|", "|恒达电子(北京)有限公司|", "|恒达电子（上海）有限公司|")
    assert clients(found) == ["C01", "C02"]
    (problem,) = coded(found, "E241")
    assert "恒达电子（北京）有限公司 C01" in str(problem.hint)
    assert "恒达电子（上海）有限公司 C02" in str(problem.hint)
