"""A register made from the records: who the clients are, where no register came with the exports."""

from dataclasses import replace
from pathlib import Path

from reportgen.ingest.blocks import Cells
from reportgen.ingest.sheet import Sheet
from reportgen.learn.heap import Group, Placed
from reportgen.learn.made_register import CLIENTS_FILE, OFFICES_FILE, register_files
from reportgen.learn.proposal import Choice, Proposal
from reportgen.model.period import Period
from reportgen.model.text import Text
from reportgen.policy.sources import Export

ROWS = [["client", "office"], ["?", "East"], ["C1", "?"], ["C2", "East"]]


def group(missing: tuple[str, ...]) -> Group:
    columns = {
        field: Choice(column=at, heading=ROWS[0][at], sure=True, why=Text(""))
        for at, field in enumerate(("client_id", "office_id"))
    }
    one = Proposal(file="log.csv", export=Export.COMPLAINTS, columns=columns, missing=missing)
    sheet = Sheet(file="log.csv", cells=Cells.of([tuple(row) for row in ROWS]), records=len(ROWS))
    placed = Placed(path=Path("log.csv"), proposal=one, sheets=(sheet,), period=Period.parse("2026Q3"), sure=True)
    return Group(proposal=one, files=(placed,), patterns=("log.csv",))


def cells(made: dict[str, bytes], name: str) -> list[str]:
    return made[name].decode("utf-8-sig").splitlines()[1:]


def test_a_word_that_stands_for_nothing_is_no_client_and_no_office() -> None:
    made = register_files([group(("?",))])
    assert cells(made, CLIENTS_FILE) == ["C1,C1,ALL", "C2,C2,East"]
    assert cells(made, OFFICES_FILE) == ["ALL,ALL", "East,East"]


def test_control_without_the_word_it_would_be_both() -> None:
    own = group(("?",))
    bare = replace(own, proposal=replace(own.proposal, missing=()))
    assert "?,?,East" in cells(register_files([bare]), CLIENTS_FILE)
    assert "?,?" in cells(register_files([bare]), OFFICES_FILE)
