"""The ledger: three moments of each complaint, and what cannot be true of them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from reportgen.model.problem import Severity
from reportgen.policy.config import Config
from reportgen.policy.pack import Question
from tests.ingest.literal import coded, codes, config, export, fates, read, source


def one(row: str, **more: Any) -> dict[str, Any]:
    """The one complaint of a ledger."""
    rows = read(export("complaints", row, **more)).facts.complaints.to_dict("records")
    assert len(rows) == 1
    return {str(name): value for name, value in rows[0].items()}


def aside(*rows: str, **more: Any) -> list[tuple[str, int | None, str]]:
    """(code, row, column) of values and rows set aside."""
    found = read(export("complaints", *rows, **more))
    return sorted((p.code, p.row, p.column) for p in found.problems if p.severity is Severity.SET_ASIDE)


def test_moments_are_kept_in_utc() -> None:
    row = one("K1,C01,quality,2026-07-01 00:30,2026-06-30T17:30:00Z,2026-07-01 09:00,resolved")
    assert row["received_at"] == datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
    assert row["first_reply_at"] - row["received_at"] == pd.Timedelta(hours=1)
    assert (row["office_id"], row["state"], row["impossible"]) == ("E", "resolved", False)


def test_a_date_without_a_time_begins_the_receipt_and_ends_reply_and_close() -> None:
    found = read(export("complaints", "K1,C01,q,2026-07-01,2026-07-01,2026-07-02,resolved"))
    row = found.facts.complaints.to_dict("records")[0]
    assert row["received_at"] == datetime(2026, 6, 30, 16, 0, tzinfo=UTC)
    assert row["first_reply_at"] == datetime(2026, 7, 1, 15, 59, 59, tzinfo=UTC)
    assert row["closed_at"] == datetime(2026, 7, 2, 15, 59, 59, tzinfo=UTC)
    assert [(p.column, p.severity) for p in coded(found, "W235")] == [
        ("closed_at", Severity.NOTE), ("first_reply_at", Severity.NOTE), ("received_at", Severity.NOTE),
    ]  # fmt: skip


def test_a_reply_dated_on_the_day_of_the_close_is_not_after_it() -> None:
    row = one("K1,C01,q,2026-07-01 09:00,2026-07-02,2026-07-02 15:00,resolved")
    assert row["first_reply_at"] == row["closed_at"]
    assert not row["impossible"]


def test_a_close_dated_on_the_last_day_is_known_at_the_end() -> None:
    row = one("K1,C01,q,2026-07-01 09:00,2026-09-30,2026-09-30,resolved")
    assert row["closed_at"] < datetime(2026, 9, 30, 16, tzinfo=UTC)
    assert not row["impossible"]


@pytest.mark.parametrize(
    ("times", "code", "column"),
    [
        ("2026-08-10 10:00,,2026-08-09 10:00", "E226", "closed_at"),
        ("2026-08-10 10:00,2026-08-09 10:00,", "E226", "first_reply_at"),
        ("2026-08-10 10:00,2026-08-12 10:00,2026-08-11 10:00", "E226", "first_reply_at"),
        ("2026-08-10 10:00,2026-10-01 00:00,", "E224", "first_reply_at"),
        ("2026-08-10 10:00,2026-08-10 11:00,2026-11-01 10:00", "E224", "closed_at"),
        ("2026-08-10 10:00,soon,", "E222", "first_reply_at"),
        ("2026-08-10 10:00,2026-08-10 11:00,03/04/2026", "E221", "closed_at"),
    ],
)
def test_times_that_cannot_be_keep_the_complaint_and_lose_its_times(times: str, code: str, column: str) -> None:
    row = f"K1,C01,q,{times},resolved"
    assert one(row)["impossible"]
    assert (code, 2, column) in aside(row)
    assert fates(read(export("complaints", row)), "complaints.csv") == {"read": 1, "used": 1}


def test_the_contradicted_cell_is_named_with_the_other_one() -> None:
    found = read(export("complaints", "K1,C01,q,2026-08-10 10:00,,2026-08-09 10:00,closed"))
    (problem,) = coded(found, "E226")
    assert (problem.value, str(problem.hint)) == ("2026-08-09 10:00", "received_at is 2026-08-10 10:00")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("K1,C01,q,2026-11-05 10:00,,,open", "E224", "received_at"),
        ("K1,C01,q,2026-10-01 00:00,,,open", "E224", "received_at"),
        ("K1,C01,q,,,,open", "E203", "received_at"),
        ("K1,C01,q,some day,,,open", "E222", "received_at"),
        (",C01,q,2026-08-01 10:00,,,open", "E203", "complaint_id"),
        ("K1,,q,2026-08-01 10:00,,,open", "E246", "client_id"),
    ],
)
def test_without_id_client_or_receipt_the_row_is_set_aside(row: str, code: str, column: str) -> None:
    assert aside(row, "K2,C01,q,2026-08-01 10:00,,,open") == [(code, 2, column)]


def test_what_came_after_an_earlier_as_of_is_no_fault() -> None:
    found = read(export("complaints", "K1,C01,q,2026-09-10 10:00,2026-09-11 10:00,,open"), as_of=date(2026, 8, 31))
    assert len(found.facts.complaints) == 1
    assert codes(found) == []


def test_what_came_before_a_later_as_of_is_no_future() -> None:
    found = read(
        export("complaints", "K1,C01,q,2026-09-10 10:00,2026-10-11 10:00,,open"), as_of=date(2026, 10, 31)
    )
    assert not found.facts.complaints["impossible"].any()


# ------------------------------------------------------------------ states
def test_states_and_channels_are_our_words() -> None:
    rule = {
        "also": {"channel": ["channel"]},
        "values": {"state": {"open": ["处理中"], "closed": ["关闭未解决"]}, "channel": {"hotline": ["客服电话"]}},
    }
    found = read(
        export("complaints", "K1,C01,q,2026-08-01 10:00,2026-08-01 11:00,,处理中,客服电话",
               "K2,C01,q,2026-08-01 10:00,2026-08-01 11:00,2026-08-02,Closed,传真", **rule)
    )  # fmt: skip
    assert found.facts.complaints["state"].tolist() == ["open", "closed"]
    assert found.facts.complaints["channel"].tolist() == ["hotline", ""]
    (problem,) = coded(found, "E205")
    assert (problem.row, problem.column, problem.value) == (3, "channel", "传真")
    assert "客服电话" in str(problem.expected)


def test_our_own_words_need_no_rule_in_any_case_and_missing_words_are_blanks() -> None:
    rows = ["K1,C01,q,2026-08-01 10:00,2026-08-01 11:00,,OPEN", "K2,C01,q,2026-08-01 10:00,2026-08-01 11:00,,-"]
    found = read(export("complaints", *rows))
    assert found.facts.complaints["state"].tolist() == ["open", "open"]
    assert codes(found) == []


def test_a_state_that_nobody_said_follows_from_the_close() -> None:
    rows = [
        "K1,C01,q,2026-08-01 10:00,2026-08-01 11:00,,",
        "K2,C01,q,2026-08-01 10:00,2026-08-01 11:00,2026-08-03,",
    ]
    found = read(export("complaints", *rows))
    assert found.facts.complaints["state"].tolist() == ["open", "closed"]


def test_a_close_that_cannot_be_read_does_not_leave_the_complaint_open() -> None:
    assert one("K1,C01,q,2026-08-01 10:00,2026-08-01 11:00,someday,")["state"] == "closed"


def test_a_close_without_a_reply_is_named_at_the_reply() -> None:
    found = read(export("complaints", "K1,C01,q,2026-08-01 10:00,,2026-08-03 10:00,resolved"))
    (problem,) = coded(found, "W249")
    assert (problem.severity, problem.row, problem.column, problem.value) == (
        Severity.WARNING,
        2,
        "first_reply_at",
        "",
    )


def test_a_ledger_without_replies_says_so_once() -> None:
    columns = {n: c for n, c in source("complaints").columns.items() if n != "first_reply_at"}
    rows = [f"K{i},C01,q,2026-08-01 10:00,2026-08-03 10:00,resolved" for i in range(5)]
    found = read(export("complaints", *rows, columns=columns))
    assert [(p.row, p.column) for p in coded(found, "W249")] == [(None, "first_reply_at")]


def test_an_end_without_a_date_and_a_date_of_an_open_one_are_named() -> None:
    rows = [
        "K1,C01,q,2026-08-01 10:00,2026-08-01 11:00,,resolved",
        "K2,C01,q,2026-08-01 10:00,2026-08-01 11:00,2026-08-02 10:00,open",
    ]
    assert [(p.row, p.column) for p in coded(read(export("complaints", *rows)), "W227")] == [
        (2, "closed_at"),
        (3, "state"),
    ]


# ------------------------------------------------------------------ other cells
def with_handling_scale() -> Config:
    """The example's choices, with a scale of 1 to 5 for the handling of complaints."""
    (pack,) = config().packs["P11"]
    assert pack.complaints
    scale = Question(min=Decimal(1), max=Decimal(5), reversed=False)
    scaled = pack.model_copy(update={"complaints": pack.complaints.model_copy(update={"satisfaction": scale})})
    return replace(config(), packs={**config().packs, "P11": (scaled,)})


def test_the_score_of_the_handling_is_a_number_on_its_scale() -> None:
    rows = [
        f"K{i},C01,q,2026-08-01 10:00,2026-08-01 11:00,2026-08-02 10:00,resolved,{s}"
        for i, s in enumerate(["4", "5分", "", "非常满意", "9", "★★★☆☆"])
    ]
    found = read(export("complaints", *rows, also={"satisfaction": ["满意度"]}), chosen=with_handling_scale())
    assert [None if pd.isna(v) else v for v in found.facts.complaints["satisfaction_micro"]] == [
        4_000_000,
        5_000_000,
        None,
        5_000_000,
        None,
        3_000_000,
    ]
    assert [(p.code, p.row) for p in found.problems if p.severity is Severity.SET_ASIDE] == [("E204", 6)]


def test_the_words_of_a_complaint_are_kept_whole() -> None:
    row = ["K1", "C01", "q", "2026-08-01 10:00", "", "", "open", "包装破损\n第二次了 ＝坏"]
    assert one(row, also={"content": ["内容"]})["content"] == "包装破损\n第二次了 ＝坏"  # type: ignore[arg-type]  # a row of cells


def test_the_registers_office_wins_over_the_ledgers() -> None:
    rows = [
        "K1,C01,q,2026-08-01 10:00,,,open,华南办事处",
        "K2,C01,q,2026-08-01 10:00,,,open,华东",
        "K3,C01,q,2026-08-01 10:00,,,open,火星",
        "K4,C01,q,2026-08-01 10:00,,,open,",
    ]
    found = read(export("complaints", *rows, also={"office_name": ["办事处"]}))
    assert found.facts.complaints["office_id"].tolist() == ["E"] * 4
    assert [(p.row, p.value, p.severity) for p in coded(found, "W243")] == [
        (2, "华南办事处", Severity.WARNING), (4, "火星", Severity.WARNING),
    ]  # fmt: skip
    assert "华东" in str(coded(found, "W243")[0].expected)


def test_a_later_folder_carries_the_news_of_an_open_complaint() -> None:
    found = read(
        export("complaints", "K1,C01,q,2026-06-20 10:00,2026-06-20 15:00,,open", folder="2026Q2"),
        export("complaints", "K1,C01,q,2026-06-20 10:00,2026-06-20 15:00,2026-07-05 10:00,resolved"),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert found.facts.complaints["state"].tolist() == ["resolved"]
    assert fates(found, "2026Q2/complaints.csv") == {"read": 1, "superseded": 1}


def test_a_later_row_that_cannot_be_used_replaces_nothing() -> None:
    found = read(
        export("complaints", "K1,C01,q,2026-06-20 10:00,2026-06-20 15:00,,open", folder="2026Q2"),
        export("complaints", "K1,C01,q,someday,,,resolved"),
        export("clients", "C01,东方,E,,,", folder="2026Q2"),
    )
    assert found.facts.complaints["state"].tolist() == ["open"]


def test_several_rows_of_one_number_cannot_all_count() -> None:
    rows = ["K1,C01,q,2026-08-01 10:00,,,open", "K1,C01,q,2026-08-02 10:00,,,open"]
    found = read(export("complaints", *rows, duplicates="all"))
    assert len(coded(found, "E245")) == 2
