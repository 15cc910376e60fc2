"""Clients that go over into another: whose a record is depends on its day (F08, F09)."""

from datetime import date

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import Export, coded, codes, export, read

HEAD = ["client_id", "name", "office_id", "end_date", "merged_into", "merged_on", "split_from"]
STAY = ["C02", "恒达电子", "S", "", "", "", ""]


def register(*rows: list[str], folder: str = "2026Q3") -> Export:
    """A register that tells mergers."""
    return export("clients", *rows, heading=HEAD, columns=dict.fromkeys(HEAD), folder=folder)


def gone(into: str = "C02", on: str = "2026-07-31", end: str = "") -> list[str]:
    """The row of a client that went over into another."""
    return ["C01", "东方机械", "E", end, into, on, ""]


def orders(*keys: str, registers: tuple[Export, ...]) -> Understood:
    """Orders as ``id|name|day``."""
    lines = []
    for i, one in enumerate(keys, 1):
        client, name, day = one.split("|")
        lines.append(f"O{i},{client},{day},1,done,{name}")
    return read(export("orders", *lines, also={"client_name": ["client_name"]}), *registers)


def sold(found: Understood) -> list[tuple[str, str]]:
    """Client and office of each order used."""
    table = found.facts.orders
    return list(zip(table["client_id"], table["office_id"], strict=True))


def test_records_after_the_merger_count_for_the_successor_in_its_office() -> None:
    found = orders(
        "C01||2026-07-31", "C01||2026-08-01", "|东方机械|2026-09-01", registers=(register(gone(), STAY),)
    )
    assert sold(found) == [("C01", "E"), ("C02", "S"), ("C02", "S")]
    (note,) = coded(found, "W251")
    assert (note.severity, note.row) == (Severity.NOTE, 3)
    assert str(note.expected).endswith(": 2")


def test_control_without_the_merger_every_record_stays() -> None:
    found = orders("C01||2026-07-31", "C01||2026-08-01", registers=(register(gone(into="", on=""), STAY),))
    assert sold(found) == [("C01", "E"), ("C01", "E")]


def test_old_id_beside_the_new_name_is_a_contradiction_before_the_merger_only() -> None:
    found = orders("C01|恒达电子|2026-07-31", "C01|恒达电子|2026-08-01", registers=(register(gone(), STAY),))
    assert sold(found) == [("C02", "S")]
    assert [p.row for p in coded(found, "E247")] == [2]


def test_without_a_day_the_merger_is_on_the_last_day_of_the_register_that_first_tells_it() -> None:
    registers = (
        register(["C01", "东方机械", "E", "", "", "", ""], STAY, folder="2025Q4"),
        register(gone(on=""), STAY, folder="2026Q1"),
        register(gone(on=""), STAY, folder="2026Q3"),
    )
    found = orders("C01||2026-03-31", "C01||2026-04-01", registers=registers)
    assert sold(found) == [("C01", "E"), ("C02", "S")]
    (note,) = coded(found, "W252")
    assert (note.severity, note.row, note.column) == (Severity.NOTE, 2, "merged_on")
    assert str(note.expected).endswith("2026-03-31")
    assert found.facts.register["merged_on"].dt.date.dropna().tolist() == [date(2026, 3, 31)] * 2


def test_a_merged_client_is_a_client_up_to_the_day_of_the_merger() -> None:
    found = orders(registers=(register(gone(), STAY),))
    row = found.facts.register.set_index("client_id").loc["C01"]
    assert (row["end_date"].date(), row["merged_into"]) == (date(2026, 7, 31), "C02")


def test_a_last_day_before_the_merger_stays_and_one_after_it_is_a_warning() -> None:
    found = orders(registers=(register(gone(end="2026-07-15"), STAY),))
    assert found.facts.register["end_date"].dt.date.tolist()[0] == date(2026, 7, 15)
    found = orders(registers=(register(gone(end="2026-08-15"), STAY),))
    assert found.facts.register["end_date"].dt.date.tolist()[0] == date(2026, 7, 31)
    (warning,) = coded(found, "W252")
    assert (warning.severity, warning.column, warning.value) == (Severity.WARNING, "end_date", "2026-08-15")


def test_the_successor_may_be_named_and_typed_in_small_letters() -> None:
    for into in ("恒达电子", "Ｃ02"):
        assert sold(orders("C01||2026-08-01", registers=(register(gone(into=into), STAY),))) == [("C02", "S")]


def test_a_successor_that_no_register_knows_or_the_client_itself_is_a_warning() -> None:
    for into in ("C99", "C01"):
        found = orders("C01||2026-08-01", registers=(register(gone(into=into), STAY),))
        assert sold(found) == [("C01", "E")]
        (warning,) = coded(found, "W252")
        assert (warning.severity, warning.row, warning.value) == (Severity.WARNING, 2, into)
        assert found.facts.register["merged_into"].tolist() == ["", ""]


def test_a_chain_is_followed_by_the_days_of_its_links() -> None:
    rows = (gone(), ["C02", "恒达电子", "S", "", "C03", "2026-08-31", ""], ["C03", "安泰", "S", "", "", "", ""])
    days = ("2026-07-31", "2026-08-31", "2026-09-01")
    found = orders(*(f"C01||{day}" for day in days), registers=(register(*rows),))
    assert [client for client, _ in sold(found)] == ["C01", "C02", "C03"]


def test_clients_that_go_over_into_each_other_are_followed_nowhere() -> None:
    rows = (gone(), ["C02", "恒达电子", "S", "", "C01", "2026-08-31", ""])
    found = orders("C01||2026-09-01", "C02||2026-09-01", registers=(register(*rows),))
    assert sold(found) == [("C01", "E"), ("C02", "S")]
    assert [(p.severity, p.row) for p in coded(found, "W252")] == [(Severity.WARNING, 2), (Severity.WARNING, 3)]


def test_a_circle_over_two_registers_ends_too() -> None:
    registers = (
        register(gone(), STAY, folder="2026Q2"),
        register(["C02", "恒达电子", "S", "", "C01", "2026-08-31", ""], folder="2026Q3"),
    )
    assert sold(orders("C01||2026-09-01", registers=registers)) == [("C01", "E")]


def test_a_later_register_may_take_a_merger_back() -> None:
    registers = (
        register(gone(), STAY, folder="2026Q2"),
        register(["C01", "东方机械", "E", "", "", "", ""], STAY, folder="2026Q3"),
    )
    assert sold(orders("C01||2026-09-01", registers=registers)) == [("C01", "E")]


def test_a_renamed_client_keeps_one_history_under_its_id() -> None:
    registers = (
        register(["C01", "东方机械", "E", "", "", "", ""], folder="2026Q2"),
        register(["C01", "东方重工", "E", "", "", "", ""], folder="2026Q3"),
    )
    found = orders("|东方机械|2026-05-01", "|东方重工|2026-08-01", "|东方机械|2026-08-02", registers=registers)
    assert [client for client, _ in sold(found)] == ["C01"] * 3


def test_a_client_that_came_out_of_another_has_a_history_of_its_own() -> None:
    rows = (["C01", "东方机械", "E", "", "", "", ""], ["C05", "东方精工", "E", "", "", "", "C01"])
    found = orders("|东方机械|2026-08-01", "|东方精工|2026-08-01", registers=(register(*rows),))
    assert [client for client, _ in sold(found)] == ["C01", "C05"]
    assert found.facts.register["split_from"].tolist() == ["", "C01"]
    assert not codes(found)


def test_the_same_client_under_two_offices_is_refused_but_with_days_is_a_move() -> None:
    head = ["client_id", "name", "office_id", "office_since"]

    def rows(*lines: list[str]) -> Export:
        return export("clients", *lines, heading=head, columns=dict.fromkeys(head))

    torn = orders(registers=(rows(["C01", "东方", "E", ""], ["C01", "东方", "S", ""]),))
    assert [p.code for p in torn.problems if p.severity is Severity.REFUSED] == ["E304", "E304"]
    moved = rows(["C01", "东方", "E", "2020-01-01"], ["C01", "东方", "S", "2026-08-15"])
    found = orders("C01||2026-08-14", "C01||2026-08-15", registers=(moved,))
    assert sold(found) == [("C01", "E"), ("C01", "S")]
