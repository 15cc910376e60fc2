"""Whose record it is: by code, id or name, and never by guess."""

import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import coded, export, fates, read

REGISTER = [
    ["client_id", "name", "short_name", "previous_names", "credit_code", "office_id", "end_date"],
    ["C01", "东方机械（苏州）有限公司", "东方", "苏州东方厂", "91320500MA1A000010", "E", ""],
    ["C02", "恒达电子有限公司", "恒达", "", "91320500MA1B00002M", "E", ""],
    ["C03", "恒达贸易有限公司", "恒达", "", "", "S", "2026-07-31"],
]
NAMES = {"short_name": ["short_name"], "previous_names": ["previous_names"], "credit_code": ["credit_code"]}


def orders(*rows: str) -> Understood:
    """Orders that name the client by code, id and name."""
    sold = export("orders", *rows, also={"client_name": ["client_name"], "credit_code": ["credit_code"]})
    register = export(
        "clients",
        *REGISTER[1:],
        heading=REGISTER[0],
        columns=dict.fromkeys(["client_id", "name", "office_id", "end_date"]),
        also=NAMES,
    )
    return read(sold, register)


def clients(*keys: str) -> list[str]:
    """The clients of orders with these id, name and code."""
    found = orders(
        *(
            f"O{i},{id_},2026-07-01,1,done,{name},{code}"
            for i, (id_, name, code) in enumerate(k.split("|") for k in keys)
        )
    )
    return [str(client) for client in found.facts.orders["client_id"]]


@pytest.mark.parametrize(
    "name",
    [
        "东方机械（苏州）有限公司",
        "东方机械(苏州)有限公司",
        " 东方机械（苏州） 有限公司 ",
        "东方机械（苏州）有限公司\u200b",
        "东方",
        "苏州东方厂",
    ],
)
def test_a_name_is_compared_folded_and_may_be_short_or_previous(name: str) -> None:
    assert clients(f"|{name}|") == ["C01"]


def test_code_id_or_name_alone_is_enough() -> None:
    assert clients("||91320500MA1A000010", "C01||", "|东方|") == ["C01"] * 3
    assert clients("c01||") == []


def test_a_name_with_another_legal_form_is_another_name() -> None:
    found = orders("O1,,2026-07-01,1,done,恒达电子有限责任公司,")
    (problem,) = coded(found, "E241")
    assert (problem.severity, problem.row, problem.column) == (Severity.SET_ASIDE, 2, "client_name")
    assert "恒达电子有限公司 C02 (0.89)" in str(problem.hint)
    assert found.facts.orders.empty


def test_a_homoglyph_is_not_folded_and_its_code_points_are_shown() -> None:
    found = orders("O1,,2026-07-01,1,done,恒达電子有限公司,")
    assert "電 U+96FB / 电 U+7535" in str(coded(found, "E241")[0].hint)


def test_an_unknown_id_offers_the_nearest() -> None:
    assert "C01" in str(coded(orders("O1,C011,2026-07-01,1,done,,"), "E241")[0].hint)


def test_a_short_name_of_two_clients_decides_nothing() -> None:
    found = orders("O1,,2026-07-01,1,done,恒达,", "O2,C02,2026-07-01,1,done,恒达,")
    assert found.facts.orders["client_id"].tolist() == ["C02"]
    row = [p for p in coded(found, "E302") if p.file.endswith("orders.csv")]
    assert [(p.row, p.severity) for p in row] == [(2, Severity.SET_ASIDE)]
    register = [p for p in coded(found, "E302") if p.file.endswith("clients.csv")]
    assert [(p.row, p.value, p.severity) for p in register] == [
        (3, "恒达", Severity.WARNING),
        (4, "恒达", Severity.WARNING),
    ]


def test_keys_of_two_clients_are_a_contradiction() -> None:
    found = orders("O1,C01,2026-07-01,1,done,恒达电子有限公司,", "O2,C01,2026-07-01,1,done,,91320500MA1B00002M")
    assert [(p.row, p.value) for p in coded(found, "E247")] == [
        (2, "C01 | 恒达电子有限公司"),
        (3, "91320500MA1B00002M | C01"),
    ]


def test_an_unknown_id_beside_a_known_name_is_a_contradiction_too() -> None:
    assert len(coded(orders("O1,C99,2026-07-01,1,done,东方,"), "E247")) == 1


def test_a_code_that_the_register_does_not_have_is_no_contradiction_where_the_register_has_none() -> None:
    assert clients("C03||91320500MA1Y00003R") == ["C03"]
    assert clients("C01||91320500MA1Y00003R") == []


def test_a_row_without_any_client_is_set_aside_not_joined_to_another() -> None:
    found = orders("O1,,2026-07-01,1,done,,", "O2,,2026-07-02,2,done,,")
    assert [p.row for p in coded(found, "E246")] == [2, 3]
    assert fates(found, "orders.csv") == {"read": 2, "set_aside": 2}


def test_an_id_spoilt_by_a_spreadsheet_is_set_aside_but_a_good_name_saves_the_row() -> None:
    found = orders("O1,9.13E+17,2026-07-01,1,done,,", "O2,9.13E+17,2026-07-01,1,done,东方,")
    assert [p.row for p in coded(found, "E161")] == [2, 3]
    assert fates(found, "orders.csv") == {"read": 2, "used": 1, "set_aside": 1}


def test_names_that_are_not_todays_are_noted_once() -> None:
    found = orders(
        "O1,,2026-07-01,1,done,东方,",
        "O2,,2026-07-01,1,done,苏州东方厂,",
        "O3,,2026-07-01,1,done,东方机械（苏州）有限公司,",
    )
    (note,) = coded(found, "W240")
    assert (note.severity, note.row, note.value) == (Severity.NOTE, 2, "东方")
    assert str(note.expected).endswith(": 2")


def test_records_after_the_last_day_are_used_with_one_warning() -> None:
    found = orders("O1,C03,2026-08-01,1,done,,", "O2,C03,2026-09-01,1,done,,", "O3,C03,2026-07-31,1,done,,")
    (warning,) = coded(found, "W242")
    assert (warning.severity, warning.row) == (Severity.WARNING, 2)
    assert "2026-07-31" in str(warning.expected)
    assert len(found.facts.orders) == 3


def test_without_a_register_one_problem_says_why_nothing_is_attached() -> None:
    found = read(
        export("orders", "O1,C01,2026-07-01,1,done", "O2,C02,2026-07-01,1,done"),
        clients=[["client_id", "name", "office_id"]],
    )
    assert len(set(coded(found, "E241"))) == 1
    assert fates(found, "orders.csv") == {"read": 2, "set_aside": 2}
