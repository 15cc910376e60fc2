"""All exports together: nothing is lost, and nothing depends on the order of rows or columns."""

import random
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ingest import exports, shape
from reportgen.ingest.exports import Understood
from reportgen.ingest.headers import heading
from reportgen.ingest.shape import table
from reportgen.model.facts import Facts
from reportgen.model.frame import ContractError
from tests.ingest.literal import CLIENTS, OFFICES, Export, export, read, source

SURVEY = [
    "R1,C01,Li,r,2026-07-05 09:00,Q1,5",
    "R1,C01,Li,r,2026-07-05 09:00,Q2,2",
    "R2,C01,Li,r,2026-07-06 09:00,Q1,4",
    "R2,C01,Li,r,2026-07-06 09:00,Q2,",
    "R3,C02,Wang,r,2026-07-07 09:00,Q1,7",
    "R3,C02,Wang,r,2026-07-07 09:00,Q2,非常满意",
    "R4,C99,Sun,r,2026-07-08 09:00,Q1,3",
    "R5,C03,Sun,r,2026-12-08 09:00,Q1,3",
    "R6,C03,,r,2026-07-08,Q3,不适用",
]
COMPLAINTS = [
    "K1,C01,q,2026-07-01 09:00,2026-07-01 10:00,2026-07-02 10:00,resolved", "K2,C02,q,2026-07-03,,,open",
    "K3,C99,q,2026-07-01 09:00,,,open", "K4,C01,q,2026-08-10 10:00,,2026-08-09 10:00,resolved",
    "K5,C03,q,2026-08-01T16:30:00Z,,,open", "K5,C03,q,2026-08-02T16:30:00Z,,,open", ",C01,q,2026-08-01,,,open",
]  # fmt: skip
ORDERS = [
    'O1,C01,2026-08-01,"1,200.50",done', "O2,C02,2026/8/2,￥5,cancelled", "O3,C03,2026-08-03,-1,done",
    "O4,C04,2026-08-03,1,done", "O5,C01,2026-02-30,1,done", "O6,C01,2026-08-04,7,done",
]  # fmt: skip
CARDS = [
    "C01,2026-09-18,base,B1,4",
    "C01,2026-09-18,base,B2,9",
    "C01,2026-09-18,minus,M1,1",
    "C01,2026-09-18,veto,V1,no",
    "C02,2026-09-19,base,B1,2",
    "C02,2026-09-19,veto,V1,",
]
RECEIVABLES = [
    "F1,C01,2026-06-01,2026-07-31,100,40",
    "F2,C99,2026-06-01,2026-07-31,1,1",
    "F3,C02,,2026-09-30,50,50",
    "F3,C02,,2026-09-30,50,50",
]
TARGETS = ["C01,2026-07,1000", "C01,2026年8月,1000", "C02,2026-13,1000", "C77,2026-07,5"]
VISITS = [
    "C01,,2026-08-01,办事处,3,2",
    ",S,2026-08-02,营销副总,1,1",
    ",,2026-08-03,办事处,1,1",
    "C02,,2026-08-04,办事处,1,2",
]
CHURN = ["C03,2026-09-20,2026-09-22,价格", "C02,,2026-12-22,价格", "C99,,2026-09-01,"]
FORMS = ["E1,C01,Li,2026-08-01,B,A,,500000,Wu,2026-08-03,2026-08-05", "E2,C99,Li,2026-08-01,B,A,,,,,"]


def world() -> list[Export]:
    """Every export, with the usual dirt."""
    rows = [row.replace('"1,200.50"', "1200.50") for row in ORDERS]
    return [
        export("clients", *(list(row) for row in CLIENTS[1:])),
        export("offices", *(list(row) for row in OFFICES[1:])),
        export("survey", *SURVEY),
        export("survey_sample", "r,C01", "r,C02", "r,C77"),
        export("complaints", *COMPLAINTS),
        export("orders", *rows),
        export("scorecard_items", *CARDS),
        export("receivables", *RECEIVABLES),
        export("targets", *TARGETS),
        export("visits", *VISITS),
        export("churn_reports", *CHURN),
        export("limit_applications", *FORMS),
    ]


def frames(found: Understood) -> dict[str, pd.DataFrame]:
    """Every frame of the facts without the rows' places, which shuffling changes, in an order of its own."""
    made = {}
    for one in fields(Facts):
        frame = getattr(found.facts, one.name)
        if isinstance(frame, pd.DataFrame):
            bare = frame.drop(columns=[name for name in ("row", "response_id") if name in frame])
            made[one.name] = bare.sort_values(list(bare.columns), kind="stable", ignore_index=True)
    return made


def same(one: Understood, other: Understood) -> None:
    for name, frame in frames(one).items():
        pd.testing.assert_frame_equal(frame, frames(other)[name], obj=name)
    counts = [name for name in one.coverage.columns if name.startswith("rows_")]
    pd.testing.assert_frame_equal(one.coverage[counts], other.coverage[counts])


def shuffled(one: Export, rng: random.Random) -> Export:
    """The same export with its rows and columns in another order."""
    order = list(range(len(one.rows[0])))
    rng.shuffle(order)
    body = list(one.rows[1:])
    rng.shuffle(body)
    return replace(one, rows=[[row[i] for i in order] for row in (one.rows[0], *body)])


@given(st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None)
def test_the_order_of_rows_and_columns_changes_nothing(rng: random.Random) -> None:
    same(read(*(shuffled(one, rng) for one in world())), read(*world()))


def test_the_control_a_reader_that_trusts_places_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = read(*world())
    monkeypatch.setattr(shape, "heading", by_place(heading))
    with pytest.raises(AssertionError):
        same(read(*(shuffled(one, one_order()) for one in world())), plain)


def one_order() -> random.Random:
    """An order of rows and columns, the same every time."""
    return random.Random(3)  # noqa: S311 - no secret


def by_place(by_name: Callable[..., Any]) -> Callable[..., Any]:
    """A reader of headings that takes the columns as they come."""

    def placed(sheet: Any, rule: Any, layout: Any) -> Any:
        found, problems = by_name(sheet, rule, layout)
        return replace(found, columns={key: i for i, key in enumerate(rule.columns)}), problems

    return placed


def test_full_width_digits_spaces_and_brackets_change_nothing() -> None:
    wide = str.maketrans("0123456789-:", "０１２３４５６７８９－：")
    exports_ = [
        replace(
            one,
            rows=[
                one.rows[0],
                *(
                    [f" {cell.translate(wide)}\u200b" if cell and cell[0].isdigit() else cell for cell in row]
                    for row in one.rows[1:]
                ),
            ],
        )
        for one in world()
    ]
    same(read(*exports_), read(*world()))


# ------------------------------------------------------------------ conservation
def test_every_row_of_every_sheet_is_accounted_for() -> None:
    found = read(*world())
    parts = ["rows_used", "rows_set_aside", "rows_superseded", "rows_skipped"]
    assert (found.coverage["rows_read"] == found.coverage[parts].sum(axis="columns")).all()
    read_by_hand = {one.file: len(one.rows) - 1 for one in world()}
    assert dict(zip(found.coverage["file"], found.coverage["rows_read"], strict=True)) == read_by_hand


@pytest.mark.parametrize("lost", range(12))
def test_losing_any_parsed_row_is_noticed(lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the count: a reader that drops one record of one export."""

    def careless(sheet: Any, claim: Any, profile: Any) -> Any:
        found, problems = table(sheet, claim, profile)
        if found and sheet.file == world()[lost].file:
            columns = {name: replace(c, texts=list(c.texts)[1:]) for name, c in found.columns.items()}
            found = replace(found, rows=found.rows[1:], columns=columns)
        return found, problems

    monkeypatch.setattr(exports, "table", careless)
    with pytest.raises(ContractError, match="rows were read, but"):
        read(*world())


def test_every_set_aside_or_superseded_row_has_its_problem() -> None:
    found = read(*world())
    named = {(p.file, p.row) for p in found.problems}
    for line in found.coverage.to_dict("records"):
        lost = line["rows_set_aside"] + line["rows_superseded"]
        assert len({row for file, row in named if file == line["file"] and row}) >= lost, line["file"]


def test_a_set_aside_row_is_in_no_frame() -> None:
    found = read(*world())
    assert sorted(found.facts.complaints["complaint_id"]) == ["K1", "K2", "K4"]
    assert sorted(found.facts.orders["order_id"]) == ["O1", "O2", "O6"]
    assert "C99" not in set(found.facts.answers["client_id"])
    assert sorted(found.facts.survey_sample["client_id"]) == ["C01", "C02"]


def test_files_of_two_rules_on_one_workbook_go_by_their_sheets() -> None:
    kinds: dict[str, Any] = {"kinds": {}}
    found = read(
        Export(
            rule=source("orders", sheet="订单*"),
            name="book.xlsx",
            facts=kinds | {"sheet": "订单1"},
            rows=[
                ["order_id", "client_id", "order_date", "amount", "state"],
                ["O1", "C01", "2026-08-01", "1", "done"],
            ],
        ),
        Export(
            rule=source("survey_sample", sheet="名单"),
            name="book.xlsx",
            facts=kinds | {"sheet": "名单"},
            rows=[["round", "client_id"], ["r", "C01"]],
        ),
    )
    assert (len(found.facts.orders), len(found.facts.survey_sample)) == (1, 1)


def test_an_export_with_headings_only_has_been_read_and_holds_nothing() -> None:
    found = read(
        export("orders", folder="2026Q2", allow_empty=True), export("orders", ORDERS[1]),
        export("complaints", allow_empty=True), export("survey", allow_empty=True),
        export("scorecard_items", allow_empty=True), export("survey_sample", allow_empty=True),
    )  # fmt: skip
    assert ("complaints", "2026Q3") in found.facts.read
    assert (len(found.facts.orders), len(found.facts.complaints), len(found.facts.answers)) == (1, 0, 0)
    assert (found.coverage["rows_read"] == 0).sum() == 5


# ------------------------------------------------------------------ any text at all
CELLS = st.one_of(
    st.sampled_from(
        ["", "C01", "C02", "2026-08-01", "2026-08-01 10:00", "5", "合计", "注：x", "open", "Q1", "-1", "1e9", "是"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)


@given(
    st.sampled_from(["survey", "complaints", "orders", "scorecard_items", "clients", "offices", "survey_sample"]),
    st.data(),
)
@settings(max_examples=80, deadline=None)
def test_no_content_breaks_a_reader_or_its_account(kind: str, data: st.DataObject) -> None:
    width = len(source(kind).columns)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    found = read(export(kind, *rows))
    assert found.coverage["rows_read"].ge(0).all()
