"""Resolving many rows at once gives what each row alone gives, whatever stands beside it."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ingest.files import Claim
from reportgen.ingest.identity import answer, offices_of, resolved
from reportgen.ingest.known import Known, Spell, Succession
from reportgen.ingest.table import Column, Table
from reportgen.policy.aliases import Alias
from tests.ingest.literal import sheet, source

START = date(2026, 7, 1)
GOOD, BAD = "91350100M000100Y43", "91350100M000100Y4Z"
KNOWN = Known(
    names={"C1": "东方", "C2": "恒达", "C3": "安泰"},
    by_id={"C1": "C1", "C2": "C2", "C3": "C3"},
    by_code={GOOD: "C2"},
    by_name={"东方": "C1", "恒达": "C2", "安泰": "C3"},
    shared={"华": ("C1", "C2")},
    codes={"C2": frozenset({GOOD})},
    spells={
        "C1": (Spell(since=None, office_id="E"), Spell(since=START + timedelta(days=4), office_id="S")),
        "C2": (Spell(since=None, office_id="S"),),
        "C3": (Spell(since=None, office_id="N"),),
    },
    aliases={
        "老厂": (
            Alias(written="老厂", client_id="C1", until=START + timedelta(days=2)),
            Alias(written="老厂", client_id="C3", since=START + timedelta(days=5)),
        )
    },
    successions={"C3": Succession(into="C1", last=START + timedelta(days=6))},
)
Line = tuple[str, str, str, int]
lines = st.tuples(
    st.sampled_from(["", GOOD, BAD]),
    st.sampled_from(["", "C1", "C3", "X9"]),
    st.sampled_from(["", "东方", "恒达", "安泰", "华", "老厂", "新名"]),
    st.integers(0, 9),
)
tables = st.lists(lines, min_size=1, max_size=25)


def table(rows: Sequence[Line]) -> Table:
    """A ledger of these codes, ids and names."""
    keys = ("credit_code", "client_id", "client_name")
    columns = {key: Column(heading=key, texts=[str(row[i]) for row in rows]) for i, key in enumerate(keys)}
    claim = Claim(file="surveys/2026Q3/x.csv", folder="2026Q3", source=source("orders"))
    return Table(claim=claim, sheet=sheet([["x"]]), columns=columns, rows=range(2, len(rows) + 2), read=len(rows))


def days(rows: Sequence[Line]) -> list[date]:
    return [START + timedelta(days=row[3]) for row in rows]


@settings(max_examples=60, deadline=None)
@given(tables)
def test_many_rows_are_resolved_as_each_alone(rows: list[Line]) -> None:
    found = resolved(table(rows), KNOWN, days(rows))
    alone = [answer(row[:3], day, KNOWN) for row, day in zip(rows, days(rows), strict=True)]
    assert found.clients == [one.client for one in alone]
    assert {at: problem.code for at, problem in found.faults.items()} == {
        at: one.code for at, one in enumerate(alone) if one.code
    }
    assert {at for at, problem in found.faults.items() if problem.row != at + 2} == set()


@settings(max_examples=60, deadline=None)
@given(tables)
def test_offices_of_many_rows_are_those_of_each_alone(rows: list[Line]) -> None:
    clients = [answer(row[:3], day, KNOWN).client for row, day in zip(rows, days(rows), strict=True)]
    alone = [KNOWN.office_on(c, day) if c else "" for c, day in zip(clients, days(rows), strict=True)]
    assert offices_of(clients, days(rows), KNOWN) == alone


def test_control_one_answer_for_all_days_would_be_wrong() -> None:
    rows = [("", "", "老厂", day) for day in (2, 3, 5, 7)]
    assert resolved(table(rows), KNOWN, days(rows)).clients == ["C1", "", "C3", "C1"]
    assert answer(rows[0][:3], None, KNOWN).code == "E241"
