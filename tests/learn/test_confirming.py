"""What waits for a person, whom it may mean, and what becomes of the person's word."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportgen.ingest.ingest import Ingested
from reportgen.learn.confirming import Person, accepted, cells, chosen, lines, summary
from reportgen.learn.spellings import Unresolved, unresolved
from reportgen.model.period import Period
from reportgen.policy.aliases import Alias
from tests.ingest.literal import Export, config, export, read

ANNA = Person(name="anna", day=date(2026, 10, 8))
Q3 = Period.parse("2026Q3")
BRAND = "the same brand “恒达电子”; whether it is the same company only a person knows"
CLIENTS = [
    ["client_id", "name", "office_id"],
    ["C01", "恒达电子（北京）有限公司", "E"],
    ["C02", "恒达电子（上海）有限公司", "S"],
    ["C03", "安泰化工有限公司", "S"],
]


def sold(*rows: str, **more: Any) -> Export:
    """Orders as id, name, code."""
    lines = (
        f"O{i},{c},2026-07-{i:02},1,done,{n},{k}" for i, (c, n, k) in enumerate((r.split("|") for r in rows), 1)
    )
    return export("orders", *lines, also={"client_name": ["client_name"], "credit_code": ["credit_code"]}, **more)


def waiting(*exports: Export, aliases: tuple[Alias, ...] = ()) -> Unresolved:
    """What waits in 2026Q3."""
    found = read(*exports, clients=CLIENTS, chosen=replace(config(), aliases=aliases))
    seen = Ingested(
        facts=found.facts,
        coverage=found.coverage,
        problems=(),
        inputs=(),
        owners=found.owners,
        unresolved=found.unresolved,
        known=found.known,
        refused_required=(),
    )
    return unresolved(seen, Q3)


def test_spellings_are_counted_over_all_files_and_only_of_the_period() -> None:
    targets = export(
        "targets", "安泰厂,2026-07,5", columns={"client_name": ["n"], "month": ["m"], "target_amount": ["t"]}
    )
    found = waiting(
        sold("|安泰厂|", "|安泰化工有限公司|", "|安 泰厂|"), targets, sold("|旧名|", folder="2026Q2", name="o.csv")
    )
    (one,) = found.spellings
    assert (one.written, one.rows) == ("安泰厂", 3)
    assert one.files == (("2026Q3/orders.csv", 2), ("2026Q3/targets.csv", 1))
    assert (found.waiting, found.records) == (3, 4)
    assert str(summary(found)) == (
        "2026Q3: 3 of 4 records (75.0%) wait for a client, under 1 names, ids and codes"
    )


def test_an_unknown_id_is_offered_the_client_of_the_name_beside_it_first() -> None:
    found = waiting(sold("KH-1|安泰化工有限公司|"))
    (one,) = found.spellings
    assert (one.field, one.written) == ("client_id", "KH-1")
    assert (one.candidates[0].client_id, str(one.candidates[0].why)) == (
        "C03",
        "the name beside it is this client's",
    )


def test_a_code_that_no_register_has_belongs_into_the_register() -> None:
    (one,) = waiting(sold("||91350100M000100Y43")).spellings
    assert (one.field, one.candidates, one.can_be_confirmed) == ("credit_code", (), False)


def test_the_list_reads_with_candidates_and_reasons() -> None:
    found = waiting(sold("|恒达电子有限公司|", "|李记|"))
    assert lines(found, str) == [
        "",
        "  1  恒达电子有限公司 (name); rows: 1 – 2026Q3/orders.csv 1",
        f"       1) C01 恒达电子（北京）有限公司  0.80  {BRAND}",
        f"       2) C02 恒达电子（上海）有限公司  0.80  {BRAND}",
        "",
        "  2  李记 (name); rows: 1 – 2026Q3/orders.csv 1",
        "       nothing in the register comes near: a new client, or a name to correct in the file",
    ]
    assert [row[:5] for row in cells(found, str)] == [
        ["恒达电子有限公司", "client_name", "1", "2026Q3/orders.csv 1", "C01"],
        ["恒达电子有限公司", "client_name", "1", "2026Q3/orders.csv 1", "C02"],
        ["李记", "client_name", "1", "2026Q3/orders.csv 1", ""],
    ]


def test_a_choice_becomes_a_row_with_who_when_and_where() -> None:
    made, wrong = accepted(waiting(sold("|恒达电子有限公司|")), ["恒达电子有限公司=c02".upper()], ANNA)
    assert not wrong
    assert made == [
        Alias(
            written="恒达电子有限公司",
            client_id="C02",
            source="2026Q3/orders.csv",
            confirmed_by="anna",
            confirmed_on=date(2026, 10, 8),
        )
    ]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("恒达电子有限公司", "write it as SPELLING=CLIENT_ID"),
        ("=C01", "write it as SPELLING=CLIENT_ID"),
        ("恒达电子公司=C01", "does not wait for a client"),
        ("安泰化工有限公司=C01", "does not wait for a client"),
        ("恒达电子有限公司=C99", "C99 is no client id of the register; near: C0"),
    ],
)
def test_a_slip_is_named_and_nothing_is_made_of_it(choice: str, said: str) -> None:
    made, wrong = accepted(waiting(sold("|恒达电子有限公司|")), [choice], ANNA)
    assert not made
    assert said in str(wrong[0])


def test_a_confirmed_spelling_waits_no_longer_and_the_round_trip_is_its_client() -> None:
    made, _ = accepted(waiting(sold("|恒达电子有限公司|")), ["恒达电子有限公司=C02"], ANNA)
    again = read(sold("|恒达电子有限公司|"), clients=CLIENTS, chosen=replace(config(), aliases=tuple(made)))
    assert again.facts.orders["client_id"].tolist() == ["C02"]
    assert waiting(sold("|恒达电子有限公司|"), aliases=tuple(made)).spellings == ()


def test_a_name_that_is_confirmed_beside_an_unknown_id_leaves_the_id_waiting() -> None:
    confirmed = (Alias(written="恒达电子有限公司", client_id="C02"),)
    found = waiting(sold("KH-1|恒达电子有限公司|"), aliases=confirmed)
    assert [(one.field, one.written) for one in found.spellings] == [("client_id", "KH-1")]


def test_control_nothing_waits_and_nothing_is_offered_where_every_name_is_known() -> None:
    found = waiting(sold("|安泰化工有限公司|"))
    assert (found.spellings, str(summary(found))) == ((), "2026Q3: every one of 1 records has its client")


def test_an_answer_at_the_terminal_is_a_number_an_id_or_y_for_an_only_candidate() -> None:
    alone, two = waiting(sold("|恒达电子有限公司|", "|安泰化工公司|")).spellings
    ids = ["C01", "C02", "C03"]
    assert [chosen(two, reply, ids) for reply in ("2", "C03", "ｃ01".upper())] == ["C02", "C03", "C01"]
    assert chosen(alone, "y", ids) == "C03"
    assert "only where there is one candidate" in str(chosen(two, "y", ids))
    assert "C9 is no client id" in str(chosen(two, "C9", ids))
