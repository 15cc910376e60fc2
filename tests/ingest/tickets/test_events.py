"""One row an event: which event counts, and what the others tell."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ingest.exports import Understood
from reportgen.ingest.tickets import events
from tests.ingest.literal import Export, Rows, coded, codes, fates, read, source
from tests.ingest.tickets.test_tickets import export, ledger

HEAD = [
    "number", "incident_state", "sys_mod_count", "made_sla", "opened_at", "sys_updated_at", "company",
    "contact_type", "category", "resolved_at", "closed_at",
]  # fmt: skip
OPENED = "1/7/2026 09:00"


def event(
    number: str, state: str, count: int, updated: str, *, resolved: str = "?", closed: str = "?"
) -> list[str]:
    """Return one event of a ticket that was opened on 1 July at nine."""
    return [
        number, state, str(count), "true", OPENED, updated, "东方机械", "Phone", f"c{count}", resolved, closed,
    ]  # fmt: skip


def log(*rows: list[str], **more: Any) -> Export:
    """Return a log of events as ServiceNow names its columns."""
    given = {"columns": {}, "events": True, "date_order": "dmy"} | more
    return export("servicenow", [HEAD, *rows], **given)


STORY = (
    event("INC1", "New", 0, "1/7/2026 09:00"),
    event("INC1", "Active", 1, "1/7/2026 10:35"),
    event("INC1", "Resolved", 2, "2/7/2026 15:00"),
    event("INC1", "Closed", 3, "7/7/2026 15:00"),
)


def first(found: Understood) -> tuple[Any, ...]:
    """Return the only ticket."""
    (only,) = ledger(found)
    return only


def test_the_last_event_counts_the_first_answer_and_the_end_come_from_the_others() -> None:
    found = read(log(*STORY))
    assert first(found) == ("INC1", "C01", "07-01 09:00", "07-01 10:35", "07-02 15:00", "closed", "hotline")
    assert fates(found, "tickets.csv") == {"read": 4, "used": 1, "superseded": 3}
    assert list(found.facts.complaints["category"]) == ["c3"]
    notes = coded(found, "W173")
    assert [note.row for note in notes] == [2, 3, 4]
    assert str(notes[0].expected) == "the last event of each ticket; row 5 is that of this one"
    assert codes(found) == []


def test_columns_of_the_resolution_and_the_close_go_before_what_the_events_tell() -> None:
    whole = [*STORY[:3], event("INC1", "Closed", 3, "7/7/2026 15:00", resolved="2/7/2026 14:00")]
    assert first(read(log(*whole)))[4] == "07-02 14:00"
    alone = [*STORY[:3], event("INC1", "Closed", 3, "7/7/2026 15:00", closed="7/7/2026 15:00")]
    assert first(read(log(*alone)))[4] == "07-07 15:00"


def test_a_ticket_that_is_open_again_is_reopened_and_has_no_close() -> None:
    again = [*STORY[:3], event("INC1", "Active", 3, "3/7/2026 08:00", resolved="2/7/2026 15:00")]
    assert first(read(log(*again)))[3:6] == ("07-01 10:35", "", "reopened")
    ended = [*again, event("INC1", "Resolved", 4, "4/7/2026 08:00")]
    assert first(read(log(*ended)))[3:6] == ("07-01 10:35", "07-04 08:00", "resolved")


def test_a_ticket_that_nobody_has_touched_has_no_reply() -> None:
    assert first(read(log(*STORY[:1])))[3:6] == ("", "", "open")


def test_equal_moments_go_by_the_event_s_number_then_by_the_order_of_the_rows() -> None:
    tied = [event("INC1", "Active", 2, "2/7/2026 15:00"), event("INC1", "New", 1, "2/7/2026 15:00")]
    assert list(read(log(*tied)).facts.complaints["category"]) == ["c2"]
    unnumbered = [[*row[:2], "", *row[3:]] for row in tied]
    assert list(read(log(*unnumbered)).facts.complaints["category"]) == ["c1"]


def test_a_moment_that_would_put_the_reply_before_the_receipt_or_after_the_close_is_left_out() -> None:
    early = [event("INC1", "Active", 0, "30/6/2026 09:00"), *STORY[2:]]
    late = [event("INC1", "Closed", 1, "5/7/2026 09:00", resolved="2/7/2026 15:00")]
    for rows in (early, late):
        found = read(log(*rows))
        assert (first(found)[3], coded(found, "E226")) == ("", [])


def test_an_unknown_state_of_an_earlier_event_is_no_matter_and_of_the_last_one_it_is() -> None:
    odd = [*STORY[:2], event("INC1", "-100", 2, "1/7/2026 12:00"), *STORY[2:]]
    assert codes(read(log(*odd))) == []
    assert codes(read(log(*odd[:3]))) == ["E205"]


def test_rows_without_a_number_and_tickets_without_a_moment_are_not_lost() -> None:
    bare = [*event("", "New", 0, "1/7/2026 09:00")]
    undated = [event("INC2", "New", 0, "?"), event("INC2", "Active", 1, "2/7/2026 09:00")]
    found = read(log(*STORY, bare, bare, *undated))
    assert fates(found, "tickets.csv") == {"read": 8, "used": 2, "set_aside": 2, "superseded": 4}


def test_any_ledger_may_say_that_its_rows_are_events() -> None:
    rows: Rows = [
        ["编号", "客户编号", "收到", "状态", "更新时间"],
        ["K1", "C01", "2026-07-01 09:00", "待办", "2026-07-01 09:00"],
        ["K1", "C01", "2026-07-01 09:00", "已回复", "2026-07-01 11:00"],
        ["K1", "C01", "2026-07-01 09:00", "完成", "2026-07-03 09:00"],
    ]
    rule = {
        "columns": {
            "complaint_id": ["编号"],
            "client_id": ["客户编号"],
            "received_at": ["收到"],
            "state": ["状态"],
        },
        "values": {"state": {"open": ["待办", "已回复"], "resolved": ["完成"]}},
        "events": {"updated_at": ["更新时间"], "opening": ["待办"]},
    }
    found = read(Export(rule=source("complaints", **rule), rows=rows, name="tickets.csv"))
    assert first(found)[2:6] == ("07-01 09:00", "07-01 11:00", "07-03 09:00", "resolved")
    blind = rule | {"events": False}
    control = read(Export(rule=source("complaints", **blind), rows=rows, name="tickets.csv"))
    assert codes(control) == ["E245", "E245", "E245"]  # three rows of one number that differ


# ------------------------------------------------------------------ the order of the rows
STATES = st.lists(
    st.sampled_from(["New", "Active", "Awaiting Vendor", "Resolved", "Closed"]), min_size=1, max_size=6
)


def told(number: str, states: list[str]) -> list[list[str]]:
    """Return the events of a ticket, an hour apart."""
    start = datetime(2026, 7, 1, 9)  # noqa: DTZ001 - local
    times = [(start + timedelta(hours=at)).strftime("%d/%m/%Y %H:%M") for at in range(len(states))]
    return [event(number, state, at, when) for at, (state, when) in enumerate(zip(states, times, strict=True))]


def expected(states: list[str]) -> tuple[str, str, str]:
    """Return first reply, close and state of a story, by walking it."""
    hour = [f"07-01 {9 + at:02d}:00" for at in range(len(states))]
    reply = next((hour[at] for at, state in enumerate(states) if state != "New"), "")
    over = [state in {"Resolved", "Closed"} for state in states]
    run = len(over)
    while run and over[run - 1]:
        run -= 1
    if over[-1]:
        return reply, hour[run], states[-1].lower()
    return reply, "", "reopened" if any(over) else "open"


@settings(max_examples=8)
@given(stories=st.lists(STATES, min_size=4, max_size=16), seed=st.integers(0, 99))
def test_any_stories_in_any_order_of_rows_are_told_as_a_walk_through_them(
    stories: list[list[str]], seed: int
) -> None:
    rows = [row for at, states in enumerate(stories) for row in told(f"INC{at}", states)]
    random.Random(seed).shuffle(rows)  # noqa: S311 - no secret
    found = read(log(*rows))
    told_of = {row[0]: row[3:6] for row in ledger(found)}
    assert told_of == {f"INC{at}": expected(states) for at, states in enumerate(stories)}
    assert fates(found, "tickets.csv").get("superseded", 0) == len(rows) - len(stories)


def test_control_a_reader_that_takes_the_last_row_of_the_file_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = [STORY[3], *STORY[:3]]
    assert first(read(log(*turned)))[5] == "closed"
    monkeypatch.setattr(events, "_moments", lambda table, *_: [None] * len(table.rows))
    unnumbered = [[*row[:2], "", *row[3:]] for row in turned]
    assert first(read(log(*unnumbered)))[5] != "closed"
